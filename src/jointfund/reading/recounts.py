"""What the documents' own lists give for a counted statement: the number, on what basis, where it stands.

A recount is offered only where the list is beside the statement (same sentence, bullets below, the
entry's own countries, partners or months) or belongs to the whole document (contributor rows, the lists
of a booklet). Several rules can apply; the first that does is taken, the closest list first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jointfund.reading.enumerations import OPEN_LIST, marked_items, named_items, spoken_items
from jointfund.reading.passages import Passage, sentences
from jointfund.reading.records import Contribution, DocumentRecord, Programme, Quote, Section, Span
from jointfund.reading.statements import Statement

_LISTED = re.compile(
    r"\b(areas?|components?|outcomes?|streams?|pillars?|objectives?|interventions?|prongs|steps|phases|"
    r"results?|priorities|workstreams?|elements|parts|dimensions|tiers)$",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"\b(?:governmental|government|public|state)\s\w+$", re.IGNORECASE)
# "National Commission for Migrants" is the State's, whatever other words of the name suggest.
_STATE_BODY = re.compile(
    r"(?:National|Federal|State) (?:\w+ )?(?:Commission|Agency|Bureau|Ministry|Office|Service|Authority)\b"
)
_THIS_PROGRAMME = re.compile(r"Joint Programme|programme|project", re.IGNORECASE)
_WHOLE = re.compile(r"\b(the|all|these|its|their|of)\s*$", re.IGNORECASE)
_FUNDED = re.compile(
    r"\b(implemented|funded|on the ground|under implementation|currently supports)\b", re.IGNORECASE
)
_PIPELINE = re.compile(r"\bpipeline\b", re.IGNORECASE)
_RAISED = re.compile(r"\b(mobili[sz]ed|raised|received|contributed|contributions)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Recount:
    """What a list gives: `is_open` where the list leaves out parts on purpose, `basis` in words."""

    value: Decimal
    basis: str
    rule: str
    quotes: tuple[Quote, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What stands around a statement: its document, entry, passages and the lists of all documents read."""

    document: DocumentRecord
    programme: Programme | None
    passages: tuple[Passage, ...]
    index: int  # of the statement's passage
    programmes: tuple[Programme, ...] = ()  # of all documents
    contributions: tuple[Contribution, ...] = ()  # of this document
    earlier: tuple[Statement, ...] = ()  # statements before this one, in all entries


def recount(statement: Statement, around: Surroundings) -> Recount | None:
    """The closest list's own number for a statement; None where no list allows one."""
    for rule in _RULES:
        found = rule(statement, around)
        if found is not None:
            return found
    return None


def _in_brackets(statement: Statement, around: Surroundings) -> Recount | None:
    """ "two districts (A and B)"."""
    match = re.match(r"\s\(([^()]+)\)", statement.after)
    names = named_items(match[1]) if match else ()
    if not match or not names:
        return None
    return _here(statement, len(names), "named in brackets", "brackets", match.start(1), match.end(1))


def _quoted(statement: Statement, around: Surroundings) -> Recount | None:
    """ "a three-pronged approach of “A, B and C”"."""
    match = re.match(r"\s?(?:approach\s)?(?:of\s)?[“\"]([^”\"]+)[”\"]", statement.after)
    names = named_items(match[1]) if match else ()
    if not match or not names:
        return None
    return _here(statement, len(names), "named in quotation marks", "brackets", match.start(1), match.end(1))


def _behind_colon(statement: Statement, around: Surroundings) -> Recount | None:
    """ "five border posts …: A and B (near X); C" - names, not clauses."""
    match = re.match(r"[^:.;]{0,90}:\s([^:]+)$", statement.after)
    names = named_items(match[1]) if match else ()
    if not match or not names or marked_items(statement.after):
        return None
    return _here(statement, len(names), "named behind the colon", "colon", match.start(1), match.end(1))


def _marked(statement: Statement, around: Surroundings) -> Recount | None:
    """ "three components: 1) … 2) … 3) …", in the same paragraph or behind bullets below it."""
    if not (_LISTED.search(statement.unit) or statement.is_listed):
        return None
    base = statement.sentence.start + (statement.start if statement.is_listed else statement.end)
    rest = around.passages[around.index].text[base:]
    items = marked_items(rest)
    if items and _begins_nearby(around.passages[around.index], statement, base + items[0].start):
        place = around.passages[around.index].span(base + items[0].start - 3, base + items[-1].end)
        first = rest[max(0, items[0].start - 3) : items[-1].end].strip()
        return Recount(
            Decimal(len(items)), "items listed in the same paragraph", "marked", (Quote(place, first),)
        )
    return _bullets(around) if rest.rstrip().endswith(":") else None


def _begins_nearby(passage: Passage, statement: Statement, offset: int) -> bool:
    """Whether a list begins in the sentence of the statement or in the next one."""
    following = [each for each in sentences(passage) if each.end > statement.sentence.start]
    return offset <= following[:2][-1].end


def _bullets(around: Surroundings) -> Recount | None:
    below = []
    for passage in around.passages[around.index + 1 :]:
        if not passage.is_item:
            break
        below.append(passage)
    if len(below) < 2:
        return None
    quotes = tuple(Quote(each.span(), each.text) for each in below)
    return Recount(Decimal(len(below)), "items behind bullets below", "marked", quotes)


def _spoken(statement: Statement, around: Surroundings) -> Recount | None:
    """ "two streams. On one hand, … On the other hand, …" and parts set off by semicolons."""
    if not _LISTED.search(statement.unit):
        return None
    rest = around.passages[around.index].text[statement.sentence.start + statement.end :]
    count = spoken_items(rest)
    if count >= 2:
        base = statement.sentence.start + statement.end
        place = around.passages[around.index].span(base)
        return Recount(
            Decimal(count), "parts told apart in the same paragraph", "spoken", (Quote(place, rest.strip()),)
        )
    parts = statement.after.count(";") + 1
    if statement.unit == "prongs" and parts >= 2:
        return _here(statement, parts, "parts set off by semicolons", "spoken", 0, len(statement.after))
    return None


def _objectives(statement: Statement, around: Surroundings) -> Recount | None:
    """ "objective 8 (…) and objective 21 (…)": the different numbers named."""
    if statement.unit != "objectives named":
        return None
    numbers = re.findall(r"\bobjectives?\s(\d{1,2})\s\(", statement.sentence.text, re.IGNORECASE)
    quotes = (Quote(statement.place, statement.quote),)
    return Recount(Decimal(len(set(numbers))), "objectives named in the same sentence", "objectives", quotes)


def _months(statement: Statement, around: Surroundings) -> Recount | None:
    """ "This two-year programme" against the months of the entry."""
    programme = around.programme
    if statement.unit != "months" or programme is None or programme.duration_months is None:
        return None
    if not _THIS_PROGRAMME.search(statement.quote):
        return None
    place = programme.places.get("duration_months", programme.source)
    quotes = (Quote(place, str(programme.duration_months)),)
    return Recount(Decimal(programme.duration_months), "duration of the entry", "duration", quotes)


def _countries(statement: Statement, around: Surroundings) -> Recount | None:
    """ "all four countries" against the countries of the entry."""
    programme = around.programme
    is_all = _WHOLE.search(statement.before) or statement.quote.lower().startswith("all")
    if programme is None or not programme.countries or not statement.unit.endswith("countries") or not is_all:
        return None
    if len(programme.countries) < 2 or re.match(r"\sof\s(origin|transit|destination)", statement.after):
        return None
    place = programme.places.get("countries") or programme.places.get("heading") or programme.source
    quote = " ".join(line.strip() for line in _lines(around.document, place) if line.strip())
    basis = "countries of the entry"
    return Recount(Decimal(len(programme.countries)), basis, "countries", (Quote(place, quote),))


def _partners(statement: Statement, around: Surroundings) -> Recount | None:
    """ "nine governmental entities" against the key partners of that kind or of that name."""
    programme = around.programme
    if programme is None or len(programme.key_partners) < 2:
        return None
    kind = _noun_of_partner(statement.unit)
    if kind is None:
        return None
    names = [p for p in programme.key_partners if kind(p.name, p.kind)]
    if len(names) < 2:
        return None
    basis = f"key partners of the entry ({len(names)} {statement.unit.split()[-1]})"
    quotes = tuple(Quote(partner.place, partner.name) for partner in names)
    return Recount(Decimal(len(names)), basis, "partners", quotes)


def _noun_of_partner(unit: str) -> Callable[[str, str | None], bool] | None:
    if re.search(r"\bministries$", unit, re.IGNORECASE):
        return lambda name, kind: bool(re.match(r"(?:Federal |State )?Ministry\b", name))
    if _GOVERNMENT.search(unit):
        return lambda name, kind: kind == "government" or bool(_STATE_BODY.match(name))
    match = re.search(
        r"\b(municipalit|universit|provinc)ies$|\b(district|province|department)s$", unit, re.IGNORECASE
    )
    if match and not re.search(r"\bother|target", unit):
        stem = (match[1] or match[2]).lower()
        return lambda name, kind: name.lower().startswith(stem)
    return None


def _sum_of_parts(statement: Statement, around: Surroundings) -> Recount | None:
    """ "more than 5 million … including 3.57 million … and 1.34 million …"."""
    match = re.match(r"\s(?:including|of whom|comprising|made up of)\b", statement.after)
    if not match or statement.value < 1000 or statement.is_percent:
        return None
    from jointfund.reading.statements import statements  # the parts are statements of the same sentence

    parts = [
        each
        for each in statements(around.passages[around.index])
        if each.sentence.start == statement.sentence.start
        and each.start > statement.end
        and not each.is_percent
        and each.value >= 1000
        and each.value < statement.value
    ]
    if len(parts) < 2:
        return None
    total = sum((each.value for each in parts), Decimal(0))
    quotes = tuple(Quote(each.place, each.quote) for each in parts)
    return Recount(total, "sum of the parts named", "parts", quotes, is_open=True)


def _share(statement: Statement, around: Surroundings) -> Recount | None:
    """ "7 million X (10% of total X)" against an earlier total of the same noun in the entry."""
    match = re.search(r"\((?:about |approximately )?$", statement.before)
    if not statement.is_percent or not match:
        return None
    same = [e for e in around.earlier if e.place.file == statement.place.file and _same_entry(e, around)]
    part = next((e for e in reversed(same) if e.sentence == statement.sentence and not e.is_percent), None)
    noun = part.unit.split()[-1] if part else ""
    whole = next((e for e in same if part and e.unit.split()[-1:] == [noun] and e.value > part.value), None)
    if part is None or whole is None or noun not in statement.quote:
        return None
    share = (part.value / whole.value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    quotes = (Quote(part.place, part.quote), Quote(whole.place, whole.quote))
    return Recount(share, "part divided by the whole", "share", quotes)


def _same_entry(statement: Statement, around: Surroundings) -> bool:
    programme = around.programme
    return programme is not None and (
        programme.source.start_line <= statement.place.start_line <= programme.source.end_line
    )


def _told_before(statement: Statement, around: Surroundings) -> Recount | None:
    """The same large quantity of the same noun in another entry."""
    if statement.value < 1000 or statement.is_percent or statement.is_money:
        return None
    for each in around.earlier:
        if each.unit.lower() == statement.unit.lower() != "unnamed" and not _same_entry(each, around):
            if not _same_countries(each, around):
                continue
            quotes = (Quote(each.place, each.quote),)
            return Recount(each.value, "the same quantity in another entry", "repeated", quotes)
    return None


def _same_countries(statement: Statement, around: Surroundings) -> bool:
    here = {country.iso3 for country in around.programme.countries} if around.programme else set()
    for other in around.programmes:
        if other.source.file == statement.place.file and (
            other.source.start_line <= statement.place.start_line <= other.source.end_line
        ):
            return bool(here) and here == {country.iso3 for country in other.countries}
    return False


def _programmes(statement: Statement, around: Surroundings) -> Recount | None:
    """ "21 Joint Programmes being implemented", "33 in the pipeline" against the lists of a booklet."""
    if not re.search(r"\bprogrammes$", statement.unit, re.IGNORECASE) or statement.is_percent:
        return None
    section: Section | None = None
    if _PIPELINE.search(statement.after[:60]):
        section = "pipeline"
    elif _FUNDED.search(statement.unit + statement.after[:60]) or _FUNDED.search(statement.before[-40:]):
        section = "funded"
    listed = [p for p in around.programmes if p.document_kind == "booklet" and p.section == section]
    if section is None or not listed:
        return None
    ends = (listed[0], listed[-1])
    quotes = tuple(Quote(p.places.get("heading", p.source), _heading(p)) for p in ends)
    return Recount(
        Decimal(len(listed)), f"entries of the {section} list of the booklet", "programmes", quotes
    )


def _heading(programme: Programme) -> str:
    return (programme.heading or "heading lost").split("\n")[0]


def _contributor_rows(statement: Statement, around: Surroundings) -> Recount | None:
    """ "USD 57.5M from 20 Member States", "38% of this target" against the contributor rows."""
    rows = around.contributions
    if not rows or not _RAISED.search(statement.sentence.text):
        return None
    place = Span(rows[0].source.file, rows[0].source.start_line, rows[-1].source.end_line)
    words = " ".join(" ".join(_lines(around.document, place)).split())
    quotes = (Quote(place, words),)
    total = Decimal(sum(row.amount_usd for row in rows))
    if re.search(r"\bmember states$", statement.unit, re.IGNORECASE):
        states = [row for row in rows if row.member_state]
        return Recount(Decimal(len(states)), "contributor rows with a State", "states", quotes)
    if re.search(r"\b(contributors|donors)$", statement.unit, re.IGNORECASE):
        return Recount(Decimal(len(rows)), "contributor rows", "rows", quotes)
    if statement.is_money:
        return Recount(total, f"sum of the {len(rows)} contributor rows", "total", quotes)
    if statement.is_percent and "target" in statement.sentence.text.lower():
        return _percent_of_target(total, around, quotes[0])
    return None


def _percent_of_target(total: Decimal, around: Surroundings, rows: Quote) -> Recount | None:
    goal = next((e for e in reversed(around.earlier) if e.is_money and "target" in e.before.lower()), None)
    if goal is None:
        return None
    share = (total / goal.value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    quotes = (Quote(goal.place, goal.quote), rows)
    return Recount(share, "sum of the contributor rows divided by the target", "target", quotes)


def _here(statement: Statement, count: int, basis: str, rule: str, start: int, end: int) -> Recount:
    """A recount from words behind the statement in its own sentence; offsets count from its end."""
    words = statement.after[start:end]
    place = statement.sentence.span(statement.end + start, statement.end + end)
    is_open = bool(OPEN_LIST.search(statement.after[:end]))
    return Recount(Decimal(count), basis, rule, (Quote(place, words.strip()),), is_open)


def _lines(document: DocumentRecord, place: Span) -> Sequence[str]:
    return document.lines[place.start_line - 1 : place.end_line]


_RULES: tuple[Callable[[Statement, Surroundings], Recount | None], ...] = (
    _contributor_rows,
    _programmes,
    _months,
    _objectives,
    _in_brackets,
    _quoted,
    _behind_colon,
    _marked,
    _spoken,
    _countries,
    _partners,
    _sum_of_parts,
    _share,
    _told_before,
)
