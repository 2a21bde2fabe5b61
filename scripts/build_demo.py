"""Regenerate what the reader finds for the demo fund: programmes.json and discrepancies.json.

Usage: python scripts/build_demo.py FOLDER, where FOLDER holds the fund's documents as text. They are told
apart by the file number in documents.json, with which their names begin. The documents themselves are not
kept: of their sentences at most a few words stay, so that a reader can find the line.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jointfund.reading.discrepancies import find_discrepancies
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.read import read_files
from jointfund.reading.records import Discrepancy, Programme, Quote, Reading, Span, Suggestion
from jointfund.vocabularies.lexicon import load_lexicon

DEMO = Path(__file__).resolve().parent.parent / "src/jointfund/intake/demo/MIG00"
WORDS_KEPT = 7  # of a sentence; names, titles and headings are facts and stay whole
TABLE_ENDS = 3  # words kept of the first and of the last row of a table
WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+")
QUOTED = re.compile(r'^["“]([^"”]+)["”]')

Record = dict[str, Any]


@dataclass(frozen=True)
class Papers:
    """The documents of the demo fund in a folder: their paths and the key of each file name."""

    paths: tuple[Path, ...]
    keys: dict[str, str]
    titles: dict[str, str]

    @classmethod
    def find(cls, folder: Path) -> "Papers":
        """Those of documents.json that are in the folder, in its order."""
        keys: dict[str, str] = {}
        titles: dict[str, str] = {}
        paths: list[Path] = []
        for document in json.loads((DEMO / "documents.json").read_text(encoding="utf-8")):
            for path in sorted(folder.glob(f"{document['file_number']}_*")):
                keys[path.name] = document["key"]
                titles[path.name] = document["title"]
                paths.append(path)
        return cls(tuple(paths), keys, titles)

    def key_of(self, place: Span) -> str:
        """Key of the document a place stands in."""
        return self.keys[Path(place.file).name]

    def by_title(self, text: str) -> str:
        """A text with each file name replaced by the title of its document."""
        for name, title in self.titles.items():
            text = text.replace(name, title)
        return text


def main(arguments: list[str]) -> int:
    """Write both files; 2 when the folder holds none of the documents."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    papers = Papers.find(Path(arguments[0]))
    if not papers.paths:
        print(f"{arguments[0]} holds none of the documents in {DEMO / 'documents.json'}.", file=sys.stderr)
        return 2
    lexicon = load_lexicon()
    reading, refusals = read_files(list(papers.paths), lexicon)
    if refusals:
        print(*refusals, sep="\n", file=sys.stderr)
        return 2
    write("programmes.json", list(programme_records(reading, papers, lexicon)))
    found = find_discrepancies(reading, lexicon)
    write("discrepancies.json", [discrepancy(each, reading, papers) for each in found])
    return 0


def programme_records(reading: Reading, papers: Papers, lexicon: Lexicon) -> Iterable[Record]:
    """The booklet's programmes in its own order, which gives them their numbers."""
    entries = [each for each in reading.programmes if each.document_kind == "booklet"]
    for number, entry in enumerate(sorted(entries, key=lambda each: each.source.start_line), start=1):
        yield programme_record(entry, number, papers, lexicon)


def programme_record(entry: Programme, number: int, papers: Papers, lexicon: Lexicon) -> Record:
    """One programme as data: every value, and the lines each was read from. No summary, no sentence."""
    return {
        "key": f"{entry.section}-{entry.thematic_area}-{slug(entry.heading or '')}",
        "number": number,
        "document": papers.key_of(entry.source),
        "lines": lines(entry.source),
        "section": entry.section,
        "heading": entry.heading,
        "title": entry.title,
        "countries": [
            {"iso3": each.iso3, "name": each.name, "lines": lines(each.place)} for each in entry.countries
        ],
        "thematic_area": entry.thematic_area,
        "thematic_area_basis": entry.thematic_area_basis,
        "budget_usd": entry.budget_usd,
        "budget_precision": entry.budget_precision,
        "duration_months": entry.duration_months,
        "status": entry.status,
        "organisations": [
            {
                "acronym": each.acronym,
                "printed": each.printed,
                "role": each.role,
                "lines": lines(each.place),
            }
            for each in entry.participating_organisations
        ],
        "key_partners": [
            {"name": each.name, "kind": each.kind, "group": each.group, "lines": lines(each.place)}
            for each in entry.key_partners
        ],
        "suggestions": [suggestion(each, entry, lexicon) for each in entry.suggestions],
        "doubts": [{"field": each.field, "reason": each.reason} for each in entry.doubts],
        "places": {field: lines(place) for field, place in sorted(entry.places.items())},
    }


def suggestion(each: Suggestion, entry: Programme, lexicon: Lexicon) -> Record:
    """A suggested tag with a few of the words that suggest it and their line."""
    is_title = each.words in (entry.title or "")
    return {
        "scheme": each.scheme,
        "code": each.code,
        "words": each.words if is_title else shortened(each.words, about=meant(each, lexicon)),
        "lines": lines(each.place),
    }


def meant(each: Suggestion, lexicon: Lexicon) -> str:
    """What the kept words must show: the place, or the country by each of its names and its role."""
    if each.scheme == "place":
        return each.code
    if each.scheme != "country_role":
        return ""
    iso3, _, role = each.code.partition(":")
    names = [[name.name, *name.aliases, *name.demonyms] for name in lexicon.countries if name.iso3 == iso3]
    return " ".join([role, *(word for forms in names for word in forms)])


def discrepancy(each: Discrepancy, reading: Reading, papers: Papers) -> Record:
    """A disagreement with a few words of each side; documents are called by their title."""
    names = names_in(reading)
    subject = papers.by_title(each.subject)
    return {
        "kind": each.kind,
        "subject": subject,
        "severity": each.severity,
        "explanation": papers.by_title(each.explanation),
        "places": [
            {
                "document": papers.key_of(side.source),
                "lines": lines(side.source),
                "quote": quoted(side, printed_text(side.source, reading), about=subject, names=names),
            }
            for side in each.places
        ],
    }


def quoted(side: Quote, printed: str, *, about: str, names: frozenset[str]) -> str:
    """Names, titles and headings in capitals whole; the ends of a table; of a sentence a few words.

    `printed` is the text of the lines: a quote that was cut may lack the words it is about.
    """
    text = printed if side.quote.endswith("…") else side.quote
    title = QUOTED.match(text)
    whole = title[1] if title else text
    is_table = side.source.start_line < side.source.end_line
    if whole in names or (whole.isupper() and not is_table):
        return whole
    if is_table:
        words = text.split()
        return " ".join([*words[:TABLE_ENDS], "…", *words[-TABLE_ENDS:]])
    return shortened(text, about=about)


def printed_text(place: Span, reading: Reading) -> str:
    """The lines of a place, joined."""
    document = next(each for each in reading.documents if each.file == place.file)
    return " ".join(" ".join(document.lines[place.start_line - 1 : place.end_line]).split())


def names_in(reading: Reading) -> frozenset[str]:
    """Titles and partners as printed: facts that are kept whole."""
    partners = {each.name for entry in reading.programmes for each in entry.key_partners}
    return frozenset(partners | {entry.title for entry in reading.programmes if entry.title})


def lines(place: Span) -> list[int]:
    """First and last line of a place."""
    return [place.start_line, place.end_line]


def shortened(text: str, *, about: str = "") -> str:
    """The few words in a row that say most of what they are about, the first ones where all say the same."""
    words = text.split()
    first, last = max(stretches(words), key=lambda ends: telling(words[slice(*ends)], about))
    return ("… " if first else "") + " ".join(words[first:last]) + (" …" if last < len(words) else "")


def stretches(words: list[str]) -> list[tuple[int, int]]:
    """From each word on as many words as may be kept; a number or a hyphenated word counts by its parts."""
    found: list[tuple[int, int]] = []
    for first in range(len(words)):
        last = first + 1
        while last < len(words) and len(WORD.findall(" ".join(words[first : last + 1]))) <= WORDS_KEPT:
            last += 1
        found.append((first, last))
    return found or [(0, 0)]


def telling(words: list[str], about: str) -> int:
    """How much of what it should show a stretch shows; figures say more than words, short words nothing."""
    kept, wanted = set(folded(" ".join(words))), set(folded(about))
    return sum(3 if word[0].isdigit() else len(word) > 3 for word in kept & wanted)


def folded(text: str) -> list[str]:
    """Words in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return WORD.findall(plain)


def slug(heading: str) -> str:
    """Lower-case letters of a heading without accents and apostrophes, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def write(name: str, records: list[Record]) -> None:
    """One file of the demo folder, the same bytes for the same records."""
    text = json.dumps(records, ensure_ascii=False, indent=1)
    text = re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text)  # lines on one line
    (DEMO / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(records)} records")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
