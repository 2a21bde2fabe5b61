"""When a session was last used, noted at most every five minutes: no page waits for it."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 300
NOTED_AT = "seen_at"


class LastSeenMiddleware:
    """Keeps the list of a person's sessions true, also for those begun before there was one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers; what is noted, is noted before the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> None:
        """Notes the visit, but to a page that looks at no session (see `portal.framing`)."""
        if not getattr(view, "asks_nobody", False):
            note_visit(request)


def note_visit(request: HttpRequest) -> None:
    """Writes when and from where the session is used, if that was not noted just now."""
    if not request.session.session_key or not request.user.is_authenticated:
        return
    noted_at = request.session.get(NOTED_AT, 0)
    if time.time() - noted_at < EVERY_SECONDS:
        return
    request.session[NOTED_AT] = int(time.time())
    UserSession.objects.create_from_request(request)
