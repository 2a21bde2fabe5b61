"""Words of a text: folded, without function words, reduced to their stem in the language of the text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from snowballstemmer import stemmer

from jointfund.kernel.words import fold
from jointfund.search.analysis.vocabulary import ASKING_WORDS, FUNCTION_WORDS, LESSON_WORDS

LANGUAGES = ("en", "fr", "es")
DEFAULT_LANGUAGE = "en"
LONGEST_WORD = 40  # what is longer is an address or damaged text: no one looks for it
_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish"}
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s\b|s'(?!\w)")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=\w)")
_TELLING = 80  # words by which the language of a text is told
_CERTAIN = 3  # function words of another language before a text is taken to be written in it


def words_in(text: str) -> list[str]:
    """The words of a text in their order, folded; `migrant's` is `migrant`, `migrants’` is `migrants`."""
    folded = text.lower() if text.isascii() else fold(text)
    if "'" in folded:
        folded = _ELIDED.sub("", _POSSESSIVE.sub(_possessor, folded))
    return [word for word in _WORD.findall(folded) if len(word) <= LONGEST_WORD]


def _possessor(match: re.Match[str]) -> str:
    return "" if match[0].startswith("'") else "s"


def language_of(words: Iterable[str]) -> str:
    """The language most function words are of; English where that is uncertain. The beginning tells."""
    counts = dict.fromkeys(LANGUAGES, 0)
    for word in islice(words, _TELLING):
        if owners := _OWNERS.get(word):
            for language in owners:
                counts[language] += 1
    best = max(LANGUAGES, key=lambda one: counts[one])
    is_certain = counts[best] >= _CERTAIN and counts[best] > 2 * counts[DEFAULT_LANGUAGE]
    return best if is_certain else DEFAULT_LANGUAGE


def content_words(words: Iterable[str], language: str) -> list[str]:
    """The words that say something about a subject: not "the", not "comment"."""
    function = FUNCTION_WORDS[language]
    return [word for word in words if word not in function]


def is_asking_word(word: str) -> bool:
    """Whether the word only opens a question ("any examples of …")."""
    return word in _ASKING


def asks_for_lessons(words: Iterable[str]) -> bool:
    """Whether a question is for what went wrong or was learned ("what was hard about …")."""
    return not _OF_LESSONS.isdisjoint(words)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; British and American spellings meet in one."""
    if word.isdigit() or len(word) < 3:
        return word
    plain = _american(word) if language == "en" else word
    return str(_STEMMERS[language].stemWord(plain))


def _american(word: str) -> str:
    """`regularisation` as `regularization`, `labour` as `labor`, `programme` as `program`."""
    word = _ISE.sub(r"\1iz\2", word)
    word = _OUR.sub(r"\1or\2", word)
    return _SPELLINGS.get(word, word)


_ISE = re.compile(r"^(\w{4,})is(e|ed|es|er|ers|ing|ation|ations)$")
_OUR = re.compile(r"^((?:lab|neighb|fav|hon|behavi|col|harb|endeav|rum))our(\w*)$")
_SPELLINGS = {
    "programme": "program",
    "programmes": "programs",
    "centre": "center",
    "centres": "centers",
    "enrol": "enroll",
    "skilful": "skillful",
    "counselling": "counseling",
    "travelling": "traveling",
    "defence": "defense",
    "licence": "license",
}
_STEMMERS = {language: stemmer(name) for language, name in _SNOWBALL.items()}
_OF_LESSONS = frozenset().union(*LESSON_WORDS.values())
_ASKING = frozenset().union(*ASKING_WORDS.values())
_OWNERS: dict[str, tuple[str, ...]] = {
    word: tuple(one for one in LANGUAGES if word in FUNCTION_WORDS[one])
    for language in LANGUAGES
    for word in FUNCTION_WORDS[language]
}
