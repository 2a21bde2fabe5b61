from dataclasses import replace

from tests.reading.builders import LEXICON, contributions, document, entry, reading

from jointfund.reading.discrepancies import discrepancies_as_json, find_discrepancies
from jointfund.reading.records import Discrepancy, Doubt, Reading


def found(of: Reading, kind: str) -> list[Discrepancy]:
    """Discrepancies of one kind."""
    return [each for each in find_discrepancies(of, LEXICON) if each.kind == kind]


def lines(discrepancy: Discrepancy) -> list[tuple[str, int]]:
    """Where the places of a discrepancy begin."""
    return [(place.source.file, place.source.start_line) for place in discrepancy.places]


def test_fewer_partners_counted_than_listed_is_a_count() -> None:
    text = document(
        "Ministry of Water; Ministry of Health; Ministry of Roads; River Club\n\n"
        "It includes two governmental entities partnering on the wells."
    )
    [count] = found(reading(text, programmes=(entry(text, partners=1, summary=(3, 3)),)), "count")
    assert count.severity == "medium"
    assert lines(count) == [("a.txt", 3), ("a.txt", 1), ("a.txt", 1), ("a.txt", 1)]


def test_an_open_list_of_partners_contradicts_nothing() -> None:
    text = document(
        "Ministry of Water; Ministry of Health; others, including Ministry of Roads\n\n"
        "It includes four governmental entities partnering on the wells."
    )
    assert not found(reading(text, programmes=(entry(text, partners=1, summary=(3, 3)),)), "count")


def test_a_count_against_its_own_marked_list_is_found_and_a_right_one_is_not() -> None:
    wrong = document("It has three components: 1) roads; and 2) wells.")
    right = document("It has two components: 1) roads; and 2) wells.", file="b.txt")
    programmes = (entry(wrong, summary=(1, 1)), entry(right, summary=(1, 1)))
    [count] = found(reading(wrong, right, programmes=programmes), "count")
    assert lines(count)[0] == ("a.txt", 1)


def test_a_sum_beyond_its_rounding_is_found_and_a_rounded_one_is_not() -> None:
    def told(amount: str) -> list[Discrepancy]:
        text = document(f"So far USD {amount} was mobilized.\n\nA 2,000,000\nB 1,440,000", kind="brief")
        return found(reading(text, rows=contributions(text, 3, (2_000_000, 1_440_000), states=1)), "sum")

    assert told("3.5M")[0].severity == "medium"
    assert not told("3.4M")


def test_what_moves_with_time_is_a_change_between_two_dates_and_a_count_on_one() -> None:
    booklet = document("ONE\nTWO", file="b.txt", date="2023-07")
    listed = (entry(booklet, heading=1), entry(booklet, heading=2))
    later = document("There are 3 Joint Programmes in the pipeline.", kind="brief", date="2024-01")
    [change] = found(reading(booklet, later, programmes=listed), "change")
    assert change.severity == "low"
    same_day = replace(later, date="2023-07")
    assert found(reading(booklet, same_day, programmes=listed), "count")[0].severity == "medium"
    assert not found(reading(booklet, same_day, programmes=listed), "change")


def test_one_regional_heading_over_different_countries_is_a_place_with_its_contents_lines() -> None:
    text = document("LAKES\t4\nLAKES (TOGO)\t6\n\nLAKES\nNIGERIA\n\nLAKES\nTOGO")
    programmes = (
        entry(text, heading=4, countries=("NGA",)),
        entry(text, heading=7, countries=("TGO",)),
    )
    [place] = found(reading(text, programmes=programmes), "place")
    assert place.severity == "high"
    assert set(lines(place)) == {("a.txt", n) for n in (1, 2, 4, 7)}


def test_headings_that_name_two_programmes_of_a_list_are_one_finding() -> None:
    text = document("TOGO\t4\nGABON\t6\nTOGO\t8\nGABON\t10\nFIJI\t12\n\nTOGO\nGABON\nTOGO\nGABON\nFIJI")
    programmes = tuple(
        entry(text, heading=line, countries=(code,))
        for line, code in ((7, "TGO"), (8, "GAB"), (9, "TGO"), (10, "GAB"), (11, "FJI"))
    )
    [label] = [d for d in found(reading(text, programmes=programmes), "label") if d.severity == "high"]
    assert set(lines(label)) == {("a.txt", n) for n in (1, 2, 3, 4, 7, 8, 9, 10)}


def test_a_heading_in_the_pipeline_and_among_the_funded_names_one_of_each() -> None:
    text = document("TOGO\n\nTOGO")
    programmes = (
        entry(text, heading=1, countries=("TGO",)),
        entry(text, heading=3, countries=("TGO",), section="funded"),
    )
    assert not [
        d for d in find_discrepancies(reading(text, programmes=programmes), LEXICON) if d.severity == "high"
    ]


def test_lost_headings_of_a_brief_are_one_finding_with_the_titles_as_places() -> None:
    text = document("TOGO USD 2M\nWells for all\nRoads for all\nSchools for all", kind="brief")
    programmes = (
        entry(text, heading=1, title=(2, 2), budget=2_000_000, countries=("TGO",)),
        entry(text, title=(3, 3)),
        entry(text, title=(4, 4)),
    )
    [label] = found(reading(text, programmes=programmes), "label")
    assert (label.severity, lines(label)) == ("medium", [("a.txt", 3), ("a.txt", 4)])


def two_titles(first: str, second: str, *, money: tuple[int, int] = (1_500_000, 1_500_000)) -> Reading:
    """One programme in a booklet and in a brief, under these titles."""
    told = "The programme digs wells with herders of Upper Badi and teaches them to keep the water clean."
    booklet = document(f"TOGO\n{first}\n\n{told}", file="b.txt")
    brief = document(f"TOGO\n{second}\n\n{told}", kind="brief", date="2024-01")
    return reading(
        booklet,
        brief,
        programmes=tuple(
            entry(
                of,
                heading=1,
                title=(2, 2),
                summary=(4, 4),
                budget=amount,
                countries=("TGO",),
                rounded=rounded,
            )
            for of, amount, rounded in ((booklet, money[0], False), (brief, money[1], True))
        ),
    )


def test_two_titles_of_one_programme_are_high_when_they_share_few_words() -> None:
    [title] = found(two_titles("Clean wells for herders", "Schools beside the river"), "title")
    assert (title.severity, lines(title)) == ("high", [("b.txt", 2), ("a.txt", 2)])


def test_a_title_that_holds_the_other_is_a_small_variant_and_the_same_words_are_none() -> None:
    assert (
        found(two_titles("Clean wells for herders", "Clean wells for herders in Togo"), "title")[0].severity
        == "low"
    )
    assert not found(two_titles("Clean wells for herders", "“Clean Wells for Herders”"), "title")


def test_the_short_name_in_a_text_is_held_against_the_title() -> None:
    booklet = document(
        "TOGO\n\nThis Joint Programme (“Wells, Roads, and Teachers”) helps herders of Upper Badi.",
        file="b.txt",
    )
    brief = document(
        "TOGO\nWells, Roads, Trainers (WRT): help for herders\n\nIt builds wells (wells); roads (roads); "
        "and schools for herders of Upper Badi (teachers).",
        kind="brief",
    )
    programmes = (
        entry(booklet, heading=1, summary=(3, 3), budget=5, countries=("TGO",)),
        entry(brief, heading=1, title=(2, 2), summary=(4, 4), budget=5, countries=("TGO",)),
    )
    [title] = found(reading(booklet, brief, programmes=programmes), "title")
    assert title.severity == "high"
    assert list(dict.fromkeys(lines(title))) == [("b.txt", 3), ("a.txt", 2), ("a.txt", 4)]


def test_a_budget_is_low_when_rounding_explains_it_and_the_programmes_match_no_further_when_it_does_not() -> (
    None
):
    rounded = two_titles("Clean wells", "Clean wells", money=(1_483_375, 1_500_000))
    assert [d.severity for d in found(rounded, "figure")] == ["low"]
    different = two_titles("Clean wells", "Clean wells", money=(1_483_375, 1_900_000))
    assert [d.severity for d in found(different, "figure")] == ["medium"]


def test_programmes_of_one_country_with_other_words_and_money_are_not_one() -> None:
    booklet = document("TOGO\nClean wells\n\nThe programme digs wells for herders.", file="b.txt")
    brief = document("TOGO\nLaw\n\nCourts learn about contracts of sailors.", kind="brief")
    programmes = (
        entry(booklet, heading=1, title=(2, 2), summary=(4, 4), budget=1_000_000, countries=("TGO",)),
        entry(brief, heading=1, title=(2, 2), summary=(4, 4), budget=2_000_000, countries=("TGO",)),
    )
    assert not find_discrepancies(reading(booklet, brief, programmes=programmes), LEXICON)


def test_the_same_budget_in_two_documents_is_no_figure() -> None:
    assert not found(two_titles("Clean wells", "Clean wells"), "figure")


def test_two_programmes_of_one_country_with_like_words_are_told_apart_by_their_money() -> None:
    booklet = document(
        "TOGO\nClean wells for herders\n\nIt digs wells, plants trees and trains teachers.", file="b.txt"
    )
    brief = document(
        "TOGO\nClean courts for sailors\n\nIt digs wells, counts votes and writes laws.",
        kind="brief",
    )
    programmes = (
        entry(booklet, heading=1, title=(2, 2), summary=(4, 4), budget=1_000_000, countries=("TGO",)),
        entry(brief, heading=1, title=(2, 2), summary=(4, 4), budget=2_000_000, countries=("TGO",)),
    )
    assert not found(reading(booklet, brief, programmes=programmes), "title")
    same_money = (programmes[0], replace(programmes[1], budget_usd=1_000_000))
    assert found(reading(booklet, brief, programmes=same_money), "title")


def test_an_objective_with_the_title_of_another_is_found_and_a_right_one_is_not() -> None:
    text = document(
        "It serves objective 8 (Facilitate fair and ethical recruitment and decent work) and "
        "objective 21 (Cooperate in facilitating safe return and sustainable reintegration)."
    )
    [objective] = found(reading(text), "objective")
    assert objective.severity == "medium"
    assert "objective 8" in objective.places[0].quote


def test_a_short_word_beside_a_number_is_no_title_of_an_objective() -> None:
    assert not found(reading(document("It serves objective 8 (decent work).")), "objective")


def test_spellings_of_a_body_a_status_and_a_country_are_low_labels() -> None:
    text = document(
        "Türkiye\nNational Statistics Committee; Ministry of Water\n\n"
        "It works with the National Statistical Committee on the way to Turkey."
    )
    labels = found(reading(text, programmes=(entry(text, partners=2, summary=(4, 4)),)), "label")
    assert {d.severity for d in labels} == {"low"}
    assert [lines(d) for d in labels] == [[("a.txt", 2), ("a.txt", 4)], [("a.txt", 1), ("a.txt", 4)]]


def test_the_same_finding_in_two_briefs_is_one() -> None:
    booklet = document("ONE\nTWO", file="b.txt")
    said = "There are 3 Joint Programmes in the pipeline."
    briefs = [document(said, file=name, kind="brief", date="2024-01") for name in ("c.txt", "d.txt")]
    listed = (entry(booklet, heading=1), entry(booklet, heading=2))
    [change] = found(reading(booklet, *briefs, programmes=listed), "change")
    assert {("c.txt", 1), ("d.txt", 1)} <= set(lines(change))


def test_two_briefs_that_agree_have_no_discrepancy() -> None:
    told = "The fund was asked for 161 proposals from 99 countries by cities and by unions of workers."
    briefs = [document(told, file=name, kind="brief") for name in ("c.txt", "d.txt")]
    assert not find_discrepancies(reading(*briefs), LEXICON)


def test_the_same_quantity_with_two_numbers_is_a_figure_on_one_date_and_a_change_on_two() -> None:
    told = "The fund was asked for {} proposals by cities and by unions of workers so far."
    first = document(told.format(161), file="c.txt", kind="brief")
    second = document(told.format(163), file="d.txt", kind="brief")
    assert found(reading(first, second), "figure")[0].severity == "medium"
    later = replace(second, date="2024-01")
    assert found(reading(first, later), "change")[0].severity == "low"


def test_numbers_that_both_documents_tell_are_two_quantities() -> None:
    told = (
        "There are 21 Joint Programmes of the fund that follow the rights of herders.\n\n"
        "There are 33 Joint Programmes of the fund that follow the rights of herders and wait."
    )
    briefs = [document(told, file=name, kind="brief") for name in ("c.txt", "d.txt")]
    assert not find_discrepancies(reading(*briefs), LEXICON)


def test_countries_of_a_doubtful_heading_weigh_little() -> None:
    text = document("TOGO NIGERIA\n\nAll four countries dig wells.")
    certain = entry(text, heading=1, summary=(3, 3), countries=("TGO", "NGA"))
    doubtful = replace(certain, doubts=(Doubt("countries", "letters are left over"),))
    assert found(reading(text, programmes=(certain,)), "count")[0].severity == "medium"
    assert found(reading(text, programmes=(doubtful,)), "count")[0].severity == "low"


def test_the_list_for_other_programs_has_kind_subject_severity_and_places() -> None:
    text = document("It serves objective 8 (Facilitate fair and ethical recruitment and decent work).")
    [data] = discrepancies_as_json(find_discrepancies(reading(text), LEXICON))
    assert data["kind"] == "objective"
    assert set(data) == {"kind", "subject", "severity", "places", "explanation"}
    assert set(data["places"][0]) == {"file", "start_line", "end_line", "quote"}
