"""A person's sessions as a list reads them: which browser, from where, when last seen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jointfund.people.models import User

# The first that is found names the browser, and the system: Chrome says it is Safari too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("Linux|X11", "Linux"),
)


@dataclass(frozen=True)
class ShownSession:
    """One session; `number` is what ends it."""

    number: int
    browser: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_this_one: bool


def shown_sessions(request: HttpRequest, person: User) -> Sequence[ShownSession]:
    """Where the person is signed in, this session first, then the last seen."""
    kept = UserSession.objects.purge_and_list(person)
    shown = [
        ShownSession(
            one.pk, browser_words(one.user_agent), one.ip, one.created_at, one.last_seen_at, one.is_current()
        )
        for one in kept
    ]
    return sorted(shown, key=lambda one: (not one.is_this_one, -one.seen_at.timestamp()))


def browser_words(told: str) -> str:
    """`Firefox on Windows`, as far as the browser tells."""
    browser = next((name for sign, name in BROWSERS if sign in told), "")
    system = next((name for signs, name in SYSTEMS if re.search(signs, told)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")
