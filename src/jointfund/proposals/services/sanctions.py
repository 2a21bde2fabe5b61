"""Lists of sanctions: taking one in, holding the fund's organisations against it, deciding about matches."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.models import SanctionsMatch
from jointfund.proposals.models_calls import MatchState, SanctionsEntry, SanctionsList
from jointfund.proposals.moves import StateKind
from jointfund.proposals.screening import screen_organisations, screen_recipients
from jointfund.proposals.workflow import form_of, table_of
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
    _screen_recipients(fund)
    return kept


@transaction.atomic
def decide_match(
    match: SanctionsMatch, state: str, *, reason: str, actor: User | str, now: datetime
) -> SanctionsMatch:
    """A person's decision, which can be changed with another reason. Raises MatchUndecided, NotAllowed."""
    require(actor, Permission.PROPOSAL_SCREEN, InFund(match.fund))
    rows = SanctionsMatch.objects.select_for_update(of=("self",))
    rows = rows.select_related("organisation__fund", "proposal__fund")
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
        match.subject,
        actor=reference_of(actor),
        fund=match.fund,
        before={"state": before},
        after={"state": state, "entry": match.reference, "listed_name": match.listed_name},
        note=said,
    )
    return match


def _screen_recipients(fund: Fund) -> None:
    """Whom the proposals that were submitted hand money to; those at their end are past it."""
    for proposal in fund.proposals.filter(number__isnull=False).select_related("fund", "table"):
        opened = form_of(proposal)
        if opened and table_of(proposal).state(proposal.state).kind is not StateKind.CLOSED:
            screen_recipients(opened)


def _entries(kept: SanctionsList, read: ListFile) -> Sequence[SanctionsEntry]:
    return [
        SanctionsEntry(
            list=kept, reference=one.reference, names=[one.name, *one.aliases], is_person=one.is_person
        )
        for one in read.entries
    ]
