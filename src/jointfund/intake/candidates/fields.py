"""The fields of a candidate: how each is shown, and how what a person types becomes a value again.

Lists are written with semicolons between their parts. The names are those of the reader's record format.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jointfund.intake.candidates.freezing import ProgrammeRecord
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Country, KeyPartner, Organisation, Programme

type FieldWriter = Callable[[ProgrammeRecord, str, Lexicon], ProgrammeRecord]

MAX_TEXT = 20_000
MAX_TITLE = 500


class FieldRefused(DomainError):
    """What was typed into a field cannot be its value; the message says what can. `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class FieldKind:
    """One field of a programme: its label, its value as text, and a record with that text as its value.

    `write` with an empty text leaves the field unknown. `change` is its name for `correct_programme`.
    """

    name: str
    label: str
    help: str
    show: Callable[[ProgrammeRecord], str]
    write: FieldWriter
    change: str = ""
    is_long: bool = False


def field_kind(name: str) -> FieldKind:
    """The field of that name."""
    return KINDS[name]


def _with(record: ProgrammeRecord, **values: object) -> ProgrammeRecord:
    return replace(record, programme=replace(record.programme, **values))  # type: ignore[arg-type]


def _write_title(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if len(text) > MAX_TITLE:
        raise FieldRefused("title", f"A title has at most {MAX_TITLE} letters; this one has {len(text):,}.")
    return _with(record, title=" ".join(text.split()) or None)


def _write_countries(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    place = record.programme.places.get("countries", record.programme.source)
    found = [_country(part, lexicon) for part in split_list(text)]
    countries = {one[0]: Country(one[0], one[1], place) for one in found}
    return _with(record, countries=tuple(countries.values()))


def _country(text: str, lexicon: Lexicon) -> tuple[str, str]:
    wanted = fold(text)
    for country in lexicon.countries:
        if wanted in {fold(name) for name in (country.iso3, country.name, *country.aliases)}:
            return country.iso3, country.name
    raise FieldRefused(
        "countries", f"“{text[:60]}” is no country we know. Write its name or its code of three letters."
    )


def _write_area(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if not text:
        return _with(record, thematic_area=None, thematic_area_basis=None)
    number = re.match(r"(\d+)\b", text)
    for area in lexicon.areas:
        if (number and int(number[1]) == area.number) or fold(text) in map(fold, (area.title, *area.aliases)):
            return _with(record, thematic_area=area.number, thematic_area_basis="decided by a person")
    numbers = ", ".join(str(area.number) for area in lexicon.areas)
    raise FieldRefused("thematic_area", f"“{text[:60]}” is no thematic area. Write one of {numbers}.")


def _write_budget(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if not text:
        return _with(record, budget_usd=None, budget_precision=None)
    return _with(record, budget_usd=whole_amount("budget_usd", text), budget_precision="exact")


def whole_amount(field: str, text: str) -> int:
    """Whole units of money from what people write: `USD 1,500,000`, `1 500 000`, `1500000.00`.

    Raises FieldRefused for anything else, fractions and amounts of 0 included.
    """
    unit = r"([A-Z]{3}|US\$|[$€£])"
    digits = re.sub(rf"^{unit}\s*|\s*{unit}$", "", text.strip(), flags=re.I)
    plain = re.fullmatch(r"(\d{1,3}(?:[,'\s\u00a0\u202f]\d{3})+|\d+)(?:\.0{1,4})?", digits)
    amount = int(re.sub(r"\D", "", plain[1])) if plain else 0
    if not 0 < amount < 10**13:
        raise FieldRefused(field, f"“{text[:40]}” is no amount. Write whole units, like 1,500,000.")
    return amount


def _write_duration(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if not text:
        return _with(record, duration_months=None)
    months = re.fullmatch(r"(\d{1,3})(?:\.0+)?\s*(?:months?)?", text.strip(), flags=re.I)
    if not months or not 0 < int(months[1]) <= 240:
        raise FieldRefused("duration_months", f"“{text[:40]}” is no duration. Write months, from 1 to 240.")
    return _with(record, duration_months=int(months[1]))


def _write_status(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if not text:
        return _with(record, status=None, status_text=None)
    codes = [status.code for status in lexicon.statuses]
    code = fold(text).replace(" ", "_")
    if code in codes:
        return _with(record, status=code, status_text=text)
    for status in reversed(lexicon.statuses):
        if any(re.search(pattern, text, re.I) for pattern in status.patterns):
            return _with(record, status=status.code, status_text=text)
    known = ", ".join(code.replace("_", " ") for code in codes)
    raise FieldRefused("status", f"“{text[:60]}” is no status of this fund. Write one of: {known}.")


def _write_organisations(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    place = record.programme.places.get("participating_organisations", record.programme.source)
    before = {fold(one.acronym or one.printed): one.role for one in _organisations(record)}
    parties, leads = [], []
    for part in split_list(text):
        name = LEAD_MARK.sub("", part)
        acronym = _acronym(name, lexicon)
        if len(name) > 200:
            raise FieldRefused("participating_organisations", f"“{name[:60]}…” is too long for a name.")
        if name != part:
            leads.append(acronym or name)
        parties.append(Organisation(acronym, name, before.get(fold(acronym or name), "participating"), place))
    if len(leads) > 1:
        raise FieldRefused("participating_organisations", "Only one organisation leads a programme.")
    more = {key: value for key, value in record.more.items() if key != "lead"}
    more |= {"lead": leads[0]} if leads else {}
    return replace(_with(record, participating_organisations=tuple(parties)), more=more)


def _show_organisations(record: ProgrammeRecord) -> str:
    lead = record.more.get("lead", "")
    names = [one.acronym or one.printed for one in _organisations(record)]
    return "; ".join(f"{name} (lead)" if name == lead else name for name in names)


def _acronym(text: str, lexicon: Lexicon) -> str | None:
    wanted = fold(text)
    for known in lexicon.organisations:
        if wanted in {fold(name) for name in (known.acronym, known.name, *known.aliases)}:
            return known.acronym
    return None


def _write_key_partners(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    place = record.programme.places.get("key_partners_text", record.programme.source)
    known = {fold(one.name): one for one in record.programme.key_partners}
    partners = tuple(
        known.get(fold(part)) or KeyPartner(part, None, None, place) for part in split_list(text)
    )
    return _with(record, key_partners=partners, key_partners_text=text.strip() or None)


def _write_summary(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
    if len(text) > MAX_TEXT:
        raise FieldRefused("summary_text", f"At most {MAX_TEXT:,} letters; this text has {len(text):,}.")
    return _with(record, summary_text=text.strip() or None)


def _more(name: str, check: Callable[[str, str], str]) -> FieldWriter:
    def write(record: ProgrammeRecord, text: str, lexicon: Lexicon) -> ProgrammeRecord:
        more = {key: value for key, value in record.more.items() if key != name}
        return replace(record, more={**more, name: check(name, text.strip())} if text.strip() else more)

    return write


def _date(name: str, text: str) -> str:
    try:
        return PartialDate.parse(text).iso()
    except ValueError:
        raise FieldRefused(name, f"“{text[:40]}” is no date. Write 2023, 2023-07 or 2023-07-31.") from None


def split_list(text: str) -> list[str]:
    """The parts between semicolons or line breaks, without empty ones."""
    return [part for piece in re.split(r"[;\n]", text) if (part := " ".join(piece.split()))]


def _organisations(record: ProgrammeRecord) -> tuple[Organisation, ...]:
    return record.programme.participating_organisations


def _of(read: Callable[[Programme], str | int | None]) -> Callable[[ProgrammeRecord], str]:
    return lambda record: str(read(record.programme) or "")


LEAD_MARK = re.compile(r"\s*\(lead\)\s*$", re.I)
LISTED = "Write a semicolon between two."
DATED = "Write 2023, 2023-07 or 2023-07-31."
PROGRAMME_FIELDS = (
    FieldKind("title", "Title", "", _of(lambda p: p.title), _write_title, "title"),
    FieldKind(
        "countries",
        "Countries",
        LISTED,
        lambda record: "; ".join(country.name for country in record.programme.countries),
        _write_countries,
        "countries",
    ),
    FieldKind(
        "thematic_area",
        "Thematic area",
        "Its number.",
        _of(lambda p: p.thematic_area),
        _write_area,
        "area",
    ),
    FieldKind(
        "budget_usd",
        "Budget",
        "Whole units of the fund's currency.",
        lambda record: f"{record.programme.budget_usd:,}" if record.programme.budget_usd else "",
        _write_budget,
        "budget",
    ),
    FieldKind(
        "duration_months",
        "Duration (months)",
        "",
        _of(lambda p: p.duration_months),
        _write_duration,
        "duration",
    ),
    FieldKind("status", "Status", "", _of(lambda p: p.status), _write_status),
    FieldKind(
        "participating_organisations",
        "Participating organisations",
        "Write a semicolon between two, and (lead) behind the one that leads.",
        _show_organisations,
        _write_organisations,
        "parties",
    ),
    FieldKind(
        "key_partners_text",
        "Key partners",
        LISTED,
        _of(lambda p: p.key_partners_text),
        _write_key_partners,
        "key_partners",
        is_long=True,
    ),
    FieldKind(
        "summary_text",
        "Summary",
        "",
        _of(lambda p: p.summary_text),
        _write_summary,
        "summary",
        is_long=True,
    ),
    FieldKind("starts", "Start", DATED, lambda r: r.more.get("starts", ""), _more("starts", _date), "starts"),
    FieldKind(
        "ends_original",
        "End as first agreed",
        DATED,
        lambda r: r.more.get("ends_original", ""),
        _more("ends_original", _date),
        "ends_original",
    ),
    FieldKind("ends", "End", DATED, lambda r: r.more.get("ends", ""), _more("ends", _date), "ends"),
)
# These stand on every candidate, so that a person can add what the document does not tell.
ALWAYS = frozenset(kind.name for kind in PROGRAMME_FIELDS[:9])
KINDS: Mapping[str, FieldKind] = {kind.name: kind for kind in PROGRAMME_FIELDS}
