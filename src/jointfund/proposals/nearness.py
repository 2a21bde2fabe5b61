"""How near a programme or a project of the record is to a proposal, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jointfund.kernel.words import fold
from jointfund.knowledge.topics import topics

# The same place says more than the same region or theme.
WEIGHTS = {"country": 4, "theme": 2, "region": 1}


class Sort(StrEnum):
    """What two things have in common."""

    COUNTRY = "country"
    REGION = "region"
    THEME = "theme"


@dataclass(frozen=True)
class Reason:
    """One thing in common, by its name; `word` is the proposal's own word a theme was told by."""

    sort: Sort
    name: str
    word: str = ""


@dataclass(frozen=True)
class Around:
    """Where a proposal works and on what: names by code; `themes` has the word that told each."""

    countries: Mapping[str, str]
    regions: frozenset[str]
    areas: Mapping[int, str]
    themes: Mapping[str, str]


def themes_of(text: str) -> dict[str, str]:
    """The topics a text speaks of, each with the first word that tells it."""
    folded = fold(text)
    found = {code: one.pattern.search(folded) for code, one in topics().items() if one.pattern}
    return {code: match[0] for code, match in found.items() if match}


def nearness(reasons: tuple[Reason, ...]) -> int:
    """The larger, the nearer; 0 without anything in common."""
    return sum(WEIGHTS[one.sort] for one in reasons)
