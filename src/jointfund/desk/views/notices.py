"""A person's notices: the list, one opened, how she is told, and the end of letters without signing in."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from jointfund.desk.access import person
from jointfund.kernel.errors import DomainError
from jointfund.notices import services
from jointfund.notices.kinds import WORDS, Kind
from jointfund.notices.queries import chosen_by, notices_of, undelivered_since, unread_of
from jointfund.notices.rules import How
from jointfund.people.addressees import addressee
from jointfund.ui.pieces import EmptyState, Link, PageHead
from jointfund.ui.subjects import subject_href
from jointfund.ui.visit import begin_visit

MOST_DIGITS = 15


@never_cache
@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The newest fifty, older ones by the cursor in the address."""
    reference = person(request).audit_reference
    unread = unread_of(reference).count
    words = ngettext("%(count)s you have not read.", "%(count)s you have not read.", unread)
    context = {
        "head": _head(_("Notices"), words % {"count": unread} if unread else _("You have read all of them.")),
        "page": notices_of(reference, cursor(request)),
        "unread": unread,
        "empty": EmptyState(
            _("No notice yet"), _("When something happens that concerns you, it stands here.")
        ),
        "letters_folder": letters_folder(),
        "undelivered": undelivered_since(reference),
    }
    return render(request, "desk/notices/list.html", context)


@never_cache
@login_required
@require_safe
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to what a notice is about, and marks it as read."""
    found = services.read_notice(person(request).audit_reference, number, now=timezone.now())
    if found is None:
        raise Http404(_("There is no notice of this number."))
    visit = begin_visit(request, found.fund, found.fund.code) if found.fund else None
    href = subject_href(visit, found.about) if visit else ""
    return redirect(href or "notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks every notice as read."""
    services.read_all(person(request).audit_reference, now=timezone.now())
    return redirect("notices")


@never_cache
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """How she wants to be told of each kind; a post keeps what she chose."""
    user = person(request)
    if request.method == "POST":
        given = {kind: request.POST.get(kind.value, "") for kind in Kind}
        chosen = {kind: How(how) for kind, how in given.items() if how in How.values}
        services.choose(addressee(user), chosen)
        messages.success(request, _("Saved."))
        return redirect("notice-preferences")
    chosen_now = chosen_by(user.audit_reference)
    context = {
        "head": _head(
            _("How you are told"),
            _("Whatever you choose, every notice stands here too."),
            Link(_("Notices"), "/notices/"),
        ),
        "rows": [(kind.value, WORDS[kind].label, chosen_now[kind].value) for kind in Kind],
        "ways": How.choices,
        "letters_folder": letters_folder(),
    }
    return render(request, "desk/notices/preferences.html", context)


@csrf_exempt  # a mail program posts without our cookie; the signed link says who may
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ends letters of one kind without signing in: a page with one button, or one post."""
    try:
        _reference, kind = services.read_token(token)
        if request.method == "POST":
            services.unsubscribe(token)
    except DomainError as fault:
        raise Http404(str(fault)) from fault
    context = {
        "head": PageHead(_("No more e-mail like this")),
        "label": WORDS[kind].label if kind else "",
        "is_done": request.method == "POST",
    }
    response = render(request, "desk/notices/unsubscribe.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def cursor(request: HttpRequest) -> int | None:
    """The number below which a list goes on; None from its beginning."""
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def letters_folder() -> str:
    """Where letters lie that are not sent; empty where a mail server sends them."""
    options = settings.MAILERS["default"].get("OPTIONS")
    folder = options.get("file_path") if isinstance(options, dict) else None
    return str(Path(folder)) if folder else ""


def _head(title: str, answer: str, *trail: Link) -> PageHead:
    return PageHead(title, answer, trail=(Link(_("Your account"), "/account/"), *trail))
