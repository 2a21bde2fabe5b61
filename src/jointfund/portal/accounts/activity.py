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
        """Notes the visit, then answers."""
        note_visit(request)
        return self.get_response(request)


def note_visit(request: HttpRequest) -> None:
    """Writes when and from where the session is used, if that was not noted just now."""
    if not request.session.session_key or not request.user.is_authenticated:
        return
    noted_at = request.session.get(NOTED_AT, 0)
    if time.time() - noted_at < EVERY_SECONDS:
        return
    request.session[NOTED_AT] = int(time.time())
    UserSession.objects.create_from_request(request)
