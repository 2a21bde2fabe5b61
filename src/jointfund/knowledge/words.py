"""What a practice rests on, in words of readers and editors alike."""

from django.utils.translation import gettext as _

from jointfund.knowledge.models import Figure, PracticeEvidence, ReachedResult


def evidence_words(one: PracticeEvidence) -> str:
    """The words of a piece of evidence; empty where only lines are named."""
    if one.result:
        return one.result.quote or result_words(one.result)
    if one.statement:
        return one.statement.text
    if one.programme:
        return f"{one.programme.reference} · {one.get_figure_display()}: {_figure_words(one)}"
    return one.cites


def result_words(one: ReachedResult) -> str:
    """`412 people · returnees · Togo`, as far as it is printed."""
    number = f"{one.value:,.2f}".removesuffix(".00") if one.value is not None else ""
    return " · ".join(part for part in (f"{number} {one.unit}".strip(), one.whom, one.place) if part)


def _figure_words(one: PracticeEvidence) -> str:
    assert one.programme is not None  # noqa: S101 - asked for figures of programmes only
    if one.figure == Figure.BUDGET:
        if one.programme.budget is None:
            return _("not published")
        return f"{one.practice.fund.currency} {one.programme.budget:,.0f}"
    months = one.programme.duration_months
    return _("%(count)s months") % {"count": months} if months else _("not published")
