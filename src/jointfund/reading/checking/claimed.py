"""One claim with everything around it that tells what it is about."""

import re
from dataclasses import dataclass

from jointfund.kernel.dates import MONTHS, PartialDate
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts
from jointfund.reading.checking.paragraphs import Paragraph
from jointfund.reading.checking.rounding import Token
from jointfund.reading.lexicon import Lexicon

MONTH = "|".join(MONTHS)
_SAID = re.compile(
    rf"\b(?:as of|as at|by|in|at the end of|on)\s(?:the end of\s)?(?:(?P<day>\d{{1,2}})\s)?"
    rf"(?P<month>{MONTH})\s(?P<year>(?:19|20)\d\d)\b|\bas (?:of|at)\s(?P<alone>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)

_BEFORE = 10
_FAR = 400  # letters
_FUND = r"\b(?:Fund|MPTF|[Jj]oint [Pp]rogrammes?|[Pp]ipeline)\b"


@dataclass(frozen=True)
class Claimed:
    """A number of the draft: its words, what it counts, its sentence, and the programme it speaks of."""

    paragraph: Paragraph
    start: int
    end: int
    token: Token
    unit: str
    facts: RecordFacts
    lexicon: Lexicon
    programme: ProgrammeFacts | None = None
    is_money: bool = False
    is_percent: bool = False
    in_entry: bool = False  # stands in an entry of a booklet or brief, so the programme is not in doubt

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        first, last = self._reach
        return self.paragraph.text[first:last]

    @property
    def before(self) -> str:
        """The sentence up to it."""
        return self.paragraph.text[self._reach[0] : self.start]

    @property
    def quote(self) -> str:
        """Its words."""
        return self.paragraph.text[self.start : self.end]

    @property
    def after(self) -> str:
        """The sentence behind it."""
        return self.paragraph.text[self.end : max(self.end, self._reach[1])]

    @property
    def _reach(self) -> tuple[int, int]:
        """The sentence, as far as words of it can still tell what the number is about."""
        first, last = self.paragraph.sentence_at(self.start)
        return max(first, self.start - _FAR), min(last, self.end + _FAR)

    @property
    def said(self) -> PartialDate | None:
        """The past date its sentence holds for, where it names one ("as of July 2023")."""
        match = _SAID.search(self.sentence)
        day = read_date(match["day"], match["month"], match["year"] or match["alone"]) if match else None
        return day if day and day.on <= self.facts.day else None

    @property
    def names_the_fund(self) -> bool:
        """Whether its sentence speaks of the fund, so that a count of programmes is of the fund's own."""
        named = rf"{_FUND}|\b{re.escape(self.facts.fund)}\b"
        return bool(re.search(named, self.sentence)) or self.in_entry

    def nearest(self, topics: dict[str, str]) -> str:
        """The topic whose word stands nearest to the number in its sentence; empty where none does."""
        best, name = 10_000, ""
        for topic, pattern in topics.items():
            for match in re.finditer(pattern, self.before, re.IGNORECASE):
                # What stands behind a number more often says what it counts than what stands before it.
                distance = len(self.before) - match.end() + _BEFORE
                if distance < best:
                    best, name = distance, topic
            behind = re.search(pattern, self.quote[len(self.token.words) :] + self.after, re.IGNORECASE)
            if behind and behind.start() < best:
                best, name = behind.start(), topic
        return name


def read_date(day: str | None, month: str | None, year: str | None) -> PartialDate | None:
    """A printed date as exactly as it is printed; None where it is none ("31 June")."""
    if not year:
        return None
    names = [name.lower() for name in MONTHS]
    parts = [int(year)]
    if month and month.lower() in names:
        parts.append(names.index(month.lower()) + 1)
        parts += [int(day)] if day else []
    try:
        return PartialDate.parse("-".join(map(str, parts)))
    except ValueError:
        return None
