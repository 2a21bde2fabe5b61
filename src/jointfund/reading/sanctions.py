"""The consolidated list of sanctions as the United Nations issue it in XML, read into plain entries.

Entities and individuals with their aliases; nothing else of the file is kept. A file that declares a document
type, and could so expand or fetch something, is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from jointfund.kernel.errors import UnreadableInput

MOST_BYTES = 60_000_000
FIRST_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


@dataclass(frozen=True)
class ListedName:
    """One entry: its reference on the list, its name, its aliases, whether it is a person."""

    reference: str
    name: str
    aliases: tuple[str, ...]
    is_person: bool


@dataclass(frozen=True)
class ListFile:
    """A list and the day it was made."""

    issued: date
    entries: Sequence[ListedName]


def read_sanctions(content: bytes) -> ListFile:
    """The list of a file. Raises UnreadableInput with what is wrong with it."""
    if len(content) > MOST_BYTES:
        raise UnreadableInput("The file is larger than any such list.")
    if b"\0" in content or b"<!doctype" in content.lower():
        raise UnreadableInput("The file declares a document type or is not in UTF-8, as the list is.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - see above
    except ElementTree.ParseError as fault:
        raise UnreadableInput(f"This is no XML file that can be read: {fault}") from fault
    if root.tag != "CONSOLIDATED_LIST":
        raise UnreadableInput("This is not a consolidated list: it does not begin with CONSOLIDATED_LIST.")
    entries = [
        *_entries(root, "ENTITIES/ENTITY", "ENTITY"),
        *_entries(root, "INDIVIDUALS/INDIVIDUAL", "INDIVIDUAL"),
    ]
    if not entries:
        raise UnreadableInput("The list holds no entry.")
    return ListFile(_issued(root.get("dateGenerated") or ""), entries)


def _issued(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise UnreadableInput("The list does not say on which day it was made (dateGenerated).") from None


def _entries(root: ElementTree.Element, path: str, kind: str) -> Iterator[ListedName]:
    for node in root.iterfind(path):
        name = " ".join(part for part in (_text(node, tag) for tag in FIRST_NAMES) if part)
        reference = _text(node, "REFERENCE_NUMBER") or _text(node, "DATAID")
        if not name or not reference:
            raise UnreadableInput(f"There is an entry without name or reference: “{name or reference}”.")
        aliases = (_text(one, "ALIAS_NAME") for one in node.iterfind(f"{kind}_ALIAS"))
        yield ListedName(
            reference[:80], name, tuple(dict.fromkeys(one for one in aliases if one)), kind == "INDIVIDUAL"
        )


def _text(node: ElementTree.Element, tag: str) -> str:
    return " ".join((node.findtext(tag) or "").split())
