"""Which programme a place of the draft speaks of: by its entry, its title, its reference, its country."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from jointfund.kernel.words import fold
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts
from jointfund.reading.checking.paragraphs import Draft, Paragraph
from jointfund.reading.country_names import NamedCountry, countries_named
from jointfund.reading.editions import Entry, entry_of, match_entries
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Programme, Reading
from jointfund.reading.similarity import content_words, overlap

_REFERENCE = re.compile(r"\b[A-Z][A-Z0-9]{1,7}-\d{4,}\b")
_JOINT = re.compile(r"^(?:\s*[,;/]\s*|,?\s+(?:and|&|et|y)\s+)(?:the\s)?$", re.IGNORECASE)
_PROGRAMME = re.compile(r"\b(?:programme|joint (?:project|initiative))\b", re.IGNORECASE)
_SMALL = frozenset(
    ["the", "a", "in", "for", "of", "and", "joint", "our", "new", "funded", "s", "'s", "’s", "s’", "s'"]
)
_NEAR = 60  # letters between a country and the word "programme" that it belongs to
_ALIKE = 0.5
SHORT = 12  # letters of a title below which it may stand in a text by chance


@dataclass(frozen=True)
class Mention:
    """A programme named in running text; `programmes` are all it may be, none where none is on record."""

    paragraph: Paragraph
    start: int
    end: int
    by: str  # "reference", "title" or "country"
    programmes: tuple[ProgrammeFacts, ...]


@dataclass(frozen=True)
class DraftEntry:
    """An entry of a booklet or brief with the programme on record it speaks of, if any."""

    programme: Programme
    facts: ProgrammeFacts | None


class Scope:
    """The programmes a draft speaks of, and where."""

    def __init__(self, draft: Draft, reading: Reading, facts: RecordFacts, lexicon: Lexicon) -> None:
        self.draft, self.facts, self.lexicon = draft, facts, lexicon
        self.entries = tuple(_matched(reading.programmes, facts))

    @cached_property
    def _known_titles(self) -> list[tuple[ProgrammeFacts, tuple[str, ...]]]:
        return [(one, programme_titles(one)) for one in self.facts.programmes]

    @cached_property
    def titles(self) -> frozenset[str]:
        """Every title on record, folded."""
        return frozenset(title for _one, titles in self._known_titles for title in titles)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every programme named in running text, in order."""
        found = [each for paragraph in self.draft.paragraphs for each in self._in(paragraph)]
        return tuple(found)

    @cached_property
    def _mentions_by_paragraph(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = defaultdict(list)
        for each in self.mentions:
            found[each.paragraph.number].append(each)
        return found

    def programme_at(self, paragraph: Paragraph, start: int, line: int) -> ProgrammeFacts | None:
        """The one programme that words at this place speak of; None where none or several may be meant.

        The entry the line belongs to decides, then a name in the same sentence, then the last name before it
        in the same paragraph.
        """
        if entry := self.entry_at(line):
            return entry.facts
        here = self._mentions_by_paragraph.get(paragraph.number, [])
        first, last = paragraph.sentence_at(start)
        same = [each for each in here if first <= each.start < last]
        before = [each for each in here if each.start < start]
        for mentions in (same, before[-1:]):
            meant = {one.reference: one for each in mentions for one in each.programmes}
            if mentions:
                return next(iter(meant.values())) if len(meant) == 1 else None
        return None

    def entry_at(self, line: int) -> DraftEntry | None:
        """The entry of a booklet or brief that a line belongs to."""
        return next(
            (
                one
                for one in self.entries
                if one.programme.source.start_line <= line <= one.programme.source.end_line
            ),
            None,
        )

    def _in(self, paragraph: Paragraph) -> Iterator[Mention]:
        found = [*self._references(paragraph), *self._titles(paragraph)]
        taken = [(each.start, each.end) for each in found]
        for each in self._countries(paragraph):
            if not any(start < each.end and each.start < end for start, end in taken):
                found.append(each)
        yield from sorted(found, key=lambda each: each.start)

    def _references(self, paragraph: Paragraph) -> Iterator[Mention]:
        prefixes = {one.reference.partition("-")[0] for one in self.facts.programmes}
        for match in _REFERENCE.finditer(paragraph.text):
            if match[0].partition("-")[0] in prefixes:
                known = self.facts.programme(match[0])
                yield Mention(paragraph, match.start(), match.end(), "reference", (known,) if known else ())

    def _titles(self, paragraph: Paragraph) -> Iterator[Mention]:
        folded, offsets = _folded(paragraph.text)
        for programme, titles in self._known_titles:
            for title in titles:
                start = folded.find(title) if len(title) > SHORT else -1
                if start >= 0:
                    end = offsets[start + len(title) - 1] + 1
                    yield Mention(paragraph, offsets[start], end, "title", (programme,))
                    break

    def _countries(self, paragraph: Paragraph) -> Iterator[Mention]:
        """ "the Serbia programme", "a joint programme in Chad": a country and the word, close together."""
        for word in _PROGRAMME.finditer(paragraph.text):
            first, last = paragraph.sentence_at(word.start())
            low, high = max(first, word.start() - _NEAR), min(last, word.end() + _NEAR)
            runs = country_runs(paragraph.text[low:high], self.lexicon)
            meant = [
                run for run in runs if _joined(paragraph.text, low + run[0].start, low + run[-1].end, word)
            ]
            if not meant:
                continue
            named = meant[0]
            codes = {one.iso3 for one in named}
            is_joint = bool(re.search(r"joint", paragraph.text[low : word.end()], re.IGNORECASE))
            known = self._in_countries(frozenset(codes), is_joint=is_joint)
            start = min(word.start(), low + named[0].start)
            end = max(word.end(), low + named[-1].end)
            yield Mention(paragraph, start, end, "country", self._meant(known, paragraph.text[first:last]))

    def _in_countries(self, codes: frozenset[str], *, is_joint: bool) -> list[ProgrammeFacts]:
        """Programmes of just these countries, else of these and others, else of most of these.

        One country of several is meant only where the text says *joint*: others have programmes too.
        """
        among = [one for one in self.facts.programmes if one.codes & codes]
        return (
            [one for one in among if one.codes == codes]
            or [one for one in among if codes <= one.codes and (is_joint or len(codes) > 1)]
            or [one for one in among if is_nearly(codes, one.codes)]
        )

    @staticmethod
    def _meant(known: list[ProgrammeFacts], sentence: str) -> tuple[ProgrammeFacts, ...]:
        """Of several programmes the one whose title the sentence's own words recall, if only one does."""
        words = content_words(sentence)
        alike = [one for one in known if one.title and overlap(content_words(one.title), words) >= _ALIKE]
        return tuple(alike if len(alike) == 1 else known)


def is_nearly(codes: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a list of countries is another with some left out or added: two and half of all are shared."""
    shared = len(codes & known)
    return shared >= 2 and 2 * shared >= len(codes | known)


def programme_titles(programme: ProgrammeFacts) -> tuple[str, ...]:
    """Every title the record prints of a programme, folded, the present one first."""
    printed = [one.text for one in programme.printed.get("title", ())]
    titles = [fold(text).strip(' ."') for text in (programme.title or "", *printed)]
    return tuple(dict.fromkeys(title for title in titles if title))


def country_runs(text: str, lexicon: Lexicon) -> Iterator[list[NamedCountry]]:
    """Countries of a text, those together that are joined by commas and "and"."""
    run: list[NamedCountry] = []
    for one in countries_named(text, lexicon.countries):
        if run and not _JOINT.match(text[run[-1].end : one.start]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _joined(text: str, start: int, end: int, word: re.Match[str]) -> bool:
    """Whether only small words stand between some countries and the word "programme"."""
    between = text[end : word.start()] if end <= word.start() else text[word.end() : start]
    if re.search(r"[.,;:()]", between):
        return False
    words = re.findall(r"[\w'’-]+", between)
    return all(each.lower() in _SMALL for each in words)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, with the offset each folded letter came from."""
    if text.isascii():
        return text.casefold(), list(range(len(text)))
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        for plain in " " if letter.isspace() else fold(letter):
            letters.append(plain)
            offsets.append(offset)
    return "".join(letters), offsets


def _matched(programmes: tuple[Programme, ...], facts: RecordFacts) -> Iterator[DraftEntry]:
    known = [_as_entry(one) for one in facts.programmes]
    entries = [entry_of(programme) for programme in programmes]
    matched = match_entries(known, entries)
    for index, programme in enumerate(programmes):
        before = matched.get(index)
        yield DraftEntry(programme, facts.programmes[before[0]] if before else _nearly(programme, facts))


def _nearly(programme: Programme, facts: RecordFacts) -> ProgrammeFacts | None:
    """A programme with nearly the same title, where the entry says nothing against it."""
    title = content_words(programme.title or "")
    alike = [
        one
        for one in facts.programmes
        if len(title) > 3
        and one.title
        and overlap(content_words(one.title), title) >= 0.6
        and (not programme.thematic_area or not one.area or programme.thematic_area == one.area)
        and (not programme.countries or {c.iso3 for c in programme.countries} & one.codes)
    ]
    return alike[0] if len(alike) == 1 else None


def _as_entry(one: ProgrammeFacts) -> Entry:
    return Entry(
        one.reference,
        one.name,
        one.title,
        one.countries,
        one.area,
        one.budget,
        one.is_budget_rounded,
        one.months,
        None,
        "",
        None,
        one.summary,
    )
