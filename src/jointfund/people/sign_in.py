"""How often a sign-in may be tried, so that nobody guesses a password by patience.

What is counted are failures of the last quarter of an hour. The narrow limit is for one account from one
address: a colleague in the same office is not held up by it. Two wide ones stop guessing from many addresses
and guessing at many accounts. Neither e-mail nor network address is kept, only a keyed digest of each.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jointfund.kernel.errors import DomainError
from jointfund.people.models import SignInAttempt

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT_AND_ADDRESS = 5
MOST_FOR_ACCOUNT = 25
MOST_FOR_ADDRESS = 100


class SignInPaused(DomainError):
    """Too many failures; `until` is when the next attempt is looked at."""

    def __init__(self, until: datetime) -> None:
        super().__init__(_("Too many attempts to sign in."))
        self.until = until


def begin_attempt(*, email: str, address: str, now: datetime) -> SignInAttempt:
    """An attempt, counted as failed until `forget_failures`; what is older than the window is deleted.

    It is stored before the others are counted and before the password is looked at: many attempts at once
    are no way around a limit. Raises SignInPaused, and keeps nothing, when one is reached: who waits goes on.
    """
    SignInAttempt.objects.filter(at__lte=now - WINDOW).delete()
    account, network = _digest("account", email.strip().lower()), _digest("address", address)
    attempt = SignInAttempt.objects.create(account=account, address=network, at=now)
    if ends := [end for end in _pauses(attempt) if end]:
        attempt.delete()
        raise SignInPaused(max(ends))
    return attempt


def forget_failures(attempt: SignInAttempt) -> None:
    """After a right password: this account's failures from this address count no longer."""
    SignInAttempt.objects.filter(account=attempt.account, address=attempt.address).delete()


def forget_account(email: str) -> None:
    """Forget what is counted for an account, from every address: its owner was erased."""
    SignInAttempt.objects.filter(account=_digest("account", email.strip().lower())).delete()


def _pauses(attempt: SignInAttempt) -> Iterator[datetime | None]:
    others = SignInAttempt.objects.exclude(pk=attempt.pk)
    of_account, of_address = Q(account=attempt.account), Q(address=attempt.address)
    yield _pause(others.filter(of_account & of_address), MOST_FOR_ACCOUNT_AND_ADDRESS)
    yield _pause(others.filter(of_account), MOST_FOR_ACCOUNT)
    yield _pause(others.filter(of_address), MOST_FOR_ADDRESS)


def _pause(failures: QuerySet[SignInAttempt], most: int) -> datetime | None:
    """When the oldest of the last `most` failures leaves the window; None below the limit."""
    last = list(failures.order_by("-at").values_list("at", flat=True)[:most])
    return last[-1] + WINDOW if len(last) == most else None


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"jointfund.people.sign_in.{kind}", text, algorithm="sha256").hexdigest()
