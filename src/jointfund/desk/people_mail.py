"""The e-mail that carries an invitation. It is sent after the invitation is kept."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jointfund.people.services import IssuedInvitation


def send_invitation(request: HttpRequest, issued: IssuedInvitation) -> bool:
    """Sends the link; False when the mail server did not take it. The invitation stands either way."""
    invitation = issued.invitation
    link = request.build_absolute_uri(reverse("invitation", kwargs={"token": issued.token}))
    subject = _("%(fund)s invites you") % {"fund": invitation.fund.name}
    body = render_to_string("desk/people/invitation.txt", {"invitation": invitation, "link": link})
    try:
        EmailMessage(subject, body, to=[invitation.email]).send()
    except (SMTPException, OSError):
        return False
    return True
