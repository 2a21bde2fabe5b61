"""Who is told of what happens to a publication."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressees, first_name, who_may
from jointfund.people.permissions import Permission
from jointfund.publications.models import Publication, PublicationState


def _tell_who_may_release(event: Event) -> None:
    """Nobody is told of a publication that waits no more."""
    found = _publication(event)
    if found and found.state == PublicationState.REVIEW:
        others = who_may(Permission.PUBLICATION_RELEASE, found.fund)
        to = [one for one in others if one.reference not in {*found.authors, event.actor}]
        notify(Kind.REVIEW_ASKED, to, _news(event, found))


def _tell_authors(kind: Kind) -> Callable[[Event], None]:
    def tell(event: Event) -> None:
        if found := _publication(event):
            to = [one for one in addressees(found.authors) if one.reference != event.actor]
            notify(kind, to, _news(event, found))

    return tell


TELLS: Mapping[Verb, Callable[[Event], None]] = {
    Verb.PUBLICATION_SENT: _tell_who_may_release,
    Verb.PUBLICATION_RETURNED: _tell_authors(Kind.PUBLICATION_RETURNED),
    Verb.PUBLICATION_RELEASED: _tell_authors(Kind.PUBLICATION_RELEASED),
    Verb.PUBLICATION_WITHDRAWN: _tell_authors(Kind.PUBLICATION_WITHDRAWN),
}


def _publication(event: Event) -> Publication | None:
    draft = event.subject.rpartition("/")[2]
    found = Publication.objects.filter(fund=event.fund, draft=int(draft)) if draft.isdecimal() else None
    return found.select_related("fund").first() if found is not None else None


def _news(event: Event, found: Publication) -> News:
    values = {
        "title": found.title,
        "who": first_name(event.actor) or _("The installation"),
        "by": event.actor,
        "note": event.note,
    }
    return News(found.fund, event.subject, event.at, f"event:{event.pk}", values)
