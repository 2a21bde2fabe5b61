"""Where records come from: one source for each kind. A new kind is one more module and one more line here."""

from jointfund.search.sources.base import RecordSource
from jointfund.search.sources.documents import DocumentPages
from jointfund.search.sources.knowledge import Practices, Projects, Sessions
from jointfund.search.sources.programmes import Programmes
from jointfund.search.sources.publications import Releases

SOURCES: tuple[RecordSource, ...] = (
    Programmes(),
    Projects(),
    Practices(),
    Sessions(),
    Releases(),
    DocumentPages(),
)
