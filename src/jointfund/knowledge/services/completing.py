"""A project or session on record meets another document: gaps are filled, and only what is named is replaced.

What a person did not choose to replace stays; a list on record grows by what it lacks.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.kernel.words import fold
from jointfund.knowledge.drafts import ProjectDraft, Rest, SessionDraft, StatementDraft, TagDraft
from jointfund.knowledge.models import BudgetPart, Project, ProjectCountry, ProjectParty, Session, Statement
from jointfund.knowledge.services.parts import SLUG_LENGTH, Terms, resting, write_statements
from jointfund.knowledge.services.projects import write_facts, write_results, write_tags, write_voices
from jointfund.knowledge.services.sessions import write_people


@dataclass(frozen=True)
class Rewording:
    """A statement on record that gets the words of another document, with its place there."""

    statement: int  # key
    text: str
    rest: Rest


@transaction.atomic
def complete_project(
    project: Project,
    draft: ProjectDraft,
    *,
    changes: Collection[str] = (),
    rewordings: Sequence[Rewording] = (),
    actor: str,
) -> Project:
    """The project with what the draft adds. `changes` names fields whose value on record it replaces:
    title, starts, duration_months, site, and the lists countries, agency, donor, partner and budget.
    """
    found = Project.objects.select_for_update().select_related("fund").get(pk=project.pk)
    before = _told(found)
    _complete_facts(found, draft, changes)
    said = _add_statements(found, draft.statements)
    reworded = _reword(found, rewordings)
    write_voices(found, draft)
    write_results(found, draft)
    write_tags(found, (*draft.tags, *said), Terms(found.fund))
    after = _told(found)
    if before != after or reworded:
        subject = f"{found.fund.code}/project/{found.slug}"
        told = {**after, "reworded": reworded}
        audit.record(Verb.PROJECT_CHANGED, subject, actor=actor, fund=found.fund, before=before, after=told)
    return found


@transaction.atomic
def complete_session(
    session: Session,
    draft: SessionDraft,
    *,
    changes: Collection[str] = (),
    rewordings: Sequence[Rewording] = (),
    actor: str,
) -> Session:
    """The session with what the draft adds; `changes` may name held and participants."""
    found = Session.objects.select_for_update().select_related("fund").get(pk=session.pk)
    before = found.statements.count() + found.people.count()
    if draft.held and ("held" in changes or not found.held_on):
        found.held_on, found.held_precision = draft.held.on, draft.held.precision
    if draft.participants and ("participants" in changes or found.participants is None):
        found.participants = draft.participants
    found.save()
    known = {(one.role, fold(one.name)) for one in found.people.all()}
    write_people(found, [one for one in draft.people if (one.role, fold(one.name)) not in known])
    _add_statements(found, draft.statements)
    reworded = _reword(found, rewordings)
    added = found.statements.count() + found.people.count() - before
    if added or reworded or changes:
        told: Values = {"added": added, "reworded": reworded, "changes": sorted(changes)}
        subject = f"{found.fund.code}/session/{found.slug}"
        audit.record(Verb.SESSION_CHANGED, subject, actor=actor, fund=found.fund, after=told)
    return found


def _complete_facts(project: Project, draft: ProjectDraft, changes: Collection[str]) -> None:
    if "title" in changes and draft.title:
        project.title = draft.title[:500]
    if draft.starts and ("starts" in changes or project.starts_on is None):
        project.starts_on, project.starts_precision = draft.starts.on, draft.starts.precision
    if draft.duration_months and ("duration_months" in changes or project.duration_months is None):
        project.duration_months = draft.duration_months
    if draft.site and ("site" in changes or not project.site):
        project.site = draft.site[:500]
    project.save()
    for role in ("agency", "donor", "partner"):
        if role in changes:
            project.parties.filter(role=role).delete()
    if "countries" in changes:
        project.country_links.all().delete()
    if "budget" in changes:
        project.budget_parts.all().delete()
    write_facts(project, _lacking(project, draft))


def _lacking(project: Project, draft: ProjectDraft) -> ProjectDraft:
    """The lists of a draft without what the project has."""
    parties = set(ProjectParty.objects.filter(project=project).values_list("role", "slug"))
    countries = set(ProjectCountry.objects.filter(project=project).values_list("country__iso3", flat=True))
    amounts = Counter(BudgetPart.objects.filter(project=project).values_list("currency", "amount"))
    return replace(
        draft,
        parties=tuple(
            one
            for one in draft.parties
            if (one.role, slugify(one.acronym or one.name)[:SLUG_LENGTH]) not in parties
        ),
        countries=tuple(one for one in draft.countries if one.iso3 not in countries),
        budget=tuple(one for one in draft.budget if (one.currency, one.amount) not in amounts),
    )


def _add_statements(owner: Project | Session, drafts: Sequence[StatementDraft]) -> list[TagDraft]:
    known = {(one.kind, fold(one.text)) for one in owner.statements.all()}
    new = [one for one in drafts if (one.kind, fold(one.text)) not in known]
    tags = write_statements(owner.fund, owner, new, Terms(owner.fund))
    return [tag for found in tags.values() for tag in found]


def _reword(owner: Project | Session, rewordings: Sequence[Rewording]) -> int:
    """How many statements of the owner got other words."""
    by_key = {one.statement: one for one in rewordings}
    rows = list(owner.statements.filter(pk__in=by_key))
    for row in rows:
        change = by_key[row.pk]
        row.text = change.text
        for name, value in resting(change.rest).items():
            setattr(row, name, value)
    Statement.objects.bulk_update(rows, ["text", "source", "cites_kind", "cites"])
    return len(rows)


def _told(project: Project) -> Values:
    """A project as an event tells it."""
    return {
        "title": project.title,
        "starts": project.starts.iso() if project.starts else None,
        "duration_months": project.duration_months,
        "site": project.site,
        "parties": list(project.parties.values_list("slug", flat=True)),
        "countries": list(project.country_links.values_list("country__iso3", flat=True)),
        "budget": [str(one) for one in project.budget_parts.all()],
        "statements": project.statements.count(),
    }
