"""Proposals side by side: averages by criterion, totals and markers, as a table and as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.desk.review_pieces import plain
from jointfund.people.models import User
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.rendering.tables import Column, Row, xlsx_bytes
from jointfund.reviews.access import standings_of
from jointfund.reviews.interest import sees_reviews
from jointfund.reviews.queries import CriterionSummary, ReviewSummary, summaries_of
from jointfund.reviews.queries.desk import proposals_in_review
from jointfund.reviews.queries.summaries import latest_rounds, terms_of
from jointfund.ui.pieces import Cell, Table, TableColumn
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class Compared:
    """One proposal with what its reviews come to."""

    proposal: Proposal
    summary: ReviewSummary

    def of(self, title: str) -> CriterionSummary | None:
        """What came of the criterion of that title; criteria of another version of the call may be others."""
        return next((one for one in self.summary.criteria if one.title == title), None)


def compared(person: User, call: Call) -> list[Compared]:
    """The reviewed proposals of a call whose reviews a person may see, the highest total first.

    A constant number of queries. Those without a total stand last.
    """
    proposals = [one for one in proposals_in_review(call.fund) if one.call_id == call.pk]
    rounds = latest_rounds(proposals)
    standings = standings_of(person, [one for one in proposals if one.pk in rounds], rounds)
    seen = [
        one
        for one in proposals
        if one.pk in rounds
        and sees_reviews(
            standings[one.pk],
            is_closed=rounds[one.pk].closed_at is not None,
            hides_scores=terms_of(rounds[one.pk]).reviewing.hides_scores,
        )
    ]
    summaries = summaries_of(seen)
    found = [Compared(one, summaries[one.pk]) for one in seen]
    return sorted(found, key=lambda one: (one.summary.total is None, -(one.summary.total or Decimal(0))))


def titles_of(rows: Sequence[Compared]) -> list[str]:
    """The criteria of all proposals in the order of the calls."""
    ordered = [one for row in rows for one in sorted(row.summary.criteria, key=lambda each: each.code)]
    return list(dict.fromkeys(one.title for one in ordered))


def compared_table(visit: Visit, rows: Sequence[Compared]) -> Table:
    """Criteria down, proposals across; a disputed average says so."""
    heads = [TableColumn(_("Criterion")), *(TableColumn(one.proposal.reference) for one in rows)]
    lines = [
        [Cell(_("Title")), *(Cell(one.proposal.title, _href(visit, one)) for one in rows)],
        [Cell(_("Lead")), *(Cell(str(one.proposal.lead)) for one in rows)],
        [Cell(_("Reviews")), *(Cell(_reviews(one)) for one in rows)],
        *([Cell(title), *(Cell(_score(one.of(title))) for one in rows)] for title in titles_of(rows)),
        *([Cell(title), *(Cell(_marker(one, title)) for one in rows)] for title in _markers(rows)),
    ]
    total = [Cell(_("Total of 100")), *(Cell(plain(one.summary.total)) for one in rows)]
    return Table(_("Proposals side by side"), heads, lines, total)


def compared_file(call: Call, rows: Sequence[Compared], day: str) -> bytes:
    """The same as a workbook: a row for each proposal, an average and a spread for each criterion."""
    titles = titles_of(rows)
    columns = [
        Column("reference", _("Reference")),
        Column("title", _("Title")),
        Column("lead", _("Lead")),
        Column("reviews", _("Reviews"), "integer"),
        Column("total", _("Total of 100"), "decimal"),
    ]
    for number, title in enumerate(titles):
        columns.append(Column(f"average_{number}", title, "decimal"))
        spread = _("Spread: %(title)s") % {"title": title}
        columns.append(Column(f"spread_{number}", spread, "decimal"))
    notes = [(_("Call"), f"{call.reference} {call.draft.title}"), (_("As of"), day)]
    return xlsx_bytes(columns, [_row(one, titles) for one in rows], title=call.reference, notes=notes)


def _row(one: Compared, titles: Sequence[str]) -> Row:
    row: dict[str, str | int | Decimal | None] = {
        "reference": one.proposal.reference,
        "title": one.proposal.title,
        "lead": str(one.proposal.lead),
        "reviews": one.summary.reviews,
        "total": one.summary.total,
    }
    for number, title in enumerate(titles):
        found = one.of(title)
        average = found.average if found else None
        row[f"average_{number}"] = average.quantize(Decimal("0.01")) if average is not None else None
        row[f"spread_{number}"] = found.spread if found else None
    return row


def _href(visit: Visit, one: Compared) -> str:
    return visit.href("desk-review-summary", draft=one.proposal.draft)


def _reviews(one: Compared) -> str:
    words = _("%(done)s of %(asked)s")
    return words % {"done": one.summary.reviews, "asked": one.summary.expected}


def _score(one: CriterionSummary | None) -> str:
    if one is None or one.average is None:
        return "–"
    shown = f"{plain(one.average)} / {plain(one.most)}"
    return f"{shown} · {_('disagreement')}" if one.is_disputed else shown


def _markers(rows: Sequence[Compared]) -> list[str]:
    return list(dict.fromkeys(each.title for one in rows for each in one.summary.markers))


def _marker(one: Compared, title: str) -> str:
    found = next((each for each in one.summary.markers if each.title == title), None)
    if found is None:
        return "–"
    return f"{found.own or '–'} → {found.validated}" if found.is_changed else found.validated or found.own
