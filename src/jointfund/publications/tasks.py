"""What the worker does for publications."""

from django.tasks import task


@task
def render_release_task(release_key: int) -> None:
    """Make the files of a release; a second run makes none twice."""
    from jointfund.publications.services.rendering import render_release

    render_release(release_key)
