"""Who is told of what happens in a review."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressee, addressees
from jointfund.people.models import Membership, Role, User
from jointfund.proposals.models import Proposal


def _tell_reviewer(kind: Kind) -> Callable[[Event], None]:
    def tell(event: Event) -> None:
        after, found = event.after or {}, _proposal(event)
        if found:
            notify(kind, addressees([str(after.get("reviewer"))]), _news(event, found, "review"))

    return tell


def _tell_lead(event: Event) -> None:
    """The lead's officers, where the call lets them answer."""
    found = _proposal(event)
    last = found.review_rounds.last() if found else None
    if found and last and last.answer_until:
        held = Membership.objects.filter(fund=found.fund, organisation=found.lead, role=Role.OFFICER).values(
            "user"
        )
        people = User.objects.filter(pk__in=held, is_active=True).order_by("pk")
        notify(Kind.REVIEW_CLOSED, [addressee(one) for one in people], _news(event, found, "answer"))


TELLS: Mapping[Verb, Callable[[Event], None]] = {
    Verb.REVIEW_ASSIGNED: _tell_reviewer(Kind.REVIEW_ASSIGNED),
    Verb.REVIEW_REMINDED: _tell_reviewer(Kind.REVIEW_REMINDED),
    Verb.REVIEW_CLOSED: _tell_lead,
}


def _proposal(event: Event) -> Proposal | None:
    number = event.subject.rpartition("/")[2]
    if not number.isdecimal():
        return None
    rows = Proposal.objects.filter(fund=event.fund, draft=int(number))
    return rows.select_related("fund", "lead").first()


def _news(event: Event, found: Proposal, page: str) -> News:
    due = str((event.after or {}).get("due") or "")
    values = {
        "title": found.title,
        "reference": found.reference,
        "due": date_format(date.fromisoformat(due), "j F Y") if due else "",
    }
    about = f"{found.fund.code}/{page}/{found.draft}"
    return News(found.fund, about, event.at, f"event:{event.pk}", values)
