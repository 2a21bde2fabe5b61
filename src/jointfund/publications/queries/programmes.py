"""The programmes of a filter as facts for a document, and the fund as documents name it."""

from collections.abc import Iterable, Mapping
from datetime import date

from jointfund.documents.models import Document, DocumentKind
from jointfund.funds.models import Fund
from jointfund.programmes.filters import ProgrammeFilter, Tags
from jointfund.programmes.models import BudgetPrecision
from jointfund.programmes.queries.listing import FullRow, full_rows, full_rows_by_key
from jointfund.programmes.queries.waiting import last_published_on
from jointfund.publications.content.programmes import Area, FundFacts, Goal, Party, Place, ProgrammeFacts
from jointfund.vocabularies.models import Country, Scheme, Term

IMPLEMENTING = "implementing"


def fund_facts(fund: Fund) -> FundFacts:
    """The fund's name, notes and target."""
    return FundFacts(
        code=fund.code,
        name=fund.name,
        short_name=fund.short_name,
        currency=fund.currency,
        description=fund.description,
        names_note=fund.names_note,
        maps_note=fund.maps_note,
        licence=fund.data_licence,
        is_demo=fund.is_demo,
        target=fund.target_amount,
        target_by=fund.target_by,
    )


def programme_facts(fund: Fund, asked: ProgrammeFilter) -> tuple[ProgrammeFacts, ...]:
    """The listed programmes of the filter in its order, with the status of its day.

    Only what is confirmed is told: a tag or a country's role that a text merely suggests stays out.
    """
    return _told(tuple(full_rows(fund, asked, tags=Tags.CONFIRMED)))


def facts_of(fund: Fund, key: int, day: date) -> ProgrammeFacts:
    """One listed programme by its key, as its status was on the day; no other is read."""
    return _told(tuple(full_rows_by_key(fund, (key,), ProgrammeFilter(as_of=day))))[0]


def _told(rows: tuple[FullRow, ...]) -> tuple[ProgrammeFacts, ...]:
    countries = _countries(rows)
    colours = dict(Term.objects.filter(scheme=Scheme.SDG_GOAL).values_list("code", "colour"))
    return tuple(_facts(row, countries, colours) for row in rows)


def booklet_day(fund: Fund, today: date) -> tuple[date, str]:
    """The day the fund last published its pipeline for, and how exactly it is known; today without one."""
    latest = last_published_on(fund, today)
    if latest is None:
        return today, "day"
    issued = Document.objects.filter(fund=fund, kind=DocumentKind.BOOKLET, issued_on=latest)
    return latest, issued.values_list("issued_precision", flat=True).first() or "day"


def _countries(rows: Iterable[FullRow]) -> dict[str, Country]:
    codes = {country.iso3 for row in rows for country in row.row.countries}
    return {country.iso3: country for country in Country.objects.filter(iso3__in=codes)}


def _facts(full: FullRow, countries: Mapping[str, Country], colours: Mapping[str, str]) -> ProgrammeFacts:
    row, status = full.row, full.row.status
    return ProgrammeFacts(
        reference=row.reference,
        heading=row.heading,
        place_name=row.place_name,
        title=row.title,
        area=Area(row.area_number or 0, row.area_title, row.area_short),
        stage=status.stage if status else "",
        status_code=status.code if status else "",
        status=status.label if status else "",
        status_since=status.since.on if status and status.since else None,
        budget=row.budget,
        budget_is_rounded=row.budget_precision == BudgetPrecision.ROUNDED,
        duration_months=row.duration_months,
        places=tuple(
            _place(countries[mention.iso3]) for mention in row.countries if mention.role == IMPLEMENTING
        ),
        parties=tuple(
            Party(party.short if party.short != party.name else "", party.name, party.role)
            for party in row.parties
        ),
        key_partners=full.key_partners_text or "; ".join(partner.name for partner in full.key_partners),
        goals=tuple(
            Goal(tag.code, tag.label, colours.get(tag.code, ""))
            for tag in full.tags
            if tag.scheme == Scheme.SDG_GOAL
        ),
        summary=row.summary,
    )


def _place(country: Country) -> Place:
    return Place(
        country.iso3,
        country.iso2,
        country.name,
        country.region,
        country.m49,
        country.latitude,
        country.longitude,
    )
