"""The booklet ready to be set: cover, contents, chapters, programmes, annex and notes in words."""

from collections.abc import Iterable, Sequence

from jointfund.publications.content.booklet import Booklet, Chapter
from jointfund.publications.content.programmes import ProgrammeFacts, total
from jointfund.publications.labels import Labels
from jointfund.publications.layout.pieces import (
    ACCENT,
    area_colour,
    area_label,
    places_of,
    programme_entry,
    programme_sheet,
    programme_values,
    shown_countries,
    world,
)
from jointfund.rendering.paper import (
    Block,
    Cover,
    Drawing,
    Fact,
    Facts,
    Figure,
    Figures,
    Heading,
    Paper,
    Prose,
    cover_values,
)
from jointfund.rendering.tables import workbook_bytes
from jointfund.rendering.typeset import INK, Typesetting, Value, setting

# The words the layout prints around values, beside those made here.
PRINTED = (
    "contents", "where", "months", "stands", "page", "sum", "joint_programme", "organisations", "partners",
    "sdgs", "status", "summary", "not_published", "title_lost", "duration",
)  # fmt: skip


def booklet_typesetting(content: Booklet, labels: Labels, cover: Cover | None = None) -> Typesetting:
    """The booklet as the layout `booklet.typ` takes it; a picture of its own stands in the map's place."""
    fund = content.fund
    day = labels.day(content.as_of, content.as_of_precision)
    values: dict[str, Value] = {
        **setting(labels.language),
        "fund_name": fund.name,
        "title": labels("booklet_title"),
        "day": day,
        "as_of": labels("as_of", date=labels.day(content.as_of)),
        "selection": labels("selection", selection=content.selection) if content.selection else "",
        "demo": labels("demo") if fund.is_demo else "",
        "cover_map": world(places_of(content.programmes), labels, at_night=True),
        "cover_alt": labels("cover_alt"),
        **cover_values(cover),
        "cover_lines": _cover_lines(content, labels),
        "words": {
            **{key: labels(key) for key in PRINTED},
            "budget": labels("budget", currency=fund.currency),
            "amount": labels("amount", currency=fund.currency),
        },
        "parts": _parts(content, labels),
        "notes": {
            "title": labels("about"),
            "sections": [{"title": title, "texts": texts} for title, texts in _notes(content, labels)],
        },
    }
    return Typesetting("booklet.typ", values, content.as_of)


def booklet_paper(content: Booklet, labels: Labels) -> Paper:
    """The booklet as one row of blocks, for a web page: the same programmes in the same order."""
    fund, title = content.fund, labels("booklet_title")
    places = places_of(content.programmes)
    alt = labels("area_map_alt", countries=shown_countries(places, labels))
    blocks: list[Block] = [
        Figures(tuple(_headline(content, labels))),
        Drawing(world(places, labels, fill=ACCENT), alt),
        *(block for chapter in content.pipeline for block in _chapter_blocks(chapter, labels, fund.currency)),
    ]
    if content.funded:
        blocks += [Heading(labels("annex")), Prose(labels("annex_intro"))]
    for chapter in content.funded:
        blocks += _chapter_blocks(chapter, labels, fund.currency, level=2)
    blocks += [Prose(text, is_quiet=True) for _title, texts in _notes(content, labels) for text in texts]
    subtitle = labels.day(content.as_of, content.as_of_precision)
    return Paper(
        fund_name=fund.name,
        title=title,
        subtitle=f"{subtitle}. {content.selection}" if content.selection else subtitle,
        foot=f"{title} · {fund.short_name} · {subtitle}",
        blocks=tuple(blocks),
        language=labels.language,
        made_on=content.as_of,
    )


def booklet_workbook(content: Booklet, labels: Labels) -> bytes:
    """The booklet's programmes as a workbook, exact."""
    fund = content.fund
    notes = [
        (labels("date"), labels.day(content.as_of, content.as_of_precision)),
        (labels("source"), fund.name),
        (labels("licence"), fund.licence),
    ]
    sheet = programme_sheet(content.programmes, labels, fund.currency)
    return workbook_bytes([sheet], title=labels("booklet_title"), notes=notes, language=labels.language)


def _headline(content: Booklet, labels: Labels) -> Iterable[Figure]:
    stages = (
        (content.waiting_programmes, "waiting", "in_waiting"),
        (content.funded_programmes, "funded", "in_funded"),
    )
    for programmes, counted, worth in stages:
        if programmes:
            yield Figure(labels.number(len(programmes)), labels(counted))
            yield Figure(labels.in_prose(total(programmes), content.fund.currency), labels(worth))


def _chapter_blocks(chapter: Chapter, labels: Labels, currency: str, *, level: int = 1) -> Iterable[Block]:
    shade = area_colour(chapter.area.number)
    title = f" · {chapter.area.title}" if chapter.area.number else ""
    yield Heading(f"{area_label(chapter.area, labels)}{title}", level, shade)
    for one in chapter.programmes:
        yield programme_entry(one, labels, currency, shade)
        yield _facts(one, labels)


def _facts(one: ProgrammeFacts, labels: Labels) -> Facts:
    absent = labels("not_published")
    goals = "; ".join(f"{goal.number} {labels.goal(goal.number, goal.name)}" for goal in one.goals)
    months = None if one.duration_months is None else str(one.duration_months)
    return Facts(
        (
            Fact(labels("status"), labels.status(one.status_code, one.status) or None, absent),
            Fact(labels("duration"), months, absent),
            Fact(labels("partners"), one.key_partners or None, absent),
            Fact(labels("sdgs"), goals or None, absent),
        )
    )


def _cover_lines(content: Booklet, labels: Labels) -> list[Value]:
    lines: list[Value] = []
    for programmes, word in ((content.waiting_programmes, "waiting"), (content.funded_programmes, "funded")):
        if programmes:
            lines.append(
                {
                    "count": labels.number(len(programmes)),
                    "stage": word,
                    "words": labels(word),
                    "worth": labels.in_prose(total(programmes), content.fund.currency),
                }
            )
    return lines


def _parts(content: Booklet, labels: Labels) -> list[Value]:
    """The chapters of the pipeline one by one, and the annex with its chapters as one part."""
    currency = content.fund.currency
    parts: list[Value] = [
        {
            "key": f"area-{chapter.area.number}",
            "label": area_label(chapter.area, labels),
            "number": str(chapter.area.number or ""),
            "title": chapter.area.title or labels("area_unknown"),
            "intro": "",
            "colour": area_colour(chapter.area.number),
            "chapters": [_chapter(chapter, labels, currency)],
            **_overview(chapter.programmes, labels, currency, area_colour(chapter.area.number)),
        }
        for chapter in content.pipeline
    ]
    if content.funded:
        parts.append(
            {
                "key": "annex",
                "label": labels("annex"),
                "number": "",
                "title": labels("annex_short"),
                "intro": labels("annex_intro"),
                "colour": INK,
                "chapters": [_chapter(chapter, labels, currency) for chapter in content.funded],
                **_overview(content.funded_programmes, labels, currency, INK),
            }
        )
    return parts


def _overview(
    programmes: Sequence[ProgrammeFacts], labels: Labels, currency: str, fill: str
) -> dict[str, Value]:
    places = places_of(programmes)
    whole = total(tuple(programmes))
    return {
        "count": labels.counted("programmes", len(programmes)),
        "total": labels.number(whole),
        "worth": labels.money(whole, currency),
        "map": world(places, labels, fill=fill),
        "map_alt": labels("area_map_alt", countries=shown_countries(places, labels)),
    }


def _chapter(chapter: Chapter, labels: Labels, currency: str) -> dict[str, Value]:
    return {
        "label": area_label(chapter.area, labels),
        "title": chapter.area.title if chapter.area.number else "",
        "colour": area_colour(chapter.area.number),
        "programmes": [programme_values(one, labels, currency) for one in chapter.programmes],
    }


def _notes(content: Booklet, labels: Labels) -> list[tuple[str, list[str]]]:
    """What a reader should know, as sections: title and texts."""
    fund = content.fund
    day = labels.day(content.as_of, content.as_of_precision)
    reading = [
        labels("about_record", date=labels.day(content.as_of), reference=content.programmes[0].reference),
        labels(
            "about_unknown",
            not_published=labels("not_published"),
            title_lost=labels("title_lost").capitalize(),
        ),
        labels("about_amounts", currency=fund.currency),
    ]
    citing = [
        labels("cite", fund=fund.name, title=labels("booklet_title"), date=day),
        labels("about_licence", licence=fund.licence),
        *([labels("demo")] if fund.is_demo else []),
    ]
    return [
        (labels("about_reading"), reading),
        (labels("about_names"), [note for note in (fund.names_note, fund.maps_note) if note]),
        (labels("about_cite"), citing),
    ]
