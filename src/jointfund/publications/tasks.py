"""What the worker does for publications."""

from django.tasks import task


@task
def render_release_task(release_key: int) -> None:
    """Make the files of a release; a second run makes none twice."""
    from jointfund.publications.services.rendering import render_release

    render_release(release_key)


@task
def make_preview_task(publication_key: int, version: int, day: str) -> None:
    """Make the PDF of a draft to look at; a second run makes the same."""
    from jointfund.publications.services.previewing import make_preview

    make_preview(publication_key, version, day)
