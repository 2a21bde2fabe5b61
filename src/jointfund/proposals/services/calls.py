"""Writing calls: draft, second pair of eyes, publication, new versions, withdrawal."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents.models import Document
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, OrganisationKind, User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.calls.reading import Fault, Known, read_terms
from jointfund.proposals.calls.rules import Phase, faults_of_change, phase_of
from jointfund.proposals.calls.words import CallWords, as_json, changed_parts, from_json
from jointfund.proposals.models import MoveTableVersion, Proposal
from jointfund.proposals.models_calls import Call, CallState, CallVersion
from jointfund.proposals.services.moving import thing_for
from jointfund.vocabularies.models import Country


class CallIncomplete(DomainError):
    """What is missing or wrong before a call can go on, each with its field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(one.reason for one in faults))
        self.faults = tuple(faults)


class SavedMeanwhile(DomainError):
    """Somebody else saved the call after it was opened."""


class SecondPersonNeeded(DomainError):
    """Who drafted or edited a call does not publish it."""


class NotInThisState(DomainError):
    """The call is not in the state this step begins in."""


class ReasonNeeded(DomainError):
    """The step needs a reason in words."""


@transaction.atomic
def draft_call(fund: Fund, words: CallWords, *, actor: User | str, now: datetime) -> Call:
    """A new call, a draft nobody outside sees. Raises NotAllowed."""
    require(actor, Permission.CALL_EDIT, InFund(fund))
    Fund.objects.select_for_update().get(pk=fund.pk)
    highest: int = fund.calls.aggregate(Max("number"))["number__max"] or 0
    call = Call.objects.create(
        fund=fund,
        number=highest + 1,
        words=as_json(words),
        editors=[reference_of(actor)],
        created_at=now,
    )
    _tell(Verb.CALL_DRAFTED, call, actor, title=words.title)
    return call


@transaction.atomic
def save_call(call: Call, words: CallWords, *, saves: int, actor: User | str) -> Call:
    """Keep the draft, whatever is in it; a published call gets a draft of its next version.

    `saves` is the count the editor opened. Raises SavedMeanwhile, NotInThisState, NotAllowed.
    """
    require(actor, Permission.CALL_EDIT, InFund(call.fund))
    call = _locked(call)
    if call.state not in (CallState.DRAFT, CallState.PUBLISHED):
        raise NotInThisState(_("Only a draft can be edited: return it to its editors first."))
    if call.saves != saves:
        raise SavedMeanwhile(
            _("Somebody else saved this call meanwhile. Compare with what is stored, then save again.")
        )
    before = call.draft
    if before == words:
        return call
    call.words = as_json(words)
    call.saves += 1
    call.state = CallState.DRAFT
    call.editors = sorted({*call.editors, reference_of(actor)})
    call.save(update_fields=["words", "saves", "state", "editors"])
    _tell(Verb.CALL_EDITED, call, actor, parts=list(changed_parts(before, words)))
    return call


@transaction.atomic
def send_call(call: Call, *, actor: User | str, now: datetime) -> Call:
    """Hand a complete draft to a second person. Raises CallIncomplete, NotInThisState, NotAllowed."""
    require(actor, Permission.CALL_EDIT, InFund(call.fund))
    call = _locked(call)
    _must_be(call, CallState.DRAFT)
    _refuse_faults(call, now)
    call.state, call.return_note = CallState.REVIEW, ""
    call.save(update_fields=["state", "return_note"])
    _tell(Verb.CALL_SENT, call, actor)
    return call


@transaction.atomic
def return_call(call: Call, *, note: str, actor: User | str) -> Call:
    """Give a call in review back to its editors. Raises ReasonNeeded, NotInThisState, NotAllowed."""
    require(actor, Permission.CALL_EDIT, InFund(call.fund))
    call = _locked(call)
    _must_be(call, CallState.REVIEW)
    note = _reason(note)
    call.state, call.return_note = CallState.DRAFT, note
    call.save(update_fields=["state", "return_note"])
    _tell(Verb.CALL_RETURNED, call, actor, note)
    return call


@transaction.atomic
def publish_call(call: Call, *, actor: User | str, now: datetime) -> CallVersion:
    """Publish what is in review as the next version; all of it is checked once more.

    Raises SecondPersonNeeded, CallIncomplete, NotInThisState, NotAllowed.
    """
    require(actor, Permission.CALL_PUBLISH, InFund(call.fund))
    call = _locked(call)
    _must_be(call, CallState.REVIEW)
    if reference_of(actor) in call.editors:
        raise SecondPersonNeeded(_("A second person publishes this: you drafted or edited it."))
    _refuse_faults(call, now)
    latest = call.versions.last()
    changes = changed_parts(from_json(latest.words), call.draft) if latest else ()
    version = CallVersion.objects.create(
        call=call,
        number=call.version + 1,
        words=call.words,
        changes=list(changes),
        published_by=reference_of(actor),
        published_at=now,
    )
    call.state, call.version, call.editors = CallState.PUBLISHED, version.number, []
    call.save(update_fields=["state", "version", "editors"])
    _tell(Verb.CALL_PUBLISHED, call, actor, version=version.number, parts=list(changes))
    return version


@transaction.atomic
def withdraw_call(call: Call, *, reason: str, actor: User | str, now: datetime) -> Call:
    """Take a published call back; its page stays and says why. Raises ReasonNeeded, NotInThisState."""
    require(actor, Permission.CALL_PUBLISH, InFund(call.fund))
    call = _locked(call)
    if not call.version or call.state == CallState.WITHDRAWN:
        raise NotInThisState(_("Only a published call can be withdrawn."))
    call.state, call.withdrawal_reason, call.withdrawn_at = CallState.WITHDRAWN, _reason(reason), now
    call.save(update_fields=["state", "withdrawal_reason", "withdrawn_at"])
    _tell(Verb.CALL_WITHDRAWN, call, actor, call.withdrawal_reason)
    return call


@transaction.atomic
def answer_call(proposal: Proposal, call: Call | None, *, actor: User | str, now: datetime) -> Proposal:
    """Say which published call a proposal answers, or that it answers none; only while it is a draft.

    Raises NotInThisState, NotAllowed.
    """
    require(actor, Permission.PROPOSAL_SUBMIT, thing_for(proposal, Permission.PROPOSAL_SUBMIT))
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("fund").get(pk=proposal.pk)
    if proposal.number is not None:
        raise NotInThisState(_("It was submitted: the call it answers stays."))
    if call and (call.fund_id != proposal.fund_id or _phase(call, now) is not Phase.OPEN):
        raise NotInThisState(_("This call is not open."))
    proposal.call = call
    proposal.save(update_fields=["call"])
    audit.record(
        Verb.PROPOSAL_CALL_CHOSEN,
        proposal.subject,
        actor=reference_of(actor),
        fund=proposal.fund,
        after={"call": call.reference if call else None},
    )
    return proposal


def faults_of(call: Call, now: datetime) -> tuple[Fault, ...]:
    """Everything that keeps the draft from being published, each with its field."""
    terms, faults = read_terms(call.draft, known_in(call.fund))
    latest = call.versions.last()
    if latest is None:
        if terms.closes and terms.closes <= now:
            place = f"stages-{len(terms.stages) - 1}-closes"
            faults = (*faults, Fault(place, _("Say a closing moment that is still to come.")))
        return faults
    before, _faults = read_terms(from_json(latest.words))
    return (*faults, *faults_of_change(before, terms, now))


def known_in(fund: Fund) -> Known:
    """The codes a call of the fund may name."""
    return Known(
        areas={str(number) for number in fund.areas.values_list("number", flat=True)},
        kinds=set(OrganisationKind.values),
        organisations=set(Organisation.objects.filter(fund=fund).values_list("slug", flat=True)),
        countries=set(Country.objects.values_list("iso3", flat=True)),
        regions=set(Country.objects.exclude(subregion="").values_list("subregion", flat=True)),
        stages=stage_codes(fund),
        files=set(Document.objects.public().filter(fund=fund).values_list("key", flat=True)),
    )


def stage_codes(fund: Fund) -> tuple[str, ...]:
    """The stages of the fund's way of proposals in its order, by the latest table of moves."""
    latest = MoveTableVersion.objects.filter(fund=fund).order_by("-number").first()
    states = latest.table["states"] if latest else []
    return tuple(dict.fromkeys(str(one["stage"]) for one in states if one.get("stage")))


def _phase(call: Call, now: datetime) -> Phase:
    latest = call.versions.last()
    if latest is None or call.state == CallState.WITHDRAWN:
        return Phase.PAST
    return phase_of(read_terms(from_json(latest.words))[0], now)


def _refuse_faults(call: Call, now: datetime) -> None:
    if faults := faults_of(call, now):
        raise CallIncomplete(faults)


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("fund").get(pk=call.pk)


def _must_be(call: Call, state: CallState) -> None:
    if call.state != state:
        raise NotInThisState(
            _("This call is in the state “%(state)s” now.") % {"state": call.get_state_display()}
        )


def _reason(text: str) -> str:
    if reason := text.replace("\0", "").strip()[:2000]:
        return reason
    raise ReasonNeeded(_("Say why: this step needs a reason."))


def _tell(
    verb: Verb, call: Call, actor: User | str, note: str = "", **after: str | int | list[str] | None
) -> None:
    audit.record(
        verb, call.subject, actor=reference_of(actor), fund=call.fund, after=after or None, note=note
    )
