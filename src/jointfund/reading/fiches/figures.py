"""Figures of fiches: each countable statement with whom it counts, target or achieved, shares by group.

What a statement is, `statements` says; here it gets its section, its population and its standing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jointfund.reading.fiches.counted import counted
from jointfund.reading.fiches.headings import heading
from jointfund.reading.fiches.records import Part, PointList, ProjectFiche, SectionName
from jointfund.reading.fiches.shares import FoundShare, shares_after
from jointfund.reading.passages import Passage, passages
from jointfund.reading.records import Claim, DocumentRecord, Span
from jointfund.reading.recounts import Surroundings, recount
from jointfund.reading.statements import Statement

type Standing = Literal["target", "achieved"]

_POINTS_FOR_THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d|\s?(?:€|EUR|%))")
_LIST_NUMBER = re.compile(r"^\d{1,2}[.)]$")
_PEOPLE = re.compile(
    r"\b(?:people|persons?|women|men|girls|boys|children|youths?|adults|migrants?|returnees?|refugees?|workers?"
    r"|teachers?|trainers?|officers?|officials?|agents?|staff|experts?|students?|pupils?|learners?|graduates?"
    r"|beneficiar(?:y|ies)|candidates?|entrepreneurs?|leaders?|seekers?|holders?|farmers?|families|households"
    r"|victims|representatives?|actors?|members?|alumni|participants?|academics?|communities|population|talents"
    r"|apprentices|volunteers|councillors|municipalities|institutions?|organi[sz]ations?|associations?|enterprises?"
    r"|companies|firms|SMEs|M/SMEs|NGOs|CSOs|cooperatives?|startups?|start-ups?|schools|hospitals)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|shall|should|would|targets?|expected|expects?|aims? (?:to|at)|intends?|planned"
    r"|plans? to|objective is|envisaged|up to|foreseen|is to|are to|to be)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:ha(?:s|ve) (?:been )?\w+(?:ed|en|ne|wn|t)\b|ha(?:s|ve) (?:now )?access|w(?:as|ere) \w+"
    r"|\w+ed to date|(?:are|is) (?:now )?(?:enrolled|supported|constructed|being built|actively|leading"
    r"|better acquainted)|received|trained|reached|assisted|supported|held|mapped|established|selected"
    r"|created|conducted|organi[sz]ed|provided|developed|launched|hired|concluded|interchanged|achieved"
    r"|participated|installed)\b",
    re.IGNORECASE,
)
_DONE_LEAD = re.compile(
    r"\b(?:thanks to|as a result|results? achieved|following results|to date)\b", re.IGNORECASE
)
_PLAN_LEAD = re.compile(r"\b(?:activities|objectives|interventions|measures)\b", re.IGNORECASE)
_TARGET_LEAD = re.compile(
    r"\b(?:targets?|expected|outputs?|outcomes?|overarching results|will)\b", re.IGNORECASE
)
# Parts of the text or the design, and lengths of time, are neither aimed at nor reached.
_NO_RESULT = re.compile(
    r"\b(?:components?|areas?|aims?|activities|objectives?|results?|pillars?|types?|steps?|factors?|themes?|aspects?"
    r"|streams?|months?|years?|weeks?|days?|times|options?|principles?|approach(?:es)?|process)$",
    re.IGNORECASE,
)
_WITHOUT_STANDING = frozenset({"challenges", "good_practices", "testimony"})
_SECTIONS: tuple[SectionName, ...] = ("main_objectives", "main_features", "nexus", "testimony", "covid")
_LISTED: tuple[SectionName, ...] = ("challenges", "good_practices")


@dataclass(frozen=True)
class _Stretch:
    """The passages of one run of a section."""

    section: SectionName
    passages: tuple[Passage, ...]


def find_figures(document: DocumentRecord, fiche: ProjectFiche) -> tuple[Claim, ...]:
    """The figures of one fiche in the order of its lines, recounted where its own lists allow it."""
    found: list[Claim] = []
    earlier: list[Statement] = []
    for stretch in sorted(_stretches(document, fiche), key=lambda one: one.passages[0].numbers[0]):
        lead = ""
        whom: str | None = None  # whom the number before counted: "78 of them"
        for index, passage in enumerate(stretch.passages):
            lead = lead if passage.is_item or _is_numbered(passage) else passage.text
            around = Surroundings(document, None, stretch.passages, index)
            for statement, shares in _with_shares(passage):
                result = recount(statement, replace(around, earlier=tuple(earlier)))
                claim = _claim(statement, passage, fiche, stretch.section, lead, whom, shares)
                basis = result.basis if result else None
                value = result.value if result else None
                found.append(replace(claim, recomputed=value, recompute_basis=basis))
                earlier.append(statement)
                whom = claim.population or whom
    return tuple(found)


def _is_numbered(passage: Passage) -> bool:
    return bool(_LIST_NUMBER.match(passage.text.split(" ", 1)[0]))


def _stretches(document: DocumentRecord, fiche: ProjectFiche) -> Iterator[_Stretch]:
    for section in _SECTIONS:
        parts: tuple[Part, ...] = getattr(fiche, section)
        for part in parts:
            yield from _stretch(document, section, part.place)
    for section in _LISTED:
        points: PointList = getattr(fiche, section)
        if points.place:
            yield from _stretch(document, section, points.place)
    yield from _boxed(document, fiche)


def _boxed(document: DocumentRecord, fiche: ProjectFiche) -> Iterator[_Stretch]:
    """What the box counts: "18 municipalities and 3 regional councils" among the partners."""
    for field in ("countries", "partners"):
        place = fiche.places.get(field)
        if place:
            yield from _stretch(document, "main_features", place)


def _stretch(document: DocumentRecord, section: SectionName, place: Span) -> Iterator[_Stretch]:
    found = passages(document.lines, document.file, place.start_line, place.end_line)
    kept = tuple(passage for passage in found if heading(passage.text) is None)
    if kept:
        yield _Stretch(section, kept)


def _with_shares(passage: Passage) -> Iterator[tuple[Statement, tuple[FoundShare, ...]]]:
    """Each statement with its shares; what a share prints is no statement of its own."""
    used_until = -1
    for statement in counted(_with_commas(passage)):
        start = statement.sentence.start + statement.start
        if start < used_until or _opens_list(passage, start):
            continue
        shares = shares_after(statement)
        if shares:
            used_until = statement.sentence.start + max(share.end for share in shares)
        yield statement, shares


def _opens_list(passage: Passage, start: int) -> bool:
    """Whether the number is the mark of an item."""
    return start == 0 and _is_numbered(passage)


def _with_commas(passage: Passage) -> Passage:
    """ "300.000 people" as "300,000 people": of the same length, so that every place stays."""
    text = _POINTS_FOR_THOUSANDS.sub(lambda match: match[0].replace(".", ","), passage.text)
    return passage if text == passage.text else replace(passage, text=text)


def _claim(
    statement: Statement,
    passage: Passage,
    fiche: ProjectFiche,
    section: SectionName,
    lead: str,
    whom: str | None,
    shares: tuple[FoundShare, ...],
) -> Claim:
    start = statement.sentence.start + statement.start
    end = statement.sentence.start + max([statement.end, *(share.end for share in shares)])
    place = statement.place
    results = fiche.expected_results.points
    is_result = any(p.place.start_line <= place.start_line <= p.place.end_line for p in results)
    return Claim(
        quote=passage.text[start:end],
        value=statement.value,
        value_to=statement.value_to,
        unit=statement.unit,
        source=place,
        project=fiche.acronym or fiche.full_title,
        section="expected_results" if is_result else section,
        population=_population(statement) or (whom if statement.unit == "of them" else None),
        standing="target" if is_result else _standing(statement, section, lead),
        shares=tuple(share.share for share in shares),
    )


def _population(statement: Statement) -> str | None:
    """Whom the number counts, in the printed words; for a percentage, of whom it is a part."""
    if statement.is_money:
        return None
    if statement.is_percent:
        match = re.match(r"\s?(?:of\s)?(?:the\s|all\s)?(?P<whom>[^,.;:()]{3,60})", statement.after)
        quoted = re.search(r"\bof\s(?:the\s|all\s)?(?P<whom>.+)$", statement.quote)
        words = quoted["whom"] if quoted else match["whom"] if match else ""
        found = _PEOPLE.search(words)
        return words[: found.end()].strip() if found else None
    return statement.unit if _PEOPLE.search(statement.unit) else None


def _standing(statement: Statement, section: SectionName, lead: str) -> Standing | None:
    """Target or achieved, by the words nearest to the number; None where neither is said."""
    if section in _WITHOUT_STANDING or statement.is_money or _NO_RESULT.search(statement.unit):
        return None
    clause = _clause(statement)
    if _TO_COME.search(clause):
        return "target"
    if section == "nexus":
        return None
    is_lead = lead.endswith(":")
    if is_lead and _TARGET_LEAD.search(lead) and not _DONE_LEAD.search(lead):
        return "target"
    if is_lead and _DONE_LEAD.search(lead):
        return "achieved"
    if _DONE.search(clause) and not (is_lead and _PLAN_LEAD.search(lead)):
        return "achieved"
    return "target" if section == "main_objectives" else None


def _clause(statement: Statement) -> str:
    """The part of the sentence between two semicolons in which the number stands."""
    before = statement.before.rpartition(";")[2]
    return f"{before}{statement.quote}{statement.after.partition(';')[0]}"
