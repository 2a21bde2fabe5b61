"""The content of a programme's one-page sheet, from its profile."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jointfund.kernel.money import exact
from jointfund.portal import profile as story_of
from jointfund.portal.profile import Story
from jointfund.programmes.models import ProgrammeTag, Standing
from jointfund.rendering.pdf import (
    ProgrammeSheet,
    SheetCountry,
    SheetGoal,
    SheetObjective,
    SheetOrganisation,
    SheetPartners,
)
from jointfund.ui.templatetags.ui import dated

# Paper has no style sheet: the colours of the areas on white, as in ui/css/tokens.css.
AREA_COLOURS = {1: "#237cad", 2: "#802264", 3: "#61430f", 4: "#10875f", 5: "#4e159d"}
NO_AREA = "#5a6b78"


def sheet_content(story: Story, address: str) -> ProgrammeSheet:
    """Everything the sheet says; confirmed values only, but for the principles suggested from the text."""
    profile, fund = story.profile, story.visit.fund
    programme, area = profile.programme, profile.programme.area
    drawing = story_of.locator(story)
    return ProgrammeSheet(
        fund_name=fund.name,
        reference=programme.reference,
        heading=programme.name if programme.title is None else programme.place_name,
        title=programme.title,
        area_number=area.number if area else 0,
        area_name=area.title if area else _("not published"),
        area_colour=AREA_COLOURS.get(area.number, NO_AREA) if area else NO_AREA,
        status=profile.status.label if profile.status else _("not published"),
        status_date=dated(profile.events[-1].dated) if profile.events else "",
        as_of=story.visit.day,
        url=address,
        budget=exact(programme.budget, fund.currency) or None,
        duration=_("%(months)s months") % {"months": programme.duration_months}
        if programme.duration_months
        else None,
        dates=_span(story),
        countries=_countries(story),
        organisations=tuple(
            SheetOrganisation(
                str(party.organisation),
                str(party.get_role_display()) if party.role != "participating" else "",
            )
            for party in profile.parties
        ),
        partners=tuple(
            SheetPartners(fact.label, tuple(value.text for value in fact.values))
            for fact in story_of.partners_by_kind(story)
        ),
        sdgs=tuple(
            SheetGoal(goal.number, goal.label, goal.colour)
            for goal in story_of.goals(story)
            if not goal.is_suggested
        ),
        gcm_objectives=tuple(
            SheetObjective(tag.term.code, tag.term.label)
            for tag in _confirmed(profile.tagged("gcm_objective"))
        ),
        principles=tuple(tag.term.label for tag in _confirmed(profile.tagged("principle"))),
        suggested_principles=tuple(
            tag.term.label for tag in profile.tagged("principle") if tag.standing == Standing.SUGGESTED
        ),
        summary=programme.summary,
        map_svg=drawing.drawing if drawing else "",
        map_description=_("Map: %(countries)s") % {"countries": ", ".join(c.name for c in _countries(story))},
        sources=_sources(story),
        title_note=_("Title lost in the source"),
        demo_note=_("Demonstration data, not a publication of the fund.") if fund.is_demo else "",
        disclaimer=" ".join(part for part in (fund.names_note, fund.maps_note) if part),
        language=get_language() or "en",
    )


def _sources(story: Story) -> tuple[str, ...]:
    """The documents the sheet's values rest on: cited one by one on the page, named here together."""
    profile = story.profile
    parts = (profile.field_sources, profile.parties, profile.countries, profile.events[-1:], profile.partners)
    story.marks(one.source for part in parts for one in part)
    return tuple(f"{one.title}, {one.dated}".rstrip(", ") for one in story.cited.documents)


def _confirmed(tags: Iterable[ProgrammeTag]) -> list[ProgrammeTag]:
    return [tag for tag in tags if tag.standing == Standing.CONFIRMED]


def _countries(story: Story) -> tuple[SheetCountry, ...]:
    return tuple(
        SheetCountry(
            link.country.name, "" if link.role == "implementing" else str(story_of.ROLE_WORDS[link.role])
        )
        for link in story.profile.countries
        if link.standing == Standing.CONFIRMED
    )


def _span(story: Story) -> str | None:
    programme = story.profile.programme
    ends = [dated(programme.starts), dated(programme.ends)]
    if not any(ends):
        return None
    return " – ".join(end or _("not published") for end in ends)
