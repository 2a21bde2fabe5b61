"""How alike two texts are: shared content words, and closeness of spelling."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "on",
        "for",
        "to",
        "with",
        "by",
        "at",
        "from",
        "through",
        "via",
        "their",
        "its",
        "this",
        "that",
        "as",
        "is",
        "are",
        "be",
        "will",
        "including",
        "into",
        "between",
        "among",
        "within",
        "all",
        "especially",
        "programme",
        "joint",
    ]
)


@lru_cache(maxsize=2048)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, in lower case and without plural endings."""
    words = re.findall(r"[a-zà-ÿ0-9]+", text.lower().replace("’", "'"))
    return frozenset(_stem(word) for word in words if word not in _EMPTY and len(word) > 1)


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of the smaller set that stands in the other: 1.0 where one text holds the other."""
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of all words that both have: 1.0 only for the same words."""
    return len(first & second) / len(first | second) if first | second else 0.0


def spelling(first: str, second: str) -> float:
    """How close two names are letter by letter, 1.0 for the same."""
    return SequenceMatcher(None, first.lower(), second.lower()).ratio()
