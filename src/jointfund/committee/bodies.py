"""The bodies of a fund as data: seats by group, the quorum, what each may decide. Pure.

A file that cannot be used is refused whole, with every fault at its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jointfund.kernel.data_rows import Json, named_rows, text_of
from jointfund.kernel.errors import DomainError


class BrokenBodies(DomainError):
    """A file of bodies that cannot be used; `faults` names each place and what is wrong there."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class QuorumRule:
    """Which share of the seats that count has to be there: `share` itself, or more than it."""

    share: Decimal
    more_than: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a body can decide, and which moves of a proposal's table follow; the first that fits is made."""

    code: str
    label: str
    moves: tuple[str, ...] = ()
    allocates: bool = False
    takes_conditions: bool = False
    for_subjects: bool = False


@dataclass(frozen=True)
class Group:
    """A group that holds seats; `seats` is None where no source says how many."""

    code: str
    name: str
    seats: int | None
    confidence: str = ""


@dataclass(frozen=True)
class BodyRules:
    """One body. A body that decides has a quorum and outcomes; another only meets."""

    code: str
    name: str
    decides: bool
    groups: tuple[Group, ...]
    quorum: QuorumRule | None = None
    outcomes: tuple[Outcome, ...] = ()
    confidence: str = ""

    def outcome(self, code: str) -> Outcome | None:
        """The outcome of that code."""
        return next((one for one in self.outcomes if one.code == code), None)


def read_bodies(document: Json) -> tuple[BodyRules, ...]:
    """The bodies a JSON document holds. Raises BrokenBodies with all its faults."""
    faults: list[str] = []
    parts = document if isinstance(document, dict) else {}
    bodies = tuple(
        _body(row, place, faults) for place, row in named_rows(parts.get("bodies"), "bodies", faults)
    )
    for code in {one.code for one in bodies if [each.code for each in bodies].count(one.code) > 1}:
        faults.append(f"body {code}: named twice")
    if faults:
        raise BrokenBodies(faults)
    return bodies


def read_body(document: Json) -> BodyRules:
    """One body as it stands in the list. Raises BrokenBodies."""
    return read_bodies({"bodies": [document]})[0]


def _body(row: Mapping[str, Json], place: str, faults: list[str]) -> BodyRules:
    decides = row.get("decides") is True
    outcomes = tuple(_outcomes(row, place, faults)) if decides else ()
    if not text_of(row, "code") or not text_of(row, "name"):
        faults.append(f"{place}: a body has a code and a name")
    return BodyRules(
        code=text_of(row, "code"),
        name=text_of(row, "name"),
        decides=decides,
        groups=tuple(_groups(row, place, faults)),
        quorum=_quorum(row.get("quorum"), place, faults) if decides else None,
        outcomes=outcomes,
        confidence=text_of(row, "confidence"),
    )


def _groups(row: Mapping[str, Json], place: str, faults: list[str]) -> Iterator[Group]:
    for at, group in named_rows(row.get("constituencies"), f"{place}, constituencies", faults):
        seats = group.get("seats")
        if not (seats is None or (isinstance(seats, int) and not isinstance(seats, bool) and seats > 0)):
            faults.append(f"{at}: seats is a number above nothing, or null where it is not known")
            seats = None
        if not text_of(group, "code") or not text_of(group, "name"):
            faults.append(f"{at}: a group has a code and a name")
        yield Group(
            text_of(group, "code"),
            text_of(group, "name"),
            seats if isinstance(seats, int) else None,
            text_of(group, "confidence"),
        )


def _outcomes(row: Mapping[str, Json], place: str, faults: list[str]) -> Iterator[Outcome]:
    seen: set[str] = set()
    for at, one in named_rows(row.get("outcomes"), f"{place}, outcomes", faults):
        moves = one.get("moves", [])
        code = text_of(one, "code")
        if not code or not text_of(one, "label"):
            faults.append(f"{at}: an outcome has a code and a label")
        if code in seen:
            faults.append(f"{at}: {code} is named twice")
        if not isinstance(moves, list) or not all(isinstance(name, str) for name in moves):
            faults.append(f"{at}: moves is a list of names of the fund's table")
            moves = []
        allocates = one.get("allocates") is True
        if allocates and not moves:
            faults.append(f"{at}: money is allocated with a move only")
        seen.add(code)
        yield Outcome(
            code,
            text_of(one, "label"),
            tuple(str(name) for name in moves),
            allocates,
            one.get("takes_conditions") is True,
            one.get("for_subjects") is True,
        )


def _quorum(row: Json, place: str, faults: list[str]) -> QuorumRule | None:
    if not isinstance(row, dict):
        faults.append(f"{place}: a body that decides says its quorum")
        return None
    try:
        share = Decimal(str(row.get("share"))) if isinstance(row.get("share"), str) else Decimal("NaN")
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite() or not 0 < share <= 1:
        faults.append(f'{place}, quorum: share is a text like "0.5", above 0 and at most 1')
        return None
    if share == 1 and row.get("more_than") is True:
        faults.append(f"{place}, quorum: more than all can never be there")
    return QuorumRule(share, row.get("more_than") is True)
