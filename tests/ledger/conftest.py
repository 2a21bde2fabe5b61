from datetime import date
from decimal import Decimal

import pytest

from jointfund.funds.models import Fund
from jointfund.ledger.services.posting import Received
from jointfund.ledger.services.receipts import post_deposit, sign_arrangement
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.programmes.models import Programme

ELIN, SOFIA, CARMEN = "user:elin", "user:sofia", "user:carmen"
DAY = date(2024, 3, 1)


@pytest.fixture
def books(db):
    """A fund without any entry."""
    return Fund.objects.create(
        code="BOK00", reference_prefix="BOK", name="Fund of books", short_name="Books", currency="USD"
    )


@pytest.fixture
def contributor(books):
    return Organisation.objects.create(
        fund=books, slug="sylvania", name="Sylvania", kind=OrganisationKind.GOVERNMENT, iso3="SYL"
    )


@pytest.fixture
def agency(books):
    return Organisation.objects.create(fund=books, slug="agency", name="Agency", kind=OrganisationKind.UN)


@pytest.fixture
def programme(books):
    return Programme.objects.create(fund=books, number=1, heading="Freedonia")


@pytest.fixture
def arrangement(books, contributor):
    return sign_arrangement(
        books,
        contributor,
        reference="SAA-1",
        commitment=Received(Decimal("1000"), "USD", Decimal(1)),
        agent_fee_rate=Decimal("0.01"),
        signed_on=DAY,
        actor=ELIN,
    )


@pytest.fixture
def thousand(arrangement):
    """USD 1,000 received, of which the agent kept 10."""
    return post_deposit(
        arrangement, Received(Decimal("1000"), "USD", Decimal(1)), on=DAY, rests_on="advice-1", actor=ELIN
    )
