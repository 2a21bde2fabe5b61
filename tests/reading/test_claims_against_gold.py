"""Countable statements a careful reader noted in the fund's documents, against those the rules read."""

import json
from pathlib import Path

import pytest

from jointfund.reading.claims import find_claims
from jointfund.reading.read import read_files
from jointfund.reading.records import Claim
from jointfund.vocabularies.lexicon import load_lexicon


@pytest.fixture(scope="module")
def claims(shared: Path) -> list[Claim]:
    """Claims of the booklet and the brief, read together."""
    paths = sorted((shared / "seeds").glob("00[01]_*.txt"))
    reading, _ = read_files(paths, load_lexicon())
    return [
        claim
        for document in reading.documents
        for claim in find_claims(document, reading.programmes, reading.contributions, load_lexicon())
    ]


@pytest.fixture(scope="module")
def wanted(shared: Path) -> list[dict]:
    """The reader's statements in these two documents."""
    everything = json.loads((shared / "gold" / "claims.json").read_text(encoding="utf-8"))
    return [each for each in everything if each["file"] in {"000", "001"}]


def matches(wanted: dict, claims: list[Claim]) -> list[Claim]:
    """Claims on the reader's line with his value, both ends of a range included."""
    value = wanted["value"] if isinstance(wanted["value"], list) else [wanted["value"], None]
    return [
        claim
        for claim in claims
        if claim.source.file.startswith(wanted["file"])
        and claim.source.start_line <= wanted["line"] <= claim.source.end_line
        and float(claim.value) == float(value[0])
        and (value[1] is None or (claim.value_to is not None and float(claim.value_to) == value[1]))
    ]


def test_nine_of_ten_statements_are_read_with_their_value(claims: list[Claim], wanted: list[dict]) -> None:
    missed = [each["id"] for each in wanted if not matches(each, claims)]
    assert len(wanted) == 82
    assert len(missed) <= 8, missed


def test_nine_of_ten_recounts_agree_with_the_reader(claims: list[Claim], wanted: list[dict]) -> None:
    recounted = [each for each in wanted if each["recomputed"] is not None]
    wrong = [
        each["id"]
        for each in recounted
        if not any(
            claim.recomputed is not None and abs(float(claim.recomputed) - each["recomputed"]) < 0.06
            for claim in matches(each, claims)
        )
    ]
    assert len(wrong) <= len(recounted) // 10, wrong


def test_a_claims_words_stand_on_its_lines(claims: list[Claim], shared: Path) -> None:
    for claim in claims:
        lines = (shared / "seeds" / claim.source.file).read_text(encoding="utf-8").split("\n")
        printed = " ".join(" ".join(lines[claim.source.start_line - 1 : claim.source.end_line]).split())
        assert claim.quote in printed
