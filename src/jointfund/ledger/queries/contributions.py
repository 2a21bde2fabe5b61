"""Contributions as published, totals computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.documents.models import Document, Source
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.money import share
from jointfund.ledger import rules
from jointfund.ledger.models import OpeningEntry, OpeningKind
from jointfund.people.models import OrganisationKind


@dataclass(frozen=True)
class Contribution:
    """One contributor's amount as published. What no source prints is None and never guessed.

    `share` is its part of all contributions published with it, as a fraction.
    """

    slug: str
    contributor: str
    iso3: str
    organisation_kind: str
    entry_kind: str
    amount: Decimal
    share: Decimal | None
    published: PartialDate
    source: Source
    commitment: Decimal | None
    deposited_on: date | None
    original_currency: str | None
    agent_fee: Decimal | None

    @property
    def is_member_state(self) -> bool:
        """Whether the contributor is a State."""
        return self.organisation_kind == OrganisationKind.GOVERNMENT and bool(self.iso3)


@dataclass(frozen=True)
class Contributions:
    """All contributions of one publication, largest first; empty where none was published by the day."""

    lines: tuple[Contribution, ...]

    @property
    def total(self) -> Decimal:
        return rules.total(line.amount for line in self.lines)

    @property
    def member_states(self) -> tuple[Contribution, ...]:
        return tuple(line for line in self.lines if line.is_member_state)

    @property
    def others(self) -> tuple[Contribution, ...]:
        return tuple(line for line in self.lines if not line.is_member_state)

    @property
    def total_of_member_states(self) -> Decimal:
        return rules.total(line.amount for line in self.member_states)

    @property
    def published(self) -> PartialDate | None:
        """The date the amounts stand for, as exactly as printed."""
        return self.lines[0].published if self.lines else None

    def of(self, slug: str) -> Contribution | None:
        """One contributor's line."""
        return next((line for line in self.lines if line.slug == slug), None)

    def of_country(self, iso3: str) -> Contribution | None:
        """The line of a contributing State."""
        return next((line for line in self.member_states if line.iso3 == iso3), None)


@dataclass(frozen=True)
class CitedAmount:
    """One contributor's amount as some lines of a document print it."""

    source_key: int
    slug: str
    contributor: str
    amount: Decimal


def amounts_citing(document: Document) -> tuple[CitedAmount, ...]:
    """Every contribution that was read from the document, largest first."""
    rows = OpeningEntry.objects.filter(source__document=document).order_by("-amount", "pk")
    columns = rows.values_list("source_id", "contributor__slug", "contributor__name", "amount")
    return tuple(CitedAmount(*row) for row in columns)


def published_contributions(fund: Fund, day: date) -> Contributions:
    """The latest table of contributions published for a date no later than the day.

    A published table is complete in itself: tables of different dates are never mixed.
    """
    entries = OpeningEntry.objects.filter(fund=fund, kind=OpeningKind.CONTRIBUTION_AS_PUBLISHED)
    latest = entries.filter(as_of__lte=day).order_by("-as_of").values("as_of")[:1]
    rows = list(
        entries.filter(as_of=latest)
        .select_related("contributor", "source__document")
        .order_by("-amount", "contributor__name")
    )
    return Contributions(tuple(_line(row, rules.total(row.amount for row in rows)) for row in rows))


def contributions_of(fund: Fund, slug: str) -> Sequence[Contribution]:
    """Everything published about one contributor, latest first; the shares are unknown here."""
    rows = OpeningEntry.objects.filter(fund=fund, contributor__slug=slug)
    rows = rows.select_related("contributor", "source__document").order_by("-as_of", "pk")
    return tuple(_line(row, None) for row in rows)


def _line(row: OpeningEntry, whole: Decimal | None) -> Contribution:
    published = row.published
    assert published is not None  # noqa: S101 - `as_of` is never null
    return Contribution(
        slug=row.contributor.slug,
        contributor=row.contributor.name,
        iso3=row.contributor.iso3,
        organisation_kind=row.contributor.kind,
        entry_kind=row.get_kind_display(),
        amount=row.amount,
        share=share(row.amount, whole) if whole else None,
        published=published,
        source=row.source,
        commitment=row.commitment,
        deposited_on=row.deposited_on,
        original_currency=row.original_currency,
        agent_fee=row.agent_fee,
    )
