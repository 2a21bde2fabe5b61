"""Starting a joint proposal, inviting organisations, and their answers."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, User
from jointfund.people.permissions import OfRecord, Permission, reference_of, require
from jointfund.proposals.models import PartyRole, PartyState, Proposal, ProposalCountry, ProposalParty
from jointfund.proposals.screening import screen_organisations
from jointfund.proposals.services.moving import thing_for
from jointfund.proposals.services.tables import table_in_force
from jointfund.proposals.stages import open_stage, open_texts
from jointfund.proposals.workflow import form_of, table_of
from jointfund.vocabularies.models import Country


class AlreadyAParty(DomainError):
    """The organisation is named on the proposal."""


class NotInvited(DomainError):
    """There is no invitation of this organisation that waits for an answer."""


class UnknownCountry(DomainError):
    """A country that is on no list."""


class NotEditable(DomainError):
    """The proposal is in a state in which nothing of it is written."""


@transaction.atomic
def start_proposal(
    fund: Fund, lead: Organisation, title: str, *, actor: User | str, now: datetime
) -> Proposal:
    """A draft led by an organisation, by the table of moves in force. Raises NoTable, NotAllowed."""
    require(
        actor,
        Permission.PROPOSAL_WRITE,
        OfRecord(fund, f"{fund.code}/proposal/new", parties=frozenset({lead.slug})),
    )
    Fund.objects.select_for_update().get(pk=fund.pk)
    version = table_in_force(fund, now.date())
    highest: int = fund.proposals.aggregate(Max("draft"))["draft__max"] or 0
    proposal = Proposal(
        fund=fund,
        draft=highest + 1,
        title=title,
        lead=lead,
        table=version,
        state_since=now,
        started_by=reference_of(actor),
    )
    proposal.state = table_of(proposal).start.code
    proposal.save()
    ProposalParty.objects.create(
        proposal=proposal,
        organisation=lead,
        role=PartyRole.LEAD,
        state=PartyState.TAKES_PART,
        invited_by=reference_of(actor),
        answered_at=now,
    )
    open_stage(proposal, table_of(proposal).start.stage, now)
    audit.record(
        Verb.PROPOSAL_STARTED,
        subject_of(proposal),
        actor=reference_of(actor),
        fund=fund,
        after={"title": title, "lead": lead.slug, "table": version.number},
    )
    return proposal


@transaction.atomic
def invite_party(proposal: Proposal, organisation: Organisation, *, actor: User | str) -> ProposalParty:
    """The lead invites an organisation to write with it, which is held against the list of sanctions in use.

    Raises AlreadyAParty, NotAllowed.
    """
    require(actor, Permission.PROPOSAL_SUBMIT, thing_for(proposal, Permission.PROPOSAL_SUBMIT))
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.parties.filter(organisation=organisation).exists():
        raise AlreadyAParty(f"{organisation} is on this proposal already.")
    party = ProposalParty.objects.create(
        proposal=proposal,
        organisation=organisation,
        role=PartyRole.PARTICIPANT,
        state=PartyState.INVITED,
        invited_by=reference_of(actor),
    )
    screen_organisations(proposal.fund, [organisation])
    _tell(proposal, Verb.PROPOSAL_PARTY_INVITED, actor, organisation)
    return party


@transaction.atomic
def answer_invitation(
    proposal: Proposal, organisation: Organisation, *, accept: bool, actor: User | str, now: datetime
) -> ProposalParty:
    """An organisation's own answer. Raises NotInvited, NotAllowed."""
    own = OfRecord(proposal.fund, subject_of(proposal), parties=frozenset({organisation.slug}))
    require(actor, Permission.PROPOSAL_WRITE, own)
    waiting = ProposalParty.objects.select_for_update().filter(
        proposal=proposal, organisation=organisation, state=PartyState.INVITED
    )
    party = waiting.first()
    if party is None:
        raise NotInvited(f"No invitation of {organisation} waits for an answer.")
    party.state = PartyState.TAKES_PART if accept else PartyState.LEFT
    party.answered_at = now
    party.save(update_fields=["state", "answered_at"])
    if accept and (opened := form_of(proposal)):
        open_texts(opened)
    _tell(proposal, Verb.PROPOSAL_PARTY_ANSWERED, actor, organisation, party.state)
    return party


@transaction.atomic
def name_countries(proposal: Proposal, iso3s: Collection[str], *, actor: User | str) -> None:
    """Say which countries the programme is for; whose signature it needs follows from it.

    Raises UnknownCountry, NotEditable, NotAllowed.
    """
    require(actor, Permission.PROPOSAL_SUBMIT, thing_for(proposal, Permission.PROPOSAL_SUBMIT))
    locked = Proposal.objects.select_for_update().select_related("fund", "table").get(pk=proposal.pk)
    if not table_of(locked).state(locked.state).is_editable:
        raise NotEditable(_("The proposal is not open for writing now."))
    before = sorted(locked.countries.values_list("country__iso3", flat=True))
    wanted = sorted(set(iso3s))
    if before == wanted:
        return
    countries = list(Country.objects.filter(iso3__in=wanted))
    if len(countries) != len(wanted):
        raise UnknownCountry(_("One of the countries is not known."))
    locked.countries.exclude(country__in=countries).delete()
    for country in countries:
        ProposalCountry.objects.get_or_create(proposal=locked, country=country)
    audit.record(
        Verb.PROPOSAL_COUNTRIES_NAMED,
        subject_of(locked),
        actor=reference_of(actor),
        fund=locked.fund,
        before={"countries": before},
        after={"countries": wanted},
    )


def subject_of(proposal: Proposal) -> str:
    """How events name a proposal: by its draft number, which it keeps."""
    return proposal.subject


def _tell(
    proposal: Proposal, verb: Verb, actor: User | str, organisation: Organisation, state: str = ""
) -> None:
    audit.record(
        verb,
        subject_of(proposal),
        actor=reference_of(actor),
        fund=proposal.fund,
        after={"organisation": organisation.slug, "state": state or PartyState.INVITED},
    )
