"""The sentences of a programme, told apart: its title, what it says of itself, its partners, background.

Statistics and history of a country say little about what a programme does. Only sentences that speak of
the programme, and list items below such a sentence, may suggest what it works on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jointfund.reading.passages import Passage, Sentence, passages, sentences
from jointfund.reading.records import Programme, Span

Voice = Literal["title", "programme", "background", "partners"]
_ACTOR = (
    r"joint programmes?|(?:this|the|proposed|proposal|our) (?:\w+ )?(?:programmes?|project|initiative|"
    r"intervention|proposal|joint effort|objective|approach|collaboration|capacity strengthening)|"
    r"interventions|PUNOs|expected results|result areas?|the objective of|in doing so"
)
_WILL = (
    r"(?:it|they|this|these|emphasis|attention|children|organizations|partners) (?:\w+ ){0,4}?will|"
    r"will (?:also |further )?be (?:achieved|placed|formed|provided|given|applied|central|closely)|"
    r"awareness campaigns"
)
_IT = (
    r"it (?:also )?(?:aims|seeks|has|addresses|conducts|works|combines|uses|integrates|envisages|adopts|"
    r"targets|offers|is based|is aligned)|via (?:two|three|four|five) components|"
    r"(?:first|second|third|lastly|finally), (?:the|it)"
)
_OF_ITSELF = re.compile(rf"\b(?:{_ACTOR}|{_WILL}|{_IT})\b", re.IGNORECASE)
_HISTORY = re.compile(
    r"^(?:over the past|since|in recent years|traditionally|yearly|while there has been|despite|although|"
    r"however|moreover, as many|as many)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Evidence:
    """One sentence and whose voice it is."""

    sentence: Sentence
    voice: Voice

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def words(self, start: int, end: int) -> tuple[str, Span]:
        """Words of the sentence verbatim, with their own lines."""
        return self.text[start:end], self.sentence.span(start, end)


def evidence_of(programme: Programme, lines: Sequence[str]) -> tuple[Evidence, ...]:
    """All sentences of title, summary and partners, the strongest voices first."""
    found = [
        *_title(programme, lines),
        *_summary(programme, lines),
        *_sentences(programme, lines, "key_partners_text", "partners"),
    ]
    order: dict[Voice, int] = {"title": 0, "programme": 1, "partners": 2, "background": 3}
    return tuple(sorted(found, key=lambda each: order[each.voice]))


def _sentences(programme: Programme, lines: Sequence[str], field: str, voice: Voice) -> Iterator[Evidence]:
    for passage in _field(programme, lines, field):
        for sentence in sentences(passage):
            yield Evidence(sentence, voice)


def _title(programme: Programme, lines: Sequence[str]) -> Iterator[Evidence]:
    """The title alone, also where the summary begins on its line."""
    for passage in _field(programme, lines, "title"):
        start, end = _within(passage, programme.title)
        yield Evidence(Sentence(passage, start, end), "title")


def _within(passage: Passage, title: str | None) -> tuple[int, int]:
    """Where the title stands in a passage; the whole passage if it is not there word for word."""
    words = " ".join((title or "").split())
    start = passage.text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (0, len(passage.text))


def _field(programme: Programme, lines: Sequence[str], field: str) -> tuple[Passage, ...]:
    place = programme.places.get(field)
    if place is None:
        return ()
    return passages(lines, place.file, place.start_line, place.end_line)


def _summary(programme: Programme, lines: Sequence[str]) -> Iterator[Evidence]:
    under_programme = False
    for passage in _field(programme, lines, "summary_text"):
        title_start, title_end = _within(passage, programme.title)
        is_shared = (title_start, title_end) != (0, len(passage.text))
        for whole in sentences(passage):
            sentence = whole
            if is_shared and whole.start <= title_start < whole.end:
                sentence = Sentence(passage, min(title_end + 2, whole.end), whole.end)
            if passage.is_item:
                speaks = under_programme
            else:
                speaks = under_programme = speaks_of_itself(sentence.text)
            yield Evidence(sentence, "programme" if speaks else "background")


def speaks_of_itself(text: str) -> bool:
    """Whether a sentence says what the programme is or does.

    A sentence that opens with history still counts when the programme itself acts in it.
    """
    if _HISTORY.match(text) and not re.search(r"\b(?:programme|project)\b", text, re.IGNORECASE):
        return False
    return bool(_OF_ITSELF.search(text))
