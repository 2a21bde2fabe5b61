"""Themes of a brief: which terms each stands for, from this room's data and the fund's vocabularies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

from django.db.models import Q, QuerySet

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.programmes.filters import TAG_FACETS
from jointfund.publications.queries.saved import PREFIX, SavedQuestion, saved_filters, saved_question
from jointfund.vocabularies.models import Scheme, Term

DATA = Path(__file__).resolve().parent.parent / "data" / "themes.json"
# Vocabularies whose single terms can be a theme, in the order in which a code is looked for.
SCHEMES = (Scheme.THEME, Scheme.PRINCIPLE, Scheme.POPULATION, Scheme.GCM_OBJECTIVE)


class UnknownTheme(DomainError):
    """No theme and no term of that name."""


class _Entry(TypedDict):
    code: str
    terms: list[tuple[str, str]]
    titles: dict[str, str]


@dataclass(frozen=True)
class Theme:
    """A theme by its headline and the terms (vocabulary, code) any of which a programme must carry.

    A saved filter as a theme takes the programmes that answer it; its terms only tell why.
    """

    code: str
    title: str
    terms: tuple[tuple[str, str], ...]
    saved: SavedQuestion | None = None

    def condition(self) -> Q:
        """The condition on a tag."""
        wanted = Q(pk__in=[])
        for scheme, code in self.terms:
            wanted |= Q(term__scheme=scheme, term__code=code)
        return wanted


def theme_of(fund: Fund, name: str, language: str) -> Theme:
    """The theme of that name (`human-rights`), a saved filter (`filter:ports`), or the term of that code.

    Raises UnknownTheme, UnknownFilter.
    """
    if name.startswith(PREFIX):
        return _saved_theme(saved_question(fund, name.removeprefix(PREFIX)))
    code = name.strip().lower().replace("-", "_")
    for entry in _entries():
        if entry["code"] == code:
            titles = entry["titles"]
            terms = tuple((scheme, term) for scheme, term in entry["terms"])
            return Theme(code, titles.get(language) or titles["en"], terms)
    found = {term.scheme: term for term in _terms(fund).filter(code=code)}
    for scheme in SCHEMES:
        if term := found.get(scheme):
            return Theme(code, term.label, ((scheme.value, code),))
    known = ", ".join(entry["code"].replace("_", "-") for entry in _entries())
    raise UnknownTheme(f"There is no theme “{name[:60]}”: choose {known}, or the code of a term.")


def themes(fund: Fund, language: str = "en") -> tuple[Theme, ...]:
    """Every theme to choose: those with a headline, saved filters, then the terms of the vocabularies."""
    saved = tuple(Theme(f"{PREFIX}{one.slug}", one.name, ()) for one in saved_filters(fund))
    own = tuple(theme_of(fund, entry["code"], language) for entry in _entries())
    taken = {theme.code for theme in own}
    terms = {
        term.code: Theme(term.code, term.label, ((term.scheme, term.code),))
        for scheme in reversed(SCHEMES)
        for term in _terms(fund).filter(scheme=scheme)
        if term.code not in taken
    }
    return (*own, *saved, *sorted(terms.values(), key=lambda theme: theme.title))


def _saved_theme(saved: SavedQuestion) -> Theme:
    terms = tuple((facet, code) for facet in TAG_FACETS for code in saved.filter.values(facet))
    return Theme(f"{PREFIX}{saved.slug}", saved.name, terms, saved)


def _terms(fund: Fund) -> QuerySet[Term]:
    return Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True), scheme__in=SCHEMES)


@cache
def _entries() -> Sequence[_Entry]:
    return cast("list[_Entry]", json.loads(DATA.read_text(encoding="utf-8"))["themes"])
