"""The way drawn: a box for each state, an arrow for each move from each source, apart from each other."""

import re
import xml.etree.ElementTree as ET

from jointfund.rendering.ways import WIDTH, WayMove, WayState, way_chart

STATES = [
    WayState("draft", "Draft", href="#draft"),
    WayState("sent", "Sent"),
    WayState("end", "End", is_end=True),
]
MOVES = [
    WayMove("Send", ["draft"], "sent"),
    WayMove("Return", ["sent"], "draft"),
    WayMove("Leave <it>", ["draft", "sent"], "end"),
]
LINE = re.compile(r"M(\d+) (\d+)H(\d+)Q(\d+) \d+ \d+ \d+V(\d+)")


def drawn(states=STATES, moves=MOVES):
    return ET.fromstring(way_chart(states, moves, title="The way", description="Three states"))  # noqa: S314


def lines(root):
    return [LINE.match(one.get("d", "")) for one in root.iter() if (one.get("d") or "").count("H") == 2]


def test_every_state_is_a_box_and_every_move_an_arrow_from_each_source():
    root = drawn()
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Draft", "Send", "Leave <it>", "Sent", "Return", "Leave <it>", "End"]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 3
    assert len(lines(root)) == 4
    assert root.get("viewBox").startswith(f"0 0 {WIDTH} ")


def test_two_moves_never_share_a_lane_where_they_would_touch():
    spans = {}
    for found in lines(drawn()):
        start, lane, end = int(found[2]), int(found[4]), int(found[5])
        spans.setdefault(lane, []).append((min(start, end), max(start, end)))
    assert len(spans) == 3  # the lines of one move share theirs, no others do here


def test_a_step_back_is_dashed_and_only_that():
    dashed = [one for one in drawn().iter() if one.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_what_names_no_box_is_left_out_and_an_empty_way_is_drawn_empty():
    assert (
        len(lines(drawn(moves=[WayMove("Fly", ["draft"], "nowhere"), WayMove("Fall", ["moon"], "end")]))) == 0
    )
    assert not lines(drawn([], []))
