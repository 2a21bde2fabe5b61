"""What the layout of a booklet or brief says of each programme and contributor, against the record."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jointfund.reading.checking.amounts import judge_budget, judge_contribution
from jointfund.reading.checking.facts import ProgrammeFacts, Where
from jointfund.reading.checking.findings import Mark, Spot, Verdict
from jointfund.reading.checking.names import Named, judge_countries, judge_title
from jointfund.reading.checking.paragraphs import Draft
from jointfund.reading.checking.quantities import judge_months
from jointfund.reading.checking.rounding import read_token
from jointfund.reading.checking.sayings import Said, Saying, say
from jointfund.reading.checking.scope import DraftEntry, Scope
from jointfund.reading.country_names import countries_named
from jointfund.reading.records import Contribution, Programme, Span
from jointfund.reading.words import is_capitals

_AMOUNT = re.compile(r"(?:USD|US\$|\$)?\s?\d[\d,. ]*\d?\s?(?:million|M|K|k)?\b(?:\sUSD)?")
_STAGES = {
    "pipeline": Saying.STAGE_PIPELINE,
    "funded": Saying.STAGE_FUNDED,
    "closed": Saying.STAGE_CLOSED,
}


def judge_entries(scope: Scope) -> Iterator[Named]:
    """Every field of every entry that the record can be asked about."""
    for entry in scope.entries:
        if entry.facts is None:
            yield from _not_on_record(entry, scope)
        else:
            yield from _fields(entry, entry.facts, scope)


def judge_rows(scope: Scope, rows: tuple[Contribution, ...]) -> Iterator[Named]:
    """Every row of a table of contributors."""
    for row in rows:
        token = read_token(f"{row.amount_usd:,}")
        spot = scope.draft.lines(row.source.start_line, row.source.end_line)
        if token and spot:
            verdict = judge_contribution(scope.facts, row.iso3 or "", row.contributor, token)
            yield Named(spot, "contributor", verdict)


def judge_stage(stage: str, programme: ProgrammeFacts) -> Verdict:
    """A stage the draft gives a programme ("in the pipeline", "funded") against its history."""
    where = Where("programme", programme.reference)
    if not programme.statuses:
        return Verdict(Mark.UNKNOWN, (say(Saying.NO_STATUS, programme=programme.reference),), where=where)
    now = programme.statuses[-1]
    words = say(
        Saying.STATUS_MEANS,
        programme=programme.reference,
        status=now.label,
        on=now.on,
        stage=_stage(now.stage),
    )
    if stage == now.stage:
        return Verdict(Mark.AGREES, (words,), now.label, as_of=now.on, where=where)
    before = [one for one in programme.statuses if one.stage == stage]
    mark = Mark.CHANGED if before else Mark.DIFFERS
    drafted = (
        say(Saying.DRAFT_SAYS_AS_WAS, stage=_stage(stage), on=before[-1].on)
        if before
        else say(Saying.DRAFT_SAYS, stage=_stage(stage))
    )
    return Verdict(mark, (words, drafted), now.label, as_of=now.on, where=where)


def _stage(code: str) -> Said:
    return say(_STAGES.get(code, Saying.STAGE_UNKNOWN))


def _not_on_record(entry: DraftEntry, scope: Scope) -> Iterator[Named]:
    programme = entry.programme
    words = (say(Saying.NO_SUCH_ENTRY),)
    for field in ("title", "heading"):
        spot = _spot(scope.draft, programme.places.get(field), getattr(programme, field) or "")
        if spot:
            yield Named(spot, "programme", Verdict(Mark.UNKNOWN, words, where=Where("programmes")))
            return


def _fields(entry: DraftEntry, facts: ProgrammeFacts, scope: Scope) -> Iterator[Named]:
    programme, draft = entry.programme, scope.draft
    places = programme.places
    title_spot = _spot(draft, places.get("title"), programme.title or "")
    if programme.title and title_spot:
        yield Named(title_spot, "title", judge_title(programme.title, facts))
    stage_spot = _spot(draft, places.get("status"), programme.status_text or "") or title_spot
    stage_spot = stage_spot or _spot(draft, places.get("heading"), "")
    if stage_spot:
        yield Named(stage_spot, "status", _status(programme, facts))
    if spot := _amount_spot(draft, places.get("budget_usd")):
        quote = draft.paragraphs[spot.paragraph].text[spot.start : spot.end]
        token = read_token(quote)
        if token and token.value == Decimal(programme.budget_usd or 0):
            yield Named(spot, "amount", judge_budget(facts, token, scope.facts.currency))
    months = _spot(draft, places.get("duration_months"), str(programme.duration_months or ""))
    if months and programme.duration_months:
        verdict = judge_months(facts, Decimal(programme.duration_months))
        shown = str(facts.months) if verdict.replacement else None
        yield Named(months, "months", replace(verdict, replacement=shown))
    yield from _countries(programme, facts, scope)
    area = _spot(draft, places.get("thematic_area"), "")
    if area and programme.thematic_area and facts.area and programme.thematic_area != facts.area:
        words = (
            say(
                Saying.OTHER_AREA,
                programme=facts.reference,
                printed=programme.thematic_area,
                area=facts.area,
            ),
        )
        where = Where("programme", facts.reference)
        yield Named(area, "area", Verdict(Mark.DIFFERS, words, str(facts.area), where=where))


def _status(programme: Programme, facts: ProgrammeFacts) -> Verdict:
    """The printed status where there is one, else the part of the document the entry stands in."""
    if programme.status is None or not facts.statuses:
        return judge_stage(programme.section, facts)
    where, now = Where("programme", facts.reference), facts.statuses[-1]
    words: tuple[Said, ...] = (say(Saying.STATUS_IS, programme=facts.reference, status=now.label, on=now.on),)
    if programme.status == now.code:
        return Verdict(Mark.AGREES, words, now.label, as_of=now.on, where=where)
    was = next((one for one in facts.statuses if one.code == programme.status), None)
    if was:
        words += (say(Saying.WAS_AS_DRAFTED, on=was.on),)
        return Verdict(Mark.CHANGED, words, now.label, as_of=now.on, where=where)
    return Verdict(Mark.DIFFERS, words, now.label, as_of=now.on, where=where)


def _countries(programme: Programme, facts: ProgrammeFacts, scope: Scope) -> Iterator[Named]:
    """The countries beside a heading; a title that names a country is no list."""
    place = programme.places.get("countries")
    if place is None or not facts.codes or place == programme.places.get("title"):
        return
    named: list[Spot] = []
    for line in range(place.start_line, place.end_line + 1):
        spot = scope.draft.lines(line, line)
        if spot is None:
            continue
        text = scope.draft.paragraphs[spot.paragraph].text[spot.start : spot.end]
        found = countries_named(text, scope.lexicon.countries)
        named += [Spot(spot.paragraph, spot.start + one.start, spot.start + one.end) for one in found]
    if not named or len({one.paragraph for one in named}) > 1:
        whole = scope.draft.lines(place.start_line, place.start_line)
        named = [whole] if whole else []
    if not named:
        return
    spot = Spot(named[0].paragraph, named[0].start, named[-1].end)
    words = scope.draft.paragraphs[spot.paragraph].text[spot.start : spot.end]
    codes = frozenset(country.iso3 for country in programme.countries)
    yield Named(spot, "countries", judge_countries(codes, facts, in_capitals=is_capitals(words)))


def _amount_spot(draft: Draft, place: Span | None) -> Spot | None:
    spot = draft.lines(place.start_line, place.end_line) if place else None
    if spot is None:
        return None
    text = draft.paragraphs[spot.paragraph].text[spot.start : spot.end]
    match = _AMOUNT.search(text)
    return Spot(spot.paragraph, spot.start + match.start(), spot.start + match.end()) if match else spot


def _spot(draft: Draft, place: Span | None, words: str) -> Spot | None:
    if place is None:
        return None
    found = draft.find(words, place.start_line, place.end_line) if words else None
    return found or draft.lines(place.start_line, place.end_line)
