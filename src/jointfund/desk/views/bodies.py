"""The bodies of a fund: their groups, and who sits in them from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.committee.models import Body, Constituency, Seat
from jointfund.committee.services.bodies import NoMember, end_seat, give_seat
from jointfund.desk.access import desk_page, may, page_head, person
from jointfund.desk.meeting_forms import NotReadable
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, Role, User
from jointfund.people.permissions import Permission
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country

READ = Permission.COMMITTEE_READ


@dataclass(frozen=True)
class ShownSeat:
    """A seat in words; `is_held` while it is not over."""

    key: int
    label: str
    holder: str
    term: str
    is_held: bool


@dataclass(frozen=True)
class ShownGroup:
    """A group with how many seats it has, as far as that is known, and who held them."""

    name: str
    seats: str
    rests_on: str
    held: Sequence[ShownSeat]


@desk_page(read=READ, write=Permission.COMMITTEE_PREPARE)
def bodies(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every body with its seats; a post gives one or ends one."""
    fault = ""
    if request.method == "POST":
        try:
            said = _act(request, visit.fund)
        except DomainError as refused:
            fault = str(refused)
        else:
            messages.success(request, said)
            return redirect(visit.href("desk-bodies"))
    prepares = may(request, visit, Permission.COMMITTEE_PREPARE)
    found = Body.objects.filter(fund=visit.fund).prefetch_related("constituencies__held_seats__holder")
    context = {
        "head": page_head(
            visit,
            _("Bodies and seats"),
            _("Who decides and advises in this fund, and who sits there from when to when."),
            trail=(Link(_("Meetings"), visit.href("desk-meetings")),),
        ),
        "bodies": [(one, [_group(each) for each in one.constituencies.all()]) for one in found],
        "prepares": prepares,
        "members": _members(visit.fund) if prepares else (),
        "organisations": Organisation.objects.filter(fund=visit.fund).order_by("name") if prepares else (),
        "countries": Country.objects.order_by("name") if prepares else (),
        "typed": request.POST,
        "today": timezone.localdate(),
        "fault": fault,
    }
    return render(request, "desk/meetings/bodies.html", context, status=400 if fault else 200)


def _act(request: HttpRequest, fund: Fund) -> str:
    typed, user = request.POST, person(request)
    if ended := typed.get("end", ""):
        seats = Seat.objects.filter(constituency__body__fund=fund, pk=int(ended) if ended.isdecimal() else 0)
        seat = seats.select_related("constituency__body__fund").first()
        if seat is None:
            raise NotReadable(_("Choose a seat."))
        end_seat(seat, last_day=_day(typed.get("last", "")), actor=user)
        return _("The seat ends on that day.")
    groups = Constituency.objects.filter(body__fund=fund).select_related("body__fund")
    body, _slash, code = typed.get("group", "").partition("/")
    group = groups.filter(body__code=body, code=code).first()
    if group is None:
        raise NotReadable(_("Choose the group that has the seat."))
    holder = _member(fund, typed.get("holder", ""))
    organisation = Organisation.objects.filter(fund=fund, slug=typed.get("organisation", "")).first()
    country = Country.objects.filter(iso3=typed.get("country", "")).first()
    last = typed.get("until", "")
    give_seat(
        group,
        holder,
        (typed.get("label", "").strip() or str(organisation or country or holder))[:160],
        actor=user,
        valid_from=_day(typed.get("from", "")),
        valid_until=_day(last) if last else None,
        organisation=organisation,
        country=country.iso3 if country else "",
    )
    return _("%(name)s holds the seat.") % {"name": holder}


def _group(one: Constituency) -> ShownGroup:
    known = (
        _("number of seats not known") if one.seats is None else _("seats: %(count)s") % {"count": one.seats}
    )
    held = sorted(one.held_seats.all(), key=lambda seat: seat.valid_from, reverse=True)
    return ShownGroup(one.name, known, one.confidence, [_seat(each) for each in held])


def _seat(one: Seat) -> ShownSeat:
    first = date_format(one.valid_from, "j F Y")
    words = {"first": first, "last": date_format(one.valid_until, "j F Y") if one.valid_until else ""}
    term = _("%(first)s to %(last)s") if one.valid_until else _("from %(first)s on")
    is_held = one.valid_until is None or one.valid_until >= timezone.localdate()
    return ShownSeat(one.pk, one.label, str(one.holder), term % words, is_held)


def _members(fund: Fund) -> Sequence[User]:
    found = User.objects.filter(is_active=True, memberships__fund=fund, memberships__role=Role.COMMITTEE)
    return list(found.distinct().order_by("name", "pk"))


def _member(fund: Fund, typed: str) -> User:
    try:
        return next(one for one in _members(fund) if one.pseudonym == UUID(typed))
    except (ValueError, StopIteration) as fault:
        raise NoMember(_("Choose who holds the seat.")) from fault


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as fault:
        raise NotReadable(_("Choose a day.")) from fault
