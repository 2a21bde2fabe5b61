"""One programme: its page, the lines it rests on, its sheet to mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jointfund.knowledge.queries.practices import practices_of
from jointfund.portal import profile as story_of
from jointfund.portal.citations import Citations
from jointfund.portal.knowledge.lists import listed_practices
from jointfund.portal.knowledge.words import reader_of
from jointfund.portal.pages import fund_page, page_head
from jointfund.portal.search.hits import like_address
from jointfund.programmes.queries.profile import Profile, find_profile
from jointfund.publications.documents import PROGRAMME
from jointfund.publications.queries.papers import UnknownSubject, build_programme_page
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit


@fund_page
def programme(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The page of one programme, like the spread of a booklet."""
    story = _story(visit, ref)
    context = {
        "programme": story.profile.programme,
        "trail": page_head(visit, "", trail=(Link(_("Programmes"), visit.href("programmes")),)).trail,
        "area": story_of.area_mark(story.profile),
        "steps": story_of.status_steps(story.profile),
        "title_marks": story.field_marks("title"),
        "doubts": story.profile.doubts_of("title", of_the_fund=visit.is_of_the_fund),
        "facts": story_of.key_facts(story),
        "countries": [fact for fact in (story_of.countries(story), story_of.places(story)) if fact],
        "map": story_of.locator(story),
        "summary_marks": story.field_marks("summary_text", "summary"),
        "partners": story_of.partners_by_kind(story),
        "goals": story_of.goals(story),
        "tags": story_of.tag_facts(story),
        "history": story_of.history(story),
        "practices": listed_practices(visit, practices_of(reader_of(visit), story.profile.programme)),
        "documents": story.cited.documents,
        "address": request.build_absolute_uri(request.path),
        "like_href": like_address(visit, "programme", story.profile.programme.reference),
    }
    return render(request, "portal/programme.html", context)


@fund_page
def sources(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Every value of a programme beside the places it was read from."""
    story = _story(visit, ref)
    found = story.profile.programme
    trail = (
        Link(_("Programmes"), visit.href("programmes")),
        Link(found.reference, visit.href("programme", ref=found.reference)),
    )
    answer = _("Each value with the place it was read from and the words printed there.")
    head = page_head(visit, _("Sources of %(name)s") % {"name": found.name}, answer, trail=trail)
    return render(request, "portal/sources.html", {"head": head, "entries": story_of.cited_lines(story)})


@fund_page
def sheet(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The programme on one A4 page, to mail."""
    address = request.build_absolute_uri(visit.href("programme", ref=ref.upper()))
    try:
        page = build_programme_page(
            visit.fund,
            ref,
            today=visit.today,
            as_of=visit.day,
            language=get_language() or "en",
            address=address,
        )
    except UnknownSubject:
        raise _no_programme(ref) from None
    headers = {"Content-Disposition": f'inline; filename="{page.programme.reference}.pdf"'}
    return HttpResponse(PROGRAMME.set(".pdf", page), content_type="application/pdf", headers=headers)


def _story(visit: Visit, ref: str) -> story_of.Story:
    return story_of.Story(visit, _profile(visit, ref), Citations(visit))


def _profile(visit: Visit, ref: str) -> Profile:
    if found := find_profile(visit.fund, ref, visit.day):
        return found
    raise _no_programme(ref)


def _no_programme(ref: str) -> Http404:
    return Http404(_("There is no programme %(reference)s in this fund.") % {"reference": ref})
