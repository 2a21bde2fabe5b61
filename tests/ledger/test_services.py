from dataclasses import replace
from decimal import Decimal

import pytest

from jointfund.audit.models import Event
from jointfund.documents import services as documents
from jointfund.documents.services import DocumentValues
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.models import OpeningEntry
from jointfund.ledger.services import (
    ContributionDiffers,
    PublishedContribution,
    enter_published_contribution,
)
from jointfund.people.services import OrganisationValues, register_organisation


@pytest.fixture
def row(open_fund):
    document = documents.name_document(open_fund, DocumentValues(key="b", kind="brief", title="b"))
    return PublishedContribution(
        contributor=register_organisation(open_fund, OrganisationValues("Ruritania", "government")),
        amount=Decimal("26307"),
        as_of=PartialDate.parse("2024-01"),
        source=documents.source_of(document, 4, 4),
    )


def test_a_contribution_is_entered_as_published_and_the_rest_stays_unknown(open_fund, row):
    entry = enter_published_contribution(open_fund, row, actor="system:test")
    assert (entry.amount, str(entry.published)) == (Decimal("26307"), "January 2024")
    assert entry.commitment is None
    assert entry.agent_fee is None
    assert Event.objects.filter(verb="contribution:entered", fund=open_fund).count() == 1


def test_the_same_row_twice_is_one_entry(open_fund, row):
    enter_published_contribution(open_fund, row, actor="system:test")
    enter_published_contribution(open_fund, row, actor="system:test")
    assert OpeningEntry.objects.count() == 1


def test_another_amount_for_the_same_date_is_refused_and_nothing_overwritten(open_fund, row):
    enter_published_contribution(open_fund, row, actor="system:test")
    with pytest.raises(ContributionDiffers, match="Ruritania"):
        enter_published_contribution(open_fund, replace(row, amount=Decimal(1)), actor="system:test")
    assert OpeningEntry.objects.get().amount == Decimal("26307")
