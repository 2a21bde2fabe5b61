"""Headings that do not tell programmes apart, and headings that the conversion lost or damaged."""

import re
from collections.abc import Iterator

from jointfund.kernel.words import fold
from jointfund.reading.discrepancies.texts import lines_of, quoted, subject_of
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Discrepancy, Programme, Quote, Reading, Span
from jointfund.reading.words import Words

_MONEY = re.compile(r"(?:USD|US\$|\$)\s?[\d.,]+\s?(?:M|million|K)?\b", re.IGNORECASE)
_TOC_LINE = re.compile(r"^(?P<name>\S.*?)[\s.…]*\s(?P<page>\d{1,3})\s*$")


def shared_by_regions(reading: Reading) -> Iterator[Discrepancy]:
    """One regional heading over entries with different countries: they are different programmes."""
    for heading, group in _groups(reading):
        sets = {frozenset(c.iso3 for c in p.countries) for p in group}
        if len(sets) < 2:
            continue
        places = [*_contents(reading, heading, group), *_heading_places(reading, group)]
        places += [quoted(reading, p.places["countries"]) for p in group if "countries" in p.places]
        yield Discrepancy(
            "place",
            f"{subject_of(group[0])}: one heading, different countries",
            "high",
            tuple(dict.fromkeys(places)),
            f"{len(group)} entries carry the same heading but list different countries.",
        )


def shared_in_a_list(reading: Reading) -> Iterator[Discrepancy]:
    """Headings that stand over two programmes of one list, as one finding for the list."""
    lists: dict[tuple[str, str], list[tuple[str, list[Programme]]]] = {}
    for heading, group in _groups(reading):
        if len({frozenset(c.iso3 for c in p.countries) for p in group}) > 1:
            continue
        for section in ("pipeline", "funded"):
            mine = [p for p in group if p.section == section]
            if len(mine) > 1:
                lists.setdefault((mine[0].source.file, section), []).append((heading, mine))
    for (_, section), shared in lists.items():
        names = ", ".join(subject_of(group[0]) for _, group in shared)
        places = [q for heading, group in shared for q in _contents(reading, heading, group)]
        places += [q for _, group in shared for q in _heading_places(reading, group)]
        yield Discrepancy(
            "label",
            f"{names}: one heading for two programmes of the {section} list",
            "high",
            tuple(dict.fromkeys(places)),
            "A programme of this list cannot be told by its heading: each of these names two.",
        )


def lost(reading: Reading) -> Iterator[Discrepancy]:
    """Entries without heading and budget in a document whose other entries have them, as one finding."""
    for document in reading.documents:
        mine = [p for p in reading.programmes if p.source.file == document.file]
        without = [p for p in mine if not p.heading and p.budget_usd is None]
        if not without or len(without) == len(mine):
            continue
        places = tuple(quoted(reading, p.places.get("title", p.source)) for p in without)
        yield Discrepancy(
            "label",
            f"{document.file}: heading and budget lost for {len(without)} programmes",
            "medium",
            places,
            "Country and amount are printed over the other programmes; over these nothing was kept.",
        )


def damaged(reading: Reading, lexicon: Lexicon) -> Iterator[Discrepancy]:
    """Headings with words that are neither country, region, organisation nor amount."""
    words = Words(lexicon)
    for programme in reading.programmes:
        if not programme.heading:
            continue
        places = {programme.places[n] for n in ("heading", "countries") if n in programme.places}
        for place in sorted(places, key=lambda each: each.start_line):
            text = " ".join(lines_of(reading, place))
            rest = words.countries_in(_MONEY.sub(" ", text)).leftover
            strange = [w for w in re.findall(r"[^\W\d_]{3,}", rest) if not words.is_organisation(w)]
            if strange and lexicon.countries:
                yield Discrepancy(
                    "label",
                    f"{subject_of(programme)}: damaged heading",
                    "low",
                    (quoted(reading, place),),
                    f"Left over beside countries and amount: {' '.join(strange)}.",
                )


def _groups(reading: Reading) -> Iterator[tuple[str, list[Programme]]]:
    """Entries of one document under the same first line of heading, where there are several."""
    groups: dict[tuple[str, str], list[Programme]] = {}
    for programme in reading.programmes:
        if programme.heading and programme.document_kind == "booklet":
            key = (programme.source.file, _name(programme.heading))
            groups.setdefault(key, []).append(programme)
    for (_, heading), group in groups.items():
        if len(group) > 1:
            yield heading, group


def _name(heading: str) -> str:
    """A heading as compared: its first line without what stands in brackets."""
    return fold(re.sub(r"\([^()]*\)", "", heading.strip().split("\n")[0]))


def _heading_places(reading: Reading, group: list[Programme]) -> list[Quote]:
    return [quoted(reading, p.places["heading"]) for p in group if "heading" in p.places]


def _contents(reading: Reading, heading: str, group: list[Programme]) -> list[Quote]:
    """The lines of the table of contents for a group: the n-th line of a heading is its n-th entry."""
    file = group[0].source.file
    same = [
        p for p in reading.programmes if p.source.file == file and p.heading and _name(p.heading) == heading
    ]
    first = min(p.source.start_line for p in reading.programmes if p.source.file == file)
    found: list[Span] = []
    for number, line in enumerate(lines_of(reading, Span(file, 1, max(1, first - 1))), 1):
        match = _TOC_LINE.match(line)
        if match and _name(match["name"]) == heading:
            found.append(Span(file, number, number))
    if len(found) != len(same):
        return [quoted(reading, place) for place in found]
    return [quoted(reading, place) for place, entry in zip(found, same, strict=True) if entry in group]
