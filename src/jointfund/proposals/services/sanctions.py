"""Lists of sanctions: taking one in, holding the fund's organisations against it, deciding about matches."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.calls.names import Likeness, nearest
from jointfund.proposals.models_calls import MatchState, SanctionsEntry, SanctionsList, SanctionsMatch
from jointfund.reading.sanctions import ListFile, read_sanctions


class OlderList(DomainError):
    """The list is older than the one that counts now."""


class MatchUndecided(DomainError):
    """A decision about a match says which, and why."""


@transaction.atomic
def import_sanctions(
    fund: Fund, content: bytes, *, source: str, actor: User | str, now: datetime
) -> SanctionsList:
    """Take in a list; it replaces the entries of the one before and all organisations are held against it.

    Decisions about matches stay. Raises UnreadableInput, OlderList, NotAllowed.
    """
    require(actor, Permission.PROPOSAL_SCREEN, InFund(fund))
    Fund.objects.select_for_update().get(pk=fund.pk)
    read = read_sanctions(content)
    latest = fund.sanctions_lists.last()
    if latest and read.issued < latest.issued_on:
        words = _("This list is of %(day)s; the one in use is newer.")
        raise OlderList(words % {"day": read.issued.isoformat()})
    kept = SanctionsList.objects.create(
        fund=fund,
        source=source[:200],
        issued_on=read.issued,
        sha256=hashlib.sha256(content).hexdigest(),
        entries_count=len(read.entries),
        imported_by=reference_of(actor),
        imported_at=now,
    )
    SanctionsEntry.objects.filter(list__fund=fund).delete()
    SanctionsEntry.objects.bulk_create(_entries(kept, read), batch_size=500)
    audit.record(
        Verb.SANCTIONS_IMPORTED,
        f"{fund.code}/sanctions/{kept.pk}",
        actor=reference_of(actor),
        fund=fund,
        after={"issued_on": kept.issued_on.isoformat(), "entries": kept.entries_count, "sha256": kept.sha256},
    )
    screen_organisations(fund)
    return kept


def screen_organisations(fund: Fund, only: Iterable[Organisation] | None = None) -> int:
    """Hold organisations (without `only` all) against the list in use; how many matches are open.

    A match that was decided stays decided as long as neither name changed. Call it in a transaction.
    """
    latest = fund.sanctions_lists.last()
    if latest is None:
        return 0
    entries = list(latest.entries.all())
    for one in Organisation.objects.filter(fund=fund) if only is None else only:
        ours = [name for name in (one.name, one.acronym) if name]
        for entry in entries:
            if found := nearest(ours, entry.names):
                _keep(one, entry, found, latest)
    return SanctionsMatch.objects.filter(organisation__fund=fund, state=MatchState.OPEN).count()


@transaction.atomic
def decide_match(
    match: SanctionsMatch, state: str, *, reason: str, actor: User | str, now: datetime
) -> SanctionsMatch:
    """A person's decision, which can be changed with another reason. Raises MatchUndecided, NotAllowed."""
    require(actor, Permission.PROPOSAL_SCREEN, InFund(match.organisation.fund))
    rows = SanctionsMatch.objects.select_for_update(of=("self",)).select_related("organisation__fund")
    match = rows.get(pk=match.pk)
    said = reason.replace("\0", "").strip()[:2000]
    if state not in (MatchState.SAME, MatchState.NOT_SAME):
        raise MatchUndecided(_("Choose whether it is the same or not."))
    if not said:
        raise MatchUndecided(_("Say how you know: by address, registration, people."))
    before = match.state
    match.state, match.reason, match.decided_by, match.decided_at = state, said, reference_of(actor), now
    match.save()
    audit.record(
        Verb.SANCTIONS_DECIDED,
        f"{match.organisation.fund.code}/organisation/{match.organisation.slug}",
        actor=reference_of(actor),
        fund=match.organisation.fund,
        before={"state": before},
        after={"state": state, "entry": match.reference, "listed_name": match.listed_name},
        note=said,
    )
    return match


def _entries(kept: SanctionsList, read: ListFile) -> Sequence[SanctionsEntry]:
    return [
        SanctionsEntry(
            list=kept, reference=one.reference, names=[one.name, *one.aliases], is_person=one.is_person
        )
        for one in read.entries
    ]


def _keep(one: Organisation, entry: SanctionsEntry, found: Likeness, latest: SanctionsList) -> None:
    match, is_new = SanctionsMatch.objects.get_or_create(
        organisation=one,
        reference=entry.reference,
        defaults={
            "our_name": found.ours[:300],
            "listed_name": found.listed[:500],
            "score": int(found.score * 100),
            "last_seen": latest,
        },
    )
    if is_new:
        return
    if (match.our_name, match.listed_name) != (found.ours[:300], found.listed[:500]):
        match.our_name, match.listed_name = found.ours[:300], found.listed[:500]
        match.score, match.state = int(found.score * 100), MatchState.OPEN
    match.last_seen = latest
    match.save()
