"""Writing in a section: saved on each button, by the script every few seconds, never lost."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import head_of, refuse_unless, seen_place, written_proposal
from jointfund.desk.proposal_deadline import shown_deadline
from jointfund.desk.proposal_neighbours import Beside, beside, offered_risk
from jointfund.desk.proposal_pieces import shown_fields
from jointfund.desk.proposal_typed import SPARE_ROWS, typed_answers, whole_number
from jointfund.desk.views.proposals.overview import budget_of, section_href
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import Permission
from jointfund.people.queries import names_of
from jointfund.proposals import services, stages
from jointfund.proposals.forms import Answers, missing_parts
from jointfund.proposals.models import Comment, SectionText
from jointfund.proposals.queries.desk import Seen
from jointfund.proposals.read_once import form_in
from jointfund.proposals.services import Closed, Conflict, Place, Saved, SaveOutcome
from jointfund.proposals.services.citing import cite_risk, register_of
from jointfund.ui.visit import Visit

READ = Permission.PROPOSAL_READ


@desk_page(read=READ, write=READ, keeps_roles=True)
def section(request: HttpRequest, visit: Visit, draft: int, section: str, party: str = "") -> HttpResponse:
    """A section to write or to read; a post saves it. Who others are beside it comes when asked for."""
    seen = written_proposal(request, visit, draft)
    place = seen_place(seen, section, party)
    if request.method != "POST":
        if "beside" in request.GET and request.headers.get("HX-Request"):
            return _beside_alone(request, visit, place)
        return _show(request, visit, seen, place)
    refuse_unless(services.may_write(person(request), place))
    outcome = services.save_place(
        place,
        answers=typed_answers(place.section, request.POST.dict()),
        expected_version=whole_number(request.POST.get("version", "")),
        actor=person(request),
        now=timezone.now(),
    )
    if request.headers.get("X-Autosave"):
        return _told(outcome, _closed(visit, place))
    return _answered(request, visit, seen, place, outcome)


def _beside_alone(request: HttpRequest, visit: Visit, place: Place) -> HttpResponse:
    """Only what stands beside the section, for the script that asked for it once the page was there."""
    user = person(request)
    shown = _beside(visit, user, place) if services.may_write(user, place) else None
    return render(request, "desk/proposals/beside.html", {"beside": shown})


def _beside(visit: Visit, user: User, place: Place) -> Beside:
    return beside(visit, user, place.opened, with_risks=register_of(place.section) is not None)


def _closed(visit: Visit, place: Place) -> str:
    """Why it can no longer be submitted, for who writes on: the draft is kept either way."""
    deadline = shown_deadline(visit, place.opened.proposal, place.opened.stage, timezone.now())
    return deadline.reason if deadline else ""


def _told(outcome: SaveOutcome, closed: str) -> HttpResponse:
    """What the script is told."""
    match outcome:
        case Saved(text=text):
            said = " ".join(part for part in (_saved_words(text), closed) if part)
            return JsonResponse({"state": "saved", "version": text.version, "said": said})
        case Conflict():
            said = _(
                "Somebody else saved this section meanwhile. Press Save to see both texts; yours is kept."
            )
            return JsonResponse({"state": "conflict", "said": said})
        case Closed(reason=reason):
            words = _("“%(state)s”: it is not open for writing now. What you typed is kept beside it.")
            return JsonResponse({"state": "closed", "said": words % {"state": reason}})


def _answered(
    request: HttpRequest, visit: Visit, seen: Seen, place: Place, outcome: SaveOutcome
) -> HttpResponse:
    match outcome:
        case Conflict() | Closed():
            return _show(request, visit, seen, place, refused=outcome)
        case Saved():
            messages.success(request, _("Saved."))
            if closed := _closed(visit, place):
                messages.warning(request, closed)
    href = section_href(visit, seen.proposal, place.section.code, place.party)
    if cited := _cited(request, visit, seen, place):
        return redirect(f"{href}?saved#{cited}")
    if request.POST.get("then") == "beside":
        return redirect(f"{href}?saved&beside#beside")
    if request.POST.get("then") == "rows":
        return redirect(f"{href}?saved&rows=10")
    if request.POST.get("then") == "back":
        return redirect(visit.href("desk-proposal", draft=seen.proposal.draft))
    return redirect(f"{href}?saved")


def _cited(request: HttpRequest, visit: Visit, seen: Seen, place: Place) -> str:
    """Where the risk that was asked for stands in the register now; empty where none was asked for."""
    number = whole_number(request.POST.get("cite", ""))
    found = offered_risk(visit, person(request), place.opened, number) if number else None
    register = register_of(place.section)
    if found is None or register is None:
        return ""
    cite_risk(
        seen.proposal,
        place.section.code,
        party=place.party,
        challenge=found.challenge,
        done=found.done,
        actor=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("It stands in the register as cited: say how likely it is here."))
    return f"f-{register.code}"


def _show(
    request: HttpRequest,
    visit: Visit,
    seen: Seen,
    place: Place,
    *,
    refused: Conflict | Closed | None = None,
    fault: str = "",
) -> HttpResponse:
    one, user = seen.proposal, person(request)
    form = form_in(place.opened.form)
    text = (
        place.opened.texts.select_related("party")
        .filter(
            section=place.section.code, **({"party__slug": place.party} if place.party else {"party": None})
        )
        .first()
    )
    standing: Answers = text.answers if text else {}
    answers: Answers = refused.refused.answers if refused else standing
    missing = (
        missing_parts(form, stages.written_answers(place.opened), place.parties, place.opened.stage)
        if "check" in request.GET
        else ()
    )
    missing = tuple(
        part for part in missing if (part.section, part.party) == (place.section.code, place.party)
    )
    state = services.table_of(one).state(one.state)
    is_open = state.is_editable and state.stage == place.opened.stage
    spare = min(40, whole_number(request.GET.get("rows", ""), SPARE_ROWS))
    names = {party.slug: party.name for party in place.parties}
    whose = names.get(place.party, "")
    writes = is_open and bool(services.may_write(user, place))
    has_budget = any(field.budget for field in place.section.fields)
    context = {
        "head": head_of(visit, seen, place.section.title, whose or place.section.help),
        "proposal": one,
        "seen": seen,
        "deadline": shown_deadline(visit, one, place.opened.stage, timezone.now()),
        "writes": writes,
        "version": text.version if text else 0,
        "saved": _saved_words(text) if text else "",
        "fields": shown_fields(form, place.section, answers, missing, stage=place.opened.stage, spare=spare),
        "theirs": shown_fields(form, place.section, standing, (), stage=place.opened.stage, spare=0)
        if refused
        else (),
        "refused": refused,
        "is_conflict": isinstance(refused, Conflict),
        "action": section_href(visit, one, place.section.code, place.party),
        "comments": _comments(text),
        "targets": _targets(place, standing),
        "may_comment": services.may_comment(user, one),
        "set_aside": _set_aside(place, text, form),
        "beside": _beside(visit, user, place) if writes and "beside" in request.GET else None,
        "budget": budget_of(place.opened) if has_budget else None,
        "reader": user.audit_reference,
        "fault": fault,
        "body": request.POST.get("body", ""),
    }
    return render(request, "desk/proposals/section.html", context)


def _saved_words(text: SectionText) -> str:
    if not text.saved_at:
        return _("Nothing is saved yet.")
    return _("Saved %(when)s UTC") % {"when": date_format(timezone.localtime(text.saved_at), "j F Y, H:i:s")}


def _comments(text: SectionText | None) -> list[tuple[Comment, str]]:
    found = list(text.comments.all()) if text else []
    names = names_of({one.written_by for one in found})
    return [(one, names.get(one.written_by, "")) for one in found]


def _targets(place: Place, answers: Answers) -> list[tuple[str, str]]:
    """What a comment can be on: each field, and each paragraph of a text."""
    found = []
    for field in place.section.fields:
        found.append((f"{field.code}:0", field.label))
        value = answers.get(field.code, "")
        lines = services.paragraphs_of(value) if isinstance(value, str) else []
        found += [
            (f"{field.code}:{n}", f"{field.label}, {n}: {line[:50]}") for n, line in enumerate(lines, 1)
        ]
    return found


def _set_aside(place: Place, text: SectionText | None, form: object) -> list[tuple[str, object]]:
    """Texts that were typed over an older version, so that nothing of them is lost."""
    refused = list(text.revisions.filter(is_refused=True).order_by("-pk")[:20]) if text else []
    names = names_of({one.saved_by for one in refused})
    shape = form_in(place.opened.form)
    return [
        (
            " · ".join(
                part
                for part in (
                    date_format(timezone.localtime(one.saved_at), "j F Y, H:i"),
                    names.get(one.saved_by, ""),
                )
                if part
            ),
            shown_fields(shape, place.section, one.answers, (), stage="", spare=0),
        )
        for one in refused
    ]


@desk_page(read=READ, write=READ)
@require_POST
def comment(request: HttpRequest, visit: Visit, draft: int, section: str, party: str = "") -> HttpResponse:
    """Remark on a paragraph of a section, or say that a remark is dealt with."""
    seen = written_proposal(request, visit, draft)
    place = seen_place(seen, section, party)
    text = place.opened.texts.filter(
        section=section, **({"party__slug": party} if party else {"party": None})
    ).first()
    if text is None:
        raise Http404(_("There is no page at this address."))
    resolved = whole_number(request.POST.get("resolve", ""))
    try:
        if resolved:
            found = text.comments.filter(pk=resolved).first()
            if found is None:
                raise Http404(_("There is no page at this address."))
            services.resolve_comment(found, actor=person(request), now=timezone.now())
        else:
            field, _colon, number = request.POST.get("on", "").partition(":")
            services.add_comment(
                text,
                field,
                whole_number(number),
                request.POST.get("body", ""),
                actor=person(request),
                now=timezone.now(),
            )
    except DomainError as fault:
        return _show(request, visit, seen, place, fault=str(fault))
    return redirect(section_href(visit, seen.proposal, section, party) + "#comments")
