"""Changes of an account and their events: both are kept, or neither."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.people.models import User
from jointfund.people.second_factor import STEPS

type View = Callable[..., HttpResponseBase]


def in_one_transaction(view: View) -> View:
    """The view, whose post changes the account and tells the audit trail, or does neither.

    What becomes of second steps is read from the rows: allauth tells of some only after they are kept.
    """

    @wraps(view)
    def change(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = _steps(request)
            response = view(request, *args, **kwargs)
            _record(request, before, _steps(request))
            return response

    return change


def _steps(request: HttpRequest) -> frozenset[tuple[int, str]]:
    if not isinstance(request.user, User):
        return frozenset()
    return frozenset(Authenticator.objects.filter(user=request.user).values_list("pk", "type"))


def _record(
    request: HttpRequest, before: frozenset[tuple[int, str]], after: frozenset[tuple[int, str]]
) -> None:
    if not isinstance(request.user, User) or before == after:
        return
    person = request.user.audit_reference
    for _key, kind in sorted(before - after):
        if kind in STEPS:
            audit.record(Verb.SECOND_FACTOR_REMOVED, person, actor=person, before={"step": kind})
    for _key, kind in sorted(after - before):
        verb = Verb.SECOND_FACTOR_ADDED if kind in STEPS else Verb.RECOVERY_CODES_MADE
        audit.record(verb, person, actor=person, after={"step": kind})
