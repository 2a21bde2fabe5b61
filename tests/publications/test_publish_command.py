from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_the_command_writes_the_booklet(demo_fund, tmp_path: Path, capsys) -> None:
    out = tmp_path / "booklet.pdf"
    call_command("publish", "booklet", "--out", out, "--area", "4", "--region", "europe")
    assert out.read_bytes().startswith(b"%PDF-")
    assert "programmes as of 31 July 2023" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--area", "9"], "Thematic area: there is no “9” here"),
        (["--language", "tlh"], "There are no labels in “tlh”"),
        (["--as-of", "yesterday"], "not a date"),
        (["--fund", "NONE"], "No fund NONE is open here"),
        (["--country", "FRA"], "No programme of"),
    ],
)
def test_what_cannot_be_published_is_refused_in_a_sentence_and_nothing_is_written(
    demo_fund, tmp_path: Path, arguments: list[str], message: str
) -> None:
    out = tmp_path / "booklet.pdf"
    with pytest.raises(CommandError, match=message) as refusal:
        call_command("publish", "booklet", "--out", out, *arguments)
    assert refusal.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(demo_fund, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("publish", "booklet", "--out", tmp_path / "no" / "b.pdf", "--country", "TGO")
