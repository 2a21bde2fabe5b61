"""What an editor of a brief looks at: every programme proposed, every figure a text may name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.publications.content.brief import Brief, Chosen
from jointfund.publications.content.figures import Figure, UnknownField, filled
from jointfund.publications.documents import BRIEF
from jointfund.publications.orders import Parameters, order_of


@dataclass(frozen=True)
class BriefOutlook:
    """The proposal for a theme. `text` is the editor's with its values, empty where a field is wrong."""

    proposed: Sequence[Chosen] = ()
    figures: Sequence[Figure] = ()
    text: str = ""


def brief_outlook(fund: Fund, parameters: Parameters, today: date) -> BriefOutlook:
    """The outlook of these parameters; an empty one where their theme has none."""
    plain = replace(parameters, context="")
    try:
        everything = _brief(fund, replace(plain, left_out=()), today)
    except DomainError:
        return BriefOutlook()
    try:
        chosen = _brief(fund, plain, today)
    except DomainError:  # everything was left out
        chosen = everything
    try:
        text = filled(parameters.context or chosen.context, {one.name: one for one in chosen.figures})
    except UnknownField:
        text = ""
    return BriefOutlook(everything.chosen, chosen.figures, text)


def _brief(fund: Fund, parameters: Parameters, today: date) -> Brief:
    return BRIEF.build(order_of(fund, parameters, today))
