"""What is withdrawn or closed is gone at once for who may not see it, before the index has caught up.

No test here lets the index follow the record. For each of the cast the same is asked in every way there is.
"""

from datetime import UTC, date, datetime
from html import unescape

import pytest
from tests.cast import CAST, OMAR
from tests.portal.search.conftest import signed_in

from jointfund.documents.models import Document, Visibility
from jointfund.knowledge.models import Practice, PracticeState, Project
from jointfund.publications.models import Publication, PublicationState, Release
from jointfund.search import saved
from jointfund.search.filters import SearchFilter
from jointfund.search.models import HowOften, SavedSearch, SearchEntry

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
PRACTICE = "MIG-KB-0002"
QUESTION = "community agents recruited among migrants at the desks of the employment service"
everybody = pytest.mark.parametrize("person", CAST, ids=lambda person: person.name)


def everything(client, question, reference, kind):
    """All the search gives this person for a question, in one text; the question itself taken out."""
    pages = [
        client.get("/search/", {"q": question}),
        client.get("/search/", {"q": question, "kind": kind}),
        client.get("/search/", {"q": question, "page": 2}),
        client.get("/search/", {"like": "project:amuddu"}),
        client.get("/search/", {"like": f"{kind}:{reference}"}),
        client.get("/api/v1/search", {"q": question, "limit": 100}),
    ]
    return unescape("".join(one.content.decode() for one in pages)).replace(question, "")


def withdraw_practice():
    Practice.objects.filter(number=2).update(
        state=PracticeState.WITHDRAWN, published=None, withdrawn_on=NOW.date(), withdrawal_reason="x"
    )


@everybody
def test_a_practice_is_found_until_it_is_withdrawn(fund, person):
    client = signed_in(person)
    title = "Staff from among migrants at the desks"
    assert title in everything(client, QUESTION, PRACTICE, "practice")
    withdraw_practice()
    assert SearchEntry.objects.filter(reference=PRACTICE).exists()  # the index still holds it
    found = everything(client, QUESTION, PRACTICE, "practice")
    assert title not in found
    assert PRACTICE not in found
    assert client.get("/search/", {"like": f"practice:{PRACTICE}"}).status_code == 404


@everybody
def test_counts_and_facets_lose_a_withdrawn_practice(fund, person):
    client = signed_in(person)
    address = "/api/v1/search?q=" + QUESTION.replace(" ", "+")

    def counted():
        answer = client.get(address).json()
        kinds = {one["code"]: one["count"] for one in answer["facets"]["kind"]}
        return answer["meta"]["count"], kinds["practice"]

    before = counted()
    withdraw_practice()
    assert counted() == (before[0] - 1, before[1] - 1)


@everybody
def test_what_rests_on_a_closed_document_is_only_for_people_of_the_fund(fund, person):
    document = Project.objects.get(fund=fund, slug="amuddu").source.document
    Document.objects.filter(pk=document.pk).update(visibility=Visibility.INTERNAL)
    client = signed_in(person)
    pages = [client.get("/search/", {"q": "Amuddu employment agents", "kind": kind}) for kind in KINDS]
    found = unescape("".join(one.content.decode() for one in pages))
    assert ("/knowledge/projects/amuddu/" in found) == (person is not OMAR)
    assert (f"/documents/{document.key}/" in found) == (person is not OMAR)
    api = client.get("/api/v1/search?q=Amuddu&limit=100").json()
    assert not [one for one in api["results"] if "amuddu" in one["url"]]


KINDS = ("project", "lesson", "result", "practice")


@everybody
@pytest.mark.parametrize(
    "change",
    [
        {"state": PublicationState.WITHDRAWN, "withdrawn_on": NOW.date(), "withdrawal_reason": "x"},
        {"embargo_until": date(2999, 1, 1)},
    ],
    ids=["withdrawn", "embargoed"],
)
def test_a_release_that_may_not_be_seen_is_not_found(fund, person, change):
    release = Release.objects.get(fund=fund, number=1)
    client = signed_in(person)
    question = "ministry border women employment training"
    address = f"/publications/{release.reference}/"
    assert address in everything(client, question, release.reference, "publication")
    Publication.objects.filter(pk=release.publication_id).update(**change)
    assert release.reference not in everything(client, question, release.reference, "publication")


def test_a_misspelt_word_leads_to_no_record_that_is_gone(fund):
    client = signed_in(OMAR)

    def suggested():
        return "Did you mean" in client.get("/search/?q=obzervatories").content.decode()

    assert suggested()
    Document.objects.filter(fund=fund).update(visibility=Visibility.INTERNAL)
    Practice.objects.filter(fund=fund).update(
        state=PracticeState.WITHDRAWN, published=None, withdrawn_on=NOW.date(), withdrawal_reason="x"
    )
    Publication.objects.filter(fund=fund).update(embargo_until=date(2999, 1, 1))
    assert not suggested()


@pytest.mark.parametrize("person", [one for one in CAST if one.email], ids=lambda person: person.name)
def test_no_alert_tells_of_what_was_withdrawn_since(fund, person):
    from jointfund.notices.models import Notice
    from jointfund.people.models import User

    user = User.objects.get(email=person.email)
    followed = saved.save_search(
        fund,
        actor=user,
        name="Agents",
        asked=SearchFilter.of({"q": [QUESTION]}),
        how=HowOften.AT_ONCE,
        now=NOW,
    )
    key = f"practice {PRACTICE}"
    assert key in followed.seen
    SavedSearch.objects.update(seen={one: said for one, said in followed.seen.items() if one != key})
    withdraw_practice()
    assert saved.look_for_news() == 0
    assert not Notice.objects.filter(kind="search:found").exists()
