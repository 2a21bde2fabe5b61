"""Telling people, and what they do with it: read, choose how, unsubscribe, be forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.notices.kinds import WORDS, Kind, kind_of
from jointfund.notices.models import Letter, LetterState, Notice, Preference, Recipient
from jointfund.notices.rules import How

SALT = "jointfund.notices.unsubscribe"


class WorthlessLink(DomainError):
    """A link to unsubscribe that was not made here."""


@dataclass(frozen=True)
class Addressee:
    """Who is told: the reference events use, the address now, the language of the letter."""

    reference: str
    address: str
    language: str = "en"


@dataclass(frozen=True)
class News:
    """What is told: of which record, since when, made of what, and the values of its words.

    A value that names a person, `who`, comes with her reference, `by`: `forget` takes the name away.
    """

    fund: Fund
    about: str
    at: datetime
    source: str
    values: Mapping[str, str]


@transaction.atomic
def notify(kind: Kind, to: Iterable[Addressee], news: News) -> int:
    """A notice for each addressee, and a letter for who wants one at once; told twice it changes nothing."""
    return sum(_notify(kind, one, news) for one in to)


@transaction.atomic
def read_notice(reference: str, number: int, *, now: datetime) -> Notice | None:
    """The notice of that number, marked as read; None where it is not this recipient's."""
    found = Notice.objects.filter(recipient__reference=reference, pk=number).select_related("fund").first()
    if found and not found.read_at:
        found.read_at = now
        found.save(update_fields=["read_at"])
    return found


def read_all(reference: str, *, now: datetime) -> int:
    """Mark every notice of a recipient as read; how many were not."""
    return Notice.objects.filter(recipient__reference=reference, read_at=None).update(read_at=now)


@transaction.atomic
def choose(to: Addressee, chosen: Mapping[Kind, How]) -> None:
    """How a recipient wants to be told of each kind from now on."""
    recipient = _recipient(to)
    for kind, how in chosen.items():
        Preference.objects.update_or_create(recipient=recipient, kind=kind, defaults={"how": how})


def unsubscribe_token(reference: str, kind: Kind | None = None) -> str:
    """What a letter carries: who holds it may end the letters of one kind, or all of them."""
    return signing.dumps([reference, kind or ""], salt=SALT)


def read_token(token: str) -> tuple[str, Kind | None]:
    """Whose link it is and for which kind. Raises WorthlessLink."""
    try:
        reference, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as fault:
        raise WorthlessLink(_("This link was not made here, or only part of it arrived.")) from fault
    return str(reference), kind_of(kind)


@transaction.atomic
def unsubscribe(token: str) -> None:
    """No more letters of the link's kind, or of any; the notices stay here. Raises WorthlessLink."""
    reference, kind = read_token(token)
    recipient = Recipient.objects.filter(reference=reference).first()
    for one in [kind] if kind else Kind:
        if recipient:  # nobody learns from the answer whether there is such a person
            _call_off(recipient, one)
            Preference.objects.update_or_create(recipient=recipient, kind=one, defaults={"how": How.HERE})


@transaction.atomic
def forget(reference: str, *, called: str) -> None:
    """Delete everything kept of a recipient: address, notices, letters, what she chose.

    Notices of others that tell what she did call her `called` from now on.
    """
    Recipient.objects.filter(reference=reference).delete()
    for notice in Notice.objects.filter(values__by=reference):
        notice.values = {**notice.values, "who": called}
        notice.save(update_fields=["values"])


def _call_off(recipient: Recipient, kind: Kind) -> None:
    """Letters of a kind that wait do not leave; one that also tells of other kinds leaves without it."""
    waiting = Q(letter=None) | Q(letter__state=LetterState.WAITING)
    recipient.notices.filter(waiting, kind=kind).update(how=How.HERE, letter=None)
    recipient.letters.filter(state=LetterState.WAITING, notices=None).delete()


def _notify(kind: Kind, to: Addressee, news: News) -> int:
    recipient = _recipient(to)
    how = _how(recipient, kind)
    notice, is_new = Notice.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        source=news.source,
        defaults={
            "fund": news.fund,
            "about": news.about,
            "at": news.at,
            "how": how,
            "values": {**news.values, "fund": news.fund.short_name},
        },
    )
    if is_new and how == How.AT_ONCE and to.address:
        notice.letter = Letter.objects.create(recipient=recipient, how=how, due_at=news.at)
        notice.save(update_fields=["letter"])
    return int(is_new)


def _recipient(to: Addressee) -> Recipient:
    return Recipient.objects.update_or_create(
        reference=to.reference, defaults={"address": to.address, "language": to.language}
    )[0]


def _how(recipient: Recipient, kind: Kind) -> How:
    chosen = recipient.preferences.filter(kind=kind).values_list("how", flat=True).first()
    return How(chosen) if chosen else WORDS[kind].usually
