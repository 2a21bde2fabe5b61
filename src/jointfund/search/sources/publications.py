"""Releases of the fund's publications: the sentences of their frozen content."""

from collections.abc import Collection, Iterator
from itertools import islice

from django.utils import timezone

from jointfund.audit.models import Event
from jointfund.funds.models import Fund
from jointfund.kernel.references import ReleaseReference
from jointfund.publications.content.freezing import Json
from jointfund.publications.models import PublicationState, Release, ReleaseQuerySet
from jointfund.search.records import Passage, SearchRecord
from jointfund.search.sources.base import Reader

BATCH = 20
FEWEST_WORDS, MOST_PASSAGES = 6, 400


class Releases:
    """Released publications; one that is withdrawn or still under embargo is not found."""

    kind = "publication"

    def records(self, fund: Fund, wholes: Collection[str] | None = None) -> Iterator[SearchRecord]:
        found = _released(fund) if wholes is None else _named(fund, wholes)
        for release in found.select_related("fund").iterator(chunk_size=BATCH):
            yield _record(release)

    def visible(self, reader: Reader, fund: Fund, wholes: Collection[str]) -> frozenset[str]:
        numbers = _named(fund, wholes).public(timezone.localdate()).values_list("number", flat=True)
        return frozenset(str(ReleaseReference(fund.reference_prefix, number)) for number in numbers)

    def touched(self, event: Event) -> tuple[str, ...]:
        if not event.verb.startswith("publication:") or event.fund is None:
            return ()
        draft = event.subject.rpartition("/")[2]
        found = Release.objects.select_related("fund").filter(fund=event.fund, publication__draft=draft)
        return tuple(release.reference for release in found)


def _released(fund: Fund) -> ReleaseQuerySet:
    return Release.objects.filter(fund=fund, publication__state=PublicationState.RELEASED).order_by("number")


def _named(fund: Fund, references: Collection[str]) -> ReleaseQuerySet:
    parsed = (ReleaseReference.parse(one) for one in references)
    numbers = [one.number for one in parsed if one and one.prefix == fund.reference_prefix]
    return _released(fund).filter(number__in=numbers)


def _record(release: Release) -> SearchRecord:
    content = release.content.get("content") if isinstance(release.content, dict) else None
    sentences = islice(dict.fromkeys(_sentences(content)), MOST_PASSAGES)
    passages = (Passage("title", release.title), *(Passage("text", text) for text in sentences))
    facets = {"year": (str(release.released_on.year),)}
    return SearchRecord("publication", release.reference, release.title, passages, facets=facets)


def _sentences(content: Json) -> Iterator[str]:
    """The texts of frozen content, in their order: what is shorter is a name or a code."""
    match content:
        case str() if len(content.split()) >= FEWEST_WORDS:
            yield content
        case list():
            for part in content:
                yield from _sentences(part)
        case dict():
            for part in content.values():
                yield from _sentences(part)
