"""The papers of a meeting as one document: agenda first, then each item from its paper."""

from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.models import AgendaItem, Meeting
from jointfund.committee.queries.papers import ItemPaper, PaperFact, item_paper
from jointfund.rendering.paper import Block, Fact, Facts, Head, Heading, Paper, Prose, Table
from jointfund.reviews.queries import ReviewSummary


def meeting_paper(meeting: Meeting, *, made_on: date, language: str, step: Callable[[int], None]) -> Paper:
    """The whole pack; `step` is told how many items are written."""
    items = list(meeting.agenda.select_related("proposal__fund", "proposal__lead", "proposal__table"))
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    rows = tuple(
        (str(one.position), one.title, one.proposal.reference if one.proposal else "") for one in items
    )
    blocks: list[Block] = [
        Heading(_("Agenda")),
        Table((Head(_("Item")), Head(_("About"), parts=4), Head(_("Reference"))), rows),
    ]
    for done, item in enumerate(items, start=1):
        blocks += _item(item, item_paper(item, with_scores=True))
        step(done)
    return Paper(
        fund_name=meeting.body.fund.name,
        title=str(meeting),
        subtitle=f"{date_format(local, 'j F Y, H:i')} ({meeting.time_zone})",
        foot=_("For members of %(body)s") % {"body": meeting.body},
        blocks=tuple(blocks),
        language=language,
        made_on=made_on,
    )


def _item(item: AgendaItem, paper: ItemPaper) -> list[Block]:
    blocks: list[Block] = [Heading(f"{item.position}. {paper.title}")]
    if paper.facts:
        blocks.append(Facts(tuple(Fact(one.label, one.text or None, _("not known")) for one in paper.facts)))
    blocks += _texts(paper.summary)
    if paper.scores:
        blocks += _scores(paper.scores)
    blocks += _texts(
        [PaperFact(_("Risks"), item.risks), PaperFact(_("The secretariat's advice"), item.advice)]
    )
    if paper.steps:
        lines = "\n\n".join(f"{one.day}: {one.label}. {one.note}".strip() for one in paper.steps)
        blocks += [Heading(_("What was done"), 2), Prose(lines)]
    return blocks


def _texts(facts: Sequence[PaperFact]) -> list[Block]:
    return [
        block
        for one in facts
        if one.text
        for block in (Heading(one.label, 2), Prose(one.text.replace("\n", "\n\n")))
    ]


def _scores(scores: ReviewSummary) -> list[Block]:
    heads = (Head(_("Criterion"), parts=3), *(Head(word, True) for word in (_("Average"), _("Spread"))))
    rows = tuple(
        (
            one.title,
            f"{one.average:.2f}" if one.average is not None else "–",
            f"{one.spread:.2f}" if one.spread is not None else "–",
        )
        for one in scores.criteria
    )
    total = f"{scores.total:.1f}" if scores.total is not None else _("not complete")
    return [
        Heading(_("Reviews"), 2),
        Prose(
            _("%(reviews)s of %(expected)s reviews; %(total)s of 100")
            % {"reviews": scores.reviews, "expected": scores.expected, "total": total}
        ),
        *([Table(heads, rows)] if rows else []),
    ]
