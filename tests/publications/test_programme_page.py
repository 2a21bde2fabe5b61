"""One programme on its page: the command writes and the site sends what one content object says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from jointfund.kernel.dates import PartialDate
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.programmes.models import Programme
from jointfund.programmes.queries.listing import full_rows_by_key
from jointfund.publications.content.papers import Cited, ProgrammeDetails, ProgrammePage, Role
from jointfund.publications.content.programmes import Area, FundFacts, Goal, Party, Place, ProgrammeFacts
from jointfund.publications.documents import PROGRAMME, Order
from jointfund.publications.queries import programmes
from jointfund.publications.queries.papers import UnknownSubject, build_programme_page
from tests.publications.conftest import TODAY
from tests.publications.pdf_structure import Structure

ADDRESS = "https://fund.example.org/programmes/EXA-0007/"
FUND = FundFacts("EXA", "Example Trust Fund", "the Fund", "USD", "", "", "", "", is_demo=False)
FACTS = ProgrammeFacts(
    reference="EXA-0007",
    heading="TOGO",
    place_name="Togo",
    title="Safe harbours for people at sea",
    area=Area(2, "Protecting people", "People"),
    stage="funded",
    status_code="funded",
    status="Funded",
    status_since=date(2023, 7, 31),
    budget=Decimal(2_786_280),
    budget_is_rounded=False,
    duration_months=24,
    places=(Place("TGO", "TG", "Togo", "Western Africa", 768, 8.6, 0.8),),
    parties=(Party("HA", "Harbour Agency", "lead"),),
    key_partners="Ministry of Ports",
    goals=(Goal("10", "Reduced inequalities", "#dd1367"),),
    summary="Two ports learn from each other.\n\nThen they teach a third.",
)
DETAILS = ProgrammeDetails(
    address=ADDRESS,
    status_since=PartialDate(date(2023, 7, 31), "month"),
    starts=PartialDate(date(2023, 8, 1)),
    ends=None,
    roles=(Role("FJ", "Fiji", "transit"),),
    objectives=("8 Save lives",),
    principles=("Human rights",),
    suggested_principles=("Child-sensitive",),
    sources=(Cited("Booklet of pipelines", PartialDate(date(2023, 12, 31), "year")),),
)
PAGE = ProgrammePage(FUND, TODAY, "en", FACTS, DETAILS)


def spoken(page: ProgrammePage) -> str:
    structure = Structure(PROGRAMME.set(".pdf", page))
    words = " ".join(structure.read_aloud(number) for number in range(len(structure)))
    return words.replace("\u200b", "")  # where a long address may break


def test_the_page_says_dates_roles_objectives_principles_sources_and_where_the_record_is():
    words = spoken(PAGE)
    for expected in (
        "Status Funded (July 2023)", "Start 1 August 2023", "End not published", "Countries of transit Fiji",
        "GCM objectives 8 Save lives", "Guiding principles Human rights",
        "Suggested from the text, not confirmed Child-sensitive", "Sources: Booklet of pipelines, 2023.",
        f"The full record: {ADDRESS}",
    ):  # fmt: skip
        assert expected in words
    assert f"/URI({ADDRESS})".encode() in PROGRAMME.set(".pdf", PAGE)


def test_a_release_made_before_pages_had_details_says_nothing_new():
    words = spoken(replace(PAGE, details=None))
    assert "Start" not in words
    assert "Guiding principles" not in words
    assert "Sources" not in words


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_makes_a_page(long, short):
    facts = replace(FACTS, title=short, heading=short, summary=long, key_partners=short)
    details = replace(DETAILS, principles=(short,), address=short)
    assert PROGRAMME.set(".pdf", replace(PAGE, programme=facts, details=details)).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["#panic() $x$ @ref *bold* <label> `code`", 'He said "no" // not a comment'])
def test_characters_of_the_layout_language_are_only_characters(text):
    words = spoken(replace(PAGE, programme=replace(FACTS, title=text, summary=text)))
    assert words.count(text) == 2


def test_what_is_long_goes_on_and_nothing_is_cut_off():
    facts = replace(FACTS, summary="Words and more words about ports. " * 400 + "The very end.")
    words = spoken(replace(PAGE, programme=facts))
    assert "The very end." in words
    assert f"The full record: {ADDRESS}" in words


def test_the_site_sends_what_the_command_writes(demo_fund):
    sent = Client(headers={"host": "localhost"}).get("/programmes/mig-0022/sheet.pdf")
    content = build_programme_page(
        demo_fund, "MIG-0022", today=timezone.localdate(), address="http://localhost/programmes/MIG-0022/"
    )
    assert sent.content == PROGRAMME.set(".pdf", content)
    assert sent["Content-Disposition"] == 'inline; filename="MIG-0022.pdf"'


def test_every_programme_of_the_fund_fits_one_page(demo_fund):
    for number in range(1, 52):
        order = Order(demo_fund, ProgrammeFilter(), TODAY, subject=f"MIG-{number:04d}")
        assert len(Structure(PROGRAMME.make(".pdf", order).content)) == 1, number


def test_one_page_reads_one_programme_and_no_other(demo_fund, monkeypatch, django_assert_max_num_queries):
    told = []

    def remembered(fund, keys, asked):
        told.extend(keys)
        return full_rows_by_key(fund, keys, asked)

    monkeypatch.setattr(programmes, "full_rows_by_key", remembered)
    monkeypatch.setattr(programmes, "full_rows", None)
    with django_assert_max_num_queries(25):
        page = build_programme_page(demo_fund, "MIG-0022", today=TODAY)
    assert told == [Programme.objects.get(fund=demo_fund, number=22).pk]
    assert page.programme.reference == "MIG-0022"


def test_what_is_not_listed_is_refused(demo_fund):
    for reference in ("MIG-9999", "nonsense", ""):
        with pytest.raises(UnknownSubject, match="lists no programme"):
            build_programme_page(demo_fund, reference, today=TODAY)
