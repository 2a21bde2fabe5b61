"""Groups, networks and portals, and the publications the paper names."""

import re
from collections.abc import Iterator, Sequence

from jointfund.reading.agency_paper.records import Network, Publication
from jointfund.reading.agency_paper.text import NAME, Sentence
from jointfund.reading.records import DocumentRecord

_NOUN = (
    r"(?:Working Group|Group|Network|Net|Portal|Platform|Community of Practice|Alliance|Coalition|Hub|Teams?"
    r"|Task Force|Coordination Office|Consortium|Partnership)"
)
_BRACKETED = re.compile(
    rf"\b(?P<name>{NAME})\s*\((?P<inside>[A-Z][A-Za-z\d]{{1,9}}|(?:https?://|www\.)[^()\s]+)\)"
    r"(?P<topic> on [a-z]+(?: [a-z]+)?(?=[,.;]| which| that|$))?"
)
_SUCH_AS = re.compile(r"\bnetworks?, (?:such as|including) (?:the )?(?P<names>[A-Z].*?), (?=[a-z])")
_MEMBERS = re.compile(r"\b(?P<members>\d{1,3}(?:,\d{3})*) (?:registered )?members\b")
_VISITORS = re.compile(
    r"\b(?P<visitors>(?:over |more than |about )?\d{1,3}(?:,\d{3})*) visitors (?:per|a) month\b"
)
_BOOK = r"(?:handbook|guide|guidebook|toolkit|manual|report|guidelines)"
_ITALIC = re.compile(r"\*(?P<name>[A-Z][^*\[\]]{8,160})\*")
_QUOTED_BOOK = re.compile(rf"\b{_BOOK}[\s*\[]{{1,4}}[‘'“\"](?P<name>[A-Z][^’\"”]{{7,160}}?)[’'”\"]", re.I)


def find_networks(document: DocumentRecord, sentences: Sequence[Sentence]) -> tuple[Network, ...]:
    """Each network once, at its first mention with an acronym, an address or the word for it."""
    found: dict[str, Network] = {}
    for sentence in sentences:
        for network in (*_bracketed(document, sentence), *_such_as(document, sentence)):
            found.setdefault(network.name, network)
    return tuple(found.values())


def _bracketed(document: DocumentRecord, sentence: Sentence) -> Iterator[Network]:
    for match in _BRACKETED.finditer(sentence.text):
        name = match["name"].removeprefix("The ")
        if not re.search(rf"\b{_NOUN}$", name):
            continue
        is_address = "." in match["inside"]
        yield Network(
            name=name + (match["topic"] or ""),
            acronym=None if is_address else match["inside"],
            members=_members(sentence.text) if is_address else None,
            place=document.span(sentence.line, sentence.line),
            address=match["inside"] if is_address else None,
            visitors_per_month=_visitors(sentence.text) if is_address else None,
        )


def _members(text: str) -> int | None:
    match = _MEMBERS.search(text)
    return int(match["members"].replace(",", "")) if match else None


def _visitors(text: str) -> str | None:
    match = _VISITORS.search(text)
    return match["visitors"] if match else None


def _such_as(document: DocumentRecord, sentence: Sentence) -> Iterator[Network]:
    """What a sentence calls a network; two names beside each other are the description and the name."""
    for match in _SUCH_AS.finditer(sentence.text):
        yield Network(match["names"], None, None, document.span(sentence.line, sentence.line))


def find_publications(document: DocumentRecord, sentences: Sequence[Sentence]) -> tuple[Publication, ...]:
    """Handbooks and reports named in italics or quotation marks."""
    found: dict[str, Publication] = {}
    for sentence in sentences:
        names = [
            m["name"] for m in _ITALIC.finditer(sentence.text) if re.search(rf"\b{_BOOK}", m["name"], re.I)
        ]
        names += [m["name"] for m in _QUOTED_BOOK.finditer(sentence.text)]
        for name in names:
            found.setdefault(name, Publication(name, document.span(sentence.line, sentence.line)))
    return tuple(found.values())
