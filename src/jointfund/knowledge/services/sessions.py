"""Sessions enter the knowledge base, their speakers tied to the projects they spoke of."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.words import fold
from jointfund.knowledge.drafts import PersonDraft, SessionDraft
from jointfund.knowledge.models import Project, Session, SessionPerson
from jointfund.knowledge.services.parts import SLUG_LENGTH, Terms, resting, write_statements


@transaction.atomic
def add_session(fund: Fund, draft: SessionDraft, *, actor: str, terms: Terms | None = None) -> Session | None:
    """The session with its people and findings; None where one of that title is on record."""
    Fund.objects.select_for_update().get(pk=fund.pk)
    slug = slugify(draft.title)[:SLUG_LENGTH].strip("-")
    if Session.objects.filter(fund=fund, slug=slug).exists():
        return None
    session = Session.objects.create(
        fund=fund,
        slug=slug,
        title=draft.title[:300],
        held_on=draft.held.on if draft.held else None,
        held_precision=draft.held.precision if draft.held else "",
        participants=draft.participants,
        **resting(draft.rest),
    )
    write_people(session, draft.people)
    write_statements(fund, session, draft.statements, terms or Terms(fund))
    audit.record(
        Verb.SESSION_ADDED,
        f"{fund.code}/session/{session.slug}",
        actor=actor,
        fund=fund,
        after={"title": session.title, "statements": len(draft.statements)},
    )
    return session


def write_people(session: Session, people: Sequence[PersonDraft]) -> None:
    """People of a session behind those it has, speakers tied to the projects on record."""
    known: dict[str, Project] = {}
    for project in Project.objects.filter(fund=session.fund):
        known[fold(project.title)] = project
        known[fold(project.acronym or project.title)] = project
    positions = Counter(session.people.values_list("role", flat=True))
    rows = []
    for one in people:
        positions[one.role] += 1
        rows.append(
            SessionPerson(
                session=session,
                role=one.role,
                position=positions[one.role],
                name=one.name[:200],
                organisation=one.organisation[:200],
                project=known.get(fold(one.project)) if one.project else None,
                project_printed=one.project[:200],
                source=one.source,
            )
        )
    SessionPerson.objects.bulk_create(rows)
