"""Topics of synthesis: which statements belong to each, and the features projects are compared by.

The words are data (`data/topics.json`), chosen from what the field speaks about. A cue is the beginning of a
word or of several: `municipal` finds *municipality*.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jointfund.kernel.words import fold

DATA = Path(__file__).resolve().parent / "data" / "topics.json"


@dataclass(frozen=True)
class Feature:
    """What several projects may have in common, told by the words they use."""

    code: str
    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Topic:
    """One topic. `pattern` is None where every statement of its kinds belongs to it."""

    code: str
    kinds: frozenset[str]
    pattern: re.Pattern[str] | None
    features: tuple[Feature, ...]

    def words_in(self, kind: str, text: str) -> str | None:
        """The word by which a statement belongs to the topic, "" where its kind is enough; None if not."""
        if kind not in self.kinds:
            return None
        if self.pattern is None:
            return ""
        found = self.pattern.search(fold(text))
        return found[0] if found else None


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its code."""
    entries = json.loads(DATA.read_text(encoding="utf-8"))["topics"]
    return {
        entry["code"]: Topic(
            entry["code"],
            frozenset(entry["kinds"]),
            cue_pattern(entry["cues"]) if entry["cues"] else None,
            tuple(Feature(one["code"], one["label"], cue_pattern(one["cues"])) for one in entry["features"]),
        )
        for entry in entries
    }


def cue_pattern(cues: list[str]) -> re.Pattern[str]:
    """Finds any of the cues at the beginning of a word of a folded text, and the rest of that word."""
    return re.compile(r"\b(?:" + "|".join(re.escape(fold(cue)) for cue in cues) + r")[\w-]*")
