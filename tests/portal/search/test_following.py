"""Questions people follow: saved from the page, kept in the account, looked at again, forgotten with her."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.cast import AMINA, DAG, OMAR, PASSWORD
from tests.portal.search.conftest import signed_in

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Document, DocumentText, Visibility
from jointfund.notices.models import Letter, Notice
from jointfund.people.models import User
from jointfund.search import saved
from jointfund.search.filters import SearchFilter
from jointfund.search.models import HowOften, SavedSearch
from jointfund.search.services import rebuild_index
from jointfund.search.services.writing import write_records
from jointfund.search.sources.documents import DocumentPages

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def amina(fund):
    return User.objects.get(email=AMINA.email)


@pytest.fixture
def follow(fund, amina):
    def begin(q="repair of the saltworks", how=HowOften.AT_ONCE, person=None, **facets):
        asked = SearchFilter.of({"q": [q], **facets})
        return saved.save_search(fund, actor=person or amina, name="Salt", asked=asked, how=how, now=NOW)

    return begin


def keep(fund, text, key="paper", visibility=Visibility.PUBLIC):
    """A document as it is kept and indexed."""
    document, _is_new = Document.objects.update_or_create(
        fund=fund, key=key, defaults={"kind": "other", "title": "A paper", "visibility": visibility}
    )
    DocumentText.objects.update_or_create(document=document, defaults={"text": text})
    write_records(fund, list(DocumentPages().records(fund, [key])))


def test_the_page_saves_a_question_with_its_facets(fund, amina):
    client = signed_in(AMINA)
    page = client.get("/search/?q=saltworks&kind=document").content.decode()
    assert 'action="/search/follow/"' in page
    sent = {"address": "q=saltworks&kind=document", "name": "Our salt", "how": "weekly"}
    page = client.post("/search/follow/", sent, follow=True).content.decode()
    assert "You follow it as “Our salt”" in page
    found = SavedSearch.objects.get(person=amina)
    assert (found.name, found.address, found.how) == ("Our salt", "q=saltworks&kind=document", "weekly")
    event = Event.objects.get(verb=Verb.SEARCH_SAVED)
    assert "salt" not in f"{event.after}{event.note}{event.subject}".lower()  # what she asks is hers


def test_who_is_not_signed_in_is_asked_to(fund):
    page = signed_in(OMAR).get("/search/?q=saltworks").content.decode()
    assert "/sign-in/?next=/search/%3Fq%3Dsaltworks" in page
    assert 'action="/search/follow/"' not in page


@pytest.mark.parametrize("address", ["", "q=", "kind=lesson", "%00", "x" * 20_000, "&&&=;"])
def test_nothing_to_follow_is_said_plainly(fund, amina, address):
    answer = signed_in(AMINA).post("/search/follow/", {"address": address, "how": "never"}, follow=True)
    assert answer.status_code == 200
    assert "cannot be followed" in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_the_same_question_twice_is_one(follow):
    assert follow().pk == follow().pk


def test_nobody_follows_more_than_can_be_looked_at(follow, monkeypatch):
    monkeypatch.setattr(saved, "MOST_SAVED", 2)
    follow("one"), follow("two")
    with pytest.raises(saved.TooManySearches, match="End one"):
        follow("three")


def test_a_new_answer_is_told_once(fund, amina, follow):
    follow()
    assert saved.look_for_news() == 0
    keep(fund, "The saltworks on the coast are open again after the repair.")
    assert (saved.look_for_news(), saved.look_for_news()) == (1, 0)
    notice = Notice.objects.get(recipient__reference=amina.audit_reference)
    assert (notice.kind, notice.about) == ("search:found", "MIG00/search/1")
    assert "saltworks" not in str(notice.values)  # names no record: it may be withdrawn before she reads it
    client = signed_in(AMINA)
    page = client.get(f"/notices/{notice.pk}/", follow=True).content.decode()
    assert "A paper" in page
    assert page.count("new or changed</span>") == 1


def test_a_changed_answer_is_told_and_one_made_anew_is_not(fund, follow):
    follow()
    keep(fund, "The saltworks are closed.")
    saved.look_for_news()
    rebuild_index(fund)
    assert saved.look_for_news() == 0
    keep(fund, "The saltworks are open.")
    assert saved.look_for_news() == 1


def test_what_she_may_not_see_is_not_told_until_she_may(fund, amina, follow):
    amina.memberships.all().delete()
    follow()
    keep(fund, "The saltworks are secret.", visibility=Visibility.INTERNAL)
    assert saved.look_for_news() == 0
    keep(fund, "The saltworks are secret.")
    assert saved.look_for_news() == 1


@pytest.mark.parametrize(("how", "days"), [(HowOften.DAILY, 1), (HowOften.WEEKLY, 7)])
def test_a_look_comes_as_often_as_she_wants(fund, follow, how, days):
    found = follow(how=how)
    keep(fund, "The saltworks are open.")
    day = timedelta(days=1)
    SavedSearch.objects.update(looked_at=timezone.now() - days * day + timedelta(hours=2))
    assert saved.look_for_news() == 0
    SavedSearch.objects.update(looked_at=timezone.now() - days * day)
    assert saved.look_for_news() == 1
    found.refresh_from_db()
    assert timezone.now() - found.looked_at < timedelta(minutes=5)


def test_the_account_lists_renames_and_ends(fund, amina, follow):
    follow()
    client = signed_in(AMINA)
    assert "Salt" in client.get("/account/").content.decode()
    page = client.post("/search/followed/1/", {"do": "keep", "name": "Coast", "how": "weekly"}, follow=True)
    assert "Coast" in page.content.decode()
    assert client.post("/search/followed/1/", {"do": "keep", "name": " "}, follow=True).status_code == 200
    assert SavedSearch.objects.get().name == "Coast"
    client.post("/search/followed/1/", {"do": "end"})
    assert not SavedSearch.objects.exists()
    verbs = Event.objects.filter(verb__startswith="user:search").values_list("verb", flat=True)
    assert list(verbs) == [Verb.SEARCH_SAVED, Verb.SEARCH_CHANGED, Verb.SEARCH_ENDED]


def test_another_persons_question_does_not_exist(fund, follow):
    follow()
    client = signed_in(DAG)
    assert client.get("/search/followed/1/").status_code == 404
    assert client.post("/search/followed/1/", {"do": "end"}).status_code == 404
    assert SavedSearch.objects.exists()


def test_erasing_her_account_ends_what_she_follows(fund, amina, follow):
    follow()
    client = signed_in(AMINA)
    client.force_login(amina)
    client.post("/account/erase/", {"password": PASSWORD})
    amina.refresh_from_db()
    assert amina.erased_at
    assert not SavedSearch.objects.exists()


def test_whoever_was_erased_elsewhere_is_looked_for_no_more(fund, amina, follow):
    follow()
    User.objects.filter(pk=amina.pk).update(erased_at=NOW)
    saved.look_for_news()
    assert not SavedSearch.objects.exists()


def test_a_letter_names_the_question_and_no_record(fund, amina, follow):
    follow()
    keep(fund, "The saltworks are open.")
    saved.look_for_news()
    assert Letter.objects.filter(recipient__reference=amina.audit_reference).count() == 1
