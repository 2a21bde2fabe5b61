"""Saved filters: questions to the programme list under a name, contributors' interests among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.programmes.filters import FACET_LABELS, Names, ProgrammeFilter
from jointfund.programmes.queries.names import checked_filter
from jointfund.publications.models import SavedFilter

PREFIX = "filter:"  # a theme of a brief that is a saved filter: `filter:ports`


class UnknownFilter(DomainError):
    """No filter was saved under that name."""


class NothingInCommon(DomainError):
    """A choice beside a saved filter leaves nothing of it."""


@dataclass(frozen=True)
class SavedQuestion:
    """A saved filter ready to ask. `messages` say which of its codes the vocabularies no longer hold."""

    slug: str
    name: str
    filter: ProgrammeFilter
    names: Names
    messages: tuple[str, ...]


def saved_filters(fund: Fund) -> Sequence[SavedFilter]:
    """Those that were not removed, by name; one query."""
    found = SavedFilter.objects.filter(fund=fund, removed_at__isnull=True)
    return list(found.select_related("contributor"))


def saved_question(fund: Fund, slug: str) -> SavedQuestion:
    """The saved filter of that name. Raises UnknownFilter."""
    found = SavedFilter.objects.filter(fund=fund, slug=slug, removed_at__isnull=True).first()
    if found is None:
        raise UnknownFilter(f"No filter is saved as “{slug[:60]}”: it may have been removed.")
    reading, names = checked_filter(fund, parameters_of(found))
    return SavedQuestion(found.slug, found.name, reading.filter, names, reading.messages)


def parameters_of(saved: SavedFilter) -> dict[str, list[str]]:
    """A saved filter as the parameters of an address."""
    found: dict[str, list[str]] = {}
    for name, value in saved.asked:
        found.setdefault(name, []).append(value)
    return found


def both(one: ProgrammeFilter, other: ProgrammeFilter) -> ProgrammeFilter:
    """What both filters ask, in the order and on the day of the second. Raises NothingInCommon."""
    if one.q and other.q and one.q != other.q:
        raise NothingInCommon("The saved filter has words of its own: leave yours out.")
    facets: Mapping[str, tuple[str, ...]] = {
        facet: _in_both(facet, one.values(facet), other.values(facet)) for facet in FACET_LABELS
    }
    tags = other.tags if one.tags == ProgrammeFilter().tags else one.tags
    return other.but(q=one.q or other.q, tags=tags, **facets)


def _in_both(facet: str, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    if not (one and other):
        return one or other
    shared = tuple(value for value in one if value in other)
    if not shared:
        raise NothingInCommon(f"{FACET_LABELS[facet]}: the saved filter has none of what you chose.")
    return shared
