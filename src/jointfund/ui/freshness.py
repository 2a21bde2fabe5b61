"""What no longer agrees in a release, as a table: what, what was printed, what is on record, since when."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.publications.content.freshness import LISTED, Shown, StaleNumber
from jointfund.publications.queries.freshness import Freshness
from jointfund.ui.pieces import Cell, Table, TableColumn
from jointfund.ui.templatetags.ui import dated

# The measures in words; a figure of a brief keeps its own name.
MEASURES = {
    LISTED: gettext_lazy("in the document"),
    "status": gettext_lazy("status"),
    "budget": gettext_lazy("budget"),
    "duration": gettext_lazy("duration in months"),
    "contribution": gettext_lazy("contribution"),
    "contributions": gettext_lazy("contributions"),
    "contributor_count": gettext_lazy("number of contributors"),
    "member_state_count": gettext_lazy("number of Member States"),
    "member_state_contributions": gettext_lazy("contributions of Member States"),
    "target": gettext_lazy("target"),
    "target_gap": gettext_lazy("missing to the target"),
    "target_reached": gettext_lazy("share of the target reached"),
    "funded_count": gettext_lazy("funded programmes"),
    "funded_budget": gettext_lazy("budgets of funded programmes"),
    "funded_country_count": gettext_lazy("countries of funded programmes"),
    "pipeline_count": gettext_lazy("programmes waiting for money"),
    "pipeline_budget": gettext_lazy("budgets waiting for money"),
    "pipeline_country_count": gettext_lazy("countries of programmes waiting"),
    "theme_funded_count": gettext_lazy("funded programmes on the theme"),
    "theme_funded_budget": gettext_lazy("budgets of funded programmes on the theme"),
    "theme_funded_country_count": gettext_lazy("countries of funded programmes on the theme"),
    "theme_pipeline_count": gettext_lazy("programmes on the theme waiting for money"),
    "theme_pipeline_budget": gettext_lazy("budgets on the theme waiting for money"),
    "theme_pipeline_country_count": gettext_lazy("countries of programmes on the theme waiting"),
}


def freshness_words(found: Freshness) -> str:
    """`5 numbers differ from the record of today`."""
    if found.refusal:
        return _("It could not be made today: %(why)s") % {"why": found.refusal}
    count = len(found.stale)
    if not count:
        return _("Every number agrees with the record of today.")
    words = ngettext(
        "%(count)s number differs from the record of today.",
        "%(count)s numbers differ from the record of today.",
        count,
    )
    return words % {"count": count}


def freshness_table(found: Freshness) -> Table | None:
    """The numbers one by one; None where there are none."""
    if not found.stale:
        return None
    heads = (_("What"), _("Printed"), _("The record today"), _("Since"))
    return Table(
        _("Numbers that differ"),
        [TableColumn(head) for head in heads],
        [_row(one) for one in found.stale],
        caption_is_hidden=True,
        stacks_on_phone=True,
    )


def _row(one: StaleNumber) -> list[Cell]:
    measure = str(MEASURES.get(one.measure, one.measure))
    what = f"{one.name}: {measure}" if one.subject else measure[:1].upper() + measure[1:]
    absent = _("not listed") if one.measure == LISTED else _("not published")
    return [
        Cell(what),
        Cell(_shown(one.printed, absent)),
        Cell(_shown(one.now, absent)),
        Cell(dated(one.since)),
    ]


def _shown(value: Shown, absent: str) -> str:
    match value:
        case None | "":
            return absent
        case Decimal():
            return f"{value:,.2f}".removesuffix(".00")
        case int():
            return f"{value:,}"
    return value
