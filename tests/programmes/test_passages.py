"""Words of a question and the passages in which they stand."""

from hypothesis import given
from hypothesis import strategies as st

from jointfund.programmes.passages import marked, passages, words_of


def hits(text: str, *words: str) -> list[str]:
    return [segment.text for segment in marked(text, words) if segment.is_hit]


def test_words_and_quoted_phrases_are_folded_and_kept_once():
    assert words_of('Décent "Labour  Migration" decent „Faire Arbeit“') == (
        "labour migration",
        "faire arbeit",
        "decent",
    )
    assert words_of('"open labour') == ("open", "labour")
    assert words_of("- & !") == ()


def test_a_word_is_found_where_a_word_begins_whatever_its_accents():
    assert hits("Migrants in Côte d’Ivoire and emigrants", "migra") == ["Migrants"]
    assert hits("Migrants in Côte d’Ivoire", "cote d'ivoire") == ["Côte d’Ivoire"]
    assert hits("partner (ILO)", "art", "ilo") == ["ILO"]
    assert hits("Straße", "strasse") == ["Straße"]


def test_a_passage_stands_around_the_first_word_found():
    text = "word " * 60 + "Labour offices help. " + "more " * 60
    (found,) = passages([("title", "nothing"), ("summary", text)], ("labour",))
    assert found.field == "summary"
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) < 260
    assert [segment.text for segment in found.segments if segment.is_hit] == ["Labour"]


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_the_segments_together_are_the_text(text, words):
    found = words_of(" ".join(words))
    assert "".join(segment.text for segment in marked(text, found)) == text
