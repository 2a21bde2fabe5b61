"""A paragraph of key partners taken apart: bodies, the label each stands under, and their kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jointfund.reading.words import Words

_SCOPE = re.compile(r"^\((?P<scope>[A-Z][\w .'-]{2,30})\)\s*(?=\w)")
_GOES_ON = re.compile(r"\s*[a-z]")
_ENDS_A_SERIES = re.compile(r", and\b")
_SCOPE_INSIDE = re.compile(r"[,;]\s*(?=\([A-Z][\w .'-]{2,30}\)\s+[A-Z])")


@dataclass(frozen=True)
class Partner:
    """One body of the list."""

    name: str
    kind: str | None
    group: str | None
    line: int


def split_partners(paragraphs: list[tuple[int, str]], words: Words) -> tuple[Partner, ...]:
    """The bodies named in the paragraphs, in their order; text is kept as printed.

    A semicolon separates; a comma does where what follows it is a body of its own; a label ("Government:",
    a country's name) or a scope ("(Guinea)") groups what follows it.
    """
    found: list[Partner] = []
    for line, paragraph in paragraphs:
        for label, text in _labelled_parts(paragraph, words):
            scope = ""
            for item in _items(text, words):
                if match := _SCOPE.match(item):
                    scope, item = f" ({match['scope']})", item[match.end() :]
                group = f"{label}{scope}".strip() or None
                found.append(Partner(item, _kind(item, label, words), group, line))
    return tuple(found)


def _kind(name: str, label: str, words: Words) -> str | None:
    labelled = words.partner_kind_labelled(label) if label else None
    return labelled if labelled not in (None, "other") else words.partner_kind(name) or labelled


def _labelled_parts(paragraph: str, words: Words) -> Iterator[tuple[str, str]]:
    """Stretches of a paragraph with the label each stands under; "" where it has none."""
    marks = [(m.start(), m.end(), m[1]) for m in words.kind_label_pattern.finditer(paragraph)]
    head = re.match(r"\s*(?P<place>[^:;,]{3,40}):\s", paragraph)
    if head and words.country(head["place"]):
        marks.insert(0, (head.start(), head.end(), head["place"].strip()))
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, 0, ""))
    for (_, start, label), following in zip(marks, [*marks[1:], None], strict=True):
        text = paragraph[start : following[0] if following else None].strip()
        if text:
            yield label, text


def _items(text: str, words: Words) -> Iterator[str]:
    """The bodies of one stretch."""
    for part in _rejoined(list(_at(";", _SCOPE_INSIDE.sub("; ", text))), words):
        for name in _by_comma(part, words):
            for half in _two_sorts(name, words):
                cleaned = re.sub(r"^(?:and|et)\s+", "", half.strip()).strip(" .")
                if cleaned:
                    yield cleaned


def _rejoined(parts: list[str], words: Words) -> Iterator[str]:
    """Parts between semicolons; one that only goes on with the sentence or the name before it is put back."""
    held = ""
    for part in parts:
        topic_only = held and not words.heads_a_body(part) and words.partner_kind(part) is None
        if topic_only and (_GOES_ON.match(part) or _ENDS_A_SERIES.search(part)):
            held = f"{held};{part}"
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _by_comma(part: str, words: Words) -> Iterator[str]:
    """Splits at a comma only where the words after it name a body by themselves."""
    held = ""
    for piece in _at(",", part):
        if held and not (words.heads_a_body(piece) and words.partner_kind(held)):
            held = f"{held}, {piece.strip()}"
            continue
        if held:
            yield held
        held = piece.strip()
    if held:
        yield held


def _two_sorts(name: str, words: Words) -> tuple[str, ...]:
    """ "Private sector and civil society organizations" as two; names of single bodies stay whole."""
    halves = tuple(half.strip() for half in name.split(" and "))
    if len(halves) == 2 and all(words.begins_with_a_kind(half) for half in halves):
        return halves
    return (name,)


def _at(separator: str, text: str) -> Iterator[str]:
    """The text cut at a separator, but not inside parentheses; where these do not match, at every one."""
    depth, start = 0, 0
    balanced = text.count("(") == text.count(")")
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == separator and (depth <= 0 or not balanced):
            yield text[start:index]
            start = index + 1
    yield text[start:]
