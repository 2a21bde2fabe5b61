"""The headings of a fiche: which words open which section, alone on their line, in any case.

A heading may come back with "continued". Nothing else in a fiche opens a section.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

HeadingName = Literal[
    "main_objectives",
    "main_features",
    "nexus",
    "challenges",
    "good_practices",
    "testimony",
    "covid",
    "project_site",
]

_PROJECT = r"(?:the |this )?(?:projects?|program(?:me)?s?|action|initiative)"
_FORMS: dict[HeadingName, str] = {
    "main_objectives": rf"(?:(?:main|key|{_PROJECT}) )?objectives?",
    "main_features": rf"(?:main|key|{_PROJECT}) (?:features|activities)|features",
    "nexus": rf"how {_PROJECT} address(?:es|ed)?\b.{{0,60}}\bnexus|(?:the )?migration.{{0,20}}nexus",
    "challenges": rf"(?:(?:key|main) )?challenges(?: (?:faced|met|encountered)(?: by {_PROJECT})?)?"
    r"(?: during (?:the )?implementation)?",
    "good_practices": r"(?:(?:key|main) )?good practices?(?: that (?:can|could|may) be \w+)?"
    r"(?: (?:during|from) (?:the )?implementation)?",
    "testimony": r"testimon(?:y|ies|ials?)",
    "covid": r"(?:during|adaptation (?:to|during)|response to|in times of) (?:the |this )?(?:[\w-]+ ){0,2}"
    r"(?:crisis|pandemic|emergency)",
    "project_site": rf"(?:{_PROJECT} )?(?:web ?)?(?:sites?|links?)|{_PROJECT} pages?",
}
_HEADINGS = {name: re.compile(form, re.IGNORECASE) for name, form in _FORMS.items()}
_CONTINUED = re.compile(r"\W*\(?\b(?:continued|cont['’]?d|cont\.)\)?\W*$", re.IGNORECASE)
_LONGEST = 90
_TELLING: frozenset[HeadingName] = frozenset(
    {"main_objectives", "main_features", "nexus", "challenges", "good_practices", "covid"}
)


@dataclass(frozen=True)
class Heading:
    """A heading; `is_continued` when it goes on with a section that began above."""

    name: HeadingName
    is_continued: bool = False


@lru_cache(maxsize=8192)
def heading(line: str) -> Heading | None:
    """What the line opens, if the whole of it is a heading.

    >>> heading("Main features - continued")
    Heading(name='main_features', is_continued=True)
    """
    text = line.strip().strip("*#_ ").rstrip(":. ").strip("*_ ")
    if not text or len(text) > _LONGEST:
        return None
    bare = _CONTINUED.sub("", text)
    for name, form in _HEADINGS.items():
        if form.fullmatch(bare):
            return Heading(name, is_continued=bare != text)
    return None


def is_fiche_heading(line: str) -> bool:
    """Whether the line opens a section, so that no layout may swallow it; the end of a sentence does not."""
    text = line.strip()
    return not text[:1].islower() and not text.endswith(".") and heading(text) is not None


def looks_like_report(lines: tuple[str, ...]) -> bool:
    """Whether the text has at least three of the headings that only fiches have together."""
    found = {opened.name for line in lines if (opened := heading(line))}
    return len(found & _TELLING) >= 3
