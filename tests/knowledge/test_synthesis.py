"""Sentences are chosen and grouped, none is written and none is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jointfund.knowledge.synthesis import Saying, sentences_of, synthesise
from jointfund.knowledge.topics import Feature, Topic, cue_pattern, topics
from jointfund.vocabularies.services import read_data

TOPIC = Topic(
    "crisis",
    frozenset({"crisis"}),
    None,
    (
        Feature("remote", "Work went on at a distance", cue_pattern(["online", "remote"])),
        Feature("masks", "Protection", cue_pattern(["mask"])),
        Feature("money", "Money moved", cue_pattern(["budget"])),
    ),
)
SAYINGS = [
    Saying(1, "ALPHA", "Courses moved online. Masks were handed out, e.g. to nurses."),
    Saying(2, "BETA", "We went Online too.\nA remote office opened."),
    Saying(3, "GAMMA", "Nothing changed at all."),
]


def test_what_several_say_stands_first_with_who_is_silent():
    found = synthesise(TOPIC, SAYINGS)
    assert [one.code for one in found.common] == ["remote"]
    assert found.common[0].who == ("ALPHA", "BETA")
    assert found.common[0].silent == ("GAMMA",)
    assert [one.text for one in found.common[0].sentences] == [
        "Courses moved online.",
        "We went Online too.",
        "A remote office opened.",
    ]


def test_what_only_one_says_is_told_apart_and_what_fits_nothing_is_kept():
    found = synthesise(TOPIC, SAYINGS)
    assert [(one.code, one.who) for one in found.single] == [("masks", ("ALPHA",))]
    assert [one.text for one in found.apart] == ["Nothing changed at all."]


def test_an_abbreviation_does_not_end_a_sentence():
    said = sentences_of(Saying(1, "A", "Masks, e.g. Those of cloth, were sewn. Then came No. 5. Done!"))
    assert [one.text for one in said] == [
        "Masks, e.g. Those of cloth, were sewn.",
        "Then came No. 5.",
        "Done!",
    ]


@given(st.lists(st.text(max_size=200), max_size=6))
def test_every_sentence_stands_in_its_saying_and_every_word_is_kept(texts):
    for key, text in enumerate(texts):
        said = sentences_of(Saying(key, "A", text))
        plain = " ".join(text.split())
        assert all(one.text in plain for one in said)
        assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", "".join(one.text for one in said))


@given(st.lists(st.sampled_from(["Online. ", "Masks. ", "Budget. ", "Rain. "]), min_size=1, max_size=8))
def test_nobody_is_lost(parts):
    sayings = [Saying(key, f"P{key}", part) for key, part in enumerate(parts)]
    found = synthesise(TOPIC, sayings)
    placed = {one.key for feature in (*found.common, *found.single) for one in feature.sentences}
    assert placed | {one.key for one in found.apart} == set(range(len(parts)))


def test_the_shipped_topics_are_terms_of_the_vocabulary():
    known = {term["code"] for term in read_data("topics")["terms"]}
    assert set(topics()) <= known
    assert {"crisis_adaptation", "public_private_trust", "migrant_data", "local_authorities"} <= set(topics())


def test_a_statement_belongs_by_its_kind_or_by_its_words():
    found = topics()
    assert found["crisis_adaptation"].words_in("crisis", "whatever") == ""
    assert found["crisis_adaptation"].words_in("challenge", "whatever") is None
    assert found["local_authorities"].words_in("challenge", "The Municipality lacks staff.") == "municipality"
    assert found["local_authorities"].words_in("challenge", "The ministry lacks staff.") is None
