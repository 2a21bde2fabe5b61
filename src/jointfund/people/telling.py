"""Who is told of what happens to an invitation."""

from collections.abc import Callable, Mapping

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressees
from jointfund.people.models import Invitation, Role
from jointfund.people.services.roles import ROLES_OF_AN_ORGANISATION, organisation_thing


def _tell_who_invited(event: Event) -> None:
    """Told without the name of who came: that stands on the list of people as long as she does."""
    number = event.subject.rpartition(":")[2]
    rows = Invitation.objects.select_related("fund", "organisation__fund")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found:
        values = {"role": str(found.get_role_display())}
        news = News(found.fund, _list_of(found), event.at, f"event:{event.pk}", values)
        notify(Kind.INVITATION_ACCEPTED, addressees([found.invited_by]), news)


TELLS: Mapping[Verb, Callable[[Event], None]] = {Verb.INVITATION_ACCEPTED: _tell_who_invited}


def _list_of(invitation: Invitation) -> str:
    """The list of people the invited person now stands on."""
    if invitation.organisation and Role(invitation.role) in ROLES_OF_AN_ORGANISATION:
        return organisation_thing(invitation.organisation).reference
    return f"{invitation.fund.code}/people"
