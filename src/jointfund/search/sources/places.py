"""Where records stand, whether everybody may read it, and what is told of the documents they stand in."""

from django.db.models import Q

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
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


def rests_on_opened(event: Event, *paths: str) -> Q:
    """Rows that rest on the document the event opened or closed; none for an event of another kind.

    Each of the paths leads from a row to a source.
    """
    found = Q(pk__in=())
    if event.verb != Verb.DOCUMENT_VISIBILITY_CHANGED or event.fund_id is None:
        return found
    for path in paths:
        document = f"{path}__document"
        found |= Q(**{f"{document}__fund": event.fund_id, f"{document}__key": event.subject})
    return found
