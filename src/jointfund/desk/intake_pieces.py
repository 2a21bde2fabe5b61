"""An intake as its pages show it: rows of lists, files, candidates in the order they need a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.desk import words
from jointfund.intake.candidates.outlook import Outlook
from jointfund.intake.models import (
    OF_KNOWLEDGE,
    CandidateKind,
    CandidateState,
    FileState,
    Intake,
    IntakeFile,
    IntakeState,
    Target,
)
from jointfund.intake.queries import IntakeSummary
from jointfund.intake.services.matching_up import Unmatched
from jointfund.ui.pieces import TaskProgress
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class Row:
    """One line of a list: what it leads to, what there is to know, and what needs a person."""

    href: str
    title: str
    meta: str
    state: str
    alert: str = ""


@dataclass(frozen=True)
class FileRow:
    """One file of an intake: what it is, or why it was refused."""

    name: str
    meta: str
    refusal: str
    warnings: Sequence[str]
    sheet: Any


@dataclass(frozen=True)
class Quote:
    """One side of a discrepancy."""

    file: str
    lines: str
    words: str


@dataclass(frozen=True)
class FoundDiscrepancy:
    """Places of the files that do not agree."""

    subject: str
    severity: str
    explanation: str
    quotes: tuple[Quote, ...]


def intake_rows(visit: Visit, found: Sequence[IntakeSummary]) -> list[Row]:
    """Intakes as rows of a list."""
    return [_intake_row(visit, one) for one in found]


def came_in(intake: Intake) -> str:
    """When and by whom."""
    when = date_format(timezone.localtime(intake.opened_at), "j F Y, H:i")
    who = intake.by.name.split(",")[0] if intake.by else _("the import command")
    return _("Handed in on %(when)s UTC by %(who)s") % {"when": when, "who": who}


def file_rows(intake: Intake) -> list[FileRow]:
    """The files of an intake."""
    return [_file_row(file) for file in intake.files.all()]


@dataclass(frozen=True)
class PlainRows:
    """Records of one kind that raise no doubt and contradict nothing."""

    kind: str
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class CandidateRows:
    """Records by what they need: `look` at them, accept `plain` ones together, those `decided`."""

    look: Sequence[Row]
    plain: Sequence[PlainRows]
    decided: Sequence[Row]

    @property
    def waiting(self) -> int:
        """How many nobody decided on."""
        return len(self.look) + sum(len(one.rows) for one in self.plain)


PLAIN_TITLES = {
    CandidateKind.PROGRAMME: gettext_lazy("Programmes without doubt"),
    CandidateKind.CONTRIBUTION: gettext_lazy("Contributions without doubt"),
    CandidateKind.PROJECT: gettext_lazy("Projects without doubt"),
    CandidateKind.SESSION: gettext_lazy("Sessions without doubt"),
    CandidateKind.RESOURCE: gettext_lazy("Resources without doubt"),
}


def candidate_rows(visit: Visit, found: Sequence[Outlook]) -> CandidateRows:
    """The candidates of an intake as rows."""
    is_open = [one for one in found if one.is_open]
    plain = [
        PlainRows(
            kind.value,
            str(title),
            [_candidate_row(visit, one) for one in is_open if not one.weight and one.candidate.kind == kind],
        )
        for kind, title in PLAIN_TITLES.items()
    ]
    return CandidateRows(
        [_candidate_row(visit, one) for one in is_open if one.weight],
        [one for one in plain if one.rows],
        [_candidate_row(visit, one) for one in found if not one.is_open],
    )


def progress_of(intake: Intake) -> TaskProgress | None:
    """How far the reading has come; None when it is over."""
    if intake.state != IntakeState.READING:
        return None
    doing = _("Reading %(what)s") % {"what": intake.at_work_on} if intake.at_work_on else ""
    return TaskProgress(
        _("The files are being read"),
        intake.step,
        intake.steps or None,
        doing or _("It begins in a moment."),
    )


def discrepancies_of(intake: Intake) -> list[FoundDiscrepancy]:
    """What the files contradict, gravest first."""
    return [
        FoundDiscrepancy(
            found["subject"],
            found["severity"],
            found["explanation"],
            tuple(
                Quote(place["file"], words.lines(place["start_line"], place["end_line"]), place["quote"])
                for place in found["places"]
            ),
        )
        for found in intake.discrepancies
        if found["kind"] != "change"
    ]


@dataclass(frozen=True)
class UnmatchedWords:
    """Why a record would be a new programme, and the one on record it may be."""

    why: str
    nearest: str = ""
    offer: str = ""


def unmatched_words(found: Unmatched | None) -> UnmatchedWords | None:
    """What a person reads where no programme on record was taken for a record."""
    if found is None:
        return None
    if not found.has_countries:
        why = _("No programme on record has this title, and no country is printed to know it by.")
    else:
        why = _("No programme on record has this title, or these countries with the same area or amount.")
    if not found.has_heading:
        why = f"{why} {_('The document has lost the heading of this entry.')}"
    if found.nearest is None:
        return UnmatchedWords(f"{why} {_('Accepted as it stands it becomes a new programme.')}")
    share = _("%(share)s %% of the words of both titles agree") % {"share": round(found.share * 100)}
    offer = _("It may be %(reference)s, “%(title)s”: %(share)s. Accepted as it stands it becomes a new one.")
    near = found.nearest
    return UnmatchedWords(
        why, near.reference, offer % {"reference": near.reference, "title": near.name, "share": share}
    )


def target_words(outlook: Outlook) -> str:
    """What a candidate would become."""
    if outlook.candidate.kind == CandidateKind.CONTRIBUTION:
        return _("contribution")
    if outlook.candidate.kind in OF_KNOWLEDGE:
        return _knowledge_words(outlook)
    if outlook.programme and outlook.candidate.target == Target.FOUND and outlook.is_open:
        return _("looks like %(reference)s") % {"reference": outlook.programme.reference}
    if outlook.programme:
        return _("completes %(reference)s") % {"reference": outlook.programme.reference}
    if outlook.candidate.target == Target.NEW:
        return _("new programme, as a person said")
    return _("new programme")


def _knowledge_words(outlook: Outlook) -> str:
    known = outlook.candidate.project or outlook.candidate.session
    if known is None:
        return {
            CandidateKind.PROJECT: _("new project"),
            CandidateKind.SESSION: _("new session"),
            CandidateKind.RESOURCE: _("new resource"),
        }[CandidateKind(outlook.candidate.kind)]
    if outlook.candidate.target == Target.FOUND and outlook.is_open:
        return _("looks like %(reference)s") % {"reference": known}
    return _("completes %(reference)s") % {"reference": known}


def _intake_row(visit: Visit, one: IntakeSummary) -> Row:
    waiting = words.counted(one.waiting)
    refused = _("%(count)s refused") % {"count": one.refused} if one.refused else ""
    state = one.intake.get_state_display()
    if one.intake.state == IntakeState.READY:
        state = _("%(records)s to decide") % {"records": waiting}
    return Row(
        visit.href("desk-intake", number=one.intake.number),
        words.shortened(one.files),
        words.joined((_("Intake %(number)s") % {"number": one.intake.number}, came_in(one.intake))),
        state,
        words.joined((words.doubts(one.doubts), refused)),
    )


def _candidate_row(visit: Visit, outlook: Outlook) -> Row:
    candidate = outlook.candidate
    values = {field.name: field.proposed for field in outlook.fields}
    amount = values.get("budget_usd") or values.get("amount_usd")
    meta = words.joined(
        (
            values.get("countries", ""),
            f"{visit.fund.currency} {amount}" if amount else "",
            words.file_kind(candidate.file),
            words.lines(candidate.start_line, candidate.end_line),
        )
    )
    state = target_words(outlook) if outlook.is_open else candidate.get_state_display()
    if candidate.state == CandidateState.ACCEPTED:
        state = words.joined((state, candidate.outcome))
    alert = words.joined((words.doubts(len(outlook.doubted)), words.differences(len(outlook.differing))))
    href = visit.href("desk-candidate", number=candidate.intake.number, candidate_number=candidate.number)
    return Row(href, candidate.heading, meta, state, alert if outlook.is_open else "")


def _file_row(file: IntakeFile) -> FileRow:
    title = "" if file.title == file.name else file.title
    meta = words.joined((title, words.file_kind(file), file.issued, words.size(file.size)))
    if file.state == FileState.REFUSED:
        meta = words.size(file.size)
    return FileRow(file.name, meta, file.refusal, file.warnings, file.sheet)
