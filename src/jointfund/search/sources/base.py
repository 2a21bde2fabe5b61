"""What the index asks of a kind of record: the records, who may see them, which an event touched."""

from collections.abc import Collection, Iterator
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from jointfund.audit.models import Event
from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.search.records import SearchRecord

type Reader = User | AnonymousUser

PART = "#"  # parts a reference from what it is a part of: `booklet-2023-07#41`


def whole_of(reference: str) -> str:
    """The reference without its part."""
    return reference.partition(PART)[0]


class RecordSource(Protocol):
    """One kind of record. One may be indexed in parts, `reference#part`; a whole stands for all of them."""

    @property
    def kind(self) -> str: ...

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        """All records of a fund, or those of some references, a few at a time."""
        ...

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        """Which of these this person may see now; one query or two, however many are asked for."""
        ...

    def touched(self, event: Event) -> Collection[str]:
        """The references the event changed; none where it speaks of another kind."""
        ...
