"""The entries worth ranking, some hundreds at most, from an index that may hold hundreds of thousands.

The rarer words of a question find nearly all that answers it. They are looked up until the entries that hold
them reach `BUDGET`; of the commoner ones only entries that hold two of them together, newest first. So no
question, however it is made, reads more than a bounded part of the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from jointfund.funds.models import Fund

BUDGET = 2_000
MOST = 150
MOST_TERMS = 24
FEW = 30  # entries that show whether a word leads anywhere
_HOLDING_SQLITE = "e.id FROM search_fts f JOIN search_searchentry e ON e.id = f.rowid WHERE f.terms MATCH %s"
_HOLDING = "e.id FROM search_searchentry e WHERE e.vector @@ %s::tsquery"


@dataclass(frozen=True)
class Scope:
    """Whose entries are looked through: a fund's, for strangers the public ones; of all kinds or some."""

    fund: Fund
    public_only: bool
    kinds: tuple[str, ...] = ()


def find_candidates(scope: Scope, rarity: Mapping[str, float], frequencies: Mapping[str, int]) -> list[int]:
    """Keys of entries that hold something of the question; `rarity` weighs its terms."""
    known = sorted((term for term in rarity if frequencies.get(term)), key=lambda term: frequencies[term])
    rare, common = _split(known[:MOST_TERMS], frequencies)
    found = _holding_any(scope, {term: rarity[term] for term in rare}) if rare else []
    if common and len(found) < MOST:
        found += _holding_all(scope, common[:2])
    if common and not found:
        found = _holding_all(scope, common[:1])
    return list(dict.fromkeys(found))[:MOST]


def find_each(scope: Scope, terms: Iterable[str]) -> Mapping[str, frozenset[int]]:
    """Keys of the newest entries that hold each of these terms, a few of each; one query for all."""
    wanted = list(dict.fromkeys(terms))
    if not wanted:
        return {}
    conditions, values = _conditions(scope)
    is_sqlite = connection.vendor == "sqlite"
    holding = _HOLDING_SQLITE if is_sqlite else _HOLDING
    parts = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {number}, {holding} AND {conditions} "  # noqa: S608 - words of our own
        f"ORDER BY {'f.rowid' if is_sqlite else 'e.id'} DESC LIMIT {FEW}) AS part{number}"
        for number in range(len(wanted))
    )
    quoted = _quoted if is_sqlite else _lexeme
    with connection.cursor() as cursor:
        cursor.execute(parts, [value for term in wanted for value in (quoted(term), *values)])
        rows = cursor.fetchall()
    return {
        term: frozenset(int(key) for part, key in rows if part == number)
        for number, term in enumerate(wanted)
    }


def _split(terms: Sequence[str], frequencies: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """The terms whose entries together keep within the budget, rarest first, and all others."""
    spent = 0
    for number, term in enumerate(terms):
        spent += frequencies[term]
        if spent > BUDGET:
            return list(terms[:number]), list(terms[number:])
    return list(terms), []


def _holding_any(scope: Scope, weights: Mapping[str, float]) -> list[int]:
    """The entries with the rarest terms of these, best first."""
    conditions, values = _conditions(scope)
    if connection.vendor == "sqlite":
        match = " OR ".join(_quoted(term) for term in weights)
        return _keys(
            f"SELECT {_HOLDING_SQLITE} AND {conditions} ORDER BY f.rank LIMIT {MOST}",
            [match, *values],
        )
    cases = " + ".join("CASE WHEN e.vector @@ %s::tsquery THEN %s ELSE 0 END" for _ in weights)
    scored = [value for term, weight in weights.items() for value in (_lexeme(term), weight)]
    match = " | ".join(_lexeme(term) for term in weights)
    return _keys(
        f"SELECT {_HOLDING} AND {conditions} ORDER BY {cases} DESC, e.id LIMIT {MOST}",
        [match, *values, *scored],
    )


def _holding_all(scope: Scope, terms: Sequence[str]) -> list[int]:
    """The newest entries that hold all of these terms."""
    conditions, values = _conditions(scope)
    if connection.vendor == "sqlite":
        match = " AND ".join(_quoted(term) for term in terms)
        return _keys(
            f"SELECT {_HOLDING_SQLITE} AND {conditions} ORDER BY f.rowid DESC LIMIT {MOST}",
            [match, *values],
        )
    match = " & ".join(_lexeme(term) for term in terms)
    return _keys(
        f"SELECT {_HOLDING} AND {conditions} ORDER BY e.id DESC LIMIT {MOST}",
        [match, *values],
    )


def _conditions(scope: Scope) -> tuple[str, list[str | int | float]]:
    conditions = ["e.fund_id = %s"]
    values: list[str | int | float] = [scope.fund.pk, *scope.kinds]
    if scope.public_only:
        conditions.append("e.is_public")
    if scope.kinds:
        conditions.append(f"e.kind IN ({', '.join('%s' for _ in scope.kinds)})")
    return " AND ".join(conditions), values


def _quoted(term: str) -> str:
    """A term as FTS5 takes it whatever signs it holds."""
    return '"' + term.replace('"', '""') + '"'


def _lexeme(term: str) -> str:
    """A term as a tsquery takes it unchanged."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _keys(sql: str, values: Sequence[str | int | float]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [int(row[0]) for row in cursor.fetchall()]
