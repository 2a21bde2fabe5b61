"""An encoder of meaning, where an installation has one: the best answers are ordered by it once more.

None comes with us and none is needed. What it is asked is in `Encoder`; JOINTFUND_SEARCH_ENCODER names it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from jointfund.search.ranking.scores import Scored

SETTING = "JOINTFUND_SEARCH_ENCODER"
ORDERED_AGAIN = 30  # answers
# How little the first places tell from the next: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion" (2009).
RANK_CONSTANT = 60


class Encoder(Protocol):
    """Gives each text a vector, all of one length; texts of like meaning get vectors of like direction."""

    def encode(self, texts: Sequence[str]) -> Sequence[Sequence[float]]: ...


@cache
def configured_encoder() -> Encoder | None:
    """The encoder of this installation, made at the first question; None where none is named."""
    return _maker(settings.SEARCH_ENCODER)() if settings.SEARCH_ENCODER else None


def check_setting() -> None:
    """Raise ImproperlyConfigured where the setting names nothing that can make an encoder."""
    if settings.SEARCH_ENCODER:
        _maker(settings.SEARCH_ENCODER)


def ordered_again(
    question: str,
    scored: Sequence[Scored],
    text_of: Callable[[Sequence[Scored]], Sequence[str]],
    encoder: Encoder,
) -> list[Scored]:
    """The same with the first of them ordered by words and by meaning, each as much as the other.

    The scores stay with the places, so that they still fall from one answer to the next.
    """
    first, rest = list(scored[:ORDERED_AGAIN]), scored[ORDERED_AGAIN:]
    if len(first) < 2:
        return list(scored)
    asked, *vectors = encoder.encode([question, *text_of(first)])
    near = [_cosine(asked, vector) for vector in vectors]
    by_meaning = sorted(range(len(first)), key=lambda n: (-near[n], n))
    shares = {n: 1 / (RANK_CONSTANT + n) + 1 / (RANK_CONSTANT + by_meaning.index(n)) for n in by_meaning}
    order = sorted(shares, key=lambda n: (-shares[n], n))
    moved = [replace(first[n], score=first[place].score) for place, n in enumerate(order)]
    return [*moved, *rest]


def _maker(path: str) -> Callable[[], Encoder]:
    try:
        found = import_string(path)
    except (ImportError, ValueError) as error:
        raise ImproperlyConfigured(f"{SETTING} names “{path}”, which cannot be imported: {error}") from error
    if not callable(found):
        raise ImproperlyConfigured(f"{SETTING} names “{path}”, which makes no encoder: it cannot be called.")
    return cast("Callable[[], Encoder]", found)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """1 for the same direction; 0 where one of them has none."""
    lengths = math.hypot(*one) * math.hypot(*other)
    return sum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0
