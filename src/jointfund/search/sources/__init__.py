"""Where records come from: one source for each kind. A new kind is one more module and one more line here."""

from jointfund.search.sources.base import RecordSource
from jointfund.search.sources.documents import DocumentPages
from jointfund.search.sources.knowledge import Practices, Projects, Sessions
from jointfund.search.sources.programmes import Programmes
from jointfund.search.sources.publications import Releases
from jointfund.search.sources.statements import Lessons, Results

SOURCES: tuple[RecordSource, ...] = (
    Programmes(),
    Projects(),
    Practices(),
    Lessons(),
    Sessions(),
    Results(),
    Releases(),
    DocumentPages(),
)
