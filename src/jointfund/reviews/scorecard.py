"""A scorecard as it is typed, and what keeps it from being submitted. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.proposals.calls.terms import Criterion
from jointfund.reviews.rules import Given

OVERALL = "overall"
LONGEST_NOTE = 10_000

type Typed = Mapping[str, str]  # by name of a field: score-c1, note-c1, overall


@dataclass(frozen=True)
class CardFault:
    """What is missing or wrong, and the field it is at."""

    field: str
    reason: str


def score_name(criterion: Criterion) -> str:
    """The field a score is typed in."""
    return f"score-{criterion.code}"


def note_name(criterion: Criterion) -> str:
    """The field its note is typed in."""
    return f"note-{criterion.code}"


def kept(typed: Typed, criteria: Sequence[Criterion]) -> dict[str, str]:
    """What of the typed words belongs to the scorecard, cut where it is endless."""
    names = [OVERALL, *(name(one) for one in criteria for name in (score_name, note_name))]
    return {
        name: typed[name].replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_NOTE]
        for name in names
        if typed.get(name)
    }


def read_score(text: str, criterion: Criterion) -> Decimal | None:
    """The score, a whole number from 0 to the criterion's highest; None where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        return None
    return Decimal(text) if Decimal(text) <= criterion.most else None


def given(typed: Typed, criteria: Sequence[Criterion]) -> dict[str, Given]:
    """The scores that can be read, with their notes."""
    found = ((one, read_score(typed.get(score_name(one), ""), one)) for one in criteria)
    return {
        one.code: Given(score, typed.get(note_name(one), "")) for one, score in found if score is not None
    }


def faults_of(typed: Typed, criteria: Sequence[Criterion]) -> list[CardFault]:
    """Everything that keeps a scorecard from being submitted."""
    return [fault for one in criteria for fault in _faults(typed, one)]


def _faults(typed: Typed, one: Criterion) -> Sequence[CardFault]:
    text = typed.get(score_name(one), "")
    score = read_score(text, one)
    names = {"title": one.title, "most": f"{one.most.normalize():f}"}
    if score is None:
        words = _("%(title)s: choose a score from 0 to %(most)s.")
        return [CardFault(score_name(one), words % names)]
    if one.note_under is not None and score < one.note_under and not typed.get(note_name(one), "").strip():
        words = _("%(title)s: a score under %(under)s needs a note that says why.")
        under = f"{one.note_under.normalize():f}"
        return [CardFault(note_name(one), words % {**names, "under": under})]
    return []
