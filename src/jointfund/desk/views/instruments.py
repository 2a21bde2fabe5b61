"""Questionnaires at the desk: read, edit by part, bring in as a spreadsheet, publish what another wrote."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jointfund.desk import instrument_form as editor
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.intake_pieces import Row
from jointfund.instruments import services
from jointfund.instruments.as_json import as_json
from jointfund.instruments.models import InstrumentDraft, InstrumentVersion
from jointfund.instruments.questionnaire import Questionnaire
from jointfund.instruments.reading_in import BrokenQuestionnaire, read_questionnaire
from jointfund.instruments.spreadsheet import LARGEST_FILE, read_workbook, write_workbook
from jointfund.kernel.errors import DomainError, UnreadableInput
from jointfund.people.permissions import Permission
from jointfund.ui.assessments import caution, grades_table, rule_words
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

EDIT = Permission.INSTRUMENT_EDIT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page(read=EDIT, write=EDIT)
def instruments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every questionnaire of the fund; a post brings one in as a spreadsheet, as a draft."""
    faults: list[FieldFault] = []
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise UnreadableInput(_("Choose a file first."))
            if (sent.size or 0) > LARGEST_FILE:
                raise UnreadableInput(
                    _("This workbook is larger than 2 MB; a questionnaire is much smaller.")
                )
            found = read_workbook(sent.read())
            services.save_draft(visit.fund, as_json(found), revision=None, actor=person(request))
        except BrokenQuestionnaire as fault:
            faults = [FieldFault("id_file", one) for one in fault.faults]
        except DomainError as fault:
            faults = [FieldFault("id_file", str(fault))]
        else:
            messages.success(request, _("Kept as a draft. A second person publishes it."))
            return redirect(visit.href("desk-instrument", code=found.code))
    context = {
        "head": page_head(
            visit, _("Questionnaires"), _("Written by one person, published by another."), trail=_trail(visit)
        ),
        "rows": _rows(visit),
        "faults": faults,
    }
    return render(request, "desk/instruments/list.html", context)


@desk_page(read=EDIT, write=EDIT)
@require_safe
def instrument(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A questionnaire as respondents see it, its draft if there is one, and every version."""
    return _show(request, visit, code)


@desk_page(read=EDIT, write=EDIT)
@require_safe
def instrument_file(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The draft, or without one the published version, as a spreadsheet."""
    _draft, _latest, found = _load(visit, code)
    response = HttpResponse(write_workbook(found), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{visit.fund.code}-{found.code}.xlsx"'
    return response


@desk_page(read=EDIT, write=EDIT)
@require_POST
def draft_move(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Publish or discard the draft, add a section to it or remove one."""
    draft, _latest, found = _load(visit, code)
    by, what = person(request), request.POST.get("do", "")
    try:
        if what == "publish" and draft:
            revision = int(request.POST.get("revision", "0") or 0)
            version = services.publish_draft(draft, revision=revision, actor=by)
            messages.success(request, _("Published as version %(number)s.") % {"number": version.number})
        elif what == "discard" and draft:
            services.discard_draft(draft, actor=by)
            messages.success(request, _("The draft is gone; the published version stays."))
        elif what == "add-section" or what.startswith("remove-section-"):
            document = _with_sections(as_json(found), what)
            services.save_draft(visit.fund, document, revision=draft.revision if draft else None, actor=by)
    except (DomainError, ValueError) as fault:
        return _show(request, visit, code, fault=str(fault))
    return redirect(visit.href("desk-instrument", code=code))


@desk_page(read=EDIT, write=EDIT)
def edit_part(request: HttpRequest, visit: Visit, code: str, part: int) -> HttpResponse:
    """Part 0: the whole and its grades; part n: section n. A post adds or removes rows, or saves."""
    draft, _latest, found = _load(visit, code)
    if part > len(found.sections):
        raise Http404(_("There is no such section."))
    document: editor.Part = as_json(found)
    if request.method != "POST":
        return _show_part(request, visit, document, part, draft.revision if draft else 0, [])
    opened = request.POST.get("revision", "0")
    revision = int(opened) if opened.isascii() and opened.isdigit() else 0
    typed = _typed(document, part, request)
    if (step := request.POST.get("do", "save")) != "save":
        return _show_part(request, visit, _stepped(typed, part, step), part, revision, [])
    try:
        if revision != (draft.revision if draft else 0):
            raise services.ChangedMeanwhile(
                _("Somebody saved a draft since you opened it. Yours is below, not saved.")
            )
        services.save_draft(visit.fund, typed, revision=revision or None, actor=person(request))
    except BrokenQuestionnaire as fault:
        faults = editor.faults_of(fault.faults, typed, part)
        return _show_part(request, visit, typed, part, revision, faults)
    except DomainError as fault:
        return _show_part(request, visit, typed, part, revision, [FieldFault("", str(fault))])
    messages.success(request, _("Saved as a draft. A second person publishes it."))
    return redirect(visit.href("desk-instrument-part", code=code, part=part))


def _typed(document: editor.Part, part: int, request: HttpRequest) -> editor.Part:
    if part == 0:
        return editor.typed_whole(document, request.POST)
    return editor.with_section(document, part, editor.typed_section(request.POST))


def _stepped(typed: editor.Part, part: int, step: str) -> editor.Part:
    if part == 0:
        return editor.changed_rows(typed, step) or typed
    changed = editor.changed_rows(editor.section_of(typed, part), step)
    return editor.with_section(typed, part, changed) if changed else typed


def _with_sections(document: editor.Part, what: str) -> editor.Part:
    sections = editor.sections_of(document)
    if what == "add-section":
        return {**document, "sections": [*sections, editor.new_section(document)]}
    gone = int(what.removeprefix("remove-section-"))
    return {**document, "sections": [one for n, one in enumerate(sections, 1) if n != gone]}


def _show_part(
    request: HttpRequest,
    visit: Visit,
    document: editor.Part,
    part: int,
    revision: int,
    faults: list[FieldFault],
) -> HttpResponse:
    code = str(document["code"])
    section = editor.section_of(document, part) if part else {}
    title = str(section.get("title", "")) if part else _("The whole and its grades")
    trail = (*_trail(visit), Link(str(document["title"]), visit.href("desk-instrument", code=code)))
    context = {
        "head": page_head(visit, title or _("A section"), trail=trail),
        "faults": faults,
        "revision": revision,
        "whole": editor.shown_whole(document) if part == 0 else None,
        "section": section,
        "questions": editor.shown_questions(section),
        "kinds": editor.KINDS,
        "rules": editor.RULES,
        "confidences": editor.CONFIDENCES,
        "back": visit.href("desk-instrument", code=code),
    }
    return render(request, "desk/instruments/part.html", context)


def _show(request: HttpRequest, visit: Visit, code: str, fault: str = "") -> HttpResponse:
    draft, latest, found = _load(visit, code)
    versions = list(visit.fund.instruments.filter(code=code).order_by("-number"))
    parts = [(0, _("The whole and its grades"))]
    parts += [(n, one.title) for n, one in enumerate(found.sections, start=1)]
    context = {
        "head": page_head(visit, found.title, found.purpose, trail=_trail(visit)),
        "code": code,
        "draft": draft,
        "latest": latest,
        "found": found,
        "caution": caution(found),
        "rule": rule_words(found.rule),
        "grades": grades_table(found),
        "parts": parts,
        "versions": [(one.number, dated(one.valid_from), dated(one.published_at.date())) for one in versions],
        "is_author": draft is not None and person(request).audit_reference in draft.authors,
        "may_publish": may(request, visit, Permission.INSTRUMENT_PUBLISH),
        "fault": fault,
    }
    return render(request, "desk/instruments/one.html", context)


def _load(visit: Visit, code: str) -> tuple[InstrumentDraft | None, InstrumentVersion | None, Questionnaire]:
    draft = visit.fund.instrument_drafts.select_related("fund").filter(code=code).first()
    latest = services.latest_version(visit.fund, code)
    kept = draft or latest
    if kept is None:
        raise Http404(_("There is no questionnaire of this code."))
    return draft, latest, read_questionnaire(kept.document)


def _rows(visit: Visit) -> list[Row]:
    drafts = {one.code: one for one in visit.fund.instrument_drafts.all()}
    latest = {one.code: one for one in visit.fund.instruments.order_by("number")}
    return [
        Row(
            visit.href("desk-instrument", code=code),
            latest[code].title if code in latest else read_questionnaire(drafts[code].document).title,
            code,
            _("version %(number)s") % {"number": latest[code].number}
            if code in latest
            else _("not published"),
            _("a draft waits for a second person") if code in drafts else "",
        )
        for code in sorted({*drafts, *latest})
    ]


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (
        Link(_("Assessments"), visit.href("desk-assessments")),
        Link(_("Questionnaires"), visit.href("desk-instruments")),
    )
