import json

import pytest
from django.core.management import call_command
from tests.intake.papers import BOOKLET, BRIEF


@pytest.fixture
def papers(tmp_path):
    booklet, brief = tmp_path / "booklet.txt", tmp_path / "brief.txt"
    booklet.write_text(BOOKLET, encoding="utf-8")
    brief.write_text(BRIEF.replace("PERU USD 2M", "PERU USD 2.5M"), encoding="utf-8")
    return [str(booklet), str(brief)]


def test_read_writes_records_and_stores_nothing(papers, tmp_path):
    out = tmp_path / "records.json"
    call_command("read", *papers, out=out)
    records = json.loads(out.read_text(encoding="utf-8"))
    assert set(records) >= {"documents", "programmes", "contributions", "claims", "sessions", "warnings"}
    assert [p["countries"] for p in records["programmes"]][:3] == [["TGO"], ["PER"], ["TCD"]]
    assert records["programmes"][0]["budget_usd"] == 1_234_567


def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path, capsys):
    out = tmp_path / "records.json"
    with pytest.raises(SystemExit) as exit_:
        call_command("read", str(tmp_path / "gone.pdf"), out=out)
    assert exit_.value.code == 2
    assert not out.exists()
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_discrepancies_are_a_list_with_their_places(papers, capsys):
    call_command("discrepancies", *papers, "--json")
    found = json.loads(capsys.readouterr().out)
    figure = next(one for one in found if one["kind"] == "figure")
    assert set(figure) >= {"kind", "subject", "severity", "places"}
    assert set(figure["places"][0]) == {"file", "start_line", "end_line", "quote"}
    assert {place["file"] for place in figure["places"]} == {"booklet.txt", "brief.txt"}
