"""The order of answers, from terms alone."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.builders import ALL, DIPLOMAS, SHELTERS, WELLS, record

from jointfund.search.analysis.texts import question_of
from jointfund.search.corpus import Corpus
from jointfund.search.ranking.entries import entry_of
from jointfund.search.ranking.scores import DEFAULT, Scored, collection_of, rank
from jointfund.search.ranking.stored import StoredEntry, stored
from jointfund.search.ranking.wholes import weights_for, wholes_first

CORPUS = Corpus(ALL)


def found(question, settings=DEFAULT):
    return [hit.reference for hit in CORPUS.search(question, settings=settings)]


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("safe house", SHELTERS.reference),
        ("irrigation for youth", WELLS.reference),
        ("recognition of qualifications", DIPLOMAS.reference),
        ("anything in West Africa?", SHELTERS.reference),
        ("skills in Latin America", DIPLOMAS.reference),
    ],
)
def test_the_record_that_answers_comes_first(question, reference):
    assert found(question)[0] == reference


def test_synonyms_and_places_can_be_left_out():
    assert found("villages in South Asia", dataclasses.replace(DEFAULT, place=0, thing=0)) == [
        WELLS.reference
    ]
    assert WELLS.reference not in found("South Asia", dataclasses.replace(DEFAULT, place=0))


def test_a_question_without_a_word_has_no_answer():
    assert found("") == found('?!"') == found("zzzz") == []


def test_the_passage_that_answers_is_shown_with_its_line():
    hit = CORPUS.search("who refers people to shelters: police officers")[0]
    assert hit.passage == "Police officers learn how to refer people."
    assert (hit.place.file, hit.place.start_line) == ("paper", 3)


def test_a_word_of_the_title_tells_more_than_one_of_the_text():
    texts = ("masons build", "carpenters saw")
    titled = record("SEA-1", "Masons", *texts)
    other = record("SEA-2", "Houses", "masons build", "carpenters saw")
    hits = Corpus([other, titled]).search("masons")
    assert [hit.reference for hit in hits] == ["SEA-1", "SEA-2"]


def test_two_regions_named_in_one_breath_count_no_more_than_one():
    place = dataclasses.replace(DEFAULT, passage=0, shared=0)
    one = Corpus(ALL).search("trafficking in West Africa", settings=place)[0].score
    both = Corpus(ALL).search("trafficking in West and Central Africa", settings=place)[0].score
    assert both < one


def test_what_a_part_says_stands_behind_the_whole_that_says_it_too():
    scored = [Scored(0, 9.0, 0), Scored(1, 8.0, 0), Scored(2, 7.0, 0)]
    order = wholes_first(scored, ["lesson", "document", "project"])
    assert [one.index for one in order] == [2, 0, 1]
    asked = weights_for("What went wrong with the shelters?")
    assert wholes_first(scored, ["lesson", "document", "project"], asked)[0].index == 0
    far_better = [Scored(0, 90.0, 0), Scored(2, 7.0, 0)]
    assert [one.index for one in wholes_first(far_better, ["lesson", "", "project"])] == [0, 2]


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3, unique_by=lambda one: one.reference))
def test_a_stored_line_gives_back_what_was_stored(records):
    for one in records:
        entry = entry_of(one)
        again = StoredEntry(stored(one, entry), entry.length)
        assert dict(again.counts) == dict(entry.counts)
        assert again.answers == entry.answers
        assert again.passages == len(entry.passages)


def test_stored_entries_rank_as_fresh_ones():
    entries = [entry_of(one) for one in ALL]
    lines = [StoredEntry(stored(one, entry), entry.length) for one, entry in zip(ALL, entries, strict=True)]
    collection = collection_of(entries)
    asked = question_of("young people and shelters")
    assert rank(asked, entries, collection) == rank(asked, lines, collection)


@given(st.text(max_size=200))
def test_no_question_is_an_error(text):
    assert len(CORPUS.search(text)) <= len(ALL)
