"""The search page: answers, facets, paging, more like this; whatever is typed, a plain sentence."""

import re
from dataclasses import replace
from html import unescape
from itertools import islice

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import ANYTHING

from jointfund.portal.search.words import TERMS
from jointfund.search.models import SearchEntry
from jointfund.search.queries import PAGE_SIZE
from jointfund.search.records import Passage, Place
from jointfund.search.services.writing import write_records
from jointfund.search.sources import SOURCES

KINDS = {"programme", "project", "practice", "lesson", "session", "result", "publication", "document"}


def page(client=None, **parameters):
    answer = (client or Client()).get("/search/", parameters)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def answers(text):
    return re.findall(r'<h3><a href="([^"]+)"', text)


def test_every_kind_of_record_is_found(fund):
    assert set(SearchEntry.objects.filter(fund=fund).values_list("kind", flat=True)) == KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_of_every_kind_leads_to_its_page(fund, kind):
    addresses = answers(page(q="migration migrants people training", kind=kind))
    assert addresses
    answer = Client().get(addresses[0])
    assert answer.status_code == 200
    if "#" in addresses[0]:
        assert f'id="{addresses[0].partition("#")[2]}"' in answer.content.decode()


def test_an_answer_shows_kind_passage_source_and_words_found(fund):
    text = page(q="community agents at employment services")
    assert answers(text)[0] == "/knowledge/practices/MIG-KB-0002/"
    assert "<mark>" in text
    assert "MIG-KB-0002" in text
    assert re.search(r'<a href="/documents/[^"]+line=\d+#L\d+">[^<]+, lines? \d+', text)


def test_a_region_says_which_countries_it_matched(fund):
    text = page(q="returnees in West Africa")
    assert re.search(r'class="why">Western Africa: [A-Z]', text)
    assert "<dt>west africa</dt>" in text


def test_a_misspelt_word_is_asked_back(fund):
    text = page(q="munisipalities")
    assert '/search/?q=municipalities"' in text
    assert "Nothing on record answers this" in text


def test_facets_narrow_by_the_address_and_can_be_taken_back(fund):
    text = page(q="training", kind="project")
    assert all(address.startswith("/knowledge/projects/") for address in answers(text))
    assert 'href="/search/?q=training">Kind: Project</a>' in text


def test_a_facet_counts_what_choosing_it_leaves(fund):
    text = page(q="training")
    count = int(re.search(r'value="lesson">\s*<span>Lesson</span><span class="count">(\d+)', text)[1])
    assert f">{count} answers · Kind: Lesson<" in page(q="training", kind="lesson")


def test_a_value_chosen_without_any_answer_can_be_taken_back(fund):
    text = page(q="training", country="XXX")
    assert "Country: XXX" in text
    assert "Ask the same without the filters" in text


def test_pages_follow_each_other_and_none_is_lost(fund):
    seen, number = [], 1
    total = int(re.search(r"(\d+) answers", page(q="women"))[1])
    while found := answers(page(q="women", page=number)):
        if seen[-len(found) :] == found:
            break
        seen += found
        number += 1
        if len(seen) >= total:
            break
    assert len(seen) == total > 10


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "", "1" * 400, "²"])
def test_a_page_that_is_not_there_shows_one_that_is(fund, number):
    assert answers(page(q="women", page=number))


def test_more_like_this_leaves_the_record_itself_out(fund):
    found = answers(page(like="practice:MIG-KB-0002"))
    assert found
    assert "/knowledge/practices/MIG-KB-0002/" not in found


@pytest.mark.parametrize("like", ["practice:MIG-KB-9999", "nothing", ":", "x" * 5000, "practice:\0"])
def test_like_nothing_is_not_found(fund, like):
    assert Client().get("/search/", {"like": like}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/programmes/MIG-0022/", "/knowledge/projects/progem/", "/knowledge/practices/MIG-KB-0001/"],
)
def test_a_record_leads_to_what_is_like_it(fund, address):
    text = unescape(Client().get(address).content.decode())
    like = re.search(r'<a href="(/search/\?like=[^"]+)">More like this', text)
    assert answers(unescape(Client().get(like[1]).content.decode()))


def test_every_public_page_has_the_box_and_the_search_page_one(fund):
    home = Client().get("/").content.decode()
    assert '<form class="site-search" method="get" action="/search/"' in home
    assert page(q="women").count('type="search"') == 1


def test_nothing_asked_says_what_can_be_asked(fund):
    text = page()
    assert "What can be asked" in text
    assert page(q=" \0 ") == text


def test_the_fund_of_the_address_stays(fund):
    text = unescape(Client().get("/funds/MIG00/search/?q=women").content.decode())
    assert all(address.startswith("/funds/MIG00/") for address in answers(text))


def with_a_word(fund, word, many):
    """A record of each kind, or as many as there are up to ten, given a word that no other has."""
    for source in SOURCES:
        records = list(islice(source.records(fund), 10 if many else 1))
        facets = dict.fromkeys((*TERMS, "agency", "area", "year"), ("1",))
        write_records(
            fund, [replace(one, passages=(*one.passages, said(word)), facets=facets) for one in records]
        )


def said(word):
    return Passage("text", f"The {word} was counted.", Place("minutes", 1, 1))


def test_as_many_queries_for_one_answer_of_each_kind_as_for_many(fund, django_assert_num_queries):
    with_a_word(fund, "zygoma", many=False)
    page(q="zygoma")  # what a process asks once
    with CaptureQueriesContext(connection) as one_of_each:
        assert len(answers(page(q="zygoma"))) == len(KINDS)
    with_a_word(fund, "zygoma", many=True)
    with django_assert_num_queries(len(one_of_each)):
        assert len(answers(page(q="zygoma"))) == PAGE_SIZE


def test_misspelt_words_cost_two_queries_however_many_they_are(fund, django_assert_num_queries):
    with_a_word(fund, "zygoma", many=True)
    page(q="zygoma")
    with CaptureQueriesContext(connection) as spelt_well:
        page(q="zygoma")
    for misspelt in ("munisipalities", "munisipalities trafickking obzervatories employmant returneez"):
        with django_assert_num_queries(len(spelt_well) + 2):
            assert "Did you mean" in page(q=f"zygoma {misspelt}")


NASTY = (
    '"',
    "AND OR NOT NEAR(",
    "a* -b ^c {d} [e]",
    "' OR 1=1 --",
    "%s %(x)s {0}",
    "\0",
    "الهجرة والتنمية",
    "迁移与发展",
    "миграция",
    "🧭🧭🧭",
    "<script>alert(1)</script>",
    "word " * 2_000,
    "x" * 10_000,
    "((((((((((",
    "\u202e\u200f\ufeff",
)


@pytest.mark.parametrize("question", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("root", ["/search/", "/api/v1/search"])
def test_whatever_is_asked_is_answered_plainly(fund, question, root):
    answer = Client().get(root, {"q": question})
    assert answer.status_code == (422 if root.startswith("/api") and len(question) > 1_000 else 200)
    assert b"<script>alert" not in answer.content


@given(
    q=ANYTHING,
    facet=st.sampled_from(["kind", "country", "topic", "year", "area", "agency", "as_of", "page", "like"]),
    value=st.text(max_size=30),
)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_address_breaks_the_page(fund, q, facet, value):
    answer = Client().get("/search/", {"q": q, facet: value})
    assert answer.status_code == (404 if facet == "like" and value.replace("\0", "") else 200)


def test_the_longest_question_asks_no_more_than_a_short_one(fund):
    with CaptureQueriesContext(connection) as asked:
        page(q=" ".join(f"wrod{n}x" for n in range(1_500)))
    assert len(asked) <= 45
