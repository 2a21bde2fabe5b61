"""Opening funds."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from jointfund.funds.models import Fund


@dataclass(frozen=True)
class FundValues:
    """What a fund's data file says of the fund itself."""

    code: str
    reference_prefix: str
    name: str
    short_name: str
    currency: str
    description: str = ""
    launched: str = ""
    target_amount: Decimal | None = None
    target_by: str = ""
    target_source: str = ""
    names_note: str = ""
    maps_note: str = ""
    is_demo: bool = False


@transaction.atomic
def open_fund(values: FundValues) -> Fund:
    """The fund with that code, made or brought up to date; the same values twice change nothing."""
    fund, _ = Fund.objects.update_or_create(code=values.code, defaults=asdict(values))
    return fund
