"""Opening funds, and entering versions of the parts of their configuration."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from jointfund.funds.models import Fund, FundPart

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


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
    programme_word: str = "programme"
    programmes_word: str = "programmes"
    deciding_body: str = "committee"
    data_licence: str = "CC BY 4.0"
    is_demo: bool = False


@dataclass(frozen=True)
class PartValues:
    """One part of a fund's file: what it says, and what that rests on from which day."""

    name: str
    document: Json
    source: str
    confidence: str
    valid_from: date


@transaction.atomic
def open_fund(values: FundValues) -> Fund:
    """The fund with that code, made or brought up to date; the same values twice change nothing.

    A new fund comes after those there: the first of the installation keeps the root address.
    """
    highest = Fund.objects.exclude(code=values.code).aggregate(Max("position"))["position__max"]
    defaults = asdict(values)
    place = 0 if highest is None else highest + 1
    fund, _ = Fund.objects.update_or_create(
        code=values.code, defaults=defaults, create_defaults={**defaults, "position": place}
    )
    return fund


@transaction.atomic
def enter_part(fund: Fund, values: PartValues, *, actor: str) -> FundPart | None:
    """The next version of a part; None where it says what the latest one says. The caller records it."""
    Fund.objects.select_for_update().get(pk=fund.pk)
    latest = fund.parts.filter(name=values.name).order_by("-number").first()
    if latest and (latest.document, latest.source, latest.confidence) == (
        values.document,
        values.source,
        values.confidence,
    ):
        return None
    number = latest.number + 1 if latest else 1
    return FundPart.objects.create(fund=fund, number=number, entered_by=actor, **asdict(values))


def part_in_force(fund: Fund, name: str, day: date) -> FundPart | None:
    """The version of a part that counts on a day; None where the fund says nothing of it."""
    return fund.parts.filter(name=name, valid_from__lte=day).order_by("-number").first()
