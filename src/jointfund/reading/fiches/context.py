"""What the rest of the report says of its fiches: list of agencies, list of fiches, speakers of the sessions.

Here the lists are read; `matching` finds out which fiche each of their lines means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jointfund.kernel.words import fold

_AGENCIES = re.compile(
    r"\W*(?:list of )?(?:participating |implementing )?(?:agencies|organi[sz]ations)\W*", re.I
)
_ACRONYMS = re.compile(r"\W*(?:list of )?(?:project )?(?:acronyms|abbreviations)(?: of projects)?\W*", re.I)
_FICHES = re.compile(r"\W*annex\W.*\b(?:fiches|projects)\W*|\W*(?:list of )?(?:project )?fiches\W*", re.I)
_SPEAKERS = re.compile(r"\W*speakers?\s*:?\W*", re.I)
_SPEAKER = re.compile(
    r"^(?P<names>[^():]{3,120}?)\s*\((?P<agency>[^()]{2,80})\)\s*[:,–—-]\s*(?P<project>\S.*)$"
)
_ENTRY = re.compile(r"^(?P<short>[^\t]{1,40}?)(?:\t+| {2,}|\s+(?=https?://))(?P<words>\S.*)$")
_LINK = re.compile(r"\s*<?https?://\S+")


@dataclass(frozen=True)
class Speaker:
    """A line of a session's list of speakers: who speaks for which project."""

    session: int
    agency: str
    project: str
    line: int


@dataclass(frozen=True)
class Label:
    """A line of the list of fiches."""

    text: str
    line: int


@dataclass(frozen=True)
class Surroundings:
    """What stands outside the fiches."""

    agencies: Mapping[str, str]  # folded short or full name -> as the list of agencies prints it
    acronyms: Mapping[str, str]  # folded short name -> what it stands for
    labels: tuple[Label, ...]
    speakers: tuple[Speaker, ...]


def opens_list_of_fiches(line: str) -> bool:
    """Whether the line heads the list of fiches."""
    return bool(_FICHES.fullmatch(line.strip()))


def read_surroundings(lines: Sequence[str], before: int) -> Surroundings:
    """The lists of a report; `before` is the line on which the first fiche begins."""
    front = [line.strip() for line in lines[: max(0, before - 1)]]
    agencies: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for short, words in _entries(front, _AGENCIES):
        full = re.split(r"\s[-–—]\s", words)[0].strip()
        agencies[fold(short)] = short
        acronyms[fold(short)] = words
        if full:
            agencies[fold(full)] = full
    acronyms |= {fold(short): words for short, words in _entries(front, _ACRONYMS)}
    return Surroundings(agencies, acronyms, tuple(_labels(front)), tuple(_speakers(front)))


def _entries(front: list[str], head: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Rows "SHORT<tab>words" below a heading, until a line that is no row."""
    for start in (n for n, line in enumerate(front) if head.fullmatch(line)):
        for line in front[start + 1 :]:
            match = _ENTRY.match(line)
            if match:
                yield match["short"].strip(), _LINK.sub("", match["words"]).strip()
            elif line:
                break


def _labels(front: list[str]) -> Iterator[Label]:
    heads = [n for n, line in enumerate(front) if opens_list_of_fiches(line)]
    if heads:
        for number, line in enumerate(front[heads[-1] + 1 :], heads[-1] + 2):
            if line:
                yield Label(line, number)


def _speakers(front: list[str]) -> Iterator[Speaker]:
    session = 0
    is_open = False
    for number, line in enumerate(front, 1):
        match = _SPEAKER.match(line)
        if _SPEAKERS.fullmatch(line):
            session += 1
            is_open = True
        elif is_open and match:
            yield Speaker(session, match["agency"].strip(), match["project"].strip(), number)
        elif is_open and line:
            is_open = False
