"""Everything together: a draft read once, each claim found, judged and put in its place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from jointfund.reading.checking.amounts import judge_amount
from jointfund.reading.checking.claimed import Claimed
from jointfund.reading.checking.dates import judge_dates
from jointfund.reading.checking.entries import judge_entries, judge_rows, judge_stage
from jointfund.reading.checking.facts import RecordFacts
from jointfund.reading.checking.findings import (
    CheckedDraft,
    Finding,
    Kind,
    Mark,
    MarkedPlace,
    Spot,
    Verdict,
)
from jointfund.reading.checking.names import Named, judge_names
from jointfund.reading.checking.paragraphs import Draft, Paragraph, in_even_paragraphs
from jointfund.reading.checking.quantities import judge_quantity
from jointfund.reading.checking.rounding import Token, agrees, read_token
from jointfund.reading.checking.sayings import Saying, say
from jointfund.reading.checking.scope import Scope
from jointfund.reading.checking.spots import Taken, overlap
from jointfund.reading.claims import CountedStatement, counted_statements
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.read import read_lines
from jointfund.reading.records import Reading
from jointfund.reading.recounts import Recount
from jointfund.reading.sources.lines import SourceLines
from jointfund.reading.statements import Statement, statements
from jointfund.reading.words import Words

_CURRENCY_BEHIND = re.compile(r"^\s?(?:USD|US dollars?|dollars?)\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,4})"
    r"(?=\s(?:are|is|were|have|has|wait|remain|stand|in the pipeline|on the ground|under implementation)\b)"
)
_IS_FUNDED = re.compile(
    r"\b(?:is|was|has been|already|now)\s(?:\w+\s)?"
    r"(?:funded|under implementation|being implemented|running)\b",
    re.IGNORECASE,
)
_IS_WAITING = re.compile(
    r"\b(?:(?:is|remains?|still)\s(?:\w+\s)?in the pipeline|"
    r"(?:is|remains?)\s(?:still\s)?(?:waiting|awaiting|unfunded|not yet funded))\b",
    re.IGNORECASE,
)
_NOW = {
    "funded": "is funded",
    "pipeline": "is approved and waits for money",
    "closed": "has left the pipeline",
}
# Recounts against the draft's own lists; where the record knows the figure it is asked first.
_OWN_LISTS = frozenset({"brackets", "colon", "marked", "spoken", "countries", "partners", "parts", "share"})


def check_draft(source: SourceLines, facts: RecordFacts, lexicon: Lexicon) -> CheckedDraft:
    """The draft with a mark on every claim the record, or the draft's own lists, can be asked about."""
    even = in_even_paragraphs(source)
    reading = read_lines(even.source, Words(lexicon))
    draft = Draft(reading.documents[0], even.lines)
    scope = Scope(draft, reading, facts, lexicon)
    found = [*judge_entries(scope), *judge_rows(scope, reading.contributions)]
    titled = Taken(each.spot for each in found if each.kind in ("title", "programme"))
    found += [
        each
        for each in judge_names(scope)
        if each.kind not in ("title", "programme") or not titled.holds(each.spot)
    ]
    numbered = ("amount", "months", "countries", "contributor", "objective", "area")
    found += _numbers(scope, reading, Taken(each.spot for each in found if each.kind in numbered))
    taken = Taken(each.spot for each in found)
    found += [each for each in judge_dates(scope) if not taken.holds(each.spot)]
    found += _stages(scope)
    return CheckedDraft(
        source.file,
        tuple(passage.text for passage in draft.shown),
        tuple(_places(draft, _corrected(draft, _unique(found)))),
        source.warnings,
    )


def _numbers(scope: Scope, reading: Reading, taken: Taken) -> Iterator[Named]:
    """Every counted statement that no field of an entry has claimed already."""
    document = scope.draft.document
    counted = counted_statements(document, reading.programmes, reading.contributions)
    for each in (*counted, *_headings(scope)):
        spot = _spot_of(each.statement, scope.draft)
        if spot is None or taken.holds(spot):
            continue
        taken.add(spot)
        yield _number(each, spot, scope)
    for paragraph in scope.draft.paragraphs:
        for match in _BARE.finditer(paragraph.text):
            spot = paragraph.spot(match.start(), match.end())
            if taken.holds(spot):
                continue
            claim = _claimed(scope, paragraph, spot, read_token(match[0]), "")
            verdict = judge_quantity(claim) if claim else None
            if verdict:
                taken.add(spot)
                yield Named(spot, "number", verdict)


def _headings(scope: Scope) -> Iterator[CountedStatement]:
    """Statements of lines that the reader of claims passes over as headings."""
    for paragraph in scope.draft.paragraphs:
        for statement in statements(paragraph.passage):
            yield CountedStatement(statement, None, None)


def _number(each: CountedStatement, spot: Spot, scope: Scope) -> Named:
    statement = each.statement
    paragraph = scope.draft.paragraphs[spot.paragraph]
    is_money = statement.is_money or bool(_CURRENCY_BEHIND.match(paragraph.text[spot.end :]))
    kind: Kind = "amount" if is_money else "months" if statement.unit == "months" else "number"
    token = read_token(statement.quote, statement.about)
    if token is None or statement.unit in ("year", "rank", "months") or statement.is_listed:
        token = Token("", statement.value, Decimal(1))
    if statement.is_listed:
        return Named(spot, kind, _against_own_list(token, each.recount, None))
    claim = _claimed(scope, paragraph, spot, token, statement.unit)
    if claim is None:
        return Named(spot, kind, _unknown())
    claim = replace(claim, is_money=is_money, is_percent=statement.is_percent)
    verdict = judge_amount(claim) if is_money else judge_quantity(claim)
    verdict = _against_own_list(token, each.recount, verdict)
    if verdict.replacement:
        quote = paragraph.text[spot.start : spot.end]
        shown = _written_into(quote, token, statement.unit, verdict.replacement)
        verdict = replace(verdict, replacement=shown)
    return Named(spot, kind, verdict)


def _written_into(quote: str, token: Token, unit: str, replacement: str) -> str:
    """The words of a claim with the record's value in the place of its number."""
    match unit:
        case "year":
            return re.sub(r"\b(?:19|20)\d\d\b", replacement, quote, count=1)
        case "months":
            number = replacement.split()[0]
            joint = "-month" if "-" in quote else " months"
            return re.sub(r"^.*?(?:years?|months?)\b", number + joint, quote, count=1)
    return quote.replace(token.words, replacement, 1) if token.words else replacement


def _claimed(
    scope: Scope, paragraph: Paragraph, spot: Spot, token: Token | None, unit: str
) -> Claimed | None:
    if token is None:
        return None
    line = paragraph.passage.span(spot.start).start_line
    return Claimed(
        paragraph,
        spot.start,
        spot.end,
        token,
        unit,
        scope.facts,
        scope.lexicon,
        scope.programme_at(paragraph, spot.start, line),
        in_entry=scope.entry_at(line) is not None,
    )


def _against_own_list(token: Token, recount: Recount | None, verdict: Verdict | None) -> Verdict:
    """The record's verdict, or that of a list of the draft itself where the record holds nothing.

    A list of the draft that contradicts its own number makes the claim differ even where the record agrees.
    """
    own = recount if recount and recount.rule in _OWN_LISTS and not recount.is_open else None
    if own is None:
        return verdict or _unknown()
    same = agrees(token, own.value)
    words = say(Saying.OWN_LIST_GIVES, value=own.value, basis=own.basis)
    if verdict is None:
        return Verdict(Mark.AGREES if same else Mark.DIFFERS, (words,), f"{own.value:,f}", own.value)
    if same or verdict.mark is not Mark.AGREES:
        return verdict
    incomplete = say(Saying.LIST_IS_INCOMPLETE)
    return replace(verdict, mark=Mark.DIFFERS, said=(words, *verdict.said, incomplete))


def _unknown() -> Verdict:
    return Verdict(Mark.UNKNOWN, (say(Saying.NOTHING_OF_KIND),))


def _stages(scope: Scope) -> Iterator[Named]:
    """ "… is now funded", "… is still in the pipeline", said of a programme named in the same sentence."""
    for paragraph in scope.draft.paragraphs:
        for pattern, stage in ((_IS_FUNDED, "funded"), (_IS_WAITING, "pipeline")):
            for match in pattern.finditer(paragraph.text):
                line = paragraph.passage.span(match.start()).start_line
                programme = scope.programme_at(paragraph, match.start(), line)
                if programme and scope.entry_at(line) is None:
                    spot = paragraph.spot(match.start(), match.end())
                    verdict = judge_stage(stage, programme)
                    if verdict.mark in (Mark.DIFFERS, Mark.CHANGED):
                        verdict = replace(verdict, replacement=_NOW.get(programme.statuses[-1].stage))
                    yield Named(spot, "status", verdict)


def _spot_of(statement: Statement, draft: Draft) -> Spot | None:
    """Where a statement stands in the draft as it is shown."""
    start = statement.sentence.start + statement.start
    spot = draft.same_place(statement.sentence.passage, start, start + statement.end - statement.start)
    return spot or draft.find(statement.quote, statement.place.start_line, statement.place.end_line)


def _unique(found: list[Named]) -> list[Named]:
    """Findings in the order of the text, each place and kind once."""
    ordered = sorted(found, key=lambda each: (each.spot.paragraph, each.spot.start, -each.spot.end))
    return list({(each.spot, each.kind, each.verdict.said): each for each in ordered}.values())


def _corrected(draft: Draft, found: list[Named]) -> Iterator[Finding]:
    """Findings with their sentence corrected; all that differs in one sentence is corrected together."""
    differing: dict[int, list[Named]] = defaultdict(list)
    for each in found:
        if each.verdict.replacement is not None:
            differing[each.spot.paragraph].append(each)
    for each in found:
        paragraph = draft.paragraphs[each.spot.paragraph]
        span = paragraph.passage.span(each.spot.start, each.spot.end)
        corrects = each.verdict.replacement is not None
        yield Finding(
            each.spot,
            draft.shown[each.spot.paragraph].text[each.spot.start : each.spot.end],
            each.kind,
            each.verdict,
            draft.line(span.start_line),
            draft.line(span.end_line),
            draft.page(span.start_line),
            _sentence(draft, paragraph, each, differing[paragraph.number]) if corrects else "",
        )


def _sentence(draft: Draft, paragraph: Paragraph, asked: Named, differing: list[Named]) -> str:
    text = draft.shown[paragraph.number].text
    first, last = paragraph.sentence_at(asked.spot.start)
    kept, taken = [asked], Taken([asked.spot])
    for each in differing:
        if first <= each.spot.start < last and not taken.holds(each.spot):
            kept.append(each)
            taken.add(each.spot)
    last = max(last, asked.spot.end)
    for each in sorted(kept, key=lambda one: -one.spot.start):
        if each.spot.end <= last:
            text = text[: each.spot.start] + (each.verdict.replacement or "") + text[each.spot.end :]
            last += len(each.verdict.replacement or "") - (each.spot.end - each.spot.start)
    return text[first:last].strip()


def _places(draft: Draft, findings: Iterable[Finding]) -> Iterator[MarkedPlace]:
    """Findings that share words, as one place each, numbered in the order of the text."""
    group: list[Finding] = []
    number = 0
    for each in findings:
        if group and not any(overlap(each.spot, one.spot) for one in group):
            number += 1
            yield _place(number, group)
            group = []
        group.append(each)
    if group:
        yield _place(number + 1, group)


def _place(number: int, group: list[Finding]) -> MarkedPlace:
    spot = Spot(
        group[0].spot.paragraph, min(one.spot.start for one in group), max(one.spot.end for one in group)
    )
    return MarkedPlace(number, spot, tuple(group))
