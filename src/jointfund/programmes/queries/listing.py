"""Programmes as frozen rows for pages, exports and the API: what a list tells of each, read in few queries.

The number of queries never depends on the number of rows. What no source gives is None or empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import batched

from django.db.models import Prefetch, Q, QuerySet

from jointfund.documents.queries import public_words, quoted
from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.programmes.filters import TAG_FACETS, ProgrammeFilter, Tags
from jointfund.programmes.models import (
    KeyPartner,
    Programme,
    ProgrammeCountry,
    ProgrammeParty,
    ProgrammePlace,
    ProgrammeTag,
    Standing,
    StatusEvent,
)
from jointfund.programmes.passages import Passage, passages, words_of
from jointfund.programmes.queries.matching import matching, ordered, standing_of

PAGE_SIZE = 50
BATCH = 200


@dataclass(frozen=True)
class CountryMention:
    """A country in one role."""

    iso3: str
    name: str
    role: str
    standing: str

    @property
    def is_suggested(self) -> bool:
        return self.standing == Standing.SUGGESTED


@dataclass(frozen=True)
class PartyMention:
    """An organisation of a programme."""

    slug: str
    short: str
    name: str
    role: str
    confidence: str = ""


@dataclass(frozen=True)
class TagMention:
    """A term a programme carries; `words` suggest it, as far as everybody may read them."""

    scheme: str
    code: str
    label: str
    standing: str
    words: str = ""

    @property
    def is_suggested(self) -> bool:
        return self.standing == Standing.SUGGESTED


@dataclass(frozen=True)
class PartnerMention:
    """A key partner as printed, with its kind where its words tell."""

    name: str
    kind: str


@dataclass(frozen=True)
class StatusMention:
    """A status in the fund's words, and since when."""

    code: str
    label: str
    stage: str
    position: int
    since: PartialDate | None = None


@dataclass(frozen=True)
class ProgrammeRow:
    """What a list tells of a programme. `reasons` are the tags the filter found it by."""

    key: int
    number: int
    reference: str
    title: str | None
    name: str
    heading: str
    place_name: str
    summary: str
    area_number: int | None
    area_title: str
    area_short: str
    budget: Decimal | None
    budget_precision: str
    duration_months: int | None
    status: StatusMention | None
    countries: tuple[CountryMention, ...]
    parties: tuple[PartyMention, ...]
    reasons: tuple[TagMention, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class PlaceMention:
    """A place below country as printed, and whether it is confirmed."""

    name: str
    standing: str

    @property
    def is_suggested(self) -> bool:
        return self.standing == Standing.SUGGESTED


@dataclass(frozen=True)
class FullRow:
    """A row with everything that is tagged and named in it, as exports and the API carry it."""

    row: ProgrammeRow
    tags: tuple[TagMention, ...]
    places: tuple[PlaceMention, ...]
    key_partners: tuple[PartnerMention, ...]
    key_partners_text: str
    starts: PartialDate | None
    ends_original: PartialDate | None
    ends: PartialDate | None

    def terms(self, scheme: str, standing: str) -> tuple[TagMention, ...]:
        """Its terms of one vocabulary with one standing."""
        return tuple(tag for tag in self.tags if tag.scheme == scheme and tag.standing == standing)


@dataclass(frozen=True)
class Page:
    """One page of a list; `total` is None where it was not asked for."""

    rows: tuple[ProgrammeRow, ...]
    number: int
    has_next: bool
    total: int | None = None


def page_of(fund: Fund, asked: ProgrammeFilter, number: int = 1, *, size: int = PAGE_SIZE) -> Page:
    """One page of the list, its total left out; a page beyond the last has no rows."""
    found = ordered(matching(fund, asked), asked)
    start = (number - 1) * size
    programmes = list(_light(found)[start : start + size + 1])
    return Page(tuple(_rows(fund, programmes[:size], asked)), number, len(programmes) > size)


def count_of(fund: Fund, asked: ProgrammeFilter) -> int:
    """How many programmes answer the filter."""
    return matching(fund, asked).count()


def full_rows(fund: Fund, asked: ProgrammeFilter, *, tags: Tags | None = None) -> Iterator[FullRow]:
    """Every programme of the filter in its order, read some hundred at a time to need little room.

    `tags` says which tags the rows carry, where that differs from those the filter asks by.
    """
    carried = asked if tags is None else asked.but(tags=tags)
    keys = ordered(matching(fund, asked), asked).values_list("pk", flat=True)
    for batch in batched(list(keys), BATCH):
        yield from full_rows_by_key(fund, batch, carried)


def full_rows_by_key(fund: Fund, keys: Iterable[int], asked: ProgrammeFilter) -> Iterator[FullRow]:
    """These programmes in this order."""
    keys = tuple(keys)
    found = _light(Programme.objects.filter(pk__in=keys), with_texts=True).in_bulk(keys)
    programmes = [found[key] for key in keys if key in found]
    linked = _Linked(keys, asked.tags)
    rows = _rows(fund, programmes, asked.but(q=""), with_dates=True)
    for programme, row in zip(programmes, rows, strict=True):
        yield FullRow(
            row,
            tuple(linked.tags[programme.pk]),
            tuple(linked.places[programme.pk]),
            tuple(linked.partners[programme.pk]),
            programme.key_partners_text,
            programme.starts,
            programme.ends_original,
            programme.ends,
        )


class _Linked:
    """What hangs on some programmes, read as plain values: a file of all programmes holds many of them."""

    def __init__(self, keys: tuple[int, ...], tags: Tags) -> None:
        self.tags: dict[int, list[TagMention]] = defaultdict(list)
        self.places: dict[int, list[PlaceMention]] = defaultdict(list)
        self.partners: dict[int, list[PartnerMention]] = defaultdict(list)
        standing = standing_of(tags)
        tagged = ProgrammeTag.objects.filter(standing, programme__in=keys)
        for key, *words in tagged.order_by("term__scheme", "term__position").values_list(
            "programme_id", "term__scheme", "term__code", "term__label", "standing", public_words()
        ):
            self.tags[key].append(TagMention(*words))
        placed = ProgrammePlace.objects.filter(standing, programme__in=keys).order_by("name")
        for key, name, standing_word in placed.values_list("programme_id", "name", "standing"):
            self.places[key].append(PlaceMention(name, standing_word))
        partners = KeyPartner.objects.filter(programme__in=keys).order_by("position")
        for key, name, kind in partners.values_list("programme_id", "name", "kind"):
            self.partners[key].append(PartnerMention(name, kind))


def _light(found: QuerySet[Programme], *, with_texts: bool = False) -> QuerySet[Programme]:
    """The programmes with what every row needs, and without the texts a list does not show."""
    left_out = () if with_texts else ("key_partners_text", "area_basis")
    return (
        found.select_related("area", "status")
        .defer(*left_out)
        .prefetch_related(
            Prefetch(
                "country_links",
                ProgrammeCountry.objects.select_related("country").defer("words"),
            ),
            Prefetch("parties", ProgrammeParty.objects.select_related("organisation").defer("note")),
        )
    )


def _rows(
    fund: Fund, programmes: list[Programme], asked: ProgrammeFilter, *, with_dates: bool = False
) -> Iterator[ProgrammeRow]:
    then = _statuses_by(programmes, asked.as_of) if with_dates or asked.as_of else None
    reasons = _reasons(programmes, asked)
    found = _passages(programmes, words_of(asked.q))
    for programme in programmes:
        programme.fund = fund
        yield _row(programme, asked, then, reasons.get(programme.pk, ()), found.get(programme.pk, ()))


def _row(
    programme: Programme,
    asked: ProgrammeFilter,
    then: dict[int, StatusMention] | None,
    reasons: tuple[TagMention, ...],
    found: tuple[Passage, ...],
) -> ProgrammeRow:
    area = programme.area
    return ProgrammeRow(
        key=programme.pk,
        number=programme.number,
        reference=programme.reference,
        title=programme.title,
        name=programme.name,
        heading=programme.heading,
        place_name=programme.place_name,
        summary=programme.summary,
        area_number=area.number if area else None,
        area_title=area.title if area else "",
        area_short=(area.short or area.title) if area else "",
        budget=programme.budget,
        budget_precision=programme.budget_precision,
        duration_months=programme.duration_months,
        status=_status_now(programme) if then is None else then.get(programme.pk),
        countries=tuple(
            CountryMention(link.country.iso3, link.country.name, link.role, link.standing)
            for link in programme.country_links.all()
            if asked.tags in (Tags.ALL, link.standing)
        ),
        parties=tuple(
            PartyMention(
                party.organisation.slug,
                party.organisation.acronym or party.organisation.name,
                party.organisation.name,
                party.role,
                party.confidence,
            )
            for party in programme.parties.all()
        ),
        reasons=reasons,
        passages=found,
    )


def _status_now(programme: Programme) -> StatusMention | None:
    status = programme.status
    return StatusMention(status.code, status.label, status.stage, status.position) if status else None


def _statuses_by(programmes: list[Programme], as_of: date | None) -> dict[int, StatusMention]:
    """The latest status of each programme, or the one it had on a day, with its date."""
    events = StatusEvent.objects.filter(programme__in=programmes).select_related("status")
    if as_of:
        events = events.filter(on__lte=as_of)
    return {
        event.programme_id: StatusMention(
            event.status.code, event.status.label, event.status.stage, event.status.position, event.dated
        )
        for event in events.order_by("on", "status__position", "pk")
    }


def _reasons(programmes: list[Programme], asked: ProgrammeFilter) -> dict[int, tuple[TagMention, ...]]:
    """The tags by which the filter found each programme; no query when it asks for none."""
    wanted = Q()
    for facet in TAG_FACETS:
        if codes := asked.values(facet):
            wanted |= Q(term__scheme=facet, term__code__in=codes)
    if not wanted or not programmes:
        return {}
    reasons: dict[int, tuple[TagMention, ...]] = {}
    tags = ProgrammeTag.objects.filter(wanted, standing_of(asked.tags), programme__in=programmes)
    tags = tags.select_related("term", "source__document")
    for tag in tags.order_by("term__scheme", "term__position"):
        reasons[tag.programme_id] = (*reasons.get(tag.programme_id, ()), _tag(tag))
    return reasons


def _tag(tag: ProgrammeTag) -> TagMention:
    return TagMention(
        tag.term.scheme, tag.term.code, tag.term.label, tag.standing, quoted(tag.words, tag.source)
    )


def _passages(programmes: list[Programme], words: tuple[str, ...]) -> dict[int, tuple[Passage, ...]]:
    """Where the words stand in title, summary, partners and organisations of each programme."""
    if not words or not programmes:
        return {}
    partners: dict[int, list[str]] = {}
    named = KeyPartner.objects.filter(programme__in=programmes).order_by("programme_id", "position")
    for key, name in named.values_list("programme_id", "name"):
        partners.setdefault(key, []).append(name)
    return {
        programme.pk: passages(
            (
                ("title", programme.title or programme.heading),
                ("summary", programme.summary),
                ("key partners", "; ".join(partners.get(programme.pk, ()))),
                (
                    "organisations",
                    "; ".join(
                        f"{party.organisation.acronym} {party.organisation.name}".strip()
                        for party in programme.parties.all()
                    ),
                ),
            ),
            words,
        )
        for programme in programmes
    }
