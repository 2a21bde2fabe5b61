"""Practices at the desk: lessons to promote, the editor, review, publication, withdrawal, history."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.practice_evidence import chosen_evidence, offered_evidence, shown_evidence
from jointfund.desk.practice_forms import SCHEMES, PracticeForm
from jointfund.desk.practice_pieces import changes, groups, open_lessons, timeline_of
from jointfund.kernel.errors import DomainError
from jointfund.knowledge import services
from jointfund.knowledge.models import Figure, Practice, PracticeState, PracticeVersion, Statement
from jointfund.knowledge.queries.practices import (
    PracticeProfile,
    find_at_the_desk,
    history_of,
    lessons_to_promote,
    practices_at_the_desk,
    practices_of_person,
)
from jointfund.knowledge.services.drafting import words_of
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import FieldFault, Link, Pages
from jointfund.ui.visit import Visit

READ, EDIT, PROPOSE = (
    Permission.KNOWLEDGE_READ_DRAFTS,
    Permission.KNOWLEDGE_EDIT,
    Permission.KNOWLEDGE_PROPOSE,
)
LESSONS_ON_A_PAGE = 20
ONE = "practice/{number}"


@desk_page(read=PROPOSE, write=PROPOSE)
def practices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every practice by what it needs, to who only proposes her own; a post proposes one."""
    faults: list[FieldFault] = []
    if request.method == "POST":
        try:
            made = services.propose_practice(visit.fund, request.POST.get("title", ""), actor=person(request))
        except DomainError as fault:
            faults = [FieldFault("title", str(fault))]
        else:
            messages.success(request, _("Drafted as %(reference)s.") % {"reference": made.reference})
            return redirect(visit.href("desk-practice", number=made.number))
    is_editor = may(request, visit, READ)
    found = (
        practices_at_the_desk(visit.fund) if is_editor else practices_of_person(visit.fund, person(request))
    )
    answer = _("Drafted by one person, published by another.")
    context = {
        "head": page_head(
            visit, _("Practices"), answer if is_editor else _("What you proposed to the editors.")
        ),
        "groups": groups(visit, found, person(request)),
        "is_editor": is_editor,
        "waiting": lessons_to_promote(visit.fund).count() if is_editor else 0,
        "faults": faults,
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
    page = Paginator(found, LESSONS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "head": page_head(visit, _("Lessons to promote"), answer, trail=_trail(visit)),
        "words": words,
        "lessons": open_lessons(page.object_list),
        "pages": _pages(visit, page, words),
        "may_edit": may(request, visit, EDIT),
    }
    return render(request, "desk/practices/lessons.html", context)


@desk_page(read=PROPOSE, write=PROPOSE, of=ONE)
def practice(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A practice to write, or what became of it; a post saves it and, where asked, sends it on."""
    found = _find(request, visit, number)
    if request.method == "POST":
        return _save(request, visit, found)
    is_draft = found.practice.state == PracticeState.DRAFT
    is_reopened = found.practice.state == PracticeState.PUBLISHED and "edit" in request.GET
    if (is_draft or is_reopened) and _may_write(request, visit, found.practice):
        return _show_form(request, visit, found, _form(found))
    return _show_state(request, visit, found)


@desk_page(read=PROPOSE, write=PROPOSE, of=ONE)
@require_POST
def practice_move(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One step of the way: back, publish, withdraw."""
    found = _find(request, visit, number)
    if request.POST.get("move") in ("attach", "detach"):
        return _evidence(request, visit, found.practice)
    move = MOVES.get(request.POST.get("move", ""))
    if move is None:
        messages.warning(request, _("There is no such step."))
        return redirect(visit.href("desk-practice", number=number))
    try:
        said = move(found.practice, person(request), request.POST.get("note", ""), visit)
    except DomainError as fault:
        return _show_state(request, visit, _find(request, visit, number), fault=str(fault))
    messages.success(request, said)
    return redirect(visit.href("desk-practice", number=number))


def _pages(visit: Visit, page: Page[Statement], words: str) -> Pages | None:
    """Where in the lessons this is; None where they fit one page."""
    address = visit.href("desk-practice-lessons").partition("?")[0]

    def href(number: int) -> str:
        asked = {"q": words, "page": number} if words else {"page": number}
        return f"{address}?{urlencode(asked)}"

    if page.paginator.num_pages == 1:
        return None
    return Pages(
        page.start_index(),
        page.end_index(),
        page.paginator.count,
        href(page.previous_page_number()) if page.has_previous() else "",
        href(page.next_page_number()) if page.has_next() else "",
    )


def _evidence(request: HttpRequest, visit: Visit, one: Practice) -> HttpResponse:
    """Attach what was chosen, or detach what has the number typed."""
    by, typed = person(request), request.POST.get("position", "")
    try:
        if request.POST.get("move") == "attach":
            services.attach_evidence(one, chosen_evidence(one, request.POST), actor=by)
            messages.success(request, _("Attached. It counts from the next publication on."))
        else:
            position = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
            services.detach_evidence(one, position, actor=by)
            messages.success(request, _("Taken off. Readers keep what was published."))
    except DomainError as fault:
        messages.warning(request, str(fault))
    return redirect(f"{visit.href('desk-practice', number=one.number)}#evidence")


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
        return _show_form(request, visit, _find(request, visit, found.practice.number), form)
    if request.POST.get("then") != "send":
        messages.success(request, _("Saved."))
        return redirect(visit.href("desk-practice", number=saved.number))
    return _send(request, visit, saved, by)


def _send(request: HttpRequest, visit: Visit, saved: Practice, by: User) -> HttpResponse:
    try:
        services.send_practice_to_review(saved, actor=by)
    except services.Incomplete as fault:
        fresh = _find(request, visit, saved.number)
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
    words = " ".join(request.GET.get("find", "").replace("\0", "").split())[:200]
    context = {
        "head": page_head(visit, found.version.title, one.reference, trail=_trail(visit)),
        "practice": one,
        "may_attach": True,
        "words": words,
        "offered": offered_evidence(one, words),
        "figures": Figure.choices,
        "form": form,
        "faults": form.faults(),
        "is_saved": is_saved,
        "texts": [form[name] for name in form.base_fields if name != "version"],
        "tags": [form[scheme.value] for scheme in SCHEMES],
        "evidence": shown_evidence(found.evidence),
        "lesson": one.lesson,
        "history": timeline_of(history_of(one)),
        "changes": changes(found.versions),
    }
    return render(request, "desk/practices/form.html", context)


def _in_words(version: PracticeVersion, name: str) -> str:
    """What a part of a version says; a choice in the words it was made in."""
    return str(version.get_cost_band_display() if name == "cost_band" else getattr(version, name))


def _show_state(request: HttpRequest, visit: Visit, found: PracticeProfile, fault: str = "") -> HttpResponse:
    one = found.practice
    labels = {name: field.label for name, field in PracticeForm.base_fields.items() if name != "version"}
    is_author = person(request).audit_reference in one.authors
    record = ONE.format(number=one.number)
    context = {
        "head": page_head(visit, found.version.title, one.reference, trail=_trail(visit)),
        "practice": one,
        "parts": [(label, _in_words(found.version, name)) for name, label in labels.items()],
        "tags": [tag.term.label for tag in found.tags],
        "evidence": shown_evidence(found.evidence),
        "fault": fault,
        "note": request.POST.get("note", "") if fault else "",
        "failed_move": request.POST.get("move", "") if fault else "",
        "is_author": is_author,
        "may_edit": _may_write(request, visit, one),
        "may_return": may(request, visit, EDIT, record),
        "may_publish": may(request, visit, Permission.KNOWLEDGE_APPROVE, record),
        "public": visit.href("knowledge-practice", ref=one.reference),
        "history": timeline_of(history_of(one)),
        "changes": changes(found.versions),
    }
    return render(request, "desk/practices/state.html", context)


def _find(request: HttpRequest, visit: Visit, number: int) -> PracticeProfile:
    """The practice of that number; who only proposes finds her own."""
    found = find_at_the_desk(visit.fund, number)
    if found and (
        may(request, visit, READ, ONE.format(number=number)) or found.practice.drafted_by == person(request)
    ):
        return found
    raise Http404(_("There is no practice of this number."))


def _may_write(request: HttpRequest, visit: Visit, one: Practice) -> bool:
    is_own = one.drafted_by == person(request) and one.published_on is None
    return may(request, visit, PROPOSE if is_own else EDIT, ONE.format(number=one.number))


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("Practices"), visit.href("desk-practices")),)
