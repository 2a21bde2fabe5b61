"""Opening a fund whose data ships with the product."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.funds.services import FundValues, open_fund
from jointfund.intake.vocabularies import load_vocabularies
from jointfund.kernel.errors import DomainError
from jointfund.proposals.services import load_way

SHIPPED = Path(__file__).resolve().parent / "demo"


class UnknownFund(DomainError):
    """No fund of that code is open here and none ships with the product."""


def shipped_data(code: str, name: str) -> Any:
    """One data file of a fund that ships with the product."""
    return json.loads((SHIPPED / code / f"{name}.json").read_text(encoding="utf-8"))


@transaction.atomic
def open_shipped_fund(code: str, *, is_demo: bool, actor: str) -> Fund:
    """The fund of that code with its vocabularies, opened from the data that ships with the product.

    All of it or nothing: a fund without its vocabularies could take no document. Raises UnknownFund when
    there is no such data.
    """
    if not (SHIPPED / code / "fund.json").is_file():
        raise UnknownFund(f"No fund {code} is open here, and its data does not ship with JointFund.")
    data = shipped_data(code, "fund")
    fund = open_fund(
        FundValues(
            code=data["code"],
            reference_prefix=data["reference_prefix"],
            name=data["name"],
            short_name=data["short_name"],
            currency=data["currency"],
            description=data["description"],
            launched=data["launched"]["on"],
            target_amount=Decimal(data["target"]["amount"]),
            target_by=data["target"]["by"],
            target_source=_place(data["target"]["sources"][0]),
            names_note=data["names_note"],
            maps_note=data["maps_note"],
            is_demo=is_demo,
        )
    )
    load_vocabularies(actor=actor)
    load_way(fund, actor=actor)
    return fund


def fund_for(code: str | None, *, actor: str) -> Fund:
    """The fund a command works on: the one named, else the installation's first; opened if it ships with us.

    Raises UnknownFund.
    """
    if code:
        return Fund.objects.filter(code=code.upper()).first() or open_shipped_fund(
            code.upper(), is_demo=False, actor=actor
        )
    first = Fund.objects.first()
    if first is None:
        shipped = sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "fund.json").is_file())
        return open_shipped_fund(shipped[0], is_demo=False, actor=actor)
    return first


def _place(source: dict[str, Any]) -> str:
    return f"{source['key']}:{source['start_line']}"
