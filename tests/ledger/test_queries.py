"""Contributions as published: what a reader gets for a day, and what stays unknown."""

from datetime import date
from decimal import Decimal

import pytest

from jointfund.documents.models import Document, DocumentKind, Source
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.queries import contributions_of, published_contributions
from jointfund.ledger.services import PublishedContribution, enter_published_contribution
from jointfund.people.models import Organisation, OrganisationKind


@pytest.fixture
def fund(db):
    return Fund.objects.create(
        code="FRE00", reference_prefix="FRE", name="Fund of Freedonia", short_name="Freedonia", currency="USD"
    )


@pytest.fixture
def publish(fund):
    document = Document.objects.create(fund=fund, key="brief", kind=DocumentKind.BRIEF, title="A brief")

    def enter(slug, amount, as_of, iso3=""):
        kind = OrganisationKind.GOVERNMENT if iso3 else OrganisationKind.PRIVATE
        contributor, _new = Organisation.objects.get_or_create(
            fund=fund, slug=slug, defaults={"name": slug.title(), "kind": kind, "iso3": iso3}
        )
        source, _new = Source.objects.get_or_create(document=document, start_line=7, end_line=7)
        published = PublishedContribution(contributor, Decimal(amount), PartialDate.parse(as_of), source)
        return enter_published_contribution(fund, published, actor="test")

    return enter


def test_rows_stand_by_amount_with_their_share_and_total(fund, publish):
    publish("sylvania", 25, "2024-01", "SYL")
    publish("foundation", 75, "2024-01")
    given = published_contributions(fund, date(2024, 6, 1))
    assert [(line.slug, line.share) for line in given.lines] == [
        ("foundation", Decimal("0.75")),
        ("sylvania", Decimal("0.25")),
    ]
    assert (given.total, given.total_of_member_states) == (100, 25)
    assert [line.slug for line in given.others] == ["foundation"]
    assert str(given.published) == "January 2024"


def test_what_no_source_prints_stays_unknown(fund, publish):
    publish("sylvania", 25, "2024-01", "SYL")
    (line,) = published_contributions(fund, date(2024, 6, 1)).lines
    assert (line.commitment, line.deposited_on, line.original_currency, line.agent_fee) == (None,) * 4


def test_a_day_shows_the_table_published_by_then_and_never_two_mixed(fund, publish):
    publish("sylvania", 25, "2023-01", "SYL")
    publish("foundation", 5, "2023-01")
    publish("sylvania", 40, "2024-01", "SYL")
    assert published_contributions(fund, date(2022, 12, 31)).lines == ()
    assert published_contributions(fund, date(2023, 6, 1)).total == 30
    assert published_contributions(fund, date(2024, 6, 1)).total == 40
    assert [line.amount for line in contributions_of(fund, "sylvania")] == [40, 25]


def test_a_country_is_found_as_contributor(fund, publish):
    publish("sylvania", 25, "2024-01", "SYL")
    given = published_contributions(fund, date(2024, 6, 1))
    assert given.of_country("SYL") == given.of("sylvania")
    assert given.of_country("FRE") is None


def test_the_table_is_read_in_one_query(fund, publish, django_assert_num_queries):
    for number in range(5):
        publish(f"contributor-{number}", 10 + number, "2024-01")
    with django_assert_num_queries(1):
        published_contributions(fund, date(2024, 6, 1))
