"""Amounts of the draft against the record: target, contributions, totals, budgets."""

import re
from dataclasses import replace
from decimal import Decimal

from jointfund.kernel.words import fold
from jointfund.reading.checking.claimed import Claimed
from jointfund.reading.checking.facts import (
    ContributorFacts,
    ProgrammeFacts,
    RecordFacts,
    Where,
    amount_of,
)
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.history import Figure, State, changes_only, judge
from jointfund.reading.checking.quantities import STAGES
from jointfund.reading.checking.rounding import Token
from jointfund.reading.checking.sayings import Said, Saying, say
from jointfund.reading.country_names import countries_named

_TOPICS = {
    "target": r"\btarget\b|\bcapitali[sz]ation\b",
    "raised": r"\bmobili[sz]ed\b|\braised\b|\breceived\b|\bcontribut\w+|\bdonat\w+|\bpledged\b|\bgave\b"
    r"|\bgiven\b|\bprovided\b",
    "gap": r"\bgap\b|\bshortfall\b|\bmissing\b|\bstill needed\b|\bto go\b|\bto reach\b",
    "budget": r"\bbudget\w*|\bcosts?\b|\bworth\b",
    **STAGES,
}
_GAVE = re.compile(r"\b(?:contribut\w+|donat\w+|gave|given|pledged|provided|from|by)\b", re.IGNORECASE)
_STATES = re.compile(
    r"^[\s,()]*(?:was|were|has been|have been|came)?\s*(?:from|by)\s(?:[\w-]+\s){0,3}member states\b",
    re.IGNORECASE,
)
_GIVEN_BY = re.compile(
    r"^[\s,(]*(?:(?:was|were|came|has been|have been)\s)?(?:\w+ed\s|given\s)?(?:from|by)\s(?:the\s)?",
    re.IGNORECASE,
)
_AREA = re.compile(r"\b(?:thematic )?area\s(\d)\b", re.IGNORECASE)


def judge_amount(claim: Claimed) -> Verdict | None:
    """What the record says to an amount; None where it holds nothing of the kind."""
    topic = claim.nearest(_TOPICS)
    if topic == "budget" and claim.programme is None:  # "the pipeline is worth …"
        topic = claim.nearest({name: words for name, words in _TOPICS.items() if name != "budget"})
    if topic == "target":
        return _target(claim)
    if verdict := _contributor(claim, topic):
        return verdict
    if claim.programme and (topic in ("", "budget") or (not claim.in_entry and topic in STAGES)):
        return judge_budget(claim.programme, claim.token, claim.facts.currency)
    if topic == "raised" and not claim.in_entry:
        return _raised(claim)
    if topic == "gap":
        return _gap(claim)
    if topic in STAGES and not claim.in_entry:
        return _total(claim, topic)
    return None


def judge_budget(programme: ProgrammeFacts, token: Token, currency: str) -> Verdict:
    """An amount against a programme's budget."""
    where = Where("programme", programme.reference)
    if programme.budget is None:
        return Verdict(Mark.UNKNOWN, (say(Saying.NO_BUDGET, programme=programme.reference),), where=where)
    state = State(programme.as_of("budget_usd"), programme.budget)
    also = (say(Saying.BUDGET_IS_ROUNDED),) if programme.is_budget_rounded else ()
    what = say(Saying.BUDGET_OF, programme=programme.reference)
    return judge(token, Figure(what, (state,), where, currency, True, also))


def judge_contribution(facts: RecordFacts, iso3: str, name: str, token: Token) -> Verdict:
    """An amount against what the record has of one contributor."""
    states: list[State] = []
    row: ContributorFacts | None = None
    for table in facts.tables:
        row = contributor_in(table.rows, iso3, name)
        if row:
            states.append(State(table.on, row.amount))
            latest = row
    if not states:
        words = say(Saying.NO_CONTRIBUTION, contributors=name.strip())
        return Verdict(Mark.UNKNOWN, (words,), where=Where("contributors"))
    figure = Figure(
        say(Saying.CONTRIBUTION_OF, contributor=latest.name),
        changes_only(states),
        Where("contributor", latest.slug),
        facts.currency,
        is_money=True,
    )
    return judge(token, figure)


def contributor_in(rows: tuple[ContributorFacts, ...], iso3: str, name: str) -> ContributorFacts | None:
    """The row of a contributor by country code, else by name."""
    folded = fold(name).strip()
    return next(
        (row for row in rows if (iso3 and row.iso3 == iso3) or (not iso3 and fold(row.name) == folded)), None
    )


def _target(claim: Claimed) -> Verdict | None:
    facts = claim.facts
    if facts.target is None:
        return None
    also = (say(Saying.SET_FOR, event=facts.target_by),) if facts.target_by else ()
    states = (State(None, facts.target),)
    figure = Figure(say(Saying.TARGET), states, Where("support"), facts.currency, True, also)
    return judge(claim.token, figure)


def _contributor(claim: Claimed, topic: str) -> Verdict | None:
    """ "Germany contributed USD 19.6 million", "USD 6.6 million from Denmark"."""
    table = claim.facts.table
    if table is None or topic not in ("raised", "") or not _GAVE.search(claim.sentence):
        return None
    behind = _GIVEN_BY.match(claim.after)
    names = _named(claim.after[behind.end() :], claim) if behind else []
    if behind and names and names[0][1] == 0:
        return judge_contribution(claim.facts, names[0][0], names[0][2], claim.token)
    before = _named(claim.before, claim)
    if not before or (topic != "raised" and not re.search(r"\($", claim.before.strip())):
        return None
    iso3, _start, name = before[-1]
    return judge_contribution(claim.facts, iso3, name, claim.token)


def _named(text: str, claim: Claimed) -> list[tuple[str, int, str]]:
    """Contributors a text names: code, where, words; every country counts, on record or not."""
    found = [
        (one.iso3, one.start, text[one.start : one.end])
        for one in countries_named(text, claim.lexicon.countries)
    ]
    for row in claim.facts.table.rows if claim.facts.table else ():
        match = None if row.iso3 else re.search(re.escape(row.name), text, re.IGNORECASE)
        if match:
            found.append(("", match.start(), row.name))
    return sorted(found, key=lambda one: one[1])


def _raised(claim: Claimed) -> Verdict | None:
    facts, table = claim.facts, claim.facts.table
    if table is None:
        return None
    unit = facts.currency
    every = changes_only([State(one.on, one.total) for one in facts.tables])
    states = changes_only([State(one.on, one.total_of_states) for one in facts.tables])
    also = (
        say(
            Saying.ALL_GAVE,
            count=len(table.rows),
            total=_whole(unit, table.total),
            states=len(table.states),
            total_of_states=_whole(unit, table.total_of_states),
        ),
    )
    where = Where("contributors")
    whole = judge(claim.token, Figure(say(Saying.CONTRIBUTIONS), every, where, unit, True, also), claim.said)
    if not _STATES.match(claim.after) or whole.mark is Mark.AGREES:
        return whole
    of_states = Figure(say(Saying.CONTRIBUTIONS_OF_STATES), states, where, unit, True, also)
    part = judge(claim.token, of_states, claim.said)
    if part.mark is Mark.AGREES:
        return part
    # The sentence speaks of Member States, so its correction does too.
    return replace(whole, replacement=part.replacement)


def _gap(claim: Claimed) -> Verdict | None:
    facts = claim.facts
    if facts.target is None or not facts.tables:
        return None
    states = [State(one.on, facts.target - one.total) for one in facts.tables]
    what = say(Saying.MISSING_TO_TARGET)
    figure = Figure(what, changes_only(states), Where("support"), facts.currency, is_money=True)
    return judge(claim.token, figure, claim.said)


def _total(claim: Claimed, stage: str) -> Verdict | None:
    """Budgets of the programmes at a stage added up, also of one thematic area."""
    area = _AREA.search(claim.after) or _AREA.search(claim.before)
    states = [
        State(
            on,
            amount_of(
                one.budget or Decimal(0)
                for one in claim.facts.programmes
                if one.stage_on(on.on) == stage and (not area or one.area == int(area[1]))
            ),
        )
        for on in claim.facts.days
    ]
    if not states:
        return None
    what = say(Saying.BUDGETS_WAITING if stage == "pipeline" else Saying.BUDGETS_FUNDED)
    what = say(Saying.IN_AREA, figure=what, area=int(area[1])) if area else what
    where = Where("programmes", facets=(("stage", stage),))
    figure = Figure(what, changes_only(states), where, claim.facts.currency, is_money=True)
    return judge(claim.token, figure, claim.said)


def _whole(currency: str, amount: Decimal) -> Said:
    """An amount to the unit of its currency."""
    return say(Saying.AMOUNT, currency=currency, number=amount.quantize(Decimal(1)))
