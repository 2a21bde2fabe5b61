"""What a reader is looking at: which fund, for which day, and how to link onward without losing either."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.people.permissions import roles_of


@dataclass(frozen=True)
class Visit:
    """One request's fund and day. `fund_code` is None at the root address, where the first fund stands.

    `asked_day` is the day of `?as_of=`; None shows the record as it stands today. `start` names the page its
    breadcrumb begins at, `reader` is who looks.
    """

    fund: Fund
    fund_code: str | None
    today: date
    asked_day: date | None = None
    fault: str = ""
    start: str = "home"
    reader: User | AnonymousUser = field(default_factory=AnonymousUser)

    @cached_property
    def is_of_the_fund(self) -> bool:
        """Whether the reader holds a role in the fund; asked only where something is not for everybody."""
        return bool(roles_of(self.reader, self.fund))

    @property
    def day(self) -> date:
        """The day every figure of the page stands for."""
        return self.asked_day or self.today

    def href(self, name: str, **parts: str | int) -> str:
        """The address of a page of this fund, for the same day."""
        kwargs = {"fund_code": self.fund_code, **parts} if self.fund_code else parts
        address = reverse(name, kwargs=kwargs)
        return f"{address}?{urlencode({'as_of': self.asked_day})}" if self.asked_day else address


def begin_visit(request: HttpRequest, fund: Fund, fund_code: str | None, *, start: str = "home") -> Visit:
    """The visit of a request, kept on it so that the frame of the page asks the database nothing again."""
    asked_day, fault = _asked_day(request.GET.get("as_of", ""))
    user = getattr(request, "user", None)  # an error before the sign-in is looked at has none
    reader = user if isinstance(user, User) else AnonymousUser()
    visit = Visit(fund, fund_code, timezone.localdate(), asked_day, fault, start, reader)
    setattr(request, "visit", visit)  # noqa: B010 - the request's type does not know the name
    return visit


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit begun for this request, else one of the installation's first fund; None without any fund."""
    visit = getattr(request, "visit", None)
    if isinstance(visit, Visit):
        return visit
    fund = Fund.objects.first()
    return begin_visit(request, fund, None) if fund else None


def _asked_day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        fault = _(
            "“%(text)s” is not a day. Write it like 2023-07-31; meanwhile you see the record as of today."
        )
        return None, fault % {"text": text[:20]}
