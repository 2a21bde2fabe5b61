"""One candidate: every field beside its lines, and the decision on it."""

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.desk import candidate_pieces, words
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.intake_pieces import target_words, unmatched_words
from jointfund.intake import services
from jointfund.intake.candidates.comparing import programmes_to_choose
from jointfund.intake.candidates.fields import FieldRefused
from jointfund.intake.candidates.outlook import Outlook, outlook_of
from jointfund.intake.models import Candidate, CandidateKind, CandidateState
from jointfund.intake.queries import find_candidate, neighbours
from jointfund.intake.services import Choice, ChoicesRefused
from jointfund.intake.services.deciding import reference_of_known
from jointfund.intake.services.matching_up import unmatched
from jointfund.kernel.errors import DomainError
from jointfund.knowledge.models import Project, Session
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import FieldFault, Link
from jointfund.ui.visit import Visit

NEW = "new"
WHICH = {
    CandidateKind.PROGRAMME: gettext_lazy("Which programme is it?"),
    CandidateKind.PROJECT: gettext_lazy("Which project is it?"),
    CandidateKind.SESSION: gettext_lazy("Which session is it?"),
}
ACCEPT = {
    CandidateKind.PROGRAMME: gettext_lazy("Accept as new programme"),
    CandidateKind.CONTRIBUTION: gettext_lazy("Accept this contribution"),
    CandidateKind.PROJECT: gettext_lazy("Accept as new project"),
    CandidateKind.SESSION: gettext_lazy("Accept as new session"),
    CandidateKind.RESOURCE: gettext_lazy("Accept as new resource"),
}


@desk_page(read=Permission.INTAKE_READ, write=Permission.INTAKE_DECIDE, of="intake/{number}")
def candidate(request: HttpRequest, visit: Visit, number: int, candidate_number: int) -> HttpResponse:
    """The page of a candidate; a post saves, points it to a programme, accepts or rejects it."""
    found = find_candidate(visit.fund, number, candidate_number)
    if found is None:
        raise Http404(_("There is no record of this number in the intake."))
    if request.method != "POST":
        return _show(request, visit, found)
    choices = _choices(request, found)
    try:
        decided = _carry_out(request, found, choices)
    except ChoicesRefused as refused:
        return _show(request, visit, found, choices, {one.field: str(one) for one in refused.faults})
    except FieldRefused as refused:
        return _show(request, visit, found, choices, {refused.field: str(refused)})
    except DomainError as refusal:
        again = find_candidate(visit.fund, number, candidate_number) or found
        return _show(request, visit, again, choices, {"": str(refusal)})
    return redirect(_onward(request, visit, decided))


@transaction.atomic
def _carry_out(request: HttpRequest, found: Candidate, choices: Mapping[str, Choice]) -> Candidate:
    """What the pressed button asks for; all of it or nothing."""
    by, version = person(request), _version(request)
    action = request.POST.get("action", "save")
    if action == "reject":
        reason = request.POST.get("reason", "")
        return services.reject_candidate(found, reason=reason, version=version, by=by)
    decided = services.decide_fields(found, choices, version=version, by=by)
    if action in ("point", "point-nearest"):
        asked = request.POST.get("nearest" if action == "point-nearest" else "programme", NEW)
        reference = "" if asked == NEW else asked
        return services.choose_programme(decided, reference, version=decided.version, by=by)
    if action == "accept":
        return services.accept_candidate(decided, version=decided.version, by=by)
    return decided


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _choices(request: HttpRequest, found: Candidate) -> dict[str, Choice]:
    """What was chosen for each field that the form shows."""
    return {
        field.name: Choice(request.POST[f"d-{field.position}"], request.POST.get(f"c-{field.position}", ""))
        for field in found.fields.all()
        if f"d-{field.position}" in request.POST
    }


def _onward(request: HttpRequest, visit: Visit, decided: Candidate) -> str:
    """Where the person goes next: the next open record after a decision, else the same page."""
    number = decided.intake.number
    if decided.state == CandidateState.OPEN:
        messages.success(request, _("Saved. Nothing has entered the record yet."))
        return visit.href("desk-candidate", number=number, candidate_number=decided.number)
    if decided.state == CandidateState.ACCEPTED:
        messages.success(request, _("On record: %(outcome)s.") % {"outcome": decided.outcome})
    else:
        messages.success(request, _("Rejected; the reason is kept with it."))
    before, after = neighbours(decided)
    if next_open := after or before:
        return visit.href("desk-candidate", number=number, candidate_number=next_open)
    return visit.href("desk-intake", number=number)


def _show(
    request: HttpRequest,
    visit: Visit,
    found: Candidate,
    typed: Mapping[str, Choice] | None = None,
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    outlook = outlook_of(found)
    vocabulary = candidate_pieces.vocabulary_of(visit.fund)
    groups = candidate_pieces.field_groups(outlook, vocabulary, typed=typed, faults=faults)
    before, after = neighbours(found)
    record = f"intake/{found.intake.number}"
    may_decide = may(request, visit, Permission.INTAKE_DECIDE, record) and outlook.is_open
    lines, more_lines = candidate_pieces.excerpt(found.file.text, found.start_line, found.end_line)
    context = {
        "head": page_head(visit, found.heading, _answer(outlook), trail=_trail(visit, found)),
        "candidate": found,
        "outlook": outlook,
        "groups": groups,
        "place": words.joined((found.file.name, words.lines(found.start_line, found.end_line))),
        "lines": lines,
        "more_lines": more_lines,
        "notes": _notes(found),
        "unmatched": unmatched_words(unmatched(found)),
        "faults": _faults(groups, faults or {}),
        "may_decide": may_decide,
        "programmes": _to_choose(found) if may_decide else (),
        "chosen": reference_of_known(found) or NEW,
        "which": WHICH.get(CandidateKind(found.kind), ""),
        "accept_words": _accept_words(found),
        "public": _public_page(visit, found),
        "reason": request.POST.get("reason", ""),
        "before": _sibling(visit, found, before),
        "after": _sibling(visit, found, after),
    }
    return render(request, "desk/candidate.html", context)


def _answer(outlook: Outlook) -> str:
    if not outlook.is_open:
        return str(outlook.candidate.get_state_display()).capitalize()
    parts = (words.doubts(len(outlook.doubted)), words.differences(len(outlook.differing)))
    said = words.joined((target_words(outlook), *parts))
    return f"{said[:1].upper()}{said[1:]}"


def _to_choose(found: Candidate) -> tuple[tuple[str, str], ...]:
    """What on record it can be compared with: reference or word, and name."""
    match found.kind:
        case CandidateKind.PROGRAMME:
            return programmes_to_choose(found.fund)
        case CandidateKind.PROJECT:
            projects = Project.objects.filter(fund=found.fund)
            return tuple((one.slug, f"{one}: {one.title}" if one.acronym else one.title) for one in projects)
        case CandidateKind.SESSION:
            return tuple((one.slug, one.title) for one in Session.objects.filter(fund=found.fund))
    return ()


def _accept_words(found: Candidate) -> str:
    """What the button says."""
    if found.known:
        name = found.programme.reference if found.programme else str(found.known)
        return _("Accept into %(reference)s") % {"reference": name}
    return str(ACCEPT[CandidateKind(found.kind)])


def _public_page(visit: Visit, found: Candidate) -> str:
    """Where readers see what an accepted candidate became."""
    if found.programme:
        return visit.href("programme", ref=found.programme.reference)
    if found.project:
        return visit.href("knowledge-project", slug=found.project.slug)
    return visit.href("knowledge-session", slug=found.session.slug) if found.session else ""


def _notes(found: Candidate) -> list[str]:
    """What a person should know of the record as a whole."""
    if found.kind != CandidateKind.PROGRAMME:
        return []
    shown = {field.name for field in found.fields.all()}
    doubts = [one["reason"] for one in found.record["programme"]["doubts"] if one["field"] not in shown]
    notes = [f"{reason[:1].upper()}{reason[1:]}." for reason in doubts]
    if not found.file.issued and not found.record["more"].get("status_since"):
        undated = _("The document bears no date, so no status can be recorded from it.")
        hidden = _("A new programme is not shown to the public before it has a dated status.")
        notes.append(undated if found.programme else f"{undated} {hidden}")
    return notes


def _faults(groups: candidate_pieces.FieldGroups, faults: Mapping[str, str]) -> list[FieldFault]:
    """The summary on top, each fault leading to its field."""
    rows = (*groups.look, *groups.values, *groups.same, *groups.suggestions, *groups.missing)
    found = [FieldFault("", faults[""])] if "" in faults else []
    return found + [FieldFault(f"c-{row.key}", f"{row.label}: {row.fault}") for row in rows if row.fault]


def _trail(visit: Visit, found: Candidate) -> tuple[Link, ...]:
    return (
        Link(_("Intake"), visit.href("desk-intakes")),
        Link(
            _("Intake %(number)s") % {"number": found.intake.number},
            visit.href("desk-intake", number=found.intake.number),
        ),
    )


def _sibling(visit: Visit, found: Candidate, number: int | None) -> str:
    if number is None:
        return ""
    return visit.href("desk-candidate", number=found.intake.number, candidate_number=number)
