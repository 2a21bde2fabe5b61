"""An index of a few records, and a source whose visibility a test can change."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.search.builders import ALL

from jointfund.documents.models import Document
from jointfund.funds.models import Fund
from jointfund.search.queries import Asked, search
from jointfund.search.services.writing import write_records
from jointfund.search.sources.base import whole_of


class Shelf:
    """Records of one kind; what is put into `hidden` nobody may see from then on."""

    kind = "programme"

    def __init__(self, records):
        self.held = {one.reference: one for one in records}
        self.hidden = set()

    def records(self, fund, wholes=None):
        return iter([one for one in self.held.values() if wholes is None or one.reference in wholes])

    def visible(self, reader, fund, wholes):
        return frozenset(whole_of(one) for one in wholes) & set(self.held) - self.hidden

    def touched(self, event):
        return (event.subject,) if event.verb.startswith("programme:") else ()


@pytest.fixture
def fund(db):
    fund = Fund.objects.create(
        code="SEA", reference_prefix="SEA", name="Search", short_name="Search", currency="USD"
    )
    Document.objects.create(fund=fund, key="paper", kind="other", title="A paper")
    return fund


@pytest.fixture
def shelf(fund):
    write_records(fund, ALL)
    return Shelf(ALL)


@pytest.fixture
def ask(fund, shelf):
    """Ask as a stranger."""

    def answers(text, **more):
        return search(Asked(fund, AnonymousUser(), text, **more), (shelf,))

    return answers
