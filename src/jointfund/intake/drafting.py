"""What a reader found, as drafts of the domain: words become registered parties, spans become sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jointfund.documents import services as documents
from jointfund.documents.models import Document, Source
from jointfund.funds.models import Fund
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.people.services import OrganisationValues, register_organisation
from jointfund.programmes.drafts import (
    CountryDraft,
    FieldSourceDraft,
    PartnerDraft,
    PartyDraft,
    PlaceDraft,
    ProgrammeDraft,
    StatusDraft,
    TagDraft,
)
from jointfund.programmes.models import Stage, Standing, Status
from jointfund.reading import records
from jointfund.reading.lexicon import Lexicon
from jointfund.vocabularies.models import Scheme

# Suggestions that are not terms of a vocabulary but facts of their own.
COUNTRY_ROLE, PLACE = "country_role", "place"


@dataclass(frozen=True)
class Drafter:
    """Turns the records of one reading into drafts for one fund; `kept` maps a file name to its document."""

    fund: Fund
    lexicon: Lexicon
    kept: Mapping[str, Document]
    issued: Mapping[str, PartialDate]

    def source(self, span: records.Span) -> Source:
        """The stored span behind a place of the reading."""
        return documents.source_of(self.kept[span.file], span.start_line, span.end_line, span.page)

    def draft(self, programme: records.Programme) -> ProgrammeDraft:
        """One programme as it would enter the record."""
        return ProgrammeDraft(
            heading=_heading(programme),
            title=programme.title,
            summary=programme.summary_text or "",
            area_number=programme.thematic_area,
            area_basis=programme.thematic_area_basis or "",
            budget=Decimal(programme.budget_usd) if programme.budget_usd else None,
            budget_precision=programme.budget_precision or "",
            duration_months=programme.duration_months,
            key_partners_text=programme.key_partners_text or "",
            countries=self._countries(programme),
            places=self._places(programme),
            parties=self._parties(programme),
            key_partners=tuple(
                PartnerDraft(
                    partner.name, partner.kind or "", partner.group or "", self.source(partner.place)
                )
                for partner in programme.key_partners
            ),
            tags=self._tags(programme),
            statuses=self._statuses(programme),
            field_sources=self._field_sources(programme),
        )

    def _countries(self, programme: records.Programme) -> tuple[CountryDraft, ...]:
        printed = [
            CountryDraft(country.iso3, source=self.source(country.place)) for country in programme.countries
        ]
        suggested = []
        for suggestion in programme.suggestions:
            if suggestion.scheme == COUNTRY_ROLE:
                iso3, _, role = suggestion.code.partition(":")
                suggested.append(
                    CountryDraft(
                        iso3, role, Standing.SUGGESTED, suggestion.words, self.source(suggestion.place)
                    )
                )
        return tuple(printed + suggested)

    def _places(self, programme: records.Programme) -> tuple[PlaceDraft, ...]:
        return tuple(
            PlaceDraft(suggestion.code, Standing.SUGGESTED, suggestion.words, self.source(suggestion.place))
            for suggestion in programme.suggestions
            if suggestion.scheme == PLACE
        )

    def _parties(self, programme: records.Programme) -> tuple[PartyDraft, ...]:
        names = {entry.acronym: entry for entry in self.lexicon.organisations}
        doubt = next(
            (doubt.reason for doubt in programme.doubts if doubt.field == "participating_organisations"), ""
        )
        parties: dict[str, PartyDraft] = {}
        for printed in programme.participating_organisations:
            known = names.get(printed.acronym or "")
            values = OrganisationValues(
                name=known.name if known else printed.printed,
                acronym=printed.acronym or "",
                kind="un" if known and known.is_un else "other",
            )
            parties.setdefault(
                values.slug,
                PartyDraft(
                    register_organisation(self.fund, values),
                    printed.role,
                    confidence=doubt,
                    source=self.source(printed.place),
                ),
            )
        return tuple(parties.values())

    def _tags(self, programme: records.Programme) -> tuple[TagDraft, ...]:
        return tuple(
            TagDraft(
                suggestion.scheme,
                suggestion.code,
                Standing.SUGGESTED,
                suggestion.words,
                self.source(suggestion.place),
            )
            for suggestion in programme.suggestions
            if suggestion.scheme in Scheme.values and suggestion.scheme != COUNTRY_ROLE
        )

    def _statuses(self, programme: records.Programme) -> tuple[StatusDraft, ...]:
        issued = self.issued.get(programme.source.file)
        if issued is None:
            return ()
        status = programme.status or self._first_status(programme.section)
        if status is None:
            return ()
        place = programme.places.get("status", programme.source)
        document = self.kept[programme.source.file]
        return (
            StatusDraft(
                code=status,
                on=issued,
                citation=Citation("document", document.key, issued),
                source=self.source(place),
                confidence="" if programme.status else "inferred: the document lists it in this section",
            ),
        )

    def _first_status(self, section: records.Section) -> str | None:
        """The first status of the part of the way a section shows; what the fund calls it is its data."""
        stage = Stage.FUNDED if section == "funded" else Stage.PIPELINE
        return Status.objects.filter(fund=self.fund, stage=stage).values_list("code", flat=True).first()

    def _field_sources(self, programme: records.Programme) -> tuple[FieldSourceDraft, ...]:
        doubts: dict[str, str] = {}
        for doubt in programme.doubts:
            doubts.setdefault(doubt.field, doubt.reason)
        return tuple(
            FieldSourceDraft(name, self.source(place), _printed(name, programme), doubts.get(name, ""))
            for name, place in programme.places.items()
        )


def _heading(programme: records.Programme) -> str:
    """What a booklet prints over the entry; a brief mixes in the amount, so its countries, else its title."""
    names = ", ".join(country.name for country in programme.countries)
    printed = programme.heading if programme.document_kind == "booklet" else None
    return (printed or names or programme.title or "")[:200]


def _printed(field: str, programme: records.Programme) -> str:
    """The value of a field as a reader compares it; long texts are not repeated."""
    show: dict[str, Callable[[], str]] = {
        "heading": lambda: programme.heading or "",
        "title": lambda: programme.title or "",
        "budget_usd": lambda: f"{programme.budget_usd:,}" if programme.budget_usd else "",
        "duration_months": lambda: str(programme.duration_months or ""),
        "status": lambda: programme.status_text or "",
    }
    return show.get(field, str)()
