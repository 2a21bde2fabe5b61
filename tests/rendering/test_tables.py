import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.rendering.tables import Column, Row, Sheet, csv_rows, json_rows, workbook_bytes, xlsx_bytes

COLUMNS = [
    Column("reference", "Reference"),
    Column("title", "Title"),
    Column("budget_usd", "Budget (USD)", "money"),
    Column("months", "Months", "integer"),
    Column("start", "Start", "date"),
    Column("countries", "Countries", "list"),
]
ROW: Row = {
    "reference": "MIG-0022",
    "title": 'Work, "decent"\nwork',
    "budget_usd": Decimal("2786280.10"),
    "months": 30,
    "start": date(2023, 7, 31),
    "countries": ("GAB", "TGO"),
}
UNKNOWN: Row = {"reference": "MIG-0023", "title": None, "budget_usd": None}


def read_csv(rows: list[Row]) -> list[list[str]]:
    written = b"".join(csv_rows(COLUMNS, rows)).decode()
    return list(csv.reader(io.StringIO(written, newline=""), strict=True))


def test_csv_holds_exact_values_and_leaves_unknown_empty() -> None:
    assert read_csv([ROW, UNKNOWN]) == [
        ["reference", "title", "budget_usd", "months", "start", "countries"],
        ["MIG-0022", 'Work, "decent"\nwork', "2786280.10", "30", "2023-07-31", "GAB; TGO"],
        ["MIG-0023", "", "", "", "", ""],
    ]


def test_csv_lines_end_as_the_standard_says() -> None:
    assert b"".join(csv_rows([Column("a", "A")], [{"a": "x"}])) == b"a\r\nx\r\n"
    assert b"".join(csv_rows([Column("a", "A")], [])) == b"a\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert read_csv([{"title": text}])[1][1] == f"'{text}"
    assert read_csv([{"countries": [text]}])[1][5] == f"'{text}"


def test_a_negative_number_is_a_number() -> None:
    assert read_csv([{"budget_usd": Decimal("-5.00"), "months": -3}])[1][2:4] == ["-5.00", "-3"]


@given(st.text())
def test_any_text_survives_csv_json_and_never_starts_a_formula(text: str) -> None:
    rows: list[Row] = [{"title": text}]
    carried = text.encode("utf-8", "replace").decode()
    cell = read_csv(rows)[1][1]
    assert cell.removeprefix("'") == carried.removeprefix("'") or cell == f"'{carried}"
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert json.loads(b"".join(json_rows(COLUMNS, rows, meta={"note": text})))["rows"][0]["title"] == carried


def test_json_keeps_every_digit_and_says_null_for_unknown() -> None:
    written = b"".join(json_rows(COLUMNS, [ROW, UNKNOWN], meta={"as_of": date(2023, 7, 31), "count": 2}))
    read = json.loads(written, parse_float=Decimal)
    assert read["meta"] == {"as_of": "2023-07-31", "count": 2}
    assert read["rows"][0]["budget_usd"] == Decimal("2786280.10")
    assert b'"budget_usd":2786280.10' in written
    assert read["rows"][0]["countries"] == ["GAB", "TGO"]
    assert read["rows"][1] == dict.fromkeys([c.key for c in COLUMNS]) | {"reference": "MIG-0023"}


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(b"".join(json_rows(COLUMNS, [], meta={}))) == {"meta": {}, "rows": []}


def test_fifty_thousand_rows_stream_in_a_few_megabytes() -> None:
    tracemalloc.start()
    size = sum(len(piece) for piece in csv_rows(COLUMNS, _many(50_000)))
    size += sum(len(piece) for piece in json_rows(COLUMNS, _many(50_000), meta={}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 8_000_000
    assert peak < 4_000_000


def test_a_workbook_reads_back_with_types_and_says_where_it_comes_from() -> None:
    rows: list[Row] = [ROW, UNKNOWN, {"title": "=1+1", "reference": "https://example.org"}]
    book = openpyxl.load_workbook(
        io.BytesIO(
            xlsx_bytes(
                COLUMNS, rows, title="Programmes", notes=[("As of", "31 July 2023"), ("Licence", "CC")]
            )
        )
    )
    data, about = book["Data"], book["About"]
    assert [cell.value for cell in data[1]] == [column.label for column in COLUMNS]
    assert [c.value for c in data[2]] == [
        "MIG-0022", 'Work, "decent"\nwork', 2786280.1, 30, datetime(2023, 7, 31), "GAB; TGO",  # noqa: DTZ001
    ]  # fmt: skip
    assert [cell.value for cell in data[3]][1:] == [None] * 5
    assert data["B4"].value == "=1+1"
    assert data["B4"].data_type == "s"
    assert data["A4"].hyperlink is None
    assert data.freeze_panes == "B2"
    assert about["A1"].value == "Programmes"
    assert ("As of", "31 July 2023") in [(a.value, b.value) for a, b in about.iter_rows(max_col=2)]


def test_a_number_a_spreadsheet_would_round_is_kept_as_text() -> None:
    exact = Decimal("12345678901234567.89")
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes(COLUMNS, [{"budget_usd": exact}], title="t", notes=[]))
    )
    assert book["Data"]["C2"].value == "12345678901234567.89"


def test_odd_cells_do_not_break_a_workbook() -> None:
    rows: list[Row] = [
        {"title": "a\x00\x0b\ud800", "start": datetime(2023, 7, 31, 12, tzinfo=UTC), "months": True},
        {"title": "x" * 40_000, "budget_usd": Decimal("NaN"), "countries": ()},
    ]
    openpyxl.load_workbook(io.BytesIO(xlsx_bytes(COLUMNS, rows, title="t", notes=[])))


def test_the_same_table_gives_the_same_workbook() -> None:
    first, second = (xlsx_bytes(COLUMNS, [ROW], title="t", notes=[("a", "b")]) for _ in range(2))
    assert first == second


def _many(count: int) -> Iterator[Row]:
    for number in range(count):
        yield ROW | {"reference": f"MIG-{number:05}"}


@pytest.mark.parametrize(("language", "is_from_the_right"), [("ar", True), ("en", False), ("fr", False)])
def test_a_workbook_runs_as_its_language_is_written(language, is_from_the_right):
    sheet = Sheet("Table", (Column("name", "Name"),), [{"name": "one"}])
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes([sheet], title="Title", notes=[("Note", "text")], language=language))
    )
    assert [bool(one.sheet_view.rightToLeft) for one in book] == [is_from_the_right] * 2
