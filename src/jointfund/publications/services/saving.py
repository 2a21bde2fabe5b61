"""Saved filters: a question to the programme list kept under a name, and removed again."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, User
from jointfund.people.permissions import Permission
from jointfund.programmes.filters import NEIGHBOURS
from jointfund.programmes.queries.names import checked_filter
from jointfund.publications.models import SavedFilter
from jointfund.publications.queries.saved import UnknownFilter
from jointfund.publications.services.moving import require

LONGEST_NAME = 120
INTEREST_FACETS = frozenset({"area", "region", "gcm_objective"})


class UnusableName(DomainError):
    """A filter cannot be saved under this name."""


class UnusableAddress(DomainError):
    """The address asks nothing that could be kept."""


class NoInterest(DomainError):
    """This is no interest of a contributor: the message says what is missing."""


@dataclass(frozen=True)
class Interest:
    """That a filter is what a contributor cares for: what it rests on, where it is said, since when."""

    contributor: Organisation
    basis: str
    stated_in: str
    stated_on: date


@transaction.atomic
def save_filter(
    fund: Fund,
    name: str,
    address: str,
    *,
    actor: str,
    by: User | None = None,
    interest: Interest | None = None,
) -> SavedFilter:
    """The question of an address of the programme list (or of its query alone) under a name.

    Order and day are the publication's to say and are not kept. Raises NotAllowed, UnusableName,
    UnusableAddress, NoInterest.
    """
    require(by, Permission.PUBLICATION_EDIT, fund)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)  # two never take the same name
    slug = _slug(fund, name)
    pairs = _pairs(fund, address)
    if interest:
        _check(interest, pairs)
    saved = SavedFilter.objects.create(
        fund=fund,
        slug=slug,
        name=" ".join(name.split()),
        asked=pairs,
        contributor=interest.contributor if interest else None,
        basis=interest.basis if interest else "",
        stated_in=interest.stated_in.strip() if interest else "",
        stated_on=interest.stated_on if interest else None,
    )
    audit.record(
        Verb.FILTER_SAVED,
        _subject(saved),
        actor=actor,
        fund=fund,
        after={"name": saved.name, "asked": "&".join(f"{key}={value}" for key, value in pairs)},
    )
    return saved


@transaction.atomic
def remove_filter(fund: Fund, slug: str, *, actor: str, by: User | None = None) -> None:
    """The filter is offered no more; what was released with it stays. Raises NotAllowed, UnknownFilter."""
    require(by, Permission.PUBLICATION_EDIT, fund)
    found = SavedFilter.objects.select_for_update().filter(fund=fund, slug=slug, removed_at__isnull=True)
    saved = found.first()
    if saved is None:
        raise UnknownFilter(f"No filter is saved as “{slug[:60]}”: somebody may have removed it.")
    saved.removed_at = timezone.now()
    saved.save(update_fields=["removed_at"])
    audit.record(Verb.FILTER_REMOVED, _subject(saved), actor=actor, fund=fund, after={"name": saved.name})


def _slug(fund: Fund, name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise UnusableName(f"The name has {len(name):,} characters: shorten it to {LONGEST_NAME}.")
    slug = slugify(name)[:60].strip("-")
    if not slug:
        raise UnusableName("Give it a name of letters or digits.")
    if SavedFilter.objects.filter(fund=fund, slug=slug, removed_at__isnull=True).exists():
        raise UnusableName("A filter of this name is saved already: choose another name.")
    return slug


def _pairs(fund: Fund, address: str) -> list[tuple[str, str]]:
    query = urlsplit(address.strip()).query if "?" in address else address.strip()
    parameters = {
        name: values for name, values in parse_qs(query).items() if name not in NEIGHBOURS | {"sort", "as_of"}
    }
    reading, _names = checked_filter(fund, parameters)
    if reading.messages:
        raise UnusableAddress(" ".join(reading.messages))
    if reading.filter.is_open:
        raise UnusableAddress("This address shows the whole list: choose something on it, then copy it.")
    return reading.filter.pairs()


def _check(interest: Interest, pairs: list[tuple[str, str]]) -> None:
    if not interest.stated_in.strip():
        raise NoInterest("Say where the contributor says so: a document with its page.")
    if any(name not in INTEREST_FACETS for name, _value in pairs):
        raise NoInterest("A contributor's interest is of areas, regions and objectives only.")


def _subject(saved: SavedFilter) -> str:
    return f"{saved.fund.code}/filter/{saved.slug}"
