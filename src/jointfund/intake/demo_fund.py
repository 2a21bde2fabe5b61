"""The demonstration fund: the facts that ship with the product, entered through the services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.documents import services as documents
from jointfund.documents.models import Document, DocumentKind, Source
from jointfund.documents.services import DiscrepancyValues, DocumentValues, PlaceValues
from jointfund.funds.models import Fund
from jointfund.intake.opening import open_shipped_fund, shipped_data
from jointfund.kernel.citations import Citation
from jointfund.kernel.dates import PartialDate
from jointfund.ledger.services import PublishedContribution, enter_published_contribution
from jointfund.people.models import Organisation
from jointfund.people.services import OrganisationValues, register_organisation
from jointfund.programmes.drafts import (
    CountryDraft,
    FieldSourceDraft,
    MilestoneDraft,
    PartnerDraft,
    PartyDraft,
    PlaceDraft,
    ProgrammeDraft,
    StatusDraft,
    TagDraft,
)
from jointfund.programmes.models import Standing
from jointfund.programmes.services import add_programme
from jointfund.vocabularies.lexicon import load_lexicon
from jointfund.vocabularies.models import Scheme

CODE = "MIG00"
ACTOR = "system:demo"

type Entry = Mapping[str, Any]  # one record of a data file of the demo folder

# How the demo's data names the kinds of contributors.
CONTRIBUTOR_KINDS = {"member_state": "government", "private": "private", "civil_society": "civil_society"}


@transaction.atomic
def load_demo() -> Fund:
    """The demonstration fund with everything in it; a fund that already holds programmes stays as it is."""
    fund = open_shipped_fund(CODE, is_demo=True, actor=ACTOR)
    if fund.programmes.exists():
        return fund
    audit.record(Verb.FUND_OPENED, fund.code, actor=ACTOR, fund=fund, note="demonstration data")
    papers = _Papers(fund)
    programmes = _Programmes(fund, papers)
    for entry in shipped_data(CODE, "programmes"):
        add_programme(fund, programmes.draft(entry), actor=ACTOR, number=entry["number"])
    for entry in shipped_data(CODE, "contributions"):
        _enter_contribution(fund, entry, papers)
    documents.record_discrepancies(
        fund, [_discrepancy(entry, papers) for entry in shipped_data(CODE, "discrepancies")], actor=ACTOR
    )
    return fund


class _Papers:
    """The documents and web pages the demo's facts rest on, each named once."""

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self._named: dict[str, Document] = {}
        self._spans: dict[tuple[str, int | None, int | None], Source] = {}
        self._entries: dict[str, Entry] = {
            **{entry["key"]: entry for entry in shipped_data(CODE, "documents")},
            **{key: {"key": key, **entry} for key, entry in shipped_data(CODE, "sources").items()},
        }

    def document(self, key: str) -> Document:
        """The document of that key."""
        if key not in self._named:
            self._named[key] = documents.name_document(self.fund, self._values(self._entries[key]))
        return self._named[key]

    def source(self, key: str, lines: Iterable[int | None] = ()) -> Source:
        """A span of that document; the whole of it where no lines are known."""
        start, end = (*lines, None, None)[:2]
        if (span := (key, start, end)) not in self._spans:
            self._spans[span] = documents.source_of(self.document(key), start, end)
        return self._spans[span]

    def first(self, entry: Entry) -> Source:
        """The first of the sources an entry names."""
        source = entry["sources"][0]
        return self.source(source["key"], (source["start_line"], source["end_line"]))

    def issued(self, key: str) -> PartialDate | None:
        """The date that document bears."""
        return _date(self._entries[key].get("published_on"))

    def _values(self, entry: Entry) -> DocumentValues:
        kind = entry["kind"] if entry["kind"] in DocumentKind.values else DocumentKind.WEB_PAGE
        return DocumentValues(
            key=entry["key"],
            kind=kind,
            title=entry.get("title") or entry.get("url") or entry["key"],
            issued=_date(entry.get("published_on")),
            issuer=entry.get("issuer") or "",
            url=entry.get("url") or "",
        )


@dataclass
class _Programmes:
    """Turns the demo's entries into drafts."""

    fund: Fund
    papers: _Papers

    @cached_property
    def _summaries(self) -> Mapping[str, str]:
        summaries: Mapping[str, str] = shipped_data(CODE, "summaries")
        return summaries

    @cached_property
    def _added(self) -> Mapping[str, Entry]:
        added: Mapping[str, Entry] = shipped_data(CODE, "added_facts")
        return added

    def draft(self, entry: Entry) -> ProgrammeDraft:
        """One programme: what the booklet prints, then what other public texts add."""
        added = self._added.get(entry["key"], {})
        title, title_source = self._title(entry, added)
        return ProgrammeDraft(
            heading=entry["heading"],
            title=title,
            summary=self._summaries[entry["key"]],
            area_number=entry["thematic_area"],
            area_basis=entry["thematic_area_basis"] or "",
            budget=Decimal(entry["budget_usd"]) if entry["budget_usd"] else None,
            budget_precision=entry["budget_precision"] or "",
            duration_months=entry["duration_months"],
            starts=_date(_part(added, "start")),
            ends_original=_date(_part(added, "original_end")),
            ends=_date(_part(added, "current_end")),
            countries=tuple(self._countries(entry)),
            places=tuple(self._places(entry)),
            parties=tuple(self._parties(entry, added)),
            key_partners=tuple(
                PartnerDraft(
                    partner["name"], partner["kind"] or "", partner["group"] or "", self._at(entry, partner)
                )
                for partner in entry["key_partners"]
            ),
            tags=tuple(self._tags(entry, added)),
            statuses=tuple(self._statuses(entry, added)),
            milestones=tuple(self._milestones(added)),
            field_sources=tuple(self._field_sources(entry, added, title_source)),
        )

    def _at(self, entry: Entry, part: Entry) -> Source:
        return self.papers.source(entry["document"], part["lines"])

    def _title(self, entry: Entry, added: Entry) -> tuple[str | None, Source | None]:
        """The booklet's own title, else the first that another public text prints."""
        if entry["title"]:
            return entry["title"], None
        for other in added.get("titles", ()):
            return other["title"], self.papers.first(other)
        return None, None

    def _countries(self, entry: Entry) -> Iterable[CountryDraft]:
        for country in entry["countries"]:
            yield CountryDraft(country["iso3"], source=self._at(entry, country))
        for suggestion in _suggested(entry, "country_role"):
            iso3, _, role = suggestion["code"].partition(":")
            yield CountryDraft(
                iso3, role, Standing.SUGGESTED, suggestion["words"], self._at(entry, suggestion)
            )

    def _places(self, entry: Entry) -> Iterable[PlaceDraft]:
        for suggestion in _suggested(entry, "place"):
            yield PlaceDraft(
                suggestion["code"], Standing.SUGGESTED, suggestion["words"], self._at(entry, suggestion)
            )

    def _parties(self, entry: Entry, added: Entry) -> Iterable[PartyDraft]:
        shares = {share["acronym"]: Decimal(share["amount"]) for share in added.get("budget_shares", ())}
        seen: set[str] = set()
        for party in added.get("organisations", ()):
            seen.add(party["acronym"])
            yield PartyDraft(
                self._organisation(party["acronym"], party["acronym"]),
                party["role"],
                confidence=party["confidence"] or "",
                note=party["note"] or "",
                budget_share=shares.get(party["acronym"]),
                source=self.papers.first(party),
            )
        for party in entry["organisations"]:
            if (party["acronym"] or party["printed"]) in seen:
                continue
            seen.add(party["acronym"] or party["printed"])
            yield PartyDraft(
                self._organisation(party["acronym"], party["printed"]),
                party["role"],
                source=self._at(entry, party),
            )

    def _organisation(self, acronym: str | None, printed: str) -> Organisation:
        known = next((name for name in load_lexicon(CODE).organisations if name.acronym == acronym), None)
        return register_organisation(
            self.fund,
            OrganisationValues(
                name=known.name if known else printed,
                acronym=acronym or "",
                kind="un" if known and known.is_un else "other",
            ),
        )

    def _tags(self, entry: Entry, added: Entry) -> Iterable[TagDraft]:
        for scheme, name in (
            (Scheme.GCM_OBJECTIVE, "gcm_objectives"),
            (Scheme.SDG_GOAL, "sdg_goals"),
            (Scheme.SDG_TARGET, "sdg_targets"),
        ):
            for tag in added.get(name, ()):
                yield TagDraft(scheme, str(tag["code"]), source=self.papers.first(tag))
        for suggestion in entry["suggestions"]:
            if suggestion["scheme"] in Scheme.values and suggestion["scheme"] != Scheme.COUNTRY_ROLE:
                yield TagDraft(
                    suggestion["scheme"],
                    suggestion["code"],
                    Standing.SUGGESTED,
                    suggestion["words"],
                    self._at(entry, suggestion),
                )

    def _statuses(self, entry: Entry, added: Entry) -> Iterable[StatusDraft]:
        issued = self.papers.issued(entry["document"])
        assert issued is not None, entry["document"]  # noqa: S101 - the booklet of the demo bears its month
        yield StatusDraft(
            entry["status"],
            issued,
            Citation("document", entry["document"], issued),
            source=self.papers.source(entry["document"], entry["places"]["status"]),
        )
        for event in added.get("status_events", ()):
            source = event["sources"][0]
            document = self.papers.document(source["key"])
            on = PartialDate.parse(event["on"])
            yield StatusDraft(
                event["status"],
                on,
                Citation("web", document.url or document.key, on),
                source=self.papers.first(event),
                confidence=event["confidence"] or "",
                note=event["note"] or "",
            )

    def _milestones(self, added: Entry) -> Iterable[MilestoneDraft]:
        for event in (*added.get("milestones", ()), *added.get("undated_status_events", ())):
            yield MilestoneDraft(
                kind=event.get("kind") or f"reported as {event['status']}",
                source=self.papers.first(event),
                on=_date(event["on"]),
                confidence=event["confidence"] or "",
                note=event["note"] or "",
            )

    def _field_sources(
        self, entry: Entry, added: Entry, title_source: Source | None
    ) -> Iterable[FieldSourceDraft]:
        doubts: dict[str, str] = {}
        for doubt in entry["doubts"]:
            doubts.setdefault(doubt["field"], doubt["reason"])
        printed = {
            "heading": entry["heading"],
            "title": entry["title"] or "",
            "budget_usd": f"{entry['budget_usd']:,}" if entry["budget_usd"] else "",
            "duration_months": str(entry["duration_months"] or ""),
        }
        for name, lines in entry["places"].items():
            yield FieldSourceDraft(
                name,
                self.papers.source(entry["document"], lines),
                printed.get(name, ""),
                doubts.pop(name, ""),
            )
        whole = self.papers.source(entry["document"], entry["lines"])
        for name, reason in doubts.items():  # a doubt about a value that stands nowhere
            yield FieldSourceDraft(name, whole, "", reason)
        if title_source:
            yield FieldSourceDraft("title", title_source, added["titles"][0]["title"])
        for name, field in (("start", "starts"), ("original_end", "ends_original"), ("current_end", "ends")):
            if fact := added.get(name):
                yield FieldSourceDraft(field, self.papers.first(fact), f"{fact['on']} ({fact['basis']})")
        for duration in added.get("durations", ()):
            yield FieldSourceDraft(
                "duration_months",
                self.papers.first(duration),
                f"{duration['months']} ({duration['meaning']})",
            )


def _suggested(entry: Entry, scheme: str) -> Iterable[Entry]:
    return (suggestion for suggestion in entry["suggestions"] if suggestion["scheme"] == scheme)


def _enter_contribution(fund: Fund, entry: Entry, papers: _Papers) -> None:
    contributor = register_organisation(
        fund,
        OrganisationValues(
            name=entry["contributor"],
            kind=CONTRIBUTOR_KINDS.get(entry["contributor_kind"], "other"),
            iso3=entry["iso3"] or "",
        ),
    )
    enter_published_contribution(
        fund,
        PublishedContribution(
            contributor, Decimal(entry["amount"]), PartialDate.parse(entry["as_of"]), papers.first(entry)
        ),
        actor=ACTOR,
    )


def _discrepancy(entry: Entry, papers: _Papers) -> DiscrepancyValues:
    return DiscrepancyValues(
        kind=entry["kind"],
        severity=entry["severity"],
        subject=entry["subject"],
        explanation=entry["explanation"],
        places=[
            PlaceValues(papers.source(place["document"], place["lines"]), place["quote"])
            for place in entry["places"]
        ],
    )


def _part(added: Entry, name: str) -> str | None:
    fact = added.get(name)
    return fact["on"] if fact else None


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
