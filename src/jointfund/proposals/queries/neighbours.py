"""What others do in the same places and on the same themes, and what went wrong there: reads for writers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from jointfund.knowledge.models import Project, ProjectTag, Reader, Statement, StatementKind
from jointfund.programmes.models import Programme
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.forms import AnswersOf
from jointfund.proposals.models import Proposal
from jointfund.proposals.nearness import Around, Reason, Sort, nearness, themes_of
from jointfund.vocabularies.models import Scheme, ThematicArea

MOST, MOST_LOOKED_AT = 5, 200
DONE_ABOUT_IT = (StatementKind.CRISIS, StatementKind.GOOD_PRACTICE)


@dataclass(frozen=True)
class NearProgramme:
    """A programme or an item of the pipeline, and why it is near."""

    programme: Programme
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class NearProject:
    """A project of the knowledge base, and why it is near."""

    project: Project
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class WentWrong:
    """What a near project says went wrong, and what it did: its own words, each with its line."""

    near: NearProject
    challenge: Statement
    done: Statement | None


def around(proposal: Proposal, every: AnswersOf) -> Around:
    """Where the proposal works and what it speaks of; three queries."""
    countries = [one.country for one in proposal.countries.select_related("country")]
    call = proposal.call
    numbers = [int(one) for one in from_json(call.words).areas if one.isdigit()] if call else []
    areas = ThematicArea.objects.filter(fund=proposal.fund, number__in=numbers)
    texts = [value for answers in every.values() for value in answers.values() if isinstance(value, str)]
    return Around(
        countries={one.iso3: one.name for one in countries},
        regions=frozenset(one.subregion for one in countries if one.subregion),
        areas={one.number: one.title for one in areas},
        themes=themes_of("\n".join([proposal.title, *texts])),
    )


def near_programmes(proposal: Proposal, where: Around) -> list[NearProgramme]:
    """The nearest programmes and pipeline items, at most five; two queries."""
    same = Q(country_links__country__iso3__in=where.countries)
    same |= Q(country_links__country__subregion__in=where.regions)
    same |= Q(area__number__in=where.areas)
    rows = Programme.objects.filter(same, fund=proposal.fund).exclude(pk=proposal.programme_id or 0)
    rows = rows.distinct().select_related("fund", "area", "status").prefetch_related("country_links__country")
    found = [NearProgramme(one, _of_programme(one, where)) for one in rows[:MOST_LOOKED_AT]]
    return sorted(found, key=lambda one: (-nearness(one.reasons), one.programme.number))[:MOST]


def near_projects(reader: Reader, where: Around) -> list[NearProject]:
    """The nearest projects of the knowledge base the reader may read, at most five; three queries."""
    tagged = ProjectTag.objects.filter(term__scheme=Scheme.TOPIC, term__code__in=where.themes)
    same = Q(country_links__country__iso3__in=where.countries)
    same |= Q(country_links__country__subregion__in=where.regions) | Q(pk__in=tagged.values("project"))
    rows = Project.objects.visible_to(reader).filter(same).distinct().order_by("slug")
    rows = rows.prefetch_related(
        "country_links__country", Prefetch("tags", tagged.select_related("term"), to_attr="same_topics")
    )
    found = [NearProject(one, _of_project(one, where)) for one in rows[:MOST_LOOKED_AT]]
    return sorted(found, key=lambda one: (-nearness(one.reasons), one.project.slug))[:MOST]


def went_wrong(reader: Reader, near: Sequence[NearProject]) -> list[WentWrong]:
    """What the near projects say went wrong and what they did, the nearest first; one query.

    What was done is what the project tells of itself: nobody has said that it answers this challenge.
    """
    by_project = {one.project.pk: one for one in near}
    said = Statement.objects.visible_to(reader).filter(
        project__in=by_project, kind__in=(StatementKind.CHALLENGE, *DONE_ABOUT_IT)
    )
    rows = list(said.select_related("project", "source__document").order_by("position"))
    done = {
        kind: {one.project_id: one for one in reversed(rows) if one.kind == kind} for kind in DONE_ABOUT_IT
    }
    order = list(by_project)
    challenges = [one for one in rows if one.kind == StatementKind.CHALLENGE and one.project_id]
    challenges.sort(key=lambda one: (order.index(one.project_id or 0), one.position))
    return [
        WentWrong(
            by_project[one.project_id or 0],
            one,
            next(
                (done[kind][one.project_id] for kind in DONE_ABOUT_IT if one.project_id in done[kind]), None
            ),
        )
        for one in challenges
    ]


def _of_programme(one: Programme, where: Around) -> tuple[Reason, ...]:
    links = [each.country for each in one.country_links.all()]
    reasons = _places([(each.iso3, each.name, each.subregion) for each in links], where)
    if one.area and one.area.number in where.areas:
        reasons.append(Reason(Sort.THEME, one.area.title))
    return tuple(reasons)


def _of_project(one: Project, where: Around) -> tuple[Reason, ...]:
    links = [each.country for each in one.country_links.all()]
    reasons = _places([(each.iso3, each.name, each.subregion) for each in links], where)
    topics: Sequence[ProjectTag] = getattr(one, "same_topics", ())
    reasons += [Reason(Sort.THEME, tag.term.label, where.themes[tag.term.code]) for tag in topics]
    return tuple(reasons)


def _places(theirs: Sequence[tuple[str, str, str]], where: Around) -> list[Reason]:
    """Each place once: a programme names a country in every role it has there."""
    names = dict.fromkeys(name for iso3, name, _region in theirs if iso3 in where.countries)
    same = [Reason(Sort.COUNTRY, name) for name in names]
    regions = {region for _iso3, _name, region in theirs if region in where.regions}
    return same or [Reason(Sort.REGION, region) for region in sorted(regions)]
