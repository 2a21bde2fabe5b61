"""Publications at the desk: the list, a draft to write, its preview, the moves to release and withdrawal."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.publication_forms import PublicationForm
from jointfund.desk.publication_pieces import facts_of, groups, proposals, timeline_of
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.publications import services
from jointfund.publications.documents import document_of
from jointfund.publications.labels import labels_in
from jointfund.publications.models import Publication, PublicationKind, PublicationState
from jointfund.publications.orders import Parameters
from jointfund.publications.queries.desk import find_publication, history_of, publications_of
from jointfund.publications.queries.freshness import stale_numbers
from jointfund.publications.queries.outlook import BriefOutlook, brief_outlook
from jointfund.publications.services.drafting import built_now
from jointfund.publications.services.previewing import preview_of
from jointfund.ui.freshness import freshness_table, freshness_words
from jointfund.ui.papers import shown_paper
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

EDIT = Permission.PUBLICATION_EDIT
ONE = "publication/{draft}"


@desk_page(read=EDIT, write=EDIT)
def publications(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every publication of the fund by what it needs, and the kinds a new one can be of."""
    found = publications_of(visit.fund)
    context = {
        "head": page_head(visit, _("Publications"), _("Drafted by one person, released by another.")),
        "groups": groups(visit, found, person(request)),
        "kinds": [(kind.value, kind.label) for kind in PublicationKind],
    }
    return render(request, "desk/publications/list.html", context)


@desk_page(read=EDIT, write=EDIT)
def new_publication(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of a new publication of the kind in the address; a post drafts it."""
    kind = request.GET.get("kind", "")
    if kind not in PublicationKind.values:
        return redirect(visit.href("desk-publications"))
    wanted = PublicationKind(kind)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PublicationForm(visit.fund, wanted, *typed, language="en")
    by = person(request)
    if request.method == "POST":
        form.keep_cover(by)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_publication(
                visit.fund, wanted, form.draft(), actor=by.audit_reference, today=visit.today, by=by
            )
        except DomainError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Drafted. Nothing is public before it is released."))
            return redirect(visit.href("desk-publication", draft=made.draft))
    head = page_head(visit, _("New: %(kind)s") % {"kind": wanted.label}, trail=_trail(visit))
    context = {"head": head, "form": form, "faults": form.faults()}
    return render(request, "desk/publications/draft.html", context)


@desk_page(read=EDIT, write=EDIT, of=ONE)
def publication(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """A draft to write, or what became of it; a post saves the draft."""
    found = find_draft(visit, draft)
    if request.method == "POST":
        return _save(request, visit, found)
    if found.state == PublicationState.DRAFT:
        return _show_draft(request, visit, found, PublicationForm.of(found), _left_out(found))
    return _show_state(request, visit, found)


@desk_page(read=EDIT, write=EDIT, of=ONE)
def publication_preview(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The publication as it would be released now, as a web page."""
    found = find_draft(visit, draft)
    trail = (*_trail(visit), Link(found.title, visit.href("desk-publication", draft=draft)))
    try:
        built = built_now(visit.fund, found.kind, Parameters.from_json(found.order), visit.today)
    except DomainError as fault:
        messages.warning(request, str(fault))
        return redirect(visit.href("desk-publication", draft=draft))
    paper = document_of(built.content).kept_paper(built.content)
    answer = _("%(subtitle)s. This is a preview: nothing is public yet.") % {"subtitle": paper.subtitle}
    context = {
        "head": page_head(visit, paper.title, answer, trail=trail),
        "paper": shown_paper(
            paper,
            lambda one: visit.href("programme", ref=one),
            cover_href=visit.href("desk-publication-cover", draft=draft),
        ),
        "file": preview_of(found, visit.today),
        "file_address": visit.href("desk-publication-preview-file", draft=draft),
    }
    return render(request, "desk/publications/preview.html", context)


@desk_page(read=EDIT, write=EDIT, of=ONE)
@require_POST
def publication_move(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """One step of the way: to review, back, release, withdraw, files once more."""
    found = find_draft(visit, draft)
    move = MOVES.get(request.POST.get("move", ""))
    if move is None:
        messages.warning(request, _("There is no such step."))
        return redirect(visit.href("desk-publication", draft=draft))
    try:
        said = move(found, person(request), request.POST.get("note", ""), visit)
    except DomainError as fault:
        fresh = find_draft(visit, draft)
        if fresh.state == PublicationState.DRAFT:
            messages.warning(request, str(fault))
            return redirect(visit.href("desk-publication", draft=draft))
        return _show_state(request, visit, fresh, fault=str(fault))
    messages.success(request, said)
    return redirect(visit.href("desk-publication", draft=draft))


def _send(found: Publication, by: User, note: str, visit: Visit) -> str:
    services.send_to_review(found, actor=by.audit_reference, by=by)
    return _("Sent to review. A second person releases it.")


def _return(found: Publication, by: User, note: str, visit: Visit) -> str:
    services.return_to_draft(found, note=note, actor=by.audit_reference, by=by)
    return _("Returned to its editors.")


def _release(found: Publication, by: User, note: str, visit: Visit) -> str:
    made = services.release(found, actor=by.audit_reference, today=visit.today, by=by)
    return _("Released as %(reference)s. Its files are being made.") % {"reference": made.reference}


def _withdraw(found: Publication, by: User, note: str, visit: Visit) -> str:
    services.withdraw(found, reason=note, actor=by.audit_reference, today=visit.today, by=by)
    return _("Withdrawn. It stays in the history with your reason.")


def _render_again(found: Publication, by: User, note: str, visit: Visit) -> str:
    services.render_again(found.release)
    return _("The files are asked for once more.")


MOVES: dict[str, Callable[[Publication, User, str, Visit], str]] = {
    "send": _send,
    "return": _return,
    "release": _release,
    "withdraw": _withdraw,
    "render-again": _render_again,
}


def _save(request: HttpRequest, visit: Visit, found: Publication) -> HttpResponse:
    form = PublicationForm.of(found, request.POST, request.FILES)
    left_out = tuple(request.POST.getlist("left_out"))[:1000]
    by = person(request)
    form.keep_cover(by)
    if not form.is_valid():
        return _show_draft(request, visit, found, form, left_out)
    try:
        services.edit_publication(
            found,
            form.draft(left_out),
            version=form.cleaned_data["version"] or 0,
            actor=by.audit_reference,
            today=visit.today,
            by=by,
        )
    except DomainError as fault:
        form.refuse(fault)
        return _show_draft(request, visit, find_draft(visit, found.draft), form, left_out)
    messages.success(request, _("Saved."))
    return redirect(visit.href("desk-publication", draft=found.draft))


def _show_draft(
    request: HttpRequest,
    visit: Visit,
    found: Publication,
    form: PublicationForm,
    left_out: tuple[str, ...],
) -> HttpResponse:
    outlook, kept = _outlook(visit, found, form, left_out), Parameters.from_json(found.order)
    context = {
        "head": page_head(visit, found.title, str(found.get_kind_display()), trail=_trail(visit)),
        "publication": found,
        "form": form,
        "faults": form.faults(),
        "cover": visit.href("desk-publication-cover", draft=found.draft) if kept.cover else "",
        "cover_alt": kept.cover_alt,
        "figures": outlook.figures,
        "text": "" if form.errors else outlook.text,
        "ordinary": "" if _typed_context(form) else labels_in(kept.language)("brief_context"),
        "proposals": proposals(outlook.proposed, left_out),
        "history": timeline_of(history_of(found)),
        "preview": visit.href("desk-publication-preview", draft=found.draft),
        "move": visit.href("desk-publication-move", draft=found.draft),
    }
    return render(request, "desk/publications/draft.html", context)


def _typed_context(form: PublicationForm) -> str:
    return str(form["context"].value() or "").strip() if "context" in form.fields else ""


def _outlook(
    visit: Visit, found: Publication, form: PublicationForm, left_out: tuple[str, ...]
) -> BriefOutlook:
    """What a brief's editor looks at: of what was typed where it can be used, else of what is saved."""
    if found.kind != PublicationKind.BRIEF:
        return BriefOutlook()
    kept = Parameters.from_json(found.order)
    if not form.is_bound:
        return brief_outlook(visit.fund, kept, visit.today)
    typed = form.draft(left_out).parameters if not form.errors else None
    return brief_outlook(visit.fund, typed or kept, visit.today)


def _show_state(request: HttpRequest, visit: Visit, found: Publication, fault: str = "") -> HttpResponse:
    release = getattr(found, "release", None)
    is_released = found.state == PublicationState.RELEASED
    freshness = stale_numbers(release, visit.today) if release and is_released else None
    is_author = person(request).audit_reference in found.authors
    context = {
        "head": page_head(visit, found.title, str(found.get_kind_display()), trail=_trail(visit)),
        "publication": found,
        "release": release,
        "public": visit.href("publication", ref=release.reference) if release else "",
        "facts": facts_of(found),
        "fault": fault,
        "note": request.POST.get("note", ""),
        "failed_move": request.POST.get("move", "") if fault else "",
        "may_release": may(request, visit, Permission.PUBLICATION_RELEASE, ONE.format(draft=found.draft))
        and not is_author,
        "is_author": is_author,
        "is_silent": bool(release and is_released and services.is_silent(release)),
        "freshness": freshness_words(freshness) if freshness else "",
        "stale": freshness_table(freshness) if freshness else None,
        "history": timeline_of(history_of(found)),
        "preview": visit.href("desk-publication-preview", draft=found.draft),
        "move": visit.href("desk-publication-move", draft=found.draft),
    }
    return render(request, "desk/publications/state.html", context)


def find_draft(visit: Visit, draft: int) -> Publication:
    if found := find_publication(visit.fund, draft):
        return found
    raise Http404(_("There is no publication of this number."))


def _left_out(found: Publication) -> tuple[str, ...]:
    return Parameters.from_json(found.order).left_out


def _trail(visit: Visit) -> tuple[Link, ...]:
    return (Link(_("Publications"), visit.href("desk-publications")),)
