"""Where records of the knowledge base stand, and whether everybody may read it."""

from jointfund.documents.models import Source, Visibility
from jointfund.search.records import Place


def place_of(source: Source | None) -> Place | None:
    """The lines of a source that is loaded with its document."""
    if source is None:
        return None
    return Place(source.document.key, source.start_line, source.end_line, source.page)


def is_open(*sources: Source | None) -> bool:
    """Whether all of these rest on documents everybody may read, or on none."""
    return all(one is None or one.document.visibility == Visibility.PUBLIC for one in sources)
