from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jointfund.rendering.charts import (
    Bar,
    Part,
    Progress,
    Series,
    StackedBar,
    bar_chart,
    progress_bar,
    stacked_bars,
)
from tests.rendering.drawings import SVG, links, named, parsed, texts, with_class

FUNDED, WAITING = Series("funded", "Funded"), Series("waiting", "Waiting for money", "hatch")


def test_the_longest_bar_fills_the_width_and_the_others_compare_with_it() -> None:
    svg = bar_chart(
        [Bar("Area 1", 200, "200", "area-1"), Bar("Area 2", Decimal(50), "50", "area-2")], title="t"
    )
    root = parsed(svg)
    assert [with_class(root, f"area-{n}")[0].get("width") for n in (1, 2)] == ["100%", "25%"]
    assert texts(root) == ["Area 1", "200", "Area 2", "50"]


def test_an_unknown_value_is_a_dashed_outline_and_nothing_is_an_empty_track() -> None:
    root = parsed(bar_chart([Bar("A", None, "not published"), Bar("B", 0, "0"), Bar("C", 1, "1")], title="t"))
    assert len(with_class(root, "chart-unknown")) == 1
    assert len(with_class(root, "series-a")) == 1


def test_a_chart_reads_out_its_figures_and_is_a_group_when_its_bars_lead_somewhere() -> None:
    svg = bar_chart([Bar("Area 1", 200, "USD 200", href="/a/?x=1&y=2")], title="By area")
    root = parsed(svg)
    assert named(root) == ("group", "By area")
    assert "<desc" in svg
    assert "Area 1: USD 200</desc>" in svg
    assert links(root) == ["/a/?x=1&y=2"]


def test_the_parts_of_a_bar_follow_one_another_and_differ_by_pattern() -> None:
    bar = StackedBar("Area 1", [Part("funded", 60, "60"), Part("waiting", 40, "40")], "100", "area-1")
    root = parsed(stacked_bars([bar], [FUNDED, WAITING], title="Balance"))
    solid = next(e for e in with_class(root, "area-1") if e.tag == f"{SVG}rect")
    hatched = next(e for e in with_class(root, "area-1") if e.tag == f"{SVG}svg")
    assert (solid.get("x"), solid.get("width")) == ("0%", "60%")
    assert (hatched.get("x"), hatched.get("width")) == ("60%", "40%")
    fill = hatched[0].get("fill", "")
    assert fill.removeprefix("url(#").removesuffix(")") in {p.get("id") for p in root.iter(f"{SVG}pattern")}
    assert "Funded 60, waiting for money 40" in texts(root)


def test_two_charts_on_one_page_do_not_share_an_id() -> None:
    drawn = [
        stacked_bars([StackedBar(name, [Part("waiting", 1)], "1")], [WAITING], title=name)
        for name in ("A", "B")
    ]
    first, second = ({e.get("id") for e in parsed(svg).iter() if e.get("id")} for svg in drawn)
    assert first
    assert not first & second


def test_progress_shows_the_way_to_the_target_and_past_it() -> None:
    half = Progress("Contributions", 75, 150, "USD 75", "target USD 150", "USD 75 to go")
    root = parsed(progress_bar(half, title="t"))
    assert with_class(root, "series-a")[0].get("width") == "50%"
    assert with_class(root, "target-mark")[0].get("x1") == "100%"
    assert {"USD 75", "target USD 150", "USD 75 to go"} <= set(texts(root))
    past = parsed(progress_bar(Progress("C", 200, 150, "200", "150"), title="t"))
    assert with_class(past, "target-mark")[0].get("x1") == "75%"


def test_progress_without_a_target_is_unknown() -> None:
    root = parsed(progress_bar(Progress("C", 200, None, "200", "not published"), title="t"))
    assert with_class(root, "chart-unknown")


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    bar = StackedBar("Area", [Part("funded", 60, "60")], "100", note="a note")
    root = parsed(stacked_bars([bar], [FUNDED], title="t"))
    assert root.get("font-size") == "14"
    assert all(float(e.get("font-size", 14)) >= 13 for e in root.iter(f"{SVG}text"))


@given(st.text(max_size=80), st.none() | st.decimals(-10, 10**12, places=2), st.text(max_size=40))
def test_any_label_and_any_value_make_a_chart(label: str, value: Decimal | None, shown: str) -> None:
    parsed(bar_chart([Bar(label, value, shown, note=label)], title=label))
    parsed(stacked_bars([StackedBar(label, [Part("funded", value, shown)], shown)], [FUNDED], title=shown))
    parsed(progress_bar(Progress(label, value, value, shown, shown), title=label))


def test_a_chart_of_nothing_is_still_a_drawing() -> None:
    assert named(parsed(bar_chart([], title="Nothing yet"))) == ("img", "Nothing yet")
