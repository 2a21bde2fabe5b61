"""Documents and entries for tests of what is read out of a text, with invented programmes."""

from decimal import Decimal

from jointfund.reading.lexicon import CountryName, Cue, Lexicon, Objective
from jointfund.reading.records import (
    Contribution,
    Country,
    DocumentKind,
    DocumentRecord,
    KeyPartner,
    Programme,
    Reading,
    Section,
    Span,
)

LEXICON = Lexicon(
    countries=(
        CountryName("TGO", "Togo", demonyms=("Togolese",)),
        CountryName("NGA", "Nigeria", demonyms=("Nigerian",)),
        CountryName("GAB", "Gabon", demonyms=("Gabonese",)),
        CountryName("FJI", "Fiji", demonyms=("Fijian",)),
        CountryName("TUR", "Türkiye", aliases=("Turkey",), demonyms=("Turkish",)),
        CountryName("ZAF", "South Africa"),
        CountryName("USA", "United States of America", aliases=("United States",)),
    ),
    regions=(("Great Lakes", ("Great Lakes region",)),),
    objectives=(
        Objective(6, "Facilitate fair and ethical recruitment and decent work"),
        Objective(8, "Save lives and look for missing migrants"),
        Objective(21, "Cooperate in facilitating safe return and sustainable reintegration"),
    ),
    cues=(
        Cue("principle", "whole_of_society", r"\bwhole-of-society\b"),
        Cue("population", "women", r"\bwomen\b", r"\bwomen['’]s union\b"),
        Cue("theme", "climate", r"\bclimate\b"),
        Cue("place", "not_a_place", r"^(?:western|great)\b"),
    ),
)


def document(
    text: str, *, file: str = "a.txt", kind: DocumentKind = "booklet", date: str = "2023-07"
) -> DocumentRecord:
    """A document of these lines."""
    return DocumentRecord(file, kind, "text/plain", "", None, date, tuple(text.strip("\n").split("\n")))


def entry(
    of: DocumentRecord,
    *,
    summary: tuple[int, int] | None = None,
    title: tuple[int, int] | None = None,
    heading: int | None = None,
    partners: int | None = None,
    budget: int | None = None,
    months: int | None = None,
    countries: tuple[str, ...] = (),
    section: Section = "pipeline",
    rounded: bool = False,
) -> Programme:
    """An entry of a document whose fields stand on the given lines; partners are split at semicolons."""

    def words(lines: tuple[int, int] | None) -> str | None:
        return "\n".join(of.lines[lines[0] - 1 : lines[1]]) if lines else None

    def span(lines: tuple[int, int]) -> Span:
        return Span(of.file, *lines)

    fields = {"summary_text": summary, "title": title}
    fields |= {"heading": (heading, heading) if heading else None}
    fields |= {"countries": (heading, heading) if heading else None}
    fields |= {"key_partners_text": (partners, partners) if partners else None}
    places = {name: span(lines) for name, lines in fields.items() if lines}
    known = [line for lines in fields.values() if lines for line in lines]
    source = Span(of.file, min(known, default=1), max(known, default=1))
    names = (of.lines[partners - 1] if partners else "").split("; ")
    kind = "brief" if of.kind == "brief" else "booklet"
    return Programme(
        source=source,
        document_kind=kind,
        section=section,
        heading=of.lines[heading - 1] if heading else None,
        title=words(title),
        countries=tuple(Country(iso3, iso3, source) for iso3 in countries),
        thematic_area=None,
        thematic_area_basis=None,
        budget_usd=budget,
        budget_precision=None if budget is None else "rounded" if rounded else "exact",
        duration_months=months,
        status=None,
        status_text=None,
        participating_organisations=(),
        key_partners_text=of.lines[partners - 1] if partners else None,
        key_partners=tuple(
            KeyPartner(name, "government" if "Ministry" in name else None, None, places["key_partners_text"])
            for name in names
            if name
        ),
        summary_text=words(summary),
        places=places,
    )


def contributions(
    of: DocumentRecord, first_line: int, amounts: tuple[int, ...], states: int
) -> tuple[Contribution, ...]:
    """Rows of a contributor table, the first `states` of them Member States."""
    return tuple(
        Contribution(f"C{n}", None, n < states, amount, None, Span(of.file, first_line + n, first_line + n))
        for n, amount in enumerate(amounts)
    )


def reading(
    *documents: DocumentRecord, programmes: tuple[Programme, ...] = (), rows: tuple[Contribution, ...] = ()
) -> Reading:
    """A reading of these parts."""
    return Reading(documents, programmes, rows)


def exactly(number: str) -> Decimal:
    """A decimal from its digits."""
    return Decimal(number)
