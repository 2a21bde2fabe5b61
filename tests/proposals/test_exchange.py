"""Texts out to Word and back, the budget to a workbook and back: what comes in, what is refused, why."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.proposals.form_samples import COMPLETE, FORM, budget_row

from jointfund.kernel.errors import UnreadableInput
from jointfund.proposals.exchange.offers import FileRefused, Sheet, merged, plain
from jointfund.proposals.exchange.sheet import Budget, read_budget, write_budget
from jointfund.proposals.exchange.word import read_word, write_word
from jointfund.proposals.forms import read_form
from jointfund.proposals.forms.values import tidy
from jointfund.rendering.controls import TextControl, controls_docx

SHAPE = read_form(FORM)
SUMMARY, RESULTS, OWN = SHAPE.sections
WORDS = st.text(max_size=40).map(tidy)
LINES = st.builds(
    budget_row,
    st.sampled_from(["staff", "travel", "indirect"]),
    st.decimals(0, 10**9, places=2).map(str) | st.sampled_from(["1,000", "70.00", "5"]),
)


def sheet(section, answers, *, number=1, version=3, whose="", is_mine=True):
    return Sheet(number, version, section, whose.lower(), whose, answers, is_mine)


def written(*sheets):
    return write_word("Safe routes", "MIG-D-0001", sheets)


@settings(max_examples=40, deadline=None)
@given(
    what=WORDS,
    months=WORDS,
    rows=st.lists(st.fixed_dictionaries({"code": WORDS, "result": WORDS}), max_size=3),
)
def test_a_file_nobody_wrote_in_says_what_stood_there(what, months, rows):
    sheets = [
        sheet(SUMMARY, {"what": what, "months": months, "start": ""}),
        sheet(RESULTS, {"outputs": rows}, number=2),
        sheet(OWN, COMPLETE["own", "alpha"], number=5, whose="Alpha"),
    ]
    for offer, one in zip(read_word(written(*sheets), "a.docx", sheets), sheets, strict=True):
        assert (offer.number, offer.version) == (one.number, one.version)
        assert plain(one.section, offer.answers) == plain(one.section, one.answers)


def test_what_others_write_stands_in_the_file_only_to_read():
    mine, theirs = sheet(SUMMARY, {"what": "Ours"}), sheet(RESULTS, {}, number=2, is_mine=False)
    assert [one.number for one in read_word(written(mine, theirs), "a.docx", [mine, theirs])] == [1]


def test_every_wrong_place_is_named_with_its_reason():
    own = sheet(OWN, COMPLETE["own", "alpha"], whose="Alpha")
    text = TextControl("t1.v3.f0", "Partners", "perhaps")
    with pytest.raises(FileRefused) as refused:
        read_word(
            controls_docx("x", [text, TextControl("t1.v3.f2", "Budget", "gone"), text]), "a.docx", [own]
        )
    assert [(one.place, one.reason) for one in refused.value.faults] == [
        ("Own part · Alpha · Partners", "it stands in the file twice: leave one of them."),
        ("Own part · Alpha · Budget", "its table is gone: put it back, or take the file out again."),
    ]
    with pytest.raises(FileRefused, match="“perhaps” is none of: Yes, No"):
        read_word(controls_docx("x", [text]), "a.docx", [own])


@pytest.mark.parametrize(
    "content", [b"", b"no zip", written(sheet(SUMMARY, {}))[:900], controls_docx("x", [])]
)
def test_a_file_that_is_none_of_ours_is_refused(content):
    with pytest.raises(UnreadableInput):
        read_word(content, "a.docx", [sheet(SUMMARY, {})])


def test_a_file_of_another_proposal_is_refused():
    with pytest.raises(UnreadableInput, match="another proposal"):
        read_word(written(sheet(SUMMARY, {})), "a.docx", [sheet(SUMMARY, {}, number=77)])


def test_only_what_the_file_changed_comes_in_and_a_field_both_changed_stays():
    base = {"what": "Old", "months": "12", "start": ""}
    current = {"what": "Theirs", "months": "12", "start": "2027-01-01"}
    merge = merged(SUMMARY, base, current, {"what": "Mine", "months": "24", "start": ""})
    assert merge.answers == {"what": "Theirs", "months": "24", "start": "2027-01-01"}
    assert [(one.field, one.is_conflict) for one in merge.changes] == [("what", True), ("months", False)]


@given(base=WORDS, now=WORDS, mine=WORDS)
def test_nothing_is_lost_in_putting_together(base, now, mine):
    merge = merged(SUMMARY, {"what": base}, {"what": now}, {"what": mine})
    kept = {merge.answers["what"], *(one.after for one in merge.changes)}
    assert now == base or now in kept
    assert mine == base or mine in kept


def budget(alpha, beta=(), *, mine="alpha"):
    field = OWN.field("lines")
    sheets = [
        sheet(OWN, {"lines": list(rows)}, number=number, whose=name, is_mine=name.lower() == mine)
        for number, name, rows in ((1, "Alpha", alpha), (2, "Beta", beta))
    ]
    return Budget(field, field.budget, sheets, frozenset({"1.1"}))


def edited(content, *changes):
    book = openpyxl.load_workbook(BytesIO(content))
    for cell, value in changes:
        book["Budget"][cell] = value
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@settings(max_examples=40, deadline=None)
@given(alpha=st.lists(LINES, max_size=4), beta=st.lists(LINES, max_size=4))
def test_a_workbook_nobody_wrote_in_changes_nothing(alpha, beta):
    found = budget(alpha, beta)
    (offer,) = read_budget(write_budget("Safe routes", found), found)
    assert (offer.number, offer.version, offer.answers) == (1, 3, {"lines": alpha})


def test_an_organisation_writes_in_its_own_column():
    found = budget([budget_row("staff", "1,000")], [budget_row("staff", "5")])
    content = edited(write_budget("x", found), ("C2", 1200.5), ("A3", "1.1"), ("B3", "Travel"), ("C3", 7))
    (offer,) = read_budget(content, found)
    assert offer.answers == {"lines": [budget_row("staff", "1200.5"), budget_row("travel", "7")]}


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ([("C2", "lots")], "Row 2", "no amount"),
        ([("C2", -1)], "Row 2", "no amount"),
        ([("C2", 1.005)], "Row 2", "no amount"),
        ([("C2", "=1+1")], "Row 2", "formula"),
        ([("B2", "Cars")], "Row 2", "no category"),
        ([("A2", "9.9")], "Row 2", "no result"),
        ([("D3", 6)], "Row 3", "“Beta” is changed by that organisation only"),
        ([("D3", None)], "Row 1", "“Beta” is changed by that organisation only"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(changes, place, reason):
    found = budget([budget_row("staff", "1,000")], [budget_row("travel", "5")])
    with pytest.raises(FileRefused) as refused:
        read_budget(edited(write_budget("x", found), *changes), found)
    assert any(one.place == place and reason in one.reason for one in refused.value.faults)


def test_what_another_organisation_changed_since_is_no_fault():
    found = budget([budget_row("staff", "1,000")], [budget_row("travel", "5")])
    content = write_budget("x", found)
    first, second = found.sheets
    later = replace(second, version=4, answers={"lines": [budget_row("travel", "9")]})
    assert read_budget(content, replace(found, sheets=[first, later]))[0].answers == first.answers


@pytest.mark.parametrize("content", [b"", b"no zip", written(sheet(SUMMARY, {}))])
def test_what_is_no_workbook_of_a_budget_is_refused(content):
    with pytest.raises(UnreadableInput):
        read_budget(content, budget([]))


def test_amounts_are_numbers_in_the_workbook_and_the_cap_stands_beside():
    book = openpyxl.load_workbook(BytesIO(write_budget("x", budget([budget_row("staff", "1,000")]))))
    assert Decimal(str(book["Budget"]["C2"].value)) == 1000
    assert any(row[1] == "7 %" for row in book["About"].iter_rows(values_only=True))
