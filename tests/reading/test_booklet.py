"""The booklet: entries, fields, places and doubts, whatever order the labels come in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.papers import BOOKLET, read_text

from jointfund.reading.records import Programme


@pytest.fixture(scope="module")
def programmes() -> dict[str, Programme]:
    return {f"{p.section} {p.heading}": p for p in read_text(BOOKLET).programmes}


def test_every_programme_is_found_and_none_extra(programmes: dict[str, Programme]) -> None:
    assert list(programmes) == [
        "pipeline ARCADIA",
        "pipeline UPPER BASIN",
        "pipeline CÔTE D'ZUBROWKA",
        "funded FREEDONIA",
        "funded BORDURIA",
        "funded SYLDAVIA",
        "funded RURITANIA",
        "funded UBR",
    ]


def test_the_booklet_is_known_by_its_labels_and_dated_by_its_cover() -> None:
    (document,) = read_text(BOOKLET).documents
    assert (document.kind, document.title, document.date) == (
        "booklet",
        "Pipeline of Joint Programmes",
        "2031-03",
    )


def test_a_title_is_read_after_the_heading_or_after_the_status_and_over_two_lines(
    programmes: dict[str, Programme],
) -> None:
    assert (
        programmes["pipeline UPPER BASIN"].title == "Lighting the ferries: a joint way across the Upper Basin"
    )
    assert programmes["pipeline CÔTE D'ZUBROWKA"].title == "A safe walk home"


def test_a_lost_title_is_none_and_doubted(programmes: dict[str, Programme]) -> None:
    arcadia = programmes["pipeline ARCADIA"]
    assert arcadia.title is None
    assert "picture" in next(doubt.reason for doubt in arcadia.doubts if doubt.field == "title")


def test_countries_come_from_the_heading_or_the_lines_under_it(programmes: dict[str, Programme]) -> None:
    found = {name: [country.iso3 for country in p.countries] for name, p in programmes.items()}
    assert found["pipeline ARCADIA"] == ["ARC"]
    assert found["pipeline UPPER BASIN"] == ["BOR", "SYL"]
    assert found["funded UBR"] == ["ELD", "BOR"]


def test_values_are_read_below_their_labels_and_behind_tabs(programmes: dict[str, Programme]) -> None:
    found = {name: (p.budget_usd, p.duration_months) for name, p in programmes.items()}
    assert found["pipeline ARCADIA"] == (1_700_000, 36)
    assert found["pipeline UPPER BASIN"] == (2_150_500, 24)
    assert found["pipeline CÔTE D'ZUBROWKA"] == (3_000_000, 18)


def test_of_two_statuses_the_later_holds(programmes: dict[str, Programme]) -> None:
    basin = programmes["pipeline UPPER BASIN"]
    assert basin.status == "jp_document_solicited"
    assert (
        basin.status_text
        == "Concept note approved by Steering Committee; Joint Programme document solicited."
    )


def test_a_summary_keeps_its_paragraphs_and_ends_before_banners_and_imprint(
    programmes: dict[str, Programme],
) -> None:
    assert programmes["pipeline ARCADIA"].summary_text == (
        "The programme counts lamps along the roads of Arcadia and asks who walks under them at night.\n"
        "It will do so in two ways:\n"
        "- 1) lamps are counted once a year;\n"
        "- 2) walkers are asked at the inns."
    )
    assert programmes["pipeline UPPER BASIN"].summary_text == (
        "Ferries cross in the dark. The programme hangs lamps on every pier of both countries."
    )
    assert programmes["funded UBR"].summary_text == "Gates are opened on both banks."


def test_organisations_are_what_is_left_of_logos(programmes: dict[str, Programme]) -> None:
    basin = programmes["pipeline UPPER BASIN"].participating_organisations
    assert [(o.acronym, o.role) for o in basin] == [("WXO", "participating"), ("PAD", "associated")]
    arcadia = programmes["pipeline ARCADIA"]
    assert arcadia.participating_organisations == ()
    assert any(doubt.field == "participating_organisations" for doubt in arcadia.doubts)


def test_areas_come_from_contents_banners_running_heads_and_order(programmes: dict[str, Programme]) -> None:
    assert [p.thematic_area for p in programmes.values()] == [1, 1, 2, 1, 2, 2, 3, 3]
    assert programmes["funded RURITANIA"].thematic_area_basis == "running head above the programme"
    inferred = programmes["funded SYLDAVIA"]
    assert inferred.thematic_area_basis is not None
    assert inferred.thematic_area_basis.startswith("order")
    assert any(doubt.field == "thematic_area" for doubt in inferred.doubts)


def test_every_field_knows_its_own_lines(programmes: dict[str, Programme]) -> None:
    lines = BOOKLET.split("\n")
    for programme in programmes.values():
        for field, place in programme.places.items():
            printed = "\n".join(lines[place.start_line - 1 : place.end_line])
            assert printed.strip(), (programme.heading, field)
        budget = programme.places["budget_usd"]
        assert f"{programme.budget_usd:,}" in lines[budget.start_line - 1]
        assert programme.places["heading"].start_line == programme.source.start_line


_LABELLED = {
    "PARTICIPATING UN ORGANIZATIONS": "WXO",
    "KEY PARTNERS": "Ministry of Lamps; Lamp Guild",
    "BUDGET (USD)": "1,234,500",
    "DURATION (MONTHS)": "27",
    "MOST RELEVANT SDG GOALS": "",
    "STATUS": "Concept note approved by Steering Committee.",
    "SUMMARY": "Lamps are lit. Roads are walked.",
}
_WRITTEN = st.sampled_from(["below", "tab", "colon", "below after blanks"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One entry with its labels in any order, each value inline or below."""
    lines: list[str] = []
    for label in draw(st.permutations(list(_LABELLED))):
        value = _LABELLED[label]
        match draw(_WRITTEN):
            case "tab" if value:
                lines += [f"{label}\t{value}", ""]
            case "colon" if value:
                lines += [f"{label}: {value}", ""]
            case "below after blanks":
                lines += [label, "", " ", "", value, ""]
            case _:
                lines += [label, value, ""]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), min_size=2, max_size=4), st.booleans())
def test_labels_may_come_in_any_order_and_values_in_any_place(found: list[str], lower: bool) -> None:
    names = ["ARCADIA", "BORDURIA", "SYLDAVIA", "EL DORADO"]
    text = "\n\n".join(f"{name}\n\n{entry}" for name, entry in zip(names, found, strict=False))
    if lower:
        for label in _LABELLED:
            text = text.replace(label, label.capitalize())
    programmes = read_text(text).programmes
    assert [p.heading for p in programmes] == names[: len(found)]
    for programme in programmes:
        assert programme.budget_usd == 1_234_500
        assert programme.duration_months == 27
        assert programme.status == "concept_note_approved"
        assert programme.key_partners_text == "Ministry of Lamps; Lamp Guild"
        assert programme.summary_text == "Lamps are lit. Roads are walked."
        assert [o.acronym for o in programme.participating_organisations] == ["WXO"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("BUDGET (USD)\n\nUSD 1.5 million", (1_500_000, "rounded")),
        ("Budget: USD 1,500,000", (1_500_000, "exact")),
        ("BUDGET (US$)\t1 500 000", (1_500_000, "exact")),
        ("BUDGET (USD) 1,500,000", (1_500_000, "exact")),
        ("| BUDGET (USD) | 1,500,000 |", (1_500_000, "exact")),
    ],
)
def test_a_budget_is_read_however_it_is_written(printed: str, expected: tuple[int, str]) -> None:
    text = f"ARCADIA\n\nKEY PARTNERS\n\nGuild\n\n{printed}\n\nDURATION\n\n2 years\n\nSUMMARY\n\nLamps."
    (programme,) = read_text(text).programmes
    assert (programme.budget_usd, programme.budget_precision) == expected
    assert programme.duration_months == 24


def test_two_labels_in_a_row_take_the_values_of_the_row_below() -> None:
    rows = "BUDGET (USD)\tDURATION (MONTHS)\n1,500,000\t18"
    text = f"ARCADIA\n\nKEY PARTNERS\tGuild\n\n{rows}\n\nSUMMARY\n\nLamps."
    (programme,) = read_text(text).programmes
    assert (programme.budget_usd, programme.duration_months) == (1_500_000, 18)


def test_what_stands_between_a_status_and_the_next_heading_is_not_the_status() -> None:
    entry = "KEY PARTNERS\n\nGuild\n\nSUMMARY\n\nLamps.\n\nSTATUS\n\nJoint Programme funded."
    text = f"ARCADIA\n\n{entry}\n\nStray words of a map\n\nBORDURIA\n\n{entry}"
    assert [p.status_text for p in read_text(text).programmes] == ["Joint Programme funded."] * 2


def test_a_label_without_value_leaves_the_field_empty_and_says_so() -> None:
    text = "ARCADIA\n\nKEY PARTNERS\n\nBUDGET (USD)\n\nDURATION (MONTHS)\n\nSTATUS\n\nSUMMARY\n\nLamps."
    (programme,) = read_text(text).programmes
    assert programme.budget_usd is programme.duration_months is programme.status is None
    assert {"budget_usd", "duration_months", "status", "key_partners_text"} <= {
        d.field for d in programme.doubts
    }
