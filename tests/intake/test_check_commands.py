"""`jointfund check` and `jointfund compare` as a person at a terminal meets them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.intake.papers import BOOKLET


@pytest.fixture
def papers(tmp_path):
    (tmp_path / "speech.txt").write_text("The Fund has raised USD 57.5M. It has 281 million friends.")
    (tmp_path / "march.txt").write_text(BOOKLET)
    (tmp_path / "june.txt").write_text(BOOKLET.replace("1,234,567", "1,300,000"))
    return tmp_path


def told(*arguments, **options) -> str:
    out = StringIO()
    call_command(*[str(one) for one in arguments], stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_draft_is_told_in_sentences_with_a_correction(demo_fund, papers):
    text = told("check", papers / "speech.txt")
    assert "speech.txt: 2 claims: 0 agree, 1 differ, 0 changed since, 1 not in the record." in text
    assert "Write: The Fund has raised USD 57.4M." in text


def test_a_draft_is_told_as_json(demo_fund, papers):
    data = json.loads(told("check", papers / "speech.txt", "--json"))
    assert [one["mark"] for one in data["drafts"][0]["findings"]] == ["differs", "not_in_the_record"]
    assert data["drafts"][0]["findings"][0]["value"] == 57_425_741


def test_a_file_that_is_not_there_is_refused_and_the_others_are_checked(demo_fund, papers):
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check", str(papers / "none.txt"), str(papers / "speech.txt"), stdout=out, stderr=err)
    assert ended.value.code == 2
    assert "none.txt" in err.getvalue()
    assert "speech.txt" in out.getvalue()


def test_without_a_file_it_runs_the_checks_of_the_installation(db):
    assert "no issues" in told("check")
    assert "no issues" in told("check", "intake")


def test_without_a_record_there_is_nothing_to_check_against(db, papers):
    with pytest.raises(CommandError, match="no record"):
        told("check", papers / "speech.txt", "--fund", "NONE")


def test_two_editions_are_compared(db, papers):
    text = told("compare", papers / "march.txt", papers / "june.txt")
    assert "0 entered, 0 left, 0 moved, 1 changed, 2 unchanged." in text
    assert "rose by USD 65,433" in text
    assert json.loads(told("compare", papers / "march.txt", papers / "june.txt", "--json"))["unchanged"] == 2


def test_the_record_of_a_day_is_compared_with_the_record_today(demo_fund):
    text = told("compare", "record:2023-07-31", "record")
    assert "the record as of 31 July 2023" in text
    assert "moved from the pipeline list to the funded list" in text


@pytest.mark.parametrize("old", ["record:yesterday", "none.txt"])
def test_what_cannot_be_compared_is_refused_in_a_sentence(demo_fund, papers, old):
    with pytest.raises(CommandError) as refusal:
        told("compare", old, papers / "june.txt")
    assert refusal.value.returncode == 2


def test_a_text_that_lists_no_programme_is_no_edition(demo_fund, papers):
    with pytest.raises(CommandError, match="lists no programme"):
        told("compare", papers / "speech.txt", papers / "june.txt")
