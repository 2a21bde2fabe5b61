"""Text to terms: what words, forms, names and regions become."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.search.analysis.texts import MOST_WORDS, question_of, terms_of
from jointfund.search.analysis.vocabulary import countries, regions, regions_of, synonym_groups


def stems(text):
    return set(question_of(text).stems)


def codes(text):
    return set(question_of(text).codes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d'Ivoire", "COTE D’IVOIRE"),
        ("regularisation of labour", "regularization of labor"),
        ("migrants’ programmes of training", "migrant program train"),
        ("réintégration des travailleurs dans les communes", "réintégrations du travailleur dans la commune"),
    ],
)
def test_spellings_and_forms_of_one_word_meet(one, other):
    assert terms_of(one).stems == terms_of(other).stems


def test_words_of_grammar_and_of_asking_are_left_out():
    assert stems("Are there any examples of projects that tried childcare in markets?") == {
        "childcar",
        "market",
    }


def test_words_of_asking_remain_where_nothing_else_is_asked():
    assert stems("projects") == {"project"}
    assert stems("the") == {"the"}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("undocumented people", "migrants in an irregular situation", "=irregular_migrant"),
        ("TVET", "technical and vocational education and training", "=tvet"),
        ("youth", "young people", "=youth"),
        ("returnees", "returning migrants", "=return"),
        ("trata de personas", "human trafficking", "=trafficking"),
    ],
)
def test_words_for_one_thing_share_its_code(one, other, code):
    assert code in codes(one) & codes(other)


def test_a_phrase_is_not_taken_for_the_one_word_that_grammar_leaves_of_it():
    assert "=pre_departure" in codes("training before they migrate")
    assert "=pre_departure" not in codes("why people migrate")
    assert "@eastern_africa" in codes("la protection des enfants dans les pays de l'Afrique de l'Est")
    assert "@eastern_africa" not in codes("la protection des enfants dans les pays de l'Afrique")
    assert "=irregular_migrant" in codes("la santé des sans-papiers dans les villes")


def test_a_longer_phrase_hides_the_shorter_one_inside_it():
    assert "=education" not in codes("education in emergencies")


def test_a_region_stands_for_its_countries_not_for_its_words():
    asked = question_of("smugglers in South Asia")
    assert set(asked.stems) == {"smuggler"}
    assert "@southern_asia" in asked.codes
    assert "southern_asia" in regions_of("NPL")
    assert "southern_asia" not in regions_of("ZAF")


def test_a_country_is_known_by_its_adjective():
    assert "@VEN" in codes("clinics for Venezuelan families")


def test_regions_name_known_countries_and_say_where_they_are_from():
    rows = json.loads(files("jointfund.search").joinpath("data", "regions.json").read_text())["terms"]
    known = {one.iso3 for one in countries()}
    within = {one.region for one in countries()} | {one.subregion for one in countries()}
    for row in rows:
        assert set(row.get("countries", ())) <= known, row["code"]
        assert set(row.get("within", ())) <= within, row["code"]
        assert row.get("source") or not row.get("countries"), row["code"]
    assert len({one.code for one in regions()}) == len(regions())


def test_every_group_of_synonyms_has_a_source():
    data = json.loads(files("jointfund.search").joinpath("data", "synonyms.json").read_text())
    assert {row["source"] for row in data["terms"]} <= set(data["sources"])
    assert len({one.code for one in synonym_groups()}) == len(synonym_groups())
    assert all(len(one.terms) > 1 for one in synonym_groups())


@given(st.text(max_size=400))
def test_any_text_becomes_a_bounded_question_without_signs(text):
    asked = question_of(text)
    assert len(asked.stems) <= MOST_WORDS
    assert not any(sign in stem for stem in asked.stems for sign in "|=@\"' \0")


def test_a_very_long_question_is_cut():
    assert len(question_of(" ".join(f"word{n}" for n in range(10_000))).stems) == MOST_WORDS
