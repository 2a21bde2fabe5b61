"""Objectives a text names by number; where number and title disagree the title decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jointfund.reading.lexicon import Lexicon, Objective
from jointfund.reading.records import Suggestion
from jointfund.reading.similarity import content_words, overlap
from jointfund.reading.suggestions.evidence import Evidence

NUMBERED = re.compile(
    r"\bobjectives?\s(?:no\.?\s)?(?P<number>\d{1,2})\s*(?:\((?P<title>[^()]+)\)|[:–-]\s(?P<quoted>[“\"][^”\"]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NumberedObjective:
    """A printed number with the title beside it, and the objective whose title that is."""

    number: int
    title: str | None
    start: int
    end: int
    titled: Objective | None  # the objective the printed title belongs to


def numbered_objectives(text: str, lexicon: Lexicon) -> Iterator[NumberedObjective]:
    """Objectives named by number in a sentence, with what their printed title says."""
    for match in NUMBERED.finditer(text):
        title = match["title"] or match["quoted"]
        titled = _titled(title, lexicon) if title else None
        yield NumberedObjective(int(match["number"]), title, match.start(), match.end(), titled)


def _titled(title: str, lexicon: Lexicon) -> Objective | None:
    """The objective whose title shares at least two thirds of its words with the printed one."""
    words = content_words(title)
    if len(words) < 3:
        return None  # too little to tell one objective from another
    scored = [
        (max(overlap(words, content_words(form)) for form in (each.title, *each.aliases)), each)
        for each in lexicon.objectives
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.66 else None


def objective_suggestions(evidence: tuple[Evidence, ...], lexicon: Lexicon) -> Iterator[Suggestion]:
    """Suggestions from printed numbers, with number and title as the words."""
    known = {objective.number for objective in lexicon.objectives}
    for each in evidence:
        if each.voice == "background":
            continue
        for named in numbered_objectives(each.text, lexicon):
            number = named.titled.number if named.titled else named.number
            if number in known:
                words, place = each.words(named.start, named.end)
                yield Suggestion("gcm_objective", str(number), words, place)
