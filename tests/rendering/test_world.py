from math import isclose, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.rendering.world import beside, central_meridian, enclosed, outlines, project, unrolled


def test_the_outlines_of_the_countries_are_installed() -> None:
    assert len(outlines()) > 165, "install the package named in rendering/world.py, OUTLINES_PACKAGE"


@pytest.mark.usefixtures("outlined")
@pytest.mark.parametrize(
    ("m49", "longitude", "latitude"),
    [
        (566, 8.0, 9.5),
        (50, 90.3, 24.0),
        (68, -64.5, -17.0),
        (728, 30.0, 7.5),
        (732, -13.5, 25.0),
        (706, 44.5, 9.8),
    ],
)
def test_a_place_lies_within_the_country_it_belongs_to(m49: int, longitude: float, latitude: float) -> None:
    assert any(_holds(ring, longitude, latitude) for ring in outlines()[m49].rings)


@pytest.mark.usefixtures("outlined")
def test_a_territory_is_drawn_to_its_border_and_not_to_who_holds_it() -> None:
    assert min(latitude for ring in outlines()[504].rings for _, latitude in ring) > 27.6
    assert max(latitude for ring in outlines()[732].rings for _, latitude in ring) < 27.7


@pytest.mark.usefixtures("outlined")
def test_no_country_has_a_negative_number_but_the_one_without_a_code() -> None:
    assert {number for number in outlines() if number < 0} == {-2}


def test_equal_earth_keeps_areas() -> None:
    quarter_globe = [(x, 0.0) for x in range(0, 91, 1)] + [(90.0, y) for y in range(1, 91)]
    quarter_globe += [(x, 90.0) for x in range(89, -1, -1)] + [(0.0, y) for y in range(89, 0, -1)]
    area = enclosed(tuple(project(point, 0) for point in quarter_globe))
    assert isclose(area, pi / 2, rel_tol=0.001)
    assert isclose(project((180, 0), 0)[0], 2 * sqrt(3) * pi / (3 * 1.340264))


def test_the_middle_of_pacific_countries_is_in_the_pacific() -> None:
    assert isclose(abs(central_meridian([178.0, -175.0, 173.0, -172.0])), 179.5)
    assert central_meridian([10.0, 20.0]) == 15.0
    assert central_meridian([]) == 0.0
    assert central_meridian([33.0]) == 33.0


def test_a_ring_across_the_date_line_stays_in_one_piece() -> None:
    ring = unrolled(((179.0, -16.0), (-179.0, -16.0), (-179.0, -18.0), (179.0, -18.0)), 180.0)
    assert [longitude for longitude, _ in ring] == [179.0, 181.0, 181.0, 179.0]


@given(st.floats(-720, 720), st.floats(-180, 180))
def test_a_meridian_is_counted_from_its_nearer_side(longitude: float, centre: float) -> None:
    found = beside(longitude, centre)
    assert abs(found - centre) <= 180 + 1e-9
    turns = (found - longitude) / 360
    assert isclose(turns, round(turns), abs_tol=1e-6)


def _holds(ring: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
