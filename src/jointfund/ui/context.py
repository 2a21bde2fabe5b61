"""What the frame of every page is given: the fund, the main pages, the languages there are texts in."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from jointfund.people.permissions import InFund, Permission, answer, held_roles
from jointfund.ui.visit import Visit, visit_of


@dataclass(frozen=True)
class NavItem:
    """One of the main pages."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Language:
    """A language the texts of the site exist in, named in itself."""

    code: str
    name: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, object]:
    """The values `ui/base.html` shows. `visit` is None while the installation holds no fund."""
    visit = visit_of(request)
    return {
        "visit": visit,
        "fund": visit.fund if visit else None,
        "nav": main_pages(visit, request) if visit else (),
        "languages": languages(),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
    }


def main_pages(visit: Visit, request: HttpRequest) -> tuple[NavItem, ...]:
    """The pages of the header, the one the reader is in marked; the desk for those who have one."""
    names = {
        "programmes": _("Programmes"),
        "pipeline": _("Pipeline"),
        "contributors": _("Contributors"),
        "support": _("Support the fund"),
        "countries": _("Countries"),
        "organisations": _("Organisations"),
        "knowledge": _("What works"),
        "data": _("Data"),
    }
    names |= own_pages(request, visit)
    addresses = [(label, visit.href(name)) for name, label in names.items()]
    return tuple(
        NavItem(label, href, request.path.startswith(href.split("?")[0])) for label, href in addresses
    )


def own_pages(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """What a person's roles in the fund open to her; asks the database nothing for a stranger.

    The desk leads to reviews and meetings itself: who has one finds them there.
    """
    user = getattr(request, "user", None)  # pages of faults are made without the middleware
    if user is None:
        return {}
    held = held_roles(user, InFund(visit.fund))
    pages = {
        "desk-proposals": (Permission.PROPOSAL_READ, _("Proposals")),
        "desk-reviews": (Permission.REVIEW_READ, _("Reviews")),
        "desk-meetings": (Permission.COMMITTEE_READ, _("Meetings")),
        "desk": (Permission.INTAKE_READ, _("Desk")),
    }
    opened = {
        name: label
        for name, (permission, label) in pages.items()
        if answer(held, permission, InFund(visit.fund))
    }
    at_the_desk = {"desk-reviews", "desk-meetings"} if "desk" in opened else set()
    return {name: label for name, label in opened.items() if name not in at_the_desk}


def languages() -> tuple[Language, ...]:
    """English and each language with a catalogue of ours; a language without texts is not offered."""
    current = get_language() or settings.LANGUAGE_CODE
    return tuple(
        Language(code, str(name), code == current)
        for code, name in settings.LANGUAGES
        if code == settings.LANGUAGE_CODE or _has_catalogue(code)
    )


def _has_catalogue(code: str) -> bool:
    return any(
        (Path(folder) / code / "LC_MESSAGES" / "django.mo").exists() for folder in settings.LOCALE_PATHS
    )
