"""The papers pack: asked for, made by the worker with progress, kept as a file beside the database."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.models import Meeting, MeetingState, PackState, PapersPack
from jointfund.committee.packing import meeting_paper
from jointfund.committee.services.meetings import lock_meeting
from jointfund.committee.tasks import make_papers_task
from jointfund.kernel.errors import DomainError
from jointfund.kernel.files import write_atomically
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.rendering.paper import paper_typesetting
from jointfund.rendering.typeset import typeset


@transaction.atomic
def order_papers(meeting: Meeting, *, actor: User | str, now: datetime) -> PapersPack:
    """Ask the worker for the pack as the agenda stands. Raises NotAllowed."""
    meeting = lock_meeting(meeting, *MeetingState)
    require(actor, Permission.COMMITTEE_PREPARE, InFund(meeting.body.fund))
    highest: int = meeting.packs.aggregate(Max("number"))["number__max"] or 0
    pack = PapersPack.objects.create(
        meeting=meeting,
        number=highest + 1,
        total=meeting.agenda.count(),
        ordered_by=reference_of(actor),
        ordered_at=now,
    )
    audit.record(
        Verb.PAPERS_ORDERED,
        meeting.subject,
        actor=reference_of(actor),
        fund=meeting.body.fund,
        after={"number": pack.number},
    )
    transaction.on_commit(partial(make_papers_task.enqueue, pack.pk))
    return pack


def make_papers(pack_key: int) -> None:
    """Make the file; one that cannot be made says why. Run again it makes the same; a ready pack stays."""
    pack = PapersPack.objects.select_related("meeting__body__fund").get(pk=pack_key)
    if pack.state == PackState.READY:
        return
    _set(pack, state=PackState.MAKING, done=0, failure="")
    try:
        paper = meeting_paper(
            pack.meeting,
            made_on=pack.ordered_at.date(),
            language=get_language() or "en",
            step=lambda done: _set(pack, done=done),
        )
        content = typeset(paper_typesetting(paper))
    except DomainError as fault:
        _set(pack, state=PackState.FAILED, failure=str(fault))
        return
    path = path_of(pack)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
    _set(pack, state=PackState.READY, content=path.name, ready_at=timezone.now())


def path_of(pack: PapersPack) -> Path:
    """Where the file of a pack is kept."""
    body = pack.meeting.body
    name = f"{body.fund.code}-{body.code}-{pack.meeting.number}-{pack.number}.pdf"
    return Path(settings.MEDIA_ROOT) / "papers" / name


def _set(pack: PapersPack, **values: object) -> None:
    PapersPack.objects.filter(pk=pack.pk).update(**values)
