"""Saving sections. Nothing that was typed is lost: what cannot be saved is kept beside what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Answer, OfRecord, Permission, can, reference_of, require
from jointfund.proposals.forms import Owner, Party, Section, Value, read_answers
from jointfund.proposals.forms.missing import owners_of
from jointfund.proposals.models import Proposal, ProposalForm, SectionRevision, SectionText
from jointfund.proposals.moves import State
from jointfund.proposals.read_once import form_in
from jointfund.proposals.stages import open_texts, parties_of
from jointfund.proposals.workflow import form_of, table_of


class NoSuchSection(DomainError):
    """The form has no such section, or the organisation has none of its own."""


@dataclass(frozen=True)
class Saved:
    """The text is kept as this version."""

    text: SectionText


@dataclass(frozen=True)
class Conflict:
    """Somebody saved in between: `text` stands, `refused` was typed over an older version and is kept."""

    text: SectionText
    refused: SectionRevision


@dataclass(frozen=True)
class Closed:
    """The proposal is not open for writing any more: `refused` is kept, `reason` says why it is not in."""

    text: SectionText
    refused: SectionRevision
    reason: str


type SaveOutcome = Saved | Conflict | Closed


@dataclass(frozen=True)
class Place:
    """One section of a stage, and the slug of whose it is; empty for a shared one. `parties` take part."""

    opened: ProposalForm
    section: Section
    party: str
    parties: Sequence[Party]


def place_of(proposal: Proposal, section: str, party: str) -> Place:
    """The section in the stage the proposal is in. Raises NoSuchSection."""
    opened = form_of(proposal)
    found = form_in(opened.form).section(section) if opened else None
    if opened is None or found is None:
        raise NoSuchSection("The form has no such section.")
    parties = parties_of(proposal)
    if party not in owners_of(found, parties):
        raise NoSuchSection("This organisation has no such section.")
    return Place(opened, found, party, parties)


def may_write(user: User, place: Place) -> Answer:
    """Whether a person writes in a section."""
    return can(user, Permission.PROPOSAL_WRITE, _thing(place))


@transaction.atomic
def save_section(
    proposal: Proposal,
    section: str,
    *,
    party: str = "",
    answers: Mapping[str, Value] | Json,
    expected_version: int,
    actor: User | str,
    now: datetime,
) -> SaveOutcome:
    """Save the answers of one section, found by its code. Raises NoSuchSection, NotAllowed."""
    place = place_of(proposal, section, party)
    return save_place(place, answers=answers, expected_version=expected_version, actor=actor, now=now)


@transaction.atomic
def save_place(
    place: Place,
    *,
    answers: Mapping[str, Value] | Json,
    expected_version: int,
    actor: User | str,
    now: datetime,
) -> SaveOutcome:
    """Save the answers of one section over the version the writer had before her.

    Only the section's row is locked, so that people in other sections never wait. The same answers again make
    no new version. Raises NotAllowed.
    """
    require(actor, Permission.PROPOSAL_WRITE, _thing(place))
    text = _locked(place)
    by = reference_of(actor)
    typed = read_answers(place.section, _as_json(answers))
    state = _state_behind_the_lock(place.opened.proposal)
    is_open = state.is_editable and state.stage == place.opened.stage
    if typed == text.answers or (text.version == 0 and not any(typed.values())):
        return Saved(text)
    if not is_open:
        return Closed(text, _refuse(text, typed, expected_version, by, now), state.label)
    if expected_version != text.version:
        return Conflict(text, _refuse(text, typed, expected_version, by, now))
    text.answers, text.version, text.saved_by, text.saved_at = typed, text.version + 1, by, now
    text.save(update_fields=["answers", "version", "saved_by", "saved_at"])
    SectionRevision.objects.create(text=text, number=text.version, answers=typed, saved_by=by, saved_at=now)
    return Saved(text)


def _state_behind_the_lock(proposal: Proposal) -> State:
    """The state as it is now: since the proposal was loaded it may have gone. Its table never changes."""
    code = Proposal.objects.values_list("state", flat=True).get(pk=proposal.pk)
    return table_of(proposal).state(code)


def _locked(place: Place) -> SectionText:
    """The row of the section, held; made where a section came to a form after it was opened."""
    rows = place.opened.texts.select_for_update(of=("self",)).filter(section=place.section.code)
    found = rows.filter(**_whose(place)).first()
    if found is None:
        open_texts(place.opened)
        found = rows.get(**_whose(place))
    return found


def _whose(place: Place) -> dict[str, str | None]:
    return {"party__slug": place.party} if place.party else {"party": None}


def _refuse(
    text: SectionText, typed: Mapping[str, Value], over: int, by: str, now: datetime
) -> SectionRevision:
    """Keep refused answers; the same ones sent again are kept once."""
    latest = text.revisions.filter(is_refused=True, saved_by=by).last()
    if latest and latest.answers == typed and latest.number == over:
        return latest
    return SectionRevision.objects.create(
        text=text, number=over, answers=dict(typed), is_refused=True, saved_by=by, saved_at=now
    )


def _thing(place: Place) -> OfRecord:
    writers = {
        Owner.LEAD: {one.slug for one in place.parties if one.is_lead},
        Owner.ALL: {one.slug for one in place.parties},
        Owner.EACH: {place.party},
    }[place.section.owner]
    proposal = place.opened.proposal
    return OfRecord(proposal.fund, proposal.subject, parties=frozenset(writers))


def _as_json(answers: Mapping[str, Value] | Json) -> Json:
    if not isinstance(answers, Mapping):
        return None
    return {
        key: value if isinstance(value, str) else [dict(row) for row in value if isinstance(row, Mapping)]
        for key, value in answers.items()
        if isinstance(value, str | list | tuple)
    }
