"""Freshness of releases: what was printed against what the record says today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache

from jointfund.audit.models import Event
from jointfund.kernel.errors import DomainError
from jointfund.publications.content.freshness import StaleNumber, differences
from jointfund.publications.documents import content_of, document_of
from jointfund.publications.models import Release
from jointfund.publications.orders import Parameters, order_of

KEPT_FOR = 24 * 60 * 60  # seconds; a change of the record is seen at once all the same


@dataclass(frozen=True)
class Freshness:
    """What no longer agrees. `refusal` says why the document could not be made today at all."""

    stale: tuple[StaleNumber, ...] = ()
    refusal: str = ""

    @property
    def is_fresh(self) -> bool:
        return not (self.stale or self.refusal)


def stale_numbers(release: Release, today: date) -> Freshness:
    """Every number of a release that the record gives otherwise today.

    Kept until the record changes: each change writes an event, and the last one is part of the key.
    """
    last = Event.objects.filter(fund_id=release.fund_id).order_by("-pk").values_list("pk", flat=True).first()
    key = f"freshness:{release.pk}:{release.publication.version}:{last}:{today}"
    found: Freshness | None = cache.get(key)
    if found is None:
        found = _compared(release, today)
        cache.set(key, found, KEPT_FOR)
    return found


def _compared(release: Release, today: date) -> Freshness:
    parameters = Parameters.from_json(release.publication.order)
    try:
        order = replace(order_of(release.fund, parameters, today), as_of=today)
        now = document_of(release.content).build(order)
    except DomainError as refusal:
        return Freshness(refusal=str(refusal))
    return Freshness(differences(content_of(release.content), now, _changed_on(release)))


def _changed_on(release: Release) -> Mapping[str, date]:
    """By subject of the events since the release, the day of the last one."""
    events = Event.objects.filter(fund_id=release.fund_id, at__gt=release.released_at).order_by("at")
    return {subject: at.date() for subject, at in events.values_list("subject", "at")}
