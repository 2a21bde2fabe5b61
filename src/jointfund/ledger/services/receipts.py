"""Money in: arrangements with contributors, deposits and the fee taken from each."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.kernel.money import quantise
from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.models import Arrangement, Entry
from jointfund.ledger.rules import agent_fee
from jointfund.ledger.services.posting import Ground, Posting, Received, post
from jointfund.people.models import Organisation


@transaction.atomic
def sign_arrangement(
    fund: Fund,
    contributor: Organisation,
    *,
    reference: str,
    commitment: Received,
    agent_fee_rate: Decimal,
    signed_on: date,
    actor: str,
    earmark: str = "",
) -> Arrangement:
    """An arrangement and its commitment in the books, at the rate of the day it was signed."""
    arrangement = Arrangement.objects.create(
        fund=fund,
        contributor=contributor,
        reference=reference,
        currency=commitment.currency,
        commitment=commitment.amount,
        agent_fee_rate=agent_fee_rate,
        earmark=earmark,
        signed_on=signed_on,
    )
    promised = Posting(
        EntryKind.COMMITMENT,
        quantise(commitment.amount * commitment.rate),
        received=_if_foreign(commitment, fund),
        arrangement=arrangement,
        organisation=contributor,
    )
    post(fund, [promised], Ground(signed_on, reference), actor=actor)
    return arrangement


@transaction.atomic
def post_deposit(
    arrangement: Arrangement, received: Received, *, on: date, rests_on: str, actor: str
) -> Entry:
    """One deposit, and the agent's fee as a row of its own beside it, at the arrangement's rate.

    The fee is posted once and never computed again. No fee row where the fee is less than half a cent.
    """
    amount = quantise(received.amount * received.rate)
    fund = arrangement.fund
    deposit = Posting(
        EntryKind.DEPOSIT,
        amount,
        received=_if_foreign(received, fund),
        arrangement=arrangement,
        organisation=arrangement.contributor,
    )
    fee = agent_fee(amount, arrangement.agent_fee_rate)
    taken = [Posting(EntryKind.AGENT_FEE, fee, arrangement=arrangement)] if fee else []
    return post(fund, [deposit, *taken], Ground(on, rests_on), actor=actor)


def _if_foreign(received: Received, fund: Fund) -> Received | None:
    return received if received.currency != fund.currency else None
