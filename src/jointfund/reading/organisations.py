"""Participating organisations from what is left of their logos: names, acronyms, mottos, damaged letters."""

import re
from difflib import SequenceMatcher

from jointfund.kernel.words import fold
from jointfund.reading.labels import Piece
from jointfund.reading.records import DocumentRecord, Organisation
from jointfund.reading.words import FoundOrganisation, Words

_WITH = re.compile(
    r"^\(?\s*(?:in (?:association|partnership|collaboration) )?with\s+(?:the\s+)?(?P<name>[^()]+)\)?\.?$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def read_organisations(
    lines: list[Piece], words: Words, document: DocumentRecord
) -> tuple[tuple[Organisation, ...], tuple[str, ...]]:
    """The organisations the lines name, each once, and the reasons to doubt the list."""
    found: list[Organisation] = []
    doubts: list[str] = []
    for piece in lines:
        place = document.span(piece.line, piece.line)
        if match := _WITH.match(piece.text):
            associated = words.organisations_in(match["name"])
            acronym = associated[0].name.acronym if associated else None
            found.append(Organisation(acronym, piece.text, "associated", place))
            continue
        named, rest = _named(piece.text, words)
        found += [Organisation(body.name.acronym, body.printed, "participating", place) for body in named]
        doubts += [
            f"“{body.printed}” is damaged text of a logo, read as {body.name.acronym}"
            for body in named
            if body.is_damaged
        ]
        if rest and named:
            doubts.append(f"“{rest}” beside the organisations is not understood")
        elif rest:
            found.append(Organisation(None, piece.text, "participating", place))
            doubts.append(f"“{piece.text}” is not an organisation that is known")
    if not found:
        return (), ("no organisation is printed as text: their logos may have been lost",)
    if not any(organisation.role == "participating" for organisation in found):
        doubts.append("only an associated body is printed: the logos of the organisations may have been lost")
    return _once_each(found), tuple(doubts)


def _once_each(found: list[Organisation]) -> tuple[Organisation, ...]:
    """Neighbouring lines of one logo ("IOM", "UN MIGRATION") as one organisation."""
    result: list[Organisation] = []
    for organisation in found:
        same = next((o for o in result if o.acronym and o.acronym == organisation.acronym), None)
        if same is None:
            result.append(organisation)
        elif same.printed != organisation.printed:
            merged = Organisation(
                same.acronym, f"{same.printed} {organisation.printed}", same.role, same.place
            )
            result[result.index(same)] = merged
    return tuple(result)


def _named(text: str, words: Words) -> tuple[list[FoundOrganisation], str]:
    """Organisations of a line, exact ones first, then damaged ones, and the words nobody explains."""
    exact = list(words.organisations_in(text))
    rest = fold(text)
    for body in exact:
        for part in {fold(body.printed), *body.printed.casefold().split()}:
            rest = re.sub(rf"(?<!\w){re.escape(fold(part))}(?!\w)", " ", rest)
    left = [word for word in _WORD.findall(rest) if word not in {"and", "the", "of"}]
    damaged, left = _resembling(left, words, {body.name.acronym for body in exact})
    return [*exact, *damaged], " ".join(left)


def _resembling(left: list[str], words: Words, known: set[str]) -> tuple[list[FoundOrganisation], list[str]]:
    """Organisations whose wordmark the leftover words resemble, and the words still left."""
    marks = [
        (fold(form).split(), body)
        for body in words.lexicon.organisations
        for form in (body.acronym, *body.aliases)
        if body.is_un
    ]
    found: list[FoundOrganisation] = []
    while left:
        best = max(
            (
                (_likeness(left[start : start + len(mark)], mark), start, len(mark), body)
                for mark, body in marks
                for start in range(len(left) - len(mark) + 1)
            ),
            key=lambda candidate: (candidate[0], candidate[2]),
            default=None,
        )
        if best is None or best[0] < 0.75:
            break
        _, start, width, body = best
        printed = " ".join(left[start : start + width]).upper()
        if body.acronym not in known:
            found.append(FoundOrganisation(body, printed, is_damaged=True))
            known.add(body.acronym)
        left = left[:start] + left[start + width :]
    return found, left


def _likeness(printed: list[str], mark: list[str]) -> float:
    """How alike two wordmarks are (1 = equal); short ones must be equal."""
    one, other = " ".join(printed), " ".join(mark)
    if len(other) < 5 or (one[0] != other[0] and len(other) < 9):
        return float(one == other)
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
