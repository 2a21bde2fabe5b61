"""What the record says, for checking a draft against it and for comparing editions with it."""

from collections import defaultdict
from datetime import date

from django.db.models import Prefetch, Q

from jointfund.documents.models import Source, Visibility
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.models import OpeningEntry, OpeningKind
from jointfund.people.models import OrganisationKind
from jointfund.programmes.models import (
    FieldSource,
    KeyPartner,
    Programme,
    ProgrammeCountry,
    Standing,
    StatusEvent,
)
from jointfund.reading.checking.facts import (
    ContributionTable,
    ContributorFacts,
    DatedStatus,
    Printed,
    ProgrammeFacts,
    RecordFacts,
    Stage,
)
from jointfund.reading.editions import Edition, Entry
from jointfund.vocabularies.models import Scheme, Term, ThematicArea

IMPLEMENTING = "implementing"
COUNTED_FIELDS = ("title", "budget_usd", "duration_months", "countries")


def record_facts(fund: Fund, day: date) -> RecordFacts:
    """Everything the fund's public record says that a draft can be checked against, as of a day.

    The number of queries does not grow with the number of programmes.
    """
    return RecordFacts(
        fund=fund.short_name,
        currency=fund.currency,
        day=day,
        programmes=tuple(_programme(row, fund, day) for row in _programmes(fund, day)),
        tables=_tables(fund, day),
        launched=PartialDate.parse(fund.launched) if fund.launched else None,
        target=fund.target_amount,
        target_by=fund.target_by,
        counts=_counts(fund),
    )


def record_edition(fund: Fund, day: date) -> Edition:
    """The fund's programmes as the record had them on a day, as an edition to compare with a booklet."""
    entries = []
    for row in _programmes(fund, day):
        facts = _programme(row, fund, day)
        status = facts.statuses[-1] if facts.statuses else None
        if status is None or status.stage == "closed":
            continue
        entries.append(
            Entry(
                key=facts.reference,
                name=facts.name,
                title=facts.title,
                countries=facts.countries,
                area=facts.area,
                budget=facts.budget,
                is_budget_rounded=facts.is_budget_rounded,
                months=facts.months,
                status=status.label,
                section=status.stage,
                partners=tuple(one.name for one in row.key_partners.all()) if row.key_partners_text else None,
                summary=facts.summary,
            )
        )
    return Edition(f"the record as of {PartialDate(day)}", tuple(entries), fund.currency)


def _programmes(fund: Fund, day: date) -> list[Programme]:
    rows = Programme.objects.filter(fund=fund, listed_on__lte=day).select_related("area").order_by("number")
    return list(
        rows.prefetch_related(
            Prefetch("country_links", ProgrammeCountry.objects.select_related("country")),
            Prefetch("status_events", StatusEvent.objects.select_related("status")),
            Prefetch("key_partners", KeyPartner.objects.only("programme_id", "position", "name")),
            Prefetch(
                "field_sources",
                FieldSource.objects.filter(
                    field__in=COUNTED_FIELDS, source__document__visibility=Visibility.PUBLIC
                ).select_related("source__document"),
            ),
        )
    )


def _programme(row: Programme, fund: Fund, day: date) -> ProgrammeFacts:
    row.fund = fund  # the same fund, already loaded: its prefix is in the reference
    printed: dict[str, list[Printed]] = defaultdict(list)
    for found in row.field_sources.all():
        printed[found.field].append(
            Printed(found.printed, found.source.document.issued, _title(found.source))
        )
    return ProgrammeFacts(
        reference=row.reference,
        name=row.name,
        title=row.title,
        place=row.place_name,
        countries=tuple(
            (link.country.iso3, link.country.name)
            for link in row.country_links.all()
            if link.role == IMPLEMENTING and link.standing == Standing.CONFIRMED
        ),
        area=row.area.number if row.area else None,
        budget=row.budget,
        is_budget_rounded=row.budget_precision == "rounded",
        months=row.duration_months,
        statuses=tuple(
            DatedStatus(event.dated, event.status.code, event.status.label, _stage(event.status.stage))
            for event in row.status_events.all()
            if event.on <= day
        ),
        starts=row.starts,
        ends_original=row.ends_original,
        ends=row.ends,
        summary=row.summary,
        heading=row.heading,
        printed={field: tuple(values) for field, values in printed.items()},
    )


def _stage(stored: str) -> Stage:
    match stored:
        case "pipeline" | "funded" | "closed":
            return stored
    return ""


def _title(source: Source) -> str:
    title = source.document.title
    return f"{title}, line {source.start_line}" if source.start_line else title


def _tables(fund: Fund, day: date) -> tuple[ContributionTable, ...]:
    """Every table of contributions published up to the day, oldest first."""
    rows = OpeningEntry.objects.filter(
        fund=fund, kind=OpeningKind.CONTRIBUTION_AS_PUBLISHED, as_of__lte=day
    ).select_related("contributor")
    by_date: dict[date, list[OpeningEntry]] = defaultdict(list)
    for row in rows.order_by("as_of", "-amount"):
        by_date[row.as_of].append(row)
    tables = []
    for entries in by_date.values():
        published = entries[0].published
        if published:
            tables.append(ContributionTable(published, tuple(_contributor(entry) for entry in entries)))
    return tuple(tables)


def _contributor(entry: OpeningEntry) -> ContributorFacts:
    who = entry.contributor
    is_state = who.kind == OrganisationKind.GOVERNMENT and bool(who.iso3)
    return ContributorFacts(who.slug, who.name, who.iso3, is_state, entry.amount)


def _counts(fund: Fund) -> dict[str, int]:
    terms = Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True))
    sizes = {
        "thematic areas": ThematicArea.objects.filter(fund=fund).count(),
        "objectives": terms.filter(scheme=Scheme.GCM_OBJECTIVE).count(),
        "guiding principles": terms.filter(scheme=Scheme.PRINCIPLE).count(),
    }
    return {noun: size for noun, size in sizes.items() if size}
