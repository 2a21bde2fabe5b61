"""From what was typed to terms: every part that is missing or wrong is named with its place."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from jointfund.proposals.calls.reviewing import read_reviewing
from jointfund.proposals.calls.terms import USUAL_SCALE, Criterion, Lot, Stage, Terms
from jointfund.proposals.calls.words import CallWords, CriterionWords, LotWords, StageWords, lines_of

MOST = Decimal("999999999999.99")


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the name of the field it is wrong at."""

    place: str
    reason: str


@dataclass(frozen=True)
class Known:
    """The codes a call may name: those the fund has."""

    areas: Container[str]
    kinds: Container[str]
    organisations: Container[str]
    countries: Container[str]
    regions: Container[str]
    stages: Container[str]
    files: Container[str]


def read_terms(words: CallWords, known: Known | None = None) -> tuple[Terms, tuple[Fault, ...]]:
    """The terms as far as they can be read, and every fault; without `known` codes are taken as they are."""
    faults: list[Fault] = []
    zone = _zone(words.time_zone, faults)
    stages = _stages(words, zone, faults)
    terms = Terms(
        title=words.title,
        envelope=_amount(words.envelope, "envelope", faults),
        lots=tuple(_lots(words.lots, faults)),
        kinds=frozenset(words.kinds),
        organisations=frozenset(words.organisations),
        countries=frozenset(words.countries),
        regions=frozenset(words.regions),
        least_organisations=_count(words.least_organisations, faults),
        time_zone=words.time_zone,
        is_rolling=words.rolling == "yes",
        stages=tuple(stages),
        criteria=tuple(_criteria(words.criteria, faults)),
        instruments=lines_of(words.instruments),
        files=lines_of(words.files),
        questions_close=_moment(words.questions_close, zone, "questions_close", faults, is_end=True),
        reviewing=read_reviewing(words, lambda place, why: faults.append(Fault(place, why))),
    )
    faults.extend(_missing(words, terms))
    faults.extend(_unknown(words, terms, known) if known else ())
    return terms, tuple(dict.fromkeys(faults))


def _missing(words: CallWords, terms: Terms) -> Sequence[Fault]:
    """What a published call cannot do without."""
    faults = [
        Fault(name, reason)
        for name, reason in (
            ("title", _("Give the call a title.")),
            ("summary", _("Say in a few sentences what the call is for.")),
            ("envelope", _("Say how much money the call gives out.")),
            ("contact", _("Say whom to ask: an office or a page.")),
        )
        if not str(getattr(words, name))
    ]
    if not (terms.kinds or terms.organisations):
        faults.append(
            Fault("kinds", _("Say who may apply: kinds of organisations, or organisations by name."))
        )
    if not (terms.countries or terms.regions):
        faults.append(Fault("regions", _("Say where the programme may work: regions or countries.")))
    if not terms.criteria:
        faults.append(Fault("criteria-0-title", _("Say by what proposals are judged.")))
    total = sum((one.weight for one in terms.criteria), Decimal(0))
    if terms.criteria and total != 100:
        words_of_total = _("The weights add up to %(total)s; they must add up to 100.")
        faults.append(Fault("criteria-0-weight", words_of_total % {"total": total}))
    if terms.envelope is not None:
        faults.extend(_too_large(terms))
    return faults


def _too_large(terms: Terms) -> Sequence[Fault]:
    return [
        Fault(f"lots-{place}-ceiling", _("No proposal can get more than the whole call gives out."))
        for place, lot in enumerate(terms.lots)
        if lot.ceiling is not None and terms.envelope is not None and lot.ceiling > terms.envelope
    ]


def _unknown(words: CallWords, terms: Terms, known: Known) -> Sequence[Fault]:
    named: tuple[tuple[str, Sequence[str], Container[str]], ...] = (
        ("areas", words.areas, known.areas),
        ("kinds", words.kinds, known.kinds),
        ("organisations", words.organisations, known.organisations),
        ("countries", words.countries, known.countries),
        ("regions", words.regions, known.regions),
        ("files", terms.files, known.files),
    )
    faults = [
        Fault(place, _("“%(code)s” is not known here.") % {"code": code[:80]})
        for place, codes, of in named
        for code in codes
        if code not in of
    ]
    return faults + [
        Fault(f"stages-{place}-code", _("Choose which step of the way this stage is."))
        for place, stage in enumerate(terms.stages)
        if stage.code not in known.stages
    ]


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; asking the machine walks through its files."""
    return frozenset(available_timezones())


def _zone(name: str, faults: list[Fault]) -> ZoneInfo | None:
    if name in _zones():
        return ZoneInfo(name)
    faults.append(Fault("time_zone", _("Say in which time zone the dates are, like Europe/Zurich.")))
    return None


def _stages(words: CallWords, zone: ZoneInfo | None, faults: list[Fault]) -> Sequence[Stage]:
    found = []
    for place, one in enumerate(words.stages):
        if one == StageWords():
            continue
        at = f"stages-{place}"
        stage = Stage(
            one.code,
            _moment(one.opens, zone, f"{at}-opens", faults, is_end=False),
            _moment(one.closes, zone, f"{at}-closes", faults, is_end=True),
            one.form,
            one.template,
        )
        found.append(stage)
        faults.extend(_faults_of_stage(stage, at, is_rolling=words.rolling == "yes", is_typed=one))
    if not found:
        faults.append(Fault("stages-0-opens", _("Say when the call opens and when it closes.")))
    elif len({one.code for one in found}) < len(found):
        faults.append(Fault("stages-1-code", _("Each stage is another step of the way.")))
    elif found[-1].opens and found[0].opens and found[-1].opens < found[0].opens:
        faults.append(Fault("stages-1-opens", _("The second stage opens after the first.")))
    return found


def _faults_of_stage(stage: Stage, at: str, *, is_rolling: bool, is_typed: StageWords) -> Sequence[Fault]:
    faults = []
    if not stage.form:
        faults.append(Fault(f"{at}-form", _("Name the form proposers fill in.")))
    if not is_typed.opens:
        faults.append(Fault(f"{at}-opens", _("Say when it opens.")))
    if is_rolling and is_typed.closes:
        faults.append(Fault(f"{at}-closes", _("A rolling call has no deadline: empty it, or say it closes.")))
    if not is_rolling and not is_typed.closes:
        faults.append(Fault(f"{at}-closes", _("Say when it closes, or that intake is rolling.")))
    if stage.opens and stage.closes and stage.closes <= stage.opens:
        faults.append(Fault(f"{at}-closes", _("It closes after it opens.")))
    return faults


def _moment(
    text: str, zone: ZoneInfo | None, place: str, faults: list[Fault], *, is_end: bool
) -> datetime | None:
    """A local time as a moment. Where clocks go back it is an hour twice: it opens at the first, closes at
    the second, so that nobody comes too late by reading the clock. An hour that is skipped is refused."""
    if not text or zone is None:
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        faults.append(Fault(place, _("Write day and time like 2027-03-31 17:00.")))
        return None
    if local.tzinfo is not None or not 2000 <= local.year <= 2200:
        faults.append(Fault(place, _("Write day and time like 2027-03-31 17:00.")))
        return None
    moment = local.replace(microsecond=0, tzinfo=zone, fold=int(is_end))
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        faults.append(Fault(place, _("There is no such time on that day: the clocks go forward then.")))
        return None
    return moment


def _lots(rows: Sequence[LotWords], faults: list[Fault]) -> Sequence[Lot]:
    found = []
    for place, one in enumerate(rows):
        if one == LotWords():
            continue
        at = f"lots-{place}"
        lot = Lot(
            one.title,
            _amount(one.floor, f"{at}-floor", faults),
            _amount(one.ceiling, f"{at}-ceiling", faults),
        )
        found.append(lot)
        if not one.title:
            faults.append(Fault(f"{at}-title", _("Give the lot a name.")))
        if lot.floor is not None and lot.ceiling is not None and lot.ceiling < lot.floor:
            faults.append(Fault(f"{at}-ceiling", _("The most a proposal may ask is not below the least.")))
    return found


def _criteria(rows: Sequence[CriterionWords], faults: list[Fault]) -> Sequence[Criterion]:
    found: list[Criterion] = []
    for place, one in enumerate(rows):
        if one == CriterionWords():
            continue
        if not one.title:
            faults.append(Fault(f"criteria-{place}-title", _("Name the criterion.")))
        weight = _number(one.weight)
        if weight is None or not 0 < weight <= 100:
            faults.append(Fault(f"criteria-{place}-weight", _("A weight is a number from 1 to 100.")))
            weight = Decimal(0)
        found.append(_criterion(one, weight, place, len(found) + 1, faults))
    return found


def _criterion(
    one: CriterionWords, weight: Decimal, place: int, number: int, faults: list[Fault]
) -> Criterion:
    most, under = _number(one.most or str(USUAL_SCALE)), _number(one.note_under) if one.note_under else None
    if most is None or not 1 <= most <= 100:
        faults.append(Fault(f"criteria-{place}-most", _("The highest score is a number from 1 to 100.")))
        most = USUAL_SCALE
    if one.note_under and (under is None or not 0 < under <= most):
        words = _("Write a score of the scale: a score under it asks for a note.")
        faults.append(Fault(f"criteria-{place}-note_under", words))
        under = None
    return Criterion(one.title, weight, f"c{number}", one.family, most, under, lines_of(one.guidance))


def _count(text: str, faults: list[Fault]) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 50:
        return int(text)
    faults.append(Fault("least_organisations", _("Write a number of organisations, 1 to 50.")))
    return 1


def _amount(text: str, place: str, faults: list[Fault]) -> Decimal | None:
    if not text:
        return None
    amount = read_amount(text)
    if amount is None:
        faults.append(Fault(place, _("Write an amount in digits, like 1500000 or 1,500,000.")))
    return amount


def read_amount(text: str) -> Decimal | None:
    """A typed amount above nothing, to the cent; None where it is none."""
    number = _number(text)
    if number is None or not 0 < number <= MOST or number != number.quantize(Decimal("0.01")):
        return None
    return number


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "").replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 20:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
