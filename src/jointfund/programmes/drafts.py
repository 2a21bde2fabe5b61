"""A programme as it comes in, before it is a record: plain values, each with the source it rests on."""

from dataclasses import dataclass
from decimal import Decimal

from jointfund.documents.models import Source
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.people.models import Organisation


@dataclass(frozen=True)
class CountryDraft:
    """A country in one role."""

    iso3: str
    role: str = "implementing"
    standing: str = "confirmed"
    words: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class PlaceDraft:
    """A place below country."""

    name: str
    standing: str = "confirmed"
    words: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class PartyDraft:
    """An organisation of the programme."""

    organisation: Organisation
    role: str
    confidence: str = ""
    note: str = ""
    budget_share: Decimal | None = None
    source: Source | None = None


@dataclass(frozen=True)
class PartnerDraft:
    """A key partner as printed."""

    name: str
    kind: str = ""
    group: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class TagDraft:
    """A vocabulary term; a suggested one names its words."""

    scheme: str
    code: str
    standing: str = "confirmed"
    words: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class StatusDraft:
    """A status the programme had from a day on, and what says so."""

    code: str
    on: PartialDate
    citation: Citation
    source: Source | None = None
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class MilestoneDraft:
    """A launch, a closing event: dated where its source bears a date."""

    kind: str
    source: Source
    on: PartialDate | None = None
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class FieldSourceDraft:
    """The lines one value was read from, and the value as printed there."""

    field: str
    source: Source
    printed: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class ProgrammeDraft:
    """Everything one document, or the fund's data, says of one programme. Unknown is None or empty."""

    heading: str
    title: str | None = None
    summary: str = ""
    area_number: int | None = None
    area_basis: str = ""
    budget: Decimal | None = None
    budget_precision: str = ""
    duration_months: int | None = None
    key_partners_text: str = ""
    starts: PartialDate | None = None
    ends_original: PartialDate | None = None
    ends: PartialDate | None = None
    countries: tuple[CountryDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    parties: tuple[PartyDraft, ...] = ()
    key_partners: tuple[PartnerDraft, ...] = ()
    tags: tuple[TagDraft, ...] = ()
    statuses: tuple[StatusDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    field_sources: tuple[FieldSourceDraft, ...] = ()
