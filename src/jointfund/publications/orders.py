"""What a publication is asked for: as its draft keeps it, and as the order its document is built from."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.programmes.queries.names import checked_filter
from jointfund.publications.content.freezing import Json, frozen, thawed
from jointfund.publications.documents import Order
from jointfund.publications.queries.saved import both, saved_question

LONGEST_CONTEXT = 20_000


class UnusableOrder(DomainError):
    """What is asked for cannot be made: the message says which part."""


class TextTooLong(UnusableOrder):
    """The text of a brief is longer than a brief."""


@dataclass(frozen=True)
class Parameters:
    """The parameters of a publication. `asked` are the facets of a filter, as an address has them; `saved` is
    the name of a saved filter that narrows it too, `cover` the hash of a kept picture.
    """

    subject: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    as_of: date | None = None
    language: str = "en"
    context: str = ""
    left_out: tuple[str, ...] = ()
    saved: str = ""
    cover: str = ""
    cover_alt: str = ""

    def as_json(self) -> dict[str, Json]:
        """As the draft keeps it."""
        return cast("dict[str, Json]", frozen(self))

    @classmethod
    def from_json(cls, kept: dict[str, Json]) -> "Parameters":
        """From what the draft keeps."""
        return thawed(cls, kept)


def order_of(fund: Fund, parameters: Parameters, today: date) -> Order:
    """The order of these parameters. Raises UnusableOrder, TextTooLong, UnknownFilter, NothingInCommon."""
    if len(parameters.context) > LONGEST_CONTEXT:
        raise TextTooLong(
            f"The text has {len(parameters.context):,} characters: shorten it to {LONGEST_CONTEXT:,}."
        )
    facets: dict[str, list[str]] = {}
    for facet, value in parameters.asked:
        facets.setdefault(facet, []).append(value)
    reading, _ = checked_filter(fund, facets)
    if reading.messages:
        raise UnusableOrder(" ".join(reading.messages))
    saved = saved_question(fund, parameters.saved) if parameters.saved else None
    if saved and saved.messages:
        raise UnusableOrder(" ".join(saved.messages))
    return Order(
        fund=fund,
        asked=both(saved.filter, reading.filter) if saved else reading.filter,
        chosen_as=saved.name if saved else "",
        today=today,
        as_of=parameters.as_of,
        language=parameters.language,
        subject=parameters.subject,
        context=parameters.context,
        left_out=parameters.left_out,
    )
