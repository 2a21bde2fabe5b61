"""The fund's own brief checked against the demonstration fund, beside what a careful reader noted."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from jointfund.intake.checked_words import explained
from jointfund.intake.drafts_in import read_draft
from jointfund.intake.record_facts import record_facts
from jointfund.reading.checking import Finding, Mark, check_draft
from jointfund.vocabularies.lexicon import load_lexicon

TODAY = date(2026, 11, 1)


@pytest.fixture
def findings(shared: Path, demo_fund) -> tuple[Finding, ...]:
    """Every finding of the brief, against the record of a fixed day."""
    path = next((shared / "seeds").glob("001_*.txt"))
    return check_draft(read_draft(path, path.name), record_facts(demo_fund, TODAY), load_lexicon()).findings


@pytest.fixture(scope="module")
def wanted(shared: Path) -> list[dict]:
    """The careful reader's claims of the brief."""
    everything = json.loads((shared / "gold" / "claims.json").read_text(encoding="utf-8"))
    return [each for each in everything if each["file"] == "001"]


def counted(wanted: dict, findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings on the reader's line that share words with his quote."""
    quote = wanted["quote"].lower()
    return [
        one
        for one in findings
        if one.start_line <= wanted["line"] <= one.end_line
        and one.kind in ("number", "amount", "area", "months")
        and (one.quote.lower() in quote or quote in one.quote.lower() or shares(one.quote, wanted["quote"]))
    ]


def shares(first: str, second: str) -> bool:
    """Two words in a row in common."""
    words, others = first.lower().split(), second.lower()
    return any(f"{a} {b}" in others for a, b in pairwise(words))


def test_every_countable_claim_is_marked(findings, wanted):
    missed = [each["quote"] for each in wanted if not counted(each, findings)]
    assert wanted
    assert missed == []


def test_all_nineteen_are_marked_and_all_six_recomputed_ones_as_the_reader_has_them(findings, wanted):
    marked = [each for each in wanted if counted(each, findings)]
    recomputed = [each for each in wanted if each["recomputed"] is not None]
    as_the_reader = [
        each
        for each in recomputed
        if {one.mark is Mark.AGREES for one in counted(each, findings)} == {each["agrees"]}
    ]
    assert (len(marked), len(wanted)) == (19, 19)
    assert (len(as_the_reader), len(recomputed)) == (6, 6)


def test_a_number_the_record_confirms_beside_a_list_that_broke_off_differs_and_says_both(findings, wanted):
    (four,) = counted(next(each for each in wanted if each["id"] == "claim-031"), findings)
    assert four.mark is Mark.DIFFERS
    assert four.verdict.value == 4  # what the record has; the reader counted 2 names left in the brief
    assert "The draft's own list gives 2" in explained(four.verdict)
    assert "The number is right and the list beside it is not complete" in explained(four.verdict)
    assert not four.corrected


def test_the_marks_agree_with_what_the_reader_recomputed(findings, wanted):
    for each in (one for one in wanted if one["recomputed"] is not None):
        marks = {one.mark for one in counted(each, findings)}
        if each["agrees"]:
            assert marks == {Mark.AGREES}, each["quote"]
        else:
            assert marks, each["quote"]
            assert marks <= {Mark.DIFFERS, Mark.CHANGED}, each["quote"]


def test_the_total_is_not_rounded_up(findings):
    total = next(one for one in findings if one.quote == "USD 57.5M")
    assert total.mark is Mark.DIFFERS
    assert total.verdict.value == 57_425_741
    assert "57.2M" in total.corrected


def test_all_contributors_and_thirteen_programmes_of_the_brief_are_marked(findings):
    rows = [one for one in findings if one.kind == "contributor"]
    assert [one.mark for one in rows] == [Mark.AGREES] * 22
    assert sum(one.kind in ("title", "programme") for one in findings) >= 13


def test_context_is_not_in_the_record(findings):
    marks = {one.quote: one.mark for one in findings}
    assert marks["around 281 million"] is Mark.UNKNOWN


def test_a_document_about_something_else_is_not_said_to_differ(shared, demo_fund):
    path = next((shared / "seeds").glob("003_*.txt"))
    facts = record_facts(demo_fund, TODAY)
    checked = check_draft(read_draft(path, path.name), facts, load_lexicon())
    assert checked.counts[Mark.UNKNOWN] > 200
    assert checked.counts[Mark.DIFFERS] <= 2


def test_the_number_of_queries_does_not_grow(demo_fund, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        record_facts(demo_fund, TODAY)
