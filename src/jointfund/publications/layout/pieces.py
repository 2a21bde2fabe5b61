"""What several documents show alike: colours of areas and goals, maps on paper, the facts of a programme."""

from collections.abc import Iterable, Sequence

from jointfund.publications.content.programmes import Area, Goal, Place, ProgrammeFacts
from jointfund.publications.labels import Labels
from jointfund.rendering.maps import CountryMark, locator_map, world_map
from jointfund.rendering.paper import Entry
from jointfund.rendering.tables import Column, Sheet
from jointfund.rendering.typeset import INK, Value, colour, drawing, paragraphs

# Of LOOK: at least 4.5:1 on white, and apart under the common colour-vision deficiencies.
AREA_COLOURS = ("#237cad", "#802264", "#61430f", "#10875f", "#4e159d")
ACCENT = "#0b5fa5"
MOST_NAMES = 24  # countries a sentence names before it counts them
SURROUNDINGS = 1.1  # on paper there is room to show where in its region a country lies
_PAPER = """
.map-sea{color:#f3f7fa}.map-graticule{color:#e6edf2}.map-land{color:#dbe3e9;stroke:#ffffff;stroke-width:1}
.map-country,.map-dot{color:COLOUR;stroke:#ffffff;stroke-width:1.2}.map-ring{color:COLOUR}
"""
_NIGHT = """
.map-sea{color:#0c2a43}.map-graticule{color:#17395a}.map-land{color:#234c6e;stroke:#0c2a43;stroke-width:1.5}
.map-country,.map-dot{color:#f2c14e;stroke:#0c2a43;stroke-width:1.5}.map-ring{color:#f2c14e}
"""


def area_colour(number: int) -> str:
    """The colour of a thematic area on paper; funds with more areas than colours use them again."""
    return AREA_COLOURS[(number - 1) % len(AREA_COLOURS)] if number else INK


def area_label(area: Area, labels: Labels) -> str:
    """`Thematic area 2`, or that it is not published."""
    return labels("area", number=area.number) if area.number else labels("area_unknown")


def places_of(programmes: Iterable[ProgrammeFacts]) -> tuple[Place, ...]:
    """Every country of the programmes, once, in the order met."""
    return tuple({place.iso3: place for one in programmes for place in one.places}.values())


def country_names(places: Iterable[Place], labels: Labels) -> str:
    """The countries in a row, as this language calls them."""
    return ", ".join(labels.country(place.iso2, place.name) for place in places)


def shown_countries(places: Sequence[Place], labels: Labels) -> str:
    """The countries by name, or their number where a sentence would not end."""
    if len(places) > MOST_NAMES:
        return labels("map_many", count=len(places))
    return country_names(places, labels)


def locator(places: Sequence[Place], fill: str, labels: Labels) -> str:
    """The programme's corner of the world; empty where no country has a point."""
    marks = _marks(places, labels)
    if not marks:
        return ""
    names = country_names(places, labels)
    drawn = locator_map(marks, title=names, description=names, margin=SURROUNDINGS)
    return drawing(drawn, _PAPER.replace("COLOUR", fill))


def world(places: Sequence[Place], labels: Labels, *, fill: str = "", at_night: bool = False) -> str:
    """The world with these countries in one colour; `at_night` for a dark page."""
    drawn = world_map(_marks(places, labels), title="", description="", highlight_only=True)
    return drawing(drawn, _NIGHT if at_night else _PAPER.replace("COLOUR", fill or INK))


def programme_values(one: ProgrammeFacts, labels: Labels, currency: str) -> dict[str, Value]:
    """A programme's facts in words. What is unknown is None; the layout says so."""
    names = country_names(one.places, labels)
    fill = area_colour(one.area.number)
    return {
        "reference": one.reference,
        "heading": one.heading,
        "countries": "" if names.casefold() == one.heading.casefold() else names,
        "title": one.title,
        "area": one.area.number,
        "area_label": area_label(one.area, labels),
        "area_short": one.area.short,
        "colour": fill,
        "organisations": [
            {"short": party.short, "name": party.name if party.acronym else ""}
            for party in one.parties
            if party.role != "associated"
        ],
        "associated": [
            labels("associated", name=party.name) for party in one.parties if party.role == "associated"
        ],
        "partners": paragraphs(one.key_partners),
        "budget": None if one.budget is None else labels.number(one.budget),
        "budget_note": labels("rounded") if one.budget_is_rounded else "",
        "duration": None if one.duration_months is None else str(one.duration_months),
        "goals": [goal_values(goal, labels) for goal in one.goals],
        "status": labels.status(one.status_code, one.status) or None,
        "stage": one.stage,
        "summary": paragraphs(one.summary),
        "map": locator(one.places, fill, labels),
        "map_alt": labels("map_alt", countries=shown_countries(one.places, labels)),
        "map_caption": labels("map_caption", countries=shown_countries(one.places, labels)),
        "continues": labels("continues", reference=one.reference),
    }


def programme_entry(one: ProgrammeFacts, labels: Labels, currency: str, shade: str) -> Entry:
    """A programme in the row of a paper: place, amount, organisations, title, what it does."""
    bodies = [party.short for party in one.parties if party.role != "associated"]
    amount = labels.money(one.budget, currency)
    return Entry(
        place=_place(one, labels),
        amount=amount or labels("not_published"),
        bodies=", ".join(bodies) or labels("no_organisations"),
        title=one.title,
        title_note=f"{labels('title_lost').capitalize()}.",
        text=one.summary,
        colour=shade,
        reference=one.reference,
    )


def _place(one: ProgrammeFacts, labels: Labels) -> str:
    """The countries in capitals, up to three; more stand in brackets behind the heading."""
    names = country_names(one.places, labels)
    if 0 < len(one.places) <= 3:
        return names.upper()
    return f"{one.heading} ({names})" if names else one.heading


def goal_values(goal: Goal, labels: Labels) -> dict[str, Value]:
    """A goal's tile: its number in ink or white, whichever reads better on the goal's colour."""
    fill = colour(goal.colour)
    return {
        "number": goal.number,
        "name": labels.goal(goal.number, goal.name),
        "colour": fill,
        "letters": readable_on(fill),
    }


def readable_on(fill: str) -> str:
    """White where it has more contrast on the colour than ink has, else ink."""
    return "#ffffff" if contrast("#ffffff", fill) >= contrast(INK, fill) else INK


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#rrggbb`), by the formula of WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: str) -> float:
    channels = [int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _marks(places: Iterable[Place], labels: Labels) -> list[CountryMark]:
    return [
        CountryMark(
            place.m49,
            place.iso3,
            labels.country(place.iso2, place.name),
            place.latitude,
            place.longitude,
            1,
        )
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def programme_sheet(programmes: Sequence[ProgrammeFacts], labels: Labels, currency: str) -> Sheet:
    """Programmes as rows of a workbook: exact amounts, codes beside words, empty where unknown."""
    columns = (
        Column("reference", labels("reference")),
        Column("place", labels("where")),
        Column("countries", labels("country_code"), "list"),
        Column("title", labels("title")),
        Column("area", labels("area_number"), "integer"),
        Column("status_code", labels("status_code")),
        Column("status", labels("status")),
        Column("budget", labels("budget", currency=currency), "money"),
        Column("months", labels("duration"), "integer"),
        Column("organisations", labels("organisations"), "list"),
    )
    rows = [
        {
            "reference": one.reference,
            "place": one.place_name,
            "countries": [place.iso3 for place in one.places],
            "title": one.title,
            "area": one.area.number or None,
            "status_code": one.status_code,
            "status": labels.status(one.status_code, one.status),
            "budget": one.budget,
            "months": one.duration_months,
            "organisations": [party.short for party in one.parties],
        }
        for one in programmes
    ]
    return Sheet(labels("programmes_tab"), columns, rows)
