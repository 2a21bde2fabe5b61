"""Who is told of what happens to a proposal, and of a new call."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.notices.kinds import Kind
from jointfund.notices.services import Addressee, News, notify
from jointfund.people.addressees import addressee, addressees, first_name, who_may
from jointfund.people.models import Role, User
from jointfund.people.permissions import Permission
from jointfund.proposals.models import PartyState, Proposal, SectionRevision
from jointfund.proposals.models_calls import Call
from jointfund.proposals.queries.calls import find_published
from jointfund.proposals.workflow import table_of


def _tell_the_invited(event: Event) -> None:
    """The officers of the organisation, while its answer is waited for."""
    found, slug = _proposal(event), str((event.after or {}).get("organisation"))
    waiting = found and found.parties.filter(organisation__slug=slug, state=PartyState.INVITED)
    if found and waiting and waiting.exists():
        notify(Kind.PROPOSAL_INVITED, _officers(found, [slug]), _news(event, found))


def _tell_the_lead(kind: Kind) -> Callable[[Event], None]:
    def tell(event: Event) -> None:
        if found := _proposal(event):
            to = _others(event, _officers(found, [found.lead.slug]))
            notify(kind, to, _news(event, found, **{"for": _for_whom(event)}))

    return tell


def _tell_who_wrote(event: Event) -> None:
    """Who wrote in the section the remark is on."""
    found, after = _proposal(event), event.after or {}
    if found:
        wrote = SectionRevision.objects.filter(text__comments=after.get("comment"), is_refused=False)
        to = _others(event, addressees(set(wrote.values_list("saved_by", flat=True))))
        notify(Kind.PROPOSAL_COMMENTED, to, _news(event, found))


def _tell_of_return(event: Event) -> None:
    """Everybody who writes in it, when it comes back open for writing from where it was not."""
    found = _proposal(event)
    if found is None:
        return
    table, codes = table_of(found), [str((one or {}).get("state")) for one in (event.before, event.after)]
    known = {state.code: state for state in table.states}
    if all(code in known for code in codes):
        source, target = (known[code] for code in codes)
        if target.is_editable and not source.is_editable and target.stage == source.stage:
            notify(Kind.PROPOSAL_RETURNED, _others(event, _writers(found)), _news(event, found))


def _tell_of_receipt(event: Event) -> None:
    """Everybody who wrote it, the one who submitted too: this is her receipt."""
    if found := _proposal(event):
        notify(Kind.PROPOSAL_SUBMITTED, _writers(found), _news(event, found))


def _tell_of_call(event: Event) -> None:
    """Everybody who may write proposals, once: a later version of a call is no new one."""
    number = event.subject.rpartition("/")[2]
    rows = (
        Call.objects.filter(fund=event.fund, number=int(number))
        if number.isdecimal()
        else Call.objects.none()
    )
    call = rows.select_related("fund").first()
    seen = find_published(call.fund, call.reference, event.at) if call else None
    if call and seen and (event.after or {}).get("version") == 1:
        values = {"title": seen.words.title, "reference": call.reference}
        news = News(call.fund, call.reference, event.at, f"event:{event.pk}", values)
        notify(Kind.CALL_PUBLISHED, who_may(Permission.PROPOSAL_WRITE, call.fund), news)


TELLS: Mapping[Verb, Callable[[Event], None]] = {
    Verb.PROPOSAL_PARTY_INVITED: _tell_the_invited,
    Verb.PROPOSAL_PARTY_ANSWERED: _tell_the_lead(Kind.PROPOSAL_ANSWERED),
    Verb.PROPOSAL_ENDORSED: _tell_the_lead(Kind.PROPOSAL_ENDORSED),
    Verb.PROPOSAL_COMMENTED: _tell_who_wrote,
    Verb.PROPOSAL_MOVED: _tell_of_return,
    Verb.PROPOSAL_VERSION_KEPT: _tell_of_receipt,
    Verb.CALL_PUBLISHED: _tell_of_call,
}


def _proposal(event: Event) -> Proposal | None:
    number = event.subject.rpartition("/")[2]
    if not number.isdecimal():
        return None
    rows = Proposal.objects.filter(fund=event.fund, draft=int(number))
    return rows.select_related("fund", "lead", "table").first()


def _officers(proposal: Proposal, slugs: Iterable[str]) -> list[Addressee]:
    found = User.objects.filter(
        is_active=True,
        memberships__fund=proposal.fund,
        memberships__role=Role.OFFICER,
        memberships__organisation__slug__in=list(slugs),
    )
    return [addressee(one) for one in found.distinct().order_by("pk")]


def _writers(proposal: Proposal) -> list[Addressee]:
    parties = proposal.parties.filter(state=PartyState.TAKES_PART)
    return _officers(proposal, parties.values_list("organisation__slug", flat=True))


def _others(event: Event, to: Sequence[Addressee]) -> list[Addressee]:
    return [one for one in to if one.reference != event.actor]


def _for_whom(event: Event) -> str:
    """`country:TGO` or an organisation's slug as people read it."""
    after = event.after or {}
    return str(after.get("for") or after.get("organisation") or "").rpartition(":")[2].upper()


def _news(event: Event, found: Proposal, **more: str) -> News:
    values = {
        "title": found.title,
        "reference": found.reference,
        "who": first_name(event.actor),
        "by": event.actor,
        "note": event.note,
        **more,
    }
    return News(found.fund, found.subject, event.at, f"event:{event.pk}", values)
