"""The demonstration fund with its index, made once for a module, and everyone of the cast as a browser."""

import pytest
from django.test import Client
from tests.cast import Person

MINUTES = """Minutes

Migrants took part in the training of people at the town hall.
The saltworks will be repaired before spring.
"""


@pytest.fixture(scope="module")
def indexed(demo_records, django_db_blocker):
    """The index as it stands before the tests of the module change anything."""
    from jointfund.documents.models import Document, DocumentText
    from jointfund.funds.models import Fund
    from jointfund.search.services import rebuild_index

    with django_db_blocker.unblock():
        fund = Fund.objects.get(is_demo=True)
        minutes = Document.objects.create(fund=fund, key="minutes", kind="other", title="Minutes of a town")
        DocumentText.objects.create(document=minutes, text=MINUTES)
        rebuild_index(fund)


@pytest.fixture
def fund(indexed, demo_fund):
    return demo_fund


def signed_in(person: Person) -> Client:
    """The browser of one of the cast; Omar's is nobody's."""
    from jointfund.people.models import User

    client = Client()
    if person.email:
        client.force_login(User.objects.get(email=person.email))
    return client
