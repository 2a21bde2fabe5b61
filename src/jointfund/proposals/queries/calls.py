"""Reads of calls: what is published and how it stands, what the desk works on, who applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from jointfund.funds.models import Fund
from jointfund.kernel.references import CallReference
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.rules import Phase, phase_of
from jointfund.proposals.calls.terms import Terms
from jointfund.proposals.calls.words import CallWords, from_json
from jointfund.proposals.models import Proposal, ProposalParty, SanctionsMatch
from jointfund.proposals.models_calls import (
    Call,
    CallQuestion,
    CallState,
    CallVersion,
    MatchState,
    SanctionsList,
)
from jointfund.proposals.screening import matches_in


@dataclass(frozen=True)
class PublishedCall:
    """A call as readers see it: its latest version, read, and where it stands."""

    call: Call
    version: CallVersion
    words: CallWords
    terms: Terms
    phase: Phase

    @property
    def is_withdrawn(self) -> bool:
        return self.call.state == CallState.WITHDRAWN


@dataclass(frozen=True)
class Applicant:
    """A proposal of a call with its organisations and what is open about them."""

    proposal: Proposal
    parties: Sequence[ProposalParty]
    open_matches: Sequence[SanctionsMatch]
    same: Sequence[SanctionsMatch]


def published_calls(fund: Fund, now: datetime) -> list[PublishedCall]:
    """Every call readers may see, the newest first; two queries."""
    rows = Call.objects.filter(fund=fund, version__gt=0).select_related("fund")
    rows = rows.prefetch_related(Prefetch("versions", CallVersion.objects.order_by("-number")))
    return [as_published(call, call.versions.all()[0], now) for call in rows]


def find_published(fund: Fund, reference: str, now: datetime) -> PublishedCall | None:
    """The call of a reference as readers see it."""
    call = find_call(fund, reference)
    version = call.versions.order_by("-number").first() if call else None
    return as_published(call, version, now) if call and version else None


def as_published(call: Call, version: CallVersion, now: datetime) -> PublishedCall:
    """A version read. A withdrawn call is past whatever its dates say."""
    words = from_json(version.words)
    terms, _faults = read_terms(words)
    stands = Phase.PAST if call.state == CallState.WITHDRAWN else phase_of(terms, now)
    return PublishedCall(call, version, words, terms, stands)


def find_call(fund: Fund, reference: str) -> Call | None:
    """The call of a reference, published or not."""
    parsed = CallReference.parse(reference)
    if parsed is None or parsed.prefix != fund.reference_prefix:
        return None
    return Call.objects.filter(fund=fund, number=parsed.number).select_related("fund").first()


def calls_at_the_desk(fund: Fund) -> Sequence[Call]:
    """Every call with the number of its questions that wait (`waiting`); one query."""
    waiting = Count("questions", filter=Q(questions__answer="", questions__is_set_aside=False))
    return list(Call.objects.filter(fund=fund).select_related("fund").annotate(waiting=waiting))


def answered_questions(call: Call) -> Sequence[CallQuestion]:
    """What everybody reads, in the order it was asked."""
    return list(call.questions.exclude(answer=""))


def applicants(call: Call) -> list[Applicant]:
    """The proposals of a call; three queries however many there are."""
    parties = Prefetch("parties", ProposalParty.objects.select_related("organisation"))
    rows = list(Proposal.objects.filter(call=call).select_related("fund", "lead").prefetch_related(parties))
    theirs = Q(organisation__proposal_parties__proposal__call=call) | Q(proposal__call=call)
    matches = SanctionsMatch.objects.filter(theirs).exclude(state=MatchState.NOT_SAME)
    seen = list(matches.select_related("organisation").distinct())
    return [_applicant(one, seen) for one in rows]


def list_in_use(fund: Fund) -> SanctionsList | None:
    """The list organisations are held against."""
    return fund.sanctions_lists.last()


def matches_of(fund: Fund) -> Sequence[SanctionsMatch]:
    """Every match in the fund, what is to decide first; one query."""
    found = SanctionsMatch.objects.filter(matches_in(fund)).select_related(
        "organisation__fund", "proposal__fund", "last_seen"
    )
    return sorted(found, key=lambda one: one.state != MatchState.OPEN)


def _applicant(proposal: Proposal, seen: Sequence[SanctionsMatch]) -> Applicant:
    parties = list(proposal.parties.all())
    theirs = {one.organisation_id for one in parties}
    mine = [one for one in seen if one.organisation_id in theirs or one.proposal_id == proposal.pk]
    return Applicant(
        proposal,
        parties,
        [one for one in mine if one.state == MatchState.OPEN],
        [one for one in mine if one.state == MatchState.SAME],
    )
