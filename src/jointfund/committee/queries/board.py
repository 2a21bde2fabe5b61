"""The balance board: proposals in and out of a scenario, and how they move the fund's portfolio.

The number of queries is the same for one proposal and for two hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.committee.balance import GroupBalance, Holding, Purse, Whole, balance, purse, whole
from jointfund.committee.models import Against, Scenario
from jointfund.committee.queries.money import envelope_left
from jointfund.committee.queries.scenarios import on_the_board
from jointfund.funds.models import Fund
from jointfund.instruments.comparing import middle_grade
from jointfund.instruments.models import Round
from jointfund.instruments.questionnaire import Questionnaire
from jointfund.instruments.services import questionnaire_of
from jointfund.kernel.words import fold
from jointfund.ledger.models import Entry
from jointfund.ledger.queries import allocatable
from jointfund.programmes.models import ProgrammeParty, ProgrammeTag
from jointfund.programmes.queries.names import shown_term
from jointfund.programmes.queries.portfolio import IMPLEMENTING, ProgrammeLine, portfolio
from jointfund.proposals.models import Proposal
from jointfund.proposals.queries.together import AREA, Belonging, belongings
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea

REGION, COUNTRY, ORGANISATION = "region", "country", "organisation"
TAGGED = (Scheme.GCM_OBJECTIVE, Scheme.SDG_GOAL, Scheme.PRINCIPLE)
MARKER = "marker:"


@dataclass(frozen=True)
class OnTheBoard:
    """One proposal of the board. `is_counted`: the portfolio it is held against holds it already."""

    proposal: Proposal
    state: str
    amount: Decimal | None
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    is_in: bool
    is_counted: bool


@dataclass(frozen=True)
class Shown:
    """One dimension of the balance with the labels of its groups; `overlaps` where one counts in several."""

    code: str
    title: str
    overlaps: bool
    groups: tuple[tuple[str, GroupBalance], ...]


@dataclass(frozen=True)
class Board:
    """A scenario held against the portfolio. `envelope` is None where the scenario is of no call."""

    scenario: Scenario
    proposals: tuple[OnTheBoard, ...]
    whole: Whole
    free: Purse
    envelope: Purse | None
    dimensions: tuple[Shown, ...]

    @property
    def chosen(self) -> tuple[OnTheBoard, ...]:
        return tuple(one for one in self.proposals if one.is_in)


def board_of(scenario: Scenario) -> Board:
    """The whole board. Needs `fund` and `call` of the scenario loaded."""
    fund, proposals = scenario.fund, on_the_board(scenario)
    known, inside = belongings(proposals), set(scenario.proposals_in.values_list("proposal", flat=True))
    lines = portfolio(fund, None)
    grades = _Grades.of(fund, lines, proposals)
    of_programmes = _holdings(fund, lines, grades)
    wanted = ("funded", "pipeline") if scenario.against == Against.PORTFOLIO else ("funded",)
    before = [of_programmes[line.key] for line in lines if line.stage in wanted]
    counted = {one.key for one in before}
    asking = {one.pk: _asking(one, known[one.pk], of_programmes, grades) for one in proposals}
    chosen = [asking[one.pk] for one in proposals if one.pk in inside]
    return Board(
        scenario=scenario,
        proposals=tuple(
            _on_the_board(one, known[one.pk], one.pk in inside, asking[one.pk], counted) for one in proposals
        ),
        whole=whole(before, chosen),
        free=purse(_free(fund), chosen),
        envelope=purse(envelope_left(scenario.call), chosen) if scenario.call else None,
        dimensions=tuple(_shown(fund, before, chosen, grades)),
    )


def _free(fund: Fund) -> Decimal | None:
    """The cash promised to nobody; None while the books have no entry."""
    return allocatable(fund) if Entry.objects.filter(fund=fund).exists() else None


def _on_the_board(
    one: Proposal, known: Belonging, is_in: bool, asking: Holding, counted: set[str]
) -> OnTheBoard:
    return OnTheBoard(
        proposal=one,
        state=known.state,
        amount=asking.amount,
        organisations=tuple(party.name for party in known.organisations),
        countries=tuple(country.name for country in known.countries),
        is_in=is_in,
        is_counted=asking.key in counted,
    )


def _asking(
    one: Proposal, known: Belonging, of_programmes: Mapping[int, Holding], grades: "_Grades"
) -> Holding:
    """A proposal as it counts: what it says itself, else what its programme says."""
    programme = of_programmes.get(one.programme_id or 0)
    own = {
        ORGANISATION: frozenset(party.slug for party in known.organisations),
        COUNTRY: frozenset(country.iso3 for country in known.countries),
        REGION: frozenset(country.region for country in known.countries),
        **known.told,
        **grades.by_name(one.reference, one.subject),
    }
    groups = {name: codes for name, codes in own.items() if codes}
    return Holding(
        programme.key if programme else f"proposal:{one.pk}",
        known.amount if known.amount is not None or programme is None else programme.amount,
        {**programme.groups, **groups} if programme else groups,
    )


def _holdings(fund: Fund, lines: Sequence[ProgrammeLine], grades: "_Grades") -> dict[int, Holding]:
    """Every listed programme by its primary key; three queries."""
    groups: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    parties = ProgrammeParty.objects.filter(programme__fund=fund)
    for key, slug in parties.values_list("programme_id", "organisation__slug"):
        groups[key][ORGANISATION].add(slug)
    tags = ProgrammeTag.objects.filter(programme__fund=fund, term__scheme__in=TAGGED).order_by()
    for key, scheme, code in tags.values_list("programme_id", "term__scheme", "term__code"):
        groups[key][scheme].add(code)
    for line in lines:
        own, here = groups[line.key], [one for one in line.countries if one.role == IMPLEMENTING]
        own[COUNTRY] = {one.iso3 for one in here}
        own[REGION] = {one.region for one in here}
        own[AREA] = {str(line.area)} if line.area else set()
    return {
        line.key: Holding(
            f"programme:{line.key}",
            line.budget,
            {
                **{name: frozenset(codes) for name, codes in groups[line.key].items()},
                **grades.by_name(line.reference),
            },
        )
        for line in lines
    }


@dataclass(frozen=True)
class _Grades:
    """The grades of closed markers by the folded name of what they are about, and what they are called."""

    held: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, tuple[str, Questionnaire]]

    @classmethod
    def of(cls, fund: Fund, lines: Iterable[ProgrammeLine], proposals: Iterable[Proposal]) -> "_Grades":
        """The validated grade of each marker, else the respondents' middle one; four queries."""
        names = {fold(line.reference) for line in lines}
        names |= {fold(name) for one in proposals for name in (one.reference, one.subject)}
        rows = Round.objects.filter(fund=fund, is_tried=False, closed_at__isnull=False).order_by("pk")
        rows = rows.select_related("instrument").prefetch_related("validations", "assessments__submission")
        held: dict[str, dict[str, str]] = defaultdict(dict)
        forms: dict[str, tuple[str, Questionnaire]] = {}
        read: dict[int, Questionnaire] = {}
        for one in rows:
            if one.subject_key not in names:
                continue
            if one.instrument_id not in read:
                read[one.instrument_id] = questionnaire_of(one.instrument)
            form = read[one.instrument_id]
            forms[MARKER + one.instrument.code] = (one.instrument.title, form)
            held[one.subject_key][MARKER + one.instrument.code] = _grade(one, form)
        return cls(held, forms)

    def by_name(self, *names: str) -> dict[str, frozenset[str]]:
        """The grades of one thing by marker."""
        return {
            marker: frozenset({grade})
            for name in names
            for marker, grade in self.held.get(fold(name), {}).items()
            if grade
        }


def _grade(one: Round, form: Questionnaire) -> str:
    if last := next(reversed(list(one.validations.all())), None):
        return last.grade
    sent = [each.submission.grade for each in one.assessments.all() if hasattr(each, "submission")]
    middle = middle_grade(form, sent)
    return middle.code if middle else ""


def _shown(
    fund: Fund, before: Sequence[Holding], chosen: Sequence[Holding], grades: _Grades
) -> Iterable[Shown]:
    for code, (title, overlaps, labels, is_whole) in _dimensions(fund, grades).items():
        every = list(labels) if is_whole else ()
        groups = balance(before, chosen, code, every)
        told = [(labels.get(one.code, one.code) or _("Not known"), one) for one in groups]
        if not is_whole:
            told.sort(key=lambda one: (not one[1].moves, not one[1].code, -one[1].amount_after, one[0]))
        yield Shown(code, title, overlaps, tuple(told))


def _dimensions(fund: Fund, grades: _Grades) -> dict[str, tuple[str, bool, dict[str, str], bool]]:
    """By code: title, whether groups overlap, labels, and whether groups without anything are shown too."""
    areas = {str(one.number): f"{one.number} {one.short or one.title}" for one in _areas(fund)}
    terms: dict[str, dict[str, str]] = {scheme: {} for scheme in TAGGED}
    for one in Term.objects.filter(scheme__in=TAGGED).order_by("position"):
        if one.fund_id in (None, fund.pk):
            terms[one.scheme][one.code] = shown_term(one.scheme, one.code, one.short or one.label)
    countries = {one.iso3: one.short_name for one in Country.objects.all()}
    organisations = {one.slug: str(one) for one in fund.organisations.all()}
    found = {
        AREA: (_("Thematic area"), False, areas, True),
        REGION: (_("Region"), True, {}, False),
        COUNTRY: (_("Country"), True, countries, False),
        ORGANISATION: (_("Organisation"), True, organisations, False),
        Scheme.GCM_OBJECTIVE.value: (_("GCM objective"), True, terms[Scheme.GCM_OBJECTIVE], True),
        Scheme.SDG_GOAL.value: (_("SDG"), True, terms[Scheme.SDG_GOAL], True),
        Scheme.PRINCIPLE.value: (_("Guiding principle"), True, terms[Scheme.PRINCIPLE], True),
    }
    for code, (title, form) in grades.forms.items():
        found[code] = (title, False, {band.code: band.label for band in form.bands}, True)
    return found


def _areas(fund: Fund) -> Iterable[ThematicArea]:
    return fund.areas.order_by("number")
