"""Whether a fund's file can be opened: every fault in plain words, with its line. Nothing is written."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from jointfund.committee.bodies import BrokenBodies, read_bodies
from jointfund.committee.letters import BrokenLetters, read_templates
from jointfund.instruments.services.publishing import shipped
from jointfund.intake.fund_file.calls import faults_of_call, row_of_call, words_of_call
from jointfund.intake.fund_file.shape import FORMAT, KEYS, RESTS_ON, said
from jointfund.intake.fund_file.toml import Path, line_of, lines_of, parts_of, plain, rows_of, without_null
from jointfund.kernel.data_rows import Json
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.models import Stage
from jointfund.proposals.forms import BrokenForm, Form, read_form
from jointfund.proposals.forms import as_json as form_json
from jointfund.proposals.forms.shape import Target
from jointfund.proposals.moves import BrokenTable, MoveTable, read_table
from jointfund.proposals.moves import as_json as moves_json
from jointfund.proposals.workflow import known

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Fault:
    """What is wrong: the part of the file, and what to do about it."""

    path: Path
    reason: str


@dataclass(frozen=True)
class PlacedFault:
    """A fault as it is told: line from 1, and reason."""

    line: int
    reason: str


@dataclass
class Checked:
    """A file as far as it could be read. `document` is as JSON holds it, the fund's currency filled in."""

    document: dict[str, Json] = field(default_factory=dict)
    table: MoveTable | None = None
    forms: list[Form] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, path: Path, reason: str) -> None:
        self.faults.append(Fault(path, reason))


def check_text(text: str) -> tuple[Checked, tuple[PlacedFault, ...]]:
    """The file read, and every fault in the order of its lines."""
    try:
        document = plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        at = re.search(r"at line (\d+)", str(fault))
        line = int(at[1]) if at else text.count("\n") + 1
        return Checked(), (PlacedFault(line, f"This is not TOML: {fault}"),)
    checked = check_document(document)
    lines = lines_of(text)
    placed = {PlacedFault(line_of(one.path, lines), one.reason) for one in checked.faults}
    return checked, tuple(sorted(placed, key=lambda one: (one.line, one.reason)))


def check_document(document: Json) -> Checked:
    """The same for a document that is read already."""
    checked = Checked(dict(parts_of(without_null(document))))
    _keys(checked, (), checked.document, "file", also=frozenset())
    if checked.document.get("format") != FORMAT:
        checked.refuse(("format",), f"Say “format = {FORMAT}”: the version this program reads.")
    parts = (_fund, _areas, _statuses, _way, _forms, _across, _calls, _bodies, _letters, _fees, _markers)
    for part in parts:
        part(checked)
    return checked


def _fund(checked: Checked) -> None:
    fund = parts_of(checked.document.get("fund"))
    _keys(checked, ("fund",), fund, "fund")
    for key in ("code", "reference_prefix", "name", "short_name", "currency"):
        _text(checked, ("fund", key), fund.get(key))
    shapes = {
        "code": (_CODE, "capital letters and digits, at most 12, like MIG00"),
        "reference_prefix": (_PREFIX, "capital letters and digits, 2 to 8, like MIG"),
        "currency": (_CURRENCY, "three capital letters, like EUR"),
    }
    for key, (shape, words) in shapes.items():
        value = fund.get(key)
        if isinstance(value, str) and value and not shape.fullmatch(value):
            checked.refuse(("fund", key), f"{key} is {words}, not “{value}”.")
    launched = fund.get("launched", "")
    if not isinstance(launched, str) or (launched and not _is_day(launched)):
        checked.refuse(("fund", "launched"), "launched is a year, month or day: “2020-09”.")
    target = parts_of(fund.get("target"))
    _keys(checked, ("fund", "target"), target, "target", also=frozenset())
    if target and _decimal(target.get("amount")) is None:
        checked.refuse(("fund", "target", "amount"), "amount is a text of digits: “9000000”.")
    _lengths(checked, fund)


def _lengths(checked: Checked, fund: Mapping[str, Json]) -> None:
    longest = {
        "name": 200, "short_name": 60, "programme_word": 60, "programmes_word": 60, "deciding_body": 120,
    }  # fmt: skip
    for key, most in longest.items():
        if len(str(fund.get(key) or "")) > most:
            checked.refuse(("fund", key), f"{key} is longer than {most} letters.")


def _areas(checked: Checked) -> None:
    numbers: list[int] = []
    for path, row in _terms(checked, "areas", "area"):
        number = row.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            checked.refuse((*path, "number"), "An area has a number from 1.")
        elif number in numbers:
            checked.refuse((*path, "number"), f"There are two areas {number}.")
        else:
            numbers.append(number)
        _text(checked, (*path, "title"), row.get("title"))


def _statuses(checked: Checked) -> None:
    codes: list[str] = []
    for path, row in _terms(checked, "statuses", "status"):
        code = _text(checked, (*path, "code"), row.get("code"))
        _text(checked, (*path, "label"), row.get("label"))
        if code in codes:
            checked.refuse(path, f"The status “{code}” stands twice.")
        codes.append(code)
        if row.get("section") not in set(Stage.values):
            checked.refuse((*path, "section"), f"section is one of {', '.join(Stage.values)}.")


def _way(checked: Checked) -> None:
    way = parts_of(checked.document.get("way"))
    _keys(checked, ("way",), way, "way")
    _valid_from(checked, ("way",), way)
    for key, kind in (("states", "state"), ("moves", "move")):
        for place, row in enumerate(rows_of(way.get(key))):
            _keys(checked, ("way", key, place), parts_of(row), kind, also=frozenset())
    try:
        checked.table = read_table(dict(way), known())
        checked.document["way"] = {**way, **parts_of(said(moves_json(checked.table)))}
    except BrokenTable as fault:
        _placed(checked, ("way",), fault.faults)


def _forms(checked: Checked) -> None:
    forms = rows_of(checked.document.get("forms"))
    if not forms:
        checked.refuse(("forms",), "A fund has at least one form: a table [[forms]].")
    currency = parts_of(checked.document.get("fund")).get("currency")
    filled: list[Json] = [_with_currency(one, currency) for one in forms]
    checked.document["forms"] = filled
    for place, one in enumerate(filled):
        form = parts_of(one)
        _form_keys(checked, ("forms", place), form)
        _valid_from(checked, ("forms", place), form)
        try:
            checked.forms.append(read_form(one))
            filled[place] = {**_rests_on(form), **parts_of(said(form_json(checked.forms[-1])))}
        except BrokenForm as fault:
            _placed(checked, ("forms", place), fault.faults)
    codes = [form.code for form in checked.forms]
    for code in {code for code in codes if codes.count(code) > 1}:
        checked.refuse(("forms",), f"Two forms have the code “{code}”.")


def _rests_on(part: Mapping[str, Json]) -> dict[str, Json]:
    return {key: one for key, one in part.items() if key in RESTS_ON}


def _form_keys(checked: Checked, path: Path, form: Mapping[str, Json]) -> None:
    _keys(checked, path, form, "form", also=frozenset())
    for at, section in enumerate(rows_of(form.get("sections"))):
        here: Path = (*path, "sections", at)
        _keys(checked, here, parts_of(section), "section", also=frozenset())
        for number, one in enumerate(rows_of(parts_of(section).get("fields"))):
            there: Path = (*here, "fields", number)
            _keys(checked, there, parts_of(one), "field", also=frozenset())
            for count, column in enumerate(rows_of(parts_of(one).get("columns"))):
                _keys(checked, (*there, "columns", count), parts_of(column), "column", also=frozenset())


def _with_currency(form: Json, currency: Json) -> Json:
    """The form with the fund's currency in each budget and table of sub-grants that names none."""
    if isinstance(form, list):
        return [_with_currency(one, currency) for one in form]
    if not isinstance(form, dict):
        return form
    filled = {key: _with_currency(one, currency) for key, one in form.items()}
    for key in ("budget", "subgrants"):
        inner = filled.get(key)
        if isinstance(inner, dict):
            filled[key] = {"currency": currency, **inner}
    return filled


def _across(checked: Checked) -> None:
    """What one part names of another: statuses and forms of the way, the fund's money in the forms."""
    if checked.table is None:
        return
    statuses = {parts_of(row).get("code") for row in rows_of(_part(checked, "statuses").get("terms"))}
    for place, state in enumerate(checked.table.states):
        if state.status and state.status not in statuses:
            checked.refuse(("way", "states", place), f"There is no status “{state.status}”.")
    currency = _part(checked, "fund").get("currency")
    stages = {state.stage for state in checked.table.states}
    for place, form in enumerate(checked.forms):
        if strange := [stage for stage in form.stages if stage not in stages]:
            checked.refuse(("forms", place), f"No state of the way has the stage “{strange[0]}”.")
        for path, named in _currencies(form):
            if named != currency:
                words = f"The money of the fund is {currency}; here it is {named}."
                checked.refuse(("forms", place, *path), words)
    for number, move in enumerate(checked.table.moves):
        for row, condition in enumerate(move.conditions):
            at = Target(condition.section, condition.field)
            if not any(form.field_at(at) for form in checked.forms):
                words = f"No form has a field “{condition.field}” in a section “{condition.section}”."
                checked.refuse(("way", "moves", number, "conditions", row), words)


def _currencies(form: Form) -> Iterator[tuple[Path, str]]:
    for place, section in enumerate(form.sections):
        for number, one in enumerate(section.fields):
            for rules in (one.budget, one.subgrants):
                if rules:
                    yield ("sections", place, "fields", number), rules.currency


def _calls(checked: Checked) -> None:
    areas = {str(parts_of(row).get("number")) for row in rows_of(_part(checked, "areas").get("terms"))}
    stages = tuple(dict.fromkeys(one.stage for one in checked.table.states)) if checked.table else ()
    rows = rows_of(checked.document.get("calls"))
    if rows:
        normal = [row_of_call(at, words_of_call(parts_of(row))) for at, row in enumerate(rows, start=1)]
        checked.document["calls"] = list[Json](normal)
    for place, row in enumerate(rows):
        for at, reason in faults_of_call(parts_of(row), place + 1, areas, stages):
            checked.refuse(("calls", place, *at), reason)


def _bodies(checked: Checked) -> None:
    part = _part(checked, "bodies")
    if "bodies" not in checked.document:
        return
    _keys(checked, ("bodies",), part, "bodies")
    try:
        bodies = read_bodies(dict(part))
    except BrokenBodies as fault:
        _placed(checked, ("bodies",), fault.faults)
        return
    moves = {move.name for move in checked.table.moves} if checked.table else None
    for place, body in enumerate(bodies):
        for at, outcome in enumerate(body.outcomes):
            for name in outcome.moves if moves is not None else ():
                if moves is not None and name not in moves:
                    words = f"“{outcome.code}” names a move “{name}” the way does not have."
                    checked.refuse(("bodies", "bodies", place, "outcomes", at), words)


def _letters(checked: Checked) -> None:
    if "letters" not in checked.document:
        return
    part = _part(checked, "letters")
    _keys(checked, ("letters",), part, "letters")
    try:
        read_templates(dict(part))
    except BrokenLetters as fault:
        _placed(checked, ("letters",), fault.faults)


def _fees(checked: Checked) -> None:
    part = _part(checked, "fees")
    _keys(checked, ("fees",), part, "fees")
    for key in ("agent", "indirect"):
        if key in part and ((rate := _decimal(part[key])) is None or not 0 <= rate <= 1):
            checked.refuse(("fees", key), f"{key} is a share as a text: “0.01” is one per cent.")


def _markers(checked: Checked) -> None:
    part = _part(checked, "markers")
    _keys(checked, ("markers",), part, "markers")
    codes = [str(one["code"]) for one in shipped()]
    for code in rows_of(part.get("required")):
        if code not in codes:
            words = f"There is no questionnaire “{code}”; there are {', '.join(codes)}."
            checked.refuse(("markers", "required"), words)


def _terms(checked: Checked, part: str, kind: str) -> Iterator[tuple[Path, Mapping[str, Json]]]:
    table = _part(checked, part)
    _keys(checked, (part,), table, part)
    _text(checked, (part, "source"), table.get("source"))
    rows = rows_of(table.get("terms"))
    if not rows:
        checked.refuse((part,), f"{part} has a list “terms” with at least one row.")
    for place, row in enumerate(rows):
        path: Path = (part, "terms", place)
        _keys(checked, path, parts_of(row), kind, also=frozenset())
        yield path, parts_of(row)


def _part(checked: Checked, name: str) -> Mapping[str, Json]:
    return parts_of(checked.document.get(name))


def _keys(
    checked: Checked, path: Path, table: Mapping[str, Json], kind: str, *, also: frozenset[str] = RESTS_ON
) -> None:
    for key in table:
        if key not in KEYS[kind] | also:
            near = ", ".join(sorted(KEYS[kind] | also))
            checked.refuse((*path, key), f"“{key}” is not known here; known are {near}.")


def _text(checked: Checked, path: Path, value: Json) -> str:
    if isinstance(value, str) and value.strip():
        return value
    checked.refuse(path, f"{path[-1]} is missing: a text.")
    return ""


def _valid_from(checked: Checked, path: Path, table: Mapping[str, Json]) -> None:
    _text(checked, (*path, "source"), table.get("source"))
    value = table.get("valid_from")
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        checked.refuse((*path, "valid_from"), "valid_from is a day: 2026-01-01.")


def _is_day(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def _decimal(value: Json) -> Decimal | None:
    try:
        found = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and found >= 0 else None


def _placed(checked: Checked, path: Path, faults: Sequence[str]) -> None:
    """Faults of a reader that names places in words: `moves 3, conditions 1: …`, `section summary: …`."""
    for fault in faults:
        place, _colon, reason = fault.partition(": ")
        checked.refuse(_path_of(checked.document, path, place), reason or place)


def _path_of(document: Json, path: Path, place: str) -> Path:
    here: Json = document
    for step in path:
        here = (
            here[step] if isinstance(here, list) and isinstance(step, int) else parts_of(here).get(str(step))
        )
    for piece in place.removeprefix("form, ").split(", "):
        word, _space, name = piece.partition(" ")
        key = next((one for one in (word, f"{word}s") if one in parts_of(here)), None)
        if key is None:
            return path
        here, path = parts_of(here)[key], (*path, key)
        at = _row_of(rows_of(here), name.split(" ")[0] if name else "")
        if at is None:
            return path
        here, path = rows_of(here)[at], (*path, at)
    return path


def _row_of(rows: Sequence[Json], name: str) -> int | None:
    if name.isascii() and name.isdigit():
        return int(name) - 1 if 0 < int(name) <= len(rows) else None
    called = (
        place
        for place, row in enumerate(rows)
        if name and name in (parts_of(row).get("code"), parts_of(row).get("name"))
    )
    return next(called, None)
