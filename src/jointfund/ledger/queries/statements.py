"""The funding statement of a period, out of the books."""

from datetime import date, timedelta
from decimal import Decimal

from jointfund.funds.models import Fund
from jointfund.ledger.accounts import Account
from jointfund.ledger.queries.balances import balances
from jointfund.ledger.statement import FundingStatement


def funding_statement(fund: Fund, *, since: date | None, until: date) -> FundingStatement:
    """The statement from one day to another, both included; without a first day from the beginning."""
    before = balances(fund, until=since - timedelta(days=1)) if since else dict.fromkeys(Account, Decimal(0))
    return FundingStatement(posted=balances(fund, since=since, until=until), before=before)
