"""Reads of the ledger for pages, exports and the API: contributions as published, balances, statements."""

from jointfund.ledger.queries.balances import allocatable, balances, cash_of, still_to_request
from jointfund.ledger.queries.contributions import (
    CitedAmount,
    Contribution,
    Contributions,
    amounts_citing,
    contributions_of,
    published_contributions,
)
from jointfund.ledger.queries.statements import funding_statement

__all__ = [
    "CitedAmount",
    "Contribution",
    "Contributions",
    "allocatable",
    "amounts_citing",
    "balances",
    "cash_of",
    "contributions_of",
    "funding_statement",
    "published_contributions",
    "still_to_request",
]
