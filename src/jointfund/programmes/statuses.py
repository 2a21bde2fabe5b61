"""The statuses a fund's programmes can have, entered from its data."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.programmes.models import Stage, Status
from jointfund.vocabularies.services import Loaded, has_data, read_data


@dataclass(frozen=True)
class StatusValues:
    """One status as a fund's data says it; `section` is a value of `Stage`."""

    code: str
    label: str
    section: str


def load_statuses(fund: Fund) -> Loaded:
    """The statuses of one fund from its data file; none where it has no file."""
    if not has_data(f"funds/{fund.code}/statuses"):
        return Loaded(0, 0)
    data = read_data(f"funds/{fund.code}/statuses")
    statuses = [StatusValues(term["code"], term["label"], term["section"]) for term in data["terms"]]
    return enter_statuses(fund, statuses, source=data["source"])


@transaction.atomic
def enter_statuses(fund: Fund, statuses: Sequence[StatusValues], *, source: str) -> Loaded:
    """The statuses of a fund in their order; entering them twice changes nothing."""
    is_new = [
        Status.objects.update_or_create(
            fund=fund,
            code=one.code,
            defaults={
                "label": one.label,
                "stage": Stage(one.section),
                "position": position,
                "source": source,
            },
        )[1]
        for position, one in enumerate(statuses, start=1)
    ]
    return Loaded(len(is_new), sum(is_new))
