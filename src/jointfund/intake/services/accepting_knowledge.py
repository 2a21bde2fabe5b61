"""A project, session or resource enters the knowledge base as a person decided on it."""

from jointfund.intake.candidates.knowledge import STATEMENTS, DecidedKnowledge, decide_knowledge
from jointfund.intake.drafting import Drafter
from jointfund.intake.knowledge_drafts import KnowledgeDrafter
from jointfund.intake.models import Candidate, CandidateKind
from jointfund.intake.services.deciding import words_of
from jointfund.kernel.errors import DomainError
from jointfund.knowledge import services
from jointfund.knowledge.models import Project, Session
from jointfund.people.models import User


class OnRecordAlready(DomainError):
    """Since it was read, something of that name entered the record."""


def accept_knowledge_candidate(candidate: Candidate, drafter: Drafter, by: User) -> None:
    """Add a locked candidate, or complete what it is on record; `outcome` says under which word.

    Raises FieldRefused, OnRecordAlready.
    """
    fields = {field.name: field for field in candidate.fields.all()}
    decided = decide_knowledge(candidate, fields, candidate.project or candidate.session, words_of(candidate))
    made, actor = KnowledgeDrafter(drafter), by.audit_reference
    match candidate.kind:
        case CandidateKind.PROJECT:
            candidate.project = _project(candidate, decided, made, actor)
            candidate.outcome = str(candidate.project)[:200]
        case CandidateKind.SESSION:
            candidate.session = _session(candidate, decided, made, actor)
            candidate.outcome = str(candidate.session)[:200]
        case CandidateKind.RESOURCE:
            draft = made.resource(decided.record)
            resource = services.add_resource(candidate.fund, draft, actor=actor)
            candidate.outcome = (resource.title if resource else draft.title)[:200]


def _project(candidate: Candidate, decided: DecidedKnowledge, made: KnowledgeDrafter, actor: str) -> Project:
    draft = made.project(decided.record)
    if candidate.project:
        return services.complete_project(
            candidate.project,
            draft,
            changes=decided.changes,
            rewordings=_rewordings(decided, made),
            actor=actor,
        )
    if added := services.add_project(candidate.fund, draft, actor=actor):
        return added
    raise OnRecordAlready(_already(candidate))


def _session(candidate: Candidate, decided: DecidedKnowledge, made: KnowledgeDrafter, actor: str) -> Session:
    draft = made.session(decided.record)
    if candidate.session:
        return services.complete_session(
            candidate.session,
            draft,
            changes=decided.changes,
            rewordings=_rewordings(decided, made),
            actor=actor,
        )
    if added := services.add_session(candidate.fund, draft, actor=actor):
        return added
    raise OnRecordAlready(_already(candidate))


def _rewordings(decided: DecidedKnowledge, made: KnowledgeDrafter) -> list[services.Rewording]:
    return [
        services.Rewording(key, piece.text, made.drafter.source(piece.place))
        for key, piece in decided.rewordings.items()
        if piece.place and piece.base in STATEMENTS
    ]


def _already(candidate: Candidate) -> str:
    return f"“{candidate.heading}” is on record already: choose it above and compare, or write another title."
