"""The codes records of the knowledge base can be narrowed by, named as on every list."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from jointfund.knowledge.models import Party, Project
from jointfund.programmes.models import Standing
from jointfund.vocabularies.models import Scheme, Term

TAGGED = (Scheme.TOPIC, Scheme.GCM_OBJECTIVE, Scheme.LEVEL, Scheme.POPULATION, Scheme.THEME)

type Facets = dict[str, tuple[str, ...]]


class Tag(Protocol):
    """A term some record carries."""

    @property
    def term(self) -> Term: ...


def facets_of_tags(tags: Iterable[Tag]) -> Facets:
    """The codes of terms; of suggested tags none, as on every list."""
    facets: Facets = {}
    for tag in tags:
        scheme = tag.term.scheme
        if scheme in TAGGED and getattr(tag, "standing", Standing.CONFIRMED) == Standing.CONFIRMED:
            facets[scheme] = tuple(dict.fromkeys((*facets.get(scheme, ()), tag.term.code)))
    return facets


def facets_of_project(project: Project) -> Facets:
    """What a project that is loaded with its tags and parties can be narrowed by."""
    agencies = [
        one.organisation.slug if one.organisation else one.slug
        for one in project.parties.all()
        if one.role == Party.AGENCY
    ]
    facets = with_year(facets_of_tags(project.tags.all()), project.starts_on)
    return {**facets, "agency": tuple(dict.fromkeys(agencies))} if agencies else facets


def with_year(facets: Facets, day: date | None) -> Facets:
    """The same with the year of a day, where one is known."""
    return {**facets, "year": (str(day.year),)} if day else facets


def merged(*all_facets: Facets) -> Facets:
    """All codes of several, each once."""
    names = dict.fromkeys(name for facets in all_facets for name in facets)
    return {
        name: tuple(dict.fromkeys(code for facets in all_facets for code in facets.get(name, ())))
        for name in names
    }
