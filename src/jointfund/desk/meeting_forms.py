"""What is typed on the pages of meetings, read into values; what cannot be read says where and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import QueryDict
from django.utils.translation import gettext as _

from jointfund.committee.proposed import ProposedCondition, ProposedDecision
from jointfund.kernel.errors import DomainError
from jointfund.proposals.forms.values import read_amount

CONDITION_ROWS = 3


class NotReadable(DomainError):
    """What was typed cannot be read; the message names the field."""


@dataclass(frozen=True)
class TypedCondition:
    """One row for a condition as typed."""

    row: int
    text: str = ""
    owner: str = ""
    due: str = ""
    kind: str = "condition"


def typed_conditions(post: QueryDict) -> list[TypedCondition]:
    """The rows as they were typed, empty ones too."""
    return [
        TypedCondition(
            row,
            text=post.get(f"condition-{row}-text", "").strip(),
            owner=post.get(f"condition-{row}-owner", "").strip(),
            due=post.get(f"condition-{row}-due", "").strip(),
            kind=post.get(f"condition-{row}-kind", "condition"),
        )
        for row in range(1, CONDITION_ROWS + 1)
    ]


def read_decision(post: QueryDict, slugs: Mapping[str, str]) -> ProposedDecision:
    """The decision typed; `slugs` are the organisations that can be given money, with their names.

    Raises NotReadable.
    """
    return ProposedDecision(
        post.get("outcome", ""),
        post.get("text", ""),
        dict(_amounts(post, slugs)),
        tuple(_conditions(typed_conditions(post))),
    )


def read_moment(day_and_time: str, time_zone: str) -> datetime:
    """A moment from `2026-03-10T14:00` on the clock of a time zone. Raises NotReadable."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise NotReadable(_("Time zone: write one like Europe/Zurich or Africa/Lome.")) from fault
    try:
        return datetime.fromisoformat(day_and_time).replace(tzinfo=zone).astimezone(UTC)
    except ValueError as fault:
        raise NotReadable(_("Day and time: write them like 2026-03-10 14:00.")) from fault


def _amounts(post: QueryDict, slugs: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    for slug, name in slugs.items():
        typed = post.get(f"amount-{slug}", "").strip()
        if not typed:
            continue
        amount = read_amount(typed)
        if amount is None:
            raise NotReadable(_("Amount for %(name)s: write it in figures, like 250,000.") % {"name": name})
        if amount:
            yield slug, amount


def _conditions(rows: list[TypedCondition]) -> Iterator[ProposedCondition]:
    for row in rows:
        if not row.text:
            continue
        try:
            due = date.fromisoformat(row.due)
        except ValueError as fault:
            words = _("Condition %(row)s: give the day by which it is answered.")
            raise NotReadable(words % {"row": row.row}) from fault
        kind = row.kind if row.kind in ("condition", "recommendation") else "condition"
        yield ProposedCondition(row.text, row.owner, due, kind)
