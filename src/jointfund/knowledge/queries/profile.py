"""One project with everything its page shows, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Q

from jointfund.knowledge.models import (
    BudgetPart,
    Practice,
    Project,
    ProjectCountry,
    ProjectParty,
    ProjectTag,
    ReachedResult,
    Reader,
    Resource,
    SessionPerson,
    Statement,
    Testimony,
)
from jointfund.knowledge.models.base import open_source


@dataclass(frozen=True)
class ProjectProfile:
    """A project, its facts, and what it says, each part with its source loaded."""

    project: Project
    parties: tuple[ProjectParty, ...]
    countries: tuple[ProjectCountry, ...]
    budget: tuple[BudgetPart, ...]
    tags: tuple[ProjectTag, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Statement, ...]  # of sessions, about it
    testimonies: tuple[Testimony, ...]
    resources: tuple[Resource, ...]
    results: tuple[ReachedResult, ...]
    spoken_of: tuple[SessionPerson, ...]
    practices: tuple[Practice, ...]

    def of_kind(self, *kinds: str) -> tuple[Statement, ...]:
        """Its statements of some kinds, in their order."""
        return tuple(one for one in self.statements if one.kind in kinds)


def find_project(reader: Reader, slug: str) -> ProjectProfile | None:
    """The project of that word, where the reader may read it."""
    rows = Project.objects.visible_to(reader).select_related("source__document", "programme__fund")
    project = rows.filter(slug=slug).first()
    if project is None:
        return None
    readable = Q() if reader.is_of_the_fund else open_source()
    statements = Statement.objects.visible_to(reader).select_related("source__document")
    people = SessionPerson.objects.filter(project=project).select_related("session__source__document")
    if not reader.is_of_the_fund:
        people = people.filter(open_source("session__source"))
    return ProjectProfile(
        project,
        tuple(project.parties.select_related("organisation", "source__document")),
        tuple(project.country_links.select_related("country", "source__document")),
        tuple(project.budget_parts.select_related("source__document")),
        tuple(project.tags.select_related("term")),
        tuple(statements.filter(project=project).order_by("position")),
        tuple(statements.filter(about=project).select_related("session").order_by("session", "pk")),
        tuple(project.testimonies.filter(readable).select_related("source__document")),
        tuple(project.resources.filter(readable).select_related("source__document")),
        tuple(
            ReachedResult.objects.visible_to(reader)
            .filter(project=project)
            .select_related("source__document", "country")
        ),
        tuple(people.order_by("session__held_on", "position")),
        tuple(
            Practice.objects.visible_to(reader).filter(project=project).select_related("fund", "published")
        ),
    )
