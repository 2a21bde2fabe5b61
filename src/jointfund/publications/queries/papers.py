"""Builds the papers of a page or two from the record."""

from datetime import date

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.words import fold
from jointfund.people.models import Organisation
from jointfund.programmes.filters import ProgrammeFilter, Tags
from jointfund.programmes.models import Stage
from jointfund.programmes.queries.profile import find_profile
from jointfund.publications.content.contributors import ContributorLine, ContributorTable
from jointfund.publications.content.papers import (
    Contributors,
    Portfolio,
    Profile,
    ProfileKind,
    ProgrammePage,
)
from jointfund.publications.content.programmes import ProgrammeFacts
from jointfund.publications.queries.booklet import NothingToPublish, selection_in_words
from jointfund.publications.queries.contributors import build_contributors
from jointfund.publications.queries.details import programme_details
from jointfund.publications.queries.programmes import booklet_day, facts_of, fund_facts, programme_facts
from jointfund.vocabularies.models import Country

IMPLEMENTING = "implementing"


class UnknownSubject(DomainError):
    """No country, organisation or contributor of that name."""


def build_portfolio(
    fund: Fund,
    asked: ProgrammeFilter,
    *,
    today: date,
    as_of: date | None = None,
    language: str = "en",
    chosen_as: str = "",
) -> Portfolio:
    """The portfolio of the filter on the day, by default that of the latest published pipeline.

    Raises NothingToPublish.
    """
    day = as_of or booklet_day(fund, today)[0]
    programmes = _current(fund, asked.but(as_of=day))
    if not programmes:
        raise NothingToPublish(f"No programme of {fund.short_name} answers this choice on {day}: widen it.")
    selection = selection_in_words(fund, asked, len(programmes), chosen_as)
    return Portfolio(fund_facts(fund), day, language, selection, programmes)


def build_profile(
    fund: Fund,
    kind: ProfileKind,
    code: str,
    asked: ProgrammeFilter,
    *,
    today: date,
    as_of: date | None = None,
    language: str = "en",
) -> Profile:
    """The one-pager of a country (by its three letters) or an organisation (by its short name).

    A country's programmes are those it carries out, not those whose text only mentions it. Raises
    UnknownSubject, NothingToPublish.
    """
    day = as_of or today
    contributors = build_contributors(fund, as_of=day)
    if kind == "country":
        name, iso2, wanted, contribution = _country(code, asked, contributors)
    else:
        name, iso2, wanted, contribution = _organisation(fund, code, asked, contributors)
    programmes = _current(fund, wanted.but(as_of=day))
    if not programmes and contribution is None:
        raise NothingToPublish(
            f"{fund.short_name} has neither programme nor contribution of {name} on {day}."
        )
    return Profile(fund_facts(fund), day, language, kind, name, iso2, programmes, contribution, contributors)


def build_programme_page(
    fund: Fund,
    reference: str,
    *,
    today: date,
    as_of: date | None = None,
    language: str = "en",
    address: str = "",
) -> ProgrammePage:
    """The one-pager of a programme, in as many queries for one of many as for one of few.

    `address` is where its record is read. Raises UnknownSubject where it is not listed on the day.
    """
    day = as_of or today
    found = find_profile(fund, reference, day)
    if found is None:
        raise UnknownSubject(f"{fund.short_name} lists no programme “{reference[:60]}” on {day}.")
    facts = facts_of(fund, found.programme.pk, day)
    return ProgrammePage(fund_facts(fund), day, language, facts, programme_details(found, address))


def build_contributors_paper(
    fund: Fund, *, name: str = "", today: date, as_of: date | None = None, language: str = "en"
) -> Contributors:
    """The contributor table of the day, or the page of one. Raises UnknownSubject, NothingToPublish."""
    table = build_contributors(fund, as_of=as_of or today)
    if table.as_of is None:
        raise NothingToPublish(f"No contributions to {fund.short_name} were published by this day.")
    found = ""
    if name:
        found = next((line.name for line in table.lines if _is_called(line, name)), "")
        if not found:
            raise UnknownSubject(f"There is no contributor “{name[:60]}” in the table of {table.as_of}.")
    return Contributors(fund_facts(fund), table.as_of, language, table, found)


def _current(fund: Fund, asked: ProgrammeFilter) -> tuple[ProgrammeFacts, ...]:
    found = programme_facts(fund, asked)
    return tuple(one for one in found if one.stage in (Stage.PIPELINE, Stage.FUNDED))


def _country(
    code: str, asked: ProgrammeFilter, contributors: ContributorTable
) -> tuple[str, str, ProgrammeFilter, ContributorLine | None]:
    country = Country.objects.filter(iso3=code.upper()).first()
    if country is None:
        raise UnknownSubject(f"“{code[:60]}” is no country: give its three letters, such as TGO.")
    wanted = asked.but(country=(country.iso3,), role=(IMPLEMENTING,), tags=Tags.CONFIRMED)
    lines = (line for line in contributors.lines if line.is_member_state and line.iso2 == country.iso2)
    return country.name, country.iso2, wanted, next(lines, None)


def _organisation(
    fund: Fund, code: str, asked: ProgrammeFilter, contributors: ContributorTable
) -> tuple[str, str, ProgrammeFilter, ContributorLine | None]:
    body = Organisation.objects.filter(fund=fund, slug=code.lower()).first()
    if body is None:
        raise UnknownSubject(f"“{code[:60]}” is no organisation here: give its short name, such as iom.")
    lines = (line for line in contributors.lines if line.name == body.name)
    return body.name, "", asked.but(organisation=(body.slug,)), next(lines, None)


def _is_called(line: ContributorLine, name: str) -> bool:
    return fold(name) in {fold(line.name), fold(line.name).replace(" ", "-")}
