"""The table of moves: which states a proposal can be in and what leads from one to another. Pure.

The table is versioned data of a fund. Code knows only the names of checks, effects and permissions; a table
that names another, leaves a state out of reach or ends where nothing is closed is refused with its faults.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from jointfund.kernel.data_rows import Json, named_rows, text_of
from jointfund.kernel.errors import DomainError


class StateKind(StrEnum):
    """What a state is on the way: the one start, one on the way, or an end."""

    START = "start"
    OPEN = "open"
    CLOSED = "closed"


class BrokenTable(DomainError):
    """A table of moves that cannot be used; `faults` names each place and what is wrong there."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class State:
    """One state: the word the desk uses, the public's word, and the status a pipeline shows for it.

    `public_label` is empty and `status` is empty where the public sees nothing. `stage` is the stage of the
    forms that is written or read in it, empty where there is none.
    """

    code: str
    label: str
    kind: StateKind = StateKind.OPEN
    public_label: str = ""
    status: str = ""
    is_editable: bool = False
    stage: str = ""


@dataclass(frozen=True)
class AnswerCondition:
    """What the form must say before a move: one of `values`, or a number of at most `at_most`.

    With `column` the field is a table and the number the sum of that column. `otherwise` tells the proposer
    what to do where it does not hold.
    """

    section: str
    field: str
    otherwise: str
    column: str = ""
    values: tuple[str, ...] = ()
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Move:
    """One step: from which states to which, who may, what is checked before and done after.

    `label` is the verb on the button, `needs_note` asks for a reason in words, `conditions` are what the form
    has to say for this way to be taken.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    checks: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    needs_note: bool = False
    conditions: tuple[AnswerCondition, ...] = ()


@dataclass(frozen=True)
class Known:
    """The names a table may use: those the code has."""

    checks: Container[str]
    effects: Container[str]
    permissions: Container[str]


@dataclass(frozen=True)
class MoveTable:
    """States in the order of the way, and the moves between them."""

    states: tuple[State, ...]
    moves: tuple[Move, ...]

    @property
    def start(self) -> State:
        """Where every proposal begins."""
        return next(state for state in self.states if state.kind is StateKind.START)

    def state(self, code: str) -> State:
        """A state by its code; KeyError for one the table does not have."""
        found = next((state for state in self.states if state.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    def moves_from(self, code: str) -> tuple[Move, ...]:
        """The moves that leave a state, in the table's order."""
        return tuple(move for move in self.moves if code in move.sources)

    def move(self, name: str, code: str) -> Move | None:
        """The move of that name that leaves the state; None where it does not."""
        return next((move for move in self.moves_from(code) if move.name == name), None)


def read_table(document: Json, known: Known) -> MoveTable:
    """The table a JSON document holds. Raises BrokenTable with all its faults."""
    faults: list[str] = []
    parts = document if isinstance(document, dict) else {}
    states = tuple(_states(parts.get("states"), faults))
    moves = tuple(_moves(parts.get("moves"), faults))
    faults.extend(_faults(states, moves, known))
    if faults:
        raise BrokenTable(faults)
    return MoveTable(states, moves)


def as_json(table: MoveTable) -> Json:
    """The document `read_table` takes."""
    return {
        "states": [
            {
                "code": state.code,
                "label": state.label,
                "kind": state.kind.value,
                "public_label": state.public_label,
                "status": state.status,
                "is_editable": state.is_editable,
                "stage": state.stage,
            }
            for state in table.states
        ],
        "moves": [_move_json(move) for move in table.moves],
    }


def _move_json(move: Move) -> Json:
    shown: dict[str, Json] = {
        "name": move.name,
        "label": move.label,
        "sources": list(move.sources),
        "target": move.target,
        "permission": move.permission,
        "checks": list(move.checks),
        "effects": list(move.effects),
        "needs_note": move.needs_note,
    }
    if move.conditions:  # tables of earlier versions have no such part and stay equal to themselves
        shown["conditions"] = [_condition_json(one) for one in move.conditions]
    return shown


def _condition_json(one: AnswerCondition) -> Json:
    shown: dict[str, Json] = {"section": one.section, "field": one.field, "otherwise": one.otherwise}
    if one.column:
        shown["column"] = one.column
    if one.values:
        shown["values"] = list(one.values)
    if one.at_most is not None:
        shown["at_most"] = str(one.at_most)
    return shown


def _states(rows: Json, faults: list[str]) -> Iterator[State]:
    for place, row in named_rows(rows, "states", faults):
        kind = text_of(row, "kind") or StateKind.OPEN
        if kind not in set(StateKind):
            faults.append(f"{place}: kind is start, open or closed, not {kind!r}")
            kind = StateKind.OPEN
        if not text_of(row, "code") or not text_of(row, "label"):
            faults.append(f"{place}: a state has a code and a label")
        yield State(
            code=text_of(row, "code"),
            label=text_of(row, "label"),
            kind=StateKind(kind),
            public_label=text_of(row, "public_label"),
            status=text_of(row, "status"),
            is_editable=row.get("is_editable") is True,
            stage=text_of(row, "stage"),
        )


def _moves(rows: Json, faults: list[str]) -> Iterator[Move]:
    for place, row in named_rows(rows, "moves", faults):
        if not text_of(row, "name") or not text_of(row, "label"):
            faults.append(f"{place}: a move has a name and a label")
        yield Move(
            name=text_of(row, "name"),
            label=text_of(row, "label"),
            sources=_texts(row, "sources", place, faults),
            target=text_of(row, "target"),
            permission=text_of(row, "permission"),
            checks=_texts(row, "checks", place, faults),
            effects=_texts(row, "effects", place, faults),
            needs_note=row.get("needs_note") is True,
            conditions=tuple(_conditions(row.get("conditions"), place, faults)),
        )


def _conditions(rows: Json, place: str, faults: list[str]) -> Iterator[AnswerCondition]:
    if rows is None:
        return
    for at, row in named_rows(rows, f"{place}, conditions", faults):
        values, most = _texts(row, "values", at, faults), _most(row, at, faults)
        if not all(text_of(row, key) for key in ("section", "field", "otherwise")):
            faults.append(f"{at}: a condition names a section and a field, and says what else to do")
        if bool(values) == (most is not None):
            faults.append(f"{at}: a condition has either values or at_most")
        yield AnswerCondition(
            section=text_of(row, "section"),
            field=text_of(row, "field"),
            otherwise=text_of(row, "otherwise"),
            column=text_of(row, "column"),
            values=values,
            at_most=most,
        )


def _most(row: Mapping[str, Json], place: str, faults: list[str]) -> Decimal | None:
    value = row.get("at_most")
    if value is None:
        return None
    try:
        most = Decimal(str(value))
    except InvalidOperation:
        most = Decimal("NaN")
    if isinstance(value, bool | float) or not most.is_finite() or most < 0:
        faults.append(f'{place}: at_most is a whole number or a text like "25000.00"')
        return Decimal(0)
    return most


def _texts(row: Mapping[str, Json], key: str, place: str, faults: list[str]) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        faults.append(f"{place}: {key} is a list of names")
        return ()
    return tuple(str(one) for one in value)


def _faults(states: Sequence[State], moves: Sequence[Move], known: Known) -> Iterator[str]:
    codes = [state.code for state in states]
    yield from (f"state {code}: named twice" for code in _repeated(codes))
    starts = [state.code for state in states if state.kind is StateKind.START]
    if len(starts) != 1:
        yield f"states: one is the start, here {len(starts)} are"
    for move in moves:
        yield from _faults_of(move, set(codes), known)
    yield from (
        f"state {code}: two moves of the name {name} leave it"
        for code, name in _repeated((source, move.name) for move in moves for source in move.sources)
    )
    if len(starts) == 1:
        yield from _faults_of_the_way(states, moves, starts[0])


def _faults_of(move: Move, codes: set[str], known: Known) -> Iterator[str]:
    place = f"move {move.name}"
    if not move.sources:
        yield f"{place}: no state it leaves"
    yield from (f"{place}: no state {code}" for code in (*move.sources, move.target) if code not in codes)
    if move.permission not in known.permissions:
        yield f"{place}: no permission {move.permission}"
    yield from (f"{place}: no check {name}" for name in move.checks if name not in known.checks)
    yield from (f"{place}: no effect {name}" for name in move.effects if name not in known.effects)


def _faults_of_the_way(states: Sequence[State], moves: Sequence[Move], start: str) -> Iterator[str]:
    """Every state is reached, leads on unless it is closed, and from each an end can be reached."""
    ahead = {state.code: {move.target for move in moves if state.code in move.sources} for state in states}
    reached = _reached([start], ahead)
    back = {code: {other for other in ahead if code in ahead[other]} for code in ahead}
    ending = _reached([state.code for state in states if state.kind is StateKind.CLOSED], back)
    for state in states:
        closed = state.kind is StateKind.CLOSED
        if state.code not in reached:
            yield f"state {state.code}: no move leads there from the start"
        if closed and ahead[state.code]:
            yield f"state {state.code}: it is closed, and a move leaves it"
        if not closed and state.code not in ending:
            yield f"state {state.code}: no way leads from it to a closed one"


def _reached(begin: Iterable[str], ahead: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(begin)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(ahead.get(code, ()))
    return found


def _repeated[T](values: Iterable[T]) -> list[T]:
    seen: set[T] = set()
    twice: dict[T, None] = {}
    for value in values:
        if value in seen:
            twice[value] = None
        seen.add(value)
    return list(twice)
