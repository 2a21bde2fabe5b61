"""How a document is called where its title is shown."""

import re
from textwrap import shorten
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

# Parts of a web address that name no page: a language, an index.
NO_NAME = re.compile(r"(lang--\w+|[a-z]{2}|index\.\w+|node)$")
EDGE_NUMBERS = re.compile(r"^\d+-|-\d+$|\.html?$")


def web_title(title: str) -> str:
    """The title of a document; of a web page known only by its address, the site and what tells pages apart.

    `iom.int: closure of a project`, from the words of the address; `ilo.org, page WCMS_778429` without any.
    """
    if not title.startswith(("http://", "https://")):
        return title
    address = urlsplit(title)
    site = address.netloc.removeprefix("www.")
    parts = [part for part in address.path.split("/") if len(part) > 2 and not NO_NAME.match(part)]
    if named := [part for part in parts if part.count("-") >= 2]:
        words = EDGE_NUMBERS.sub("", named[-1]).replace("-", " ")
        return f"{site}: {shorten(words, 70, placeholder='…')}"
    return _("%(site)s, page %(page)s") % {"site": site, "page": parts[-1]} if parts else site
