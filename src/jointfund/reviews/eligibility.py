"""The conditions of a call a submitted proposal is held against. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.proposals.calls.terms import Terms
from jointfund.proposals.calls.words import CallWords, lines_of


@dataclass(frozen=True)
class Condition:
    """One condition in words, known by its place in the call."""

    code: str
    text: str


@dataclass(frozen=True)
class ConditionAnswer:
    """Whether a condition holds, None while that was not said, and why."""

    condition: Condition
    holds: bool | None
    reason: str = ""


def conditions_of(terms: Terms | None, words: CallWords | None) -> list[Condition]:
    """What a call asks of proposals; one plain condition where it says nothing or there is no call."""
    texts = [*_of_terms(terms), *lines_of(words.eligibility)] if terms and words else []
    if not texts:
        texts = [_("The proposal may be considered.")]
    return [Condition(f"e{number}", text) for number, text in enumerate(texts, 1)]


def faults_of(answers: Sequence[ConditionAnswer]) -> Mapping[str, str]:
    """What is missing, by the code of the condition: each is answered, and a no has a reason."""
    found = {}
    for one in answers:
        if one.holds is None:
            found[one.condition.code] = _("Say yes or no: “%(text)s”") % {"text": one.condition.text}
        elif not one.holds and not one.reason.strip():
            found[one.condition.code] = _("Say why not: “%(text)s”") % {"text": one.condition.text}
    return found


def reasons(answers: Sequence[ConditionAnswer]) -> str:
    """Why a proposal is not eligible, one condition a line; empty where all hold."""
    return "\n".join(f"{one.condition.text} {one.reason.strip()}" for one in answers if one.holds is False)


def _of_terms(terms: Terms) -> Sequence[str]:
    texts = []
    if terms.kinds or terms.organisations:
        texts.append(_("Its organisations are among those that may apply."))
    if terms.countries or terms.regions:
        texts.append(_("It is for countries of the call."))
    if terms.least_organisations > 1:
        words = ngettext(
            "At least %(count)s organisation writes it.",
            "At least %(count)s organisations write it together.",
            terms.least_organisations,
        )
        texts.append(words % {"count": terms.least_organisations})
    return texts
