"""A questionnaire goes out as a workbook and comes back as itself; what is wrong is named at its row."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from tests.instruments.documents import questionnaires, small

from jointfund.instruments.reading_in import BrokenQuestionnaire, read_questionnaire
from jointfund.instruments.services.publishing import shipped
from jointfund.instruments.spreadsheet import read_conditions, read_workbook, write_workbook
from jointfund.kernel.errors import UnreadableInput


@pytest.mark.parametrize("document", shipped(), ids=lambda one: one["code"])
def test_what_goes_out_comes_back_as_itself(document):
    found = read_questionnaire(document)
    assert read_workbook(write_workbook(found)) == found


@given(questionnaires())
@settings(deadline=None, max_examples=15)
def test_any_questionnaire_comes_back_as_itself(document):
    found = read_questionnaire(document)
    assert read_workbook(write_workbook(found)) == found


def changed(sheet, cell, value):
    """The small questionnaire as a workbook with one cell changed."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(read_questionnaire(small()))))
    book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "fault"),
    [
        ("Questions", "C3", "essay", "Sheet “Questions”, row 3: kind is one of"),
        ("Questions", "A3", "three", "Sheet “Questions”, row 3: there is no section “three”"),
        ("Questions", "I3", "when first is b", "Sheet “Questions”, row 3: shown_if is written like"),
        ("Questions", "I3", "first is z", "Sheet “Questions”, row 3: question second, condition on first"),
        ("Answers", "D4", "many", "Sheet “Answers”, row 4: points is a number"),
        ("Answers", "A4", "none", "Sheet “Answers”, row 4: there is no question “none”"),
        ("Grades", "C2", "10", "grades: from the best to the last"),
        ("Sections", "B3", None, "Sheet “Sections”, row 3: title is missing"),
        ("Questionnaire", "B5", "soon", "Sheet “Questionnaire”: valid_from is a day"),
    ],
)
def test_a_wrong_cell_is_named_at_its_row(sheet, cell, value, fault):
    with pytest.raises(BrokenQuestionnaire) as refused:
        read_workbook(changed(sheet, cell, value))
    assert [one for one in refused.value.faults if fault in one], refused.value.faults


def test_numbers_typed_as_numbers_are_read():
    assert read_workbook(changed("Answers", "D4", 5)).question("first").options[2].points == 5


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(UnreadableInput):
        read_workbook(content)


def test_a_workbook_without_its_sheets_or_columns_is_refused():
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    with pytest.raises(UnreadableInput, match="sheets Questionnaire"):
        read_workbook(out.getvalue())
    with pytest.raises(UnreadableInput, match="columns text are missing"):
        read_workbook(changed("Questions", "D1", "wording"))


def test_conditions_in_words():
    assert read_conditions("first is b or c; size at_least 3; first answered") == [
        {"question": "first", "kind": "is", "values": ["b", "c"]},
        {"question": "size", "kind": "at_least", "values": ["3"]},
        {"question": "first", "kind": "answered", "values": []},
    ]
    assert read_conditions("") == []
    assert read_conditions("whenever") is None
