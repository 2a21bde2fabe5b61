"""A value read from a document that is not public: what the cast sees of that document."""

import re

import pytest
from django.test import Client
from tests.cast import AMINA, OMAR, SOFIA, TARIQ, Person

from jointfund.documents.models import Document, Visibility
from jointfund.programmes.models import FieldSource

SECRET = "Minutes of a closed session"
PAGES = ("/programmes/{0}/", "/programmes/{0}/sources/", "/organisations/iom/", "/contributors/?format=csv")


@pytest.fixture
def reference(demo_fund) -> str:
    """A programme of the fund, all of whose documents are closed."""
    Document.objects.filter(fund=demo_fund).update(title=SECRET, visibility=Visibility.INTERNAL)
    place = FieldSource.objects.filter(programme__fund=demo_fund, field="title").first()
    FieldSource.objects.filter(pk=place.pk).update(printed="Words of the minutes")
    return place.programme.reference


def visitor(person: Person) -> Client:
    client = Client()
    if person.email:
        from jointfund.people.models import User

        client.force_login(User.objects.get(email=person.email))
    return client


def pages_of(person: Person, reference: str) -> str:
    answers = [visitor(person).get(page.format(reference)) for page in PAGES]
    assert [answer.status_code for answer in answers] == [200] * len(PAGES)
    return "".join(answer.getvalue().decode() for answer in answers)


def test_who_is_outside_the_fund_reads_neither_its_title_nor_its_words(reference):
    seen = pages_of(OMAR, reference)
    assert SECRET not in seen
    assert "Words of the minutes" not in seen
    assert "a document that is not public" in seen
    assert "A document that is not public" in seen
    assert not links_of(seen)


@pytest.mark.parametrize("person", [SOFIA, AMINA, TARIQ], ids=lambda one: one.name)
def test_people_of_the_fund_read_both_and_open_it(reference, person):
    seen = pages_of(person, reference)
    assert SECRET in seen
    assert "Words of the minutes" in seen
    assert "a document that is not public" not in seen
    key = Document.objects.first().key
    assert visitor(person).get(f"/documents/{key}/").status_code == 200
    assert visitor(OMAR).get(f"/documents/{key}/").status_code == 404


def links_of(page: str) -> list[str]:
    """Every address of a document a page leads to."""
    return re.findall(r'href="(/documents/[^"]+)"', page)
