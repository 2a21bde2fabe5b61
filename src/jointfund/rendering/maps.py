"""Maps of the countries a fund works in: the world, and one programme's corner of it.

Classes (each sets `color`; the strokes are the page's): map, map-world, map-locator, map-sea, map-graticule,
map-land, map-country, map-dot, map-ring, band-0, band-1, band-2, band-3, band-5 and whatever a mark carries.
The note on boundaries stands on the page beside the map, not in the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jointfund.rendering.svg import Svg, element, escape, figure, link, words
from jointfund.rendering.world import (
    Point,
    Ring,
    Shape,
    beside,
    central_meridian,
    enclosed,
    outlines,
    project,
    unrolled,
)

MAP_BANDS: tuple[tuple[str, str], ...] = (
    ("band-1", "1 programme"),
    ("band-2", "2 programmes"),
    ("band-3", "3 or 4 programmes"),
    ("band-5", "5 or more programmes"),
)

_WORLD_WIDTH = 2000  # whole numbers on this width are half a pixel on a laptop
_WORLD_CENTRE = 11.0  # the edge then runs through the Bering Strait and cuts no country
_NORTH, _SOUTH = 84.5, -58.0
_LOCATOR_WIDTH, _LOCATOR_HEIGHT = 720, 480
_LEAST_SPAN = 0.22  # of the globe's radius, about 12 degrees: a country needs its neighbours to be found
_MARGIN = 0.3
_OUTSIDE = 20  # beyond the edge of a locator: no stroke of what lies there reaches into it
_TINY = 14.0  # a marked country smaller than this on the locator gets a ring


Pixel = tuple[int, int]


@dataclass(frozen=True)
class CountryMark:
    """One country to show. `value` is a count (None: unknown); it chooses the shade, unless a class does.

    `lat` and `lon` are degrees of a point in the country, used where it has no outline at this scale.
    `note` follows the label in the tooltip and in the link's name ("3 programmes, USD 7,200,000").
    """

    m49: str | int | None
    iso3: str
    label: str
    lat: float
    lon: float
    value: int | None
    css_class: str = ""
    href: str | None = None
    note: str = ""

    @property
    def number(self) -> int | None:
        """The numeric code as a number, whichever way it was given."""
        return None if self.m49 in (None, "") else int(str(self.m49))

    @property
    def name(self) -> str:
        return f"{self.label}: {self.note}" if self.note else self.label

    @property
    def shade(self) -> str:
        return self.css_class or value_band(self.value)


@dataclass(frozen=True)
class _Frame:
    """Where the projected globe lands on the paper."""

    centre: float
    left: float
    top: float
    scale: float

    def place(self, longitude: float, latitude: float) -> Point:
        x, y = project((longitude, latitude), self.centre)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def placed(self, shape: Shape) -> list[Pixel]:
        """The points of a shape on the paper, in whole numbers."""
        left, top, scale = self.left, self.top, self.scale
        shift = self.shift(shape)
        return [
            (round((degree * (lon + shift) - left) * scale), round((y - top) * scale))
            for lon, degree, y in shape.points
        ]

    def shift(self, shape: Shape) -> float:
        """What is added to the shape's longitudes: the whole of it on the nearer side of the date line."""
        return beside(shape.middle, self.centre) - shape.middle - self.centre

    def shows(self, shape: Shape) -> bool:
        """Judged by the box around the shape, which is a hundred times quicker than by its points."""
        if shape.bottom <= self.top or shape.top >= self.top + _LOCATOR_HEIGHT / self.scale:
            return False
        shift = self.shift(shape)
        west, east = shape.west + shift, shape.east + shift
        leftmost = west * (shape.widest if west < 0 else shape.narrowest)
        rightmost = east * (shape.narrowest if east < 0 else shape.widest)
        return rightmost > self.left and leftmost < self.left + _LOCATOR_WIDTH / self.scale

    def path(self, shapes: Iterable[Shape]) -> str:
        return "".join(_ring_path(self.placed(shape)) for shape in shapes)

    def path_in_view(self, shapes: Iterable[Shape]) -> str:
        """The same for a locator, without the coasts far outside it."""
        return "".join(_ring_path(_without_detours(self.placed(shape))) for shape in shapes)


def value_band(value: int | None) -> str:
    """The class of a count's shade: 1, 2, 3 to 4, 5 and more; band-0 for none or unknown."""
    if not value or value < 1:
        return "band-0"
    if value < 3:
        return f"band-{value}"
    return "band-3" if value < 5 else "band-5"


def world_map(
    marks: Sequence[CountryMark],
    *,
    title: str,
    description: str,
    highlight_only: bool = False,
    link_prefix: str | None = None,
) -> Svg:
    """The world with the marked countries shaded by their value, each a link where it has an address.

    `link_prefix` gives marks without address one: `/countries/` makes `/countries/BGD/`.
    `highlight_only` draws no links. A country without outline at this scale is a dot, so that none is lost.
    """
    frame, height = _world_frame()
    shapes, drawn = [], set()
    for mark in marks:
        href = None if highlight_only else _address(mark, link_prefix)
        path = _world_paths().get(mark.number) if mark.number is not None else None
        shape = (
            _country(path, mark, href) if path else _dot(frame.place(*_beside(mark, frame)), 13, mark, href)
        )
        shapes.append((href, shape))
        drawn.add(mark.number)
    land = "".join(path for number, path in _world_paths().items() if number not in drawn)
    return figure(
        _land(land),
        *(shape for _, shape in _countries_first(shapes)),
        title=title,
        description=description,
        interactive=any(href for href, _ in shapes),
        class_="map map-world",
        viewBox=f"0 0 {_WORLD_WIDTH} {height}",
    )


def locator_map(
    marks: Sequence[CountryMark],
    *,
    title: str,
    description: str,
    link_prefix: str | None = None,
    margin: float = _MARGIN,
) -> Svg:
    """The part of the world around one programme's countries, whole across the date line.

    Without marks it is the world. Very small countries are ringed. `margin` says how much of the surroundings
    is shown, as a share of the countries' own extent.
    """
    if not marks:
        return world_map(marks, title=title, description=description)
    frame = _locator_frame(marks, margin)
    by_number = {mark.number: mark for mark in marks if mark.number is not None}
    land, drawn = [], []
    for number, outline in outlines().items():
        shapes = [shape for shape in outline.shapes if frame.shows(shape)]
        if shapes and number in by_number:
            mark = by_number[number]
            href = _address(mark, link_prefix)
            drawn.append(
                (href, _country(frame.path_in_view(shapes), mark, href) + _ring_if_tiny(shapes, frame))
            )
        elif shapes:
            land.append(frame.path_in_view(shapes))
    for mark in marks:
        if mark.number not in outlines():
            href = _address(mark, link_prefix)
            drawn.append((href, _dot(frame.place(*_beside(mark, frame)), 8, mark, href)))
    return figure(
        element("rect", class_="map-sea", width="100%", height="100%", fill="currentColor"),
        _graticule(frame),
        _land("".join(land)),
        *(shape for _, shape in _countries_first(drawn)),
        title=title,
        description=description,
        interactive=any(href for href, _ in drawn),
        class_="map map-locator",
        viewBox=f"0 0 {_LOCATOR_WIDTH} {_LOCATOR_HEIGHT}",
    )


@lru_cache(maxsize=1)
def _world_frame() -> tuple[_Frame, int]:
    right, _ = project((_WORLD_CENTRE + 180, 0), _WORLD_CENTRE)
    _, top = project((0, _NORTH), 0)
    _, bottom = project((0, _SOUTH), 0)
    scale = _WORLD_WIDTH / (2 * right)
    return _Frame(_WORLD_CENTRE, -right, top, scale), round((bottom - top) * scale)


@lru_cache(maxsize=1)
def _world_paths() -> dict[int, str]:
    frame, _ = _world_frame()
    return {number: frame.path(outline.shapes) for number, outline in outlines().items()}


def _locator_frame(marks: Sequence[CountryMark], margin: float) -> _Frame:
    centre = central_meridian(mark.lon for mark in marks)
    points: list[Point] = []
    for mark in marks:
        points.append(project((beside(mark.lon, centre), mark.lat), centre))
        for ring in _main_rings(mark.number):
            points.extend(project(point, centre) for point in unrolled(ring, centre))
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    wide = max(right - left, _LEAST_SPAN) * (1 + margin)
    high = max(bottom - top, _LEAST_SPAN * _LOCATOR_HEIGHT / _LOCATOR_WIDTH) * (1 + margin)
    scale = min(_LOCATOR_WIDTH / wide, _LOCATOR_HEIGHT / high)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return _Frame(
        centre,
        middle_x - _LOCATOR_WIDTH / scale / 2,
        middle_y - _LOCATOR_HEIGHT / scale / 2,
        scale,
    )


def _main_rings(number: int | None) -> list[Ring]:
    """A country's larger parts: a far island of a large country must not zoom the map out."""
    if number is None or number not in outlines():
        return []
    rings = outlines()[number].rings
    largest = max(enclosed(ring) for ring in rings)
    return [ring for ring in rings if enclosed(ring) >= largest * 0.1]


def _ring_if_tiny(shapes: list[Shape], frame: _Frame) -> str:
    placed = [point for shape in shapes for point in frame.placed(shape)]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    if max(max(xs) - min(xs), max(ys) - min(ys)) >= _TINY:
        return ""
    return element(
        "circle",
        class_="map-ring",
        cx=(min(xs) + max(xs)) / 2,
        cy=(min(ys) + max(ys)) / 2,
        r=_TINY,
        fill="none",
        stroke="currentColor",
        stroke_width=2,
    )


def _graticule(frame: _Frame) -> str:
    """Every tenth meridian and parallel, so that islands in an empty sea have something to hold on to."""
    first = round(frame.centre / 10) * 10
    # Every meridian passes the same heights: what none of them shows is left out before they are drawn.
    parallel_points = _near_view([frame.place(frame.centre + 1, lat) for lat in range(-80, 81, 5)])
    middle = -frame.left * frame.scale  # where the central meridian stands; a degree is linear beside it
    degrees = [x - middle for x, _ in parallel_points]
    shortest, longest = min(degrees), max(degrees)
    meridians = [
        [(middle + degree * east, y) for degree, (_, y) in zip(degrees, parallel_points, strict=True)]
        for east in (first + step - frame.centre for step in range(-180, 181, 10))
        if middle + max(shortest * east, longest * east) > 0
        and middle + min(shortest * east, longest * east) < _LOCATOR_WIDTH
    ]
    parallels = [[frame.place(first + step, lat) for step in (-180, 180)] for lat in range(-80, 81, 10)]
    lines = [line for line in meridians + parallels if _crosses_view(line)]
    drawn = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _near_view(line)) for line in lines)
    return element("path", class_="map-graticule", d=drawn, fill="none", stroke="currentColor")


def _crosses_view(line: list[Point]) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) < _LOCATOR_WIDTH and max(xs) > 0 and min(ys) < _LOCATOR_HEIGHT and max(ys) > 0


def _near_view(line: list[Point]) -> list[Point]:
    """The stretch of the line that can be seen, with one point beyond at each end."""
    seen = [
        index
        for index, (start, end) in enumerate(pairwise(line))
        if min(start[1], end[1]) < _LOCATOR_HEIGHT and max(start[1], end[1]) > 0
    ]
    return line[seen[0] : seen[-1] + 2] if seen else line


def _without_detours(points: list[Pixel]) -> list[Pixel]:
    """The ring without points between two neighbours beyond the same edge of the view: nobody sees them.

    What is left crosses the view exactly where the whole ring does.
    """
    left, right, top, bottom = -_OUTSIDE, _LOCATOR_WIDTH + _OUTSIDE, -_OUTSIDE, _LOCATOR_HEIGHT + _OUTSIDE
    beyond = [(x < left) + 2 * (x > right) + 4 * (y < top) + 8 * (y > bottom) for x, y in points]
    if not any(beyond):
        return points
    kept, edges = [points[0]], beyond[0]
    for point, here, following in zip(points[1:-1], beyond[1:-1], beyond[2:], strict=True):
        edges &= here & following
        if not edges:
            kept.append(point)
            edges = here
    return [*kept, points[-1]]


def _ring_path(points: list[Pixel]) -> str:
    """Closed, in steps from point to point, because most of a map's bytes are digits."""
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points) if x != x0 or y != y0]
    if len(steps) < 3:
        return ""
    # A minus parts two numbers as well as a space does.
    written = "".join([f"{x} {y} " for x, y in steps[:-1]])[:-1].replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{written}z"


def _land(path: str) -> str:
    return element(
        "path",
        class_="map-land",
        d=path,
        fill="currentColor",
        fill_rule="evenodd",
        vector_effect="non-scaling-stroke",
    )


def _country(path: str, mark: CountryMark, href: str | None) -> str:
    return _marked("path", mark, href, class_=words("map-country", mark.shade), d=path, fill_rule="evenodd")


def _dot(place: Point, radius: int, mark: CountryMark, href: str | None) -> str:
    x, y = place
    return _marked("circle", mark, href, class_=words("map-dot", mark.shade), cx=x, cy=y, r=radius)


def _marked(name: str, mark: CountryMark, href: str | None, **attributes: str | int | float | None) -> str:
    tooltip = "" if href else element("title", escape(mark.name))
    shape = element(name, tooltip, fill="currentColor", vector_effect="non-scaling-stroke", **attributes)
    return link(shape, href=href, name=mark.name)


def _countries_first(shapes: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Dots above countries: a small state must not vanish under its neighbour."""
    return sorted(shapes, key=lambda shape: "<circle" in shape[1])


def _beside(mark: CountryMark, frame: _Frame) -> Point:
    return beside(mark.lon, frame.centre), mark.lat


def _address(mark: CountryMark, link_prefix: str | None) -> str | None:
    if mark.href is not None or link_prefix is None:
        return mark.href
    return f"{link_prefix}{mark.iso3}/"
