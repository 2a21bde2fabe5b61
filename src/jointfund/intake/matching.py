"""Which programme on record a document speaks of. A heading alone never decides: several share one."""

from dataclasses import dataclass
from decimal import Decimal

from jointfund.funds.models import Fund
from jointfund.kernel.words import fold
from jointfund.programmes.drafts import ProgrammeDraft
from jointfund.programmes.models import Programme

# A rounded amount is printed to one or two digits after the million.
ROUNDING = Decimal("50000")


@dataclass(frozen=True)
class Known:
    """What of a programme on record is compared."""

    programme: Programme
    title: str
    countries: frozenset[str]
    area: int | None
    budget: Decimal | None
    duration: int | None


def known_programmes(fund: Fund) -> tuple[Known, ...]:
    """Every programme of a fund in two queries."""
    programmes = Programme.objects.filter(fund=fund).select_related("fund", "area")
    return tuple(
        Known(
            programme=programme,
            title=fold(programme.title or "").rstrip("."),
            countries=frozenset(
                link.country.iso3 for link in programme.country_links.all() if link.role == "implementing"
            ),
            area=programme.area.number if programme.area else None,
            budget=programme.budget,
            duration=programme.duration_months,
        )
        for programme in programmes.prefetch_related("country_links__country")
    )


def find(draft: ProgrammeDraft, known: tuple[Known, ...]) -> Programme | None:
    """The one programme a draft speaks of; None when none fits or two fit equally well.

    The same title decides, or the same countries with at least one more agreement (area, amount) and no
    disagreement of area.
    """
    title = fold(draft.title or "").rstrip(".")
    if title:
        same_title = [entry for entry in known if entry.title == title]
        if len(same_title) == 1:
            return same_title[0].programme
    countries = frozenset(link.iso3 for link in draft.countries if link.role == "implementing")
    scored = sorted(
        ((score, entry) for entry in known if (score := _score(draft, countries, entry))),
        key=lambda pair: -pair[0],
    )
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1].programme


def _score(draft: ProgrammeDraft, countries: frozenset[str], entry: Known) -> int:
    """How many things agree beside the countries; 0 when the two cannot be one programme."""
    if not countries or not _fit(countries, entry.countries):
        return 0
    if draft.area_number and entry.area and draft.area_number != entry.area:
        return 0
    agreements = bool(draft.area_number and draft.area_number == entry.area)
    return agreements + _same_amount(draft, entry.budget) + (countries == entry.countries)


def _fit(printed: frozenset[str], known: frozenset[str]) -> bool:
    """True for the same countries, or for those a damaged list still shows."""
    return printed == known or (len(known) > 1 and printed < known)


def _same_amount(draft: ProgrammeDraft, budget: Decimal | None) -> bool:
    if draft.budget is None or budget is None:
        return False
    tolerance = ROUNDING if draft.budget_precision == "rounded" else Decimal(0)
    return abs(draft.budget - budget) <= tolerance
