"""What the pages of reviews show: the card to fill in, what others wrote, averages with their spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.desk.review_access import Opened, family_label
from jointfund.people.models import User
from jointfund.proposals.calls.terms import Criterion, Terms
from jointfund.reviews.access import recused
from jointfund.reviews.models import ReviewRound
from jointfund.reviews.queries import CriterionSummary, MarkerSummary, ReviewSummary
from jointfund.reviews.queries.summaries import latest_rounds
from jointfund.reviews.rules import Card
from jointfund.reviews.scorecard import CardFault, Typed, note_name, score_name
from jointfund.ui.pieces import Cell, Table, TableColumn

MOST_BUTTONS = 10  # a longer scale is typed
WIDTH = 200  # of a bar, in its own units


@dataclass(frozen=True)
class ShownCriterion:
    """One criterion of a scorecard with what is typed so far."""

    title: str
    meta: str
    score: str
    note: str
    score_name: str
    note_name: str
    most: str
    scale: Sequence[str]
    guidance: Sequence[str]
    note_help: str
    score_fault: str
    note_fault: str


@dataclass(frozen=True)
class ShownScore:
    """What another reviewer gave for one criterion."""

    title: str
    score: str
    note: str


@dataclass(frozen=True)
class ShownReview:
    """A submitted review as another may read it."""

    name: str
    scores: Sequence[ShownScore]
    overall: str


@dataclass(frozen=True)
class Bar:
    """The scores of a criterion on its scale as a picture; places are in units of WIDTH."""

    title: str
    said: str
    lowest: int
    length: int
    average: int
    is_disputed: bool


def plain(number: Decimal | None, digits: str = "0.01") -> str:
    """A number without needless zeros; a dash where it is unknown."""
    if number is None:
        return "–"
    return f"{number.quantize(Decimal(digits)).normalize():f}"


def shown_card(
    criteria: Sequence[Criterion], typed: Typed, faults: Sequence[CardFault]
) -> list[ShownCriterion]:
    """The criteria of a scorecard; nothing is chosen that was not typed."""
    said = {one.field: one.reason for one in faults}
    return [_shown(one, typed, said) for one in criteria]


def _shown(one: Criterion, typed: Typed, said: Mapping[str, str]) -> ShownCriterion:
    most = int(one.most)
    weight = _("weight %(weight)s %%") % {"weight": plain(one.weight)}
    under = _("Needed where the score is under %(under)s.")
    return ShownCriterion(
        title=one.title,
        meta=" · ".join((family_label(one.family), weight)),
        score=typed.get(score_name(one), ""),
        note=typed.get(note_name(one), ""),
        score_name=score_name(one),
        note_name=note_name(one),
        most=str(most),
        scale=[str(number) for number in range(most + 1)] if most <= MOST_BUTTONS else (),
        guidance=one.guidance,
        note_help=under % {"under": plain(one.note_under)} if one.note_under is not None else "",
        score_fault=said.get(score_name(one), ""),
        note_fault=said.get(note_name(one), ""),
    )


def shown_reviews(
    opened: Opened, viewer: User, cards: Sequence[Card], names: Mapping[str, str]
) -> list[ShownReview]:
    """The submitted reviews; without names where the call hides them, but to who assigns."""
    hides = opened.terms.reviewing.hides_identities and not opened.standing.assigns
    called = {viewer.audit_reference: _("You")}
    return reviews_of_cards(opened.terms, cards, called if hides else {**names, **called})


def reviews_of_cards(terms: Terms, cards: Sequence[Card], names: Mapping[str, str]) -> list[ShownReview]:
    """The submitted reviews; who has no name here is called by a number."""
    found = []
    for number, card in enumerate(cards, 1):
        name = names.get(card.reviewer) or _("Reviewer %(number)s") % {"number": number}
        scores = [_score(one, card) for one in terms.criteria if one.code in card.given]
        found.append(ShownReview(name, scores, card.overall))
    return found


def _score(one: Criterion, card: Card) -> ShownScore:
    given = card.given[one.code]
    return ShownScore(one.title, f"{plain(given.score)} / {plain(one.most)}", given.note)


def loaded(one: ReviewRound) -> tuple[ReviewRound, set[tuple[int, int]]]:
    """The round with its scorecards, and who declared an interest."""
    return latest_rounds([one.proposal])[one.proposal_id], recused([one.proposal])


def outcome_table(found: ReviewSummary) -> Table:
    """Averages and spread by criterion, disagreements first; the foot is the total."""
    heads = (
        (_("Criterion"), False),
        (_("Weight, %"), True),
        (_("Average"), True),
        (_("Highest score"), True),
        (_("Spread"), True),
        (_("Reviews"), True),
        (_("Agreement"), False),
    )
    rows = [
        [
            Cell(one.title),
            Cell(plain(one.weight)),
            Cell(plain(one.average)),
            Cell(plain(one.most)),
            Cell(plain(one.spread)),
            Cell(str(one.count)),
            Cell(_agreement(one)),
        ]
        for one in found.criteria
    ]
    foot = [Cell(_("Total of 100")), Cell(""), Cell(plain(found.total)), *(Cell("") for _n in range(4))]
    columns = [TableColumn(label, is_number=number) for label, number in heads]
    return Table(_("Averages and spread, disagreements first"), columns, rows, foot, stacks_on_phone=True)


def _agreement(one: CriterionSummary) -> str:
    if one.count < 2:
        return "–"
    return _("reviewers disagree") if one.is_disputed else _("agreed")


def bars(found: ReviewSummary) -> list[Bar]:
    """The criteria that were scored, from the lowest to the highest score with the average between."""
    return [_bar(one) for one in found.criteria if one.average is not None]


def _bar(one: CriterionSummary) -> Bar:
    assert one.average is not None and one.lowest is not None and one.highest is not None  # noqa: S101, PT018
    words = _("from %(lowest)s to %(highest)s, on average %(average)s of %(most)s")
    said = words % {
        "lowest": plain(one.lowest),
        "highest": plain(one.highest),
        "average": plain(one.average),
        "most": plain(one.most),
    }
    lowest, highest = (int(each * WIDTH / one.most) for each in (one.lowest, one.highest))
    return Bar(
        one.title,
        said,
        lowest + 4,
        highest - lowest,
        int(one.average * WIDTH / one.most) + 4,
        one.is_disputed,
    )


def marker_table(markers: Sequence[MarkerSummary]) -> Table:
    """The grades of the proposers beside those a reviewer stands for."""
    rows = [
        [Cell(one.title), Cell(one.own or "–"), Cell(one.validated or _("not yet")), Cell(one.reason)]
        for one in markers
    ]
    heads = (_("Marker"), _("By the proposers"), _("By a reviewer"), _("Why"))
    return Table(_("Markers"), [TableColumn(one) for one in heads], rows, stacks_on_phone=True)
