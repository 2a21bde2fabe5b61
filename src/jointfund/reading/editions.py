"""Two editions of a list of programmes: what entered, left, moved and changed. Pure.

An edition is a booklet as read, or the record as of a day. Programmes are matched by the rules of
`intake.matching`, over plain records: the same title, else the same countries with at least one more
agreement (area, amount); the same printed summary stands in for the same lines. A heading alone never
decides.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from jointfund.kernel.money import exact
from jointfund.kernel.words import fold
from jointfund.reading.records import Programme, Span
from jointfund.reading.similarity import content_words, likeness

# A rounded amount is printed to one or two digits after the million.
ROUNDING = Decimal(50_000)
SAME_TEXT, SHORTEST_TEXT = 0.8, 12

ChangeKind = Literal["status", "section", "area", "title", "budget", "months", "partners", "countries"]
MOVES: frozenset[ChangeKind] = frozenset({"status", "section", "area"})


@dataclass(frozen=True)
class Entry:
    """One programme of one edition. `place` is where it is printed, None for an entry of the record."""

    key: str
    name: str
    title: str | None
    countries: tuple[tuple[str, str], ...]  # code and name
    area: int | None
    budget: Decimal | None
    is_budget_rounded: bool
    months: int | None
    status: str | None  # in words
    section: str
    partners: tuple[str, ...] | None = None  # None where the edition does not tell
    summary: str = ""
    place: Span | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Codes of its countries."""
        return frozenset(code for code, _name in self.countries)


@dataclass(frozen=True)
class Edition:
    """A list of programmes with the words to call it by."""

    name: str
    entries: tuple[Entry, ...]
    currency: str = "USD"


@dataclass(frozen=True)
class Change:
    """One field of one programme that differs between two editions, told in a sentence."""

    kind: ChangeKind
    sentence: str
    old: str
    new: str


@dataclass(frozen=True)
class Pair:
    """A programme in both editions with what differs; `rule` is what they were matched by."""

    old: Entry
    new: Entry
    rule: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class EditionDiff:
    """The answer: each programme of both editions stands in exactly one of the lists, or in a pair."""

    old: Edition
    new: Edition
    entered: tuple[Entry, ...]
    left: tuple[Entry, ...]
    pairs: tuple[Pair, ...]

    @property
    def moved(self) -> tuple[Pair, ...]:
        """Pairs whose status, section or area differs."""
        return tuple(one for one in self.pairs if any(change.kind in MOVES for change in one.changes))

    @property
    def changed(self) -> tuple[Pair, ...]:
        """Pairs of which something else differs: title, budget, months, partners, countries."""
        return tuple(one for one in self.pairs if any(change.kind not in MOVES for change in one.changes))

    @property
    def unchanged(self) -> int:
        """How many programmes stand in both editions without a difference."""
        return sum(not one.changes for one in self.pairs)


def entry_of(programme: Programme, status_labels: dict[str, str] | None = None) -> Entry:
    """A programme of a document as an entry of an edition."""
    names = ", ".join(country.name for country in programme.countries)
    heading = (programme.heading or "").split("\n")[0].strip()
    printed = programme.status_text or programme.status
    status = (status_labels or {}).get(programme.status or "", printed)
    return Entry(
        key=f"{programme.source.file}:{programme.source.start_line}",
        name=programme.title or names or heading or f"entry on line {programme.source.start_line}",
        title=programme.title,
        countries=tuple((country.iso3, country.name) for country in programme.countries),
        area=programme.thematic_area,
        budget=Decimal(programme.budget_usd) if programme.budget_usd is not None else None,
        is_budget_rounded=programme.budget_precision == "rounded",
        months=programme.duration_months,
        status=status,
        section=programme.section,
        partners=tuple(partner.name for partner in programme.key_partners)
        if programme.key_partners_text is not None
        else None,
        summary=programme.summary_text or "",
        place=programme.source,
    )


def compare_editions(old: Edition, new: Edition) -> EditionDiff:
    """What entered, left, moved and changed between two editions, in the order of the new one."""
    matched = match_entries(old.entries, new.entries)
    pairs = tuple(
        Pair(old.entries[before], entry, rule, tuple(_changes(old.entries[before], entry, new.currency)))
        for index, entry in enumerate(new.entries)
        if index in matched
        for before, rule in [matched[index]]
    )
    kept = {before for before, _rule in matched.values()}
    return EditionDiff(
        old,
        new,
        entered=tuple(entry for index, entry in enumerate(new.entries) if index not in matched),
        left=tuple(entry for index, entry in enumerate(old.entries) if index not in kept),
        pairs=pairs,
    )


type _Score = Callable[[Entry, Entry], float]


def match_entries(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, tuple[int, str]]:
    """For the place of each new entry that is known, the place of the old one and the rule that found it.

    Each entry is used once; where two fit equally well, none is taken.
    """
    found: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    rules: tuple[tuple[str, _Score], ...] = (
        ("the same title", _same_title),
        ("the same summary", _same_summary),
        ("the same countries with area or amount", _agreements),
    )
    for name, score in rules:
        scored = [
            (value, before, after)
            for after, entry in enumerate(new)
            if after not in found
            for before, known in enumerate(old)
            if before not in taken and (value := score(known, entry))
        ]
        while pair := _clearest(scored):
            before, after = pair
            found[after] = (before, name)
            taken.add(before)
            scored = [one for one in scored if one[1] != before and one[2] != after]
    return found


def _clearest(scored: list[tuple[float, int, int]]) -> tuple[int, int] | None:
    """The pair with the best score that has no rival on either side."""
    best_old: dict[int, float] = {}
    best_new: dict[int, float] = {}
    for value, before, after in scored:
        best_old[before] = max(value, best_old.get(before, 0))
        best_new[after] = max(value, best_new.get(after, 0))
    best = [one for one in scored if one[0] == best_old[one[1]] == best_new[one[2]]]
    olds, news = Counter(one[1] for one in best), Counter(one[2] for one in best)
    clear = [one for one in best if olds[one[1]] == news[one[2]] == 1]
    top = max(clear, key=lambda one: one[0], default=None)
    return (top[1], top[2]) if top else None


def _same_title(old: Entry, new: Entry) -> float:
    first, second = _comparable(old.title), _comparable(new.title)
    return float(bool(first) and first == second)


@lru_cache(maxsize=4096)
def _comparable(title: str | None) -> str:
    return fold(title or "").rstrip(".")


def _same_summary(old: Entry, new: Entry) -> float:
    first, second = content_words(old.summary), content_words(new.summary)
    if min(len(first), len(second)) < SHORTEST_TEXT:
        return 0
    alike = likeness(first, second)
    return alike if alike >= SAME_TEXT else 0


def _agreements(old: Entry, new: Entry) -> float:
    """How many things agree beside the countries; 0 where the two cannot be one programme."""
    if not old.codes or not new.codes or not (new.codes <= old.codes or old.codes <= new.codes):
        return 0
    if old.area and new.area and old.area != new.area:
        return 0
    agreements = int(bool(new.area) and old.area == new.area) + int(same_amount(old, new))
    return agreements if old.codes == new.codes or agreements == len(("area", "amount")) else 0


def same_amount(old: Entry, new: Entry) -> bool:
    """Whether two budgets are one amount; a rounded one agrees with what it may stand for."""
    if old.budget is None or new.budget is None:
        return False
    tolerance = ROUNDING if old.is_budget_rounded or new.is_budget_rounded else Decimal(0)
    return abs(old.budget - new.budget) <= tolerance


def _changes(old: Entry, new: Entry, currency: str) -> Iterable[Change]:
    name = f"“{new.title or old.title or new.name}”"
    if old.section and new.section and old.section != new.section:
        yield Change(
            "section",
            f"{name} moved from the {old.section} list to the {new.section} list.",
            old.section,
            new.section,
        )
    if old.status and new.status and fold(old.status).rstrip(".") != fold(new.status).rstrip("."):
        yield Change("status", _turned(name, "status", old.status, new.status), old.status, new.status)
    if old.area and new.area and old.area != new.area:
        yield Change(
            "area", f"{name} moved from area {old.area} to area {new.area}.", f"{old.area}", f"{new.area}"
        )
    if old.title and new.title and not _same_title(old, new):
        yield Change("title", f"“{old.title}” is now titled “{new.title}”.", old.title, new.title)
    yield from _budget(old, new, name, currency)
    if old.months and new.months and old.months != new.months:
        yield Change(
            "months",
            f"{name}: the duration was {old.months} months and is now {new.months}.",
            f"{old.months} months",
            f"{new.months} months",
        )
    if old.countries and new.countries and old.codes != new.codes:
        was, now = dict(old.countries), dict(new.countries)
        yield _gained_and_lost("countries", name, "countries", was, now)
    if old.partners is not None and new.partners is not None:
        was = {fold(partner): partner for partner in old.partners}
        now = {fold(partner): partner for partner in new.partners}
        if was.keys() != now.keys():
            yield _gained_and_lost("partners", name, "key partners", was, now)


def _budget(old: Entry, new: Entry, name: str, currency: str) -> Iterable[Change]:
    if old.budget is None or new.budget is None or same_amount(old, new):
        return
    was, now = exact(old.budget, currency), exact(new.budget, currency)
    grew = "rose" if new.budget > old.budget else "fell"
    by = exact(abs(new.budget - old.budget), currency)
    yield Change("budget", f"{name}: the budget {grew} by {by}, from {was} to {now}.", was, now)


def _turned(name: str, what: str, old: str, new: str) -> str:
    return f"{name}: the {what} was “{old.rstrip('.')}” and is now “{new.rstrip('.')}”."


def _gained_and_lost(
    kind: ChangeKind, name: str, what: str, old: dict[str, str], new: dict[str, str]
) -> Change:
    gained = [words for key, words in new.items() if key not in old]
    lost = [words for key, words in old.items() if key not in new]
    parts = [f"now also {'; '.join(gained)}"] if gained else []
    parts += [f"no longer {'; '.join(lost)}"] if lost else []
    return Change(
        kind,
        f"{name}, {what}: {'; '.join(parts)}.",
        "; ".join(old.values()),
        "; ".join(new.values()),
    )
