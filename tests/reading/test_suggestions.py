from tests.reading.builders import LEXICON, document, entry

from jointfund.reading.records import Suggestion
from jointfund.reading.suggestions import suggest


def suggested(summary: str, *, countries: tuple[str, ...] = (), partners: str = "") -> dict[str, Suggestion]:
    """Suggestions for an entry with this summary, by scheme and code."""
    text = document(f"{partners or 'HEADING'}\n\n{summary}")
    programme = entry(
        text, summary=(3, len(text.lines)), partners=1 if partners else None, countries=countries
    )
    return {f"{s.scheme}:{s.code}": s for s in suggest(programme, text.lines, LEXICON)}


def test_a_tag_names_its_words_and_its_line() -> None:
    found = suggested("Wells are old.\n\nThe programme takes a Whole-of-Society approach.")
    tag = found["principle:whole_of_society"]
    assert (tag.words, tag.place.start_line) == ("Whole-of-Society", 5)


def test_background_suggests_no_theme() -> None:
    assert suggested("Climate change dries the land and women suffer.") == {}


def test_a_list_below_a_sentence_of_the_programme_is_its_own() -> None:
    found = suggested("The programme proposes interventions in two areas:\n\n- Wells;\n- Work for women.")
    assert "population:women" in found


def test_words_that_silence_a_cue_are_heeded() -> None:
    assert "population:women" not in suggested("The programme works with the Women's Union and women.")


def test_where_number_and_title_differ_the_title_decides() -> None:
    found = suggested(
        "The programme serves objective 8 (Facilitate fair and ethical recruitment and decent work)."
    )
    assert "gcm_objective:6" in found
    assert "gcm_objective:8" not in found


def test_roles_follow_statements_brackets_and_directions() -> None:
    found = suggested(
        "As a country of origin and transit, Togo loses its youth.\n\n"
        "It goes from origin country (Togo) through transit (Nigeria) to destination (Gabon).\n\n"
        "Many migrate to South Africa, and Fijian migrants arrive.",
        countries=("TGO",),
    )
    roles = {code.split(":", 1)[1] for code in found if code.startswith("country_role")}
    assert roles == {
        "TGO:origin",
        "TGO:transit",
        "NGA:transit",
        "GAB:destination",
        "ZAF:destination",
        "FJI:origin",
    }


def test_those_who_return_from_a_country_do_not_come_from_it() -> None:
    assert suggested("It helps the return of migrants from the United States.", countries=("TGO",)) == {}


def test_all_countries_of_an_entry_share_a_role_only_where_the_text_says_so() -> None:
    all_of_them = suggested("The two countries are all countries of transit.", countries=("TGO", "NGA"))
    assert set(all_of_them) == {"country_role:TGO:transit", "country_role:NGA:transit"}
    assert suggested("Legal aid helps in destination countries.", countries=("TGO", "NGA")) == {}


def test_places_are_told_by_the_words_around_them() -> None:
    found = suggested(
        "The programme works in two districts (Jarra and Upper Badi) and the provinces of Lomeland, "
        "Kwa Natal and Beni, in the Great Lakes region and in Togo.",
        partners="Ministry of Water; Municipality of Rivera",
    )
    assert {code.split(":", 1)[1] for code in found} == {
        "Jarra",
        "Upper Badi",
        "Lomeland",
        "Kwa Natal",
        "Beni",
        "Rivera",
    }


def test_one_suggestion_per_tag_and_the_title_is_better_evidence() -> None:
    text = document("Work for women\n\nThe programme helps women. It will teach women.")
    found = suggest(entry(text, title=(1, 1), summary=(3, 3)), text.lines, LEXICON)
    assert [(s.code, s.place.start_line) for s in found] == [("women", 1)]
