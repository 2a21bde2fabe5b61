from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from jointfund.rendering.svg import Svg, element, ems, escape, figure, wrap


@given(st.text())
def test_any_text_is_escaped_so_that_xml_reads_back_what_xml_can_carry(text: str) -> None:
    root = ET.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')  # noqa: S314
    carried = "".join(c for c in text if c in "\t\n\r" or 0x20 <= ord(c) <= 0xD7FF or ord(c) >= 0xE000)
    carried = carried.replace("\ufffe", "").replace("\uffff", "").replace("\r", "\n")
    assert (root.text or "").replace("\r", "\n") == carried


def test_an_attribute_without_value_is_left_out() -> None:
    assert element("rect", class_="a", href=None, stroke_width=2) == '<rect class="a" stroke-width="2"/>'


def test_a_drawing_with_links_is_a_group_because_an_image_hides_what_is_inside() -> None:
    assert 'role="group"' in figure(title="t", description="d", interactive=True)
    assert 'role="img"' in figure(title="t", description="d", interactive=False)


def test_a_template_takes_a_drawing_as_it_is() -> None:
    assert Svg("<svg/>").__html__() == "<svg/>"


@given(st.text(min_size=1, max_size=300), st.integers(1, 4))
def test_wrapped_text_stays_within_its_lines_and_width(text: str, lines: int) -> None:
    wrapped = wrap(text, 12, lines=lines)
    assert 1 <= len(wrapped) <= lines
    assert all(ems(line) <= 12 for line in wrapped)


def test_text_that_fits_is_whole() -> None:
    assert wrap("Two words", 30, lines=1) == ["Two words"]
    assert wrap("one two three four", 4.5, lines=4) == ["one two", "three", "four"]
