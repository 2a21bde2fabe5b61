"""Practices at the desk: lessons to promote, the editor, review, publication, withdrawal, history."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.practice_forms import SCHEMES, PracticeForm
from jointfund.desk.practice_pieces import changes, groups, open_lessons, timeline_of
from jointfund.kernel.errors import DomainError
from jointfund.knowledge import services
from jointfund.knowledge.models import Practice, PracticeState
from jointfund.knowledge.queries.practices import (
    PracticeProfile,
    find_at_the_desk,
    history_of,
    lessons_to_promote,
    practices_at_the_desk,
)
from jointfund.knowledge.services.drafting import words_of
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

READ, EDIT = Permission.KNOWLEDGE_READ_DRAFTS, Permission.KNOWLEDGE_EDIT
MOST_LESSONS = 300


@desk_page(read=READ, write=EDIT)
def practices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every practice of the fund by what it needs."""
    found = practices_at_the_desk(visit.fund)
    context = {
        "head": page_head(visit, _("Practices"), _("Drafted by one person, published by another.")),
        "groups": groups(visit, found, person(request)),
        "waiting": lessons_to_promote(visit.fund).count(),
    }
    return render(request, "desk/practices/list.html", context)


@desk_page(read=READ, write=EDIT)
def lessons(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Lessons nobody made a practice of; a post makes a draft of one."""
    found = lessons_to_promote(visit.fund)
    if request.method == "POST":
        typed = request.POST.get("lesson", "")
        chosen = found.filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() else None
        if chosen is None:
            messages.warning(request, _("A practice was made of this lesson already, or it is gone."))
            return redirect(visit.href("desk-practice-lessons"))
        made = services.promote_lesson(chosen, actor=person(request))
        messages.success(request, _("Drafted as %(reference)s.") % {"reference": made.reference})
        return redirect(visit.href("desk-practice", number=made.number))
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    for word in words.split():
        found = found.filter(text__icontains=word)
    answer = _("Choose what others could do too. Nothing is public before a second person publishes it.")
    context = {
        "head": page_head(visit, _("Lessons to promote"), answer, trail=_trail(visit)),
        "words": words,
        "lessons": open_lessons(list(found[:MOST_LESSONS])),
        "may_edit": may(request, visit, EDIT),
    }
    return render(request, "desk/practices/lessons.html", context)


@desk_page(read=READ, write=EDIT)
def practice(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A practice to write, or what became of it; a post saves it and, where asked, sends it on."""
    found = _find(visit, number)
    if request.method == "POST":
        return _save(request, visit, found)
    is_draft = found.practice.state == PracticeState.DRAFT
    is_reopened = found.practice.state == PracticeState.PUBLISHED and "edit" in request.GET
    if (is_draft or is_reopened) and may(request, visit, EDIT):
        return _show_form(request, visit, found, _form(found))
    return _show_state(request, visit, found)


@desk_page(read=READ, write=EDIT)
@require_POST
def practice_move(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One step of the way: back, publish, withdraw."""
    found = _find(visit, number)
    move = MOVES.get(request.POST.get("move", ""))
    if move is None:
        messages.warning(request, _("There is no such step."))
        return redirect(visit.href("desk-practice", number=number))
    try:
        said = move(found.practice, person(request), request.POST.get("note", ""), visit)
    except DomainError as fault:
        return _show_state(request, visit, _find(visit, number), fault=str(fault))
    messages.success(request, said)
    return redirect(visit.href("desk-practice", number=number))


def _return(found: Practice, by: User, note: str, visit: Visit) -> str:
    services.return_practice(found, note=note, actor=by)
    return _("Returned to its editors.")


def _publish(found: Practice, by: User, note: str, visit: Visit) -> str:
    services.publish_practice(found, actor=by, today=visit.today)
    return _("Published. Readers find it under its reference.")


def _withdraw(found: Practice, by: User, note: str, visit: Visit) -> str:
    services.withdraw_practice(found, reason=note, actor=by, today=visit.today)
    return _("Withdrawn. Its reference tells readers why.")


MOVES: dict[str, Callable[[Practice, User, str, Visit], str]] = {
    "return": _return,
    "publish": _publish,
    "withdraw": _withdraw,
}


def _save(request: HttpRequest, visit: Visit, found: PracticeProfile) -> HttpResponse:
    form, by = _form(found, request), person(request)
    try:
        saved = services.edit_practice(found.practice, form.words(), version=form.opened_version(), actor=by)
    except DomainError as fault:
        form.full_clean()
        form.add_error(None, str(fault))
        return _show_form(request, visit, _find(visit, found.practice.number), form)
    if request.POST.get("then") != "send":
        messages.success(request, _("Saved."))
        return redirect(visit.href("desk-practice", number=saved.number))
    return _send(request, visit, saved, by)


def _send(request: HttpRequest, visit: Visit, saved: Practice, by: User) -> HttpResponse:
    try:
        services.send_practice_to_review(saved, actor=by)
    except services.Incomplete as fault:
        fresh = _find(visit, saved.number)
        form = _form(fresh, request, version=fresh.practice.version)
        form.show_missing(fault.missing)
        return _show_form(request, visit, fresh, form, is_saved=True)
    except DomainError as fault:
        messages.warning(request, str(fault))
        return redirect(visit.href("desk-practice", number=saved.number))
    messages.success(request, _("Sent to review. A second person publishes it."))
    return redirect(visit.href("desk-practice", number=saved.number))


def _form(
    found: PracticeProfile, request: HttpRequest | None = None, version: int | None = None
) -> PracticeForm:
    data = request.POST.copy() if request else None
    if data is not None and version is not None:
        data["version"] = str(version)  # it was saved meanwhile: what is shown is what is stored
    practice = found.practice
    return PracticeForm(practice.fund, words_of(found.version), practice.version, data)


def _show_form(
    request: HttpRequest, visit: Visit, found: PracticeProfile, form: PracticeForm, *, is_saved: bool = False
) -> HttpResponse:
    one = found.practice
    context = {
        "head": page_head(visit, found.version.title, one.reference, trail=_trail(visit)),
        "practice": one,
        "form": form,
        "faults": form.faults(),
        "is_saved": is_saved,
        "texts": [form[name] for name in form.base_fields if name != "version"],
        "tags": [form[scheme.value] for scheme in SCHEMES],
        "evidence": found.evidence,
        "lesson": one.lesson,
        "history": timeline_of(history_of(one)),
        "changes": changes(found.versions),
    }
    return render(request, "desk/practices/form.html", context)


def _show_state(request: HttpRequest, visit: Visit, found: PracticeProfile, fault: str = "") -> HttpResponse:
    one = found.practice
    labels = {name: field.label for name, field in PracticeForm.base_fields.items() if name != "version"}
    is_author = person(request).audit_reference in one.authors
    context = {
        "head": page_head(visit, found.version.title, one.reference, trail=_trail(visit)),
        "practice": one,
        "parts": [(label, getattr(found.version, name)) for name, label in labels.items()],
        "tags": [tag.term.label for tag in found.tags],
        "evidence": found.evidence,
        "fault": fault,
        "note": request.POST.get("note", "") if fault else "",
        "failed_move": request.POST.get("move", "") if fault else "",
        "is_author": is_author,
        "may_edit": may(request, visit, EDIT),
        "may_publish": may(request, visit, Permission.KNOWLEDGE_APPROVE),
        "public": visit.href("knowledge-practice", ref=one.reference),
        "history": timeline_of(history_of(one)),
        "changes": changes(found.versions),
    }
    return render(request, "desk/practices/state.html", context)


def _find(visit: Visit, number: int) -> PracticeProfile:
    if found := find_at_the_desk(visit.fund, number):
        return found
    raise Http404(_("There is no practice of this number."))


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("Practices"), visit.href("desk-practices")),)
