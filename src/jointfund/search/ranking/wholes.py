"""Wholes before their parts: a lesson stands behind the project that answers as well.

Short texts score high for one word; what only lies in a place that was asked for answers less than what is
about the thing. Pure.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jointfund.search.analysis.phrases import PLACE
from jointfund.search.analysis.texts import Question
from jointfund.search.ranking.entries import Rankable
from jointfund.search.ranking.scores import Scored

PARTS: Mapping[str, float] = {"lesson": 0.8, "result": 0.5, "document": 0.8}
ONLY_ITS_PLACE = 0.4
JUST_BEHIND = 0.999

type Name = tuple[str, str]  # kind and reference


def wholes_first(
    scored: Sequence[Scored], names: Sequence[Name], entries: Sequence[Rankable], question: Question
) -> list[Scored]:
    """The same, best first, with the scores of parts and of what only its place answers made smaller.

    A lesson, `project/green/challenge-2`, comes after its whole, `green`, which says it too.
    """
    things = {*question.stems, *(code for code in question.codes if not code.startswith(PLACE))}
    weighed = [
        replace(one, score=one.score * _weight(names[one.index][0], entries[one.index], things))
        for one in scored
    ]
    scores: dict[Name | None, float] = {names[one.index]: one.score for one in weighed}
    behind = [
        replace(one, score=min(one.score, JUST_BEHIND * scores.get(_whole(names[one.index]), math.inf)))
        for one in weighed
    ]
    return sorted(behind, key=lambda one: (-one.score, one.index))


def _whole(name: Name) -> Name | None:
    kind, reference = name
    if kind != "lesson" or reference.count("/") != 2:
        return None
    owner, of, _anchor = reference.split("/")
    return owner, of


def _weight(kind: str, entry: Rankable, things: set[str]) -> float:
    is_about = not things or any(thing in entry.counts for thing in things)
    return PARTS.get(kind, 1.0) * (1.0 if is_about else ONLY_ITS_PLACE)
