"""Words of a document that is not public: what the cast sees of them, over pages, files and the API."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.test import Client
from tests.cast import AMINA, DAG, ELIN, OMAR, PIA, RAVI, SOFIA, TARIQ, Person

from jointfund.documents.models import Document, Visibility
from jointfund.people.models import User
from jointfund.programmes.filters import ProgrammeFilter, Tags
from jointfund.programmes.models import (
    FieldSource,
    ProgrammeCountry,
    ProgrammePlace,
    ProgrammeTag,
    Standing,
    StatusEvent,
)
from jointfund.publications.queries.brief import build_brief

SECRET = "Minutes of a closed session"
WORDS = "Words of the minutes"
TITLED = (
    "/programmes/{ref}/",
    "/programmes/{ref}/sources/",
    "/organisations/iom/",
    "/contributors/?format=csv",
)
QUOTING = (  # those whose words people of the fund do read there
    "/programmes/{ref}/",
    "/programmes/{ref}/sources/",
    "/countries/{country}/",
    "/countries/{country}/?tags=all&format={format}",
    "/principles/{principle}/",
    "/principles/{principle}/?tags=all&format={format}",
)
LISTS = (  # rows without a source tell the words of public documents, to everybody
    "/programmes/?principle={principle}",
    "/programmes/?principle={principle}&tags=all&format={format}",
    "/pipeline/?principle={principle}",
    "/data/discrepancies/",
    "/data/discrepancies/?format={format}",
    "/data/editions/",
    "/documents/",
    "/data/",
    "/",
)
API = (
    "/api/v1/programmes?tags=all&limit=200",
    "/api/v1/programmes/{ref}?tags=all",
    "/api/v1/countries",
    "/api/v1/contributors",
    "/api/v1/discrepancies",
    "/api/v1/documents",
)
FORMATS = ("csv", "xlsx", "json")


@pytest.fixture
def names(demo_fund) -> dict[str, str]:
    """A programme, a country and a principle, all of whose words come from documents that are closed."""
    Document.objects.filter(fund=demo_fund).update(title=SECRET, visibility=Visibility.INTERNAL)
    for model in (ProgrammeCountry, ProgrammePlace, ProgrammeTag):
        model.objects.exclude(source=None).update(words=WORDS)
    FieldSource.objects.update(printed=WORDS, doubt=WORDS)
    StatusEvent.objects.exclude(source=None).update(citation_reference=WORDS)
    named = ProgrammeCountry.objects.exclude(role="implementing").select_related("programme__fund").first()
    tag = ProgrammeTag.objects.filter(term__scheme="principle", standing=Standing.SUGGESTED).first()
    return {
        "ref": named.programme.reference,
        "country": named.country_id and named.country.iso3,
        "principle": tag.term.code,
    }


def visitor(person: Person) -> Client:
    client = Client()
    if person.email:
        client.force_login(User.objects.get(email=person.email))
    return client


def read(person: Person, address: str) -> str:
    """What an address gives, a workbook as its own texts."""
    answer = visitor(person).get(address)
    assert answer.status_code == 200, address
    body = answer.getvalue()
    if body.startswith(b"PK"):
        with ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode()


def addresses(patterns: tuple[str, ...], names: dict[str, str]) -> list[str]:
    found = [pattern.format(**names, format=one) for pattern in patterns for one in FORMATS]
    return list(dict.fromkeys(found))


def test_who_is_outside_the_fund_reads_neither_its_title_nor_its_words(names):
    seen = {one: read(OMAR, one) for one in addresses((*TITLED, *QUOTING, *LISTS, *API), names)}
    assert [one for one, text in seen.items() if SECRET in text] == []
    assert [one for one, text in seen.items() if WORDS in text] == []
    assert any("a document that is not public" in text for text in seen.values())
    assert any("A document that is not public" in text for text in seen.values())
    assert [one for one, text in seen.items() if re.search(r'href="/documents/[^"]', text)] == []


@pytest.mark.parametrize("person", [SOFIA, AMINA, TARIQ, PIA, RAVI, ELIN, DAG], ids=lambda one: one.name)
def test_people_of_the_fund_read_both_and_open_it(names, person):
    titled = "".join(read(person, one) for one in addresses(TITLED, names))
    assert SECRET in titled
    assert "a document that is not public" not in titled
    assert [one for one in addresses(QUOTING, names) if WORDS not in read(person, one)] == []
    key = Document.objects.first().key
    assert visitor(person).get(f"/documents/{key}/").status_code == 200
    assert visitor(OMAR).get(f"/documents/{key}/").status_code == 404


@pytest.mark.parametrize("person", [SOFIA, AMINA, TARIQ, OMAR], ids=lambda one: one.name)
def test_what_is_the_same_for_everybody_quotes_public_documents_only(names, person):
    """The answers of the API depend on the record alone, and rows without a source lead nowhere."""
    seen = {one: read(person, one) for one in addresses((*LISTS, *API), names)}
    assert [one for one, text in seen.items() if WORDS in text] == []


def test_words_of_public_documents_are_told_where_they_belong(demo_fund, names):
    Document.objects.update(visibility=Visibility.PUBLIC)
    told = [*QUOTING, LISTS[0], *API[:2]]
    assert [one for one in addresses(tuple(told), names) if WORDS not in read(OMAR, one)] == []


def test_a_brief_gives_reasons_without_the_words_of_closed_documents(demo_fund, names):
    brief = build_brief(demo_fund, "human_rights", ProgrammeFilter(tags=Tags.ALL), today=date(2024, 3, 1))
    assert brief.funded
    assert WORDS not in repr(brief)
    assert SECRET not in repr(brief)


@pytest.mark.parametrize("person", [SOFIA, OMAR], ids=lambda one: one.name)
def test_a_checked_text_is_held_against_public_documents_only(names, person):
    text = f"{names['ref']} has a budget of USD 1,234. {WORDS}"
    answer = visitor(person).post("/check/", {"text": text, "format": "csv"})
    assert answer.status_code == 200
    assert SECRET not in answer.getvalue().decode()
