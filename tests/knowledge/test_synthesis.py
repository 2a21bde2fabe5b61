"""Sentences are chosen and grouped, none is written and none is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.intake.practice_facts import load_practice_facts
from jointfund.kernel.words import fold
from jointfund.knowledge.synthesis import ITEM, Saying, sentences_of, synthesise
from jointfund.knowledge.topics import Feature, Topic, cue_pattern, topics
from jointfund.reading.fiches.said import said
from jointfund.vocabularies.lexicon import load_lexicon
from jointfund.vocabularies.services import read_data
from tests.reading.papers import read_file

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
    found = sentences_of(Saying(1, "A", "Masks, e.g. Those of cloth, were sewn. Then came No. 5. Done!"))
    assert [one.text for one in found] == [
        "Masks, e.g. Those of cloth, were sewn.",
        "Then came No. 5.",
        "Done!",
    ]


@given(st.lists(st.text(max_size=200), max_size=6))
def test_every_sentence_stands_in_its_saying_and_every_word_is_kept(texts):
    for key, text in enumerate(texts):
        cut = sentences_of(Saying(key, "A", text))
        plain = " ".join(" ".join(ITEM.split(text)).split())
        assert all(one.text in plain for one in cut)
        assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", "".join(one.text for one in cut))


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


def test_each_item_of_a_list_is_a_sentence_of_its_own():
    found = sentences_of(
        Saying(1, "A", "We did two things:\n- masks for\nclerks\n- courses online, e.g. Sewing")
    )
    assert [one.text for one in found] == [
        "We did two things:",
        "masks for clerks",
        "courses online, e.g. Sewing",
    ]


@pytest.mark.parametrize(
    ("code", "text", "features"),
    [
        ("crisis_adaptation", "Pre-departure studies went on; mobility schemes grew.", set()),
        ("crisis_adaptation", "Its budget is small and its grantees are few.", set()),
        (
            "crisis_adaptation",
            "The office is closed and small meetings are held at a distance.",
            {"pause", "remote"},
        ),
        ("crisis_adaptation", "Staff kept a distance of social distancing.", {"protection"}),
        ("crisis_adaptation", "Economic development goes on.", set()),
        ("local_authorities", "The steering committee was elected.", {"voice"}),
        ("local_authorities", "The mayor is committed.", {"ownership"}),
        ("migrant_data", "It was said with confidence.", set()),
        ("public_private_trust", "Growth needs time.", set()),
        ("return_reintegration", "References were checked.", set()),
        ("anti_discrimination", "Factories press on, eventually.", set()),
        ("coordination", "The committees met.", {"bodies"}),
    ],
)
def test_a_word_that_only_looks_alike_groups_nothing(code, text, features):
    found = topics()[code].features
    assert {one.code for one in found if one.pattern.search(fold(text))} == features


def test_every_shipped_text_on_the_crisis_is_reached_and_few_stand_apart():
    topic = topics()["crisis_adaptation"]
    sayings = [
        Saying(number, project.key, one.text)
        for project in load_practice_facts().projects
        for number, one in enumerate(project.statements, start=len(project.key) * 1000)
        if one.kind == "crisis_adaptation"
    ]
    assert len({one.who for one in sayings}) == 27
    assert_reached(topic, sayings)


def test_every_text_of_the_report_on_the_crisis_is_reached(shared):
    report = read_file(next((shared / "seeds").glob("003_*")), load_lexicon())
    topic = topics()["crisis_adaptation"]
    sayings = [
        Saying(number, str(fiche.acronym or fiche.full_title), said(part.text))
        for number, fiche in enumerate(report.projects)
        for part in fiche.covid
    ]
    assert len({one.key for one in sayings}) == 27
    assert_reached(topic, sayings)


def assert_reached(topic: Topic, sayings: list[Saying]) -> None:
    """Each saying stands in the synthesis with all its words; four in five are grouped with something."""
    found = synthesise(topic, sayings)
    grouped = {one.key for feature in (*found.common, *found.single) for one in feature.sentences}
    assert grouped | {one.key for one in found.apart} == {one.key for one in sayings}
    assert len(grouped) >= 0.8 * len({one.key for one in sayings})
    shown = {
        one.text
        for one in (*found.apart, *(each for f in (*found.common, *found.single) for each in f.sentences))
    }
    assert shown <= {one.text for saying in sayings for one in sentences_of(saying)}
