"""Answers as the pieces of the page: each with its passage, its source, and why it matched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.documents.models import Document
from jointfund.documents.titles import web_title
from jointfund.portal.search.words import (
    FACETS,
    country_names,
    kind_word,
    names_of,
    shown_reference,
)
from jointfund.search.analysis.texts import Question
from jointfund.search.filters import SearchFilter
from jointfund.search.marking import Piece, Understood, marked
from jointfund.search.queries import Answers, FacetCount
from jointfund.search.records import Hit, Place
from jointfund.search.saved import key_of
from jointfund.ui.pieces import Facet, FacetOption, FacetPanel, Link
from jointfund.ui.subjects import found_href, lines_href
from jointfund.ui.visit import Visit

MOST_NAMED = 6  # countries of one answer that are named
LONGEST_FACET = 60
LONGEST_TITLE = 60  # characters of a document's title beside a passage


@dataclass(frozen=True)
class ShownHit:
    """One answer of the page."""

    kind: str
    kind_word: str
    name: str
    title: Sequence[Piece]
    href: str
    reference: str
    passage: Sequence[Piece]
    source: Link | None
    why: Sequence[str]
    like_href: str
    is_new: bool


@dataclass(frozen=True)
class Meant:
    """What a part of the question was understood to mean, in words."""

    said: str
    meaning: str


def shown_hits(
    visit: Visit, answers: Answers, question: Question, regions: Sequence[Understood], news: Collection[str]
) -> list[ShownHit]:
    """The answers as the page shows them, in a constant number of queries."""
    titles = _titles(visit, answers.hits)
    places = {iso3 for hit in answers.hits for iso3 in hit.countries} if regions else set()
    names = country_names(places) if places else {}
    return [
        ShownHit(
            hit.kind,
            kind_word(hit),
            web_title(hit.title),
            marked(web_title(hit.title), question),
            found_href(visit, hit.kind, hit.reference),
            shown_reference(hit),
            marked(hit.passage, question) if hit.passage != hit.title else (),
            _source(visit, hit.place, titles),
            _why(hit, regions, names),
            like_address(visit, hit.kind, hit.reference),
            key_of(hit) in news,
        )
        for hit in answers.hits
    ]


def like_address(visit: Visit, kind: str, reference: str) -> str:
    """The page of records that are like one."""
    address = visit.href("search").partition("?")[0]
    return f"{address}?{urlencode({'like': f'{kind}:{reference}'})}"


def meanings(found: Sequence[Understood]) -> list[Meant]:
    """What was understood, each thing once."""
    shown: dict[str, str] = {}
    for one in found:
        if one.countries:
            words = ngettext(
                "%(name)s, %(count)s country", "%(name)s, %(count)s countries", len(one.countries)
            )
            meaning = words % {"name": one.name, "count": len(one.countries)}
        else:
            meaning = _("also %(words)s") % {"words": ", ".join(one.others)}
        shown[one.words] = f"{shown[one.words]}; {meaning}" if one.words in shown else meaning
    return [Meant(said, meaning) for said, meaning in shown.items()]


def facet_panel(visit: Visit, asked: SearchFilter, counts: Sequence[FacetCount], path: str) -> FacetPanel:
    """The panel; a value chosen stays where it can be taken back, also without an answer."""
    chosen = asked.narrowed
    held = {(one.facet, one.code) for one in counts}
    lost = [
        FacetCount(facet, code, 0)
        for facet, codes in asked.chosen
        for code in codes
        if (facet, code) not in held
    ]
    everything = [*counts, *lost]
    names = names_of(visit.fund, everything)
    facets = [
        Facet(key, str(label), options, key in ("kind", "topic"))
        for key, label in FACETS.items()
        if (options := _options(key, everything, chosen.get(key, ()), names))
    ]
    clear = f"{path}?{urlencode({'q': asked.q})}" if asked.q else path
    return FacetPanel(path, facets, clear, kept=(("q", asked.q),))


def chips(visit: Visit, asked: SearchFilter, panel: FacetPanel, path: str) -> list[Link]:
    """One link for each filter in use; following it removes that filter."""
    labels = {(facet.key, one.value): one.label for facet in panel.facets for one in facet.options}
    return [
        Link(
            f"{FACETS[facet]}: {labels.get((facet, value), value)}",
            f"{path}?{asked.without(facet, value).query_string()}",
        )
        for facet, values in asked.chosen
        for value in values
    ]


def _options(
    key: str,
    counts: Sequence[FacetCount],
    chosen: Collection[str],
    names: Mapping[tuple[str, str], str],
) -> list[FacetOption]:
    found = [
        FacetOption(one.code, names.get((key, one.code), one.code), one.count, one.code in chosen)
        for one in counts
        if one.facet == key
    ]
    if key == "year":
        found.sort(key=lambda one: one.value, reverse=True)
    return found[:LONGEST_FACET]


def _why(hit: Hit, regions: Sequence[Understood], names: Mapping[str, str]) -> list[str]:
    """`West Africa: Mali, Senegal` for each region asked that the record has countries in."""
    reasons = []
    for region in regions:
        inside = [names[iso3] for iso3 in hit.countries if iso3 in region.countries and iso3 in names]
        if inside:
            more = ngettext("and %(count)s more", "and %(count)s more", len(inside) - MOST_NAMED)
            rest = [more % {"count": len(inside) - MOST_NAMED}] if len(inside) > MOST_NAMED else []
            reasons.append(f"{region.name}: {', '.join([*inside[:MOST_NAMED], *rest])}")
    return reasons


def _titles(visit: Visit, hits: Sequence[Hit]) -> Mapping[str, str]:
    """The titles of the documents the passages stand in, of those the reader may open; one query."""
    keys = {hit.place.file for hit in hits if hit.place}
    found = Document.objects.visible_to(visit.reader, visit.fund).filter(key__in=keys)
    rows = found.values_list("key", "title") if keys else ()
    return {key: shorten(web_title(title), LONGEST_TITLE, placeholder=" …") for key, title in rows}


def _source(visit: Visit, place: Place | None, titles: Mapping[str, str]) -> Link | None:
    if place is None or place.file not in titles:
        return None
    words = ", ".join(part for part in (titles[place.file], _lines(place)) if part)
    return Link(words, lines_href(visit, place.file, place.start_line))


def _lines(place: Place) -> str:
    if place.start_line is None:
        return _("page %(page)s") % {"page": place.page} if place.page else ""
    if place.end_line in (None, place.start_line):
        return _("line %(line)s") % {"line": place.start_line}
    return _("lines %(first)s to %(last)s") % {"first": place.start_line, "last": place.end_line}
