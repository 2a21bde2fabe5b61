"""What the worker does for committees."""

from django.tasks import task


@task
def make_papers_task(pack_key: int) -> None:
    """Make the papers of a meeting; a second run of a pack that is ready does nothing."""
    from jointfund.committee.services.papers import make_papers

    make_papers(pack_key)
