"""What of a call's envelope is left, from the books."""

from decimal import Decimal

from django.db.models import Sum

from jointfund.committee.models import Decision
from jointfund.kernel.money import quantise
from jointfund.ledger.accounts import Account
from jointfund.ledger.models import Movement
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.words import from_json
from jointfund.proposals.models_calls import Call


def envelope_left(call: Call) -> Decimal | None:
    """The envelope of the published call less what its decisions allocated; None without an envelope."""
    latest = call.versions.order_by("-number").first()
    envelope = read_terms(from_json(latest.words))[0].envelope if latest else None
    return None if envelope is None else quantise(envelope - _allocated(call))


def _allocated(call: Call) -> Decimal:
    """What decisions on the call's proposals allocated, less what was taken back."""
    made = Decision.objects.filter(item__proposal__call=call)
    references = [str(one.reference) for one in made.select_related("fund")]
    rows = Movement.objects.filter(entry__fund=call.fund_id, entry__rests_on__in=references)
    given = rows.filter(debit=Account.ALLOCATED).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    back = rows.filter(credit=Account.ALLOCATED).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return quantise(given - back)
