"""A question and its answers; following a question."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.portal.knowledge.words import pages_of
from jointfund.portal.pages import fund_form, fund_page, page_head
from jointfund.portal.search.hits import chips, facet_panel, meanings, shown_hits
from jointfund.portal.search.words import KINDS
from jointfund.search import saved
from jointfund.search.analysis.texts import question_of
from jointfund.search.filters import SearchFilter
from jointfund.search.marking import understood
from jointfund.search.models import HowOften, SavedSearch
from jointfund.search.queries import PAGE_SIZE, Answers, Asked, more_like, search, title_of
from jointfund.ui.pieces import Link, ListHead
from jointfund.ui.visit import Visit

HIGHEST_PAGE = 30
EXAMPLES = (
    gettext_lazy("How to involve municipalities?"),
    gettext_lazy("Returnees in West Africa"),
    gettext_lazy("Diaspora investment"),
    gettext_lazy("What went wrong with data on migrants?"),
    gettext_lazy("Alternatives to detention for children"),
)


@fund_page
def search_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The answers to the question of the address, or records like one; without either, what can be asked."""
    asked = SearchFilter.of({name: request.GET.getlist(name) for name in request.GET})
    if like := request.GET.get("like", "").replace("\0", ""):
        return _like(request, visit, like)
    path = visit.href("search").partition("?")[0]
    context: dict[str, object] = {"asked": asked, "path": path}
    if not asked.q:
        head = page_head(visit, _("Search"), _("Ask in your own words, as you would ask a colleague."))
        examples = [Link(str(one), f"{path}?{urlencode({'q': one})}") for one in EXAMPLES]
        return render(
            request, "portal/search/ask.html", {**context, "head": head, "examples": examples, "kinds": KINDS}
        )
    found, number = _page_of(request, visit, asked)
    return render(
        request, "portal/search/answers.html", {**context, **_answers(visit, request, asked, found, number)}
    )


@login_required
@require_POST
@fund_form
def save(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Follows the question that was posted with the form."""
    asked = SearchFilter.of_address(request.POST.get("address", "")[: saved.LONGEST_ADDRESS])
    try:
        found = saved.save_search(
            visit.fund,
            actor=_person(request),
            name=request.POST.get("name", ""),
            asked=asked,
            how=_how(request),
            now=timezone.now(),
        )
    except DomainError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("You follow “%(name)s”. Your account lists it.") % {"name": found.name})
    return redirect(f"{visit.href('search').partition('?')[0]}?{asked.query_string()}")


@never_cache
@login_required
@fund_form
def saved_search(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Leads to the answers of a followed question; a post renames or ends it."""
    person = _person(request)
    found = SavedSearch.objects.filter(fund=visit.fund, person=person, number=number).first()
    if found is None:
        raise Http404(_("You follow no question of this number."))
    if request.method != "POST":
        return redirect(f"{visit.href('search').partition('?')[0]}?{found.address}")
    try:
        if request.POST.get("do") == "end":
            saved.end_search(found, actor=person)
            messages.success(request, _("You no longer follow “%(name)s”.") % {"name": found.name})
        else:
            saved.change_search(found, actor=person, name=request.POST.get("name", ""), how=_how(request))
            messages.success(request, _("Saved."))
    except DomainError as fault:
        messages.error(request, str(fault))
    return redirect("account")


def _answers(
    visit: Visit, request: HttpRequest, asked: SearchFilter, found: Answers, number: int
) -> dict[str, object]:
    """What the page of answers shows."""
    path = visit.href("search").partition("?")[0]
    meant = understood(asked.q)
    panel = facet_panel(visit, asked, found.facets, path)
    filters = chips(visit, asked, panel, path)
    followed = _followed(visit, asked)
    words = _in_words(found)
    regions = [one for one in meant if one.countries]
    suggestion = found.suggestion
    return {
        "head": page_head(visit, _("Search")),
        "title": f"{words}: {asked.q}",
        "list_head": ListHead(" · ".join([words, *(one.label for one in filters)]), "", filters),
        "panel": panel if found.facets or filters else None,
        "hits": shown_hits(visit, found, question_of(asked.q), regions, followed.news if followed else ()),
        "meant": meanings(meant),
        "suggestion": Link(suggestion, f"{path}?{asked.asking(suggestion).query_string()}")
        if suggestion
        else None,
        "pages": pages_of(request, number, len(found.hits), found.total, PAGE_SIZE),
        "followed": followed,
        "is_signed_in": isinstance(visit.reader, User),
        "ways": HowOften.choices,
        "address": asked.query_string(),
        "without_filters": f"{path}?{urlencode({'q': asked.q})}" if filters else "",
    }


def _like(request: HttpRequest, visit: Visit, like: str) -> HttpResponse:
    """Records like the one the address names; 404 where the reader may not see it."""
    kind, _sign, reference = like.partition(":")
    asked = Asked(visit.fund, visit.reader, "")
    title = title_of(asked, kind[:20], reference[:140])
    if title is None:
        raise Http404(_("There is no such record to compare with."))
    found = more_like(asked, kind, reference)
    context = {
        "head": page_head(visit, _("More like this"), title),
        "asked": SearchFilter(),
        "path": visit.href("search").partition("?")[0],
        "hits": shown_hits(visit, found, question_of(title), (), ()),
    }
    return render(request, "portal/search/like.html", context)


def _page_of(request: HttpRequest, visit: Visit, asked: SearchFilter) -> tuple[Answers, int]:
    """A page of answers and its number; the last one where the address names a later one."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    number = min(max(number, 1), HIGHEST_PAGE)
    found = search(_asked(visit, asked, number))
    if found.hits or not found.total:
        return found, number
    number = -(-found.total // PAGE_SIZE)
    return search(_asked(visit, asked, number)), number


def _asked(visit: Visit, asked: SearchFilter, number: int) -> Asked:
    return Asked(
        visit.fund, visit.reader, asked.q, asked.narrowed, PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )


def _in_words(found: Answers) -> str:
    if not found.total:
        return _("No answer")
    words = ngettext("%(count)s answer", "%(count)s answers", found.total) % {"count": f"{found.total:,}"}
    return words if found.is_all else _("The best %(answers)s") % {"answers": words}


def _followed(visit: Visit, asked: SearchFilter) -> SavedSearch | None:
    """This question, if its reader follows it."""
    if not isinstance(visit.reader, User):
        return None
    mine = SavedSearch.objects.filter(fund=visit.fund, person=visit.reader)
    return mine.filter(address=asked.query_string()).first()


def _how(request: HttpRequest) -> HowOften:
    given = request.POST.get("how", "")
    return HowOften(given) if given in HowOften.values else HowOften.DAILY


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - `login_required` has let nobody else through
    return request.user
