"""Questions people follow: kept under a name, looked at again by the clock, news told as notices.

What was found is remembered as a hash of each answer, so that an answer that became visible, is new or says
something else is news, and one that only moved in the order is not.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressee
from jointfund.people.models import User
from jointfund.search.filters import SearchFilter
from jointfund.search.models import HowOften, SavedSearch, SearchEntry
from jointfund.search.queries import Asked, search
from jointfund.search.records import Hit

REMEMBERED = 150  # answers of each look
TOLD_OF = 30  # the best answers: news further down is none
MOST_SAVED = 30  # of one person in one fund
MOST_LOOKS = 500  # of one run of the clock; the next one goes on
LONGEST_NAME = 120
LONGEST_ADDRESS = 10_000
EVERY: Mapping[HowOften, timedelta] = {
    HowOften.AT_ONCE: timedelta(0),
    HowOften.DAILY: timedelta(days=1),
    HowOften.WEEKLY: timedelta(days=7),
}
SLACK = timedelta(minutes=10)  # a look that began a little late does not move all that follow


class NothingToFollow(DomainError):
    """A search without a question."""


class TooManySearches(DomainError):
    """A person follows as many questions as one can."""


class NameMissing(DomainError):
    """A saved search without a name."""


@transaction.atomic
def save_search(
    fund: Fund, *, actor: User, name: str, asked: SearchFilter, how: HowOften, now: datetime
) -> SavedSearch:
    """Follow a question from now on; the same one again is renamed. Raises NothingToFollow, TooManySearches.

    A search without a name is called by its question.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    if not asked.q:
        raise NothingToFollow(_("Ask something first: a search without words cannot be followed."))
    called = _checked_name(name or asked.q)
    mine = SavedSearch.objects.filter(fund=fund, person=actor)
    if same := mine.filter(address=asked.query_string()).first():
        return change_search(same, actor=actor, name=called, how=how)
    if mine.count() >= MOST_SAVED:
        words = ngettext(
            "You follow %(count)s question already. End one of them first.",
            "You follow %(count)s questions already. End one of them first.",
            MOST_SAVED,
        )
        raise TooManySearches(words % {"count": MOST_SAVED})
    last = SavedSearch.objects.filter(person=actor).aggregate(last=Max("number"))["last"] or 0
    found = SavedSearch(
        fund=fund,
        person=actor,
        number=last + 1,
        name=called,
        address=asked.query_string(),
        how=how,
        looked_at=now,
    )
    found.seen = _digests(found, answers_to(found))
    found.save()
    _record(Verb.SEARCH_SAVED, found)
    return found


@transaction.atomic
def change_search(search: SavedSearch, *, actor: User, name: str, how: HowOften) -> SavedSearch:
    """Call it otherwise, or look more or less often. Raises NameMissing."""
    found = _locked(search, actor)
    found.name, found.how = _checked_name(name), how
    found.save(update_fields=["name", "how"])
    _record(Verb.SEARCH_CHANGED, found)
    return found


@transaction.atomic
def end_search(search: SavedSearch, *, actor: User) -> None:
    """Follow it no longer; nothing of it is kept."""
    found = _locked(search, actor)
    _record(Verb.SEARCH_ENDED, found)
    found.delete()


def followed_by(person: User) -> list[SavedSearch]:
    """What she follows, fund by fund, by name; one query."""
    found = SavedSearch.objects.filter(person=person).select_related("fund").defer("seen", "news")
    return list(found.order_by("fund__code", "name", "number"))


def forget_searches(person: User) -> None:
    """Delete all that an erased person followed."""
    SavedSearch.objects.filter(person=person).delete()


def look_for_news() -> int:
    """Look at every followed question that is due; how many people were told something."""
    now = timezone.now()
    SavedSearch.objects.filter(person__erased_at__isnull=False).delete()
    due = Q(how=HowOften.AT_ONCE)
    for how in (HowOften.DAILY, HowOften.WEEKLY):
        due |= Q(how=how, looked_at__lte=now - EVERY[how] + SLACK)
    found = SavedSearch.objects.filter(due, person__is_active=True).order_by("looked_at", "pk")
    return sum(look_again(key, now=now) for key in list(found.values_list("pk", flat=True)[:MOST_LOOKS]))


@transaction.atomic
def look_again(key: int, *, now: datetime) -> int:
    """Look at one followed question and tell its person what is new; how many notices that made."""
    rows = SavedSearch.objects.select_for_update(of=("self",)).select_related("fund", "person")
    found = rows.filter(pk=key).first()
    if found is None:
        return 0
    digests = _digests(found, answers_to(found))
    news = [key for key in list(digests)[:TOLD_OF] if found.seen.get(key) != digests[key]]
    found.seen, found.looked_at = digests, now
    if news:
        found.news, found.looks = news, F("looks") + 1
    found.save(update_fields=["seen", "looked_at", "news", "looks"])
    return _tell(found, len(news), now) if news else 0


def answers_to(found: SavedSearch) -> tuple[Hit, ...]:
    """What the question finds now among what its person may see."""
    asked = SearchFilter.of_address(found.address)
    return search(Asked(found.fund, found.person, asked.q, asked.narrowed, limit=REMEMBERED)).hits


def key_of(hit: Hit) -> str:
    """How a followed question names an answer."""
    return f"{hit.kind} {hit.reference}"


def _tell(found: SavedSearch, count: int, now: datetime) -> int:
    """The notice names no record: what is withdrawn before it is read would still stand in it."""
    found.refresh_from_db(fields=["looks"])
    words = ngettext("%(count)s answer is", "%(count)s answers are", count) % {"count": count}
    news = News(
        found.fund,
        f"{found.fund.code}/search/{found.number}",
        now,
        f"search:{found.pk}:{found.looks}",
        {"name": found.name, "count": words},
    )
    return notify(Kind.SEARCH_FOUND, [addressee(found.person)], news)


def _digests(found: SavedSearch, hits: Sequence[Hit]) -> dict[str, str]:
    """A hash of all that each answer says, best answers first; one query."""
    rows = SearchEntry.objects.filter(fund=found.fund, reference__in=[hit.reference for hit in hits])
    said = {
        f"{kind} {reference}": _hash([title, *(str(one["text"]) for one in passages)])
        for kind, reference, title, passages in rows.values_list("kind", "reference", "title", "passages")
    }
    return {key: said[key] for hit in hits if (key := key_of(hit)) in said}


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _locked(search: SavedSearch, actor: User) -> SavedSearch:
    return SavedSearch.objects.select_for_update().get(pk=search.pk, person=actor)


def _checked_name(name: str) -> str:
    plain = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not plain:
        raise NameMissing(_("Give it a name, so that you know it again."))
    return plain


def _record(verb: Verb, found: SavedSearch) -> None:
    """What she asks is nobody's business: the event names the number alone."""
    actor = found.person.audit_reference
    audit.record(verb, actor, actor=actor, fund=found.fund, after={"search": found.number})
