"""Reading several files at once: each is recognised, read and reported on; one bad file stops no other."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.agency_paper.read import looks_like_agency_paper, read_agency_paper
from jointfund.reading.booklet import looks_like_booklet, read_booklet
from jointfund.reading.brief import is_mark, looks_like_brief
from jointfund.reading.brief_programmes import read_brief
from jointfund.reading.claims import find_claims
from jointfund.reading.contributors import read_contributors
from jointfund.reading.fiches.headings import is_fiche_heading, looks_like_report
from jointfund.reading.fiches.read import read_fiches
from jointfund.reading.labels import is_label
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.progress import Tell, silent
from jointfund.reading.records import (
    Claim,
    DocumentKind,
    DocumentRecord,
    Programme,
    Reading,
)
from jointfund.reading.sessions import looks_like_sessions, read_sessions, with_projects
from jointfund.reading.sessions.opening import is_session_mark
from jointfund.reading.sources import read_source
from jointfund.reading.sources.lines import SourceLines
from jointfund.reading.suggestions import suggest
from jointfund.reading.words import Words, month_in

_COVER_LINES = 12
_CONTENTS = re.compile(r"^\W*(?:table of )?contents?\W*$", re.I)


def read_files(paths: list[Path], lexicon: Lexicon, tell: Tell = silent) -> tuple[Reading, tuple[str, ...]]:
    """What the files say, in their order, and one sentence for each file that cannot be read.

    `tell` hears of each page of a long file.
    """
    words = Words(lexicon)
    readings: list[Reading] = []
    refusals: list[str] = []
    for path, name in zip(paths, _names(paths), strict=True):
        try:
            source = read_source(path, name=name, is_label=_is_mark, tell=tell)
        except UnreadableInput as refusal:
            refusals.append(str(refusal))
        else:
            readings.append(read_lines(source, words))
    return _together(readings, lexicon), tuple(refusals)


def _is_mark(text: str) -> bool:
    """Whether a line of any kind of document opens something, so that no layout may swallow it."""
    return is_label(text) or is_mark(text) or is_session_mark(text) or is_fiche_heading(text)


def read_lines(source: SourceLines, words: Words) -> Reading:
    """What one file says; claims come later, because other files help to check them."""
    document = _document(source)
    contributions = read_contributors(document, words)
    programmes = _programmes(document, words)
    projects = read_fiches(document, words) if document.kind == "report" else ()
    has_sessions = document.kind == "report" and looks_like_sessions(document.lines)
    sessions = read_sessions(document, words) if has_sessions else ()
    papers = (read_agency_paper(document, words),) if document.kind == "agency_paper" else ()
    warnings = source.warnings
    if document.kind == "unknown":
        warnings += (f"“{document.file}” is no kind of document that is known: only its lines were kept.",)
    elif document.kind in ("booklet", "brief") and not programmes and not contributions:
        warnings += (f"“{document.file}” looks like a {document.kind}, but no programme was found in it.",)
    return Reading(
        (document,),
        programmes,
        contributions,
        (),
        warnings,
        sessions=with_projects(sessions, projects),
        agency_papers=papers,
        projects=projects,
    )


def _programmes(document: DocumentRecord, words: Words) -> tuple[Programme, ...]:
    match document.kind:
        case "booklet":
            found = read_booklet(document, words)
        case "brief":
            found = read_brief(document, words)
        case _:
            return ()
    return tuple(
        replace(programme, suggestions=suggest(programme, document.lines, words.lexicon))
        for programme in found
    )


def _together(readings: list[Reading], lexicon: Lexicon) -> Reading:
    """All readings as one, with the claims of each document checked against all of them."""
    documents = tuple(document for reading in readings for document in reading.documents)
    programmes = tuple(programme for reading in readings for programme in reading.programmes)
    contributions = tuple(row for reading in readings for row in reading.contributions)
    projects = tuple(project for reading in readings for project in reading.projects)
    claims: list[Claim] = []
    for document in documents:
        claims += find_claims(document, programmes, contributions, lexicon, projects)
    warnings = tuple(warning for reading in readings for warning in reading.warnings)
    return Reading(
        documents,
        programmes,
        contributions,
        tuple(claims),
        warnings,
        sessions=tuple(session for reading in readings for session in reading.sessions),
        agency_papers=tuple(paper for reading in readings for paper in reading.agency_papers),
        projects=projects,
    )


def _names(paths: list[Path]) -> list[str]:
    """What each file is called: its name, or its whole path where two have the same name."""
    counted = Counter(path.name for path in paths)
    return [path.name if counted[path.name] == 1 else str(path) for path in paths]


def _document(source: SourceLines) -> DocumentRecord:
    return DocumentRecord(
        file=source.file,
        kind=_kind(source.lines),
        media_type=source.media_type,
        sha256=source.sha256,
        title=_title(source.lines),
        date=_date(source.lines),
        lines=source.lines,
        pages=source.pages,
        line_pages=source.line_pages,
    )


def _kind(lines: tuple[str, ...]) -> DocumentKind:
    if looks_like_booklet(lines):
        return "booklet"
    if looks_like_brief(lines):
        return "brief"
    if looks_like_sessions(lines) or looks_like_report(lines):
        return "report"
    return "agency_paper" if looks_like_agency_paper(lines) else "unknown"


def _cover(lines: tuple[str, ...]) -> list[str]:
    """The short lines a document begins with."""
    cover: list[str] = []
    for line in lines:
        text = line.strip()
        if len(text.split()) > 16 or _CONTENTS.match(text) or len(cover) == _COVER_LINES:
            break
        if text:
            cover.append(text)
    return cover


def _title(lines: tuple[str, ...]) -> str | None:
    """The line before the date on the cover; without a date the longest of its first lines."""
    cover = _cover(lines)
    for title, following in pairwise(cover):
        if month_in(following):
            return title
    return max(cover[:4], key=len, default=None)


def _date(lines: tuple[str, ...]) -> str | None:
    """Month on the cover, else over the table of contributors, as "2023-07"."""
    over_table = (line for line in lines if re.search(r"\bas (?:of|at)\b", line, re.I) and len(line) < 120)
    return next((month for line in (*_cover(lines), *over_table) if (month := month_in(line))), None)
