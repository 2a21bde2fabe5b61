"""What a candidate of the knowledge base is decided by: one piece for each value or text, with its lines.

`rewrite` gives the record with some pieces as a person left them; an empty text leaves a piece out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy

from jointfund.intake.candidates.fields import MAX_TEXT, FieldRefused, split_list
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.words import fold
from jointfund.reading.fiches.records import (
    BudgetPart,
    NamedBody,
    Part,
    Point,
    PrintedStart,
    ProjectFiche,
    Site,
)
from jointfund.reading.fiches.said import said
from jointfund.reading.fiches.splitting import SingleProject
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Claim, Country, Span

PARTS = ("main_objectives", "main_features", "nexus", "testimony", "covid")
LISTS = ("expected_results", "challenges", "good_practices")
BODIES = ("agencies", "donors", "partners")
LABELS = {
    "acronym": gettext_lazy("Acronym"),
    "full_title": gettext_lazy("Full title"),
    "agencies": gettext_lazy("Carried out by"),
    "donors": gettext_lazy("Paid for by"),
    "budget": gettext_lazy("Budget"),
    "start": gettext_lazy("Start"),
    "duration_months": gettext_lazy("Duration (months)"),
    "countries": gettext_lazy("Countries"),
    "partners": gettext_lazy("Partners"),
    "project_site": gettext_lazy("Site"),
    "main_objectives": gettext_lazy("Objective"),
    "expected_results": gettext_lazy("Expected result"),
    "main_features": gettext_lazy("Main features"),
    "nexus": gettext_lazy("How it addresses migration and development"),
    "challenges": gettext_lazy("Challenge"),
    "good_practices": gettext_lazy("Good practice"),
    "testimony": gettext_lazy("Testimony"),
    "covid": gettext_lazy("Adapting to a crisis"),
    "claims": gettext_lazy("Printed result"),
    "title": gettext_lazy("Title"),
    "date": gettext_lazy("Held on"),
    "participants": gettext_lazy("Participants"),
    "moderators": gettext_lazy("Moderator"),
    "external_experts": gettext_lazy("External expert"),
    "rapporteurs": gettext_lazy("Rapporteur"),
    "coordinators": gettext_lazy("Coordinator"),
    "speakers": gettext_lazy("Speaker"),
    "headings": gettext_lazy("Finding"),
    "remarks": gettext_lazy("Concluding remark"),
    "kind": gettext_lazy("Kind"),
    "organisation": gettext_lazy("Offered by"),
    "address": gettext_lazy("Address"),
    "note": gettext_lazy("When and where"),
}
LISTED = gettext_lazy("Write a semicolon between two.")
DATED = gettext_lazy("Write 2023, 2023-07 or 2023-07-31.")
HELP = {
    **dict.fromkeys((*BODIES, "countries"), LISTED),
    "budget": gettext_lazy("Write a currency and an amount, like EUR 1,500,000; a semicolon between two."),
    "start": DATED,
    "date": DATED,
    "claims": gettext_lazy("Only the number."),
}
# Of these a document may tell a part: what it lists being on record already is no difference.
GROWING = frozenset({*BODIES, "countries", "budget"})


@dataclass(frozen=True)
class Piece:
    """One value or text of a record. `name` is the reader's field, `challenges:3` for the third of a list."""

    name: str
    text: str
    place: Span | None
    printed: str = ""

    @property
    def base(self) -> str:
        """The reader's field without the number."""
        return self.name.partition(":")[0]


def label_of(name: str) -> str:
    """`Challenge 3`, `Budget`."""
    base, _colon, number = name.partition(":")
    return f"{LABELS[base]} {number}".strip()


def project_pieces(one: SingleProject) -> Iterator[Piece]:
    """Everything a project says, in the order of a fiche."""
    fiche, places = one.fiche, one.fiche.places
    start = fiche.starts[0] if fiche.starts else None
    yield Piece("acronym", fiche.acronym or "", places.get("acronym", places.get("full_title")))
    yield Piece("full_title", fiche.full_title or "", places.get("full_title"))
    yield Piece("agencies", _names(fiche.agencies), _place(fiche.agencies, places.get("agency")))
    yield Piece("donors", _names(fiche.donors), _place(fiche.donors, places.get("donors")))
    parts = [part for part in fiche.budget if not part.is_sum]
    yield Piece(
        "budget",
        "; ".join(_amount(part) for part in parts),
        _place(parts, places.get("budget")),
        "; ".join(part.printed for part in parts),
    )
    yield Piece("start", start.start if start else "", start.place if start else places.get("start"))
    months = str(fiche.duration_months or "")
    yield Piece("duration_months", months, start.place if start else None)
    yield Piece(
        "countries",
        "; ".join(one.name for one in fiche.countries),
        _place(fiche.countries, places.get("countries")),
        fiche.countries_note or "",
    )
    yield Piece("partners", _names(fiche.partners), _place(fiche.partners, places.get("partners")))
    site = fiche.sites[0] if fiche.sites else None
    yield Piece("project_site", site.address if site else "", site.place if site else None)
    for name in ("main_objectives", "expected_results", "main_features", "nexus", "challenges"):
        yield from _said(fiche, name)
    for name in ("good_practices", "testimony", "covid"):
        yield from _said(fiche, name)
    for number, claim in enumerate(one.claims, 1):
        yield Piece(f"claims:{number}", plain_number(claim.value), claim.source, _counted(claim))


def rewrite_project(one: SingleProject, texts: Mapping[str, str], lexicon: Lexicon) -> SingleProject:
    """The project with some pieces as written. Raises FieldRefused."""
    fiche, claims = one.fiche, list(one.claims)
    for name, text in texts.items():
        base, _colon, number = name.partition(":")
        if len(text) > MAX_TEXT:
            raise FieldRefused(name, f"At most {MAX_TEXT:,} letters; this text has {len(text):,}.")
        if base == "claims":
            claims[int(number) - 1] = _claim(claims[int(number) - 1], name, text)
        elif number:
            fiche = _with_said(fiche, base, int(number) - 1, text)
        else:
            fiche = _with_value(fiche, base, text.strip(), lexicon)
    return SingleProject(fiche, tuple(claims))


def _said(fiche: ProjectFiche, name: str) -> Iterator[Piece]:
    for number, part in enumerate(_texts(fiche, name), 1):
        yield Piece(f"{name}:{number}", said(part.text), part.place)


def _texts(fiche: ProjectFiche, name: str) -> tuple[Part | Point, ...]:
    value = getattr(fiche, name)
    texts: tuple[Part | Point, ...] = value.points if name in LISTS else value
    return texts


def _with_said(fiche: ProjectFiche, name: str, index: int, text: str) -> ProjectFiche:
    texts = list(_texts(fiche, name))
    texts[index] = replace(texts[index], text=text.strip())
    if name in LISTS:
        return _changed(fiche, {name: replace(getattr(fiche, name), points=tuple(texts))})
    return _changed(fiche, {name: tuple(texts)})


def _changed(fiche: ProjectFiche, values: Mapping[str, object]) -> ProjectFiche:
    return replace(fiche, **values)  # type: ignore[arg-type]  # names and values come from the fiche itself


def _with_value(fiche: ProjectFiche, name: str, text: str, lexicon: Lexicon) -> ProjectFiche:
    place = fiche.places.get(name, fiche.source)
    match name:
        case "acronym":
            return replace(fiche, acronym=_short(name, text, 60) or None)
        case "full_title":
            return replace(fiche, full_title=_short(name, text, 500) or None)
        case "agencies" | "donors" | "partners":
            before = {fold(one.name): one for one in getattr(fiche, name)}
            bodies = tuple(
                before.get(fold(part)) or NamedBody(_short(name, part, 300), place)
                for part in split_list(text)
            )
            return replace(fiche, **{name: bodies})  # type: ignore[arg-type]
        case "budget":
            return replace(fiche, budget=tuple(_money(part, place) for part in split_list(text)))
        case "start":
            return replace(fiche, starts=_started(fiche, text, place))
        case "duration_months":
            return replace(fiche, starts=_lasting(fiche, text, place))
        case "countries":
            known = {one.iso3: one for one in fiche.countries}
            found = [_country(part, lexicon) for part in split_list(text)]
            return replace(
                fiche, countries=tuple(known.get(code) or Country(code, word, place) for code, word in found)
            )
        case "project_site":
            site = Site(_address(name, text), place)
            return replace(fiche, sites=(site, *fiche.sites[1:]) if text else fiche.sites[1:])
    raise FieldRefused(name, "There is no such field.")


def _started(fiche: ProjectFiche, text: str, place: Span) -> tuple[PrintedStart, ...]:
    months = fiche.duration_months
    if not text:
        return ()
    start = day_of("start", text)
    return (PrintedStart(text, start, None, months, None, fiche.starts[0].place if fiche.starts else place),)


def _lasting(fiche: ProjectFiche, text: str, place: Span) -> tuple[PrintedStart, ...]:
    months = whole_number("duration_months", text, 600) if text else None
    if fiche.starts:
        return (replace(fiche.starts[0], duration_months=months),)
    return (PrintedStart("", "", None, months, None, place),) if months else ()


def day_of(name: str, text: str) -> str:
    """A date as data carries it. Raises FieldRefused."""
    try:
        return PartialDate.parse(text.strip()).iso()
    except ValueError:
        raise FieldRefused(name, f"“{text[:40]}” is no date. Write 2023, 2023-07 or 2023-07-31.") from None


def whole_number(name: str, text: str, most: int) -> int:
    """A whole number from 1. Raises FieldRefused."""
    digits = text.strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9 and 0 < int(digits) <= most):
        raise FieldRefused(name, f"“{text[:40]}” is no whole number from 1 to {most:,}.")
    return int(digits)


def _money(text: str, place: Span) -> BudgetPart:
    currency, _space, digits = text.partition(" ")
    amount = _decimal("budget", digits)
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and amount > 0):
        raise FieldRefused("budget", f"“{text[:40]}” is no amount. Write it like EUR 1,500,000.")
    return BudgetPart(amount, currency.upper(), text, None, place)


def _claim(claim: Claim, name: str, text: str) -> Claim:
    return replace(claim, value=_decimal(name, text)) if text.strip() else replace(claim, quote="")


def _decimal(name: str, text: str) -> Decimal:
    digits = text.strip().replace(",", "").replace("\u202f", "").replace(" ", "")
    plain = digits.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 14):
        raise FieldRefused(name, f"“{text[:40]}” is no number. Write it like 1,500 or 12.5.")
    return Decimal(digits)


def _country(text: str, lexicon: Lexicon) -> tuple[str, str]:
    for country in lexicon.countries:
        if fold(text) in {fold(name) for name in (country.iso3, country.name, *country.aliases)}:
            return country.iso3, country.name
    raise FieldRefused(
        "countries", f"“{text[:60]}” is no country we know. Write its name or its code of three letters."
    )


def _address(name: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise FieldRefused(name, "An address begins with https:// or http://.")
    return _short(name, text, 500)


def _short(name: str, text: str, most: int) -> str:
    words = " ".join(text.split())
    if len(words) > most:
        raise FieldRefused(name, f"At most {most} letters; this has {len(words):,}.")
    return words


def _names(bodies: tuple[NamedBody, ...]) -> str:
    return "; ".join(one.name for one in bodies)


def _amount(part: BudgetPart) -> str:
    return f"{part.currency} {plain_number(part.amount)}"


def plain_number(value: Decimal) -> str:
    """A number with its thousands apart and no idle zeros."""
    return f"{value:,.2f}".removesuffix(".00")


def _counted(claim: Claim) -> str:
    return " · ".join(part for part in (claim.quote, claim.population or "", claim.standing or "") if part)


type Placed = BudgetPart | NamedBody | Country


def _place(parts: "tuple[Placed, ...] | list[BudgetPart]", otherwise: Span | None) -> Span | None:
    """From the first line to the last; what the fiche says of the whole field where nothing stands there."""
    if not parts:
        return otherwise
    places = [part.place for part in parts]
    first, last = min(one.start_line for one in places), max(one.end_line for one in places)
    return replace(places[0], start_line=first, end_line=last)
