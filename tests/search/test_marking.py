"""What stands out in a passage, and what a question was understood to mean."""

from hypothesis import given
from hypothesis import strategies as st

from jointfund.search.analysis.texts import question_of
from jointfund.search.marking import marked, understood


def matches(text: str, question: str) -> list[str]:
    return [piece.text for piece in marked(text, question_of(question)) if piece.is_match]


def test_word_forms_stand_out_as_the_text_writes_them():
    assert matches("The Municipality's councils trained others.", "training municipalities") == [
        "Municipality",
        "trained",
    ]


def test_neighbours_stand_out_together():
    assert matches("Diaspora-investment funds", "diaspora investment") == ["Diaspora-investment"]


def test_a_country_of_the_region_asked_for_stands_out():
    assert matches("Work in Senegal and Peru.", "returnees in West Africa") == ["Senegal"]


def test_other_words_for_the_same_thing_stand_out():
    assert matches("Those without papers, the undocumented.", "migrants in irregular situations") == [
        "undocumented"
    ]


def test_accents_stay_and_do_not_matter():
    assert matches("Une coopérative à Kédougou", "Kedougou") == ["Kédougou"]


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_letter_of_a_passage_is_lost(text, question):
    assert "".join(piece.text for piece in marked(text, question_of(question))) == text


def test_a_region_is_understood_with_its_countries():
    (region,) = [one for one in understood("jobs in West Africa") if one.countries]
    assert region.words == "west africa"
    assert {"SEN", "MLI", "TGO"} <= set(region.countries)
    assert "PER" not in region.countries


def test_a_thing_is_understood_with_its_other_words():
    (thing,) = [one for one in understood("undocumented people") if one.others]
    assert "sans-papiers" in thing.others or "irregular migrant" in thing.others
    assert "undocumented" not in thing.others


def test_plain_words_mean_nothing_more():
    assert understood("vegetable gardens") == ()
