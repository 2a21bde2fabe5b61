"""The history of the record: every event of the fund, with what it was before and after."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jointfund.audit.queries import HistoryFilter, HistoryLine, chain_end, history_lines, history_page
from jointfund.audit.services import Verb
from jointfund.desk.access import desk_page, page_head
from jointfund.desk.history_words import done, subject_words, verb_choices
from jointfund.desk.views.notices import cursor
from jointfund.funds.models import Fund
from jointfund.people.permissions import Permission
from jointfund.people.queries import members_of, names_of
from jointfund.rendering.tables import Column, Row, csv_rows
from jointfund.ui.subjects import subject_href
from jointfund.ui.visit import Visit

MOST_LETTERS = 120
COLUMNS = (
    Column("event", "event", "integer"),
    *(
        Column(key, key)
        for key in ("at", "who", "actor", "verb", "subject", "before", "after", "note", "sealed")
    ),
)


@dataclass(frozen=True)
class Change:
    """One value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryRow:
    """One event as the page shows it."""

    line: HistoryLine
    done: str
    who: str
    subject: str
    href: str
    changes: Sequence[Change]


@desk_page(read=Permission.AUDIT_READ, write=Permission.AUDIT_READ)
@require_safe
def history(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Newest first, narrowed by record, by what was done and by whom."""
    wanted = _wanted(request)
    page = history_page(visit.fund, wanted, cursor(request))
    names = names_of({one for line in page.lines for one in (line.actor, line.subject)})
    chosen = {key: request.GET.get(key, "")[:MOST_LETTERS] for key in ("subject", "verb", "person")}
    here = {key: value for key, value in chosen.items() if value}
    context = {
        "head": page_head(
            visit, _("History of the record"), _("Who did what, when, and what it was before and after.")
        ),
        "rows": [_row(visit, line, names) for line in page.lines],
        "verbs": verb_choices(verb.value for verb in Verb),
        "people": [(one.person.audit_reference, str(one.person)) for one in members_of(visit.fund)],
        "chosen": chosen,
        "older": f"?{urlencode({**here, 'before': page.older})}" if page.older else "",
        "download": f"{visit.href('desk-history-file')}?{urlencode(here)}",
        "anchor": chain_end(),
    }
    return render(request, "desk/history.html", context)


@desk_page(read=Permission.AUDIT_READ, write=Permission.AUDIT_READ)
@require_safe
def history_file(request: HttpRequest, visit: Visit) -> StreamingHttpResponse:
    """The same events as CSV, however many; it streams."""
    rows = _file_rows(visit.fund, _wanted(request))
    response = StreamingHttpResponse(csv_rows(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    name = f"{visit.fund.code}-history-{visit.today.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(request: HttpRequest) -> HistoryFilter:
    person = request.GET.get("person", "").strip()[:MOST_LETTERS]
    return HistoryFilter(
        request.GET.get("subject", "").strip()[:MOST_LETTERS].replace("\0", ""),
        request.GET.get("verb", "").strip()[:MOST_LETTERS].replace("\0", ""),
        (person.replace("\0", ""),) if person else None,
    )


def _row(visit: Visit, line: HistoryLine, names: Mapping[str, str]) -> HistoryRow:
    who = names.get(line.actor) or _installation(line.actor)
    subject, href = subject_words(line.subject, names), subject_href(visit, line.subject)
    return HistoryRow(line, done(line.verb), who, subject, href, _changes(line.before, line.after))


def _installation(actor: str) -> str:
    """Who acted where it was no person: a command, the worker, the demonstration."""
    if actor.startswith("system:"):
        return _("The installation (%(part)s)") % {"part": actor.removeprefix("system:")}
    return actor


def _changes(before: object, after: object) -> list[Change]:
    """Each named value, before and after side by side."""
    old, new = _named(before), _named(after)
    return [Change(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new])]


def _named(values: object) -> dict[str, str]:
    return {str(name): _text(value) for name, value in values.items()} if isinstance(values, dict) else {}


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return "; ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)


def _file_rows(fund: Fund, wanted: HistoryFilter) -> Iterator[Row]:
    names = {one.person.audit_reference: str(one.person) for one in members_of(fund)}
    for line in history_lines(fund, wanted):
        yield {
            "event": line.key,
            "at": line.at.isoformat(),
            "who": names.get(line.actor, ""),
            "actor": line.actor,
            "verb": line.verb,
            "subject": line.subject,
            "before": json.dumps(line.before, ensure_ascii=False) if line.before is not None else None,
            "after": json.dumps(line.after, ensure_ascii=False) if line.after is not None else None,
            "note": line.note,
            "sealed": "yes" if line.is_sealed else "no",
        }
