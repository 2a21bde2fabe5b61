"""Pages made to stand in a frame on any site: the only addresses that may, and they know nobody.

A page in a frame is a page under somebody else's words. So it looks at no session and sets no cookie, runs no
script, takes no form, and says the same to everybody.
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from jointfund.portal.pages import FundView, fund_page

SECONDS_KEPT = 300
IN_ANY_FRAME: Mapping[str, Collection[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": ["*"],
}


def framed_page[**P](view: FundView[P]) -> Callable[..., HttpResponseBase]:
    """The view for a frame: called for a stranger, in the installation's language, kept for some minutes."""
    page = fund_page(view)

    @csp_override(IN_ANY_FRAME)
    @xframe_options_exempt
    @wraps(view)
    def load(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request.user = AnonymousUser()
        with translation.override(settings.LANGUAGE_CODE):
            response = page(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
        return response

    setattr(load, "asks_nobody", True)  # noqa: B010 - `LastSeenMiddleware` reads it
    return load
