"""One proposal: where it is, who is in it, its sections, what can be done with it now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jointfund.desk.access import desk_page, person
from jointfund.desk.proposal_access import head_of, seen_proposal
from jointfund.desk.proposal_deadline import open_calls, shown_deadline
from jointfund.desk.proposal_pieces import budget_table
from jointfund.desk.views.proposals.listing import country_choices
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, OrganisationKind, User
from jointfund.people.permissions import Permission, can
from jointfund.people.queries import names_of
from jointfund.proposals import services, stages
from jointfund.proposals.forms import Party, progress_of, read_form
from jointfund.proposals.forms.missing import owners_of
from jointfund.proposals.freezing import text_digest
from jointfund.proposals.models import PartyState, Proposal, ProposalForm, ProposalParty, SanctionsMatch
from jointfund.proposals.models_calls import MatchState
from jointfund.proposals.queries.calls import find_call, list_in_use
from jointfund.proposals.queries.desk import Seen
from jointfund.proposals.services.calls import answer_call
from jointfund.ui.pieces import Table, TimelineEvent
from jointfund.ui.visit import Visit

READ = Permission.PROPOSAL_READ


@dataclass(frozen=True)
class ShownSection:
    """One section in the list of a proposal's page."""

    href: str
    title: str
    whose: str
    done: int
    required: int
    saved: str
    is_mine: bool


@desk_page(read=READ, write=READ)
def proposal(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """A proposal's own page."""
    seen = seen_proposal(request, visit, draft)
    return show_proposal(request, visit, seen)


def show_proposal(request: HttpRequest, visit: Visit, seen: Seen, fault: str = "") -> HttpResponse:
    """The page, with what was refused where something was."""
    user, one = person(request), seen.proposal
    state = services.table_of(one).state(one.state)
    opened = services.form_of(one) if seen.sees_text else None
    lead_acts = can(user, Permission.PROPOSAL_SUBMIT, services.thing_for(one, Permission.PROPOSAL_SUBMIT))
    moves = services.open_moves(one, user)
    sections = _sections(visit, user, one, opened) if opened else []
    context = {
        "head": head_of(visit, seen, one.title, f"{one.reference} · {state.label}"),
        "seen": seen,
        "proposal": one,
        "fault": fault,
        "note": request.POST.get("note", ""),
        "parties": one.parties.select_related("organisation"),
        "waiting_invitations": [
            party.organisation for party in _invited(one) if _writes_for(user, one, party)
        ],
        "sections": sections,
        "writes": any(each.is_mine for each in sections),
        "budget": budget_of(opened) if opened else None,
        "signatures": _signatures(one, opened) if opened else (),
        "may_sign": state.is_editable and bool(services.signatures_of(user, one)),
        "is_editable": state.is_editable,
        "lead_acts": lead_acts and state.is_editable,
        "choices": _others(one) if lead_acts else (),
        "countries": [row.country for row in one.countries.select_related("country")],
        "country_choices": country_choices() if lead_acts and state.is_editable else (),
        "sanctions": _held_against(visit, user, one),
        "deadline": shown_deadline(visit, one, state.stage, timezone.now()),
        "call_choices": open_calls(visit, timezone.now())
        if lead_acts and state.is_editable and one.number is None
        else (),
        "plain_moves": [step.move for step in moves if step.is_open and not step.move.needs_note],
        "reasoned_moves": [step.move for step in moves if step.is_open and step.move.needs_note],
        "versions": one.versions.order_by("-number"),
        "way": _way(one),
    }
    return render(request, "desk/proposals/overview.html", context)


@dataclass(frozen=True)
class HeldAgainst:
    """The list of sanctions the organisations were held against; `open_matches` only for who decides."""

    day: str
    open_matches: int
    href: str


def _held_against(visit: Visit, user: User, one: Proposal) -> HeldAgainst | None:
    """None without a list. A match that may be a false one is shown to nobody but who decides about it."""
    latest = list_in_use(visit.fund)
    if latest is None:
        return None
    screens = can(user, Permission.PROPOSAL_SCREEN, services.thing_for(one, Permission.PROPOSAL_SCREEN))
    theirs = SanctionsMatch.objects.filter(
        organisation__proposal_parties__proposal=one, state=MatchState.OPEN
    )
    return HeldAgainst(
        date_format(latest.issued_on, "j F Y"),
        theirs.count() if screens else 0,
        visit.href("desk-sanctions"),
    )


@desk_page(read=READ, write=READ)
@require_POST
def proposal_party(request: HttpRequest, visit: Visit, draft: int) -> HttpResponse:
    """The lead invites an organisation or names the countries; an invited one answers."""
    seen = seen_proposal(request, visit, draft)
    act = ACTS.get(request.POST.get("act", ""), _nothing)
    try:
        said = act(request, seen.proposal, person(request))
    except DomainError as fault:
        return show_proposal(request, visit, seen, str(fault))
    messages.success(request, said)
    return redirect(visit.href("desk-proposal", draft=draft))


def _nothing(request: HttpRequest, one: Proposal, user: User) -> str:
    return _("Nothing was changed.")


def _invite(request: HttpRequest, one: Proposal, user: User) -> str:
    organisation = _organisation(request, one)
    services.invite_party(one, organisation, actor=user)
    return _("%(name)s is invited.") % {"name": organisation}


def _accept(request: HttpRequest, one: Proposal, user: User) -> str:
    return _answer(request, one, user, accept=True)


def _decline(request: HttpRequest, one: Proposal, user: User) -> str:
    return _answer(request, one, user, accept=False)


def _answer(request: HttpRequest, one: Proposal, user: User, *, accept: bool) -> str:
    organisation = _organisation(request, one)
    services.answer_invitation(one, organisation, accept=accept, actor=user, now=timezone.now())
    return _("%(name)s takes part.") % {"name": organisation} if accept else _("Declined.")


def _countries(request: HttpRequest, one: Proposal, user: User) -> str:
    services.name_countries(one, request.POST.getlist("countries"), actor=user)
    return _("The countries are kept.")


def _call(request: HttpRequest, one: Proposal, user: User) -> str:
    reference = request.POST.get("call", "")
    found = find_call(one.fund, reference) if reference else None
    if reference and found is None:
        raise NoCall(_("Choose one of the open calls."))
    answer_call(one, found, actor=user, now=timezone.now())
    return _("The call is kept.") if found else _("It answers no call now.")


ACTS: dict[str, Callable[[HttpRequest, Proposal, User], str]] = {
    "invite": _invite,
    "accept": _accept,
    "decline": _decline,
    "countries": _countries,
    "call": _call,
}


class NoCall(DomainError):
    """No call of the fund was chosen."""


class NoOrganisation(DomainError):
    """Nothing was chosen, or what does not belong to the fund."""


def _organisation(request: HttpRequest, one: Proposal) -> Organisation:
    slug = request.POST.get("organisation", "")
    found = Organisation.objects.filter(fund=one.fund, slug=slug).first()
    if found is None:
        raise NoOrganisation(_("Choose an organisation."))
    return found


def _sections(visit: Visit, user: User, one: Proposal, opened: ProposalForm) -> list[ShownSection]:
    form, parties = read_form(opened.form.document), stages.parties_of(one)
    every = stages.written_answers(opened)
    names = {party.slug: party.name for party in parties}
    saved = {
        (text.section, text.party.slug if text.party else ""): text
        for text in opened.texts.select_related("party")
    }
    shown = []
    for section in form.sections:
        for slug in owners_of(section, parties):
            progress = progress_of(form, section, slug, every, opened.stage)
            text = saved.get((section.code, slug))
            when = (
                date_format(timezone.localtime(text.saved_at), "j F Y, H:i") if text and text.saved_at else ""
            )
            mine = services.may_write(user, services.Place(opened, section, slug, parties))
            shown.append(
                ShownSection(
                    section_href(visit, one, section.code, slug),
                    section.title,
                    names.get(slug, ""),
                    progress.done,
                    progress.required,
                    when,
                    bool(mine),
                )
            )
    return shown


def section_href(visit: Visit, one: Proposal, section: str, party: str) -> str:
    """The address of a section."""
    if party:
        return visit.href("desk-proposal-section-of", draft=one.draft, section=section, party=party)
    return visit.href("desk-proposal-section", draft=one.draft, section=section)


def budget_of(opened: ProposalForm) -> Table | None:
    """The sums of what is written."""
    parties: Sequence[Party] = stages.parties_of(opened.proposal)
    return budget_table(read_form(opened.form.document), stages.written_answers(opened), parties)


def _signatures(one: Proposal, opened: ProposalForm) -> list[tuple[str, str]]:
    """Whose signature the text needs, and how it stands."""
    digest = text_digest(opened)
    found = list(opened.endorsements.select_related("country", "organisation"))
    needed = [str(row.country) for row in one.countries.select_related("country")]
    needed += [str(row.organisation) for row in stages.taking_part(one)]
    shown = []
    for name in needed:
        theirs = [row for row in found if str(row.country or row.organisation) == name]
        stands = [row for row in theirs if row.digest == digest]
        if stands:
            when = date_format(timezone.localtime(stands[-1].signed_at), "j F Y, H:i")
            shown.append((name, _("endorsed on %(when)s UTC") % {"when": when}))
        elif theirs:
            shown.append((name, _("endorsed an earlier text: it was changed since")))
        else:
            shown.append((name, _("not endorsed yet")))
    return shown


def _invited(one: Proposal) -> Sequence[ProposalParty]:
    return list(one.parties.filter(state=PartyState.INVITED).select_related("organisation"))


def _writes_for(user: User, one: Proposal, party: ProposalParty) -> bool:
    thing = services.thing_of(one)
    own = type(thing)(thing.fund, thing.reference, parties=frozenset({party.organisation.slug}))
    return bool(can(user, Permission.PROPOSAL_WRITE, own))


def _others(one: Proposal) -> list[Organisation]:
    named = one.parties.values_list("organisation_id", flat=True)
    organisations = Organisation.objects.filter(fund=one.fund, kind=OrganisationKind.UN)
    return list(organisations.exclude(pk__in=named).order_by("name"))


def _way(one: Proposal) -> list[TimelineEvent]:
    steps = list(one.moves.all())
    names, table = names_of({step.actor for step in steps}), services.table_of(one)
    return [
        TimelineEvent(
            date_format(timezone.localtime(step.at), "j F Y, H:i"),
            " · ".join(part for part in (table.state(step.target).label, names.get(step.actor, "")) if part),
            step.note,
        )
        for step in steps
    ]
