"""One body, country or status spelled in two ways: never grave, but it splits lists and searches."""

import re
from collections.abc import Iterator

from jointfund.kernel.words import fold
from jointfund.reading.country_names import countries_named
from jointfund.reading.discrepancies.texts import lines_of, quoted, subject_of
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.passages import Passage, passages
from jointfund.reading.records import Discrepancy, KeyPartner, Programme, Quote, Reading, Span
from jointfund.reading.similarity import content_words, spelling

_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’-]+(?:\s(?:of|for|and|the|on|de|del)\s[A-ZÀ-Þ][\w'’-]+|\s[A-ZÀ-Þ][\w'’-]+)+"
)


def bodies(reading: Reading) -> Iterator[Discrepancy]:
    """A partner whose name in the summary of the same entry differs by a few letters."""
    for programme in reading.programmes:
        place = programme.places.get("summary_text")
        if place is None or not programme.key_partners:
            continue
        lines = ("",) * (place.start_line - 1) + lines_of(reading, place)
        for passage in passages(lines, place.file, place.start_line, place.end_line):
            yield from _variants(programme, passage)


def _variants(programme: Programme, passage: Passage) -> Iterator[Discrepancy]:
    exact = {fold(partner.name) for partner in programme.key_partners}
    for match in _NAME.finditer(passage.text):
        name = match.group()
        if fold(name) in exact:
            continue
        for partner in programme.key_partners:
            if _is_variant(partner, name):
                place = passage.span(match.start(), match.end())
                yield Discrepancy(
                    "label",
                    f"{subject_of(programme)}: {partner.name} / {name}",
                    "low",
                    (Quote(partner.place, partner.name), Quote(place, name)),
                    "One body, two spellings in the same entry.",
                )


def _is_variant(partner: KeyPartner, name: str) -> bool:
    here, there = fold(partner.name).split(), fold(name).split()
    return (
        len(here) == len(there) >= 3
        and here != there
        and content_words(partner.name) != content_words(name)
        and spelling(partner.name, name) >= 0.88
    )


def statuses(reading: Reading) -> Iterator[Discrepancy]:
    """A status printed with different capitals in one document, as one finding for each status."""
    for document in reading.documents:
        forms: dict[str, dict[str, Span]] = {}
        for programme in reading.programmes:
            place = programme.places.get("status")
            if programme.source.file == document.file and programme.status_text and place:
                text = " ".join(programme.status_text.split())
                forms.setdefault(text.casefold(), {}).setdefault(text, place)
        for variants in forms.values():
            if len(variants) > 1:
                yield Discrepancy(
                    "label",
                    f"{document.file}: {' / '.join(variants)}",
                    "low",
                    tuple(Quote(place, text) for text, place in variants.items()),
                    "One status, two spellings.",
                )


def countries(reading: Reading, lexicon: Lexicon) -> Iterator[Discrepancy]:
    """A country under two names in one document, where neither is the short form of the other."""
    for document in reading.documents:
        forms: dict[str, dict[str, Span]] = {}
        for number, line in enumerate(document.lines, 1):
            for named in countries_named(line, lexicon.countries):
                printed = fold(line[named.start : named.end])
                forms.setdefault(named.iso3, {}).setdefault(printed, Span(document.file, number, number))
        for variants in forms.values():
            kept = [n for n in variants if not any(n != other and n in other for other in variants)]
            if len(kept) > 1:
                names = " / ".join(name.title() for name in kept)
                places = tuple(quoted(reading, variants[name], 120) for name in kept)
                yield Discrepancy(
                    "label", f"{document.file}: {names}", "low", places, "One country, two names."
                )
