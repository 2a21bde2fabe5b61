"""Completeness, the moves of a proposal, signatures, receipts and versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import head_of, seen_proposal, written_proposal
from jointfund.desk.proposal_paper import version_paper
from jointfund.desk.proposal_pieces import changes_between, plain_text
from jointfund.desk.views.proposals.overview import section_href, show_proposal
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import Permission
from jointfund.people.queries import names_of
from jointfund.proposals import services, stages
from jointfund.proposals.forms import AnswersOf, Form, read_form
from jointfund.proposals.freezing import text_digest
from jointfund.proposals.models import Proposal, ProposalForm, ProposalVersion
from jointfund.proposals.queries.desk import Seen
from jointfund.proposals.workflow import Missing
from jointfund.rendering.paper import paper_typesetting
from jointfund.rendering.typeset import typeset
from jointfund.ui.pieces import Confirmation, Link
from jointfund.ui.visit import Visit

READ = Permission.PROPOSAL_READ


@dataclass(frozen=True)
class MissingLink:
    """One missing part and where it is mended."""

    href: str
    section: str
    reason: str


@desk_page(read=READ, write=READ)
def complete(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """Everything that keeps the proposal from being submitted, each with the place where it is mended."""
    seen = written_proposal(request, visit, draft)
    return _show_missing(request, visit, seen, _missing(seen.proposal))


def _show_missing(
    request: HttpRequest, visit: Visit, seen: Seen, missing: list[Missing], *, was_refused: bool = False
) -> HttpResponse:
    opened = services.form_of(seen.proposal)
    form = read_form(opened.form.document) if opened else None
    links = [_link(visit, seen.proposal, form, one) for one in missing]
    words = _("Nothing is missing: it can be submitted.") if not links else _("%(count)s parts are missing.")
    context = {
        "head": head_of(visit, seen, _("What is missing"), words % {"count": len(links)}),
        "links": links,
        "was_refused": was_refused,
        "proposal": seen.proposal,
    }
    return render(request, "desk/proposals/complete.html", context)


def _missing(one: Proposal) -> list[Missing]:
    return services.missing_before(one, timezone.now())


def _link(visit: Visit, one: Proposal, form: Form | None, missing: Missing) -> MissingLink:
    section = form.section(missing.section) if form and missing.section else None
    if section is None:
        return MissingLink(
            f"{visit.href('desk-proposal', draft=one.draft)}#{missing.place}", "", missing.reason
        )
    names = {party.slug: party.name for party in stages.parties_of(one)}
    title = " · ".join(part for part in (section.title, names.get(missing.party, "")) if part)
    href = section_href(visit, one, section.code, missing.party)
    return MissingLink(f"{href}?check#{missing.place}", title, missing.reason)


@desk_page(read=READ, write=READ)
@require_POST
def move(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """One move of the table."""
    seen = seen_proposal(request, visit, draft)
    before = seen.proposal.versions.count()
    try:
        moved = services.move(
            seen.proposal,
            request.POST.get("move", ""),
            actor=person(request),
            now=timezone.now(),
            note=request.POST.get("note", ""),
        )
    except services.Incomplete as fault:
        if seen.sees_text and any(one.place != "note" for one in fault.missing):
            return _show_missing(request, visit, seen, list(fault.missing), was_refused=True)
        return show_proposal(request, visit, seen, str(fault))
    except DomainError as fault:
        return show_proposal(request, visit, seen, str(fault))
    latest = moved.versions.last()
    if latest and latest.number > before:
        return redirect(visit.href("desk-proposal-receipt", draft=draft, number=latest.number))
    messages.success(request, services.table_of(moved).state(moved.state).label)
    return redirect(visit.href("desk-proposal", draft=draft))


@desk_page(read=READ, write=READ)
def receipt(request: HttpRequest, visit: Visit, draft: int, number: int) -> HttpResponse:
    """The receipt of a submission: number, time, digest, what happens next."""
    seen = seen_proposal(request, visit, draft)
    version = _version(seen, number)
    when = date_format(timezone.localtime(version.submitted_at), "j F Y, H:i:s")
    names = names_of({version.submitted_by})
    context = {
        "head": head_of(visit, seen, _("Receipt"), seen.proposal.title),
        "version": version,
        "proposal": seen.proposal,
        "confirmation": Confirmation(
            _("Submitted %(when)s UTC") % {"when": when},
            str(version.content["reference"]),
            [
                _("The secretariat looks whether it is eligible and takes it up for review."),
                _("You are told here when its state changes, and what is asked for when it is returned."),
            ],
        ),
        "by": names.get(version.submitted_by, ""),
        "file": Link(
            _("Receipt and proposal as PDF"),
            visit.href("desk-proposal-version-file", draft=draft, number=number),
        ),
    }
    return render(request, "desk/proposals/receipt.html", context)


@desk_page(read=READ, write=READ)
def version(request: HttpRequest, visit: Visit, draft: int, number: int) -> HttpResponse:
    """A version as it was submitted, and what it changed."""
    seen = seen_proposal(request, visit, draft)
    found = _version(seen, number)
    before = seen.proposal.versions.filter(number__lt=number).last()
    form = read_form(found.content["form"])
    names = {str(one["slug"]): str(one["name"]) for one in found.content["parties"]}
    every = version_answers(found)
    is_same_form = before is not None and before.stage == found.stage
    title = _("Version %(number)s") % {"number": number}
    when = date_format(timezone.localtime(found.submitted_at), "j F Y, H:i")
    context = {
        "head": head_of(visit, seen, title, _("submitted %(when)s UTC") % {"when": when}),
        "version": found,
        "proposal": seen.proposal,
        "before": before,
        "is_same_form": is_same_form,
        "changes": changes_between(form, version_answers(before), every, names)
        if before and is_same_form
        else (),
        "parts": shown_parts(form, every, names),
    }
    return render(request, "desk/proposals/version.html", context)


@desk_page(read=READ, write=READ)
def version_file(request: HttpRequest, visit: Visit, draft: int, number: int) -> HttpResponse:
    """A version with its receipt as PDF."""
    seen = seen_proposal(request, visit, draft)
    found = _version(seen, number)
    paper = version_paper(visit.fund, found, get_language() or "en")
    answer = HttpResponse(typeset(paper_typesetting(paper)), content_type="application/pdf")
    name = f"{found.content['reference']}-{number}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@desk_page(read=Permission.PROPOSAL_ENDORSE, write=Permission.PROPOSAL_ENDORSE)
def endorse(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The whole text for who signs it; a post signs."""
    seen = written_proposal(request, visit, draft)
    one, user = seen.proposal, person(request)
    signatures, opened = services.signatures_of(user, one), services.form_of(one)
    if not signatures or opened is None:
        raise Http404(_("There is no page at this address."))
    fault = ""
    if request.method == "POST":
        wanted = next((each for each in signatures if each.key == request.POST.get("for")), signatures[0])
        try:
            services.endorse(
                one,
                wanted,
                digest=request.POST.get("digest", ""),
                actor=user,
                now=timezone.now(),
                note=request.POST.get("note", ""),
            )
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Endorsed for %(name)s.") % {"name": wanted})
            return redirect(visit.href("desk-proposal", draft=draft))
    return _show_signing(request, visit, seen, opened, fault)


def _show_signing(
    request: HttpRequest, visit: Visit, seen: Seen, opened: ProposalForm, fault: str
) -> HttpResponse:
    one, form = seen.proposal, read_form(opened.form.document)
    names = {party.slug: party.name for party in stages.parties_of(one)}
    digest = text_digest(opened)
    signed = {
        row.country_id or -(row.organisation_id or 0) for row in opened.endorsements.filter(digest=digest)
    }
    signatures = [
        (
            each,
            (each.country.pk if each.country else -(each.organisation.pk if each.organisation else 0))
            in signed,
        )
        for each in services.signatures_of(person(request), one)
    ]
    context = {
        "head": head_of(visit, seen, _("Endorse"), one.title),
        "proposal": one,
        "signatures": signatures,
        "is_open": services.table_of(one).state(one.state).is_editable,
        "digest": digest,
        "fault": fault,
        "note": request.POST.get("note", ""),
        "parts": shown_parts(form, stages.written_answers(opened), names),
    }
    return render(request, "desk/proposals/endorse.html", context)


def _version(seen: Seen, number: int) -> ProposalVersion:
    found = seen.proposal.versions.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no page at this address."))
    return found


def version_answers(found: ProposalVersion) -> AnswersOf:
    return {(str(one["section"]), str(one["party"])): one["answers"] for one in found.content["answers"]}


def shown_parts(
    form: Form, every: AnswersOf, names: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every section with its answers as text."""
    parts = []
    for section in form.sections:
        for key in sorted(key for key in every if key[0] == section.code):
            title = " · ".join(part for part in (section.title, names.get(key[1], "")) if part)
            answers = [(field.label, plain_text(field, every[key])) for field in section.fields]
            parts.append((title, answers))
    return parts
