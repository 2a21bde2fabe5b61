"""Reads of the desk: the publications of a fund in the order they need a person, and the history of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jointfund.audit.models import Event
from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.publications.models import Publication, PublicationState
from jointfund.publications.services.moving import subject_of


@dataclass(frozen=True)
class Happening:
    """One thing that was done to a publication; `who` is empty where it was the installation."""

    at: datetime
    verb: str
    who: str
    note: str


def publications_of(fund: Fund) -> Sequence[Publication]:
    """Every publication of a fund, the latest draft first; one query."""
    return list(Publication.objects.filter(fund=fund).select_related("drafted_by", "release", "fund"))


def publications_in_review(fund: Fund) -> Sequence[Publication]:
    """Those that wait for a second person, the longest first; one query."""
    found = Publication.objects.filter(fund=fund, state=PublicationState.REVIEW)
    return list(found.select_related("drafted_by").order_by("sent_at"))


def find_publication(fund: Fund, draft: int) -> Publication | None:
    """The publication of that number at the desk."""
    found = Publication.objects.filter(fund=fund, draft=draft)
    return found.select_related("drafted_by", "fund", "release", "release__fund").first()


def history_of(publication: Publication) -> tuple[Happening, ...]:
    """What was done to it, first things first."""
    events = Event.objects.filter(fund=publication.fund, subject=subject_of(publication)).order_by("pk")
    found = list(events)
    names = {user.audit_reference: user.name for user in _people({event.actor for event in found})}
    return tuple(Happening(event.at, event.verb, names.get(event.actor, ""), event.note) for event in found)


def _people(references: set[str]) -> Sequence[User]:
    users = (one.removeprefix("user:") for one in references if one.startswith("user:"))
    return list(User.objects.filter(pseudonym__in=list(users)))
