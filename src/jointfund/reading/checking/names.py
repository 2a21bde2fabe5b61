"""Names of the draft against the record: programmes, titles, lists of countries, areas, objectives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jointfund.kernel.words import fold
from jointfund.reading.checking.facts import ProgrammeFacts, RecordFacts, Where
from jointfund.reading.checking.findings import Kind, Mark, Spot, Verdict
from jointfund.reading.checking.paragraphs import Paragraph
from jointfund.reading.checking.sayings import Listed, Said, Saying, say
from jointfund.reading.checking.scope import (
    Mention,
    Scope,
    country_runs,
    is_nearly,
    programme_titles,
)
from jointfund.reading.country_names import NamedCountry
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.similarity import content_words, likeness, overlap
from jointfund.reading.suggestions.objectives import numbered_objectives

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,400})[”\"»]")
_AREA = re.compile(r"\bthematic area\s(\d{1,2})\b", re.IGNORECASE)
_GAVE = re.compile(
    r"\b(?:contributors?|donors?|contributed(?! to)|contributions? (?:by|from|of)|donat\w+|pledged|"
    r"mobili[sz]ed|raised)\b",
    re.IGNORECASE,
)
_MANY_OBJECTIVES = re.compile(
    r"\bobjectives\s(\d{1,2}(?:\s?,\s?\d{1,2}){0,30}\s?,?\s?(?:and|&)\s?\d{1,2})\b", re.IGNORECASE
)
_COMPACT = re.compile(r"\bGCM\b|\bCompact\b")
ALIKE, VERY_ALIKE = 0.55, 0.72


@dataclass(frozen=True)
class Named:
    """A name found in the draft with what the record says to it."""

    spot: Spot
    kind: Kind
    verdict: Verdict


def judge_names(scope: Scope) -> Iterator[Named]:
    """Every name of the draft's running text."""
    for mention in scope.mentions:
        yield _mention(mention)
    for paragraph in scope.draft.paragraphs:
        yield from _quoted_titles(paragraph, scope)
        yield from _country_lists(paragraph, scope)
        yield from _areas(paragraph, scope.lexicon)
        yield from _objectives(paragraph, scope.lexicon)


def judge_title(title: str, programme: ProgrammeFacts) -> Verdict:
    """A printed title against those the record has of the programme."""
    where = Where("programme", programme.reference)
    if programme.title is None:
        absent = say(Saying.NO_TITLE, programme=programme.reference, place=programme.place)
        return Verdict(Mark.UNKNOWN, (absent,), where=where)
    as_of = programme.as_of("title")
    known = programme_titles(programme)
    folded = fold(title).strip(' ."')
    words = (say(Saying.TITLE_IS, programme=programme.reference, title=programme.title),)
    if folded == known[0] or content_words(folded) == content_words(known[0]):
        return Verdict(Mark.AGREES, words, programme.title, None, as_of, where)
    if folded in known:
        source = next(
            (one for one in programme.printed.get("title", ()) if fold(one.text).strip(' ."') == folded), None
        )
        printed = (say(Saying.SOURCE_PRINTS_DRAFT, source=source.source),) if source else ()
        return Verdict(Mark.CHANGED, (*words, *printed), programme.title, None, as_of, where, programme.title)
    return Verdict(Mark.DIFFERS, words, programme.title, None, as_of, where, programme.title)


def judge_countries(
    codes: frozenset[str], programme: ProgrammeFacts, *, in_capitals: bool = False
) -> Verdict:
    """A printed list of countries against those of the programme."""
    names = [name for _code, name in programme.countries]
    where, as_of = Where("programme", programme.reference), programme.as_of("countries")
    listed = in_words(names)
    words: tuple[Said, ...] = (
        say(Saying.COUNTRIES_ARE, programme=programme.reference, countries=Listed(tuple(names))),
    )
    if codes == programme.codes:
        return Verdict(Mark.AGREES, words, listed, None, as_of, where)
    missing = tuple(name for code, name in programme.countries if code not in codes)
    words += (say(Saying.DRAFT_LEAVES_OUT, countries=Listed(missing)),) if missing else ()
    words += (say(Saying.DRAFT_NAMES_OTHERS),) if codes - programme.codes else ()
    shown = ", ".join(names).upper() if in_capitals else listed
    return Verdict(Mark.DIFFERS, words, listed, None, as_of, where, shown)


def in_words(names: list[str]) -> str:
    """`Chile, Mexico and Peru`."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _mention(mention: Mention) -> Named:
    spot = mention.paragraph.spot(mention.start, mention.end)
    quote = mention.paragraph.text[mention.start : mention.end]
    match mention.programmes:
        case ():
            absent = say(Saying.NO_SUCH_PROGRAMME)
            return Named(spot, "programme", Verdict(Mark.UNKNOWN, (absent,), where=Where("programmes")))
        case (one,) if mention.by == "title":
            return Named(spot, "title", judge_title(quote, one))
        case (one,):
            where = Where("programme", one.reference)
            return Named(spot, "programme", Verdict(Mark.AGREES, (_on_record(one),), one.name, where=where))
        case several:
            words = (_several(several), say(Saying.TITLE_WOULD_SAY))
            return Named(spot, "programme", Verdict(Mark.AGREES, words, where=Where("programmes")))


def _on_record(one: ProgrammeFacts) -> Said:
    if not one.statuses:
        return say(Saying.ON_RECORD, programme=one.reference, name=one.name)
    now = one.statuses[-1]
    return say(
        Saying.ON_RECORD_SINCE, programme=one.reference, name=one.name, status=now.label.lower(), on=now.on
    )


def _several(found: tuple[ProgrammeFacts, ...]) -> Said:
    first = tuple(say(Saying.TITLED, programme=one.reference, name=one.name) for one in found[:6])
    return say(Saying.SEVERAL_PROGRAMMES, count=len(found), programmes=Listed(first, "semicolon"))


def _quoted_titles(paragraph: Paragraph, scope: Scope) -> Iterator[Named]:
    """Quoted words that are nearly a title of a programme on record."""
    for match in _QUOTED.finditer(paragraph.text):
        title = match[1].strip()
        line = paragraph.passage.span(match.start()).start_line
        entry = scope.entry_at(line)
        words = content_words(title)
        if len(words) < 3 or (entry and fold(entry.programme.title or "") == fold(title)):
            continue
        if fold(title).strip(' ."') in scope.titles:
            continue
        scored = [
            (likeness(words, content_words(one.title)), one) for one in scope.facts.programmes if one.title
        ]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best and best[0] >= ALIKE:
            yield Named(paragraph.spot(match.start(1), match.end(1)), "title", judge_title(title, best[1]))


def _country_lists(paragraph: Paragraph, scope: Scope) -> Iterator[Named]:
    """Two or more countries joined by commas and "and", in running text."""
    for run in country_runs(paragraph.text, scope.lexicon):
        if len(run) < 2:
            continue
        start, end = run[0].start, run[-1].end
        line = paragraph.passage.span(start).start_line
        entry = scope.entry_at(line)
        if entry and line == getattr(entry.programme.places.get("countries"), "start_line", None):
            continue  # the heading's own list is judged with the entry
        codes = frozenset(one.iso3 for one in run)
        first, last = paragraph.sentence_at(start)
        spot = paragraph.spot(start, end)
        if entry is None and _GAVE.search(paragraph.text[first:last]) and scope.facts.table:
            yield Named(spot, "countries", _as_contributors(run, paragraph.text, scope.facts))
            continue
        programme = scope.programme_at(paragraph, start, line)
        if programme and (codes == programme.codes or is_nearly(codes, programme.codes)):
            yield Named(spot, "countries", judge_countries(codes, programme))
            continue
        same = [one for one in scope.facts.programmes if one.codes == codes]
        if same:
            named = Listed(tuple(one.reference for one in same))
            words = say(Saying.COUNTRIES_OF_THESE, programmes=named)
            where = Where("programme", same[0].reference)
            yield Named(spot, "countries", Verdict(Mark.AGREES, (words,), where=where))
        else:
            words = say(Saying.NO_SUCH_LIST)
            yield Named(spot, "countries", Verdict(Mark.UNKNOWN, (words,), where=Where("programmes")))


def _as_contributors(run: list[NamedCountry], text: str, facts: RecordFacts) -> Verdict:
    table = facts.table
    known = {row.iso3 for row in table.states} if table else set()
    missing = tuple(text[one.start : one.end] for one in run if one.iso3 not in known)
    as_of = table.on if table else None
    if not missing:
        words = say(Saying.ALL_CONTRIBUTED)
        return Verdict(Mark.AGREES, (words,), as_of=as_of, where=Where("contributors"))
    words = say(Saying.NO_CONTRIBUTION, contributors=Listed(missing))
    return Verdict(Mark.DIFFERS, (words,), as_of=as_of, where=Where("contributors"))


def _areas(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Named]:
    """ "Thematic Area 2", with the title behind it where one stands there."""
    titles = {area.number: area.title for area in lexicon.areas}
    for match in _AREA.finditer(paragraph.text):
        number = int(match[1])
        spot = paragraph.spot(match.start(), match.end())
        where = Where("programmes", facets=(("area", str(number)),))
        if number not in titles:
            absent = say(Saying.NO_SUCH_AREA, number=number, count=len(titles))
            yield Named(spot, "area", Verdict(Mark.DIFFERS, (absent,), where=Where("vocabularies")))
            continue
        behind = content_words(paragraph.text[match.end() : match.end() + 160])
        heads = {n: content_words(" ".join(title.split()[:9])) for n, title in titles.items()}
        best = max(heads, key=lambda n: len(heads[n] & behind) / max(1, len(heads[n])))
        words: tuple[Said, ...] = (say(Saying.AREA_IS, number=number, title=titles[number]),)
        if (
            best != number
            and overlap(heads[best], behind) >= VERY_ALIKE > overlap(heads[number], behind) + 0.3
        ):
            words += (say(Saying.TITLE_OF_AREA, number=best),)
            shown = re.sub(r"\d+$", str(best), match[0])
            verdict = Verdict(Mark.DIFFERS, words, titles[number], where=where, replacement=shown)
            yield Named(spot, "area", verdict)
        else:
            yield Named(spot, "area", Verdict(Mark.AGREES, words, titles[number], where=where))


def _objectives(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Named]:
    """ "objective 8 (fair recruitment)" and "objectives 5, 6 and 21"."""
    titles = {one.number: one.title for one in lexicon.objectives}
    if not titles:
        return
    lists = [match.span() for match in _MANY_OBJECTIVES.finditer(paragraph.text)]
    for named in numbered_objectives(paragraph.text, lexicon):
        if any(start <= named.start < end for start, end in lists):
            continue
        spot = paragraph.spot(named.start, named.end)
        quote = paragraph.text[named.start : named.end]
        if named.number not in titles:
            yield Named(spot, "objective", _no_such_objective(named.number, titles))
        elif named.titled is not None and named.titled.number != named.number:
            words = say(
                Saying.OBJECTIVE_PRINTED_AS,
                number=named.number,
                title=titles[named.number],
                printed=named.titled.number,
            )
            shown = re.sub(rf"\b{named.number}\b", str(named.titled.number), quote, count=1)
            where = Where("vocabularies")
            verdict = Verdict(Mark.DIFFERS, (words,), titles[named.number], where=where, replacement=shown)
            yield Named(spot, "objective", verdict)
        else:
            is_meant = named.titled is not None or bool(_COMPACT.search(paragraph.text))
            yield Named(spot, "objective", _objective(named.number, titles, is_meant=is_meant))
    for match in _MANY_OBJECTIVES.finditer(paragraph.text):
        for digits in re.finditer(r"\d{1,2}", match[1]):
            number, start = int(digits[0]), match.start(1) + digits.start()
            spot = paragraph.spot(start, start + len(digits[0]))
            if number in titles:
                is_meant = bool(_COMPACT.search(paragraph.text))
                yield Named(spot, "objective", _objective(number, titles, is_meant=is_meant))
            else:
                yield Named(spot, "objective", _no_such_objective(number, titles))


def _objective(number: int, titles: dict[int, str], *, is_meant: bool) -> Verdict:
    """A number that exists; it agrees only where the text says that the compact's objective is meant."""
    where = Where("vocabularies")
    words = say(Saying.OBJECTIVE_IS, number=number, title=titles[number])
    if is_meant:
        return Verdict(Mark.AGREES, (words,), titles[number], where=where)
    return Verdict(Mark.UNKNOWN, (words, say(Saying.NOT_SAID_WHICH)), where=where)


def _no_such_objective(number: int, titles: dict[int, str]) -> Verdict:
    words = say(Saying.NO_SUCH_OBJECTIVE, number=number, count=len(titles))
    return Verdict(Mark.DIFFERS, (words,), f"{len(titles)} objectives", where=Where("vocabularies"))
