"""Practices as the desk shows them: rows of the list, what was done, and what each version changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.audit.services import Verb
from jointfund.desk.intake_pieces import Row
from jointfund.desk.practice_forms import PracticeForm
from jointfund.documents.models import Source
from jointfund.knowledge.models import Practice, PracticeState, PracticeVersion, Statement
from jointfund.knowledge.queries.practices import Happening
from jointfund.knowledge.queries.statements import speaker_of
from jointfund.people.models import User
from jointfund.ui.pieces import TimelineEvent
from jointfund.ui.visit import Visit

DONE = {
    Verb.PRACTICE_DRAFTED: gettext_lazy("Drafted from a lesson"),
    Verb.PRACTICE_PROPOSED: gettext_lazy("Proposed"),
    Verb.PRACTICE_EVIDENCE_ATTACHED: gettext_lazy("Evidence attached"),
    Verb.PRACTICE_EVIDENCE_DETACHED: gettext_lazy("Evidence taken off"),
    Verb.PRACTICE_EDITED: gettext_lazy("Edited"),
    Verb.PRACTICE_SENT: gettext_lazy("Sent to review"),
    Verb.PRACTICE_RETURNED: gettext_lazy("Returned to its editors"),
    Verb.PRACTICE_PUBLISHED: gettext_lazy("Published"),
    Verb.PRACTICE_WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True)
class Group:
    """Practices of the list that need the same."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Change:
    """One version: its number and day, and each part it changed with the words it got."""

    number: int
    day: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class OpenLesson:
    """A lesson nobody made a practice of."""

    key: int
    kind: str
    owner: str
    text: str
    source: Source | None


def groups(visit: Visit, found: Sequence[Practice], user: User) -> list[Group]:
    """What the person can publish first, then drafts, what others must publish, the rest."""
    mine = user.audit_reference
    review = [one for one in found if one.state == PracticeState.REVIEW]
    parts = (
        (_("Waits for your review"), [one for one in review if mine not in one.authors]),
        (_("Drafts"), [one for one in found if one.state == PracticeState.DRAFT]),
        (_("Waits for a second person"), [one for one in review if mine in one.authors]),
        (_("Published"), [one for one in found if one.state == PracticeState.PUBLISHED]),
        (_("Withdrawn"), [one for one in found if one.state == PracticeState.WITHDRAWN]),
    )
    return [Group(title, [_row(visit, one) for one in members]) for title, members in parts if members]


def timeline_of(happenings: Sequence[Happening]) -> list[TimelineEvent]:
    """What was done, by whom and when."""
    return [
        TimelineEvent(
            _("%(when)s UTC") % {"when": date_format(timezone.localtime(one.at), "j F Y, H:i")},
            " · ".join(part for part in (str(DONE.get(Verb(one.verb), one.verb)), one.who) if part),
            one.note,
        )
        for one in happenings
    ]


def changes(versions: Sequence[PracticeVersion]) -> list[Change]:
    """Every version, the latest first, with the parts it changed."""
    labels = {name: str(field.label) for name, field in PracticeForm.base_fields.items() if name != "version"}
    before = {one.number + 1: one for one in versions}
    return [
        Change(
            one.number,
            date_format(timezone.localtime(one.saved_at), "j F Y, H:i"),
            [
                (label, str(getattr(one, name)) or _("emptied"))
                for name, label in labels.items()
                if getattr(one, name) != getattr(before.get(one.number), name, "")
            ],
        )
        for one in versions
    ]


def open_lessons(found: Iterable[Statement]) -> list[OpenLesson]:
    """Lessons as the desk lists them."""
    return [
        OpenLesson(one.pk, str(one.get_kind_display()), speaker_of(one), one.text, one.source)
        for one in found
    ]


def _row(visit: Visit, one: Practice) -> Row:
    origin = str(one.project) if one.project else ""
    is_edited = one.published_id is not None and one.state != PracticeState.PUBLISHED
    return Row(
        visit.href("desk-practice", number=one.number),
        one.current.title if one.current else one.reference,
        " · ".join(part for part in (one.reference, origin) if part),
        str(one.get_state_display()),
        _("readers see an earlier version") if is_edited else "",
    )
