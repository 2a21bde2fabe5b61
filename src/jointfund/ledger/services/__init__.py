"""Writing to the ledger: contributions as published, and the books.

Every writing locks the fund's row before it looks at balances, so that two can never spend the same money.
"""

from jointfund.ledger.services.allocations import (
    AllocationExceeded,
    IllegalMove,
    allocate,
    approve_transfer,
    cancel_transfer,
    pay_transfer,
    request_transfer,
)
from jointfund.ledger.services.posting import (
    AlreadyReversed,
    InsufficientBalance,
    Posting,
    SamePerson,
    post,
    reverse,
)
from jointfund.ledger.services.published import (
    ContributionDiffers,
    PublishedContribution,
    enter_published_contribution,
)
from jointfund.ledger.services.receipts import post_deposit, sign_arrangement

__all__ = [
    "AllocationExceeded",
    "AlreadyReversed",
    "ContributionDiffers",
    "IllegalMove",
    "InsufficientBalance",
    "Posting",
    "PublishedContribution",
    "SamePerson",
    "allocate",
    "approve_transfer",
    "cancel_transfer",
    "enter_published_contribution",
    "pay_transfer",
    "post",
    "post_deposit",
    "request_transfer",
    "reverse",
    "sign_arrangement",
]
