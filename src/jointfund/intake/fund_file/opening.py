"""Opening a fund from its file: all of it or nothing, and only what changed since the last file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.services.bodies import enter_bodies
from jointfund.funds.models import Fund
from jointfund.funds.services import FundValues, PartValues, enter_part, open_fund
from jointfund.instruments.services import load_shipped
from jointfund.intake.fund_file.calls import words_of_call
from jointfund.intake.fund_file.checking import Checked, PlacedFault, check_document, check_text
from jointfund.intake.fund_file.toml import parts_of, rows_of
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import reference_of
from jointfund.programmes.statuses import StatusValues, enter_statuses
from jointfund.proposals.services import enter_form, enter_table
from jointfund.proposals.services.calls import draft_call, save_call
from jointfund.vocabularies.services import AreaValues, enter_areas, load_shared


class FundFileRefused(DomainError):
    """The file cannot be opened; `faults` has every fault with its line."""

    def __init__(self, faults: Sequence[PlacedFault]) -> None:
        super().__init__("\n".join(f"line {one.line}: {one.reason}" for one in faults))
        self.faults = tuple(faults)


class PartMissing(DomainError):
    """The file leaves out what the record rests on."""


def open_fund_file(
    text: str, *, actor: User | str, now: datetime, is_demo: bool = False
) -> tuple[Fund, tuple[str, ...]]:
    """The fund of a file, and the names of the parts that are new or changed; none for the same file again.

    A changed part counts from today on; proposals under way keep the versions they began with. Calls are
    drafted, and published at the desk by two people. Raises FundFileRefused, PartMissing.
    """
    checked, faults = check_text(text)
    if faults:
        raise FundFileRefused(faults)
    return open_checked(checked, actor=actor, now=now, is_demo=is_demo)


def open_document(
    document: Json, *, actor: User | str, now: datetime, is_demo: bool = False
) -> tuple[Fund, tuple[str, ...]]:
    """The same for a document that is read already. Raises FundFileRefused."""
    checked = check_document(document)
    if checked.faults:
        raise FundFileRefused([PlacedFault(0, f"{one.path}: {one.reason}") for one in checked.faults])
    return open_checked(checked, actor=actor, now=now, is_demo=is_demo)


@transaction.atomic
def open_checked(
    checked: Checked, *, actor: User | str, now: datetime, is_demo: bool
) -> tuple[Fund, tuple[str, ...]]:
    """The fund of a file without faults. Raises PartMissing."""
    document = checked.document
    code = str(parts_of(document["fund"])["code"])
    is_new = not Fund.objects.filter(code=code).exists()
    if is_new and (words := load_shared()).new:
        audit.record(
            Verb.VOCABULARY_LOADED, "vocabularies", actor=reference_of(actor), after={"new": words.new}
        )
    fund = open_fund(_values(parts_of(document["fund"]), is_demo=is_demo))
    changed = [
        name
        for name, part in document.items()
        if name != "format" and _enter(fund, name, part, is_new=is_new, actor=actor, now=now)
    ]
    load_shipped(fund, actor=reference_of(actor))
    if changed:
        audit.record(
            Verb.FUND_OPENED,
            fund.code,
            actor=reference_of(actor),
            fund=fund,
            after={"parts": changed},
            note="from its file" if is_new else "from its changed file",
        )
    return fund, tuple(changed)


def _enter(fund: Fund, name: str, part: Json, *, is_new: bool, actor: User | str, now: datetime) -> bool:
    """Keep the part if it says anything else than the last file did, and hand it to the room it is for."""
    rests_on = parts_of(part)
    values = PartValues(
        name=name,
        document=_without_day(part),
        source=str(rests_on.get("source", ""))[:300],
        confidence=str(rests_on.get("confidence", ""))[:300],
        valid_from=_day(rests_on, now.date(), is_new=is_new),
    )
    if enter_part(fund, values, actor=reference_of(actor)) is None:
        return False
    match name:
        case "areas":
            _enter_areas(fund, rests_on)
        case "statuses":
            _enter_statuses(fund, rests_on)
        case "way":
            day = values.valid_from
            enter_table(fund, dict(rests_on), source=values.source, valid_from=day, actor=actor)
        case "forms":
            _enter_forms(fund, rows_of(part), is_new=is_new, actor=actor, now=now)
        case "bodies":
            enter_bodies(fund, dict(rests_on), source=values.source, actor=actor)
        case "calls":
            _enter_calls(fund, rows_of(part), actor=actor, now=now)
    return True


def _enter_areas(fund: Fund, part: Mapping[str, Json]) -> None:
    rows = [parts_of(row) for row in rows_of(part.get("terms"))]
    areas = [
        AreaValues(int(str(row["number"])), str(row["title"]), str(row.get("short", ""))) for row in rows
    ]
    left = set(fund.areas.values_list("number", flat=True)) - {one.number for one in areas}
    if left:
        raise PartMissing(f"Area {min(left)} is on record: the file cannot leave it out.")
    enter_areas(fund, areas, source=str(part["source"]))


def _enter_statuses(fund: Fund, part: Mapping[str, Json]) -> None:
    rows = [parts_of(row) for row in rows_of(part.get("terms"))]
    statuses = [StatusValues(str(row["code"]), str(row["label"]), str(row["section"])) for row in rows]
    left = set(fund.statuses.values_list("code", flat=True)) - {one.code for one in statuses}
    if left:
        raise PartMissing(f"The status “{min(left)}” is on record: the file cannot leave it out.")
    enter_statuses(fund, statuses, source=str(part["source"]))


def _enter_forms(fund: Fund, rows: Sequence[Json], *, is_new: bool, actor: User | str, now: datetime) -> None:
    for row in rows:
        form = parts_of(row)
        day = _day(form, now.date(), is_new=is_new)
        enter_form(fund, row, source=str(form["source"])[:300], valid_from=day, actor=actor)


def _enter_calls(fund: Fund, rows: Sequence[Json], *, actor: User | str, now: datetime) -> None:
    for number, row in enumerate(rows, start=1):
        words = words_of_call(parts_of(row))
        if found := fund.calls.filter(number=number).first():
            save_call(found, words, saves=found.saves, actor=actor)
        else:
            draft_call(fund, words, actor=actor, now=now)


def _day(part: Mapping[str, Json], today: date, *, is_new: bool) -> date:
    """The day a part says for a new fund; a changed part counts from today, or later if it says so."""
    said = part.get("valid_from")
    day = date.fromisoformat(said) if isinstance(said, str) else today
    return day if is_new else max(day, today)


def _without_day(part: Json) -> Json:
    """What the part says; the day it counts from is kept beside it."""
    if isinstance(part, list):
        return [_without_day(one) for one in part]
    if isinstance(part, dict):
        return {key: one for key, one in part.items() if key != "valid_from"}
    return part


def _values(fund: Mapping[str, Json], *, is_demo: bool) -> FundValues:
    target = parts_of(fund.get("target"))

    def text(key: str, otherwise: str = "") -> str:
        return str(fund.get(key, otherwise))

    return FundValues(
        code=text("code"),
        reference_prefix=text("reference_prefix"),
        name=text("name"),
        short_name=text("short_name"),
        currency=text("currency"),
        description=text("description"),
        launched=text("launched"),
        target_amount=Decimal(str(target["amount"])) if target else None,
        target_by=str(target.get("by", "")),
        target_source=str(target.get("source", "")),
        names_note=text("names_note"),
        maps_note=text("maps_note"),
        programme_word=text("programme_word", "programme"),
        programmes_word=text("programmes_word", "programmes"),
        deciding_body=text("deciding_body", "committee"),
        data_licence=text("data_licence", "CC BY 4.0"),
        is_demo=is_demo,
    )
