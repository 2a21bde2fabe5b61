"""What projects say alike on a topic, and where one stands alone: sentences chosen and grouped, none written.

Pure: values in, values out. A sentence belongs to a feature when it uses one of its words (see `topics`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jointfund.kernel.words import fold
from jointfund.knowledge.topics import Feature, Topic

# A full stop ends a sentence unless it stands behind a common abbreviation or a single letter.
END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bapprox)(?<!\bNo)[.!?]['”\"»)]*\s+(?=[\"“«(]?[A-ZÀ-Þ0-9])"
)
# An item of a list says something of its own; its mark stands for nothing.
ITEM = re.compile(r"(?:^|\n)\s*[-–•*]\s+")


@dataclass(frozen=True)
class Saying:
    """One statement: its key, who says it, and its words as they stand."""

    key: int
    who: str
    text: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of a saying, verbatim but for line breaks and the marks of a list."""

    key: int
    who: str
    text: str


@dataclass(frozen=True)
class CommonFeature:
    """A feature with what is said of it: by whom, in the order of the sentences, and who is silent."""

    code: str
    label: str
    sentences: tuple[Sentence, ...]
    who: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Synthesis:
    """A topic across those who speak of it: what several say, what only one says, what fits no feature."""

    who: tuple[str, ...]
    common: tuple[CommonFeature, ...]
    single: tuple[CommonFeature, ...]
    apart: tuple[Sentence, ...]


def sentences_of(saying: Saying) -> list[Sentence]:
    """The sentences of a saying in their order; each item of a list is one or several of its own."""
    parts = [part for item in ITEM.split(saying.text) for part in _cut(" ".join(item.split()))]
    return [Sentence(saying.key, saying.who, part) for part in parts if part]


def _cut(text: str) -> list[str]:
    cuts = [0, *(found.end() for found in END.finditer(text)), len(text)]
    return [text[start:end].strip() for start, end in pairwise(cuts)]


def synthesise(topic: Topic, sayings: Sequence[Saying]) -> Synthesis:
    """The sayings grouped by feature: said by most first; none is lost."""
    sentences = [sentence for saying in sayings for sentence in sentences_of(saying)]
    everyone = _in_order(saying.who for saying in sayings)
    found = [_feature(feature, sentences, everyone) for feature in topic.features]
    spoken = sorted((one for one in found if one.sentences), key=lambda one: -len(one.who))
    placed = {sentence.key for one in spoken for sentence in one.sentences}
    return Synthesis(
        everyone,
        tuple(one for one in spoken if len(one.who) > 1),
        tuple(one for one in spoken if len(one.who) == 1),
        tuple(sentence for sentence in sentences if sentence.key not in placed),
    )


def _feature(feature: Feature, sentences: Iterable[Sentence], everyone: tuple[str, ...]) -> CommonFeature:
    said = tuple(one for one in sentences if feature.pattern.search(fold(one.text)))
    who = _in_order(one.who for one in said)
    return CommonFeature(
        feature.code, feature.label, said, who, tuple(one for one in everyone if one not in who)
    )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
