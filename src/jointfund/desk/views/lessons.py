"""A lesson in a programme's own text, made the draft of a practice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jointfund.desk.access import desk_page, page_head, person
from jointfund.desk.lesson_form import LessonForm
from jointfund.knowledge import services
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit


@desk_page(read=Permission.KNOWLEDGE_READ_DRAFTS, write=Permission.KNOWLEDGE_EDIT)
def programme_lesson(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, with `?programme=MIG-0022` for that programme; a post drafts the practice."""
    form = LessonForm(visit.fund, request.POST or None, programme=request.GET.get("programme", ""))
    if request.method == "POST" and form.is_valid():
        programme, draft = form.draft()
        made = services.promote_words_of_programme(programme, draft, actor=person(request))
        messages.success(request, _("Drafted as %(reference)s.") % {"reference": made.reference})
        return redirect(visit.href("desk-practice", number=made.number))
    answer = _("Name the lines it stands in. Nothing is public before a second person publishes it.")
    trail = (
        Link(_("Practices"), visit.href("desk-practices")),
        Link(_("Lessons to promote"), visit.href("desk-practice-lessons")),
    )
    context = {
        "head": page_head(visit, _("A lesson in a programme's text"), answer, trail=trail),
        "form": form,
        "faults": form.faults if request.method == "POST" else [],
    }
    return render(request, "desk/practices/programme_lesson.html", context)
