"""Suggestions in files: they are left out unless the address asks for them."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jointfund.portal.exports import download_links
from jointfund.portal.programme_columns import export_tags
from jointfund.programmes.filters import Tags
from jointfund.ui.pieces import Link


def with_suggested(request: HttpRequest) -> bool:
    """Whether the address asks for suggested facts too (`tags=all` or `tags=suggested`)."""
    return export_tags(request.GET.get("tags", "")) is not Tags.CONFIRMED


def downloads_with_suggested(request: HttpRequest) -> tuple[Link, ...]:
    """Links to the list in each format, and to a sheet that holds the suggestions too."""
    parameters = request.GET.copy()
    parameters["tags"], parameters["format"] = Tags.ALL.value, "xlsx"
    more = Link(_("XLSX with suggestions"), f"{request.path}?{parameters.urlencode()}")
    return (*download_links(request), more)
