"""Published statements: posted as entries, the books give back every line; a contradiction is seen."""

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from jointfund.kernel.errors import UnreadableInput
from jointfund.ledger.models import Entry
from jointfund.ledger.printed import read_statements
from jointfund.ledger.services.statement_check import check_statement
from jointfund.ledger.statement import SUMS, Line
from jointfund.ledger.unrounding import amounts_behind

STATUS = {
    "src": "a status table of a fund that does not exist",
    "contrib": 1000,
    "int_fund": 20,
    "int_po": 5,
    "total_sources": 1025,
    "transferred": 700,
    "to_mdtf": 30,
    "refunds": 50,
    "aa_fee": 10,
    "direct": 40,
    "bank": 1,
    "total_uses": 731,
    "bal_aa": 294,
    "pct_dep": 29.4,
    "po_resources": 700,
    "po_exp": 600,
    "po_total_exp": 650,
    "bal_po": 50,
    "pct_tr": 7.1,
    "total_bal": 344,
    "pct_tot": 34.4,
}
# In thousands: each figure is rounded by itself, so that 1,000.4 and 1,000.4 make 2,001.
TABLE = {
    "fund": "A fund that does not exist",
    "unit": "USD thousand",
    "columns": ["Annual 2020", "Annual 2021", "Cumulative"],
    "rows": [
        ["Gross contributions", 1000, 1000, 3001],
        ["Fund earned interest and investment income", -2, 4, 3],
        ["Total: sources", 998, 1005, 3003],
        ["Transfers to participating organizations", 500, 800, 1300],
        ["Refunds received", 0, -100, -100],
        ["Net funded amount", 500, 700, 1200],
        ["Administrative Agent fees", 10, 10, 30],
        ["Bank charges", 0, 0, 1],
        ["Total: uses", 510, 711, 1231],
        ["Change in fund cash balance with AA", 488, 294, 1773],
        ["Opening fund balance", 991, 1479, 0],
        ["Closing fund balance", 1479, 1773, 1773],
        ["Participating organizations' expenditure", 300, 700, None],
    ],
}


def checked(statement):
    (printed,) = read_statements(json.dumps(statement))
    return check_statement(printed)


@pytest.mark.django_db
def test_a_status_table_comes_back_to_the_dollar():
    lines = checked(STATUS)
    assert len(lines) == 20
    assert {line.difference for line in lines} == {0}
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_table_in_thousands_comes_back_though_its_figures_do_not_add_up_as_they_stand():
    lines = checked(TABLE)
    assert [line for line in lines if not line.holds] == []
    assert {line.difference for line in lines} == {0}


@pytest.mark.django_db
@pytest.mark.parametrize("key", [key for key in STATUS if key != "src"])
def test_any_figure_that_does_not_belong_is_seen(key):
    wrong = STATUS | {key: STATUS[key] + 9}
    assert any(not line.holds for line in checked(wrong))


@pytest.mark.django_db
@pytest.mark.parametrize("row", range(12))
def test_any_row_of_the_table_that_does_not_belong_is_seen(row):
    rows = [list(one) for one in TABLE["rows"]]
    rows[row][2] += 9
    assert any(not line.holds for line in checked(TABLE | {"rows": rows}))


def test_what_is_not_printed_is_not_compared():
    (printed,) = read_statements(json.dumps(TABLE))
    assert [f.period.name for f in printed.figures if f.line is Line.EXPENDITURE] == [
        "Annual 2020",
        "Annual 2021",
    ]


def test_a_deduction_is_read_the_same_with_and_without_its_minus():
    rows = [
        [*row[:1], *(abs(n) if n else n for n in row[1:])] for row in TABLE["rows"] if "Refunds" in row[0]
    ]
    (bare,) = read_statements(json.dumps(TABLE | {"rows": rows}))
    (minus,) = read_statements(json.dumps(TABLE))
    amounts = [f.amount for f in minus.figures if f.line is Line.REFUNDS]
    assert amounts == [f.amount for f in bare.figures] == [0, 100_000, 100_000]


def test_labels_nobody_knows_are_named_and_not_guessed():
    rows = [*TABLE["rows"], ["Number of meetings", 1, 2, 3]]
    (printed,) = read_statements(json.dumps(TABLE | {"rows": rows}))
    assert printed.unknown == ("Number of meetings",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("[]", "No statement"),
        ('{"rows": [["Gross contributions", 1]], "columns": ["a", "b"]}', "Row 1"),
    ],
)
def test_a_file_that_holds_no_statement_is_refused_in_words(text, words):
    with pytest.raises(UnreadableInput, match=words):
        read_statements(text)


AMOUNTS = st.integers(0, 50_000_000_00).map(lambda cents: Decimal(cents) / 100)
POSTED = (Line.CONTRIBUTIONS, Line.FUND_INTEREST, Line.TRANSFERRED, Line.REFUNDS, Line.AGENT_FEE)
LABELS = {
    Line.CONTRIBUTIONS: "Gross contributions",
    Line.FUND_INTEREST: "Fund earned interest",
    Line.TRANSFERRED: "Transfers to participating organizations",
    Line.REFUNDS: "Refunds received",
    Line.AGENT_FEE: "Administrative Agent fees",
    Line.TOTAL_SOURCES: "Total: sources",
    Line.TOTAL_USES: "Total: uses",
    Line.CLOSING: "Closing fund balance",
}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[AMOUNTS] * 5), min_size=2, max_size=4))
def test_amounts_are_found_behind_any_honestly_rounded_table(years):
    exact = [dict(zip(POSTED, amounts, strict=True)) for amounts in years]

    def total(line, upto, since=0):
        parts = SUMS[line].items()
        return sum(sign * year.get(part, 0) for year in exact[since:upto] for part, sign in parts)

    def row(line):
        first = 0 if line is Line.CLOSING else None
        cells = [total(line, n + 1, n if first is None else 0) for n in range(1, len(exact))]
        return [LABELS[line], *(round(cell / 1000) for cell in [*cells, total(line, len(exact))])]

    columns = [*(f"Annual {2000 + n}" for n in range(1, len(exact))), "Cumulative"]
    table = {"fund": "x", "unit": "thousand", "columns": columns, "rows": [row(line) for line in LABELS]}
    (printed,) = read_statements(json.dumps(table))
    amounts = amounts_behind(printed)
    for figure in printed.figures:
        if figure.line in POSTED and figure.period.year:
            assert abs(amounts[figure.line, figure.period.year] - figure.amount) <= 500


@pytest.mark.django_db
def test_the_published_statements_come_back_to_the_unit(shared, capsys):
    call_command("statement", "check", str(shared / "reference" / "published_statements.json"))
    said = capsys.readouterr().out
    assert said.count("0 differ by more than the unit") == 2


@pytest.mark.django_db
def test_the_command_ends_with_one_where_a_line_differs(tmp_path, capsys):
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(STATUS | {"bal_aa": 300}))
    with pytest.raises(SystemExit, match="1"):
        call_command("statement", "check", str(path))
    assert "bal_aa" in next(line for line in capsys.readouterr().out.splitlines() if "DIFFERS" in line)


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "none.json"
    with pytest.raises(CommandError, match=r"none\.json"):
        call_command("statement", "check", str(path))
