"""Which numbers of a document no longer agree with the record: two contents of one kind, compared. Pure.

Compared is what can be counted or looked up: budgets, durations and statuses of each programme, counts, sums,
contributions, the figures a brief's sentences name. Texts are not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.publications.content.booklet import Booklet
from jointfund.publications.content.brief import Brief
from jointfund.publications.content.contributors import ContributorTable
from jointfund.publications.content.papers import Contributors, Portfolio, Profile, ProgrammePage
from jointfund.publications.content.programmes import ProgrammeFacts, total

type Content = Booklet | Brief | Portfolio | Profile | ProgrammePage | Contributors
type Shown = Decimal | int | str | None

LISTED = "listed"  # whether a programme or contributor stands in the document at all


@dataclass(frozen=True)
class Number:
    """One number of a document: of what, which measure, its value, and since when the record says so."""

    subject: str
    measure: str
    value: Shown
    name: str = ""
    since: date | None = None


@dataclass(frozen=True)
class StaleNumber:
    """A number that was printed and is another now. `subject` is empty where it is about the whole document.

    None is *not published*. A programme that entered or left has the measure `listed`, with its status.
    """

    subject: str
    name: str
    measure: str
    printed: Shown
    now: Shown
    since: date | None


def differences(
    printed: Content, now: Content, changed_on: Mapping[str, date] | None = None
) -> tuple[StaleNumber, ...]:
    """Every number that differs, those of the whole document first.

    `changed_on` tells by subject when the record last changed, for numbers that bear no date themselves.
    """
    before, after = _by_place(printed), _by_place(now)
    known = changed_on or {}
    found = [
        one
        for place in dict.fromkeys((*before, *after))
        if (one := _difference(place, before, after, known)) is not None
    ]
    latest = max((one.since for one in found if one.since), default=None)
    return tuple(
        StaleNumber(one.subject, one.name, one.measure, one.printed, one.now, one.since or latest)
        if not one.subject
        else one
        for one in sorted(found, key=lambda one: bool(one.subject))
    )


type _Place = tuple[str, str]
type _Numbers = Mapping[_Place, Number]


def _by_place(content: Content) -> _Numbers:
    return {(number.subject, number.measure): number for number in numbers_of(content)}


def _difference(
    place: _Place, before: _Numbers, after: _Numbers, changed_on: Mapping[str, date]
) -> StaleNumber | None:
    subject, measure = place
    old, new = before.get(place), after.get(place)
    if measure != LISTED and ((subject, LISTED) in before) != ((subject, LISTED) in after):
        return None  # the line that says it entered or left says enough
    if old and new and (old.value == new.value or measure == LISTED):
        return None
    named = new or old
    since = (new.since if new else None) or changed_on.get(subject)
    return StaleNumber(
        subject,
        named.name if named else "",
        measure,
        old.value if old else None,
        new.value if new else None,
        since,
    )


def numbers_of(content: Content) -> Iterable[Number]:
    """Every number of a document, in its order."""
    match content:
        case Booklet():
            yield from _totals(content.programmes)
            yield from _programmes(content.programmes)
        case Brief():
            yield from (Number("", figure.name, figure.exact) for figure in content.figures)
            yield from _programmes(tuple(one.programme for one in content.chosen))
            yield from _contributions(content.contributors)
        case Portfolio():
            yield from _totals(content.programmes)
            yield from _programmes(content.programmes)
        case Profile():
            yield from _totals(content.programmes)
            yield from _programmes(content.programmes)
            if content.contribution:
                yield Number(
                    "", "contributions", content.contribution.amount, since=content.contributors.as_of
                )
        case ProgrammePage():
            yield from _programmes(content.programmes)
        case Contributors():
            yield Number("", "contributor_count", len(content.table.lines), since=content.table.as_of)
            yield Number("", "contributions", content.table.total, since=content.table.as_of)
            yield Number("", "target", content.table.target)
            yield from _contributions(content.table)


def _totals(programmes: tuple[ProgrammeFacts, ...]) -> Iterable[Number]:
    funded = tuple(one for one in programmes if one.is_funded)
    pipeline = tuple(one for one in programmes if not one.is_funded)
    for name, members in (("funded", funded), ("pipeline", pipeline)):
        yield Number("", f"{name}_count", len(members))
        yield Number("", f"{name}_budget", total(members))


def _programmes(programmes: Iterable[ProgrammeFacts]) -> Iterable[Number]:
    for one in programmes:
        name = f"{one.reference} {one.place_name}"
        yield Number(one.reference, LISTED, one.status, name, one.status_since)
        yield Number(one.reference, "status", one.status, name, one.status_since)
        yield Number(one.reference, "budget", one.budget, name)
        yield Number(one.reference, "duration", one.duration_months, name)


def _contributions(table: ContributorTable) -> Iterable[Number]:
    for line in table.lines:
        yield Number(line.name, LISTED, line.amount, line.name, table.as_of)
        yield Number(line.name, "contribution", line.amount, line.name, table.as_of)
