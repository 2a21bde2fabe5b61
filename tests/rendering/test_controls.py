"""A form as a Word file and back: every text comes out as it went in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jointfund.proposals.forms.values import tidy
from jointfund.reading.controls import read_controls
from jointfund.rendering.controls import Note, TableControl, TextControl, Title, controls_docx

TEXTS = st.text(max_size=60).map(tidy)
TRICKY = st.sampled_from(
    [
        "_x0041_",
        "__x0009_",
        "a\tb\n\n c",
        "\x0b\x0c\x1c",
        "\ufffe",
        "  two  spaces",
        "عربي",
        "<w:t>&amp;",
        "𝒜\u2028",
    ]
)


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(TEXTS | TRICKY, min_size=1, max_size=4),
    rows=st.lists(st.tuples(TEXTS | TRICKY, TEXTS | TRICKY), max_size=3),
)
def test_any_text_comes_back_as_it_went_in(texts, rows):
    parts = [
        Title("Summary"),
        Note("What it is about."),
        *(TextControl(f"s1.f{number}", "What", text) for number, text in enumerate(texts)),
        TableControl("s2.f1", "Rows", ["One", "Two"], rows),
    ]
    found = read_controls(controls_docx("A form", parts), "form.docx")
    assert [found.texts[f"s1.f{number}"] for number in range(len(texts))] == texts
    assert found.tables["s2.f1"] == [["One", "Two"], *([list(row) for row in rows]), ["", ""]]
    assert not found.repeated


def test_equal_forms_are_equal_files():
    parts = [Title("Summary"), TextControl("a", "What", "x")]
    assert controls_docx("A form", parts) == controls_docx("A form", parts)
