"""What can be found: one record with its passages, each of which still knows where it stands. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_PASSAGE = 600  # characters of the passage that is shown


@dataclass(frozen=True)
class Place:
    """Lines of a document, 1-based and inclusive. `file` is the document's name, or its key in the record."""

    file: str
    start_line: int | None = None
    end_line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Passage:
    """A piece of a record's text. `field` says which ("title", "acronym", "summary", "challenge", …)."""

    field: str
    text: str
    place: Place | None = None


@dataclass(frozen=True)
class SearchRecord:
    """One thing to be found, under a kind and a reference that is unique in its kind and fund.

    `is_public` says whether strangers may find it at all; who may is decided anew at each question.
    `facets` hold the codes it can be narrowed by ("area" -> ("3",)); `countries` are ISO 3166-1 alpha-3.
    """

    kind: str
    reference: str
    title: str
    passages: tuple[Passage, ...]
    countries: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place | None = None
    is_public: bool = True


@dataclass(frozen=True)
class Hit:
    """One answer: what was found, how well it fits, and the passage that answers, with its place.

    `countries` are those of the record, ISO 3166-1 alpha-3.
    """

    kind: str
    reference: str
    title: str
    score: float
    passage: str
    place: Place | None
    countries: tuple[str, ...] = ()


def shorten(text: str) -> str:
    """A passage cut at a word where it is too long to show."""
    if len(text) <= LONGEST_PASSAGE:
        return text
    return text[:LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"
