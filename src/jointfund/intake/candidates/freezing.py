"""Records of a reading as JSON and back, without loss: what a person decides on is what was read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from jointfund.reading.records import (
    Contribution,
    Country,
    Doubt,
    KeyPartner,
    Organisation,
    Programme,
    Span,
    Suggestion,
)

# Under this name `ProgrammeRecord.more` lists, line by line, the suggestions a table states as confirmed.
STATED = "stated"

type Frozen = Mapping[str, Any]  # JSON as it comes from the database


@dataclass(frozen=True)
class ProgrammeRecord:
    """A programme as read. `more` holds what only a spreadsheet says: reference, lead, dates, status date."""

    programme: Programme
    more: Mapping[str, str] = field(default_factory=dict)


def freeze_programme(record: ProgrammeRecord) -> dict[str, Any]:
    """The record as JSON values."""
    return {"programme": asdict(record.programme), "more": dict(record.more)}


def freeze_contribution(contribution: Contribution) -> dict[str, Any]:
    """The record as JSON values."""
    return asdict(contribution)


def thaw_programme(frozen: Frozen) -> ProgrammeRecord:
    """The record that `freeze_programme` froze."""
    data = frozen["programme"]
    programme = Programme(
        source=Span(**data["source"]),
        document_kind=data["document_kind"],
        section=data["section"],
        heading=data["heading"],
        title=data["title"],
        countries=tuple(Country(**_placed(one)) for one in data["countries"]),
        thematic_area=data["thematic_area"],
        thematic_area_basis=data["thematic_area_basis"],
        budget_usd=data["budget_usd"],
        budget_precision=data["budget_precision"],
        duration_months=data["duration_months"],
        status=data["status"],
        status_text=data["status_text"],
        participating_organisations=tuple(
            Organisation(**_placed(one)) for one in data["participating_organisations"]
        ),
        key_partners_text=data["key_partners_text"],
        key_partners=tuple(KeyPartner(**_placed(one)) for one in data["key_partners"]),
        summary_text=data["summary_text"],
        suggestions=tuple(Suggestion(**_placed(one)) for one in data["suggestions"]),
        doubts=tuple(Doubt(**one) for one in data["doubts"]),
        places={name: Span(**span) for name, span in data["places"].items()},
    )
    return ProgrammeRecord(programme, frozen["more"])


def thaw_contribution(frozen: Frozen) -> Contribution:
    """The record that `freeze_contribution` froze."""
    return Contribution(**{**frozen, "source": Span(**frozen["source"])})


def _placed(one: Frozen) -> dict[str, Any]:
    return {**one, "place": Span(**one["place"])}
