from jointfund.reading.passages import passages, sentences
from jointfund.reading.records import Span

LINES = (
    "The programme starts in the capital (e.g. Lomé in the",
    "north). It then moves on.",
    "",
    "- First item",
    "- Second item",
)


def test_a_paragraph_is_one_text_however_its_lines_break() -> None:
    first, *items = passages(LINES, "a.txt", 1, 5)
    assert first.text == "The programme starts in the capital (e.g. Lomé in the north). It then moves on."
    assert [(item.text, item.is_item) for item in items] == [("First item", True), ("Second item", True)]


def test_an_abbreviation_ends_no_sentence_and_each_sentence_knows_its_lines() -> None:
    first, second = sentences(passages(LINES, "a.txt", 1, 2)[0])
    assert second.text == "It then moves on."
    assert first.span() == Span("a.txt", 1, 2)
    assert second.span() == Span("a.txt", 2, 2)
