"""Reads of notices: the list of a recipient, how many are unread, what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from jointfund.notices.kinds import WORDS, Kind, kind_of, said
from jointfund.notices.models import Letter, LetterState, Notice, Preference
from jointfund.notices.rules import How

PAGE = 50


@dataclass(frozen=True)
class ShownNotice:
    """One notice in words."""

    number: int
    title: str
    text: str
    next: str
    why: str
    at: datetime
    is_unread: bool


@dataclass(frozen=True)
class NoticePage:
    """Newest first. `older` is the cursor of the next page; None on the last."""

    notices: Sequence[ShownNotice]
    older: int | None


@dataclass(frozen=True)
class Unread:
    """How many notices nobody read, and since when the oldest waits."""

    count: int
    since: datetime | None


def notices_of(reference: str, before: int | None = None) -> NoticePage:
    """The notices of a recipient below a cursor; one query."""
    found = Notice.objects.filter(recipient__reference=reference)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    shown = [one for notice in rows[:PAGE] if (one := _shown(notice))]
    return NoticePage(shown, rows[PAGE - 1].pk if len(rows) > PAGE else None)


def unread_of(reference: str) -> Unread:
    """One query."""
    found = Notice.objects.filter(recipient__reference=reference, read_at=None)
    keys = list(found.order_by().values_list("at", flat=True))
    return Unread(len(keys), min(keys, default=None))


def chosen_by(reference: str) -> Mapping[Kind, How]:
    """How a recipient is told of each kind; one query."""
    rows = Preference.objects.filter(recipient__reference=reference).values_list("kind", "how")
    chosen = {kind: How(how) for kind, how in rows}
    return {kind: chosen.get(kind.value, WORDS[kind].usually) for kind in Kind}


def undelivered_since(reference: str) -> datetime | None:
    """Since when letters to a recipient fail; None while they arrive."""
    failing = Letter.objects.filter(recipient__reference=reference).exclude(failure="")
    found: datetime | None = failing.exclude(state=LetterState.SENT).aggregate(since=Min("notices__at"))[
        "since"
    ]
    return found


def _shown(notice: Notice) -> ShownNotice | None:
    kind = kind_of(notice.kind)
    if kind is None:
        return None
    words = WORDS[kind]
    title, text, following, why = (
        said(one, notice.values) for one in (words.title, words.text, words.next, words.why)
    )
    return ShownNotice(notice.pk, title, text, following, why, notice.at, notice.read_at is None)
