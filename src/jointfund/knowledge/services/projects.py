"""Projects enter the knowledge base: whole, once, each part with what it rests on."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.words import fold
from jointfund.knowledge.drafts import ProjectDraft, TagDraft
from jointfund.knowledge.models import (
    BudgetPart,
    Project,
    ProjectCountry,
    ProjectParty,
    ProjectTag,
    ReachedResult,
    SessionPerson,
    Testimony,
)
from jointfund.knowledge.services.parts import SLUG_LENGTH, Terms, resting, write_statements
from jointfund.knowledge.services.resources import write_resources
from jointfund.people.models import Organisation
from jointfund.vocabularies.models import Country


def slug_of(draft: ProjectDraft) -> str:
    """A project's word in addresses: its acronym, else its title."""
    return slugify(draft.acronym or draft.title)[:SLUG_LENGTH]


@transaction.atomic
def add_project(fund: Fund, draft: ProjectDraft, *, actor: str, terms: Terms | None = None) -> Project | None:
    """The project with all its parts; None where one of that acronym is on record: it stays as it is.

    `terms` saves reading the vocabularies again where many are added.
    """
    Fund.objects.select_for_update().get(pk=fund.pk)
    if Project.objects.filter(fund=fund, slug=slug_of(draft)).exists():
        return None
    project = Project.objects.create(
        fund=fund,
        slug=slug_of(draft),
        acronym=draft.acronym[:60],
        title=draft.title[:500],
        summary=draft.summary,
        starts_on=draft.starts.on if draft.starts else None,
        starts_precision=draft.starts.precision if draft.starts else "",
        duration_months=draft.duration_months,
        site=draft.site[:500],
        programme=draft.programme,
        **resting(draft.rest),
    )
    write_facts(project, draft)
    terms = terms or Terms(fund)
    said = write_statements(fund, project, draft.statements, terms)
    write_tags(project, (*draft.tags, *(tag for tags in said.values() for tag in tags)), terms)
    write_voices(project, draft)
    write_results(project, draft)
    _meet_speakers(project)
    audit.record(
        Verb.PROJECT_ADDED,
        f"{fund.code}/project/{project.slug}",
        actor=actor,
        fund=fund,
        after={"title": project.title, "statements": len(draft.statements), "results": len(draft.results)},
    )
    return project


def _meet_speakers(project: Project) -> None:
    """Tie speakers of sessions that came in before the project they spoke of."""
    names = {fold(project.title), fold(project.acronym or project.title)}
    waiting = SessionPerson.objects.filter(session__fund=project.fund, project=None).exclude(
        project_printed=""
    )
    keys = [one.pk for one in waiting if fold(one.project_printed) in names]
    SessionPerson.objects.filter(pk__in=keys).update(project=project)


def write_facts(project: Project, draft: ProjectDraft) -> None:
    """Parties, countries and money of a draft, behind those the project has."""
    slugs = [slugify(one.acronym or one.name)[:SLUG_LENGTH] for one in draft.parties]
    known = {one.slug: one for one in Organisation.objects.filter(fund=project.fund, slug__in=slugs)}
    positions = Counter(project.parties.values_list("role", flat=True))
    parties = []
    for one, slug in zip(draft.parties, slugs, strict=True):
        positions[one.role] += 1
        parties.append(
            ProjectParty(
                project=project,
                role=one.role,
                slug=slug,
                name=one.name[:300],
                kind=one.kind,
                organisation=known.get(slug),
                source=one.source,
                position=positions[one.role],
            )
        )
    ProjectParty.objects.bulk_create(parties)
    codes = {one.iso3: one for one in draft.countries}
    ProjectCountry.objects.bulk_create(
        ProjectCountry(
            project=project, country=country, places=codes[iso3].places[:300], source=codes[iso3].source
        )
        for iso3, country in _countries(codes).items()
    )
    BudgetPart.objects.bulk_create(
        BudgetPart(
            project=project,
            position=position,
            amount=one.amount,
            currency=one.currency,
            label=one.label[:200],
            source=one.source,
        )
        for position, one in enumerate(draft.budget, start=project.budget_parts.count() + 1)
    )


def write_tags(project: Project, tags: Iterable[TagDraft], terms: Terms) -> None:
    """The terms of a draft the project does not carry yet."""
    known = set(project.tags.values_list("term", flat=True))
    ProjectTag.objects.bulk_create(
        ProjectTag(project=project, term=term, standing=tag.standing, words=tag.words[:300])
        for tag, term in terms.of(tags)
        if term.pk not in known
    )


def write_voices(project: Project, draft: ProjectDraft) -> None:
    """Testimonies and resources of a draft the project does not have yet."""
    known = {fold(one.text) for one in project.testimonies.all()}
    new = [one for one in draft.testimonies if fold(one.text) not in known]
    Testimony.objects.bulk_create(
        Testimony(
            project=project, position=position, text=one.text, said_by=one.said_by[:300], **resting(one.rest)
        )
        for position, one in enumerate(new, start=len(known) + 1)
    )
    addresses = set(project.resources.values_list("url", flat=True))
    resources = [one for one in draft.resources if not one.url or one.url not in addresses]
    write_resources(project.fund, project, resources)


def write_results(project: Project, draft: ProjectDraft) -> None:
    """Printed results of a draft the project does not have yet."""
    countries = _countries({one.iso3 for one in draft.results if one.iso3})
    known = [(one.value, one.value_to, fold(one.unit)) for one in project.reached_results.all()]
    new = [one for one in draft.results if (one.value, one.value_to, fold(one.unit)) not in known]
    ReachedResult.objects.bulk_create(
        ReachedResult(
            fund=project.fund,
            project=project,
            position=position,
            quote=one.quote,
            whom=one.whom[:200],
            value=one.value,
            value_to=one.value_to,
            bound=one.bound,
            unit=one.unit[:120],
            place=one.place[:200],
            country=countries.get(one.iso3),
            measure=one.measure,
            share=one.share,
            share_of=one.share_of[:120],
            **resting(one.rest),
        )
        for position, one in enumerate(new, start=len(known) + 1)
    )


def _countries(codes: Iterable[str]) -> dict[str, Country]:
    wanted = list(codes)
    return {one.iso3: one for one in Country.objects.filter(iso3__in=wanted)} if wanted else {}
