"""What a programme and its place are called, from plain values: the same on its page and in every list."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_COUNTRIES_NAMED = 3
LONGEST_ABBREVIATION = 5


def untitled(word: str, place: str) -> str:
    """What to call a programme while its title is unknown; `word` is what its fund calls a programme."""
    return _("%(word)s in %(place)s") % {"word": word[:1].upper() + word[1:], "place": place}


def place_name(heading: str, countries: Sequence[str]) -> str:
    """The countries it works in where they are few, else the printed heading as people write it."""
    if 0 < len(countries) <= MOST_COUNTRIES_NAMED:
        return ", ".join(countries)
    return heading.title() if heading.isupper() and len(heading) > LONGEST_ABBREVIATION else heading
