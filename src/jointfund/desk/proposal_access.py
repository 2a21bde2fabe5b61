"""How pages of proposals load theirs: who may not see one is told that there is none."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from jointfund.desk.access import person
from jointfund.people.permissions import Answer
from jointfund.proposals import services
from jointfund.proposals.queries.desk import Seen, see_proposal
from jointfund.proposals.services import Place
from jointfund.ui.pieces import Link, PageHead
from jointfund.ui.visit import Visit


def seen_proposal(request: HttpRequest, visit: Visit, draft: int) -> Seen:
    """The proposal as this person sees it; 404 where there is none for her."""
    found = see_proposal(person(request), visit.fund, draft)
    if found is None:
        raise Http404(_("There is no page at this address."))
    return found


def written_proposal(request: HttpRequest, visit: Visit, draft: int) -> Seen:
    """The same for who may see what is still being written."""
    found = seen_proposal(request, visit, draft)
    if not found.sees_text:
        raise Http404(_("There is no page at this address."))
    return found


def seen_place(seen: Seen, section: str, party: str) -> Place:
    """A section of the proposal; 404 where the form has none."""
    try:
        return services.place_of(seen.proposal, section, party)
    except services.NoSuchSection as fault:
        raise Http404(str(fault)) from fault


def refuse_unless(answer: Answer) -> None:
    """403 with the reason for who sees a page and may not do this."""
    if not answer:
        raise PermissionDenied(answer.reason)


def head_of(visit: Visit, seen: Seen, title: str, answer: str = "") -> PageHead:
    """The head of a page of one proposal."""
    proposal = seen.proposal
    trail = (
        Link(_("Proposals"), visit.href("desk-proposals")),
        Link(proposal.reference, visit.href("desk-proposal", draft=proposal.draft)),
    )
    return PageHead(title, answer, "", trail)
