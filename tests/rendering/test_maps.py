import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointfund.rendering import maps
from jointfund.rendering.maps import CountryMark, locator_map, value_band, world_map
from jointfund.rendering.world import outlines
from tests.rendering.drawings import SVG, links, named, parsed, texts, with_class

NIGERIA = CountryMark("566", "NGA", "Nigeria", 9.0, 8.0, 2, note="2 programmes")
FIJI = CountryMark(242, "FJI", "Fiji", -17.7, 178.0, 1)
KIRIBATI = CountryMark(296, "KIR", "Kiribati", 1.4, 173.0, 1)
TUVALU = CountryMark(798, "TUV", "Tuvalu", -8.5, 179.2, 1)
SAMOA = CountryMark(882, "WSM", "Samoa", -13.6, -172.4, 1)
KOSOVO = CountryMark(None, "XKX", "Kosovo", 42.6, 20.9, 3)


def test_the_shade_tells_one_two_three_to_four_and_more() -> None:
    assert [value_band(n) for n in (None, 0, 1, 2, 3, 4, 5, 40)] == [
        "band-0", "band-0", "band-1", "band-2", "band-3", "band-3", "band-5", "band-5",
    ]  # fmt: skip


@pytest.mark.usefixtures("outlined")
def test_the_whole_world_with_every_country_marked_is_under_90_kilobytes() -> None:
    numbers = [*outlines(), *range(9001, 9025)]
    marks = [CountryMark(n, "XXX", f"Country {n}", 0, 0, 1, note="1 programme") for n in numbers]
    assert len(world_map(marks, title="World", description="", link_prefix="/c/").encode()) < 90_000
    assert len(world_map([NIGERIA], title="World", description="").encode()) < 60_000


@pytest.mark.usefixtures("outlined")
def test_a_marked_country_is_a_named_link_with_its_shade() -> None:
    root = parsed(world_map([NIGERIA], title="Where", description="d", link_prefix="/countries/"))
    assert named(root) == ("group", "Where")
    assert links(root) == ["/countries/NGA/"]
    link = next(root.iter(f"{SVG}a"))
    assert link.get("aria-label") == "Nigeria: 2 programmes"
    assert link.find(f"{SVG}path").get("class") == "map-country band-2"  # type: ignore[union-attr]


def test_a_map_without_links_is_an_image_whose_shapes_have_tooltips() -> None:
    svg = world_map([NIGERIA], title="Where", description="d", highlight_only=True, link_prefix="/countries/")
    assert named(parsed(svg)) == ("img", "Where")
    assert links(parsed(svg)) == []
    assert "<title>Nigeria: 2 programmes</title>" in svg


@pytest.mark.usefixtures("outlined")
def test_a_country_without_outline_is_a_dot_drawn_above_the_others() -> None:
    root = parsed(world_map([KIRIBATI, KOSOVO, NIGERIA], title="t", description="d"))
    shapes = [e.tag.removeprefix(SVG) for e in root if "map-land" not in e.get("class", "")]
    assert shapes == ["title", "desc", "path", "circle", "circle"]
    assert len(with_class(root, "map-dot")) == 2


def test_without_the_outlines_every_country_is_a_dot_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(maps, "_world_paths", dict)
    monkeypatch.setattr(maps, "outlines", dict)
    assert len(with_class(parsed(world_map([NIGERIA, FIJI], title="t", description="d")), "map-dot")) == 2
    assert len(with_class(parsed(locator_map([NIGERIA, FIJI], title="t", description="d")), "map-dot")) == 2


def test_a_locator_shows_neighbours_across_the_date_line_side_by_side() -> None:
    root = parsed(locator_map([TUVALU, SAMOA, KIRIBATI], title="t", description="d"))
    places = {float(dot.get("cx", "")) for dot in with_class(root, "map-dot")}
    assert len(places) == 3
    assert all(0 < x < 720 for x in places)


@pytest.mark.usefixtures("outlined")
def test_a_locator_keeps_a_country_on_both_sides_of_the_date_line_in_one_place() -> None:
    root = parsed(locator_map([FIJI], title="t", description="d"))
    shape = with_class(root, "map-country")[0].get("d", "")
    starts = [int(x) for x in re.findall(r"M(-?\d+)", shape)]
    assert len(starts) >= 2
    assert max(starts) - min(starts) < 300


@pytest.mark.usefixtures("outlined")
def test_a_locator_holds_the_whole_of_its_countries_and_leaves_the_far_world_out() -> None:
    svg = locator_map([NIGERIA], title="t", description="d")
    points = _points(with_class(parsed(svg), "map-country")[0].get("d", ""))
    assert all(0 < x < 720 and 0 < y < 480 for x, y in points)
    assert len(svg) < 12_000


def test_a_locator_without_countries_is_the_world() -> None:
    assert "map-world" in locator_map([], title="t", description="d")


def test_a_class_of_its_own_takes_the_place_of_the_shade() -> None:
    svg = locator_map([replace(TUVALU, css_class="role-origin")], title="t", description="d")
    assert with_class(parsed(svg), "role-origin")
    assert "band-" not in svg


@settings(deadline=None)
@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_in_a_map_is_only_text(label: str, note: str, title: str, href: str) -> None:
    mark = replace(TUVALU, label=label, note=note, href=href)
    root = parsed(locator_map([mark], title=title, description=note))
    assert texts(root) == []


def _points(path: str) -> list[tuple[int, int]]:
    found = []
    for part in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        x, y = int(part[0]), int(part[1])
        steps = [int(n) for n in re.findall(r"-?\d+", part[2])]
        found.append((x, y))
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found
