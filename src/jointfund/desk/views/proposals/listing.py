"""My proposals, and starting one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.desk.access import desk_page, may, person
from jointfund.desk.intake_pieces import Row
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Membership, Organisation, Role, User
from jointfund.people.permissions import Permission
from jointfund.proposals import services
from jointfund.proposals.calls.rules import Phase
from jointfund.proposals.models import Proposal
from jointfund.proposals.queries.calls import PublishedCall, find_published
from jointfund.proposals.queries.desk import proposals_seen
from jointfund.proposals.services.starting import begin_proposal
from jointfund.proposals.services.tables import is_joint
from jointfund.ui.calls import deadline_words
from jointfund.ui.pieces import FieldFault, Link, PageHead
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country


class StartForm(forms.Form):
    """A new proposal: its title, who leads, for which countries."""

    title = forms.CharField(max_length=300, label=gettext_lazy("Title"))
    lead = forms.ChoiceField(label=gettext_lazy("Lead organisation"))
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"),
        help_text=gettext_lazy("Choose one or more. You can change them until you submit."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, fund: Fund, user: User, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.leads = {one.slug: one for one in organisations_of(user, fund)}
        self.fields["lead"].choices = [(slug, one.name) for slug, one in self.leads.items()]  # type: ignore[attr-defined]
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]


def organisations_of(user: User, fund: Fund) -> list[Organisation]:
    """The organisations a person writes proposals for."""
    held = Membership.objects.filter(user=user, fund=fund, role=Role.OFFICER).exclude(organisation=None)
    return list(Organisation.objects.filter(memberships__in=held).distinct())


def country_choices() -> list[tuple[str, str]]:
    """Every country by name."""
    return list(Country.objects.order_by("name").values_list("iso3", "name"))


@desk_page(read=Permission.PROPOSAL_READ, write=Permission.PROPOSAL_WRITE)
def proposals(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every proposal the person sees, the latest first."""
    found = proposals_seen(person(request), visit.fund)
    context = {
        "head": PageHead(_("Proposals"), _("Proposals you write, sign or follow."), "", (_home(visit),)),
        "rows": [_row(visit, one) for one in found],
        "may_start": may(request, visit, Permission.PROPOSAL_WRITE),
    }
    return render(request, "desk/proposals/list.html", context)


@desk_page(read=Permission.PROPOSAL_WRITE, write=Permission.PROPOSAL_WRITE)
def new_proposal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A form to start a proposal; a post starts it."""
    user = person(request)
    form = StartForm(visit.fund, user, request.POST if request.method == "POST" else None)
    answered = _call_asked_for(request, visit)
    if form.is_valid() and (made := _begun(visit, user, form, answered)):
        messages.success(request, _told_first(visit.fund))
        return redirect(visit.href("desk-proposal", draft=made.draft))
    return _show_start(request, visit, form, answered)


def _begun(visit: Visit, user: User, form: StartForm, answered: PublishedCall | None) -> Proposal | None:
    """The proposal, or None with the reason in the form."""
    try:
        return begin_proposal(
            visit.fund,
            form.leads[form.cleaned_data["lead"]],
            form.cleaned_data["title"],
            iso3s=form.cleaned_data["countries"],
            call=answered.call if answered else None,
            actor=user,
            now=timezone.now(),
        )
    except DomainError as fault:
        form.add_error(None, str(fault))
        return None


def _call_asked_for(request: HttpRequest, visit: Visit) -> PublishedCall | None:
    """The published call the form is opened for: named in the address or, once posted, in the form."""
    reference = request.POST.get("call") or request.GET.get("call", "")
    return find_published(visit.fund, reference, timezone.now()) if reference else None


def _told_first(fund: Fund) -> str:
    if is_joint(fund, timezone.localdate()):
        return _("Started. Invite the other organisations and begin to write.")
    return _("Started. Begin to write.")


def _show_start(
    request: HttpRequest, visit: Visit, form: StartForm, answered: PublishedCall | None
) -> HttpResponse:
    trail = (_home(visit), Link(_("Proposals"), visit.href("desk-proposals")))
    joint = is_joint(visit.fund, timezone.localdate())
    answer = (
        _("Two organisations or more write it together.")
        if joint
        else _("One organisation suffices; it can invite others.")
    )
    context = {
        "head": PageHead(_("New proposal"), answer, "", trail),
        "form": form,
        "call": answered,
        "is_open": answered is not None and answered.phase is Phase.OPEN,
        "deadline": deadline_words(answered.terms, timezone.now()) if answered else "",
        "faults": [
            FieldFault(f"id_{name}" if name in form.fields else "", str(texts[0]))
            for name, texts in form.errors.items()
        ],
    }
    return render(request, "desk/proposals/new.html", context)


def _home(visit: Visit) -> Link:
    return Link(visit.fund.short_name, visit.href("home"))


def _row(visit: Visit, one: Proposal) -> Row:
    state = services.table_of(one).state(one.state)
    since = _("since %(day)s") % {"day": date_format(timezone.localtime(one.state_since), "j F Y")}
    return Row(
        visit.href("desk-proposal", draft=one.draft),
        one.title,
        f"{one.reference} · {one.lead}",
        state.label,
        since,
    )
