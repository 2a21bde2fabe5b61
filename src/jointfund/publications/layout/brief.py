"""The brief as blocks for PDF and Word, and its tables as a workbook."""

from collections.abc import Iterable, Sequence

from jointfund.publications.content.brief import Brief, Chosen, Reason, by_area
from jointfund.publications.content.figures import filled
from jointfund.publications.labels import Labels
from jointfund.publications.layout.contributors import (
    contributor_blocks,
    contributor_sheet,
    target_blocks,
)
from jointfund.publications.layout.pieces import area_colour, area_label, programme_entry, programme_sheet
from jointfund.rendering.paper import Block, Figure, Figures, Head, Heading, Paper, Prose, Table
from jointfund.rendering.tables import Column, Sheet, workbook_bytes


def brief_paper(content: Brief, labels: Labels) -> Paper:
    """The brief as a paper: context, what we do, what we are ready to do, support, and the reasons."""
    fund, day = content.fund, labels.day(content.as_of)
    figures = {figure.name: figure for figure in content.figures}
    blocks: list[Block] = [
        Heading(labels("context")),
        Prose(filled(content.context, figures)),
        Figures(_headline(content, labels)),
        Heading(labels("the_fund", fund=fund.short_name)),
        Prose(fund.description),
        *_approach(content, labels),
        *_programmes(labels("what_we_do"), content.funded, labels, fund.currency),
        *_programmes(labels("what_we_are_ready_to_do"), content.pipeline, labels, fund.currency),
        Heading(labels("support_the_fund")),
        # The table stands first: a number right after the programmes would read as one of theirs.
        *contributor_blocks(content.contributors, labels, fund.currency),
        *target_blocks(content.contributors, labels, fund.currency),
        Prose(filled(labels("support_text"), figures) if "target" in figures else labels("support_plain")),
        Heading(labels("why_these")),
        Prose(labels("why_text")),
        _reasons(content.chosen, labels),
        Prose(labels("demo") if fund.is_demo else "", is_quiet=True),
        Prose(fund.names_note, is_quiet=True),
    ]
    return Paper(
        fund_name=fund.name,
        title=content.theme,
        subtitle=day,
        foot=f"{content.theme} · {fund.short_name} · {day}",
        blocks=tuple(blocks),
        language=labels.language,
        made_on=content.as_of,
    )


def brief_workbook(content: Brief, labels: Labels) -> bytes:
    """The brief's programmes, reasons, contributors and figures, each on its sheet."""
    fund = content.fund
    sheets = [
        programme_sheet([one.programme for one in content.chosen], labels, fund.currency),
        _reason_sheet(content.chosen, labels),
        contributor_sheet(content.contributors, labels, fund.currency),
        Sheet(
            labels("figures_tab"),
            (
                Column("name", labels("field")),
                Column("shown", labels("shown")),
                Column("exact", labels("exact")),
            ),
            [{"name": one.name, "shown": one.shown, "exact": one.exact} for one in content.figures],
        ),
    ]
    notes = [
        (labels("date"), labels.day(content.as_of)),
        (labels("source"), fund.name),
        (labels("licence"), fund.licence),
    ]
    return workbook_bytes(sheets, title=content.theme, notes=notes, language=labels.language)


def _headline(content: Brief, labels: Labels) -> tuple[Figure, ...]:
    named = {figure.name: figure.shown for figure in content.figures}
    return (
        Figure(named["theme_funded_count"], labels("funded")),
        Figure(named["theme_funded_budget"], labels("in_funded")),
        Figure(named["theme_pipeline_count"], labels("waiting")),
        Figure(named["theme_pipeline_budget"], labels("in_waiting")),
    )


def _approach(content: Brief, labels: Labels) -> Iterable[Block]:
    """What the theme stands for in the fund's vocabularies, and how many programmes carry each term."""
    counts: dict[tuple[str, str], list[int]] = {}
    for place, chosen in enumerate((content.funded, content.pipeline)):
        for one in chosen:
            for term in dict.fromkeys((reason.vocabulary, reason.term) for reason in one.reasons):
                counts.setdefault(term, [0, 0])[place] += 1
    yield Heading(labels("approach"))
    yield Prose(labels("approach_text"))
    yield Table(
        (
            Head(labels("reason")),
            Head(labels("funded_count_head"), is_number=True),
            Head(labels("waiting_count_head"), is_number=True),
        ),
        tuple(
            (f"{vocabulary}: {term}", labels.number(funded), labels.number(waiting))
            for (vocabulary, term), (funded, waiting) in sorted(counts.items())
        ),
    )


def _programmes(title: str, chosen: Sequence[Chosen], labels: Labels, currency: str) -> Iterable[Block]:
    yield Heading(title)
    if not chosen:
        yield Prose(labels("none_of_these"))
    for section in by_area(chosen):
        colour = area_colour(section.area.number)
        yield Heading(area_label(section.area, labels), level=2, colour=colour)
        for one in section.chosen:
            yield programme_entry(one.programme, labels, currency, colour)


def _reasons(chosen: Sequence[Chosen], labels: Labels) -> Table:
    """Every reason with its words and lines; tags that rest on the same words share a row."""
    keys = ("programme", "reason", "words_of_the_source", "source")
    heads = tuple(Head(labels(key), parts=4 if key == "reason" else 3) for key in keys)
    rows = tuple(
        (
            f"{one.programme.reference} {one.programme.place_name}" if index == 0 else "",
            "; ".join(_reason_in_words(reason, labels) for reason in shared),
            f"“{shared[0].words}”" if shared[0].words else "",
            _source(shared[0], labels),
        )
        for one in chosen
        for index, shared in enumerate(_on_the_same_words(one.reasons))
    )
    return Table(heads, rows)


def _on_the_same_words(reasons: Iterable[Reason]) -> list[list[Reason]]:
    groups: dict[tuple[str, str, str], list[Reason]] = {}
    for reason in reasons:
        groups.setdefault((reason.document, reason.lines, reason.words.casefold()), []).append(reason)
    return list(groups.values())


def _reason_in_words(reason: Reason, labels: Labels) -> str:
    named = f"{reason.vocabulary}: {reason.term}"
    return f"{named} ({labels('suggested')})" if reason.is_suggested else named


def _source(reason: Reason, labels: Labels) -> str:
    if not reason.lines:
        return reason.document
    key = "lines" if "–" in reason.lines else "lines_one"
    return f"{reason.document}, {labels(key, lines=reason.lines)}"


def _reason_sheet(chosen: Sequence[Chosen], labels: Labels) -> Sheet:
    columns = (
        Column("reference", labels("programme")),
        Column("vocabulary", labels("vocabulary")),
        Column("term", labels("reason")),
        Column("standing", labels("standing")),
        Column("words", labels("words_of_the_source")),
        Column("document", labels("source")),
        Column("lines", labels("lines_head")),
    )
    rows = [
        {
            "reference": one.programme.reference,
            "vocabulary": reason.vocabulary,
            "term": reason.term,
            "standing": "suggested" if reason.is_suggested else "confirmed",
            "words": reason.words,
            "document": reason.document,
            "lines": reason.lines,
        }
        for one in chosen
        for reason in one.reasons
    ]
    return Sheet(labels("reasons_tab"), columns, rows)
