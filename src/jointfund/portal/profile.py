"""What a programme's page says, as pieces: facts with their sources, gaps with what would fill them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.documents.models import Source
from jointfund.documents.titles import web_title
from jointfund.people.models import OrganisationKind
from jointfund.portal.briefs import shapes_of
from jointfund.portal.citations import Citations, quotable, source_href, title_of
from jointfund.portal.field_words import field_words
from jointfund.portal.pages import list_href
from jointfund.programmes.models import (
    Milestone,
    PartyRole,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammeTag,
    Stage,
    Standing,
    StatusEvent,
)
from jointfund.programmes.queries.profile import Profile
from jointfund.rendering.maps import CountryMark, locator_map
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import (
    AreaMark,
    Cell,
    Fact,
    FactValue,
    LegendEntry,
    Picture,
    SdgTile,
    Shape,
    SourceMark,
    StatusStep,
    StepState,
    Table,
    TableColumn,
    TimelineEvent,
)
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

ROLE_WORDS = {
    "implementing": gettext_lazy("implementing"),
    "origin": gettext_lazy("origin"),
    "transit": gettext_lazy("transit"),
    "destination": gettext_lazy("destination"),
}
ROLE_ORDER = tuple(ROLE_WORDS)
ON_THE_WAY = (Stage.PIPELINE, Stage.FUNDED)


@dataclass(frozen=True)
class Story:
    """A profile on its way to the page: the visit, and the numbers of the documents cited so far."""

    visit: Visit
    profile: Profile
    cited: Citations

    def marks(self, sources: Iterable[Source | None]) -> tuple[SourceMark, ...]:
        """The marks of some sources, one for each place."""
        return self.cited.marks(dict.fromkeys(source for source in sources if source is not None))

    def field_marks(self, *fields: str) -> tuple[SourceMark, ...]:
        """The marks of a field of the programme."""
        return self.marks(self.profile.sources_of(*fields))


def key_facts(story: Story) -> list[Fact]:
    """Money, time and parties: the panel beside the summary."""
    return [_budget(story), _duration(story), *_dates(story), *_parties(story)]


def _budget(story: Story) -> Fact:
    programme = story.profile.programme
    note = _("rounded in the source") if programme.budget_precision == "rounded" else ""
    text = exact(programme.budget, story.visit.fund.currency)
    values = (FactValue(text, note=note, marks=story.field_marks("budget_usd", "budget")),) if text else ()
    return Fact(_("Budget"), values, _("the programme document would tell"))


def _duration(story: Story) -> Fact:
    months = story.profile.programme.duration_months
    text = ngettext("%(count)s month", "%(count)s months", months or 0) % {"count": months}
    values = (FactValue(text, marks=story.field_marks("duration_months")),) if months else ()
    return Fact(_("Duration"), values, _("the programme document would tell"))


def _dates(story: Story) -> list[Fact]:
    programme = story.profile.programme
    after_transfer = _("the date of the first transfer would tell")
    ends = Fact(
        _("End"), _dated_value(story, programme.ends, "ends"), _("the start and the duration would tell")
    )
    facts = [Fact(_("Start"), _dated_value(story, programme.starts, "starts"), after_transfer), ends]
    if programme.ends_original and programme.ends_original != programme.ends:
        facts.append(
            Fact(_("End as first agreed"), _dated_value(story, programme.ends_original, "ends_original"))
        )
    return facts


def _dated_value(story: Story, when: object, field: str) -> tuple[FactValue, ...]:
    text = dated(when)  # type: ignore[arg-type]
    return (FactValue(text, marks=story.field_marks(field)),) if text else ()


def _parties(story: Story) -> list[Fact]:
    would_fill = _("the signed programme document names them")
    by_role = {
        role: tuple(_party(story, party) for party in story.profile.parties if party.role == role)
        for role in PartyRole
    }
    facts = [
        Fact(_("Lead organisation"), by_role[PartyRole.LEAD], would_fill),
        Fact(_("Participating organisations"), by_role[PartyRole.PARTICIPATING], would_fill),
    ]
    if by_role[PartyRole.ASSOCIATED]:
        facts.append(Fact(_("Associated bodies"), by_role[PartyRole.ASSOCIATED]))
    return facts


def _party(story: Story, party: ProgrammeParty) -> FactValue:
    organisation = party.organisation
    name = f"{organisation.acronym} · {organisation.name}" if organisation.acronym else organisation.name
    sure = not party.confidence or party.confidence == "high"
    notes = [] if sure else [_("confidence: %(words)s") % {"words": party.confidence}]
    return FactValue(
        name if organisation.acronym != organisation.name else organisation.name,
        href=story.visit.href("organisation", slug=organisation.slug),
        note=" ".join([*notes, party.note]).strip(),
        marks=story.marks([party.source]),
    )


def countries(story: Story) -> Fact:
    """Each country with its role; the roles go unsaid where the programme works in all of them."""
    links = sorted(story.profile.countries, key=lambda link: (link.country.name, ROLE_ORDER.index(link.role)))
    has_roles = any(link.role != "implementing" for link in links)
    values = tuple(_country(story, link, has_roles=has_roles) for link in links)
    return Fact(_("Countries"), values, _("the programme document would tell"))


def _country(story: Story, link: ProgrammeCountry, *, has_roles: bool) -> FactValue:
    return FactValue(
        link.country.name,
        href=story.visit.href("country", iso3=link.country.iso3),
        note=str(ROLE_WORDS[link.role]) if has_roles else "",
        is_suggested=link.standing == Standing.SUGGESTED,
        words=quotable(story.visit, link.source, link.words),
        marks=story.marks([link.source]),
    )


def places(story: Story) -> Fact | None:
    """Places below country, as printed; nothing where none is known."""
    values = tuple(
        FactValue(
            place.name,
            is_suggested=place.standing == Standing.SUGGESTED,
            words=quotable(story.visit, place.source, place.words),
            marks=story.marks([place.source]),
        )
        for place in story.profile.places
    )
    return Fact(_("Places"), values) if values else None


def partners_by_kind(story: Story) -> list[Fact]:
    """Key partners under their kind, those whose words do not tell last."""
    groups: dict[str, list[FactValue]] = {}
    for partner in story.profile.partners:
        value = FactValue(partner.name, marks=story.marks([partner.source]))
        groups.setdefault(partner.kind, []).append(value)
    kinds = [(kind.value, str(kind.label)) for kind in OrganisationKind] + [("", _("Kind not told"))]
    return [Fact(label, tuple(groups[kind])) for kind, label in kinds if kind in groups]


def tag_facts(story: Story) -> list[Fact]:
    """Objectives, principles, themes, people and level; suggested ones with the words that suggest them."""
    would_fill = _("the programme document would tell")
    labels = {
        "gcm_objective": _("GCM objectives"),
        "principle": _("Guiding principles"),
        "theme": _("Themes"),
        "population": _("People concerned"),
        "level": _("Level"),
    }
    untold = [] if story.profile.tagged("sdg_goal") else [Fact(_("SDGs"), (), would_fill)]
    return [*untold, *targets(story)] + [
        Fact(label, tuple(_tag(story, tag) for tag in story.profile.tagged(scheme)), would_fill)
        for scheme, label in labels.items()
    ]


def _tag(story: Story, tag: ProgrammeTag) -> FactValue:
    term = tag.term
    text = f"{term.code} {term.label}" if term.scheme in {"gcm_objective", "sdg_target"} else term.label
    return FactValue(
        text,
        href=list_href(story.visit, **{term.scheme: term.code}),
        is_suggested=tag.standing == Standing.SUGGESTED,
        words=quotable(story.visit, tag.source, tag.words),
        marks=story.marks([tag.source]),
    )


def goals(story: Story) -> list[SdgTile]:
    """A tile for each goal, by its number and published colour."""
    return [
        SdgTile(
            tag.term.code,
            tag.term.label,
            tag.term.colour or "#5a6b78",
            readable_on(tag.term.colour or "#5a6b78"),
            list_href(story.visit, sdg_goal=tag.term.code),
            tag.standing == Standing.SUGGESTED,
            quotable(story.visit, tag.source, tag.words),
        )
        for tag in story.profile.tagged("sdg_goal")
    ]


def targets(story: Story) -> list[Fact]:
    """SDG targets in words; nothing where none is known."""
    found = story.profile.tagged("sdg_target")
    return [Fact(_("SDG targets"), tuple(_tag(story, tag) for tag in found))] if found else []


def readable_on(colour: str) -> str:
    """Ink or white, whichever reads better on the colour."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.0627 else "#14212b"


def status_steps(profile: Profile) -> list[StatusStep]:
    """The way of a programme with the step it has reached; statuses outside the way only when it is there."""
    reached = {event.status.code: event for event in profile.events}
    current = profile.status
    way = [one for one in profile.statuses if one.stage in ON_THE_WAY or one.code in reached]
    shapes = shapes_of(profile.statuses)
    steps = []
    for status in way:
        state: StepState = "ahead"
        if current is not None and status.position <= current.position:
            state = "current" if status.code == current.code else "done"
        event = reached.get(status.code)
        steps.append(
            StatusStep(status.label, _step_shape(state, event, shapes[status.code]), state, _when(event))
        )
    return steps


def _step_shape(state: StepState, event: StatusEvent | None, shape: Shape) -> Shape:
    """Full only where a source tells the step was reached: one passed without record is an outline."""
    if state == "current":
        return shape
    return "full" if event else "outline"


def _when(event: StatusEvent | None) -> str:
    return dated(event.dated) if event else ""


def history(story: Story) -> list[TimelineEvent]:
    """Statuses and milestones in the order of their dates, newest first, those without date last."""
    entries = [(event.on, _status_event(story, event)) for event in story.profile.events]
    entries += [(one.on, _milestone(story, one)) for one in story.profile.milestones if one.on]
    undated = [_milestone(story, one) for one in story.profile.milestones if not one.on]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return [event for _on, event in entries] + undated


def _status_event(story: Story, event: StatusEvent) -> TimelineEvent:
    confidence = _("confidence: %(words)s") % {"words": event.confidence} if event.confidence else ""
    cites = (
        title_of(story.visit, event.source.document) if event.source else web_title(event.citation_reference)
    )
    note = " · ".join(part for part in (cites, confidence, event.note) if part)
    return TimelineEvent(dated(event.dated), event.status.label, note, marks=story.marks([event.source]))


def _milestone(story: Story, milestone: Milestone) -> TimelineEvent:
    words = milestone.kind[:1].upper() + milestone.kind[1:]
    when = dated(milestone.dated) or _("without date")
    return TimelineEvent(when, words, milestone.note, marks=story.marks([milestone.source]))


def area_mark(profile: Profile) -> AreaMark | None:
    """The thematic area with its whole title."""
    area = profile.programme.area
    return AreaMark(area.number, area.short, area.title) if area else None


def locator(story: Story) -> Picture | None:
    """Where the programme is, each country shaded by its role; nothing where no country is known."""
    links = _one_role_each(story.profile.countries)
    marks = [_mark(story.visit, link) for link in links]
    if not marks:
        return None
    title = _("Where the programme is")
    roles = dict.fromkeys(link.role for link in links)
    return Picture(
        title=title,
        drawing=locator_map(marks, title=title, description=""),
        table=_country_table(links),
        as_of=_("As of %(day)s") % {"day": dated(story.visit.day)},
        legend=[_legend_entry(role, links) for role in roles] if len(roles) > 1 else (),
        disclaimer=story.visit.fund.maps_note
        or _("Borders on this map say nothing about the status of a territory."),
        title_is_hidden=True,
    )


def _legend_entry(role: str, links: Sequence[ProgrammeCountry]) -> LegendEntry:
    of_role = [link for link in links if link.role == role]
    words = str(ROLE_WORDS[role])
    if all(link.standing == Standing.SUGGESTED for link in of_role):
        words = _("%(role)s, suggested from the text") % {"role": words}
    return LegendEntry(f"role-{role}", words)


def _one_role_each(links: Sequence[ProgrammeCountry]) -> list[ProgrammeCountry]:
    ordered = sorted(links, key=lambda link: ROLE_ORDER.index(link.role))
    return list({link.country_id: link for link in reversed(ordered)}.values())[::-1]


def _mark(visit: Visit, link: ProgrammeCountry) -> CountryMark:
    country = link.country
    return CountryMark(
        country.m49, country.iso3, country.name, country.latitude or 0.0, country.longitude or 0.0, None,
        f"role-{link.role}", visit.href("country", iso3=country.iso3), str(ROLE_WORDS[link.role]),
    )  # fmt: skip


def _country_table(links: Sequence[ProgrammeCountry]) -> Table:
    rows = [(Cell(link.country.name), Cell(str(ROLE_WORDS[link.role]))) for link in links]
    return Table(
        _("Countries"), (TableColumn(_("Country")), TableColumn(_("Role"))), rows, caption_is_hidden=True
    )


def cited_lines(story: Story) -> list[TimelineEvent]:
    """Every field with each place it was read from and the value as printed there."""
    return [
        TimelineEvent(
            field_words(found.field),
            quotable(story.visit, found.source, found.printed) or (_("not printed") if found.doubt else ""),
            " · ".join(part for part in (story.cited.mark(found.source).label, doubt) if part),
            source_href(story.visit, found.source),
        )
        for found in story.profile.field_sources
        for doubt in (quotable(story.visit, found.source, found.doubt),)
    ]
