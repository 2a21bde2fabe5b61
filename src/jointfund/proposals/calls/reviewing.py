"""From what a call says about its review to terms."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.proposals.calls.terms import USUAL_DISPUTE, Reviewing
from jointfund.proposals.calls.words import CallWords

LONGEST_ANSWER_DAYS = 90


def read_reviewing(words: CallWords, refuse: Callable[[str, str], None]) -> Reviewing:
    """How the call is reviewed; `refuse` is told place and reason of what cannot be read."""
    days = _whole(words.answer_days, 0, LONGEST_ANSWER_DAYS)
    if days is None:
        refuse("answer_days", _("Write a number of days, 0 to 90."))
    dispute = _whole(words.disputed_from, int(USUAL_DISPUTE), 100)
    if not dispute:
        refuse("disputed_from", _("Write a whole number of per cent, 1 to 100."))
    return Reviewing(
        hides_identities=words.hide_identities == "yes",
        hides_scores=words.hide_scores == "yes",
        answer_days=days or 0,
        disputed_from=Decimal(dispute or int(USUAL_DISPUTE)),
    )


def _whole(text: str, otherwise: int, most: int) -> int | None:
    if not text:
        return otherwise
    if text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= most:
        return int(text)
    return None
