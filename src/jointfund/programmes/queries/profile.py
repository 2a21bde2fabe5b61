"""One programme with everything its page shows; the number of queries does not grow with what it holds."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from jointfund.documents.models import Source
from jointfund.documents.queries import quoted
from jointfund.funds.models import Fund
from jointfund.kernel.references import Reference
from jointfund.programmes.models import (
    FieldSource,
    KeyPartner,
    Milestone,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammePlace,
    ProgrammeTag,
    Status,
    StatusEvent,
)


@dataclass(frozen=True)
class Profile:
    """A programme as it stood on a day. Rows come with their sources and documents loaded."""

    programme: Programme
    status: Status | None
    events: tuple[StatusEvent, ...]
    statuses: tuple[Status, ...]
    countries: tuple[ProgrammeCountry, ...]
    places: tuple[ProgrammePlace, ...]
    parties: tuple[ProgrammeParty, ...]
    partners: tuple[KeyPartner, ...]
    tags: tuple[ProgrammeTag, ...]
    milestones: tuple[Milestone, ...]
    field_sources: tuple[FieldSource, ...]

    def tagged(self, scheme: str) -> list[ProgrammeTag]:
        """The terms of one vocabulary, confirmed ones first."""
        return sorted((tag for tag in self.tags if tag.term.scheme == scheme), key=_confirmed_first)

    def sources_of(self, *fields: str) -> list[Source]:
        """Where the value of a field was read."""
        return [found.source for found in self.field_sources if found.field in fields]

    def doubts_of(self, *fields: str, of_the_fund: bool = False) -> list[str]:
        """Why the value of a field is uncertain, or missing, as far as the documents may be quoted."""
        of_fields = [one for one in self.field_sources if one.field in fields]
        found = [quoted(one.doubt, one.source, of_the_fund=of_the_fund) for one in of_fields]
        return list(dict.fromkeys(doubt for doubt in found if doubt))


def find_profile(fund: Fund, reference: str, day: date) -> Profile | None:
    """The programme of that reference as the record had it on the day; None where there is none."""
    programme = _listed(fund, reference, day)
    if programme is None:
        return None
    programme.fund = fund
    events = tuple(event for event in programme.status_events.all() if event.on <= day)
    return Profile(
        programme=programme,
        status=events[-1].status if events else None,
        events=events,
        statuses=tuple(Status.objects.filter(fund=fund).order_by("position")),
        countries=tuple(programme.country_links.all()),
        places=tuple(programme.places.all()),
        parties=tuple(programme.parties.all()),
        partners=tuple(programme.key_partners.all()),
        tags=tuple(programme.tags.all()),
        milestones=tuple(one for one in programme.milestones.all() if one.on is None or one.on <= day),
        field_sources=tuple(programme.field_sources.all()),
    )


def _listed(fund: Fund, reference: str, day: date) -> Programme | None:
    found = Reference.parse(reference)
    if found is None or found.prefix != fund.reference_prefix:
        return None
    return _whole(Programme.objects.filter(fund=fund, number=found.number, listed_on__lte=day)).first()


def _whole(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    cited = "source__document"
    return programmes.select_related("area").prefetch_related(
        Prefetch("country_links", ProgrammeCountry.objects.select_related("country", cited)),
        Prefetch("places", ProgrammePlace.objects.select_related(cited)),
        Prefetch("parties", ProgrammeParty.objects.select_related("organisation", cited)),
        Prefetch("key_partners", KeyPartner.objects.select_related(cited)),
        Prefetch("tags", ProgrammeTag.objects.select_related("term", cited)),
        Prefetch("status_events", StatusEvent.objects.select_related("status", cited)),
        Prefetch("milestones", Milestone.objects.select_related(cited)),
        Prefetch("field_sources", FieldSource.objects.select_related(cited)),
    )


def _confirmed_first(tag: ProgrammeTag) -> tuple[bool, int]:
    return tag.standing != "confirmed", tag.term.position
