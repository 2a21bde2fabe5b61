"""Who comes in: whoever may not read a page of the desk is told that there is none.

A role in the fund is no secret to who holds it, so who may read but not decide is refused with 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import FundRecord, InFund, Permission, Thing, can
from jointfund.people.remembering import roles_remembered
from jointfund.people.second_factor import lacks_second_factor
from jointfund.ui.pages import AT_THE_DESK, load_fund
from jointfund.ui.pages import page_head as page_head
from jointfund.ui.visit import Visit, begin_visit

DESK = Permission.INTAKE_READ
READS = frozenset({"GET", "HEAD"})

type DeskView[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


def desk_page[**P](
    *, read: Permission, write: Permission, of: str = "", keeps_roles: bool = False
) -> Callable[[DeskView[P]], Callable[..., HttpResponseBase]]:
    """The view called with the visit, for those who may read it; a post only for those who may write.

    `of` names the record of the page by the parts of its address, as `practice/{number}`: a role for that
    record alone opens it too. `keeps_roles` says that a post of the page changes nobody's role, so that
    roles are asked once for it, as they are for every page that is only read.
    """

    def guard(view: DeskView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def load(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not (keeps_roles or request.method in READS):
                return answered(request, *args, **kwargs)
            with roles_remembered():
                return answered(request, *args, **kwargs)

        def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            code = kwargs.pop("fund_code", None)
            fund_code = code if isinstance(code, str) else None
            fund = load_fund(fund_code)
            if lacks_second_factor(request.user, fund):
                messages.warning(request, _("Your role asks for a second step at sign-in. Set it up first."))
                return redirect("mfa_index")
            thing = thing_of(fund, of.format(**kwargs))
            if not can(request.user, read, thing):
                raise Http404(_("There is no page at this address."))
            if request.method == "POST" and not (answer := can(request.user, write, thing)):
                raise PermissionDenied(answer.reason)
            visit = begin_visit(request, fund, fund_code, start=_start(request, fund))
            response = view(request, visit, *args, **kwargs)
            response.headers["Cache-Control"] = "private, no-store"
            return response

        return load

    return guard


def _start(request: HttpRequest, fund: Fund) -> str:
    """Where the breadcrumb begins: at the desk only for those whom the desk lets in."""
    return AT_THE_DESK if can(request.user, DESK, InFund(fund)) else "home"


def person(request: HttpRequest) -> User:
    """Who is signed in; `desk_page` has let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def may(request: HttpRequest, visit: Visit, permission: Permission, of: str = "") -> bool:
    """Whether the person may do this in the fund, so that a page shows no button that would refuse.

    `of` is the record it is done to, as `practice/3`.
    """
    return bool(can(request.user, permission, thing_of(visit.fund, of)))


def thing_of(fund: Fund, of: str) -> Thing:
    """One record of the fund by its name there, as `practice/3`; the fund itself for no name."""
    return FundRecord(fund, f"{fund.code}/{of}") if of else InFund(fund)
