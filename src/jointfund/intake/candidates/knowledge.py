"""Candidates of the knowledge base: how each kind is frozen, taken apart, compared and decided.

As everywhere: where record and document differ, the record stays unless a person says otherwise.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from jointfund.documents.models import Document
from jointfund.intake.candidates.comparing import Relation, Side, decision_of
from jointfund.intake.candidates.fields import split_list
from jointfund.intake.candidates.frozen import freeze, thaw
from jointfund.intake.candidates.pieces import (
    GROWING,
    Piece,
    plain_number,
    project_pieces,
    rewrite_project,
)
from jointfund.intake.candidates.session_pieces import (
    FoundResource,
    resource_pieces,
    rewrite_resource,
    rewrite_session,
    session_pieces,
)
from jointfund.intake.models import Candidate, CandidateField, CandidateKind, Decision, IntakeFile
from jointfund.kernel.words import fold
from jointfund.knowledge.models import Project, Session, Statement, StatementKind
from jointfund.reading.fiches.splitting import SingleProject
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Doubt, Span
from jointfund.reading.sessions.records import Session as SessionRecord

# What a piece is called as a statement on record.
STATEMENTS = {
    "main_objectives": StatementKind.OBJECTIVE,
    "expected_results": StatementKind.EXPECTED_RESULT,
    "main_features": StatementKind.FEATURE,
    "nexus": StatementKind.NEXUS,
    "challenges": StatementKind.CHALLENGE,
    "good_practices": StatementKind.GOOD_PRACTICE,
    "covid": StatementKind.CRISIS,
    "headings": StatementKind.FINDING,
    "remarks": StatementKind.REMARK,
}
# What a piece is called by the services that complete a project or session.
CHANGES = {
    "full_title": "title",
    "start": "starts",
    "duration_months": "duration_months",
    "project_site": "site",
    "countries": "countries",
    "agencies": "agency",
    "donors": "donor",
    "partners": "partner",
    "budget": "budget",
    "date": "held",
    "participants": "participants",
}
# Names the reader's doubts give to pieces of other names.
DOUBTED_AS = {"agency": "agencies", "donor": "donors"}


@dataclass(frozen=True)
class KnowledgeKind:
    """One kind of record: its class, its pieces, and the record with some of them rewritten."""

    record: type[Any]
    pieces: Callable[[Any], Iterator[Piece]]
    rewrite: Callable[[Any, Mapping[str, str], Lexicon], Any]


KNOWLEDGE_KINDS: Mapping[str, KnowledgeKind] = {
    CandidateKind.PROJECT: KnowledgeKind(SingleProject, project_pieces, rewrite_project),
    CandidateKind.SESSION: KnowledgeKind(SessionRecord, session_pieces, rewrite_session),
    CandidateKind.RESOURCE: KnowledgeKind(FoundResource, resource_pieces, rewrite_resource),
}


@dataclass(frozen=True)
class DecidedKnowledge:
    """A record after all decisions; what replaces a value on record, and which statements get other words."""

    record: Any
    changes: frozenset[str]
    rewordings: Mapping[int, Piece]  # by the key of the statement on record


def heading_of(record: SingleProject | SessionRecord | FoundResource) -> str:
    """What a list calls a record."""
    if isinstance(record, SingleProject):
        return record.fiche.acronym or record.fiche.full_title or record.fiche.annex_label or ""
    return record.title


def knowledge_candidate(
    record: SingleProject | SessionRecord | FoundResource, file: IntakeFile, number: int
) -> Candidate:
    """One record as a candidate, not saved yet."""
    kind = next(kind for kind, one in KNOWLEDGE_KINDS.items() if isinstance(record, one.record))
    place = _source(record)
    return Candidate(
        intake_id=file.intake_id,
        file=file,
        number=number,
        kind=kind,
        heading=heading_of(record)[:300],
        record=freeze(record),
        start_line=place.start_line,
        end_line=place.end_line,
    )


def knowledge_fields(
    candidate: Candidate, record: SingleProject | SessionRecord | FoundResource
) -> Iterator[CandidateField]:
    """One field for each piece with its lines and doubts; a single value the document lacks stands open."""
    doubts = _doubts(record)
    for position, piece in enumerate(KNOWLEDGE_KINDS[candidate.kind].pieces(record), 1):
        place = piece.place
        yield CandidateField(
            candidate=candidate,
            position=position,
            name=piece.name,
            printed=piece.printed,
            proposed=piece.text,
            doubt=" ".join(doubts.pop(piece.base, ())),
            start_line=place.start_line if place else None,
            end_line=place.end_line if place else None,
            page=place.page if place else None,
        )


def thaw_knowledge(candidate: Candidate) -> Any:
    """The record a candidate was made of."""
    return thaw(KNOWLEDGE_KINDS[candidate.kind].record, candidate.record)


def record_slug(candidate: Candidate) -> str:
    """The word in addresses a project or session would have."""
    return slugify(candidate.heading)[:80].strip("-")


def sides_of(candidate: Candidate, known: Project | Session | None) -> dict[str, Side]:
    """What the record holds beside each field of a candidate."""
    if isinstance(known, Project):
        return {**_project_sides(known), **_said_sides(candidate, known)}
    if isinstance(known, Session):
        sides = {
            "title": _plain(known.title),
            "date": _plain(known.held_on.isoformat() if known.held_on else ""),
            "participants": _plain(str(known.participants or "")),
        }
        people = {fold(one.name) for one in known.people.all()}
        for field in candidate.fields.all():
            names = [fold(name) for name in field.proposed.split(", ")]
            if field.name.partition(":")[0] not in STATEMENTS and ":" in field.name and set(names) <= people:
                sides[field.name] = _plain(field.proposed)
        return {**sides, **_said_sides(candidate, known)}
    return {}


def knowledge_relation(field: CandidateField, sides: Mapping[str, Side]) -> Relation:
    """How a field of a candidate stands to the record."""
    if not field.proposed:
        return Relation.EMPTY
    side = sides.get(field.name)
    if side is None or not side.shown:
        return Relation.NEW
    if field.name in GROWING:
        found = frozenset(map(fold, split_list(field.proposed)))
        return Relation.SAME if found <= side.compared else Relation.DIFFERS
    return Relation.SAME if fold(field.proposed) in side.compared else Relation.DIFFERS


def decide_knowledge(
    candidate: Candidate,
    fields: Mapping[str, CandidateField],
    known: Project | Session | None,
    words: Lexicon,
) -> DecidedKnowledge:
    """Apply the decisions, and the defaults where nobody decided. Raises FieldRefused."""
    sides = sides_of(candidate, known)
    texts: dict[str, str] = {}
    changes: set[str] = set()
    rewordings: dict[int, Piece] = {}
    statements = _statements_beside(candidate, known)
    for name, field in fields.items():
        relation = knowledge_relation(field, sides)
        decision = decision_of(field, relation)
        if decision == Decision.CORRECT:
            texts[name] = field.corrected
        elif decision == Decision.REJECT or (relation == Relation.SAME and ":" in name):
            texts[name] = ""
        replaces = decision == Decision.CORRECT or (
            decision == Decision.ACCEPT and relation == Relation.DIFFERS
        )
        if not replaces or name not in sides:
            continue
        if name in statements:
            place = Span(candidate.file.name, field.start_line or 1, field.end_line or 1, field.page)
            rewordings[statements[name].pk] = Piece(name, texts.get(name) or field.proposed, place)
            texts[name] = ""
        elif name in CHANGES:
            changes.add(CHANGES[name])
    record = KNOWLEDGE_KINDS[candidate.kind].rewrite(thaw_knowledge(candidate), texts, words)
    return DecidedKnowledge(record, frozenset(changes), rewordings)


def _source(record: SingleProject | SessionRecord | FoundResource) -> Span:
    if isinstance(record, SingleProject):
        return record.fiche.source
    return record.place if isinstance(record, FoundResource) else record.source


def _doubts(record: SingleProject | SessionRecord | FoundResource) -> dict[str, list[str]]:
    """The reader's doubts in sentences, by the name of the piece."""
    found: tuple[Doubt, ...] = ()
    if isinstance(record, SingleProject):
        found = record.fiche.doubts
    elif isinstance(record, SessionRecord):
        found = record.doubts
    doubts: dict[str, list[str]] = {}
    for doubt in found:
        reason = f"{doubt.reason[:1].upper()}{doubt.reason[1:].rstrip('.')}."
        doubts.setdefault(DOUBTED_AS.get(doubt.field, doubt.field), []).append(reason)
    return doubts


def _plain(shown: str) -> Side:
    return Side(shown, frozenset({fold(shown)} if shown else ()))


def _listed(parts: list[str]) -> Side:
    return Side("; ".join(parts), frozenset(map(fold, parts)))


def _project_sides(project: Project) -> dict[str, Side]:
    parties = list(project.parties.all())
    amounts = [one for one in project.budget_parts.all() if one.amount is not None]
    return {
        "acronym": _plain(project.acronym),
        "full_title": _plain(project.title),
        **{
            name: _listed([one.name for one in parties if one.role == role])
            for name, role in (("agencies", "agency"), ("donors", "donor"), ("partners", "partner"))
        },
        "budget": _listed([f"{one.currency} {one.amount:,.2f}".removesuffix(".00") for one in amounts]),
        "start": _plain(project.starts.iso() if project.starts else ""),
        "duration_months": _plain(str(project.duration_months or "")),
        "countries": _listed([one.country.name for one in project.country_links.all()]),
        "project_site": _plain(project.site),
    }


def _said_sides(candidate: Candidate, known: Project | Session) -> dict[str, Side]:
    """Statements, testimonies and printed results on record that stand beside those of the document."""
    sides = {name: _plain(one.text) for name, one in _statements_beside(candidate, known).items()}
    if not isinstance(known, Project):
        return sides
    testimonies = {fold(one.text) for one in known.testimonies.all()}
    values = {plain_number(one.value) for one in known.reached_results.all() if one.value is not None}
    for field in candidate.fields.all():
        is_there = {
            "testimony": fold(field.proposed) in testimonies,
            "claims": field.proposed in values,
        }
        if is_there.get(field.name.partition(":")[0]):
            sides[field.name] = _plain(field.proposed)
    return sides


def _statements_beside(candidate: Candidate, known: Project | Session | None) -> dict[str, Statement]:
    """The statement on record beside each text: of one kind, with the same words or on the same lines."""
    if known is None:
        return {}
    rows = list(known.statements.all())
    found: dict[str, Statement] = {}
    for field in candidate.fields.all():
        kind = STATEMENTS.get(field.name.partition(":")[0])
        same_kind = [one for one in rows if one.kind == kind and one not in found.values()]
        beside = [one for one in same_kind if fold(one.text) == fold(field.proposed)]
        beside += [one for one in same_kind if _shares_lines(one, field, candidate)]
        if kind and field.proposed and beside:
            found[field.name] = beside[0]
    return found


def _shares_lines(statement: Statement, field: CandidateField, candidate: Candidate) -> bool:
    source = statement.source
    if source is None or source.start_line is None or field.start_line is None:
        return False
    end = source.end_line or source.start_line
    meets = source.start_line <= (field.end_line or field.start_line) and field.start_line <= end
    return meets and _is_of(source.document, candidate.file)


def _is_of(document: Document, file: IntakeFile) -> bool:
    """Whether a document on record is this file: by its bytes; one only named, by the day it bears."""
    if document.sha256:
        return document.sha256 == file.sha256
    return document.issued is not None and document.issued.iso() == file.issued
