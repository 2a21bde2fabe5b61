"""Countable statements of a text: how much, of what, in which words and on which line.

A year, an age, a page or the number of an article counts nothing and is left out; so is a bare number
without a noun, unless it is a percentage, money, or in thousands and more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jointfund.reading.numbers_in_words import DIGITS, ORDINALS, SCALE, WORDS, number, ordinal, plain
from jointfund.reading.passages import Passage, Sentence, sentences
from jointfund.reading.records import Span

_ABOUT = (
    r"(?:(?:more|less|fewer) than|over|under|about|around|approximately|nearly|close to|up to|almost|"
    r"(?:an )?estimated(?: amount of)?|at least|some|only)\s+"
)
_AMOUNT = rf"(?:{DIGITS})(?:{SCALE})?"
_WORD = rf"\b(?:{WORDS})\b(?:\s(?:million|billion|thousand|hundred)\b)?"
_QUANTITY = re.compile(
    rf"(?P<about>{_ABOUT})?(?P<money>(?:USD|US\$|EUR|CHF|GBP|\$|€|£)\s?)?"
    rf"(?:(?<![\w.,/:-])(?P<first>{_AMOUNT})(?P<mid>\s?%)?"
    rf"(?:\s?[-–]\s?|\s(?:to|and)\s(?=\d))(?P<second>{_AMOUNT})(?P<after>\s?%|\sper\s?cent\b)?"
    rf"|(?<![\w.,/:-])(?P<single>{_AMOUNT})(?P<percent>\s?%|\sper\s?cent\b)?"
    rf"|(?P<word>{_WORD}))",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"-(?P<noun>pronged|year|month|phase|step|tier|pillar|part|fold)\b(?:\s(?:Joint\s)?[\w-]+)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    rf"\b(?:world['’]s|region['’]s|continent['’]s|the)\s(?P<rank>{ORDINALS})[\s-]"
    r"(?:most|largest|biggest|highest|lowest|poorest)(?:\s[\w-]+){0,2}",
    re.IGNORECASE,
)
_MILESTONE = re.compile(
    r"\b(?i:launched|established|created|founded|set up)\sin\s(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?:by|until)\s(?:the\s)?(?:[A-Z][\w-]*\s){2,6}\((?P<until>(?:19|20)\d\d)\)",
)
_REFERENCE = re.compile(
    r"(?:\b(?:objectives?|areas?|goals?|articles?|paragraphs?|chapters?|tables?|annex|box|no\.?|page|pages|"
    r"route|section|outcome|output|component|aged?|ages?|until|resolution|sdgs?|phase|version|since)"
    r"(?:\s(?:of|at least|between))?|[#§¹²³-])\s*$",
    re.IGNORECASE,
)
_STOP = frozenset(
    [
        "of",
        "in",
        "on",
        "for",
        "with",
        "and",
        "or",
        "to",
        "by",
        "at",
        "from",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "being",
        "are",
        "is",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "may",
        "shall",
        "including",
        "include",
        "includes",
        "such",
        "as",
        "under",
        "among",
        "amongst",
        "between",
        "within",
        "through",
        "via",
        "per",
        "into",
        "over",
        "along",
        "across",
        "jointly",
        "propose",
        "where",
        "when",
        "while",
        "but",
        "than",
        "account",
        "accounted",
        "accounting",
        "living",
        "working",
        "residing",
        "standing",
        "seeking",
        "migrate",
        "migrated",
        "reside",
        "receive",
        "received",
        "the",
        "a",
        "an",
        "its",
        "their",
        "this",
        "these",
        "those",
        "annually",
        "shared",
        "most",
        "so",
        "it",
        "they",
        "we",
        "living",
        "lack",
        "carried",
        "listed",
        "named",
    ]
)
_NOT_NOUNS = frozenset(["degree", "d", "hand", "hands", "other", "another", "more", "less", "further"])
_PLURALS = frozenset(["people", "youth", "children", "women", "men", "population", "adults"])
_NOUN_WORD = re.compile(r"\s?([A-Za-zÀ-ÿ][\w'’/-]*)")
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


@dataclass(frozen=True)
class Statement:
    """A countable statement: its value, or the two ends of a range, and the noun it counts."""

    sentence: Sentence
    start: int  # offsets in the sentence
    end: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    about: str = ""  # "more than", "approximately"; empty where the text is exact
    is_percent: bool = False
    is_money: bool = False
    is_listed: bool = False  # the number is that of the last item of a list, not a printed count

    @property
    def quote(self) -> str:
        """The words of the statement, verbatim."""
        return self.sentence.text[self.start : self.end]

    @property
    def place(self) -> Span:
        """The lines of the quoted words."""
        return self.sentence.span(self.start, self.end)

    @property
    def before(self) -> str:
        """The sentence up to the statement."""
        return self.sentence.text[: self.start]

    @property
    def after(self) -> str:
        """The sentence behind the statement."""
        return self.sentence.text[self.end :]


def statements(passage: Passage) -> Iterator[Statement]:
    """Countable statements of a passage, in the order of the text."""
    if "http" in passage.text or "www." in passage.text:
        return
    for sentence in sentences(passage):
        found = [*_quantities(sentence), *_ranks(sentence), *_milestones(sentence)]
        yield from sorted(found, key=lambda each: each.start)


def _quantities(sentence: Sentence) -> Iterator[Statement]:
    for match in _QUANTITY.finditer(sentence.text):
        statement = _quantity(sentence, match)
        if statement is not None:
            yield statement


def _quantity(sentence: Sentence, match: re.Match[str]) -> Statement | None:
    text = sentence.text
    first = match["first"] or match["single"] or match["word"]
    before = text[: match.start()]
    if _REFERENCE.search(before) or _is_year(match, text) or _is_part_of_a_number(match, text):
        return None
    value, value_to = number(first), number(match["second"] or "")
    if value is None:
        return None
    if value_to is not None and _scale_of(match["second"]) and not _scale_of(match["first"]):
        value = number(f"{match['first']} {_scale_of(match['second'])}") or value
    is_percent = bool(match["percent"] or match["after"])
    compound = _COMPOUND.match(text, match.end())
    if compound:
        return _compound(sentence, match, compound, value)
    unit, end = _noun(text, match.end())
    if is_percent:
        unit, end = "percent", _percent_end(text, match.end())
    elif match["money"]:
        unit, end = match["money"].strip().replace("US$", "USD").replace("$", "USD"), match.end()
    elif not unit:
        if not _scale_of(first) and not re.search(r"\d[, ]\d", first):
            return None
        unit, end = _predicate(text, match.end())
    if value < 2 and not is_percent and not match["money"] and not _scale_of(first):
        return None
    start = match.start()
    about = (match["about"] or "").strip()
    return Statement(sentence, start, end, value, value_to, unit, about, is_percent, bool(match["money"]))


def _is_year(match: re.Match[str], text: str) -> bool:
    """Four digits between 1900 and 2099 without a separator, a scale or a unit that makes them a count."""
    single = match["single"] or match["first"] or ""
    if match["percent"] or match["after"] or match["money"]:
        return False
    return bool(re.fullmatch(r"(?:19|20)\d\d", single))


def _is_part_of_a_number(match: re.Match[str], text: str) -> bool:
    """Inside "COVID-19", "50/50", a date such as "6 February 2023", or glued to letters."""
    before, after = text[: match.end()], text[match.end() :]
    if match["word"] is None and re.match(r"[/:\w]", after) and not re.match(r"km\b|ha\b", after):
        return not match["percent"]
    if match["word"] is None and re.search(r"(?<![\w.,])\d{1,2}$", before) and after.startswith(")"):
        return True  # the mark of a list item
    following = _NOUN_WORD.match(after)
    return bool(following and following[1].lower() in _MONTHS and following[1][:1].isupper())


def _scale_of(words: str | None) -> str:
    match = re.search(r"(million|billion|thousand|hundred|mio|bn|mn|[MKkm])$", words or "", re.IGNORECASE)
    return (
        match[1]
        if match and re.match(r"\d", words or "")
        else (match[1] if match and " " in (words or "") else "")
    )


def _noun(text: str, position: int) -> tuple[str, int]:
    """The noun behind a number, up to six words, and where it ends; empty if none stands there."""
    unit: list[str] = []
    end = position
    while len(unit) < 6:
        match = _NOUN_WORD.match(text, end)
        if match is None or match[1].lower() in _STOP | _NOT_NOUNS:
            break
        if unit and _is_plural(unit[-1]) and not _is_plural(match[1]):
            break
        if (
            match[1].isupper()
            and len(match[1]) > 1
            and not unit
            and match[1] not in {"UN", "PUNO", "CSO", "NGO"}
        ):
            break
        unit.append(match[1])
        end = match.end()
    return " ".join(unit), end


def _is_plural(word: str) -> bool:
    return word.lower() in _PLURALS or bool(re.search(r"(?<![su])s$", word) and len(word) > 3)


def _percent_end(text: str, position: int) -> int:
    """Takes in "of all migrants" behind a percentage, so that the quote says of what."""
    match = re.match(
        r"\sof\s(?:the\s|all\s|this\s)?(?!the\b)[\w'’-]+(?:\s(?!and|in|are|is|of)[\w'’-]+){0,3}",
        text[position:],
    )
    return position + (len(match[0].rstrip()) if match else 0)


def _predicate(text: str, position: int) -> tuple[str, int]:
    """Behind a large number without noun: the words that say what they are ("were female")."""
    match = re.match(r"\s(?:(?:were|are|was|is)\s)?(\w+(?:\s\w+)?)", text[position:])
    if match is None:
        counted = re.search(r"(\w+)\sof\s(?:[a-z]+\s)?[\d.,]+(?:\s[a-z]+)?$", text[:position])
        return counted[1] if counted else "unnamed", position
    return match[1], position + match.end()


def _compound(sentence: Sentence, match: re.Match[str], compound: re.Match[str], value: Decimal) -> Statement:
    noun = compound["noun"].lower()
    if noun == "year":
        value, noun = value * 12, "month"
    unit = {"pronged": "prongs", "month": "months"}.get(noun, f"{noun}s")
    return Statement(sentence, match.start(), compound.end(), plain(value), None, unit)


def _ranks(sentence: Sentence) -> Iterator[Statement]:
    for match in _RANK.finditer(sentence.text):
        place = ordinal(match["rank"])
        if place is not None:
            yield Statement(sentence, match.start(), match.end(), place, None, "rank")


def _milestones(sentence: Sentence) -> Iterator[Statement]:
    for match in _MILESTONE.finditer(sentence.text):
        year = Decimal(match["year"] or match["until"])
        yield Statement(sentence, match.start(), match.end(), year, None, "year")
