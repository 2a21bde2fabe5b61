"""Dates of the draft against the record: starts, ends, changes of status, the days of its tables."""

import re
from collections.abc import Iterator

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.claimed import MONTH, read_date
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts, Where
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.names import Named
from jointfund.reading.checking.scope import Scope

_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{MONTH})\s(?:(?P<day2>\d{{1,2}}),\s)?"
    rf"(?P<year>(?:19|20)\d\d)(?![\d/])|(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)"
    r"|\b(?:in|since|until|by|of|from|during|end of|year)\s(?P<alone>(?:19|20)\d\d)(?![\d–/-])",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:start\w*|launch\w*|began|begin\w*|commenc\w*|since|first transfer)\b", re.IGNORECASE
)
_END = re.compile(r"\b(?:end\w*|clos\w*|conclu\w*|until|finish\w*|complet\w*)\b", re.IGNORECASE)
_DATE_ALONE = 40  # letters of a line that is hardly more than a date, as on a cover
_FUND = re.compile(r"\bFund\b|\bMPTF\b")
_STATE = re.compile(r"\bas (?:of|at)\b|\bstatus\b|\bcontribut\w+|\bdonors\b|\bpipeline\b", re.IGNORECASE)


def judge_dates(scope: Scope) -> Iterator[Named]:
    """Every date of the draft, to the day, the month or the year."""
    for paragraph in scope.draft.paragraphs:
        for match in _DATE.finditer(paragraph.text):
            named = _read(match)
            if named is None:
                continue
            group = "alone" if match["alone"] else 0
            start, end = match.start(group), match.end(group)
            first, last = paragraph.sentence_at(start)
            line = paragraph.passage.span(start).start_line
            programme = scope.programme_at(paragraph, start, line)
            sentence = paragraph.text[first:last]
            verdict = _judge(named, sentence, paragraph.text[first:start], programme, scope.facts)
            yield Named(paragraph.spot(start, end), "date", verdict)


def _read(match: re.Match[str]) -> PartialDate | None:
    if match["iso"]:
        try:
            return PartialDate.parse(match["iso"])
        except ValueError:
            return None
    return read_date(match["day"] or match["day2"], match["month"], match["year"] or match["alone"])


def _judge(
    named: PartialDate, sentence: str, before: str, programme: ProgrammeFacts | None, facts: RecordFacts
) -> Verdict:
    if programme:
        known = _of_programme(programme, before[-60:], sentence)
        if known:
            return _against(named, known, Where("programme", programme.reference), programme.reference)
        return _unknown()
    if re.search(r"\blaunch|\bestablish|\bfounded", before[-40:], re.IGNORECASE) and _FUND.search(sentence):
        return _against(
            named, [("launch", facts.launched)] if facts.launched else [], Where("home"), "The fund"
        )
    dated = [("table of contributions", table.on) for table in facts.tables]
    dated += [("state of the programmes", day) for day in facts.days]
    if _STATE.search(sentence) or len(sentence) < _DATE_ALONE:
        same = [(name, on) for name, on in dated if _same(named, on)]
        if same:
            words = f"The record holds the {same[0][0]} of {same[0][1]}."
            return Verdict(Mark.AGREES, words, str(same[0][1]), as_of=same[0][1], where=Where("home"))
    return _unknown()


def _of_programme(one: ProgrammeFacts, before: str, sentence: str) -> list[tuple[str, PartialDate | None]]:
    """Dates of a programme that the sentence may mean, the likeliest first."""
    starts, ends = _START.search(before), _END.search(before)
    known: list[tuple[str, PartialDate | None]] = []
    if starts and (not ends or ends.start() < starts.start()):
        known = [("start", one.starts)]
    elif ends:
        known = [("end", one.ends), ("end as first agreed", one.ends_original)]
    elif not re.search(r"status|fund|approv|submit|implement", sentence, re.IGNORECASE):
        return []
    known += [(status.label.lower(), status.on) for status in one.statuses]
    return [(name, on) for name, on in known if on]


def _against(
    named: PartialDate, known: list[tuple[str, PartialDate | None]], where: Where, name: str
) -> Verdict:
    dates = [(what, on) for what, on in known if on]
    if not dates:
        return _unknown()
    for what, on in dates:
        if _same(named, on):
            at = "on" if on.precision == "day" else "in"
            words = f"{name}: the record has its {what} {at} {on}."
            is_past = what == "end as first agreed" and dates[0][0] == "end" and dates[0][1] != on
            mark = Mark.CHANGED if is_past else Mark.AGREES
            shown = str(dates[0][1]) if is_past else None
            return Verdict(mark, words, str(on), as_of=on, where=where, replacement=shown)
    what, on = dates[0]
    if what not in ("start", "end", "launch"):
        return _unknown()
    words = f"{name}: the record has its {what} as {on}."
    return Verdict(Mark.DIFFERS, words, str(on), as_of=on, where=where, replacement=str(on))


def _same(named: PartialDate, on: PartialDate) -> bool:
    """Whether two dates agree as far as both are known."""
    length = min(len(named.iso()), len(on.iso()))
    return named.iso()[:length] == on.iso()[:length]


def _unknown() -> Verdict:
    return Verdict(Mark.UNKNOWN, "The record holds nothing of this date.")
