from decimal import Decimal

from tests.reading.builders import LEXICON, contributions, document, entry

from jointfund.reading.claims import find_claims
from jointfund.reading.records import Claim, Contribution, DocumentRecord, Programme


def claims(
    text: DocumentRecord, *programmes: Programme, rows: tuple[Contribution, ...] = ()
) -> dict[str, Claim]:
    """Claims of a text by their words."""
    return {claim.quote: claim for claim in find_claims(text, programmes, rows, LEXICON)}


def of_summary(summary: str, **more: object) -> dict[str, Claim]:
    """Claims of an entry with nothing but a summary."""
    text = document(summary)
    return claims(text, entry(text, summary=(1, len(text.lines)), **more))  # type: ignore[arg-type]


def test_a_number_and_its_noun_are_a_claim_with_its_line() -> None:
    found = of_summary("It works.\n\nOver 1.4 million Fijian workers left; of them 52% are women.")
    workers = found["Over 1.4 million Fijian workers"]
    assert (workers.value, workers.unit, workers.source.start_line) == (1_400_000, "Fijian workers", 3)
    assert found["52%"].unit == "percent"


def test_a_range_keeps_both_ends() -> None:
    found = of_summary("An estimated 8,000 to 10,000 youth leave; 7-8 percent of homes gain.")
    youth = found["An estimated 8,000 to 10,000 youth"]
    assert (youth.value, youth.value_to) == (8000, 10000)
    assert any((c.value, c.value_to) == (7, 8) for c in found.values())


def test_years_ages_and_names_count_nothing() -> None:
    assert (
        of_summary(
            "Since 2015 the 50/50 Group met COVID-19 among youth aged 16-29 in 2020 (see objective 8)."
        )
        == {}
    )


def test_a_number_that_names_an_article_a_page_or_an_age_counts_nothing() -> None:
    assert (
        of_summary("Under objective 8 herders learn; those aged 16 years wait; section 5 herders pay.") == {}
    )


def test_components_are_recounted_from_the_list_behind_them() -> None:
    found = of_summary("There are three components: 1) roads; 2) wells; and 3) schools.")
    assert found["three components"].recomputed == 3


def test_areas_are_recounted_from_the_bullets_below() -> None:
    found = of_summary("It works in two areas:\n\n- 1) Roads;\n- 2) Wells.\n")
    assert found["two areas"].recomputed == 2


def test_countries_are_recounted_from_the_entry() -> None:
    found = of_summary("All four countries agree.", countries=("TGO", "NGA", "GAB"))
    assert found["four countries"].recomputed == 3


def test_neighbours_are_not_the_countries_of_the_entry() -> None:
    found = of_summary("Its borders touch five countries.", countries=("TGO", "NGA"))
    assert found["five countries"].recomputed is None


def test_years_of_a_programme_are_months() -> None:
    found = of_summary("This two-year Joint Programme digs wells.", months=24)
    claim = found["two-year Joint Programme"]
    assert (claim.value, claim.unit, claim.recomputed) == (24, "months", 24)


def test_parts_named_behind_including_are_added_up() -> None:
    found = of_summary(
        "It hosts more than 5 million guests including 3.5 million Fijians and 1.3 million Togolese."
    )
    assert found["more than 5 million guests"].recomputed == Decimal(4_800_000)


def test_a_list_without_a_printed_number_counts_its_last_mark() -> None:
    found = of_summary("It will: 1) dig wells; and 3) build roads.")
    claim = next(iter(found.values()))
    assert (claim.value, claim.recomputed) == (3, 2)


def test_money_states_and_share_are_recounted_from_the_rows() -> None:
    text = document(
        "The target is set at USD 10 million. To date, about 40% of this target was mobilized "
        "(USD 4.2M) from 3 Member States.\n\nA\t2,000,000\nB\t1,500,000\nC\t500,000",
        kind="brief",
    )
    rows = contributions(text, 3, (2_000_000, 1_500_000, 500_000), states=2)
    found = claims(text, rows=rows)
    assert found["USD 4.2M"].recomputed == 4_000_000
    assert found["3 Member States"].recomputed == 2
    assert next(c for c in found.values() if c.unit == "percent").recomputed == Decimal("40.00")


def test_programmes_in_the_pipeline_are_recounted_from_a_booklet() -> None:
    booklet = document("ONE\nTWO", file="b.txt")
    brief = document("There are 3 Joint Programmes in the pipeline.", kind="brief")
    listed = (entry(booklet, heading=1), entry(booklet, heading=2))
    assert claims(brief, *listed)["3 Joint Programmes"].recomputed == 2
