"""Events the paper names: forums with their year, workshops with their topic, hosts, city and date."""

import re
from collections.abc import Iterator, Sequence

from jointfund.reading.agency_paper.records import Event
from jointfund.reading.agency_paper.text import MONTH, NAME, Sentence
from jointfund.reading.records import DocumentRecord
from jointfund.reading.words import Words

_NOUN = r"(?:Forum|Dialogue|Conference|Summit|Debate|Congress|Assembly|Days|Meeting|Consultations?|Workshop)"
_SMALL = r"(?:workshop|conference|seminar|webinar|meeting|consultation|round ?table|forum|event)"
_DAYS = rf"(?:\d{{1,2}}(?:\s*(?:-|–|to|and)\s*\d{{1,2}})?\s+{MONTH}(?:\s+\d{{4}})?)"
_DATE = re.compile(
    rf"{_DAYS}|{MONTH}\s+\d{{4}}|(?:first|second|third|fourth|last) (?:quarter|half) of (?:the year|\d{{4}})"
    r"|\b(?:19|20)\d\d\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WITH_YEAR = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d) (?P<name>{NAME})(?: \([A-Z]+\))?(?: in (?P<city>[A-Z]\w+))?"
)
_HELD = re.compile(
    rf"\b(?P<name>{NAME})(?: of the (?P<year>(?:19|20)\d\d) (?P<of>[A-Z]\w+))?"
    r", (?:to be )?held (?P<when>[^.;()]+)"
)
_PART_OF = re.compile(rf"\b(?P<name>{NAME}) of the (?P<year>(?:19|20)\d\d) (?P<of>{NAME})")
_QUOTED = re.compile(
    rf"\b(?P<kind>(?:[a-z]+ ){{0,1}}{_SMALL})(?: for (?:the )?(?P<of>{NAME}))?"
    r" on (?:the (?:topic|theme|subject) of )?"
    r"[\"“‘'](?P<topic>[^\"”]+?)[.,]?[\"”’'](?P<rest>.*)$"
)
_ORGANISED = re.compile(
    rf"\b(?P<tense>is|are|will|plans?|organi[sz]ed)\b[^.]{{0,40}}? an? (?P<name>(?:[a-z]+ )?{_SMALL})"
    rf" in (?P<date>(?:{MONTH} )?(?:19|20)\d\d) (?:that aims to|aimed at|on|about) (?P<topic>[^.;]+)"
)
_SERIES = re.compile(
    rf"\b(?P<tense>is|are|will|plans?|has|have)\b[^.]{{0,40}}? "
    rf"(?P<name>a series of (?:[a-z]+ )?{_SMALL}s?(?: in \w+ of its \w+ countries)?)"
)
_HOSTED = re.compile(r"(?<!co-)\bhosted by (?:the )?(?P<host>[A-Z].*?)(?=,? and co-hosted|[.;,]|$)")
_CO_HOSTED = re.compile(r"\bco-hosted by (?:the )?(?:Governments? of )?(?P<hosts>[^.;]+)")
_HELD_SMALL = re.compile(rf"\b{_SMALL} (?:is|was|will be)(?: to be)? held (?P<when>[^.;()]+)")
_CITY = re.compile(r"\b(?:in|at) (?:the )?(?P<city>[A-Z][\w’'-]+(?:[ ,]+[A-Z][\w’'-]+)*)")
_FUTURE = frozenset({"is", "are", "will", "plan", "plans"})


def find_events(document: DocumentRecord, sentences: Sequence[Sentence], words: Words) -> tuple[Event, ...]:
    """Each event once, in the order of the text: where its name stands, with what the paragraph adds."""
    finder = _Finder(document, sentences, words)
    found: list[Event] = []
    for index, sentence in enumerate(sentences):
        for event in finder.of(sentence, sentences[index + 1 : index + 3]):
            if not any(_is_short_for(event, known) for known in found):
                found.append(event)
    return tuple(found)


def _is_short_for(event: Event, known: Event) -> bool:
    """Whether every word of the name stands in a name that was found before."""
    return set(event.name.split()) <= set(known.name.split())


class _Finder:
    """Asks a sentence for each way an event is told of, the most telling first."""

    def __init__(self, document: DocumentRecord, sentences: Sequence[Sentence], words: Words) -> None:
        self.document = document
        self.words = words

    def of(self, sentence: Sentence, following: Sequence[Sentence]) -> Iterator[Event]:
        near = [each for each in following if each.paragraph == sentence.paragraph]
        seen = ""
        for event in (
            *self._quoted(sentence, near),
            *self._held(sentence),
            *self._parts(sentence),
            *self._series(sentence),
            *self._organised(sentence),
        ):
            seen += f" {event.name}"
            yield event
        yield from (event for event in self._with_year(sentence) if event.name not in seen)

    def _event(
        self,
        sentence: Sentence,
        name: str,
        date: str | None,
        *,
        city: str | None = None,
        host: str | None = None,
        co_hosts: tuple[str, ...] = (),
    ) -> Event:
        place = self.document.span(sentence.line, sentence.line)
        return Event(name.strip(" ,"), date, city, host, co_hosts, place)

    def _with_year(self, sentence: Sentence) -> Iterator[Event]:
        for match in _WITH_YEAR.finditer(sentence.text):
            if _names_event(match["name"]) and " " in match["name"]:
                yield self._event(
                    sentence, f"{match['year']} {match['name']}", match["year"], city=match["city"]
                )

    def _held(self, sentence: Sentence) -> Iterator[Event]:
        for match in _HELD.finditer(sentence.text):
            if _names_event(match["name"]):
                name = match["name"] + (f" of the {match['year']} {match['of']}" if match["of"] else "")
                date = _date_in(match["when"], match["year"])
                yield self._event(sentence, name, date, city=_city_in(match["when"]))

    def _parts(self, sentence: Sentence) -> Iterator[Event]:
        """A part of a larger event, unless the sentence also says when it was held."""
        for match in _PART_OF.finditer(sentence.text):
            if _names_event(match["name"]) and not sentence.text[match.end() :].startswith(", held"):
                name = f"{match['name']} of the {match['year']} {match['of']}"
                yield self._event(sentence, name, match["year"])

    def _series(self, sentence: Sentence) -> Iterator[Event]:
        if match := _SERIES.search(sentence.text):
            date = "planned" if match["tense"] in _FUTURE else None
            yield self._event(sentence, match["name"].removeprefix("a "), date)

    def _organised(self, sentence: Sentence) -> Iterator[Event]:
        if match := _ORGANISED.search(sentence.text):
            yield self._event(sentence, f"{match['name']}: {match['topic']}", match["date"])

    def _quoted(self, sentence: Sentence, near: Sequence[Sentence]) -> Iterator[Event]:
        """A workshop with its topic in quotation marks; the next sentences tell the date and the hosts."""
        match = _QUOTED.search(sentence.text)
        if not match:
            return
        later = " ".join(each.text for each in near)
        held = _HELD_SMALL.search(later)
        when = match["rest"] if "held" in match["rest"] else held["when"] if held else ""
        of = f" for {match['of']}" if match["of"] else ""
        hosted, co_hosted = _HOSTED.search(later), _CO_HOSTED.search(later)
        yield self._event(
            sentence,
            f"{match['kind']}{of}: {match['topic'].rstrip('.')}",
            _date_in(when, self._year_of(sentence)),
            city=_city_in(when),
            host=hosted["host"].strip() if hosted else None,
            co_hosts=self._hosts(co_hosted["hosts"]) if co_hosted else (),
        )

    def _hosts(self, text: str) -> tuple[str, ...]:
        return tuple(country.name for country in self.words.countries_in(text).countries)

    def _year_of(self, sentence: Sentence) -> str | None:
        """The year of the heading above, where it names a single one."""
        years = set(_YEAR.findall(sentence.heading))
        return years.pop() if len(years) == 1 else None


def _names_event(name: str) -> bool:
    return bool(re.search(rf"\b{_NOUN}\b", name))


def _date_in(text: str, year: str | None) -> str | None:
    """The printed date; a year that stands elsewhere is added to it."""
    match = _DATE.search(text)
    if match is None:
        return year
    date = match.group()
    if year and "the year" in date:
        return date.replace("the year", year)
    return date if _YEAR.search(date) or year is None else f"{date} {year}"


def _city_in(text: str) -> str | None:
    match = _CITY.search(text)
    return match["city"].strip(" ,") if match else None
