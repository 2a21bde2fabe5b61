"""Sheets for mailing, set by Typst from values: tagged PDF that a screen reader can read, one page each.

The layout is in `typst/*.typ`. Values travel as JSON beside the template and are never part of it, so no
character in them can mean anything. The same content gives the same bytes: its date is the file's.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from jointfund.kernel.dates import PartialDate

_TEMPLATES = Path(__file__).parent / "typst"
_INK = "#14212b"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LONG_WORD = re.compile(r"\S{36}(?=\S)")
_BREAK_HERE = "\u200b"

# A drawing takes its colours from the page it stands on; on paper they are these.
_MAP_COLOURS = """
.map-sea{color:#f3f7fa}.map-graticule{color:#e3eaef}.map-land{color:#dfe6eb;stroke:#fff;stroke-width:1.2}
.map-country,.map-dot{color:AREA;stroke:#fff;stroke-width:1.4}.map-ring{color:AREA}
.role-origin,.role-transit,.role-destination{color:#93a4b0}
"""


@dataclass(frozen=True)
class SheetCountry:
    """A country and its role in the programme, in words; the role may be empty."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class SheetOrganisation:
    """A participating or associated organisation and its role ("lead"), if it has one."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class SheetPartners:
    """The key partners of one kind."""

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class SheetObjective:
    """An objective by its number and title."""

    code: str
    label: str


@dataclass(frozen=True)
class SheetGoal:
    """A Sustainable Development Goal with its published colour (`#rrggbb`)."""

    number: str
    name: str
    colour: str


@dataclass(frozen=True)
class ProgrammeSheet:
    """One programme as its mailing sheet says it; every text is ready to be read.

    None and empty tuples are shown as *not published*. `title` is None where the source lost it: `heading`
    then stands in its place, with `title_note`. `area_colour` is `#rrggbb`; `map_svg` may be empty.
    """

    fund_name: str
    reference: str
    heading: str
    title: str | None
    area_number: int
    area_name: str
    area_colour: str
    status: str
    status_date: str
    as_of: date
    url: str
    budget: str | None = None
    duration: str | None = None
    dates: str | None = None
    countries: tuple[SheetCountry, ...] = ()
    organisations: tuple[SheetOrganisation, ...] = ()
    partners: tuple[SheetPartners, ...] = ()
    sdgs: tuple[SheetGoal, ...] = ()
    gcm_objectives: tuple[SheetObjective, ...] = ()
    principles: tuple[str, ...] = ()
    suggested_principles: tuple[str, ...] = ()
    summary: str = ""
    map_svg: str = ""
    map_description: str = ""
    sources: tuple[str, ...] = ()
    title_note: str = "Title lost in the source"
    demo_note: str = ""
    disclaimer: str = ""
    language: str = "en"


def programme_sheet(content: ProgrammeSheet) -> bytes:
    """The sheet as a PDF of exactly one A4 page, accessible (PDF/UA-1) and the same for the same content.

    What does not fit is set smaller, then cut with a note where it continues. A character that no font of the
    machine can draw makes the file a plain tagged PDF, because PDF/UA does not admit it.
    """
    inputs = {"sheet": json.dumps(_values(content), ensure_ascii=False)}
    made = datetime.combine(content.as_of, time.min, UTC)
    template = _TEMPLATES / "programme_sheet.typ"
    try:
        return _compiled(template, inputs, made, "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _compiled(template, inputs, made, None)


def _compiled(
    template: Path, inputs: dict[str, str], made: datetime, standard: Literal["ua-1"] | None
) -> bytes:
    return typst.compile(
        template,
        root=_TEMPLATES,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=standard,
        timestamp=made,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The face of the sheet is built into Typst; the machine's fonts only help with other scripts."""
    return typst.Fonts()


def _values(content: ProgrammeSheet) -> Mapping[str, object]:
    """What the template reads: texts cleaned, colours valid, nothing left to decide but the layout."""
    colour = _colour(content.area_colour)
    shown_title = content.title or content.heading
    return {
        "fund_name": _clean(content.fund_name),
        "reference": _clean(content.reference),
        "document_title": _clean(f"{content.reference} {shown_title}"),
        "document_description": _clean(f"{content.heading}, as of {_long_date(content.as_of)}"),
        "shown_title": _clean(shown_title),
        "title_note": "" if content.title else _clean(content.title_note),
        "subtitle": _clean(content.heading) if content.title and content.title != content.heading else "",
        "area": _clean(f"Thematic area {content.area_number}: {content.area_name}"),
        "area_colour": colour,
        "status": _clean(content.status),
        "status_date": _clean(content.status_date),
        "budget": _known(content.budget),
        "duration": _known(content.duration),
        "dates": _known(content.dates),
        "countries": [{"name": _clean(one.name), "role": _clean(one.role)} for one in content.countries],
        "organisations": [
            {"name": _clean(one.name), "role": _clean(one.role)} for one in content.organisations
        ],
        "partners": [
            {"kind": _clean(one.kind), "names": "; ".join(_cleaned(one.names))} for one in content.partners
        ],
        "sdgs": [
            {"number": _clean(one.number), "name": _clean(one.name), "colour": _colour(one.colour)}
            for one in content.sdgs
        ],
        "gcm_objectives": [
            {"code": _clean(one.code), "label": _clean(one.label)} for one in content.gcm_objectives
        ],
        "principles": _cleaned(content.principles),
        "suggested_principles": _cleaned(content.suggested_principles),
        "summary": _cleaned(part for part in re.split(r"\n\s*\n", content.summary) if part.strip()),
        "map_svg": _coloured(content.map_svg, colour),
        "map_description": _clean(content.map_description) or "Map of the programme's countries",
        "sources": _cleaned(content.sources),
        "as_of": _long_date(content.as_of),
        "demo_note": _clean(content.demo_note),
        "disclaimer": _clean(content.disclaimer),
        "url": _CONTROLS.sub("", content.url) or "-",
        "language": content.language.split("-")[0].lower() or "en",
    }


def _clean(text: str) -> str:
    """One line without control characters; a word longer than a line may break."""
    flat = " ".join(_CONTROLS.sub(" ", text).split())
    return _LONG_WORD.sub(lambda found: found[0] + _BREAK_HERE, flat)


def _cleaned(texts: Iterable[str]) -> list[str]:
    return [_clean(text) for text in texts]


def _known(text: str | None) -> str | None:
    return _clean(text or "") or None


def _colour(text: str) -> str:
    return text if _COLOUR.fullmatch(text) else _INK


def _coloured(svg: str, colour: str) -> str:
    start = svg.find(">") + 1
    if not start:
        return ""
    return f"{svg[:start]}<style>{_MAP_COLOURS.replace('AREA', colour)}</style>{svg[start:]}"


def _long_date(day: date) -> str:
    return str(PartialDate(day))
