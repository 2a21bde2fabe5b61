"""Release and withdrawal. A second person releases what another drafted; what is released never changes."""

from datetime import date
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max

from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.publications.models import Publication, PublicationState, Release
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import built_now
from jointfund.publications.services.moving import IllegalMove, locked, require, written
from jointfund.publications.services.rendering import ask_for_rendering
from jointfund.publications.version import renderer_version


class OwnPublication(DomainError):
    """Who drafted or edited a publication does not release it."""


class ReleasedMeanwhile(DomainError):
    """Somebody else released at the same moment."""


def release(publication: Publication, *, actor: str, today: date, by: User | None = None) -> Release:
    """The release with its number and frozen content; the worker is asked for its files.

    Raises NotAllowed, IllegalMove, OwnPublication, ReleasedMeanwhile and what building the document raises.
    """
    try:
        return _release(publication, actor=actor, today=today, by=by)
    except IntegrityError as fault:  # where rows cannot be locked, the constraints keep the numbers apart
        raise ReleasedMeanwhile("Somebody else released at this moment: look at it again.") from fault


@transaction.atomic
def _release(publication: Publication, *, actor: str, today: date, by: User | None) -> Release:
    fund = Fund.objects.select_for_update().get(pk=publication.fund_id)
    found = locked(publication, PublicationState.REVIEW)
    require(by, Permission.PUBLICATION_RELEASE, found)
    if actor in found.authors:
        raise OwnPublication("A second person releases this: you drafted or edited it.")
    built = built_now(fund, found.kind, Parameters.from_json(found.order), today)
    highest: int = fund.releases.aggregate(Max("number"))["number__max"] or 0
    made = Release.objects.create(
        fund=fund,
        publication=found,
        number=highest + 1,
        title=built.title[:300],
        language=built.language,
        as_of=built.as_of,
        content=built.content,
        renderer=renderer_version(),
        released_on=today,
        actor=actor,
    )
    found.state, found.title = PublicationState.RELEASED, made.title
    written(found, Verb.PUBLICATION_RELEASED, actor=actor, after={"release": made.reference})
    transaction.on_commit(partial(ask_for_rendering, made.pk))
    return made


@transaction.atomic
def withdraw(
    publication: Publication, *, reason: str, actor: str, today: date, by: User | None = None
) -> Publication:
    """The release taken back: it stays in the history with the reason, its files are given out no more.

    Raises NotAllowed, IllegalMove also without a reason.
    """
    found = locked(publication, PublicationState.RELEASED)
    require(by, Permission.PUBLICATION_RELEASE, found)
    if not reason.strip():
        raise IllegalMove("Say why it is withdrawn: readers of the history see the reason.")
    found.state, found.withdrawn_on = PublicationState.WITHDRAWN, today
    found.withdrawal_reason = reason.strip()[:2000]
    written(found, Verb.PUBLICATION_WITHDRAWN, actor=actor, after={"state": found.state}, note=reason)
    return found
