"""What a fact or a status rests on, as a value: no key to any record, so that every room may cite."""

from dataclasses import dataclass
from typing import Literal

from jointfund.kernel.dates import PartialDate

CitationKind = Literal["document", "web", "decision", "person", "event"]


@dataclass(frozen=True)
class Citation:
    """Where a fact comes from: a document's key, an address on the web, a decision's reference,
    a person, or an event of a record.

    `on` is the date the source bears; None when it bears none. `detail` says where in it (lines, page).
    """

    kind: CitationKind
    reference: str
    on: PartialDate | None = None
    detail: str = ""
