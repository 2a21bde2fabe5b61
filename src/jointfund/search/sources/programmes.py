"""Programmes: what the fund has listed, with titles, places, partners and summary."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet

from jointfund.audit.models import Event
from jointfund.documents.models import Source
from jointfund.funds.models import Fund
from jointfund.kernel.references import Reference
from jointfund.programmes.models import FieldSource, PartyRole, Programme, ProgrammeTag, Standing
from jointfund.programmes.queries.matching import listed
from jointfund.search.records import Passage, Place, SearchRecord
from jointfund.search.sources.base import Reader

BATCH = 200
AGENCIES = (PartyRole.LEAD, PartyRole.PARTICIPATING)
FACETS_OF_TAGS = ("theme", "population", "gcm_objective", "principle", "level", "topic")


class Programmes:
    """Joint programmes."""

    kind = "programme"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = listed(fund, None) if wholes is None else _named(fund, wholes)
        for programme in _with_words(found).iterator(chunk_size=BATCH):
            yield _record(programme)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        numbers = _named(fund, wholes).values_list("number", flat=True)
        return frozenset(str(Reference(fund.reference_prefix, number)) for number in numbers)

    def touched(self, event: Event) -> tuple[str, ...]:
        return (event.subject,) if event.verb.startswith("programme:") else ()


def _named(fund: Fund, references: Collection[str]) -> QuerySet[Programme]:
    parsed = (Reference.parse(one) for one in references)
    numbers = [one.number for one in parsed if one and one.prefix == fund.reference_prefix]
    return listed(fund, None).filter(number__in=numbers)


def _with_words(found: QuerySet[Programme]) -> QuerySet[Programme]:
    sources = FieldSource.objects.select_related("source__document").order_by("pk")
    return (
        found.select_related("fund", "area", "status")
        .prefetch_related(
            "country_links__country",
            "parties__organisation",
            Prefetch("tags", ProgrammeTag.objects.select_related("term")),
            Prefetch("field_sources", sources),
        )
        .order_by("number")
    )


def _record(programme: Programme) -> SearchRecord:
    places: dict[str, Place] = {}
    for one in programme.field_sources.all():
        places.setdefault(one.field, _place(one.source))
    countries = [link.country for link in programme.country_links.all() if link.role == "implementing"]
    parties = [party.organisation for party in programme.parties.all()]
    texts = (
        ("title", programme.title, "title"),
        ("heading", programme.heading, "heading"),
        ("countries", ", ".join(country.short_name for country in countries), "countries"),
        ("partners", programme.key_partners_text, "key_partners"),
        ("organisations", ", ".join(f"{one.acronym} {one.name}" for one in parties), "parties"),
        ("area", programme.area.title if programme.area else "", "area"),
    )
    passages = [Passage(field, text, places.get(key)) for field, text, key in texts if text]
    passages += _paragraphs(programme.summary, places.get("summary"))
    return SearchRecord(
        kind="programme",
        reference=programme.reference,
        title=programme.name,
        passages=tuple(passages),
        countries=tuple(dict.fromkeys(country.iso3 for country in countries)),
        facets=_facets(programme),
        place=places.get("summary"),
    )


def _paragraphs(summary: str, place: Place | None) -> list[Passage]:
    return [Passage("summary", text.strip(), place) for text in summary.split("\n") if text.strip()]


def _facets(programme: Programme) -> dict[str, tuple[str, ...]]:
    facets: dict[str, tuple[str, ...]] = {}
    agencies = [one.organisation.slug for one in programme.parties.all() if one.role in AGENCIES]
    if agencies:
        facets["agency"] = tuple(dict.fromkeys(agencies))
    if programme.starts_on:
        facets["year"] = (str(programme.starts_on.year),)
    if programme.area:
        facets["area"] = (str(programme.area.number),)
    if programme.status:
        facets["stage"] = (programme.status.stage,)
    for tag in programme.tags.all():
        if tag.term.scheme in FACETS_OF_TAGS and tag.standing == Standing.CONFIRMED:
            facets[tag.term.scheme] = (*facets.get(tag.term.scheme, ()), tag.term.code)
    return facets


def _place(source: Source) -> Place:
    return Place(source.document.key, source.start_line, source.end_line, source.page)
