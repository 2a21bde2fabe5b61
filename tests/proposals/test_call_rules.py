"""When a call is open, what it must say, whom it fits, how names compare: rules without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proposals.call_samples import COMPLETE, sanctions_file

from jointfund.kernel.errors import UnreadableInput
from jointfund.kernel.references import CallReference
from jointfund.proposals.calls.calendar import CalendarDate, calendar
from jointfund.proposals.calls.names import ALIKE, likeness, nearest
from jointfund.proposals.calls.quiz import Applicant, misfits
from jointfund.proposals.calls.reading import Known, read_amount, read_terms
from jointfund.proposals.calls.rules import Phase, faults_of_change, phase, phase_of, takes_questions
from jointfund.proposals.calls.words import (
    CallWords,
    CriterionWords,
    LotWords,
    StageWords,
    as_json,
    changed_parts,
    from_json,
)
from jointfund.reading.sanctions import read_sanctions

ZURICH = ZoneInfo("Europe/Zurich")
EARLY, LATE = datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2040-01-01")
ZONES = st.sampled_from(
    ["Europe/Zurich", "Africa/Dakar", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
)
KNOWN = Known(
    areas={"1"},
    kinds={"un"},
    organisations={"iom"},
    countries={"TGO"},
    regions={"Western Africa"},
    stages={"note", "document"},
    files={"guide"},
)


def terms_of(words: CallWords = COMPLETE):
    terms, faults = read_terms(words, KNOWN)
    assert faults == ()
    return terms


def places(words: CallWords) -> set[str]:
    return {fault.place for fault in read_terms(words, KNOWN)[1]}


def with_stage(**changes: str) -> CallWords:
    return replace(COMPLETE, stages=(replace(COMPLETE.stages[0], **changes),))


@given(st.datetimes(min_value=EARLY, max_value=LATE), ZONES)
def test_a_deadline_counts_to_its_last_second_whatever_the_clock(local, name):
    closes = local.replace(microsecond=0, tzinfo=ZoneInfo(name)).astimezone(UTC)
    assert phase(None, closes, closes) is Phase.OPEN
    assert phase(None, closes, closes + timedelta(microseconds=999_999)) is Phase.OPEN
    assert phase(None, closes, closes + timedelta(seconds=1)) is Phase.PAST
    assert phase(closes, None, closes - timedelta(microseconds=1)) is Phase.UPCOMING
    assert phase(closes, None, closes) is Phase.OPEN


@given(st.datetimes(min_value=EARLY, max_value=LATE), ZONES)
def test_a_typed_time_is_read_as_the_clock_there_shows_it_or_refused(local, name):
    typed = local.replace(second=0, microsecond=0, tzinfo=None)
    words = replace(with_stage(opens="2000-01-01T00:00", closes=typed.isoformat()), time_zone=name)
    terms, _ = read_terms(words)
    closes = terms.stages[0].closes
    if closes is None:  # only where the clocks skip this hour
        around = [(typed + timedelta(hours=h)).replace(tzinfo=ZoneInfo(name)).utcoffset() for h in (-3, 3)]
        assert around[0] < around[1]
        assert "stages-0-closes" in places(words)
    else:
        assert closes.astimezone(UTC).astimezone(ZoneInfo(name)).replace(tzinfo=None) == typed


def test_where_clocks_go_back_a_call_closes_at_the_second_of_the_two_hours_and_opens_at_the_first():
    twice = "2027-10-31T02:30"
    closes = terms_of(with_stage(closes=twice)).stages[0].closes
    assert closes.astimezone(UTC) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    opens = terms_of(with_stage(opens=twice, closes="2027-11-30T17:00")).stages[0].opens
    assert opens.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_where_clocks_go_forward_the_skipped_hour_is_refused():
    assert places(with_stage(closes="2027-03-28T02:30")) == {"stages-0-closes"}


def test_a_call_that_says_everything_has_no_fault_and_its_phases_follow_its_dates():
    terms = terms_of()
    at = {day: phase_of(terms, datetime.fromisoformat(f"{day}T12:00+00:00")) for day in
          ("2027-01-09", "2027-02-01", "2027-10-01")}  # fmt: skip
    assert list(at.values()) == [Phase.UPCOMING, Phase.OPEN, Phase.PAST]
    assert terms.envelope == Decimal(1_000_000)
    assert terms.closes == datetime(2027, 9, 30, 17, tzinfo=ZURICH)


def test_a_rolling_call_never_closes_and_takes_no_deadline():
    rolling = replace(with_stage(closes=""), rolling="yes", questions_close="")
    assert phase_of(terms_of(rolling), datetime(2199, 1, 1, tzinfo=UTC)) is Phase.OPEN
    assert takes_questions(terms_of(rolling), datetime(2199, 1, 1, tzinfo=UTC))
    assert places(replace(COMPLETE, rolling="yes")) >= {"stages-0-closes", "stages-1-closes"}


def test_an_empty_call_names_every_missing_part():
    assert places(CallWords()) == {
        "title", "summary", "envelope", "contact", "kinds", "regions", "criteria-0-title", "time_zone",
        "stages-0-opens",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"envelope": "a lot"}, "envelope"),
        ({"envelope": "-5"}, "envelope"),
        ({"envelope": "0"}, "envelope"),
        ({"envelope": "1.005"}, "envelope"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"least_organisations": "two"}, "least_organisations"),
        ({"kinds": ("club",)}, "kinds"),
        ({"regions": ("Atlantis",)}, "regions"),
        ({"countries": ("XXX",)}, "countries"),
        ({"areas": ("9",)}, "areas"),
        ({"organisations": ("nobody",)}, "organisations"),
        ({"files": "nothing"}, "files"),
        ({"lots": (LotWords("Big", "10", "2000000"),)}, "lots-0-ceiling"),
        ({"lots": (LotWords("Odd", "20", "10"),)}, "lots-0-ceiling"),
        ({"lots": (LotWords("", "20", "30"),)}, "lots-0-title"),
        ({"criteria": (CriterionWords("Quality", "60"),)}, "criteria-0-weight"),
        ({"criteria": (CriterionWords("Quality", "all"),)}, "criteria-0-weight"),
        ({"stages": (StageWords("none", "2027-01-01T09:00", "2027-02-01T09:00", "x"),)}, "stages-0-code"),
        ({"stages": (COMPLETE.stages[0], COMPLETE.stages[0])}, "stages-1-code"),
        ({"questions_close": "soon"}, "questions_close"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(change, place):
    assert place in places(replace(COMPLETE, **change))


@given(
    st.builds(
        CallWords,
        title=st.text(),
        envelope=st.text(),
        time_zone=st.text(),
        least_organisations=st.text(),
        questions_close=st.text(),
        stages=st.lists(st.builds(StageWords, opens=st.text(), closes=st.text()), max_size=2).map(tuple),
        criteria=st.lists(st.builds(CriterionWords, weight=st.text()), max_size=3).map(tuple),
        lots=st.lists(st.builds(LotWords, floor=st.text(), ceiling=st.text()), max_size=2).map(tuple),
    )
)
def test_whatever_is_typed_is_kept_and_read_without_falling_over(words):
    assert from_json(as_json(words)) == words
    assert read_terms(words)[1]


@given(st.text(alphabet="0123456789., e-+NaInfity", max_size=24))
def test_an_amount_is_above_nothing_to_the_cent_or_refused(text):
    amount = read_amount(text)
    assert amount is None or (amount > 0 and amount == amount.quantize(Decimal("0.01")))


def test_a_published_deadline_can_be_extended_and_not_brought_forward():
    now = datetime(2027, 2, 1, tzinfo=UTC)
    before = terms_of()
    later = replace(
        COMPLETE, stages=(replace(COMPLETE.stages[0], closes="2027-04-15T17:00"), COMPLETE.stages[1])
    )
    sooner = replace(
        COMPLETE, stages=(replace(COMPLETE.stages[0], closes="2027-03-31T16:59"), COMPLETE.stages[1])
    )
    one = replace(COMPLETE, stages=COMPLETE.stages[:1])
    assert list(faults_of_change(before, terms_of(later), now)) == []
    assert [one.place for one in faults_of_change(before, terms_of(sooner), now)] == ["stages-0-closes"]
    assert [one.place for one in faults_of_change(before, terms_of(one), now)] == ["stages"]
    assert changed_parts(COMPLETE, later) == ("stages",)
    earlier_questions = replace(COMPLETE, questions_close="2027-03-01T17:00")
    assert [f.place for f in faults_of_change(before, terms_of(earlier_questions), now)] == [
        "questions_close"
    ]


def test_moving_the_time_zone_does_not_bring_a_deadline_forward_unseen():
    east = terms_of(replace(COMPLETE, time_zone="Asia/Kathmandu"))
    assert list(faults_of_change(terms_of(), east, datetime(2027, 2, 1, tzinfo=UTC)))


FITS = Applicant(
    kind="un", country="TGO", region="Western Africa", amount=Decimal(100_000), lot="Small", organisations=2
)


def test_who_fits_every_rule_may_apply():
    assert misfits(terms_of(), FITS) == ()


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ({"kind": "private"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"country": "CHL", "region": "South America"}, "country"),
        ({"country": ""}, "country"),
        ({"amount": Decimal(49_999)}, "amount"),
        ({"amount": Decimal(200_001)}, "amount"),
        ({"amount": None}, "amount"),
        ({"lot": ""}, "lot"),
        ({"organisations": 1}, "organisations"),
        ({"organisations": None}, "organisations"),
    ],
)
def test_what_does_not_fit_is_said_at_its_question(change, question):
    assert [one.question for one in misfits(terms_of(), replace(FITS, **change))] == [question]


def test_an_organisation_the_call_names_fits_whatever_its_kind():
    named = terms_of(replace(COMPLETE, organisations=("iom",)))
    assert misfits(named, replace(FITS, kind="private", organisation="iom")) == ()
    assert [one.question for one in misfits(named, replace(FITS, kind="private"))] == ["kind"]


def test_the_calendar_gives_moments_in_utc_and_folds_long_lines():
    date = CalendarDate("MIG-C-0001-closes", datetime(2027, 3, 31, 17, tzinfo=ZURICH), "Closes; é" * 20)
    text = calendar(
        [date], host="x.example", address="https://x.example/", stamp=datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert "DTSTART:20270331T150000Z\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Closes\\; é" * 20 in text.replace("\r\n ", "")


def test_a_reference_is_read_back():
    assert CallReference.parse(" mig-c-0007 ") == CallReference("MIG", 7)
    assert str(CallReference("MIG", 7)) == "MIG-C-0007"
    assert CallReference.parse("MIG-N-0007") is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Harbour Works Foundation", "HARBOUR WORKS FOUNDATION", True),
        ("Harbour Works Foundation", "Foundation Harbour-Works", True),
        ("Fundación Puerto", "Fundacion Puerto", True),
        ("Harbour Works Foundation", "Harbor Works Foundation", True),
        ("Harbour Works Foundation", "Harvest Aid Committee", False),
        ("UN", "UNO", False),
    ],
)
def test_names_are_compared_whatever_their_order_accents_and_case(one, other, alike):
    assert (likeness(one, other) >= ALIKE) is alike


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_either_way_round(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_the_nearest_of_several_names_counts():
    found = nearest(["Harbour Works", "HW"], ["Other", "Harbour Works Foundation", "Harbor Works"])
    assert found is not None
    assert found.listed == "Harbor Works"
    assert nearest(["Harbour Works"], ["Quite another"]) is None


def test_a_list_of_sanctions_is_read_with_its_day_and_aliases():
    read = read_sanctions(sanctions_file())
    assert (read.issued.isoformat(), len(read.entries)) == ("2026-10-01", 2)
    assert (read.entries[0].name, read.entries[0].aliases) == (
        "Harbour Works Foundation",
        ("Port Relief Group",),
    )
    assert (read.entries[1].name, read.entries[1].is_person) == ("Nobody Atall", True)


@pytest.mark.parametrize(
    "content",
    [
        b"not xml",
        b"<OTHER/>",
        b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'/>",
        sanctions_file(day="soon"),
        sanctions_file(name=""),
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>",
        "<CONSOLIDATED_LIST/>".encode("utf-16"),
    ],
)
def test_a_file_that_is_no_list_is_refused(content):
    with pytest.raises(UnreadableInput):
        read_sanctions(content)
