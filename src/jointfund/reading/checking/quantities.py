"""Counts, shares and months of the draft against the record. Each rule gives a verdict or passes."""

import re
from collections.abc import Callable
from decimal import Decimal

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.claimed import Claimed
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts, Where
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.history import Figure, State, changes_only, judge
from jointfund.reading.checking.sayings import Listed, Said, Saying, say, when_dated
from jointfund.reading.country_names import countries_named

STAGES = {
    "pipeline": r"\bpipeline\b|\bwait(?:s|ing)?\b|\bunfunded\b|\bawait\w*|\bready to\b|\bnot yet funded\b",
    "funded": r"\bfunded\b|\bimplement\w*|\bon the ground\b|\bcurrently supports\b|\bon-?going\b|\brunning\b",
}
_PROGRAMMES = {
    "pipeline": Saying.PROGRAMMES_WAITING,
    "funded": Saying.PROGRAMMES_FUNDED,
    "": Saying.PROGRAMMES,
}
_COUNTRIES_OF = {
    "pipeline": Saying.COUNTRIES_OF_WAITING,
    "funded": Saying.COUNTRIES_OF_FUNDED,
    "": Saying.COUNTRIES_OF_PROGRAMMES,
}
_VOCABULARIES = {
    "thematic areas": Saying.AREAS,
    "objectives": Saying.OBJECTIVES,
    "guiding principles": Saying.PRINCIPLES,
}
_AREA = re.compile(r"\b(?:thematic )?area\s(\d)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:the|all|its|these|their)\s*$", re.IGNORECASE)
_THIS_PROGRAMME = re.compile(r"programme|project|duration|initiative", re.IGNORECASE)
_OWN_PROGRAMMES = re.compile(
    r"(?:(?:different|joint|funded|pipeline|approved|waiting|ongoing|running|such|un)\s)*programmes",
    re.IGNORECASE,
)
_NOT_PROGRAMMES = re.compile(r"\b(?:proposals?|applications?|concept notes)\b", re.IGNORECASE)
_COUNTRIES_GAVE = r"\b(?:contributed(?! to)|contributing|donor|donated|pledged|gave)\b"
_RAISED = r"\b(?:mobili[sz]ed|raised|received|contribut\w+|donat\w+|donors?|pledged|gave|given)\b"


def _programmes(claim: Claimed) -> Verdict | None:
    """ "33 Joint Programmes in the pipeline", "four programmes in thematic area 2"."""
    if claim.is_percent or claim.is_money or (claim.programme and claim.in_entry):
        return None
    stage = claim.nearest(STAGES)
    if claim.unit and not _counts_programmes(claim, stage):
        return None
    area = _AREA.search(claim.quote + claim.after) or _AREA.search(claim.before)
    codes = {one.iso3 for one in countries_named(claim.quote + claim.after, claim.lexicon.countries)}
    if not claim.unit and not stage:
        return None

    def counts(one: ProgrammeFacts) -> bool:
        return (not area or one.area == int(area[1])) and (not codes or bool(codes & one.codes))

    places = [one.name for one in claim.lexicon.countries if one.iso3 in codes]
    what = _narrowed(say(_PROGRAMMES[stage]), area, places)
    return judge(claim.token, _count_figure(claim.facts, stage, counts, what), claim.said)


def _counts_programmes(claim: Claimed, stage: str) -> bool:
    """Whether a noun means the fund's programmes: "projects" do only where the sentence names the fund."""
    if _OWN_PROGRAMMES.fullmatch(claim.unit):
        return bool(stage) or claim.names_the_fund
    counted = re.search(r"\b(?:programmes|projects|initiatives)$", claim.unit, re.IGNORECASE)
    return bool(counted and stage) and claim.names_the_fund


def _count_figure(
    facts: RecordFacts, stage: str, counts: Callable[[ProgrammeFacts], bool], what: Said
) -> Figure:
    """How many programmes stood at a stage, through time; the empty stage is both."""
    wanted = {stage} if stage else {"pipeline", "funded"}
    states = [
        State(on, Decimal(sum(counts(one) and one.stage_on(on.on) in wanted for one in facts.programmes)))
        for on in facts.days
    ]
    return Figure(
        what,
        changes_only(states) or (State(None, Decimal(0)),),
        Where("programmes", facets=(("stage", stage),) if stage else ()),
    )


def _narrowed(what: Said, area: re.Match[str] | None, places: list[str]) -> Said:
    if area:
        what = say(Saying.IN_AREA, figure=what, area=int(area[1]))
    return say(Saying.IN_PLACES, figure=what, places=Listed(tuple(places), "comma")) if places else what


def _contributors(claim: Claimed) -> Verdict | None:
    """ "20 Member States", "22 contributors", "20 countries have contributed"."""
    if claim.is_percent or claim.is_money or not claim.facts.tables:
        return None
    states = re.search(r"\bmember states$", claim.unit, re.IGNORECASE)
    countries = re.search(r"\b(?:countries|states|governments)$", claim.unit, re.IGNORECASE)
    donors = re.search(r"\b(?:contributors|donors)$", claim.unit, re.IGNORECASE)
    if countries and not states and not donors:
        nearby = claim.unit + claim.before[-30:] + claim.after[:40]
        if not re.search(_COUNTRIES_GAVE, nearby, re.IGNORECASE):
            return None
    elif not donors and not (states and re.search(_RAISED, claim.sentence, re.IGNORECASE)):
        return None
    what = say(Saying.CONTRIBUTORS if donors else Saying.CONTRIBUTING_STATES)
    values = [
        State(table.on, Decimal(len(table.rows if donors else table.states))) for table in claim.facts.tables
    ]
    return judge(claim.token, Figure(what, changes_only(values), Where("contributors")), claim.said)


def _shares(claim: Claimed) -> Verdict | None:
    """ "38% of this target", "34% of all contributions" beside a contributor's name."""
    facts, table = claim.facts, claim.facts.table
    if not claim.is_percent or table is None:
        return None
    words = claim.quote + claim.after[:60]
    if facts.target and re.search(r"\bof (?:\w+\s){0,4}(?:target|goal)\b", words, re.IGNORECASE):
        states = [State(one.on, _percent(one.total, facts.target)) for one in facts.tables]
        part, whole = (amount.quantize(Decimal(1)) for amount in (table.total, facts.target))
        also = (say(Saying.PART_OF_WHOLE, part=part, whole=whole, currency=facts.currency),)
        what = say(Saying.SHARE_OF_TARGET)
        return judge(
            claim.token,
            Figure(what, changes_only(states), Where("support"), "%", also=also),
            claim.said,
        )
    if re.search(r"\bof (?:\w+\s){0,3}(?:contributions|resources|funds|money)\b", words, re.IGNORECASE):
        named = {one.iso3 for one in countries_named(claim.sentence, claim.lexicon.countries)}
        rows = [row for row in table.rows if row.iso3 in named]
        if len(rows) == 1:
            share = State(table.on, _percent(rows[0].amount, table.total))
            where = Where("contributor", rows[0].slug)
            what = say(Saying.SHARE_OF, contributor=rows[0].name)
            return judge(claim.token, Figure(what, (share,), where, "%"), claim.said)
    return None


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(Decimal("0.01")) if whole else Decimal(0)


def _months(claim: Claimed) -> Verdict | None:
    """ "a two-year programme", "24 months" of a programme."""
    if claim.programme is None or claim.unit != "months" or claim.programme.months is None:
        return None
    if not claim.in_entry and not _THIS_PROGRAMME.search(claim.sentence):
        return None
    if claim.in_entry and not _THIS_PROGRAMME.search(claim.quote):
        return None
    return judge_months(claim.programme, claim.token.value)


def judge_months(programme: ProgrammeFacts, months: Decimal) -> Verdict:
    """A duration against the one on record and every other the record's sources print."""
    where = Where("programme", programme.reference)
    now, as_of = programme.months, programme.as_of("duration_months")
    recorded = f"{now} months"
    if now is None:
        absent = when_dated(
            as_of, Saying.NO_DURATION_AS_OF, Saying.NO_DURATION, programme=programme.reference
        )
        return Verdict(Mark.UNKNOWN, (absent,), where=where)
    what = say(Saying.DURATION_OF, programme=programme.reference)
    value = say(Saying.MONTHS, count=now)
    words = (when_dated(as_of, Saying.HAS_AS_OF, Saying.HAS, figure=what, value=value),)
    if months == now:
        return Verdict(Mark.AGREES, words, recorded, Decimal(now), as_of, where)
    for one in programme.printed.get("duration_months", ()):
        if re.match(rf"{months}\b", one.text):
            printed = when_dated(
                one.on, Saying.SOURCE_PRINTED_ON, Saying.SOURCE_PRINTS, source=one.source, text=one.text
            )
            return Verdict(
                Mark.CHANGED, (*words, printed), recorded, Decimal(now), as_of, where, f"{now} months"
            )
    return Verdict(Mark.DIFFERS, words, recorded, Decimal(now), as_of, where, f"{now} months")


def _countries(claim: Claimed) -> Verdict | None:
    """ "all four countries" of a programme; "programmes in 54 countries" of the fund."""
    if (
        not re.search(r"\b(?:countries|countries and territories)$", claim.unit, re.IGNORECASE)
        or claim.is_percent
    ):
        return None
    one = claim.programme
    if one and one.countries and (_WHOLE.search(claim.before) or claim.quote.lower().startswith("all")):
        names = Listed(tuple(name for _code, name in one.countries), "comma")
        figure = Figure(
            say(Saying.COUNTRIES_OF, programme=one.reference),
            (State(one.as_of("countries"), Decimal(len(one.countries))),),
            Where("programme", one.reference),
            also=(say(Saying.THEY_ARE, countries=names),),
        )
        return judge(claim.token, figure)
    nearby = claim.before[-60:] + claim.after[:60]
    if one or not re.search(r"\bprogrammes\b|\bactive\b|\bpresent\b|\bworks?\b", nearby, re.IGNORECASE):
        return None
    if not claim.names_the_fund:
        return None
    if _NOT_PROGRAMMES.search(claim.sentence):
        return None
    stage = claim.nearest(STAGES)
    wanted = {stage} if stage else {"pipeline", "funded"}
    states = [State(on, Decimal(len(_codes_on(claim.facts, on, wanted)))) for on in claim.facts.days]
    what = say(_COUNTRIES_OF[stage])
    return (
        judge(claim.token, Figure(what, changes_only(states), Where("programmes")), claim.said)
        if states
        else None
    )


def _codes_on(facts: RecordFacts, on: PartialDate, stages: set[str]) -> set[str]:
    return {code for one in facts.programmes if one.stage_on(on.on) in stages for code in one.codes}


def _vocabulary(claim: Claimed) -> Verdict | None:
    """ "five thematic areas", "all 23 objectives" of the compact, "ten guiding principles"."""
    if claim.is_percent or claim.is_money:
        return None
    for noun, size in claim.facts.counts.items():
        if not re.fullmatch(rf"(?:(?:GCM|Compact|its|the)\s)*{noun}", claim.unit, re.IGNORECASE):
            continue
        if " " in noun or re.search(r"\bGCM\b|\bCompact\b", claim.sentence):
            what = say(_VOCABULARIES[noun])
            figure = Figure(what, (State(None, Decimal(size)),), Where("vocabularies"))
            return judge(claim.token, figure)
    return None


def _milestones(claim: Claimed) -> Verdict | None:
    """ "Launched in 2019" of the fund, "by the Review Forum (2026)" of its target."""
    facts = claim.facts
    if claim.unit != "year":
        return None
    year = int(claim.token.value)
    is_launch = re.search(r"\b(?:launched|established|created|founded|set up)\b", claim.quote, re.IGNORECASE)
    if is_launch and facts.launched and re.search(r"\bFund\b|\bMPTF\b", claim.sentence):
        words = say(Saying.LAUNCHED, on=facts.launched)
        return _year(year, [facts.launched.on.year], words, Where("home"))
    years = [int(one) for one in re.findall(r"\b(?:19|20)\d\d\b", facts.target_by)]
    if years and re.search(r"target|goal", claim.sentence, re.IGNORECASE):
        return _year(year, years, say(Saying.TARGET_SET_FOR, event=facts.target_by), Where("support"))
    return None


def _year(printed: int, known: list[int], words: Said, where: Where) -> Verdict:
    right = printed in known
    shown = str(known[-1])
    mark = Mark.AGREES if right else Mark.DIFFERS
    return Verdict(mark, (words,), shown, where=where, replacement=None if right else shown)


_RULES: tuple[Callable[[Claimed], Verdict | None], ...] = (
    _milestones,
    _shares,
    _contributors,
    _months,
    _vocabulary,
    _countries,
    _programmes,
)


def judge_quantity(claim: Claimed) -> Verdict | None:
    """What the record says to a counted statement; None where it holds nothing of the kind."""
    for rule in _RULES:
        if verdict := rule(claim):
            return verdict
    return None
