"""Which entries of different documents are the same programme.

Countries must agree as far as both print them; beyond that money to its printed rounding and the words of
title and summary decide. Where a heading is lost, words alone do: more of them must agree, and names of
places or peoples among them.
"""

import re
from dataclasses import dataclass

from jointfund.reading.records import Programme, Reading
from jointfund.reading.similarity import content_words, overlap

_ENOUGH_WITH_COUNTRIES_AND_BUDGET = 0.2
_ENOUGH_WITH_COUNTRIES = 0.4
_ENOUGH_BY_WORDS = 0.4
_ENOUGH_AGAINST_BUDGET = 0.6
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_NO_NAMES = frozenset(
    ("Joint", "Programme", "Programmes", "Government", "Global", "Compact", "United", "Nations", "National")
)


@dataclass(frozen=True)
class Likeness:
    """How alike two entries are; `is_same` only where every test that can be made is passed."""

    words: float
    score: float
    is_same: bool


def same_programmes(reading: Reading) -> tuple[tuple[Programme, ...], ...]:
    """Groups of entries that are one programme, at most one of each document; single entries included."""
    groups: list[list[Programme]] = []
    for document in reading.documents:
        mine = [p for p in reading.programmes if p.source.file == document.file]
        pairs = sorted(
            (
                (likeness(programme, group[0]).score, i, g)
                for i, programme in enumerate(mine)
                for g, group in enumerate(groups)
                if likeness(programme, group[0]).is_same
            ),
            reverse=True,
        )
        placed: dict[int, int] = {}
        for _, i, g in pairs:
            if i not in placed and g not in placed.values():
                placed[i] = g
        for i, programme in enumerate(mine):
            if i in placed:
                groups[placed[i]].append(programme)
        groups += [[programme] for i, programme in enumerate(mine) if i not in placed]
    return tuple(tuple(group) for group in groups)


def likeness(first: Programme, second: Programme) -> Likeness:
    """How alike two entries of different documents are."""
    words = _words_alike(first, second)
    budget = budgets_agree(first, second)
    here, there = ({c.iso3 for c in p.countries} for p in (first, second))
    if here and there:
        shared = len(here & there) / len(here | there)
        is_same = _same_by_countries(shared, words, budget)
    else:
        named = len(_names(first) & _names(second)) >= 2
        shared, is_same = 0.0, words >= _ENOUGH_BY_WORDS and named and budget is not False
    return Likeness(words, shared + 2 * words + (0.5 if budget else 0.0), is_same)


def _same_by_countries(shared: float, words: float, budget: bool | None) -> bool:
    """Whether entries with printed countries are one programme; `shared` is the part of countries in both."""
    if shared == 0 or budget is False:
        return shared == 1 and words >= _ENOUGH_AGAINST_BUDGET
    if shared == 1 and budget:
        return words >= _ENOUGH_WITH_COUNTRIES_AND_BUDGET
    return words >= _ENOUGH_WITH_COUNTRIES and (shared == 1 or budget is True)


def _names(programme: Programme) -> frozenset[str]:
    """Capitalised words inside sentences: places, peoples, bodies."""
    text = " ".join(f"{programme.title or ''} {programme.summary_text or ''}".split())
    return frozenset(_NAME.findall(text)) - _NO_NAMES


def _words_alike(first: Programme, second: Programme) -> float:
    titles = overlap(content_words(first.title or ""), content_words(second.title or ""))
    texts = overlap(_all_words(first), _all_words(second))
    return max(texts, (titles + texts) / 2)


def _all_words(programme: Programme) -> frozenset[str]:
    return content_words(f"{programme.title or ''} {programme.summary_text or ''}")


def budgets_agree(first: Programme, second: Programme) -> bool | None:
    """Whether two budgets are the same to the coarser one's printed rounding; None if one is not printed."""
    if first.budget_usd is None or second.budget_usd is None:
        return None
    step = max(_step(first), _step(second))
    return abs(first.budget_usd - second.budget_usd) * 2 <= step


def _step(programme: Programme) -> int:
    """The unit of the last printed digit of a rounded budget: 2.85M goes by ten thousands."""
    if programme.budget_precision != "rounded" or not programme.budget_usd:
        return 1
    amount, step = programme.budget_usd, 1
    while amount % 10 == 0:
        amount, step = amount // 10, step * 10
    return min(max(step, 10_000), 100_000)
