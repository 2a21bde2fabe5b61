"""The colours of the style sheets can be read and told apart, on paper and on dark."""

import re
from pathlib import Path

import pytest

from tests.ui.colour import DEFICIENCIES, contrast, nearest_pair

UI = Path(__file__).resolve().parents[2] / "src/jointfund/ui"
SHEETS = sorted((UI / "static/ui/css").glob("*.css"))


def palette(scheme: str) -> dict[str, str]:
    """The colours of one scheme, by token."""
    light, dark = (UI / "static/ui/css/tokens.css").read_text(encoding="utf-8").split("@media")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


SCHEMES = ("light", "dark")
AREAS = [f"area-{number}" for number in range(1, 6)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_area_can_be_read_on_the_page_and_its_number_on_the_area(scheme):
    colours = palette(scheme)
    for area in AREAS:
        assert contrast(colours[area], colours["paper"]) >= 4.5
        assert contrast(colours[area], colours["on-area"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_areas_stay_apart_for_every_eye(scheme, deficiency):
    colours = palette(scheme)

    # About four just noticeable differences; the number beside the colour tells the rest.
    assert nearest_pair([colours[area] for area in AREAS], deficiency) >= 9


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"), ("ink", "surface"), ("quiet", "paper"), ("quiet", "surface"), ("accent", "paper"),
        ("accent", "surface"), ("accent", "accent-soft"), ("on-accent", "accent"), ("ink", "warning-soft"),
        ("warning", "paper"), ("error", "error-soft"), ("error", "paper"), ("ink", "accent-soft"),
    ],
)  # fmt: skip
def test_text_has_contrast_on_its_ground(scheme, text, ground):
    colours = palette(scheme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_ring_is_seen_by_one_of_its_two_colours(scheme):
    colours = palette(scheme)

    assert max(contrast(colours[edge], colours["paper"]) for edge in ("focus", "focus-edge")) >= 3


def test_dark_redefines_every_colour_of_light():
    assert set(palette("light")) - set(palette("dark")) == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_are_logical_and_take_their_colours_from_the_tokens(sheet):
    text = sheet.read_text(encoding="utf-8")

    assert not re.search(
        r"(margin|padding|border)-(left|right|top|bottom)|text-align: (left|right)|float:", text
    )
    if sheet.name != "tokens.css":
        tokens = set(re.findall(r"--([\w-]+)\)", text))
        assert tokens <= set(re.findall(r"--([\w-]+):", (sheet.parent / "tokens.css").read_text()))


def test_no_template_carries_style_or_script_of_its_own():
    """A block of JSON is no script: no browser runs it, and the content policy says nothing of it."""
    for template in UI.parent.glob("**/templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(
            r"\sstyle=|<style|<script(?![^>]*(?:\bsrc=|type=.application/json))|\son[a-z]+=", text
        ), template
