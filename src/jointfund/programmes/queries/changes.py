"""Changes of status over time: the latest of a fund, and the date its record speaks of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.models import ProgrammeCountry, Status, StatusEvent


@dataclass(frozen=True)
class Change:
    """One status a programme reached."""

    reference: str
    name: str
    place: str
    status: str
    dated: PartialDate
    confidence: str


def latest_changes(fund: Fund, day: date, *, most: int) -> tuple[Change, ...]:
    """The newest status events up to the day, newest first."""
    countries = Prefetch("programme__country_links", ProgrammeCountry.objects.select_related("country"))
    events = _until(fund, day).select_related("programme__fund", "status").prefetch_related(countries)
    return tuple(
        _change(event) for event in events.order_by("-on", "-status__position", "programme__number")[:most]
    )


def latest_status_date(fund: Fund, day: date) -> PartialDate | None:
    """The date of the newest status on record up to the day; None while there is none."""
    newest = _until(fund, day).order_by("-on", "-pk").first()
    return newest.dated if newest else None


def statuses_of(fund: Fund) -> tuple[Status, ...]:
    """The fund's statuses in the order of a programme's life."""
    return tuple(Status.objects.filter(fund=fund).order_by("position"))


def _until(fund: Fund, day: date) -> QuerySet[StatusEvent]:
    return StatusEvent.objects.filter(programme__fund=fund, programme__listed_on__isnull=False, on__lte=day)


def _change(event: StatusEvent) -> Change:
    programme = event.programme
    return Change(
        reference=programme.reference,
        name=programme.name,
        place=programme.place_name,
        status=event.status.label,
        dated=event.dated,
        confidence=event.confidence,
    )
