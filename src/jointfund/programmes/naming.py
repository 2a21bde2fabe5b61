"""What a programme and its place are called, from plain values: the same on its page and in every list."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_COUNTRIES_NAMED = 3
LONGEST_ABBREVIATION = 5


def name(title: str | None, place: str) -> str:
    """The title, or what to call the programme while its title is unknown."""
    return title or _("Joint programme in %(place)s") % {"place": place}


def place_name(heading: str, countries: Sequence[str]) -> str:
    """The countries it works in where they are few, else the printed heading as people write it."""
    if 0 < len(countries) <= MOST_COUNTRIES_NAMED:
        return ", ".join(countries)
    return heading.title() if heading.isupper() and len(heading) > LONGEST_ABBREVIATION else heading
