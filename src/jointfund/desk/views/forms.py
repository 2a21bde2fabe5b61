"""Forms of proposals at the desk: read, edited a section or a question a page, seen as by a proposer."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jointfund.desk import form_editor as editor
from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.intake_pieces import Row
from jointfund.desk.proposal_pieces import shown_fields
from jointfund.desk.way_drafts import carry_out, find_draft, panel_of, revision_of
from jointfund.desk.way_form import Row as Part
from jointfund.desk.way_form import rows_of, stepped, with_rows
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.proposals import services
from jointfund.proposals.forms import BrokenForm, Kind, Owner, read_form
from jointfund.proposals.models import DraftKind, FormVersion
from jointfund.proposals.services import Edit
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

EDIT = Permission.MOVES_EDIT
OWNERS = (
    (Owner.LEAD, gettext_lazy("The lead")),
    (Owner.ALL, gettext_lazy("All organisations, one text together")),
    (Owner.EACH, gettext_lazy("Each organisation its own")),
)
KINDS = (
    (Kind.TEXT, gettext_lazy("A text")),
    (Kind.CHOICE, gettext_lazy("A choice")),
    (Kind.NUMBER, gettext_lazy("A number")),
    (Kind.DATE, gettext_lazy("A date")),
    (Kind.TABLE, gettext_lazy("A table")),
)
REFERENCE = (Kind.REFERENCE, gettext_lazy("A value of another table"))


@desk_page(read=EDIT, write=EDIT)
@require_safe
def forms(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every form of the fund."""
    latest = {one.code: one for one in visit.fund.forms.order_by("number")}
    drafted = set(visit.fund.way_drafts.filter(kind=DraftKind.FORM).values_list("code", flat=True))
    rows = [
        Row(
            visit.href("desk-form", code=code),
            str(one.document["title"]),
            one.stage,
            _("version %(number)s, counts from %(day)s")
            % {"number": one.number, "day": dated(one.valid_from)},
            _("a draft waits for a second person") if code in drafted else "",
        )
        for code, one in sorted(latest.items())
    ]
    answer = _("What proposers are asked. Written by one person, made to count by another.")
    context = {"head": page_head(visit, _("Forms of proposals"), answer), "rows": rows}
    return render(request, "desk/way/forms.html", context)


@desk_page(read=EDIT, write=EDIT)
@require_safe
def form(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A form: its sections and questions, its draft if there is one, every version."""
    return _show(request, visit, code, [])


@desk_page(read=EDIT, write=EDIT)
@require_POST
def form_draft(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Say from when the draft counts, let it count, or discard it."""
    edit, _revision = _edited(visit, code)
    try:
        carry_out(request, visit, edit, find_draft(visit, DraftKind.FORM, code))
    except BrokenForm:
        fault = FieldFault("faults", _("What is wrong below has to be put right first."))
        return _show(request, visit, code, [fault])
    except DomainError as fault:
        return _show(request, visit, code, [FieldFault("when", str(fault))])
    return redirect(visit.href("desk-form", code=code))


@desk_page(read=EDIT, write=EDIT)
@require_safe
def form_preview(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The form as a proposer sees it; nothing typed here is kept."""
    edit, _revision = _edited(visit, code)
    try:
        found = read_form(edit.document)
    except BrokenForm:
        return redirect(visit.href("desk-form", code=code))
    sections = [
        (one, dict(OWNERS)[one.owner], shown_fields(found, one, {}, (), stage=found.stages[0], spare=2))
        for one in found.sections
    ]
    head = page_head(
        visit, found.title, _("As a proposer sees it. Nothing is kept."), trail=_trail(visit, code)
    )
    return render(request, "desk/way/preview.html", {"head": head, "sections": sections})


@desk_page(read=EDIT, write=EDIT)
def form_section(request: HttpRequest, visit: Visit, code: str, section: int) -> HttpResponse:
    """The title of a section, who writes it, and its questions; the number after the last is a new one."""
    edit, _revision = _edited(visit, code)
    sections = rows_of(edit.document, "sections")
    if not 1 <= section <= len(sections) + 1:
        raise Http404(_("There is no such section."))
    row = editor.section_at(edit.document, section)
    if request.method != "POST":
        return _show_section(request, visit, edit, (section, row), _faults_at(edit, section, 0))
    typed = editor.typed_section(row, request.POST, {str(one.get("code")) for one in sections})
    step = request.POST.get("do", "save")
    if not typed["title"] and step != "remove":
        fault = FieldFault("id_label", _("Say what it is called."))
        return _show_section(request, visit, edit, (section, typed), [fault])
    document = editor.put_section(edit.document, section, typed)
    document = with_rows(document, "sections", stepped(rows_of(document, "sections"), step, section))
    if refused := _kept(request, visit, edit, document):
        return _show_section(request, visit, edit, (section, typed), [refused])
    if step == "save":
        return redirect(visit.href("desk-form-section", code=code, section=section))
    return redirect(visit.href("desk-form", code=code))


@desk_page(read=EDIT, write=EDIT)
def form_field(request: HttpRequest, visit: Visit, code: str, section: int, field: int) -> HttpResponse:
    """One question of a section; the number after the last is a new one."""
    edit, _revision = _edited(visit, code)
    there = editor.section_at(edit.document, section) if section else {}
    fields = rows_of(there, "fields")
    if not there or not 1 <= field <= len(fields) + 1:
        raise Http404(_("There is no such question."))
    place, row = (section, field), editor.field_at(edit.document, section, field)
    if request.method != "POST":
        return _show_field(request, visit, edit, place, row, _faults_at(edit, section, field))
    typed = editor.typed_field(row, request.POST, {str(one.get("code")) for one in fields})
    step = request.POST.get("do", "save")
    if not typed["label"] and step != "remove":
        fault = FieldFault("id_label", _("Say what is asked."))
        return _show_field(request, visit, edit, place, typed, [fault])
    document = editor.put_field(edit.document, section, field, typed)
    changed = editor.section_at(document, section)
    moved = with_rows(changed, "fields", stepped(rows_of(changed, "fields"), step, field))
    document = editor.put_section(document, section, moved if isinstance(moved, dict) else changed)
    if refused := _kept(request, visit, edit, document):
        return _show_field(request, visit, edit, place, typed, [refused])
    return redirect(visit.href("desk-form-section", code=code, section=section))


def _kept(request: HttpRequest, visit: Visit, edit: Edit, document: Json) -> FieldFault | None:
    try:
        services.save_way_draft(
            visit.fund, replace(edit, document=document), revision=revision_of(request), actor=person(request)
        )
    except DomainError as fault:
        return FieldFault("", str(fault))
    messages.success(request, _("Saved in the draft. A second person lets it count."))
    return None


def _show(request: HttpRequest, visit: Visit, code: str, refused: list[FieldFault]) -> HttpResponse:
    edit, _revision = _edited(visit, code)
    document = edit.document if isinstance(edit.document, dict) else {}
    owners = {str(key): label for key, label in OWNERS}
    sections = [
        (number, one, owners.get(str(one.get("owner")), ""), rows_of(one, "fields"))
        for number, one in enumerate(rows_of(document, "sections"), 1)
    ]
    faults = services.faults_of_way(DraftKind.FORM, document)
    answer = _("A proposal keeps the version its stage began with; what was submitted never changes.")
    context = {
        "head": page_head(visit, str(document.get("title")), answer, trail=_trail(visit)[:1]),
        "code": code,
        "panel": panel_of(request, find_draft(visit, DraftKind.FORM, code)),
        "action": visit.href("desk-form-draft", code=code),
        "sections": sections,
        "note": document.get("note"),
        "faults": [_linked(one, document, visit, code) for one in faults],
        "refused": refused,
        "new": len(sections) + 1,
        "versions": [
            (one.number, dated(one.valid_from), one.source)
            for one in visit.fund.forms.filter(code=code).order_by("-number")
        ],
    }
    return render(request, "desk/way/form.html", context)


def _linked(fault: str, document: Json, visit: Visit, code: str) -> tuple[str, str, str]:
    section, field = editor.place_of_fault(fault, document)
    said = fault.rpartition(": ")[2]
    if not section:
        return "", said, ""
    there = editor.section_at(document, section)
    if not field:
        return str(there.get("title", "")), said, visit.href("desk-form-section", code=code, section=section)
    label = str(editor.field_at(document, section, field).get("label", ""))
    return label, said, visit.href("desk-form-field", code=code, section=section, field=field)


def _show_section(
    request: HttpRequest, visit: Visit, edit: Edit, place: tuple[int, Part], faults: list[FieldFault]
) -> HttpResponse:
    number, row = place
    head = page_head(visit, str(row.get("title") or _("A new section")), trail=_trail(visit, edit.code))
    fields = rows_of(row, "fields")
    context = {
        "head": head,
        "code": edit.code,
        "row": row,
        "number": number,
        "fields": list(enumerate(fields, 1)),
        "new": len(fields) + 1,
        "is_new": number > len(rows_of(edit.document, "sections")),
        "owners": OWNERS,
        "faults": faults,
        "at": {one.field_id: one.message for one in faults},
        "revision": _revision_shown(request, visit, edit.code),
    }
    return render(request, "desk/way/section.html", context)


def _show_field(
    request: HttpRequest,
    visit: Visit,
    edit: Edit,
    place: tuple[int, int],
    row: Part,
    faults: list[FieldFault],
) -> HttpResponse:
    section, number = place
    there = editor.section_at(edit.document, section)
    trail = (
        *_trail(visit, edit.code),
        Link(str(there.get("title")), visit.href("desk-form-section", code=edit.code, section=section)),
    )
    condition = row.get("condition")
    asked = condition if isinstance(condition, dict) else {}
    values = asked.get("values")
    context = {
        "head": page_head(visit, str(row.get("label") or _("A new question")), trail=trail),
        "row": row,
        "is_new": number > len(rows_of(there, "fields")),
        "kinds": KINDS,
        "column_kinds": (*KINDS[:4], REFERENCE),
        "choices": editor.choice_lines(row),
        "columns": editor.columns_to_write(row),
        "stages": edit.document.get("stages") if isinstance(edit.document, dict) else [],
        "questions": _questions(edit.document),
        "asked": f"{asked.get('section')}.{asked.get('field')}" if asked else "",
        "values": "\n".join(str(one) for one in values) if isinstance(values, list) else "",
        "cap": editor.percent_of(row),
        "faults": faults,
        "at": {one.field_id: one.message for one in faults},
        "revision": _revision_shown(request, visit, edit.code),
        "back": trail[-1].href,
    }
    return render(request, "desk/way/field.html", context)


def _questions(document: Json) -> list[tuple[str, str]]:
    """The questions with choices, for a condition: each with the codes that can be named."""
    return [
        (
            f"{section.get('code')}.{one.get('code')}",
            f"{one.get('label')} ({', '.join(str(c.get('code')) for c in rows_of(one, 'choices'))})",
        )
        for section in rows_of(document, "sections")
        for one in rows_of(section, "fields")
        if one.get("kind") == Kind.CHOICE
    ]


def _faults_at(edit: Edit, section: int, field: int) -> list[FieldFault]:
    faults = services.faults_of_way(DraftKind.FORM, edit.document)
    return editor.faults_of_place(faults, edit.document, (section, field))


def _edited(visit: Visit, code: str) -> tuple[Edit, int]:
    if draft := find_draft(visit, DraftKind.FORM, code):
        return Edit(DraftKind.FORM, draft.document, draft.valid_from, draft.source, code), draft.revision
    latest = services.version_in_force(visit.fund, DraftKind.FORM, code)
    if not isinstance(latest, FormVersion):
        raise Http404(_("There is no form of this code."))
    return Edit(DraftKind.FORM, latest.document, code=code), 0


def _revision_shown(request: HttpRequest, visit: Visit, code: str) -> str:
    return request.POST.get("revision") or str(_edited(visit, code)[1])


def _trail(visit: Visit, code: str = "") -> tuple[Link, ...]:
    forms = Link(_("Forms of proposals"), visit.href("desk-forms"))
    return (forms, Link(_("The form"), visit.href("desk-form", code=code))) if code else (forms,)
