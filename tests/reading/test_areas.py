"""The area that follows from the order of an annex."""

from hypothesis import given
from hypothesis import strategies as st
from tests.reading.papers import read_text

from jointfund.reading.areas import infer_by_order

AREAS = [1, 2, 3]


def test_each_restart_of_the_alphabet_begins_the_next_area() -> None:
    headings = ["b", "d", "a", "c", "a"]
    assert infer_by_order(headings, [None] * 5, AREAS) == [1, 1, 2, 2, 3]


def test_too_few_restarts_leave_the_area_unknown() -> None:
    assert infer_by_order(["b", "d", "a"], [None] * 3, AREAS) == [None, None, None]


def test_a_printed_area_fixes_what_lies_between() -> None:
    headings = ["b", "d", "a", "c", "d"]
    assert infer_by_order(headings, [None, None, None, 2, None], AREAS) == [1, 1, 2, 2, None]


def test_a_line_lost_from_the_contents_does_not_shift_its_namesake() -> None:
    entry = "KEY PARTNERS\n\nGuild\n\nBUDGET (USD)\n\n1,000,000\n\nSUMMARY\n\nLamps."
    contents = "THEMATIC AREA 1\n\nARCADIA\t4\nSYLDAVIA\t8\n\nTHEMATIC AREA 2\n\nBORDURIA\t9"
    names = ("ARCADIA", "BORDURIA", "SYLDAVIA", "BORDURIA")
    text = "\n\n".join([contents, *(f"{name}\n\n{entry}" for name in names)])
    assert [p.thematic_area for p in read_text(text).programmes] == [1, 1, 1, 2]


@given(st.lists(st.lists(st.text("abcdef", min_size=1), min_size=1, max_size=4), min_size=3, max_size=3))
def test_what_is_inferred_never_contradicts_what_is_printed(groups: list[list[str]]) -> None:
    headings = [heading for group in groups for heading in sorted(group)]
    truth = [area for area, group in zip(AREAS, groups, strict=True) for _ in group]
    printed: list[int | None] = [area if index % 3 == 0 else None for index, area in enumerate(truth)]
    for found, given_area in zip(infer_by_order(headings, printed, AREAS), printed, strict=True):
        assert given_area is None or found == given_area
