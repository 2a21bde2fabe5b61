"""Wholes before their parts: a lesson stands behind the project that says it too, unless it is asked for.

Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jointfund.search.analysis.words import asks_for_lessons, words_in
from jointfund.search.ranking.scores import Scored

# Short texts score high for one word, and what a part says its whole says as well. Measured on the documents
# and on the demonstration's record, see `bench/search_parts.py` and `bench/search_demo.py`.
PARTS: Mapping[str, float] = {"lesson": 0.5, "result": 0.2, "document": 0.2}
LESSONS_ASKED: Mapping[str, float] = {**PARTS, "lesson": 1.0}


def weights_for(question: str) -> Mapping[str, float]:
    """How much parts count for a question: who asks what went wrong gets lessons."""
    return LESSONS_ASKED if asks_for_lessons(words_in(question)) else PARTS


def wholes_first(
    scored: Sequence[Scored], kinds: Sequence[str], parts: Mapping[str, float] = PARTS
) -> list[Scored]:
    """The same, best first, with the scores of parts made smaller; `kinds` are those of all entries."""
    weighed = [replace(one, score=one.score * parts.get(kinds[one.index], 1.0)) for one in scored]
    return sorted(weighed, key=lambda one: (-one.score, one.index))
