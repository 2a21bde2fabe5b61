"""Dates of the draft against the record: starts, ends, changes of status, the days of its tables."""

import re
from collections.abc import Iterator

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.claimed import MONTH, read_date
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts, Where
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.names import Named
from jointfund.reading.checking.sayings import Said, Saying, Value, say
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

_ENDS, _FIRST_END = say(Saying.END), say(Saying.FIRST_END)
# Each is one day of a programme or of the fund; a status it may have had on other days too.
_CERTAIN = (say(Saying.START), _ENDS, say(Saying.LAUNCH))

type Known = tuple[Said | str, PartialDate]  # what the record dates, a status by its label


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
        launch: list[Known] = [(say(Saying.LAUNCH), facts.launched)] if facts.launched else []
        return _against(named, launch, Where("home"), say(Saying.THE_FUND))
    dated = [(say(Saying.TABLE_OF_CONTRIBUTIONS), table.on) for table in facts.tables]
    dated += [(say(Saying.STATE_OF_PROGRAMMES), day) for day in facts.days]
    if _STATE.search(sentence) or len(sentence) < _DATE_ALONE:
        same = [(what, on) for what, on in dated if _same(named, on)]
        if same:
            what, on = same[0]
            words = say(Saying.RECORD_HOLDS, what=what, on=on)
            return Verdict(Mark.AGREES, (words,), str(on), as_of=on, where=Where("home"))
    return _unknown()


def _of_programme(one: ProgrammeFacts, before: str, sentence: str) -> list[Known]:
    """Dates of a programme that the sentence may mean, the likeliest first."""
    starts, ends = _START.search(before), _END.search(before)
    known: list[tuple[Said | str, PartialDate | None]] = []
    if starts and (not ends or ends.start() < starts.start()):
        known = [(say(Saying.START), one.starts)]
    elif ends:
        known = [(_ENDS, one.ends), (_FIRST_END, one.ends_original)]
    elif not re.search(r"status|fund|approv|submit|implement", sentence, re.IGNORECASE):
        return []
    known += [(status.label.lower(), status.on) for status in one.statuses]
    return [(what, on) for what, on in known if on]


def _against(named: PartialDate, known: list[Known], where: Where, name: Value) -> Verdict:
    for what, on in known:
        if _same(named, on):
            at = Saying.DATED_ON if on.precision == "day" else Saying.DATED_IN
            words = say(at, name=name, what=what, on=on)
            is_past = what == _FIRST_END and known[0][0] == _ENDS and known[0][1] != on
            mark = Mark.CHANGED if is_past else Mark.AGREES
            shown = str(known[0][1]) if is_past else None
            return Verdict(mark, (words,), str(on), as_of=on, where=where, replacement=shown)
    if not known or known[0][0] not in _CERTAIN:
        return _unknown()
    what, on = known[0]
    words = say(Saying.DATED_AS, name=name, what=what, on=on)
    return Verdict(Mark.DIFFERS, (words,), str(on), as_of=on, where=where, replacement=str(on))


def _same(named: PartialDate, on: PartialDate) -> bool:
    """Whether two dates agree as far as both are known."""
    length = min(len(named.iso()), len(on.iso()))
    return named.iso()[:length] == on.iso()[:length]


def _unknown() -> Verdict:
    return Verdict(Mark.UNKNOWN, (say(Saying.NOTHING_OF_DATE),))
