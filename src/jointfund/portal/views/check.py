"""Check my text: anybody pastes or uploads a draft and reads what the record says to it. Nothing is kept."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from jointfund.intake.checked_words import RULE, explained
from jointfund.intake.record_facts import record_facts
from jointfund.portal.draft_form import DraftForm, EditionsForm
from jointfund.portal.draft_marks import CSV_COLUMNS, shown_draft
from jointfund.portal.editions_file import file_of, sealed_rows
from jointfund.portal.editions_shown import shown_editions
from jointfund.portal.exports import MEDIA_TYPES
from jointfund.portal.pages import fund_form, page_head
from jointfund.portal.words import as_of_day
from jointfund.reading.checking import check_draft
from jointfund.reading.checking.report import rows
from jointfund.reading.editions import compare_editions
from jointfund.rendering.tables import csv_rows
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.visit import Visit
from jointfund.vocabularies.lexicon import load_lexicon

TOO_LARGE = 413

type View = Callable[..., HttpResponseBase]


def too_large_in_words(view: View, refuse: View) -> View:
    """The view, with a form and a sentence in place of a bare refusal where more is sent than is read.

    The forgery check reads what was sent, so it runs after this one and not before.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    def receive(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            request.POST.get("text")
        except RequestDataTooBig:
            return refuse(request, *args, **kwargs)
        return protected(request, *args, **kwargs)

    return receive


@fund_form
def _check(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The form, and under it the draft with its marks; with `format=csv` the findings as a file."""
    if request.method != "POST":
        return _form_page(request, visit, DraftForm(initial={"text": ""}))
    form = DraftForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, visit, form)
    draft = form.cleaned_data["draft"]
    checked = check_draft(draft, record_facts(visit.fund, visit.day), load_lexicon(visit.fund.code))
    if request.POST.get("format") == "csv":
        body = b"".join(csv_rows(CSV_COLUMNS, rows(checked, explained)))
        file = f"{visit.fund.code}-checked-text-{visit.day.isoformat()}.csv"
        answer = HttpResponse(body, content_type=MEDIA_TYPES["csv"])
        answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return answer
    context = {
        "head": page_head(visit, _("Check my text"), as_of=as_of_day(visit)),
        "shown": shown_draft(visit, checked),
        "text": "\n".join(draft.lines),
        "name": draft.file,
        "rule": RULE,
        "form": DraftForm(initial={"text": form.cleaned_data["text"]}),
    }
    return render(request, "portal/check.html", context)


@fund_form
def _check_refused(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    return _form_page(request, visit, DraftForm(), DraftForm.too_long(), status=TOO_LARGE)


def _form_page(
    request: HttpRequest, visit: Visit, form: DraftForm, fault: FieldFault | None = None, *, status: int = 200
) -> HttpResponse:
    answer = _(
        "Paste a speech, a brief or a report: each number, programme, title, country list and date is held "
        "against the record."
    )
    head = page_head(visit, _("Check my text"), answer, as_of=as_of_day(visit))
    faults = [fault] if fault else form.faults()
    return render(
        request,
        "portal/check.html",
        {"head": head, "form": form, "faults": faults, "rule": RULE},
        status=status,
    )


@fund_form
def _editions(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The form, and under it what entered, left, moved and changed between two editions."""
    if request.method != "POST":
        return _editions_page(request, visit, EditionsForm(visit.fund))
    if sealed := request.POST.get("rows"):
        gone = FieldFault("id_new_file", _("These rows are not as this page gave them: compare once more."))
        return file_of(visit, sealed) or _editions_page(
            request, visit, EditionsForm(visit.fund), faults=[gone]
        )
    form = EditionsForm(visit.fund, request.POST, request.FILES)
    if not form.is_valid():
        return _editions_page(request, visit, form)
    diff = compare_editions(form.cleaned_data["old"], form.cleaned_data["new"])
    return _editions_page(
        request, visit, EditionsForm(visit.fund), diff=shown_editions(visit, diff), rows=sealed_rows(diff)
    )


@fund_form
def _editions_refused(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    form = EditionsForm(visit.fund)
    return _editions_page(request, visit, form, faults=[DraftForm.too_long()], status=TOO_LARGE)


def _editions_page(
    request: HttpRequest, visit: Visit, form: EditionsForm, *, status: int = 200, **more: object
) -> HttpResponse:
    answer = (
        ""
        if "diff" in more
        else _("Load the next booklet and read what entered, left, moved and changed; each with its lines.")
    )
    trail = (Link(_("Data"), visit.href("data")),)
    head = page_head(visit, _("Compare two editions"), answer, trail=trail)
    context = {"head": head, "form": form, "faults": form.faults(), **more}
    return render(request, "portal/editions.html", context, status=status)


check = too_large_in_words(_check, _check_refused)
editions = too_large_in_words(_editions, _editions_refused)
