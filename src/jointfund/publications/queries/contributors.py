"""Builds the contributor table from the ledger."""

from datetime import date

from jointfund.documents.models import Source
from jointfund.documents.queries import quoted
from jointfund.funds.models import Fund
from jointfund.ledger.queries import published_contributions
from jointfund.publications.content.contributors import ContributorLine, ContributorTable
from jointfund.vocabularies.models import Country


def build_contributors(fund: Fund, *, as_of: date) -> ContributorTable:
    """The latest table published for a day no later than this one; without lines where there is none."""
    found = published_contributions(fund, as_of)
    codes = dict(
        Country.objects.filter(iso3__in=[line.iso3 for line in found.lines]).values_list("iso3", "iso2")
    )
    published = found.published
    return ContributorTable(
        as_of=published.on if published else None,
        precision=published.precision if published else "day",
        source=_title(found.lines[0].source) if found.lines else "",
        lines=tuple(
            ContributorLine(
                line.contributor, codes.get(line.iso3, ""), line.is_member_state, line.amount, line.share
            )
            for line in found.lines
        ),
        target=fund.target_amount,
        target_by=fund.target_by,
    )


def _title(source: Source) -> str:
    """The document that prints the table: publications are for everybody, so no closed one is named."""
    return quoted(source.document.title, source)
