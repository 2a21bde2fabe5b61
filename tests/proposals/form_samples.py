"""A form of our own in the layout of the shipped ones."""

import copy

STAGE = "note"
CATEGORIES = [
    {"code": "staff", "label": "Staff", "is_direct": True},
    {"code": "travel", "label": "Travel", "is_direct": True},
    {"code": "indirect", "label": "Indirect", "is_direct": False},
]
YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
FORM = {
    "code": "sample",
    "title": "A sample",
    "stages": [STAGE],
    "sections": [
        {
            "code": "summary",
            "title": "Summary",
            "owner": "lead",
            "fields": [
                {"code": "what", "label": "What", "word_limit": 5, "required_at": [STAGE]},
                {"code": "months", "label": "Months", "kind": "number", "required_at": [STAGE]},
                {"code": "start", "label": "Start", "kind": "date"},
            ],
        },
        {
            "code": "results",
            "title": "Results",
            "owner": "all",
            "fields": [
                {
                    "code": "outputs",
                    "label": "Outputs",
                    "kind": "table",
                    "required_at": [STAGE],
                    "columns": [
                        {"code": "code", "label": "Code", "is_required": True},
                        {"code": "result", "label": "Result"},
                    ],
                }
            ],
        },
        {
            "code": "own",
            "title": "Own part",
            "owner": "each",
            "fields": [
                {
                    "code": "partners",
                    "label": "Partners",
                    "kind": "choice",
                    "choices": YES_NO,
                    "required_at": [STAGE],
                },
                {
                    "code": "named",
                    "label": "Named",
                    "required_at": [STAGE],
                    "condition": {"section": "own", "field": "partners", "values": ["yes"]},
                },
                {
                    "code": "lines",
                    "label": "Budget",
                    "kind": "table",
                    "required_at": [STAGE],
                    "columns": [
                        {
                            "code": "result",
                            "label": "Result",
                            "kind": "reference",
                            "refers_to": {"section": "results", "field": "outputs", "column": "code"},
                        },
                        {
                            "code": "category",
                            "label": "Category",
                            "kind": "choice",
                            "choices": [{"code": c["code"], "label": c["label"]} for c in CATEGORIES],
                            "is_required": True,
                        },
                        {"code": "amount", "label": "Amount", "kind": "number", "is_required": True},
                    ],
                    "budget": {
                        "result_column": "result",
                        "category_column": "category",
                        "amount_column": "amount",
                        "categories": CATEGORIES,
                        "indirect_cap": "0.07",
                        "currency": "USD",
                    },
                },
            ],
        },
    ],
}


def changed(*path, value):
    """The form with one place of it changed."""
    form = copy.deepcopy(FORM)
    place = form
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return form


def budget_row(category, amount, result="1.1"):
    return {"result": result, "category": category, "amount": amount}


COMPLETE = {
    ("summary", ""): {"what": "A way that is safe", "months": "24", "start": "2027-01-31"},
    ("results", ""): {"outputs": [{"code": "1.1", "result": "Centres open"}]},
    **{
        ("own", slug): {
            "partners": "no",
            "named": "",
            "lines": [budget_row("staff", "1,000"), budget_row("indirect", "70.00")],
        }
        for slug in ("alpha", "beta")
    },
}
