"""The table of moves at the desk: drawn, in words, edited part by part, made to count by a second person."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jointfund.desk import way_form as editor
from jointfund.desk import way_words as words
from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.way_drafts import carry_out, find_draft, panel_of, revision_of
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.proposals import services
from jointfund.proposals.models import DraftKind, MoveTableVersion, WayDraft
from jointfund.proposals.moves import BrokenTable, read_table
from jointfund.proposals.services import Edit
from jointfund.proposals.workflow import known
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit

EDIT = Permission.MOVES_EDIT
PARTS = {"states", "moves"}


@desk_page(read=EDIT, write=EDIT)
@require_safe
def way(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The way: the draft where there is one, else the version entered last, or the version asked for."""
    return _show(request, visit, [])


@desk_page(read=EDIT, write=EDIT)
@require_POST
def way_draft(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say from when the draft counts, let it count, or discard it."""
    try:
        carry_out(request, visit, _edited(visit)[0], find_draft(visit, DraftKind.MOVES))
    except BrokenTable:
        return _show(
            request, visit, [FieldFault("faults", _("What is wrong below has to be put right first."))]
        )
    except DomainError as fault:
        return _show(request, visit, [FieldFault("when", str(fault))])
    return redirect(visit.href("desk-way"))


@desk_page(read=EDIT, write=EDIT)
def way_part(request: HttpRequest, visit: Visit, part: str, number: int) -> HttpResponse:
    """One state or one move to edit; the number after the last one is a new one."""
    edit, revision = _edited(visit)
    rows = editor.rows_of(edit.document, part)
    if part not in PARTS or not 1 <= number <= len(rows) + 1:
        raise Http404(_("There is no page at this address."))
    is_new = number == len(rows) + 1
    row: editor.Row = {} if is_new else rows[number - 1]
    if request.method != "POST":
        faults = [] if is_new else editor.faults_of_row(_faults(edit.document), edit.document, part, number)
        return _show_part(request, visit, edit.document, (part, number, row), faults)
    row = _typed(request, edit.document, part, row)
    if not row["label"] and request.POST.get("do") != "remove":
        fault = FieldFault("id_label", _("Say what it is called."))
        return _show_part(request, visit, edit.document, (part, number, row), [fault])
    changed = [row if at == number - 1 else one for at, one in enumerate([*rows, row] if is_new else rows)]
    step = request.POST.get("do", "save")
    document = editor.with_rows(edit.document, part, editor.stepped(changed, step, number))
    try:
        services.save_way_draft(
            visit.fund,
            replace(edit, document=document),
            revision=revision_of(request) if "revision" in request.POST else revision,
            actor=person(request),
        )
    except DomainError as fault:
        return _show_part(request, visit, edit.document, (part, number, row), [FieldFault("", str(fault))])
    messages.success(request, _("Saved in the draft. A second person lets it count."))
    return redirect(visit.href("desk-way"))


def _typed(request: HttpRequest, document: Json, part: str, row: editor.Row) -> editor.Row:
    key = "code" if part == "states" else "name"
    taken = {str(one.get(key)) for one in editor.rows_of(document, part)}
    typed = editor.typed_state if part == "states" else editor.typed_move
    return typed(row, request.POST, taken)


def _show_part(
    request: HttpRequest,
    visit: Visit,
    document: Json,
    place: tuple[str, int, editor.Row],
    faults: list[FieldFault],
) -> HttpResponse:
    part, number, row = place
    states = [(str(one.get("code")), str(one.get("label"))) for one in editor.rows_of(document, "states")]
    stages = {str(one.get("stage")) for one in editor.rows_of(document, "states") if one.get("stage")}
    trail = (Link(_("The way of a proposal"), visit.href("desk-way")),)
    new = _("A new state") if part == "states" else _("A new move")
    draft = find_draft(visit, DraftKind.MOVES)
    context = {
        "head": page_head(visit, str(row.get("label") or new), trail=trail),
        "row": row,
        "is_state": part == "states",
        "is_new": number > len(editor.rows_of(document, part)),
        "number": number,
        "faults": faults,
        "at": {one.field_id: one.message for one in faults},
        "revision": request.POST.get("revision") or (draft.revision if draft else 0),
        "states": states,
        "kinds": [(str(kind), label) for kind, label in words.KIND_WORDS.items()],
        "stages": sorted(stages | set(visit.fund.forms.values_list("stage", flat=True))),
        "statuses": list(visit.fund.statuses.values_list("code", "label")),
        "permissions": words.permission_choices(),
        "checks": words.check_choices(),
        "effects": words.effect_choices(),
        "back": visit.href("desk-way"),
    }
    return render(request, "desk/way/part.html", context)


def _show(request: HttpRequest, visit: Visit, refused: list[FieldFault]) -> HttpResponse:
    versions = list(visit.fund.move_tables.order_by("-number"))
    asked = request.GET.get("version", "")
    old = next((one for one in versions if asked and str(one.number) == asked), None)
    if asked and old is None:
        raise Http404(_("There is no such version."))
    draft, document = find_draft(visit, DraftKind.MOVES), old.table if old else _edited(visit)[0].document
    faults = _faults(document)
    context = {
        "head": page_head(visit, _("The way of a proposal"), _answer(old, draft, versions)),
        "panel": None if old else panel_of(request, draft),
        "action": visit.href("desk-way-draft"),
        "old": old,
        "versions": [(one.number, dated(one.valid_from), one.source) for one in versions],
        "picture": None if faults else words.drawn_way(read_table(document, known())),
        "states": _state_rows(document),
        "moves": _move_rows(document),
        "faults": [_linked(one, document, visit) for one in faults],
        "refused": refused,
        "new_state": len(editor.rows_of(document, "states")) + 1,
        "new_move": len(editor.rows_of(document, "moves")) + 1,
    }
    return render(request, "desk/way/overview.html", context)


def _answer(old: MoveTableVersion | None, draft: WayDraft | None, versions: list[MoveTableVersion]) -> str:
    if old:
        return _("Version %(number)s, which counts from %(day)s.") % {
            "number": old.number,
            "day": dated(old.valid_from),
        }
    if draft:
        return _("A draft: nothing of it counts before a second person says so.")
    return (
        _("States, and the moves between them. A proposal keeps the version it began with.")
        if versions
        else ""
    )


def _linked(fault: str, document: Json, visit: Visit) -> tuple[str, str, str]:
    """What is wrong: the name of the state or move, the words, and where it is put right."""
    found = editor.placed(fault, document)
    if not found.part:
        return "", found.said, ""
    row = editor.rows_of(document, found.part)[found.number - 1]
    href = visit.href("desk-way-part", part=found.part, number=found.number)
    return str(row.get("label", "")), found.said, f"{href}#id_{found.field}"


def _state_rows(document: Json) -> list[tuple[int, editor.Row, str]]:
    kinds = {str(kind): str(label) for kind, label in words.KIND_WORDS.items()}
    rows = editor.rows_of(document, "states")
    return [(n, one, kinds.get(str(one.get("kind") or "open"), "")) for n, one in enumerate(rows, 1)]


def _move_rows(document: Json) -> list[dict[str, object]]:
    labels = {one.get("code"): one.get("label") for one in editor.rows_of(document, "states")}
    return [
        {
            "number": number,
            "label": one.get("label"),
            "sources": [labels.get(code, code) for code in _names(one, "sources")],
            "target": labels.get(one.get("target"), one.get("target")),
            "who": words.who_may(str(one.get("permission", ""))),
            "checks": [words.word(words.CHECK_WORDS, name) for name in _names(one, "checks")],
            "effects": [words.word(words.EFFECT_WORDS, name) for name in _names(one, "effects")],
            "needs_note": one.get("needs_note"),
        }
        for number, one in enumerate(editor.rows_of(document, "moves"), 1)
    ]


def _names(row: editor.Row, key: str) -> list[str]:
    value = row.get(key)
    return [str(one) for one in value] if isinstance(value, list) else []


def _faults(document: Json) -> tuple[str, ...]:
    return services.faults_of_way(DraftKind.MOVES, document)


def _edited(visit: Visit) -> tuple[Edit, int]:
    """What an edit begins with, and the revision it was saved as."""
    if draft := find_draft(visit, DraftKind.MOVES):
        return Edit(DraftKind.MOVES, draft.document, draft.valid_from, draft.source), draft.revision
    latest = visit.fund.move_tables.order_by("-number").first()
    return Edit(DraftKind.MOVES, latest.table if latest else {"states": [], "moves": []}), 0
