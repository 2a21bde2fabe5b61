"""`jointfund audit seal | verify | events`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from jointfund.audit.queries import HistoryFilter, HistoryLine, chain_end, history_lines
from jointfund.audit.sealing import seal_events
from jointfund.audit.verifying import Anchor, Report, verify
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.rendering.tables import Column, Row, csv_rows

COLUMNS = tuple(
    Column(name, name)
    for name in ("key", "at", "actor", "verb", "subject", "before", "after", "note", "is_sealed")
)


class Command(BaseCommand):
    """Seals the events of the record, or proves that nobody touched them."""

    help = "Seal events into the hash chain at once, or verify the chain from its first event to its last."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        seal = actions.add_parser("seal", help="seal what is not sealed yet")
        verifying = actions.add_parser("verify", help="exit 1 where a row was changed, removed or inserted")
        verifying.add_argument("--anchor", help="a hash printed earlier and kept elsewhere")
        verifying.add_argument("--since", help="an anchor: what lies before it is taken as verified")
        events = actions.add_parser("events", help="the events of a fund as CSV, newest first")
        whose = events.add_mutually_exclusive_group(required=True)
        whose.add_argument("--fund", help="code of the fund")
        whose.add_argument("--without-fund", action="store_true", help="those that belong to no fund")
        for one in (seal, verifying):
            one.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, action: str, as_json: bool = False, **options: object) -> None:
        if action == "seal":
            self.seal(as_json)
        elif action == "events":
            self.events(str(options["fund"] or ""))
        else:
            self.verify(_anchor(options["anchor"]), _anchor(options["since"]), as_json)

    def seal(self, as_json: bool) -> None:
        """Seals and prints the anchor."""
        try:
            sealed = seal_events()
        except DomainError as fault:
            raise CommandError(str(fault)) from fault
        anchor = chain_end()
        if as_json:
            self.stdout.write(json.dumps({"sealed": sealed, "anchor": anchor}))
            return
        self.stdout.write(f"Sealed: {sealed}")
        self.stdout.write(f"Anchor: {anchor or 'none, there is no event'}")

    def events(self, code: str) -> None:
        """Prints CSV. Raises CommandError for a fund that is not here."""
        fund = Fund.objects.filter(code=code).first()
        if code and fund is None:
            raise CommandError(f"There is no fund {code}.")
        for piece in csv_rows(COLUMNS, map(_row, history_lines(fund, HistoryFilter()))):
            self.stdout.write(piece.decode(), ending="")

    def verify(self, anchor: Anchor | None, since: Anchor | None, as_json: bool) -> None:
        """Prints the report; raises CommandError, so exit 1, where something is wrong."""
        report = verify(anchor=anchor, since=since)
        self.stdout.write(json.dumps(asdict(report)) if as_json else _in_words(report))
        if report.first:
            more = f" and {report.faults - 1} more" if report.faults > 1 else ""
            raise CommandError(f"The chain does not hold: {_first(report)}{more}.", returncode=1)


def _row(line: HistoryLine) -> Row:
    values = asdict(line)
    for name in ("before", "after"):
        values[name] = json.dumps(values[name], ensure_ascii=False) if values[name] is not None else None
    return values | {"at": line.at.isoformat(), "is_sealed": "yes" if line.is_sealed else "no"}


def _anchor(text: object) -> Anchor | None:
    if not text:
        return None
    try:
        return Anchor.from_text(str(text))
    except ValueError as fault:
        raise CommandError(str(fault), returncode=2) from fault


def _in_words(report: Report) -> str:
    lines = [f"Sealed and verified: {report.sealed}", f"Not sealed yet: {report.unsealed}"]
    lines.append(f"First bad row: {_first(report) if report.first else 'none'}")
    if report.anchor:
        lines.append(f"Anchor: {report.anchor}")
    return "\n".join(lines)


def _first(report: Report) -> str:
    fault = report.first
    if fault is None:
        return ""
    where = f"event {fault.event}" if fault.event is not None else f"seal {fault.position or 'unknown'}"
    return f"{where}, {fault.kind}: {fault.words}"
