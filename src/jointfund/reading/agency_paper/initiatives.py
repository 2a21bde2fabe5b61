"""What the paper says is done: projects, programmes, pilots, surveys, and where they may go next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from jointfund.reading.agency_paper.records import Initiative, InitiativeKind
from jointfund.reading.agency_paper.text import NAME, Sentence, acronyms_in, countries_in, number_in_words
from jointfund.reading.records import Country, DocumentRecord, Doubt
from jointfund.reading.words import Words

_WORK = r"(?P<kind>(?:pilot )?(?:project|programme|program|initiative))"
_NAMED = re.compile(rf"\b{_WORK} (?:on|for|called|entitled|named) [\"“]?(?P<name>{NAME})")
_DEFINED = re.compile(
    rf"\b(?P<name>{NAME})(?: \([A-Z\d-]+\))? [–—-] an? (?P<years>\w+)-year (?:pilot )?"
    rf"(?P<kind>project|programme|program|initiative),? (?:funded|financed) by (?:the )?(?P<funder>{NAME})"
    r"(?:,? and (?:implemented|run|carried out) by (?P<partners>.+?))?(?= in an? | [–—-] |[.;])"
)
_PILOTS = re.compile(
    r"\b(?P<name>(?:pilots|pilot projects) (?:supported|funded|financed|run) by [^.;]+?)"
    r" in (?P<where>[A-Z].*)$"
)
_SURVEY = re.compile(
    rf"\b(?P<by>{NAME}) (?:has |have )?(?:conducted|carried out|undertook|launched) an? "
    r"(?P<name>(?:[a-z]+ )?(?:survey|mapping|assessment|stocktaking)(?: of (?:the )?\S+?)?)"
    r"(?: in (?P<year>(?:19|20)\d\d))?(?=[\s,.;]|$)"
)
_EXTENDED = re.compile(
    r"\b(?:project|programme|initiative|pilot) (?:may|might|could|will) be (?:extended|expanded)\b"
)
_STEERED = re.compile(r"\b(?:steered|governed|overseen) (?:through|by) (?:the )?(?P<steering>[^,;]+)")
_HAS_FUNDED = re.compile(
    r"\b(?P<projects>(?:(?:over|more than|about|some) \w+|\d+) (?:[a-z]+ ){0,5}projects)"
    r" (?:funded|financed) by the (?:programme|initiative|project)\b"
)
_LISTED = re.compile(
    r"\b(?:target|pilot|partner|participating|programme) countries of (?:the )?"
    r"(?P<of>[A-Z][\w-]*(?: [A-Z][\w-]*)*)"
    r" (?:are|include)\s*:?\s*(?P<countries>.+)$"
)
_ANY_WORK = r"(?:project|programme|program|initiative)"
_FUNDED_BY = re.compile(
    rf"\b{_ANY_WORK} (?:is|was|has been) (?:funded|financed) by (?:the )?(?P<funder>{NAME}(?: \([A-Z]+\))?)"
)
_YEARS = re.compile(r"\b(?P<years>[A-Za-z]+|\d)-year\b")
_SINCE = re.compile(
    r"\b(?:since|from) (?:the )?(?P<start>(?:(?:beginning|middle|end) of )?(?:19|20)\d\d)\b", re.I
)
_VERB = re.compile(r"\b(?:is|are|has|have|was|were|will) \w+")
_KINDS: dict[str, InitiativeKind] = {
    "pilot project": "pilot project",
    "pilot programme": "pilot project",
    "project": "project",
    "programme": "programme",
    "program": "programme",
    "initiative": "programme",
}
_ALIKE = 0.8


def find_initiatives(
    document: DocumentRecord, sentences: Sequence[Sentence], words: Words
) -> tuple[tuple[Initiative, ...], tuple[Doubt, ...]]:
    """Each initiative once, where the text says most of it, and what is doubtful about their names."""
    finder = _Finder(document, sentences, words)
    found: dict[str, Initiative] = {}
    for initiative in finder.all():
        found.setdefault(f"{initiative.kind} {initiative.name}", initiative)
    initiatives, doubts = _with_acronyms(tuple(found.values()), sentences)
    return tuple(finder.with_projects(finder.with_listed_countries(each)) for each in initiatives), doubts


class _Finder:
    """Asks every sentence for each way an initiative is told of."""

    def __init__(self, document: DocumentRecord, sentences: Sequence[Sentence], words: Words) -> None:
        self.document = document
        self.sentences = sentences
        self.words = words

    def all(self) -> Iterator[Initiative]:
        last_name = ""
        for sentence in self.sentences:
            for initiative in (
                *self._defined(sentence),
                *self._named(sentence),
                *self._pilots(sentence),
                *self._surveys(sentence),
            ):
                yield initiative
                last_name = initiative.name if initiative.kind == "pilot project" else last_name
            yield from self._extended(sentence, last_name)

    def _initiative(
        self,
        sentence: Sentence,
        name: str,
        kind: InitiativeKind,
        *,
        countries: tuple[Country, ...] = (),
        funder: str | None = None,
        partners: tuple[str, ...] = (),
        years: str | None = None,
        start: str | None = None,
        steering: str | None = None,
    ) -> Initiative:
        place = self.document.span(sentence.line, sentence.line)
        return Initiative(
            name=name,
            kind=kind,
            acronym=None,
            countries=countries,
            funder=funder,
            partners=partners,
            duration_years=number_in_words(years) if years else None,
            start=start,
            steering=steering,
            place=place,
            countries_place=place if countries else None,
        )

    def _named(self, sentence: Sentence) -> Iterator[Initiative]:
        """A project called by a name in capitals; the other sentences of its paragraph say the rest."""
        match = _NAMED.search(sentence.text)
        if not match or len(match["name"].split()) < 2:
            return
        paragraph = " ".join(each.text for each in self.sentences if each.paragraph == sentence.paragraph)
        funded, lasting = _FUNDED_BY.search(paragraph), _YEARS.search(paragraph)
        since, steered = _SINCE.search(sentence.text), _STEERED.search(paragraph)
        verb = _VERB.search(sentence.text)
        yield self._initiative(
            sentence,
            match["name"],
            _KINDS[match["kind"]],
            countries=self._countries(sentence, sentence.text[match.end() :]),
            funder=funded["funder"] if funded else None,
            partners=acronyms_in(sentence.text[: verb.start()] if verb else ""),
            years=lasting["years"] if lasting else None,
            start=since["start"] if since else None,
            steering=steered["steering"].strip(" .") if steered else None,
        )

    def _defined(self, sentence: Sentence) -> Iterator[Initiative]:
        """A name with its explanation between dashes."""
        if match := _DEFINED.search(sentence.text):
            yield self._initiative(
                sentence,
                match["name"].removeprefix("The "),
                _KINDS[match["kind"]],
                funder=match["funder"],
                partners=acronyms_in(match["partners"] or ""),
                years=match["years"],
            )

    def _pilots(self, sentence: Sentence) -> Iterator[Initiative]:
        if match := _PILOTS.search(sentence.text):
            yield self._initiative(
                sentence, match["name"], "pilots", countries=self._countries(sentence, match["where"])
            )

    def _surveys(self, sentence: Sentence) -> Iterator[Initiative]:
        if match := _SURVEY.search(sentence.text):
            name = match["name"]
            yield self._initiative(
                sentence, name[:1].upper() + name[1:], "survey", partners=(match["by"],), start=match["year"]
            )

    def _extended(self, sentence: Sentence, last_name: str) -> Iterator[Initiative]:
        """Countries a project may be extended to; it is called by the last pilot that was named."""
        if match := _EXTENDED.search(sentence.text):
            countries = self._countries(sentence, sentence.text[match.end() :])
            name = f"Possible extension: {last_name}" if last_name else "Possible extension"
            if countries:
                yield self._initiative(sentence, name, "candidate countries", countries=countries)

    def _countries(self, sentence: Sentence, text: str) -> tuple[Country, ...]:
        return countries_in(text, self.document.span(sentence.line, sentence.line), self.words)

    def with_listed_countries(self, initiative: Initiative) -> Initiative:
        """The initiative with the countries a sentence of its own lists for it."""
        if initiative.countries or initiative.kind in ("survey", "pilots"):
            return initiative
        for sentence in self.sentences:
            match = _LISTED.search(sentence.text)
            if match and _is_called(initiative, match["of"]):
                place = self.document.span(sentence.line, sentence.line)
                countries = countries_in(match["countries"], place, self.words)
                return replace(initiative, countries=countries, countries_place=place)
        return initiative

    def with_projects(self, initiative: Initiative) -> Initiative:
        """The initiative with the projects a paragraph that names it says it has funded."""
        if initiative.kind != "programme":
            return initiative
        for sentence in self.sentences:
            match = _HAS_FUNDED.search(sentence.text)
            near = [each.text for each in self.sentences if each.paragraph == sentence.paragraph]
            if match and _is_called(initiative, re.sub(r"[^\w-]+", " ", " ".join(near))):
                return replace(initiative, projects=match["projects"])
        return initiative


def _is_called(initiative: Initiative, printed: str) -> bool:
    wanted = (initiative.acronym or "", _initials(initiative.name), initiative.name)
    return any(form and (form == printed or form in printed.split()) for form in wanted)


def _initials(name: str) -> str:
    """The capitals of a name's last words: "EC-UN Joint Migration and Development Initiative" gives JMDI."""
    return "".join(word[0] for word in name.split() if word[0].isupper() and not word[:2].isupper())


def _with_acronyms(
    initiatives: tuple[Initiative, ...], sentences: Sequence[Sentence]
) -> tuple[tuple[Initiative, ...], tuple[Doubt, ...]]:
    """Each initiative with the acronym printed for it; two spellings of one acronym are doubted."""
    text = " ".join(sentence.text for sentence in sentences)
    printed = dict.fromkeys(acronyms_in(text))
    named: list[Initiative] = []
    doubts: list[Doubt] = []
    for initiative in initiatives:
        if initiative.kind in ("pilots", "survey", "candidate countries"):
            named.append(initiative)
            continue
        wanted = _initials(initiative.name)
        forms = [form for form in printed if len(wanted) > 2 and _is_like(form, wanted)]
        exact = wanted if wanted in forms else next(iter(forms), None)
        named.append(replace(initiative, acronym=exact))
        for one, other in combinations(forms, 2):
            doubts.append(Doubt("initiatives", f"“{initiative.name}” is printed as {one} and as {other}"))
    return tuple(named), tuple(doubts)


def _is_like(form: str, wanted: str) -> bool:
    return form[0] == wanted[0] and SequenceMatcher(None, form, wanted, autojunk=False).ratio() >= _ALIKE
