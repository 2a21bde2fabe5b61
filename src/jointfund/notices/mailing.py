"""Letters: digests made when they are due, letters sent, a failure tried again later and given up in the end.

A letter is taken before it is sent, so that two workers never send the same one. A worker that is killed
between sending and noting it sends it once more: better twice than never.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jointfund.notices.letters import letter_of
from jointfund.notices.models import Letter, LetterState, Notice, Recipient
from jointfund.notices.rules import DIGESTS, How, last_digest_time, next_attempt

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100
MOST_IN_A_LETTER = 50
# After so long a letter that is sent, or was given up, is forgotten; the notice stays in the list.
KEPT_FOR = timedelta(days=30)


def make_digests(now: datetime | None = None) -> int:
    """A letter for every recipient of whom notices wait for a digest that is due; how many."""
    moment = now or timezone.now()
    Letter.objects.exclude(state=LetterState.WAITING).filter(due_at__lt=moment - KEPT_FOR).delete()
    return sum(_make_digests(how, moment) for how in DIGESTS)


def send_letters(now: datetime | None = None) -> int:
    """Send the letters that are due, up to a hundred; how many were sent."""
    moment = now or timezone.now()
    due = Letter.objects.filter(state=LetterState.WAITING, due_at__lte=moment).select_related("recipient")
    return sum(_send(letter, moment) for letter in due[:MOST_AT_ONCE])


def _make_digests(how: How, now: datetime) -> int:
    waiting = Notice.objects.filter(how=how, letter=None, at__lt=last_digest_time(how, now))
    keys = waiting.exclude(recipient__address="").order_by().values_list("recipient", flat=True).distinct()
    return sum(_make_digest(key, how, now) for key in list(keys))


@transaction.atomic
def _make_digest(recipient_key: int, how: How, now: datetime) -> int:
    """One letter with what waits; what was read here meanwhile needs no letter."""
    recipient = Recipient.objects.select_for_update().get(pk=recipient_key)
    waiting = recipient.notices.filter(how=how, letter=None, at__lt=last_digest_time(how, now))
    waiting.filter(read_at__isnull=False).update(how=How.HERE)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:MOST_IN_A_LETTER])
    if not keys:
        return 0
    letter = Letter.objects.create(recipient=recipient, how=how, due_at=now)
    Notice.objects.filter(pk__in=keys).update(letter=letter)
    return 1


def _send(letter: Letter, now: datetime) -> int:
    again = next_attempt(letter.attempts + 1, now)
    taken = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING, attempts=letter.attempts)
    if not taken.update(attempts=F("attempts") + 1, due_at=again or now):
        return 0
    try:
        letter_of(letter, list(letter.notices.order_by("pk"))).send()
    except (SMTPException, OSError, ValueError) as fault:
        _note_failure(letter, fault, is_last=again is None)
        return 0
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=now, failure="")
    return 1


def _note_failure(letter: Letter, fault: Exception, *, is_last: bool) -> None:
    """Kept without the address, which some mail servers repeat in their answer."""
    state = LetterState.GIVEN_UP if is_last else LetterState.WAITING
    Letter.objects.filter(pk=letter.pk).update(failure=type(fault).__name__, state=state)
    if is_last:
        log.warning("Letter %s could not be sent and is given up: %s", letter.pk, type(fault).__name__)
