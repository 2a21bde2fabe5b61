"""One project laid out to be read: facts, what it does, challenges beside good practices, results."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.knowledge.models import Party, ProjectTag, Statement, StatementKind, Testimony
from jointfund.knowledge.queries.profile import ProjectProfile
from jointfund.portal.citations import Citations
from jointfund.portal.knowledge.words import budget_words
from jointfund.programmes.models import Standing
from jointfund.ui.pieces import Fact, FactValue, Link, SourceMark
from jointfund.ui.templatetags.ui import dated, in_months
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Scheme

SERVED = (
    (Scheme.TOPIC, gettext_lazy("Topics")),
    (Scheme.POPULATION, gettext_lazy("People it is for")),
    (Scheme.LEVEL, gettext_lazy("Level")),
    (Scheme.GCM_OBJECTIVE, gettext_lazy("GCM objectives")),
    (Scheme.PRINCIPLE, gettext_lazy("Guiding principles")),
    (Scheme.SDG_GOAL, gettext_lazy("Sustainable Development Goals")),
)
# Terms whose words are sentences: listed, not tagged.
LONG = (Scheme.GCM_OBJECTIVE, Scheme.PRINCIPLE, Scheme.SDG_GOAL)


@dataclass(frozen=True)
class Said:
    """One statement as the page shows it."""

    anchor: str
    heading: str
    text: str
    marks: Sequence[SourceMark]
    href: str = ""


@dataclass(frozen=True)
class Voice:
    """A testimony as the page shows it."""

    text: str
    said_by: str
    marks: Sequence[SourceMark]


@dataclass(frozen=True)
class Section:
    """A part of the fiche with what is said under it."""

    title: str
    said: Sequence[Said]
    is_list: bool = True


def key_facts(visit: Visit, found: ProjectProfile, citations: Citations) -> list[Fact]:
    """Who, with whose money, since when, where, with whom."""
    project = found.project
    facts = [
        Fact(
            label,
            [
                FactValue(
                    one.name,
                    visit.href("organisation", slug=one.organisation.slug) if one.organisation else "",
                    marks=citations.marks([one.source]),
                )
                for one in found.parties
                if one.role == role
            ],
        )
        for role, label in ((Party.AGENCY, _("Carried out by")), (Party.DONOR, _("Paid for by")))
    ]
    facts += [
        Fact(
            _("Budget"),
            [FactValue(budget_words(one), marks=citations.marks([one.source])) for one in found.budget],
        ),
        Fact(_("Start"), _values(dated(project.starts))),
        Fact(_("Duration"), _values(in_months(project.duration_months) if project.duration_months else "")),
        Fact(
            _("Countries"),
            [
                FactValue(one.country.short_name, marks=citations.marks([one.source]))
                for one in found.countries
            ],
        ),
    ]
    places = list(dict.fromkeys(one.places for one in found.countries if one.places))
    partners = [one for one in found.parties if one.role == Party.PARTNER]
    if places:
        facts.append(Fact(_("Where in them"), [FactValue(one) for one in places]))
    if partners:
        values = [FactValue(one.name, marks=citations.marks([one.source])) for one in partners]
        facts.append(Fact(_("Partners"), values))
    if project.programme:
        reference = project.programme.reference
        facts.append(Fact(_("Programme"), [FactValue(reference, visit.href("programme", ref=reference))]))
    return facts


def tag_facts(visit: Visit, tags: Sequence[ProjectTag]) -> list[Fact]:
    """What it is about, each term leading to the projects that share it."""
    return [
        Fact(
            str(label),
            [_tag(visit, tag) for tag in tags if tag.term.scheme == scheme],
            as_tags=scheme not in LONG,
        )
        for scheme, label in SERVED
        if any(tag.term.scheme == scheme for tag in tags)
    ]


def sections(found: ProjectProfile, citations: Citations) -> list[Section]:
    """Objectives, expected results, features, and how it addresses migration and development."""
    parts = (
        (_("What it is for"), StatementKind.OBJECTIVE),
        (_("What it expects to reach"), StatementKind.EXPECTED_RESULT),
        (_("What it does"), StatementKind.FEATURE),
        (_("How it addresses migration and development"), StatementKind.NEXUS),
    )
    return [
        Section(title, said(found.of_kind(kind), citations)) for title, kind in parts if found.of_kind(kind)
    ]


def said(statements: Sequence[Statement], citations: Citations) -> list[Said]:
    """Statements with their marks."""
    return [Said(one.anchor, one.heading, one.text, citations.marks([one.source])) for one in statements]


def voices(testimonies: Sequence[Testimony], citations: Citations) -> list[Voice]:
    """Testimonies with their marks."""
    return [Voice(one.text, one.said_by, citations.marks([one.source])) for one in testimonies]


def session_links(visit: Visit, found: ProjectProfile) -> list[Link]:
    """The sessions in which somebody spoke of it, each once."""
    sessions = {one.session.slug: one.session.title for one in found.spoken_of}
    return [Link(title, visit.href("knowledge-session", slug=slug)) for slug, title in sessions.items()]


def _tag(visit: Visit, tag: ProjectTag) -> FactValue:
    if tag.term.scheme == Scheme.TOPIC:
        href = visit.href("knowledge-topic", code=tag.term.code)
    else:
        address = visit.href("knowledge-projects")
        joint = "&" if "?" in address else "?"
        facets = {Scheme.POPULATION, Scheme.LEVEL, Scheme.GCM_OBJECTIVE}
        href = f"{address}{joint}{tag.term.scheme}={tag.term.code}" if tag.term.scheme in facets else ""
    is_suggested = tag.standing == Standing.SUGGESTED
    label = f"{tag.term.code} {tag.term.label}" if tag.term.scheme == Scheme.GCM_OBJECTIVE else tag.term.label
    return FactValue(label, href, is_suggested=is_suggested, words=tag.words)


def _values(text: str) -> list[FactValue]:
    return [FactValue(text)] if text else []
