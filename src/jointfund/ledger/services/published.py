"""Writing to the ledger."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents.models import Source
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import DomainError
from jointfund.kernel.money import quantise
from jointfund.ledger.models import OpeningEntry, OpeningKind
from jointfund.people.models import Organisation


class ContributionDiffers(DomainError):
    """The record already holds another amount for the same contributor and date."""


@dataclass(frozen=True)
class PublishedContribution:
    """One row of a contributor table, in the fund's currency."""

    contributor: Organisation
    amount: Decimal
    as_of: PartialDate
    source: Source


@transaction.atomic
def enter_published_contribution(fund: Fund, published: PublishedContribution, *, actor: str) -> OpeningEntry:
    """Open the ledger with one contribution as published; the same row twice changes nothing.

    Raises ContributionDiffers when another amount is already entered for that contributor and date:
    an entry is never overwritten.
    """
    amount = quantise(published.amount)
    entry, is_new = OpeningEntry.objects.get_or_create(
        fund=fund,
        contributor=published.contributor,
        kind=OpeningKind.CONTRIBUTION_AS_PUBLISHED,
        as_of=published.as_of.on,
        defaults={
            "amount": amount,
            "as_of_precision": published.as_of.precision,
            "source": published.source,
        },
    )
    if not is_new:
        if entry.amount != amount:
            raise ContributionDiffers(
                f"{published.contributor.name}: the record has {entry.amount:,} as of {published.as_of}, "
                f"this document prints {amount:,}. The entry stays as it is."
            )
        return entry
    audit.record(
        Verb.CONTRIBUTION_ENTERED,
        f"{fund.code}/{published.contributor.slug}",
        actor=actor,
        fund=fund,
        after={"amount": str(amount), "as_of": published.as_of.iso()},
    )
    return entry
