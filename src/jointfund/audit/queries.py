"""Reads of the events: the history of a fund, page by page; which are sealed; the end of the chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from jointfund.audit.models import ChainHead, Event, Seal
from jointfund.audit.sealing import HEAD
from jointfund.funds.models import Fund

PAGE = 50


@dataclass(frozen=True)
class HistoryFilter:
    """What is sought: a subject or all below it, a verb, the actors. None finds whoever it was."""

    subject: str = ""
    verb: str = ""
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True)
class HistoryLine:
    """One event as the history shows it."""

    key: int
    at: datetime
    actor: str
    verb: str
    subject: str
    before: object
    after: object
    note: str
    is_sealed: bool


@dataclass(frozen=True)
class HistoryPage:
    """Newest first. `older` is the cursor of the next page; None on the last."""

    lines: Sequence[HistoryLine]
    older: int | None


def history_page(fund: Fund, wanted: HistoryFilter, before: int | None = None) -> HistoryPage:
    """The events of a fund below a cursor; one query whatever is sought."""
    found = _events(fund, wanted)
    if before is not None:
        found = found.filter(pk__lt=before)
    lines = [_line(event) for event in found.order_by("-pk")[: PAGE + 1]]
    return HistoryPage(lines[:PAGE], lines[PAGE - 1].key if len(lines) > PAGE else None)


def history_lines(fund: Fund | None, wanted: HistoryFilter) -> Iterator[HistoryLine]:
    """All of a fund, or of no fund, newest first, never together in memory."""
    return (_line(event) for event in _events(fund, wanted).order_by("-pk").iterator(chunk_size=500))


def is_on_record(fund: Fund, subject: str) -> bool:
    """Whether anything was ever done to a record of that reference in the fund."""
    return Event.objects.filter(fund=fund, subject=subject).exists()


def chain_end() -> str:
    """The anchor of the last seal, `1234:9f86…`; "" where nothing is sealed."""
    head = ChainHead.objects.filter(pk=HEAD, position__gt=0).first()
    return str(head) if head else ""


def _events(fund: Fund | None, wanted: HistoryFilter) -> QuerySet[Event]:
    found = Event.objects.filter(fund=fund).annotate(
        is_sealed=Exists(Seal.objects.filter(event_key=OuterRef("pk")))
    )
    if wanted.subject:
        found = found.filter(Q(subject=wanted.subject) | Q(subject__startswith=f"{wanted.subject}/"))
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.actors is not None:
        found = found.filter(actor__in=wanted.actors)
    return found


def _line(event: Event) -> HistoryLine:
    return HistoryLine(
        event.pk,
        event.at,
        event.actor,
        event.verb,
        event.subject,
        event.before,
        event.after,
        event.note,
        bool(getattr(event, "is_sealed", False)),
    )
