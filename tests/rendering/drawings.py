"""Reading a drawing back: as XML, and what no drawing of ours may contain."""

from xml.etree import ElementTree as ET  # our own output, not a stranger's

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """The drawing's root, after the checks that hold for every drawing."""
    root = ET.fromstring(svg)  # noqa: S314
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"}
    return root


def named(root: ET.Element) -> tuple[str, str]:
    """Role and accessible name, found through the ids."""
    title = next(e for e in root.iter() if e.get("id") == root.get("aria-labelledby"))
    return root.get("role", ""), title.text or ""


def with_class(root: ET.Element, css_class: str) -> list[ET.Element]:
    return [element for element in root.iter() if css_class in element.get("class", "").split()]


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def links(root: ET.Element) -> list[str]:
    return [element.get("href", "") for element in root.iter(f"{SVG}a")]
