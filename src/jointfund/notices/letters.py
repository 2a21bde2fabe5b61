"""A letter as it leaves: its subject and its text, plain and as simple HTML, in the recipient's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from jointfund.notices.kinds import WORDS, Kind, kind_of, said
from jointfund.notices.models import Letter, Notice
from jointfund.notices.services import unsubscribe_token


@dataclass(frozen=True)
class Paragraph:
    """One notice in a letter."""

    title: str
    text: str
    next: str
    href: str
    why: str


def letter_of(letter: Letter, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """The message, ready to be sent."""
    with override(letter.recipient.language):
        paragraphs = [one for notice in notices if (one := _paragraph(notice))]
        token = unsubscribe_token(letter.recipient.reference, _only_kind(notices))
        unsubscribe = _address("unsubscribe", token=token)
        subject = _subject(paragraphs)
        context = {
            "subject": subject,
            "paragraphs": paragraphs,
            "unsubscribe": unsubscribe,
            "preferences": _address("notice-preferences"),
        }
        message = EmailMultiAlternatives(
            subject,
            render_to_string("notices/letter.txt", context),
            to=[letter.recipient.address],
            headers={
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
        return message


def _paragraph(notice: Notice) -> Paragraph | None:
    kind = kind_of(notice.kind)
    if kind is None:
        return None
    words = WORDS[kind]
    title, text, following, why = (
        said(one, notice.values) for one in (words.title, words.text, words.next, words.why)
    )
    return Paragraph(title, text, following, _address("notice", number=notice.pk), why)


def _subject(paragraphs: Sequence[Paragraph]) -> str:
    """One line, whatever a title holds."""
    if len(paragraphs) == 1:
        return " ".join(paragraphs[0].title.split())[:200]
    words = ngettext("%(count)s notice for you", "%(count)s notices for you", len(paragraphs))
    return words % {"count": len(paragraphs)} if paragraphs else _("Notices for you")


def _only_kind(notices: Sequence[Notice]) -> Kind | None:
    kinds = {notice.kind for notice in notices}
    return kind_of(kinds.pop()) if len(kinds) == 1 else None


def _address(name: str, **parts: str | int) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, kwargs=parts)}"
