"""Wholes before their parts: a lesson stands behind the project that says it too. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from jointfund.search.ranking.scores import Scored

PARTS = frozenset({"lesson", "result", "document"})
# Short texts score high for one word, and what a part says its whole says as well.
# Chosen on questions it is not measured with: see `bench/search_parts.py`.
PART = 0.2


def wholes_first(scored: Sequence[Scored], kinds: Sequence[str], part: float = PART) -> list[Scored]:
    """The same, best first, with the scores of parts made smaller; `kinds` are those of all entries."""
    weighed = [replace(one, score=one.score * part) if kinds[one.index] in PARTS else one for one in scored]
    return sorted(weighed, key=lambda one: (-one.score, one.index))
