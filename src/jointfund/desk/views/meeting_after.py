"""What follows a meeting: minutes, letters to proposers, the papers as a file, conditions to answer."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jointfund.committee.models import ConditionTask, Meeting, PackState
from jointfund.committee.queries.desk import conditions_seen, is_late
from jointfund.committee.queries.seats import seat_of
from jointfund.committee.services import after
from jointfund.committee.services import letters as letter_services
from jointfund.committee.services import minutes as minute_services
from jointfund.committee.services.papers import path_of
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.meeting_forms import NotReadable
from jointfund.desk.views.meetings import meeting_head, seen_meeting
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.people.queries import names_of
from jointfund.ui.visit import Visit

READ = Permission.COMMITTEE_READ


@desk_page(read=READ, write=READ)
def minutes(request: HttpRequest, visit: Visit, body: str, number: int) -> HttpResponse:
    """The minutes of a meeting; members see them once they are sent to them."""
    meeting = seen_meeting(visit, body, number)
    fault = ""
    if request.method == "POST":
        try:
            messages.success(request, _minutes_act(request, meeting))
        except DomainError as refused:
            fault = str(refused)
        else:
            return redirect(visit.href("desk-meeting-minutes", body=body, number=number))
    found = getattr(Meeting.objects.get(pk=meeting.pk), "minutes", None)
    prepares = may(request, visit, Permission.COMMITTEE_PREPARE)
    if found and found.state == "draft" and not prepares:
        found = None
    comments = list(found.comments.all()) if found else []
    names = names_of({one.written_by for one in comments})
    context = {
        "head": meeting_head(visit, meeting, _("Minutes"), str(found.get_state_display()) if found else ""),
        "meeting": meeting,
        "minutes": found,
        "fault": fault,
        "typed": request.POST,
        "prepares": prepares,
        "is_written": prepares and found and found.state in ("draft", "comments"),
        "comments": [(names.get(one.written_by, ""), one) for one in comments],
        "may_comment": found
        and found.state == "comments"
        and seat_of(person(request), meeting.body, meeting.starts_at.date()),
    }
    return render(request, "desk/meetings/minutes.html", context, status=400 if fault else 200)


def _minutes_act(request: HttpRequest, meeting: Meeting) -> str:
    user, now, act = person(request), timezone.now(), request.POST.get("act", "")
    if act == "draft":
        minute_services.draft_minutes(meeting, actor=user, now=now)
        return _("Drafted from the record.")
    found = getattr(meeting, "minutes", None)
    if found is None:
        raise NotReadable(_("There are no minutes yet."))
    if act == "comment":
        minute_services.comment_minutes(found, request.POST.get("comment", ""), actor=user, now=now)
        return _("Your comment is kept.")
    if act in minute_services.WAY:
        minute_services.move_minutes(found, act, actor=user, now=now)
        return _("Done.")
    saves = request.POST.get("saves", "")
    minute_services.write_minutes(
        found,
        request.POST.get("text", ""),
        request.POST.get("public_text", ""),
        expected=int(saves) if saves.isdecimal() else -1,
        actor=user,
        now=now,
    )
    return _("Saved.")


@desk_page(read=Permission.COMMITTEE_PREPARE, write=Permission.COMMITTEE_RECORD)
def letters(request: HttpRequest, visit: Visit, body: str, number: int) -> HttpResponse:
    """Every letter as it will leave; a post sends those that did not."""
    meeting = seen_meeting(visit, body, number)
    if request.method == "POST":
        sent = letter_services.send_letters(meeting, actor=person(request), now=timezone.now())
        messages.success(request, _("%(count)s letters sent.") % {"count": sent})
        return redirect(visit.href("desk-meeting-letters", body=body, number=number))
    drafts = letter_services.letters_of(meeting)
    waiting = sum(not one.is_sent and one.written is not None for one in drafts)
    words = _("%(waiting)s to send, %(sent)s sent.")
    answer = words % {"waiting": waiting, "sent": sum(one.is_sent for one in drafts)}
    context = {
        "head": meeting_head(visit, meeting, _("Letters to proposers"), answer),
        "drafts": drafts,
        "waiting": waiting,
    }
    return render(request, "desk/meetings/letters.html", context)


@desk_page(read=READ, write=READ)
@require_safe
def papers(request: HttpRequest, visit: Visit, body: str, number: int) -> HttpResponseBase:
    """The latest pack that is ready, as a file."""
    meeting = seen_meeting(visit, body, number)
    pack = meeting.packs.filter(state=PackState.READY).select_related("meeting__body__fund").first()
    if pack is None or not path_of(pack).exists():
        raise Http404(_("The papers are not made yet."))
    return FileResponse(path_of(pack).open("rb"), as_attachment=True, filename=path_of(pack).name)


@desk_page(read=Permission.PROPOSAL_READ, write=Permission.PROPOSAL_READ)
def conditions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Conditions and recommendations: their owners answer them, the secretariat accepts."""
    fault = ""
    if request.method == "POST":
        try:
            messages.success(request, _condition_act(request, visit))
        except DomainError as refused:
            fault = str(refused)
        else:
            return redirect(visit.href("desk-conditions"))
    user, today = person(request), timezone.localdate()
    accepts = may(request, visit, Permission.COMMITTEE_RECORD)
    found = conditions_seen(user, visit.fund)
    context = {
        "head": page_head(
            visit, _("Conditions"), _("What decisions ask for, until it is answered and accepted.")
        ),
        "tasks": [
            (one, is_late(one, today), after.may_answer(user, one), accepts and one.state == "answered")
            for one in found
        ],
        "fault": fault,
        "typed": request.POST,
        "typed_task": request.POST.get("task", ""),
    }
    return render(request, "desk/meetings/conditions.html", context, status=400 if fault else 200)


def _condition_act(request: HttpRequest, visit: Visit) -> str:
    user, typed = person(request), request.POST.get("task", "")
    task = next((one for one in conditions_seen(user, visit.fund) if str(one.pk) == typed), None)
    if task is None:
        raise NotReadable(_("Choose a condition."))
    return _do_condition(request, task)


def _do_condition(request: HttpRequest, task: ConditionTask) -> str:
    user, now, words = person(request), timezone.now(), request.POST.get("words", "")
    match request.POST.get("act", ""):
        case "answer":
            after.answer_condition(task, words, actor=user, now=now)
            return _("Answered. The secretariat looks at it.")
        case "return":
            after.return_condition(task, words, actor=user)
            return _("Returned to its owner.")
        case "accept":
            after.accept_condition(task, actor=user, now=now)
            return _("Accepted.")
    raise NotReadable(_("Nothing was changed."))
