"""A fund from one file: every fault at its line, opened whole or not at all, written back the same."""

import tomllib
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from jointfund.audit.models import Event
from jointfund.funds.models import Fund, FundPart
from jointfund.funds.services import part_in_force
from jointfund.intake.fund_file.checking import check_document, check_text
from jointfund.intake.fund_file.opening import FundFileRefused, PartMissing, open_fund_file
from jointfund.intake.fund_file.showing import text_of
from jointfund.intake.fund_file.toml import lines_of, plain, write_toml
from jointfund.intake.opening import SHIPPED_FILES
from jointfund.proposals.models import FormVersion, MoveTableVersion
from jointfund.proposals.models_calls import Call

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
REGIONAL = SHIPPED_FILES / "R2PM.toml"
TEXT = REGIONAL.read_text(encoding="utf-8")


def open_it(text=TEXT):
    return open_fund_file(text, actor="test", now=NOW)


def changed(before, after):
    assert before in TEXT
    return TEXT.replace(before, after, 1)


def test_the_shipped_fund_has_no_fault():
    assert check_text(TEXT)[1] == ()


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('currency = "EUR"', 'currency = "euro"', "three capital letters"),
        ('code = "R2PM"', 'code = "r2pm"', "capital letters and digits"),
        ('deciding_body = "', 'decidng_body = "', "“decidng_body” is not known here"),
        ('{ number = 2, title = "Health"', '{ number = 1, title = "Health"', "two areas 1"),
        ('"Running", section = "funded"', '"Running", section = "going"', "section is one of"),
        ('public_label = "Selected", status = "selected"', 'status = "chosen"', "no status “chosen”"),
        ('target = "in_selection"\n', 'target = "nowhere"\n', "no state nowhere"),
        ('checks = ["recipients_cleared"]', 'checks = ["prayed_for"]', "no check prayed_for"),
        ('field = "lot", values = ["emergency"], otherwise', 'field = "lots", values = ["e"], otherwise',
         "No form has a field “lots”"),
        ('label = "Field"\nkind = "choice"', 'label = "Field"\nkind = "chioce"', "kind is one of"),
        ('share = "0.8"', 'share = "8"', "share is a fraction"),
        ('field = "lines" }\nnote', 'field = "x" }\nnote', "share_of names no budget"),
        ('ceiling = "25000" }', 'ceiling = "9000000" }', "No proposal can get more"),
        ("weight = 25", "weight = 35", "add up to 110"),
        ('moves = ["contract"]', 'moves = ["sign"]', "names a move “sign”"),
        ('subject = "{reference} was deferred"', 'subject = "{refrence} was deferred"', "refrence"),
        ('indirect = "0.07"\nsource', 'indirect = "7"\nsource', "is a share as a text"),
        ('required = ["gender_marker"]', 'required = ["gender"]', "no questionnaire “gender”"),
        ("valid_from = 2020-09-01\nstates", "states", "valid_from is a day"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_line(before, after, reason):
    text = changed(before, after)
    faults = check_text(text)[1]
    found = [fault for fault in faults if reason in fault.reason]
    assert found, faults
    at = text[: text.index(after)].count("\n") + 1
    assert abs(found[0].line - at) <= 17, (found, at)  # at its line, or the head of its row or table


def test_a_file_that_is_no_toml_is_told_the_line():
    assert check_text("format = 1\n[fund\n")[1][0].line == 2


def test_every_fault_is_told_at_once():
    text = changed('currency = "EUR"', 'currency = "euro"').replace("weight = 25", "weight = 35")
    assert len({fault.line for fault in check_text(text)[1]}) >= 2


def test_lines_are_those_of_tables_rows_and_keys():
    lines = lines_of(
        'a = 1\n[b]\nc = """\nx = 1\n"""\nrows = [\n  { d = 1 },\n  { d = 2 },\n]\n[[e]]\n[[e.f]]\ng = 1\n'
    )
    assert lines[("a",)] == 1
    assert lines[("b", "rows", 1)] == 8
    assert lines[("e", 0, "f", 0, "g")] == 12
    assert ("b", "x") not in lines


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        'with "quotes" and \\',
        "two\nlines",
        'ends with a quote\n"',
        "\nbegins empty",
        "tab\tand ü — “”",
    ],
)
def test_any_text_is_written_so_that_it_reads_the_same(text):
    document = {
        "a": text,
        "b": {"c": [{"d": text, "e": [{"f": text}]}]},
        "g": [{"h": text}],
        "i": ["x" * 120, text],
    }
    assert plain(tomllib.loads(write_toml(document))) == document


def test_a_fund_is_opened_whole(db):
    fund, parts = open_it()
    assert (fund.currency, fund.programmes_word, fund.deciding_body) == (
        "EUR", "projects", "regional selection committee",
    )  # fmt: skip
    assert [area.title for area in fund.areas.all()] == ["Education", "Health", "Agriculture", "Culture"]
    assert fund.statuses.count() == 6
    assert fund.move_tables.get().valid_from == date(2020, 9, 1)
    assert fund.forms.get().code == "application"
    assert fund.calls.get().draft.lots[2].ceiling == "25000"
    assert part_in_force(fund, "letters", NOW.date()).confidence.startswith("unconfirmed")
    assert {"fund", "areas", "way", "forms", "calls", "bodies"} <= set(parts)
    event = Event.objects.get(verb="fund:opened")
    assert event.after["parts"] == list(parts)


def test_the_same_file_again_changes_nothing(db):
    open_it()
    events = Event.objects.count()
    assert open_it()[1] == ()
    assert Event.objects.count() == events
    assert (MoveTableVersion.objects.count(), FormVersion.objects.count(), Call.objects.count()) == (1, 1, 1)


def test_a_changed_file_makes_new_versions_that_count_from_now(db):
    fund, _parts = open_it()
    before = fund.move_tables.get()
    assert open_it(changed('label = "Take up for selection"', 'label = "Begin the selection"'))[1] == ("way",)
    latest = fund.move_tables.last()
    assert (latest.number, latest.valid_from) == (2, NOW.date())
    before.refresh_from_db()
    assert "Take up for selection" in str(before.table)
    assert FormVersion.objects.count() == 1


def test_what_was_edited_at_the_desk_since_stays_when_the_same_file_comes_again(db):
    fund, _parts = open_it()
    call = fund.calls.get()
    call.words = {**call.words, "title": "Edited at the desk"}
    call.save()
    assert open_it()[1] == ()
    assert fund.calls.get().draft.title == "Edited at the desk"
    assert "Edited at the desk" in text_of(fund)


def test_a_file_with_faults_writes_nothing(db):
    with pytest.raises(FundFileRefused, match="line "):
        open_it(changed("weight = 25", "weight = 35"))
    assert not Fund.objects.exists()


def test_a_file_that_leaves_out_what_is_on_record_is_refused_whole(db):
    open_it()
    parts = FundPart.objects.count()
    fewer = changed('  { number = 4, title = "Culture", short = "Culture" },\n', "")
    fewer = fewer.replace('areas = ["1", "2", "3", "4"]', 'areas = ["1"]').replace("EUR", "EUR")
    with pytest.raises(PartMissing, match="Area 4"):
        open_it(fewer.replace('short_name = "Regional', 'short_name = "The regional'))
    assert FundPart.objects.count() == parts
    assert Fund.objects.get().short_name == "Regional Migration Fund"


@pytest.mark.parametrize("code", ["R2PM", "MIG00"])
def test_a_fund_is_written_back_as_the_file_that_opens_it(db, code):
    from jointfund.intake.opening import open_shipped_fund

    fund = open_shipped_fund(code, is_demo=False, actor="test")
    text = text_of(fund)
    assert check_text(text)[1] == ()
    assert open_it(text)[1] == ()  # nothing is different
    assert text_of(Fund.objects.get(code=code)) == text


def test_the_written_file_says_what_the_read_one_said(db):
    fund, _parts = open_it()
    assert check_text(text_of(fund))[0].document == check_text(TEXT)[0].document


def test_a_later_fund_does_not_take_the_root(db):
    from jointfund.intake.opening import open_shipped_fund

    open_it(TEXT)
    open_shipped_fund("MIG00", is_demo=False, actor="test")
    assert Fund.objects.first().code == "R2PM"


def test_the_command_checks_opens_and_shows(db, tmp_path, capsys):
    out = StringIO()
    call_command("fund", "check", str(REGIONAL), stdout=out)
    call_command("fund", "open", str(REGIONAL), stdout=out)
    call_command("fund", "open", str(REGIONAL), stdout=out)
    assert "nothing changed" in out.getvalue()
    shown = StringIO()
    call_command("fund", "show", "r2pm", stdout=shown)
    assert check_document(plain(tomllib.loads(shown.getvalue()))).faults == []
    broken, err = tmp_path / "broken.toml", StringIO()
    broken.write_text(changed('currency = "EUR"', 'currency = "euro"'))
    with pytest.raises(SystemExit) as ended:
        call_command("fund", "check", str(broken), stderr=err)
    assert ended.value.code == 1
    line = TEXT[: TEXT.index('currency = "EUR"')].count("\n") + 1
    assert f"{broken}:{line}: currency is three capital letters" in err.getvalue()
