"""The sentences made from what the record says: one for each code, in English as they always were."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation
from tests.reading.checking.drafts_of_every_kind import BOOKLET, GAPS, LAYOUT, READER, SENTENCES
from tests.reading.checking.records_of_a_fund import FACTS

from jointfund.intake.checked_words import PHRASES, explained
from jointfund.reading.checking import Finding, check_draft
from jointfund.reading.checking.report import as_data
from jointfund.reading.checking.sayings import Listed, Said, Saying, Value
from jointfund.reading.sources.lines import SourceLines

DRAFTS = {**{text: text for text in SENTENCES}, "LAYOUT": LAYOUT, "BOOKLET": BOOKLET}
RECORDS = {"whole": FACTS, "gaps": GAPS}
HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "checked_sentences.json").read_text(encoding="utf-8"))


def findings(record: str, draft: str) -> tuple[Finding, ...]:
    lines = tuple(DRAFTS[draft].strip("\n").split("\n"))
    source = SourceLines("draft.txt", "text/plain", "", lines)
    return check_draft(source, RECORDS[record], READER).findings


def sayings(value: Value) -> list[Said]:
    """A saying and all it is made of."""
    match value:
        case Said(_saying, values):
            return [value, *(found for _name, one in values for found in sayings(one))]
        case Listed(values):
            return [found for one in values for found in sayings(one)]
    return []


@pytest.fixture(scope="module")
def every_saying() -> list[Said]:
    """All that the record says to all the drafts."""
    return [
        found
        for record in RECORDS
        for draft in DRAFTS
        for one in findings(record, draft)
        for said in one.verdict.said
        for found in sayings(said)
    ]


@pytest.mark.parametrize("record", RECORDS)
def test_the_english_sentences_are_what_they_always_were(record):
    told = {
        f"{record}: {draft}": [
            f"{one.quote} | {one.mark.value} | {explained(one.verdict)}" for one in findings(record, draft)
        ]
        for draft in DRAFTS
    }
    assert told == {name: lines for name, lines in EXPECTED.items() if name.startswith(record)}


def test_every_code_has_words_and_is_said_by_some_draft(every_saying):
    assert set(PHRASES) == set(Saying) - {Saying.MONTHS}  # counted: its words depend on the number
    rare = {Saying.NO_DURATION, Saying.ON_RECORD, Saying.STAGE_UNKNOWN, Saying.SOURCE_PRINTS}
    assert set(Saying) - {one.saying for one in every_saying} <= rare


def test_the_words_of_a_code_use_each_of_its_values(every_saying):
    for one in every_saying:
        if one.saying is not Saying.MONTHS:
            named = set(re.findall(r"%\((\w+)\)s", str(PHRASES[one.saying])))
            assert named == {name for name, _value in one.values}, one


def test_a_reader_of_french_reads_dates_in_french():
    found = findings("whole", "There are 2 programmes in the pipeline.")[0]
    with translation.override("fr"):
        assert "mars 2031" in explained(found.verdict)


def test_codes_and_values_stand_beside_the_sentence_in_json():
    lines = ("The target of the Fund is USD 25 million.",)
    checked = check_draft(SourceLines("a.txt", "text/plain", "", lines), FACTS, READER)
    (found,) = as_data(checked, explained)["findings"]
    assert found["explanation"].startswith(
        "Target: the record has USD 20,000,000. The draft prints 25 million."
    )
    assert found["said"][0] == {
        "code": "has",
        "figure": {"code": "target"},
        "value": {"code": "amount", "currency": "USD", "number": 20_000_000},
    }


SPEECH = (
    "The Fund has raised USD 57.5M. It has 281 million friends. The target is USD 150 million. "
    "MIG-0022 is on record. Objective 40 of the Compact is new."
)


def test_the_command_prints_the_same_english(demo_fund, tmp_path):
    (tmp_path / "speech.txt").write_text(SPEECH)
    out = StringIO()
    call_command("check", str(tmp_path / "speech.txt"), stdout=out)
    assert out.getvalue() == (HERE / "checked_speech.txt").read_text(encoding="utf-8")
