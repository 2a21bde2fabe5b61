"""Who is told of what happens to a practice."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.knowledge.models import Practice, PracticeState
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressees, first_name, who_may
from jointfund.people.permissions import Permission


def _tell_who_may_publish(event: Event) -> None:
    """Nobody is told of a practice that waits no more."""
    found = _practice(event)
    if found and found.state == PracticeState.REVIEW:
        others = who_may(Permission.KNOWLEDGE_APPROVE, found.fund)
        to = [one for one in others if one.reference not in {*found.authors, event.actor}]
        notify(Kind.PRACTICE_REVIEW_ASKED, to, _news(event, found))


def _tell_authors(kind: Kind) -> Callable[[Event], None]:
    def tell(event: Event) -> None:
        if found := _practice(event):
            to = [one for one in addressees(found.authors) if one.reference != event.actor]
            notify(kind, to, _news(event, found))

    return tell


TELLS: Mapping[Verb, Callable[[Event], None]] = {
    Verb.PRACTICE_SENT: _tell_who_may_publish,
    Verb.PRACTICE_RETURNED: _tell_authors(Kind.PRACTICE_RETURNED),
    Verb.PRACTICE_PUBLISHED: _tell_authors(Kind.PRACTICE_PUBLISHED),
    Verb.PRACTICE_WITHDRAWN: _tell_authors(Kind.PRACTICE_WITHDRAWN),
}


def _practice(event: Event) -> Practice | None:
    number = event.subject.rpartition("/")[2]
    found = Practice.objects.filter(fund=event.fund, number=int(number)) if number.isdecimal() else None
    return found.select_related("fund", "current").first() if found is not None else None


def _news(event: Event, found: Practice) -> News:
    values = {
        "title": found.current.title if found.current else found.reference,
        "who": first_name(event.actor) or _("The installation"),
        "by": event.actor,
        "note": event.note,
    }
    return News(found.fund, event.subject, event.at, f"event:{event.pk}", values)
