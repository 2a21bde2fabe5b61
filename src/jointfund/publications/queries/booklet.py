"""Builds the pipeline booklet from the record."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.programmes.filters import ProgrammeFilter, in_words
from jointfund.programmes.models import Stage
from jointfund.programmes.queries.names import names_of
from jointfund.publications.content.booklet import Booklet, Chapter
from jointfund.publications.content.programmes import ProgrammeFacts
from jointfund.publications.queries.programmes import booklet_day, fund_facts, programme_facts


class NothingToPublish(DomainError):
    """No programme answers the filter on that day."""


def build_booklet(
    fund: Fund,
    asked: ProgrammeFilter,
    *,
    today: date,
    as_of: date | None = None,
    language: str = "en",
    chosen_as: str = "",
) -> Booklet:
    """The booklet of the fund's programmes that answer the filter, each with its status of the day.

    Without `as_of` the day is the one the fund last published its pipeline for. Raises NothingToPublish.
    """
    day, precision = (as_of, "day") if as_of else booklet_day(fund, today)
    found = programme_facts(fund, asked.but(as_of=day))
    waiting = tuple(one for one in found if one.stage == Stage.PIPELINE)
    funded = tuple(one for one in found if one.stage == Stage.FUNDED)
    if not waiting and not funded:
        raise NothingToPublish(
            f"No programme of {fund.short_name} answers this choice on {day}: widen it or choose a later day."
        )
    return Booklet(
        fund=fund_facts(fund),
        as_of=day,
        as_of_precision=precision,
        language=language,
        selection=selection_in_words(fund, asked, len(waiting) + len(funded), chosen_as),
        pipeline=_chapters(waiting),
        funded=_chapters(funded),
    )


def selection_in_words(fund: Fund, asked: ProgrammeFilter, count: int, chosen_as: str = "") -> str:
    """What a document was narrowed to, after the name the choice is saved under; empty for the whole fund."""
    if asked.is_open:
        return ""
    words = in_words(asked.but(as_of=None), count, names_of(fund, asked))
    return f"{chosen_as}: {words}" if chosen_as else words


def _chapters(programmes: Iterable[ProgrammeFacts]) -> tuple[Chapter, ...]:
    """By area, those of unknown area last, and inside an area by heading as readers look for it."""

    def place(one: ProgrammeFacts) -> tuple[bool, int, str, str]:
        return (not one.area.number, one.area.number, fold(one.heading), one.reference)

    ordered = sorted(programmes, key=place)
    return tuple(
        Chapter(area, tuple(members)) for area, members in groupby(ordered, key=lambda one: one.area)
    )
