"""Money handed on: the ceiling of one, the share of all, and whom a form names."""

import copy

import pytest

from jointfund.proposals.forms import BrokenForm, Party, as_json, missing_parts, read_form
from jointfund.proposals.forms.subgrants import named_recipients

STAGE = "application"
FORM = {
    "code": "sample",
    "title": "A sample",
    "stages": [STAGE],
    "sections": [
        {
            "code": "money",
            "title": "Money",
            "fields": [
                {
                    "code": "lines",
                    "label": "Lines",
                    "kind": "table",
                    "columns": [
                        {"code": "result", "label": "Result"},
                        {
                            "code": "category",
                            "label": "Category",
                            "kind": "choice",
                            "choices": [{"code": "all", "label": "All"}],
                        },
                        {"code": "amount", "label": "Amount", "kind": "number"},
                    ],
                    "budget": {
                        "result_column": "result",
                        "category_column": "category",
                        "amount_column": "amount",
                        "categories": [{"code": "all", "label": "All", "is_direct": True}],
                        "indirect_cap": "0",
                        "currency": "EUR",
                    },
                },
                {
                    "code": "handed_on",
                    "label": "Handed on",
                    "kind": "table",
                    "columns": [
                        {"code": "who", "label": "Who"},
                        {"code": "amount", "label": "Amount", "kind": "number"},
                    ],
                    "subgrants": {
                        "recipient_column": "who",
                        "amount_column": "amount",
                        "currency": "EUR",
                        "ceiling": "8000",
                        "share": "0.5",
                        "share_of": {"section": "money", "field": "lines"},
                    },
                },
            ],
        }
    ],
}


def reasons(budget, *handed_on):
    every = {
        ("money", ""): {
            "lines": [{"result": "1", "category": "all", "amount": budget}],
            "handed_on": [{"who": who, "amount": amount} for who, amount in handed_on],
        }
    }
    found = missing_parts(read_form(FORM), every, [Party("town", "Town", True)], STAGE)
    return [(part.field, part.row, part.reason) for part in found]


def test_what_is_within_ceiling_and_share_is_right():
    assert reasons("20000", ("One", "8000"), ("Two", "2000")) == []


def test_more_than_one_may_get_is_told_at_its_row_in_the_funds_currency():
    assert reasons("40000", ("One", "10"), ("Two", "8000.01")) == [
        ("handed_on", 2, "Row 2: EUR 8,000.01 is more than one may get, which is EUR 8,000.")
    ]


def test_more_than_the_share_of_the_budget_is_told_of_the_whole_table():
    ((field, row, reason),) = reasons("10000", ("One", "3000"), ("Two", "2000.01"))
    assert (field, row) == ("handed_on", 0)
    assert "EUR 5,000.01" in reason
    assert "50 per cent" in reason
    assert "EUR 5,000," in reason


def test_everybody_who_is_named_is_found_with_the_row():
    every = {("money", ""): {"handed_on": [{"who": " One ", "amount": "1"}, {"who": "", "amount": "2"}]}}
    assert [(one.name, one.row) for one in named_recipients(read_form(FORM), every)] == [("One", 1)]


def test_a_form_with_sub_grants_is_read_and_written_back_the_same():
    form = read_form(FORM)
    assert read_form(as_json(form)) == form


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"recipient_column": "whom"}, "name no column whom"),
        ({"share_of": None}, "share and share_of go together"),
        ({"share_of": {"section": "money", "field": "handed_on"}}, "names no budget"),
        ({"ceiling": "0"}, "above zero"),
        ({"share": "1.5"}, "between 0 and 1"),
    ],
)
def test_sub_grants_that_do_not_hold_together_are_refused(changes, fault):
    form = copy.deepcopy(FORM)
    form["sections"][0]["fields"][1]["subgrants"] |= changes
    with pytest.raises(BrokenForm, match=fault):
        read_form(form)
