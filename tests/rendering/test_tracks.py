from hypothesis import given
from hypothesis import strategies as st

from jointfund.rendering.tracks import (
    DatedEvent,
    StatusStep,
    status_column,
    status_mark,
    status_track,
    timeline,
)
from tests.rendering.drawings import links, named, parsed, texts, with_class

STEPS = [
    StatusStep("Concept note approved", "done", "October 2019"),
    StatusStep("Joint programme document solicited", "current"),
    StatusStep("Funded", "ahead"),
]


def test_each_step_has_a_shape_that_needs_no_colour() -> None:
    for draw in (status_track, status_column):
        root = parsed(draw(STEPS, title="Status"))
        done, half, ahead = with_class(root, "step")
        assert done[0].get("fill") == "currentColor"
        assert [half[0].get("fill"), len(half)] == ["none", 2]
        assert [ahead[0].get("fill"), len(ahead)] == ["none", 1]


def test_the_track_says_where_it_stands_in_words() -> None:
    svg = status_track(STEPS, title="Status")
    assert named(parsed(svg)) == ("img", "Status")
    assert "Joint programme document solicited: now" in svg
    assert "October 2019" in texts(parsed(svg))


def test_a_mark_beside_a_word_is_decoration_and_a_mark_alone_speaks() -> None:
    assert 'aria-hidden="true"' in status_mark("done")
    assert 'aria-label="Funded"' in status_mark("done", label="Funded")


def test_a_timeline_keeps_the_order_and_the_dates_as_given() -> None:
    events = [
        DatedEvent("October 2019", "Approved"),
        DatedEvent("2024", "Funded", "said by a source", href="/x"),
    ]
    root = parsed(timeline(events, title="History"))
    assert texts(root) == ["October 2019", "Approved", "2024", "Funded", "said by a source"]
    assert links(root) == ["/x"]


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_makes_a_track(label: str, date: str) -> None:
    parsed(status_track([StatusStep(label, "current", date)], title=date))
    parsed(status_column([StatusStep(label, "done", date)] * 2, title=label))
    parsed(timeline([DatedEvent(date, label, label)], title=label))
    parsed(status_mark("ahead", label=label))
