"""Tags from the cues of the lexicon: words in a sentence in which the programme speaks of itself."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jointfund.reading.lexicon import Cue, Lexicon
from jointfund.reading.records import Suggestion
from jointfund.reading.suggestions.evidence import Evidence, Voice

_SCHEMES = ("theme", "level", "population", "principle", "gcm_objective")
_VOICES: tuple[Voice, ...] = ("title", "programme")
_WEAK = re.compile(
    r"\b(?:in (?:particular )?the context of|affected by|reports? by|confirmed by|previous|"
    r"build(?:s|ing) (?:up)?on|complements?|complementary to|instrumental in|"
    r"consultations? (?:with|took))\b",
    re.IGNORECASE,
)


def cue_suggestions(evidence: tuple[Evidence, ...], lexicon: Lexicon) -> Iterator[Suggestion]:
    """One suggestion per scheme and code: the title first, then the sentence least hedged."""
    best: dict[tuple[str, str], tuple[int, Suggestion]] = {}
    whole = "\n".join(each.text for each in evidence if each.voice in _VOICES)
    for cue in lexicon.cues:
        if not _compiled(cue.pattern).search(whole):
            continue  # most cues are not in the text at all
        for each in evidence:
            if cue.scheme not in _SCHEMES or each.voice not in _VOICES:
                continue
            found = _match(cue, each)
            if found is None:
                continue
            key, rank = (cue.scheme, cue.code), _rank(each)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, found)
    for _, suggestion in best.values():
        yield suggestion


def _rank(each: Evidence) -> int:
    return (0 if each.voice == "title" else 1) + (2 if _WEAK.search(each.text) else 0)


def _match(cue: Cue, each: Evidence) -> Suggestion | None:
    match = _compiled(cue.pattern).search(each.text)
    if match is None or (cue.unless and _compiled(cue.unless).search(each.text)):
        return None
    words, place = each.words(match.start(), match.end())
    return Suggestion(cue.scheme, cue.code, words, place)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
