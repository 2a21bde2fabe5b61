"""What a careful reader found in the fund's own documents, against what the rules find."""

import json
from pathlib import Path

import pytest

from jointfund.reading.discrepancies import find_discrepancies
from jointfund.reading.read import read_files
from jointfund.reading.records import Discrepancy, Reading
from jointfund.vocabularies.lexicon import load_lexicon

KINDS = {
    "count": {"count"},
    "countries": {"place"},
    "title_variant": {"title"},
    "ambiguous_heading": {"label"},
    "label_damage": {"label"},
}


@pytest.fixture(scope="module")
def documents(shared: Path) -> Reading:
    """The booklet and the brief as read."""
    paths = sorted((shared / "seeds").glob("00[01]_*.txt"))
    reading, refusals = read_files(paths, load_lexicon())
    assert not refusals
    return reading


@pytest.fixture(scope="module")
def discrepancies(documents: Reading) -> tuple[Discrepancy, ...]:
    """What the rules find in them."""
    return find_discrepancies(documents, load_lexicon())


@pytest.fixture(scope="module")
def grave(shared: Path) -> list[dict]:
    """The high and medium contradictions a reader found within these two documents."""
    everything = json.loads((shared / "gold" / "inconsistencies.json").read_text(encoding="utf-8"))
    return [
        each
        for each in everything
        if each["severity"] != "low" and {place["file"] for place in each["places"]} <= {"000", "001"}
    ]


def is_found(wanted: dict, discrepancies: tuple[Discrepancy, ...]) -> bool:
    """Whether one finding of the right kind and severity covers every line the reader named."""
    lines = {(place["file"], place["line"]) for place in wanted["places"]}
    return any(
        each.kind in KINDS[wanted["kind"]]
        and each.severity == wanted["severity"]
        and lines
        <= {
            (place.source.file[:3], line)
            for place in each.places
            for line in range(place.source.start_line, place.source.end_line + 1)
        }
        for each in discrepancies
    )


def test_every_grave_contradiction_a_reader_found_is_found(
    grave: list[dict], discrepancies: tuple[Discrepancy, ...]
) -> None:
    missed = [each["id"] for each in grave if not is_found(each, discrepancies)]
    assert len(grave) == 6
    assert missed == []


def test_an_objective_printed_with_the_wrong_number_is_found(discrepancies: tuple[Discrepancy, ...]) -> None:
    places = [place.source for each in discrepancies if each.kind == "objective" for place in each.places]
    assert [(place.file[:3], place.start_line) for place in places] == [("000", 1899)]


def test_nothing_else_is_called_grave_but_the_sum_of_contributions(
    discrepancies: tuple[Discrepancy, ...],
) -> None:
    assert [(each.kind, each.severity) for each in discrepancies if each.severity != "low"] == [
        ("place", "high"),
        ("label", "high"),
        ("title", "high"),
        ("title", "high"),
        ("label", "medium"),
        ("count", "medium"),
        ("sum", "medium"),
        ("objective", "medium"),
    ]


def test_what_moved_between_the_two_dates_is_a_change(discrepancies: tuple[Discrepancy, ...]) -> None:
    changes = [each for each in discrepancies if each.kind == "change"]
    lines = {
        place.source.start_line for each in changes for place in each.places if place.source.file[:3] == "001"
    }
    assert lines == {21, 44, 120}


def test_each_quote_stands_on_its_lines(documents: Reading, discrepancies: tuple[Discrepancy, ...]) -> None:
    texts = {document.file: document.lines for document in documents.documents}
    for each in discrepancies:
        for place in each.places:
            printed = " ".join(
                " ".join(
                    texts[place.source.file][place.source.start_line - 1 : place.source.end_line]
                ).split()
            )
            assert place.quote.removesuffix(" …") in printed, (each.subject, place.quote)


def test_the_order_of_the_files_changes_no_finding(shared):
    files = sorted((shared / "seeds").glob("00[01]_*"))
    lexicon = load_lexicon()
    first, _ = read_files(files, lexicon)
    turned, _ = read_files(files[::-1], lexicon)
    assert find_discrepancies(first, lexicon) == find_discrepancies(turned, lexicon)
