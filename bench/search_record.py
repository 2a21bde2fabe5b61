"""Records of documents put into the index of a throw-away database, to be asked through it."""

from collections.abc import Callable, Collection, Iterator, Sequence

from django.contrib.auth.models import AnonymousUser

from jointfund.documents.models import Document
from jointfund.funds.models import Fund
from jointfund.search.queries import Asked, search
from jointfund.search.records import Hit, SearchRecord
from jointfund.search.services.writing import write_records
from jointfund.search.sources.base import Reader, whole_of


class Shelf:
    """A source of records of one kind that everybody may see; nothing stands behind it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        return iter(())

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        return frozenset(map(whole_of, wholes))

    def touched(self, event: object) -> str | None:
        return None


def make_fund(code: str) -> Fund:
    """A fund to hold an index."""
    return Fund.objects.create(code=code, reference_prefix=code, name=code, short_name=code, currency="USD")


def search_in_database(records: Sequence[SearchRecord]) -> Callable[[str], Sequence[Hit]]:
    """The way to ask these records through the index."""
    fund = make_fund("QUALITY")
    for file in {record.place.file for record in records if record.place}:
        Document.objects.create(fund=fund, key=file, kind="other", title=file)
    write_records(fund, records)
    sources = tuple(Shelf(kind) for kind in sorted({record.kind for record in records}))
    return lambda text: search(Asked(fund, AnonymousUser(), text), sources).hits
