"""A chart or map as a file of its own."""

from xml.etree import ElementTree

import pytest

from jointfund.rendering.charts import Bar, bar_chart
from jointfund.rendering.maps import CountryMark, world_map
from jointfund.rendering.standalone import WIDTH, Caption, drawn_height, standalone

SVG = "{http://www.w3.org/2000/svg}"
CHART = bar_chart([Bar("One & two", 3, "3"), Bar("Four", 1, "1")], title="A chart")
MAP = world_map([CountryMark(768, "TGO", "Togo", 8.6, 0.8, 2)], title="A map", description="Togo.")


@pytest.mark.parametrize("drawing", [CHART, MAP])
def test_the_file_is_whole_has_a_size_and_its_words(drawing):
    root = ElementTree.fromstring(  # noqa: S314 - ours
        standalone(drawing, Caption("A <finding>", ["Source: the record"], [("band-1", "One")]))
    )
    assert root.attrib["width"] == str(WIDTH)
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert {"A <finding>", "Source: the record", "One"} <= set(words)
    inner = root.find(f"{SVG}svg")
    assert inner is not None
    assert inner.attrib["width"] == str(WIDTH - 48)
    assert int(inner.attrib["y"]) + int(inner.attrib["height"]) < int(root.attrib["height"])


def test_every_class_of_the_drawings_has_a_colour_in_the_file():
    drawn = standalone(type(CHART)(CHART + MAP), Caption("", []))
    style = drawn[drawn.index("<style>") : drawn.index("</style>")]
    for css_class in (
        "chart-label",
        "chart-value",
        "chart-track",
        "series-a",
        "map-land",
        "map-sea",
        "band-2",
    ):
        assert f".{css_class}" in style


def test_a_chart_is_as_high_as_it_says_and_a_map_as_its_proportions():
    assert drawn_height(CHART) == int(CHART.split(' height="')[1].split('"')[0])
    assert 280 < drawn_height(MAP) < 360
    assert drawn_height(MAP, 336) == pytest.approx(drawn_height(MAP) / 2, abs=1)


def test_words_of_a_script_from_the_right_begin_at_the_right():
    drawn = standalone(CHART, Caption("عنوان", [], direction="rtl"))
    assert f'x="{WIDTH - 24}"' in drawn
