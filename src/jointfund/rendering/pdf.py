"""Sheets for mailing, set by Typst from values: tagged PDF that a screen reader can read, one page each.

The layout is in `typst/*.typ`. Values travel as JSON beside the template and are never part of it, so no
character in them can mean anything. The same content gives the same bytes: its date is the file's.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from jointfund.kernel.dates import PartialDate
from jointfund.rendering.typeset import address, clean, compiled, drawing
from jointfund.rendering.typeset import colour as valid_colour

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
    return compiled("programme_sheet.typ", inputs, datetime.combine(content.as_of, time.min, UTC))


def _values(content: ProgrammeSheet) -> Mapping[str, object]:
    """What the template reads: texts cleaned, colours valid, nothing left to decide but the layout."""
    colour = valid_colour(content.area_colour)
    shown_title = content.title or content.heading
    return {
        "fund_name": clean(content.fund_name),
        "reference": clean(content.reference),
        "document_title": clean(f"{content.reference} {shown_title}"),
        "document_description": clean(f"{content.heading}, as of {_long_date(content.as_of)}"),
        "shown_title": clean(shown_title),
        "title_note": "" if content.title else clean(content.title_note),
        "subtitle": clean(content.heading) if content.title and content.title != content.heading else "",
        "area": clean(f"Thematic area {content.area_number}: {content.area_name}"),
        "area_colour": colour,
        "status": clean(content.status),
        "status_date": clean(content.status_date),
        "budget": _known(content.budget),
        "duration": _known(content.duration),
        "dates": _known(content.dates),
        "countries": [{"name": clean(one.name), "role": clean(one.role)} for one in content.countries],
        "organisations": [
            {"name": clean(one.name), "role": clean(one.role)} for one in content.organisations
        ],
        "partners": [
            {"kind": clean(one.kind), "names": "; ".join(_cleaned(one.names))} for one in content.partners
        ],
        "sdgs": [
            {"number": clean(one.number), "name": clean(one.name), "colour": valid_colour(one.colour)}
            for one in content.sdgs
        ],
        "gcm_objectives": [
            {"code": clean(one.code), "label": clean(one.label)} for one in content.gcm_objectives
        ],
        "principles": _cleaned(content.principles),
        "suggested_principles": _cleaned(content.suggested_principles),
        "summary": _cleaned(part for part in re.split(r"\n\s*\n", content.summary) if part.strip()),
        "map_svg": drawing(content.map_svg, _MAP_COLOURS.replace("AREA", colour)),
        "map_description": clean(content.map_description) or "Map of the programme's countries",
        "sources": _cleaned(content.sources),
        "as_of": _long_date(content.as_of),
        "demo_note": clean(content.demo_note),
        "disclaimer": clean(content.disclaimer),
        "url": address(content.url) or "-",
        "language": content.language.split("-")[0].lower() or "en",
    }


def _cleaned(texts: Iterable[str]) -> list[str]:
    return [clean(text) for text in texts]


def _known(text: str | None) -> str | None:
    return clean(text or "") or None


def _long_date(day: date) -> str:
    return str(PartialDate(day))
