"""A decision before it is taken, as a value: outcome, words, amounts by organisation, conditions. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.kernel.data_rows import Json


@dataclass(frozen=True)
class ProposedCondition:
    """A condition or recommendation: its words, which organisation answers (a slug), until when."""

    text: str
    owner: str
    due: date
    kind: str = "condition"


@dataclass(frozen=True)
class ProposedDecision:
    """What is to be decided. `amounts` are in the fund's currency by the slug of an organisation."""

    outcome: str
    text: str
    amounts: Mapping[str, Decimal]
    conditions: Sequence[ProposedCondition] = ()

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), Decimal(0))


def as_json(one: ProposedDecision) -> Json:
    """The document `from_json` takes."""
    return {
        "outcome": one.outcome,
        "text": one.text,
        "amounts": {slug: str(amount) for slug, amount in one.amounts.items()},
        "conditions": [
            {"text": each.text, "owner": each.owner, "due": each.due.isoformat(), "kind": each.kind}
            for each in one.conditions
        ],
    }


def from_json(document: Json) -> ProposedDecision:
    """What `as_json` wrote."""
    parts = document if isinstance(document, dict) else {}
    amounts, rows = parts.get("amounts"), parts.get("conditions")
    return ProposedDecision(
        str(parts.get("outcome", "")),
        str(parts.get("text", "")),
        {slug: Decimal(str(amount)) for slug, amount in amounts.items()} if isinstance(amounts, dict) else {},
        tuple(
            ProposedCondition(
                str(row["text"]), str(row["owner"]), date.fromisoformat(str(row["due"])), str(row["kind"])
            )
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
        ),
    )
