"""The index: what it holds after writes, what it finds, and what it never shows."""

import json
import random
import re
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from tests.search.builders import ALL, ANYTHING, DIPLOMAS, SHELTERS, WELLS, record

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents.models import Document
from jointfund.people.models import Membership, Role, User
from jointfund.search.index import candidates
from jointfund.search.index.candidates import Scope, find_candidates
from jointfund.search.models import IndexedFund, SearchEntry, SearchTerm
from jointfund.search.queries import Asked, more_like, search
from jointfund.search.ranking.entries import entry_of
from jointfund.search.services import follow_events, rebuild_index
from jointfund.search.services.writing import remove_entries, write_records

SUBQUERY = re.compile(r"SCAN (part\d+|\(subquery-\d+\)|CONSTANT ROW)$")


def references(answers):
    return [hit.reference for hit in answers.hits]


def counts_of(fund):
    """What the index counts, and what a recount of its rows gives."""
    state = IndexedFund.objects.get(fund=fund)
    kept = dict(SearchTerm.objects.filter(fund=fund, entries__gt=0).values_list("term", "entries"))
    return state.entries, round(state.length, 6), state.passages, kept


def recount(records):
    entries = [entry_of(one) for one in records]
    terms = Counter(term for entry in entries for term in entry.counts)
    length = round(sum(entry.length for entry in entries), 6)
    return len(entries), length, sum(len(entry.passages) for entry in entries), dict(terms)


def test_a_question_is_answered_with_passage_and_place(ask):
    hit = ask("night telephone for trafficked persons in West Africa").hits[0]
    assert hit.reference == SHELTERS.reference
    assert "telephone line" in hit.passage
    assert (hit.place.file, hit.place.start_line) == ("paper", 2)


def test_the_counts_stay_true_through_changes(fund, shelf):
    assert counts_of(fund) == recount(ALL)
    changed = record(WELLS.reference, "Gardens", "Vegetables for the town.", countries=("IND",))
    assert write_records(fund, [changed, SHELTERS]) == 1
    assert counts_of(fund) == recount([SHELTERS, DIPLOMAS, changed])
    remove_entries(
        fund, SearchEntry.objects.filter(reference=SHELTERS.reference).values_list("pk", flat=True)
    )
    assert counts_of(fund) == recount([DIPLOMAS, changed])


def test_a_changed_record_is_found_by_its_new_words_only(fund, shelf, ask):
    write_records(fund, [record(WELLS.reference, "Bakeries", "Bread.")])
    assert references(ask("bakeries")) == [WELLS.reference]
    assert WELLS.reference not in references(ask("vegetable gardens"))


def test_what_is_withdrawn_is_gone_at_once_everywhere(shelf, ask):
    assert ask("shelters").total == 1
    assert ask("sheltars").suggestion == "shelters"
    shelf.hidden.add(SHELTERS.reference)
    answers = ask("shelters")
    assert (answers.hits, answers.total, answers.facets) == ((), 0, ())
    assert ask("sheltars").suggestion is None


def test_more_like_something_hidden_tells_nothing(fund, shelf):
    twin = record("SEA-0009", "Safe houses elsewhere", *(one.text for one in SHELTERS.passages[1:]))
    write_records(fund, [twin])
    shelf.held[twin.reference] = twin
    asked = Asked(fund, AnonymousUser(), "")
    like = more_like(asked, "programme", SHELTERS.reference, (shelf,))
    assert references(like)[0] == twin.reference
    assert SHELTERS.reference not in references(like)
    shelf.hidden.add(SHELTERS.reference)
    assert more_like(asked, "programme", SHELTERS.reference, (shelf,)).hits == ()
    assert more_like(asked, "programme", "SEA-7777", (shelf,)).hits == ()


def test_lines_of_a_document_the_reader_may_not_open_are_not_named(ask):
    Document.objects.update(visibility="internal")
    assert ask("shelters").hits[0].place is None


def test_internal_records_are_found_by_people_of_the_fund_and_crowd_out_nobody(fund, shelf, monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 3)
    closed = [
        record(f"SEA-1{n:03d}", "Shelters", "Shelters, shelters, shelters.", is_public=False)
        for n in range(9)
    ]
    write_records(fund, closed)
    shelf.held |= {one.reference: one for one in closed}
    stranger = search(Asked(fund, AnonymousUser(), "shelters"), (shelf,))
    assert references(stranger) == [SHELTERS.reference]
    sofia = User.objects.create(email="sofia@example.org")
    Membership.objects.create(user=sofia, fund=fund, role=Role.SECRETARIAT)
    found = search(Asked(fund, sofia, "shelters"), (shelf,))
    assert {one.reference for one in closed} & set(references(found))


def test_a_word_of_internal_records_is_never_suggested_to_strangers(fund, shelf):
    secret = record("SEA-2000", "Zanzibar", "Kaleidoscopes.", is_public=False)
    write_records(fund, [secret])
    shelf.held[secret.reference] = secret
    assert search(Asked(fund, AnonymousUser(), "kaleidoscope5 kaleidoscoqes"), (shelf,)).suggestion is None


def test_facets_count_what_may_be_seen_and_narrow(shelf, ask):
    counted = {(one.facet, one.code): one.count for one in ask("young people diplomas shelters").facets}
    assert counted["theme", "skills"] == 1
    assert counted["country", "PER"] == 1
    assert counted["kind", "programme"] == 3
    narrow = ask("young people diplomas shelters", narrowed={"theme": ("skills", "livelihoods")})
    assert set(references(narrow)) == {WELLS.reference, DIPLOMAS.reference}
    counted = {(one.facet, one.code): one.count for one in narrow.facets}
    assert counted["theme", "protection"] == 1  # a narrowed facet still tells what else there is
    assert ("country", "TGO") not in counted


def test_a_page_after_the_first_goes_on(ask):
    both = references(ask("young people diplomas shelters"))
    assert references(ask("young people diplomas shelters", limit=1, offset=1)) == both[1:2]


@pytest.mark.parametrize(
    "text",
    [
        '"', '""" OR AND NOT (', "NEAR(a b, 5) *", "terms:shelters", "^shelters", "-", "a'b\\c & | ! <->",
        "مأوى للناجين", "シェルター", "приют", "\0\x1b", " ", "", "%_%", "';--",
        "shelters " * 2000, "x" * 10_000,
    ],
)  # fmt: skip
def test_no_question_is_an_error(ask, text):
    assert len(ask(text).hits) <= 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING)
def test_nothing_that_can_be_typed_is_an_error(ask, text):
    ask(text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING)
def test_the_command_answers_whatever_is_asked(fund, shelf, text):
    out = StringIO()
    call_command("search", "--json", "--", text, stdout=out)
    assert isinstance(json.loads(out.getvalue()), list)


def test_a_question_reads_a_bounded_part_of_the_index(fund, shelf, monkeypatch):
    monkeypatch.setattr(candidates, "BUDGET", 5)
    monkeypatch.setattr(candidates, "MOST", 4)
    many = [record(f"SEA-3{n:03d}", "Bread", "Bread and salt.") for n in range(20)]
    write_records(fund, [*many, record("SEA-4000", "Salt", "Salt and a rare quince.")])
    asked_for = []
    keys = candidates._keys
    monkeypatch.setattr(
        candidates, "_keys", lambda sql, values: asked_for.append(values) or keys(sql, values)
    )
    frequencies = {"salt": 21, "bread": 20, "quinc": 1}
    found = find_candidates(Scope(fund, True), dict.fromkeys(frequencies, 1.0), frequencies)
    rare = SearchEntry.objects.get(reference="SEA-4000").pk
    assert found[0] == rare
    assert len(found) <= 4
    assert "quinc" in asked_for[0][0]
    assert "bread" not in asked_for[0][0]  # too common to be looked up by itself
    many_terms = {f"w{n}": 1 for n in range(500)}
    asked_for.clear()
    find_candidates(Scope(fund, True), dict.fromkeys(many_terms, 1.0), many_terms)
    assert asked_for[0][0].count("w") <= candidates.MOST_TERMS


def plans_of(fund, ask, *questions):
    """How SQLite finds the rows of each statement that questions lead to, as `EXPLAIN QUERY PLAN` says it."""
    with CaptureQueriesContext(connection) as asked:
        for text in questions:
            ask(text)
    plans = []
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plans += [(row[3], one["sql"]) for row in cursor.fetchall()]
    return plans


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is worded otherwise")
def test_no_statement_of_a_question_reads_a_whole_table(fund, shelf, ask):
    many = [record(f"SEA-3{n:03d}", "Shelters", "Shelters and diplomas.", kind="lesson") for n in range(300)]
    write_records(fund, many)
    sofia = User.objects.create(email="sofia@example.org")
    Membership.objects.create(user=sofia, fund=fund, role=Role.SECRETARIAT)

    def of_everybody(text):
        ask(text)
        ask(text, narrowed={"kind": ("programme", "lesson")}, offset=1)
        search(Asked(fund, sofia, text), (shelf,))
        more_like(Asked(fund, AnonymousUser(), ""), "programme", SHELTERS.reference, (shelf,))

    plans = plans_of(
        fund, of_everybody, "shelters diplomas", "sheltars dipolmas vegtables", '" OR NEAR(*', ""
    )
    assert any("VIRTUAL TABLE INDEX" in step for step, _sql in plans)
    whole = [
        (step, sql)
        for step, sql in plans
        if step.startswith("SCAN") and "VIRTUAL TABLE" not in step and not SUBQUERY.match(step)
    ]
    assert whole == []
    words = [step for step, _sql in plans if "VIRTUAL TABLE" in step]
    assert all(re.search(r"INDEX \d+:M", step) for step in words)  # by a match, never all of them


def test_the_number_of_queries_does_not_grow(fund, shelf, ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as few:
        ask("shelters diplomas")
    more = [record(f"SEA-5{n:03d}", "Shelters", "Shelters and diplomas.") for n in range(60)]
    write_records(fund, more)
    shelf.held |= {one.reference: one for one in more}
    with django_assert_max_num_queries(len(few)):
        assert ask("shelters diplomas").total > 50


def test_a_rebuild_changes_nothing_twice_and_takes_out_what_is_gone(fund, shelf):
    rebuild_index(fund, (shelf,))
    assert rebuild_index(fund, (shelf,)) == 0
    del shelf.held[WELLS.reference]
    assert rebuild_index(fund, (shelf,)) == 1
    assert counts_of(fund) == recount([SHELTERS, DIPLOMAS])


def test_the_index_follows_events(fund, shelf, ask):
    rebuild_index(fund, (shelf,))
    shelf.held[WELLS.reference] = record(WELLS.reference, "Bakeries", "Bread.")
    del shelf.held[DIPLOMAS.reference]
    assert follow_events(fund, (shelf,)) == 0  # nothing tells of it
    for reference in (WELLS.reference, DIPLOMAS.reference):
        audit.record(Verb.PROGRAMME_CHANGED, reference, actor="system:test", fund=fund)
    assert follow_events(fund, (shelf,)) == 2
    assert references(ask("bakeries")) == [WELLS.reference]
    assert counts_of(fund) == recount([SHELTERS, shelf.held[WELLS.reference]])
    assert follow_events(fund, (shelf,)) == 0


def test_an_index_made_with_other_words_is_made_anew(fund, shelf):
    rebuild_index(fund, (shelf,))
    IndexedFund.objects.update(analysis="other")
    SearchEntry.objects.update(digest="other")
    assert follow_events(fund, (shelf,)) == 3


def test_an_index_in_any_order_of_writes_is_the_same(fund, shelf):
    shuffled = [*ALL, *ALL]
    random.Random(3).shuffle(shuffled)  # noqa: S311 - any order will do
    for one in shuffled:
        write_records(fund, [one])
    assert counts_of(fund) == recount(ALL)


def test_the_command_asks_many_questions_of_files(tmp_path):
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps([{"id": "a", "query": "nothing"}]))
    paper = tmp_path / "paper.txt"
    paper.write_text("A letter.\n\nThe saltworks will be repaired before spring.\n")
    out = tmp_path / "out.json"
    call_command("search", queries=asked, out=out, corpus=[paper])
    assert json.loads(out.read_text()) == {"a": []}
    asked.write_text("[]")
    call_command("search", queries=asked, out=out, corpus=[paper])
    assert json.loads(out.read_text()) == {}


def test_a_document_nothing_is_recognised_in_is_found_by_its_text(tmp_path, capsys):
    paper = tmp_path / "paper.txt"
    paper.write_text("A letter.\n\nThe saltworks will be repaired before spring.\n")
    call_command("search", "repairing saltworks", corpus=[paper], json=True)
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["kind"] == "document"
    assert hit["passage"] == "The saltworks will be repaired before spring."
    assert hit["source"] == {"file": "paper.txt", "start_line": 3, "end_line": 3}


def test_two_questions_of_one_name_are_refused_with_their_places(tmp_path):
    asked = tmp_path / "asked.json"
    asked.write_text(
        json.dumps([{"id": "a", "query": "x"}, {"id": 2, "query": ""}, {"id": "a", "query": "y"}])
    )
    paper = tmp_path / "paper.txt"
    paper.write_text("A letter.\n")
    with pytest.raises(CommandError, match=r"Questions 1 and 3 of “asked\.json”"):
        call_command("search", queries=asked, corpus=[paper])


@pytest.mark.parametrize(
    "content", ["{", "{}", '[{"id": 1}]', '[{"id": "a", "query": 3}]', '["who?"]', "\ufeff"]
)
def test_a_file_that_holds_no_questions_is_refused_with_the_place(tmp_path, content):
    asked = tmp_path / "asked.json"
    asked.write_text(content)
    paper = tmp_path / "paper.txt"
    paper.write_text("A letter.\n")
    with pytest.raises(CommandError, match=r"asked\.json"):
        call_command("search", queries=asked, corpus=[paper])
