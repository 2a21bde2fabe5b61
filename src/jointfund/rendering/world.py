"""The outlines of the world's countries, in degrees, by their numeric code (ISO 3166-1, UN M49).

Read once per process from an installed package that carries Natural Earth's 1:110m country polygons (public
domain) as TopoJSON: a table of shared border lines ("arcs") and, for each country, which of them go round it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from math import asin, cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import TypedDict

Point = tuple[float, float]  # longitude, latitude in degrees; or x, y when projected
Ring = tuple[Point, ...]

OUTLINES_PACKAGE = "bqplot"
OUTLINES_FILE = "map_data/WorldMap.json"
ATTRIBUTION = "Outlines: Natural Earth, 1:110m, public domain"

# Two territories the file draws apart, by negative numbers, and the United Nations' maps within a state.
_DRAWN_WITHIN = {-1: 196, -3: 706}
# The file draws these two by who holds the ground; the border of the territory is a parallel, 27°40′ north.
_BORDER_PARALLELS = {(504, 732): 27.667}
_LEFT_OUT = {10}  # Antarctica: a third of the picture and no programme


class _Geometry(TypedDict):
    id: int
    type: str
    arcs: list[list[int]] | list[list[list[int]]]


class _Topology(TypedDict):
    transform: dict[str, list[float]]
    objects: dict[str, dict[str, list[_Geometry]]]
    arcs: list[list[list[int]]]


@dataclass(frozen=True)
class Outline:
    """One country's rings (islands, exclaves and holes alike, to be filled by the even-odd rule)."""

    m49: int
    rings: tuple[Ring, ...]

    @cached_property
    def shapes(self) -> tuple["Shape", ...]:
        """The rings, each ready to be drawn around any meridian; kept, because a booklet draws them often."""
        return tuple(Shape.of(ring) for ring in self.rings)


@dataclass(frozen=True)
class Shape:
    """A ring in one piece, each point as longitude, length of a degree on its parallel, and distance down.

    `middle` is its middle meridian; `west` and `east` are the meridians of the box around it, `narrowest`
    and `widest` the lengths of a degree between its parallels, `top` and `bottom` how far down it begins
    and ends.
    """

    points: tuple[tuple[float, float, float], ...]
    middle: float
    west: float
    east: float
    narrowest: float
    widest: float
    top: float
    bottom: float

    @classmethod
    def of(cls, ring: Ring) -> "Shape":
        whole = unrolled(ring, ring[0][0])
        west, south, east, north = _extent(whole)
        nearest_equator = min(max(0.0, south), north)  # a degree is longest there
        (length_north, top), (length_south, bottom) = _parallel(north), _parallel(south)
        return cls(
            tuple([(lon, *_parallel(lat)) for lon, lat in whole]),
            (west + east) / 2,
            west,
            east,
            min(length_north, length_south),
            _parallel(nearest_equator)[0],
            top,
            bottom,
        )


@lru_cache(maxsize=1)
def outlines() -> dict[int, Outline]:
    """Every country that has an outline at this scale, by numeric code; small states have none.

    Empty when the package with the outlines is not installed: a map then shows each country as a dot.
    """
    path = _outlines_path()
    if path is None:
        return {}
    topology: _Topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _decoded_arcs(topology)
    chains: dict[int, list[list[int]]] = {}
    for geometry in topology["objects"]["subunits"]["geometries"]:
        number = _DRAWN_WITHIN.get(geometry["id"], geometry["id"])
        if number not in _LEFT_OUT:
            chains.setdefault(number, []).extend(_rings_of_arcs(geometry))
    found = {number: _merged(rings, arcs) for number, rings in chains.items()}
    for (north, south), latitude in _BORDER_PARALLELS.items():
        both = _merged(chains[north] + chains[south], arcs)
        found[north] = tuple(_cut(ring, latitude, keep_north=True) for ring in both)
        found[south] = tuple(_cut(ring, latitude, keep_north=False) for ring in both)
    return {number: Outline(number, rings) for number, rings in found.items()}


def _merged(chains: list[list[int]], arcs: list[Ring]) -> tuple[Ring, ...]:
    return tuple(_stitched(ring, arcs) for ring in _without_inner_borders(chains, arcs))


def _cut(ring: Ring, latitude: float, *, keep_north: bool) -> Ring:
    """The part of a ring on one side of a parallel, closed along it."""
    kept: list[Point] = []
    for start, end in pairwise([*ring, ring[0]]):
        if (start[1] >= latitude) == keep_north:
            kept.append(start)
        if (start[1] >= latitude) != (end[1] >= latitude):
            share = (latitude - start[1]) / (end[1] - start[1])
            kept.append((start[0] + share * (end[0] - start[0]), latitude))
    return tuple(kept)


def _outlines_path() -> Path | None:
    # Found, not imported: importing the package would start a notebook's machinery.
    spec = find_spec(OUTLINES_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / OUTLINES_FILE
    return path if path.is_file() else None


def _decoded_arcs(topology: _Topology) -> list[Ring]:
    """Arcs are written as whole-number steps from point to point; here they are degrees."""
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        decoded.append(tuple(points))
    return decoded


def _rings_of_arcs(geometry: _Geometry) -> Iterator[list[int]]:
    for part in geometry["arcs"]:
        if geometry["type"] == "Polygon":
            yield part  # type: ignore[misc]
        else:
            yield from part  # type: ignore[misc]


def _without_inner_borders(rings: list[list[int]], arcs: list[Ring]) -> list[list[int]]:
    """The rings of one country without the lines that run between two parts of itself.

    A line's number n is written ~n when it is walked backwards, so an inner line occurs both ways.
    """
    used = {arc for ring in rings for arc in ring}
    if not any(~arc in used for arc in used):
        return rings
    outer = [arc for ring in rings for arc in ring if ~arc not in used]
    chains = []
    while outer:
        chain = [outer.pop(0)]
        while following := next((a for a in outer if _ends(chain[-1], arcs)[1] == _ends(a, arcs)[0]), None):
            outer.remove(following)
            chain.append(following)
        chains.append(chain)
    return chains


def _ends(arc: int, arcs: list[Ring]) -> tuple[Point, Point]:
    line = _walked(arc, arcs)
    return line[0], line[-1]


def _walked(arc: int, arcs: list[Ring]) -> Ring:
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _stitched(ring: list[int], arcs: list[Ring]) -> Ring:
    points: list[Point] = []
    for arc in ring:
        points.extend(_walked(arc, arcs)[1 if points else 0 :])
    return tuple(points)


def beside(longitude: float, centre: float) -> float:
    """The same meridian, counted so that it lies within half a turn of the centre."""
    return (longitude - centre + 180) % 360 - 180 + centre


def unrolled(ring: Ring, centre: float) -> Ring:
    """The ring in one piece near the central meridian: longitudes run on past 180 instead of jumping."""
    found = [ring[0]]
    for longitude, latitude in ring[1:]:
        found.append((beside(longitude, found[-1][0]), latitude))
    middle = (min(p[0] for p in found) + max(p[0] for p in found)) / 2
    turn = beside(middle, centre) - middle
    return tuple((longitude + turn, latitude) for longitude, latitude in found)


def central_meridian(longitudes: Iterable[float]) -> float:
    """The middle of the shortest stretch that holds all the longitudes, across the date line if need be."""
    around = sorted({longitude % 360 for longitude in longitudes})
    if not around:
        return 0.0
    gap, end = max((b - a, b) for a, b in pairwise([*around, around[0] + 360]))
    return beside(end + (360 - gap) / 2, 0.0)


def box(ring: Ring) -> tuple[float, float, float, float]:
    """West, south, east and north end of a ring; east may lie past 180."""
    return _extent(unrolled(ring, ring[0][0]))


def _extent(points: Ring) -> tuple[float, float, float, float]:
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


# Equal Earth (Šavrič, Patterson and Jenny 2018): areas are true, so no continent looks larger than it is.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def project(point: Point, centre: float) -> Point:
    """Equal Earth, x to the right and y downwards, on a globe of radius 1; linear along each parallel."""
    stretch, y = _parallel(point[1])
    return stretch * (point[0] - centre), y


@lru_cache(maxsize=65536)
def _parallel(latitude: float) -> Point:
    """What one degree of longitude measures on a parallel, and how far down the parallel lies.

    Kept, because a booklet draws the same coasts a hundred times.
    """
    theta = _theta(radians(latitude))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return 2 * sqrt(3) * radians(1) * cos(theta) / (3 * slope), -y


def _theta(latitude: float) -> float:
    return asin(sqrt(3) / 2 * sin(max(-pi / 2, min(pi / 2, latitude))))


def enclosed(ring: Ring) -> float:
    """The area a ring encloses, without sign, in the square of its unit."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2
