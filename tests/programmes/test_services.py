from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jointfund.audit.models import Event
from jointfund.documents import services as documents
from jointfund.documents.services import DocumentValues
from jointfund.funds.services import FundValues, open_fund
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.drafts import CountryDraft, ProgrammeDraft, StatusDraft, TagDraft
from jointfund.programmes.models import Programme, Stage, Status
from jointfund.programmes.services import UnknownWord, add_programme, complete_programme, record_status

CITED = Citation("decision", "SC-12")


def status(code: str, on: str) -> StatusDraft:
    return StatusDraft(code, PartialDate.parse(on), CITED)


def draft(**values) -> ProgrammeDraft:
    return ProgrammeDraft(heading=values.pop("heading", "TOGO"), **values)


def test_programmes_are_numbered_in_the_order_they_come(open_fund):
    first = add_programme(open_fund, draft(), actor="system:test")
    second = add_programme(open_fund, draft(), actor="system:test")
    assert (first.reference, second.reference) == ("MIG-0001", "MIG-0002")


def test_a_programme_without_title_is_named_after_its_country(open_fund):
    added = add_programme(open_fund, draft(countries=(CountryDraft("TGO"),)), actor="system:test")
    assert added.title is None
    assert added.name == "Joint programme in Togo"


@pytest.mark.parametrize(
    "unknown",
    [
        {"area_number": 99},
        {"countries": (CountryDraft("XXX"),)},
        {"tags": (TagDraft("theme", "nonsense"),)},
        {"statuses": (status("dancing", "2023"),)},
    ],
)
def test_a_word_no_vocabulary_holds_is_refused_and_nothing_is_stored(open_fund, unknown):
    with pytest.raises(UnknownWord):
        add_programme(open_fund, draft(**unknown), actor="system:test")
    assert not Programme.objects.exists()


def test_the_latest_event_is_the_status_whatever_order_they_are_learned_in(open_fund):
    programme = add_programme(open_fund, draft(statuses=(status("funded", "2023-07"),)), actor="system:test")
    record_status(programme, status("concept_note_approved", "2021-03"), actor="system:test")
    programme.refresh_from_db()
    assert programme.status.code == "funded"
    assert str(programme.listed_on) == "2021-03-31"


def test_a_status_is_audited_with_what_it_cites(open_fund):
    programme = add_programme(open_fund, draft(), actor="system:test")
    record_status(programme, status("funded", "2023-07"), actor="user:x")
    event = Event.objects.get(verb="programme:status_recorded")
    assert (event.actor, event.before, event.after["cites"]) == ("user:x", {"status": None}, "SC-12")


def test_a_further_source_fills_what_is_unknown_and_overwrites_nothing(open_fund):
    known = add_programme(
        open_fund,
        draft(budget=Decimal(2_000_000), budget_precision="exact", duration_months=24),
        actor="system:test",
    )
    further = draft(
        title="A title at last", budget=Decimal(3_000_000), budget_precision="exact", duration_months=36
    )
    completion = complete_programme(known, further, actor="system:test")
    known.refresh_from_db()
    assert completion.filled == ("title",)
    assert completion.differing == ("budget", "duration")
    assert (known.title, known.budget, known.duration_months) == (
        "A title at last",
        Decimal(2_000_000),
        24,
    )


def test_a_rounded_amount_is_no_difference(open_fund):
    known = add_programme(
        open_fund, draft(budget=Decimal(2_483_375), budget_precision="exact"), actor="system:test"
    )
    rounded = draft(budget=Decimal(2_500_000), budget_precision="rounded")
    assert complete_programme(known, rounded, actor="system:test").differing == ()


def test_the_same_source_twice_changes_nothing(open_fund):
    document = documents.name_document(open_fund, DocumentValues(key="b", kind="brief", title="b"))
    tag = TagDraft("theme", "climate", "suggested", "drought", documents.source_of(document, 1, 1))
    source = draft(countries=(CountryDraft("TGO"),), tags=(tag,), statuses=(status("funded", "2023-07"),))
    programme = add_programme(open_fund, source, actor="system:test")
    events = Event.objects.count()
    assert complete_programme(programme, source, actor="system:test").is_empty
    assert Event.objects.count() == events


class StatusHistory(TestCase):
    """Whatever the order in which facts arrive, the record shows the latest and the first."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("abc"), st.dates()), min_size=1, max_size=6))
    def test_status_follows_the_latest_date(self, events):
        fund = open_fund(FundValues("TST", "TST", "Test", "Test", "USD"))
        for position, code in enumerate("abc"):
            Status.objects.get_or_create(
                fund=fund, code=code, defaults={"label": code, "stage": Stage.FUNDED, "position": position}
            )
        programme = add_programme(fund, draft(), actor="system:test")
        for code, on in events:
            record_status(programme, StatusDraft(code, PartialDate(on), CITED), actor="system:test")
        programme.refresh_from_db()
        latest = max(events, key=lambda event: (event[1], event[0]))
        assert (programme.status.code, programme.status_on) == latest
        assert programme.listed_on == min(on for _, on in events)
