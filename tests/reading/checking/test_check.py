"""A draft against a record nobody has: marks, explanations, corrected sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.checking.records_of_a_fund import FACTS, LEXICON, check, finding

from jointfund.intake.checked_words import explained
from jointfund.reading.checking import Mark, check_draft
from jointfund.reading.checking.facts import RecordFacts
from jointfund.reading.checking.report import as_data, rows, summary
from jointfund.reading.sources.lines import SourceLines

AGREES, DIFFERS, CHANGED, UNKNOWN = Mark.AGREES, Mark.DIFFERS, Mark.CHANGED, Mark.UNKNOWN


@pytest.mark.parametrize(
    ("text", "quote", "mark"),
    [
        ("There are two funded programmes.", "two funded", AGREES),
        ("There is work for 1,234 months.", "1,234", UNKNOWN),
        ("The Fund supports three programmes on the ground.", "three programmes", DIFFERS),
        ("There are 2 programmes in the pipeline.", "2 programmes", CHANGED),
        ("Two programmes are funded and 2 in the pipeline.", "2", CHANGED),
        ("It was adopted in June 2030².", "June 2030", UNKNOWN),
        ("In March 2031, 2 programmes were in the pipeline.", "2 programmes", AGREES),
        ("There are 281 million migrants in the world.", "281 million", UNKNOWN),
        ("Launched in 2029, the Fund pools money.", "2029", AGREES),
        ("The Fund was launched in 2027.", "2027", DIFFERS),
        ("The target of the Fund is USD 20 million.", "USD 20 million", AGREES),
        ("So far 37% of the target has been raised.", "37%", AGREES),
        ("Contributors have given USD 7.4M.", "USD 7.4M", AGREES),
        ("USD 4M has been mobilized.", "USD 4M", CHANGED),
        ("Norway contributed USD 5.4 million.", "USD 5.4 million", AGREES),
        ("Norway contributed USD 4 million.", "USD 4 million", CHANGED),
        ("Fiji contributed USD 4 million.", "USD 4 million", UNKNOWN),
        ("USD 50,000 was received from the Guild of Carpenters.", "USD 50,000", AGREES),
        ("Two Member States have contributed.", "Two Member States", AGREES),
        ("The gap to reach it is USD 12.6M.", "USD 12.6M", AGREES),
        ("The pipeline is worth USD 2.8M.", "USD 2.8M", AGREES),
        ("The programme in Peru has a budget of USD 2.8 million.", "USD 2.8 million", AGREES),
        ("The programme in Peru has a budget of USD 2.7 million.", "USD 2.7 million", DIFFERS),
        ("ABC-0001 is a two-year programme.", "two-year", AGREES),
        ("ABC-0001 is a three-year programme.", "three-year", DIFFERS),
        ("ABC-0009 is new.", "ABC-0009", UNKNOWN),
        ("The programme in Fiji is new.", "programme in Fiji", UNKNOWN),
        ("The programme in Gabon and Togo is new.", "programme in Gabon and Togo", AGREES),
        ("The Togo Leadership Programme is another's.", "Togo", None),
        ("There are 29 different projects worldwide.", "29", UNKNOWN),
        ("It has three specific objectives.", "three", UNKNOWN),
        ("The GCM has 24 objectives.", "24", DIFFERS),
        ("ABC-0003 works in Togo and Gabon.", "Togo and Gabon", AGREES),
        ("ABC-0003 works in Peru and Fiji.", "Peru and Fiji", UNKNOWN),
        ("ABC-0002 is still in the pipeline.", "still in the pipeline", CHANGED),
        ("ABC-0002 is now funded.", "now funded", AGREES),
        ("ABC-0001 is already funded.", "already funded", DIFFERS),
        ("ABC-0002 started on 20 May 2031.", "20 May 2031", AGREES),
        ("ABC-0002 started in June 2031.", "June 2031", DIFFERS),
        ("Thematic Area 2 keeps roads lit.", "Thematic Area 2", AGREES),
        ("Thematic Area 7 is not there.", "Thematic Area 7", DIFFERS),
        ("It serves objective 8 (fair and ethical recruitment, decent work).", "objective 8", DIFFERS),
        ("It serves objective 6 (fair and ethical recruitment, decent work).", "objective 6", AGREES),
        ("It has three parts: 1) roads, 2) lamps and 3) maps.", "three parts", AGREES),
        ("It has four parts: 1) roads, 2) lamps and 3) maps.", "four parts", DIFFERS),
        ("All three thematic areas count.", "three thematic areas", DIFFERS),
    ],
)
def test_a_claim_is_marked(text, quote, mark):
    if mark is None:
        assert not check(text).findings
        return
    found = finding(text, quote)
    assert found.mark is mark, explained(found.verdict)
    assert explained(found.verdict)


@pytest.mark.parametrize(
    ("text", "quote", "corrected"),
    [
        (
            "Three programmes are being implemented.",
            "Three programmes",
            "Two programmes are being implemented.",
        ),
        ("Contributors have given USD 7.5M to it.", "7.5M", "Contributors have given USD 7.4M to it."),
        ("The Fund was launched in 2027.", "2027", "The Fund was launched in 2029."),
        ("ABC-0002 is still in the pipeline.", "is still", "ABC-0002 is funded."),
        ("ABC-0001 is a three-year programme.", "three-year", "ABC-0001 is a 24-month programme."),
        (
            "USD 7.5M came from 2 Member States who contributed.",
            "7.5M",
            "USD 7.4M came from 2 Member States who contributed.",
        ),
    ],
)
def test_a_sentence_that_differs_is_corrected(text, quote, corrected):
    assert finding(text, quote).corrected == corrected


def test_all_that_differs_in_a_sentence_is_corrected_together():
    text = "Three programmes are funded and contributors gave USD 7.5M."
    wanted = "Two programmes are funded and contributors gave USD 7.4M."
    assert {one.corrected for one in check(text).findings if one.corrected} == {wanted}


def test_a_title_is_found_in_running_text_and_a_nearly_right_one_is_corrected():
    right = finding("It is called River Ports on the Map of Everybody.", "River Ports")
    wrong = finding("The programme “River ports on the maps for everybody” is good.", "River ports on")
    assert (right.kind, right.mark) == ("title", AGREES)
    assert (wrong.kind, wrong.mark) == ("title", DIFFERS)
    assert "River ports on the map of everybody" in wrong.corrected


def test_a_title_the_record_does_not_know_is_not_called_wrong():
    title = "Lamps for two coasts"
    text = f'WHAT WE DO\n\nTHEMATIC AREA 2\n\nGABON, TOGO USD 2M\n\n"{title}"\n\nIt lights the roads.\n'
    marks = [one for one in check(text).findings if one.quote == title and one.kind == "title"]
    assert [one.mark for one in marks] == [UNKNOWN]
    assert "knows no title" in explained(marks[0].verdict)


def test_earlier_and_later_values_are_told_with_their_dates():
    found = finding("There are 2 programmes in the pipeline.", "2 programmes")
    assert "the record has 1 as of 20 May 2031" in explained(found.verdict)
    assert "it had 2 from March 2031 until 20 May 2031" in explained(found.verdict)


def test_an_address_counts_nothing_and_hides_nothing():
    checked = check("See https://example.org/7/31 for two funded programmes.")
    assert [one.quote for one in checked.findings] == ["two funded programmes"]


def test_paragraphs_are_shown_as_they_were_written_and_places_point_into_them():
    checked = check("First line\nof a paragraph.\n\nThere are two\nfunded programmes.")
    assert checked.paragraphs == ("First line of a paragraph.", "There are two funded programmes.")
    place = checked.places[0]
    text = checked.paragraphs[place.spot.paragraph]
    assert text[place.spot.start : place.spot.end] == place.findings[0].quote
    assert (place.findings[0].start_line, place.findings[0].end_line) == (4, 5)


def test_a_sentence_said_twice_is_marked_twice():
    checked = check("Two programmes are funded. Two programmes are funded.")
    assert [place.spot.start for place in checked.places] == [0, 27]


def test_a_paragraph_without_end_is_read_in_parts_and_keeps_its_lines():
    checked = check("Two programmes are funded.\n" + "word " * 2_000 + "\nTwo programmes are funded.")
    assert [one.start_line for one in checked.findings] == [1, 3]
    assert max(map(len, checked.paragraphs)) < 6_100


def test_a_number_no_amount_can_hold_is_no_claim():
    assert not check("The code is " + "1" * 60 + " programmes.").findings


def test_a_report_counts_each_finding_once():
    checked = check("Two programmes are funded. There are 281 million migrants.")
    assert summary(checked) == "2 claims: 1 agree, 0 differ, 0 changed since, 1 not in the record."
    assert [row["mark"] for row in rows(checked, explained)] == ["agrees", "not_in_the_record"]
    assert as_data(checked, explained)["summary"] == {
        "differs": 0,
        "changed_since": 0,
        "not_in_the_record": 1,
        "agrees": 1,
    }
    assert summary(check("Nothing counted here.")) == "No countable claim was found in this text."


WORDS = [
    "Togo", "Gabon and Togo", "programme", "programmes", "in the pipeline", "funded",
    "USD", "2.8M", "57", "%",
    "of the target", "ABC-0001", "objective", "objectives 6, 8 and 99", "Thematic Area 2",
    "31 June 2031",
    "in 2031", "May 2031", "“", "”",
    "(", ")", "1)", "2)", ":", ";", ".", ",", "\n", "\n\n", "•", "- ", "\t",
    "DONORS AS OF MAY 2031", "NORWAY\t1,000 USD", "two", "three-year", "more than", "raised",
    "İı", "ﬁ", "\x0b",
    "WHAT WE DO", "BUDGET (USD)", "STATUS", "1,234,567", "\u2028", "0", "0.0M", "999999999999 billion", "%%",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=40))
def test_no_text_breaks_the_check(pieces):
    lines = tuple(" ".join(pieces).split("\n"))
    for facts in (FACTS, RecordFacts("Empty", "USD", FACTS.day)):
        checked = check_draft(SourceLines("draft", "text/plain", "", lines), facts, LEXICON)
        for place in checked.places:
            paragraph = checked.paragraphs[place.spot.paragraph]
            assert 0 <= place.spot.start < place.spot.end <= len(paragraph)
