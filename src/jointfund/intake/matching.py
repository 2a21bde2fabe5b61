"""Which programme on record a document speaks of. A heading alone never decides: several share one."""

from dataclasses import dataclass
from decimal import Decimal

from jointfund.funds.models import Fund
from jointfund.kernel.words import fold
from jointfund.programmes.drafts import ProgrammeDraft
from jointfund.programmes.models import Programme
from jointfund.reading.similarity import content_words, likeness

# A rounded amount is printed to one or two digits after the million.
ROUNDING = Decimal("50000")
# From this share of common words on, twice that of the next, a title is offered as the nearest.
NEAR, STANDS_OUT = 0.4, 2


# Two entries of one document may share the line of their area; beyond that, lines are an entry's own.
SHARED_FIELDS = {"thematic_area"}


@dataclass(frozen=True)
class Known:
    """What of a programme on record is compared."""

    programme: Programme
    title: str
    countries: frozenset[str]
    area: int | None
    budget: Decimal | None
    sources: frozenset[int]
    documents: frozenset[int]


def known_programmes(fund: Fund) -> tuple[Known, ...]:
    """Every programme of a fund, in a constant number of queries."""
    programmes = Programme.objects.filter(fund=fund).select_related("fund", "area")
    return tuple(
        _known(programme)
        for programme in programmes.prefetch_related("country_links__country", "field_sources__source")
    )


def find(draft: ProgrammeDraft, known: tuple[Known, ...]) -> Programme | None:
    """The one programme a draft speaks of; None when none fits or two fit equally well.

    The same lines of the same document decide, then the same title, then the same countries with at least
    one more agreement (area, amount). A document speaks of a programme once: what it gave is no candidate.
    """
    own = {place.source for place in draft.field_sources if place.field not in SHARED_FIELDS}
    if same_lines := _same_lines({source.pk for source in own}, known):
        return same_lines
    documents = {source.document_id for source in own}
    others = [entry for entry in known if not entry.documents & documents]
    return _same_title(draft, others) or _most_alike(draft, others)


def nearest_title(title: str | None, known: tuple[Known, ...]) -> tuple[Programme, float] | None:
    """The one programme whose title is clearly the nearest, and the share of words both titles have.

    It is never taken by itself: too few words agree, so a person is asked. None where nothing stands out.
    """
    words = content_words(title or "")
    scored = sorted(
        ((likeness(words, content_words(one.title)), -place) for place, one in enumerate(known)), reverse=True
    )
    if not words or not scored or scored[0][0] < NEAR:
        return None
    share, place = scored[0]
    runner_up = scored[1][0] if len(scored) > 1 else 0.0
    return (known[-place].programme, share) if share >= STANDS_OUT * runner_up else None


def _known(programme: Programme) -> Known:
    places = [place for place in programme.field_sources.all() if place.field not in SHARED_FIELDS]
    return Known(
        programme=programme,
        title=_comparable(programme.title),
        countries=frozenset(
            link.country.iso3 for link in programme.country_links.all() if link.role == "implementing"
        ),
        area=programme.area.number if programme.area else None,
        budget=programme.budget,
        sources=frozenset(place.source_id for place in places),
        documents=frozenset(place.source.document_id for place in places),
    )


def _same_lines(lines: set[int], known: tuple[Known, ...]) -> Programme | None:
    shared = max((len(entry.sources & lines) for entry in known), default=0)
    entries = [entry for entry in known if shared and len(entry.sources & lines) == shared]
    return entries[0].programme if len(entries) == 1 else None


def _comparable(title: str | None) -> str:
    return fold(title or "").rstrip(".")


def _same_title(draft: ProgrammeDraft, known: list[Known]) -> Programme | None:
    title = _comparable(draft.title)
    same = [entry for entry in known if title and entry.title == title]
    return same[0].programme if len(same) == 1 else None


def _most_alike(draft: ProgrammeDraft, known: list[Known]) -> Programme | None:
    countries = frozenset(link.iso3 for link in draft.countries if link.role == "implementing")
    scored = [(score, entry) for entry in known if (score := _score(draft, countries, entry))]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    alike = [entry for score, entry in scored if score == best]
    return alike[0].programme if len(alike) == 1 else None


def _score(draft: ProgrammeDraft, countries: frozenset[str], entry: Known) -> int:
    """How many things agree beside the countries; 0 when the two cannot be one programme.

    Fewer countries than on record are a damaged list only where area and amount both agree.
    """
    if not countries or not countries <= entry.countries:
        return 0
    if draft.area_number and entry.area and draft.area_number != entry.area:
        return 0
    same_area = bool(draft.area_number) and draft.area_number == entry.area
    agreements = same_area + _same_amount(draft, entry.budget)
    return agreements if countries == entry.countries or agreements == len(("area", "amount")) else 0


def _same_amount(draft: ProgrammeDraft, budget: Decimal | None) -> bool:
    if draft.budget is None or budget is None:
        return False
    tolerance = ROUNDING if draft.budget_precision == "rounded" else Decimal(0)
    return abs(draft.budget - budget) <= tolerance
