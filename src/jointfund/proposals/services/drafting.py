"""Editing tables of moves and forms: drafted by one person, made a version by another."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, require
from jointfund.proposals.forms import BrokenForm, read_form
from jointfund.proposals.models import FormVersion, MoveTableVersion
from jointfund.proposals.models_drafts import DraftKind, WayDraft
from jointfund.proposals.moves import BrokenTable, read_table
from jointfund.proposals.services.calls import SavedMeanwhile, SecondPersonNeeded
from jointfund.proposals.services.forms import enter_form
from jointfund.proposals.services.tables import enter_table
from jointfund.proposals.workflow import known


class DraftIncomplete(DomainError):
    """The draft does not say from when it counts, or what it rests on."""


class NothingNew(DomainError):
    """The draft says what the version in force says."""


@dataclass(frozen=True)
class Edit:
    """What is edited, as it is to be kept: the document, from when it counts, what it rests on."""

    kind: DraftKind
    document: Json
    valid_from: date | None = None
    source: str = ""
    code: str = ""


@transaction.atomic
def save_way_draft(fund: Fund, edit: Edit, *, revision: int, actor: User) -> WayDraft:
    """Keep an edited document, whatever is wrong in it; `revision` is the one opened, 0 for none.

    Raises NotAllowed, SavedMeanwhile.
    """
    require(actor, Permission.MOVES_EDIT, InFund(fund))
    Fund.objects.select_for_update().get(pk=fund.pk)
    draft = WayDraft.objects.filter(fund=fund, kind=edit.kind, code=edit.code).first()
    if revision != (draft.revision if draft else 0):
        raise SavedMeanwhile(
            _("Somebody saved this draft since you opened it. Open it again, then change it.")
        )
    draft = draft or WayDraft(fund=fund, kind=edit.kind, code=edit.code, revision=0)
    draft.document, draft.source, draft.valid_from = edit.document, edit.source[:300], edit.valid_from
    draft.authors = sorted({*draft.authors, actor.audit_reference})
    draft.revision += 1
    draft.save()
    _record(draft, Verb.WAY_EDITED, actor)
    return draft


@transaction.atomic
def publish_way_draft(draft: WayDraft, *, revision: int, actor: User) -> MoveTableVersion | FormVersion:
    """Make the draft, as the second person read it, the next version; the draft is gone then.

    Raises SavedMeanwhile, SecondPersonNeeded, DraftIncomplete, BrokenTable, BrokenForm, NothingNew.
    """
    require(actor, Permission.MOVES_EDIT, InFund(draft.fund))
    locked = WayDraft.objects.select_for_update().select_related("fund").filter(pk=draft.pk).first()
    if locked is None or locked.revision != revision:
        raise SavedMeanwhile(_("This draft was saved since you read it. Read it again first."))
    if actor.audit_reference in locked.authors:
        raise SecondPersonNeeded(_("A second person lets this count: you wrote or changed it."))
    if not locked.source.strip() or locked.valid_from is None:
        raise DraftIncomplete(_("Say from which day this counts and what it rests on."))
    latest = version_in_force(locked.fund, DraftKind(locked.kind), locked.code)
    enter = enter_table if locked.kind == DraftKind.MOVES else enter_form
    version = enter(
        locked.fund, locked.document, source=locked.source, valid_from=locked.valid_from, actor=actor
    )
    if version == latest:
        raise NothingNew(_("The draft says what the version in force says."))
    locked.delete()
    return version


@transaction.atomic
def discard_way_draft(draft: WayDraft, *, actor: User) -> None:
    """Remove a draft; versions stay. Raises NotAllowed."""
    require(actor, Permission.MOVES_EDIT, InFund(draft.fund))
    _record(draft, Verb.WAY_DISCARDED, actor)
    WayDraft.objects.filter(pk=draft.pk).delete()


def version_in_force(fund: Fund, kind: DraftKind, code: str = "") -> MoveTableVersion | FormVersion | None:
    """The version entered last."""
    if kind is DraftKind.MOVES:
        return fund.move_tables.order_by("-number").first()
    return fund.forms.filter(code=code).order_by("-number").first()


def faults_of_way(kind: DraftKind, document: Json) -> tuple[str, ...]:
    """Every fault of a document, as it would be refused when it is entered."""
    try:
        read_table(document, known()) if kind is DraftKind.MOVES else read_form(document)
    except (BrokenTable, BrokenForm) as fault:
        return fault.faults
    return ()


def _record(draft: WayDraft, verb: Verb, actor: User) -> None:
    name = f"form/{draft.code}" if draft.code else "moves/draft"
    audit.record(
        verb,
        f"{draft.fund.code}/{name}",
        actor=actor.audit_reference,
        fund=draft.fund,
        after={"revision": draft.revision},
    )
