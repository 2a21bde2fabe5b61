"""Tables of moves and forms read out of their versions once in a process: a version is never changed."""

from collections.abc import Callable
from datetime import datetime

from jointfund.proposals.forms import Form, read_form
from jointfund.proposals.models import FormVersion, MoveTableVersion
from jointfund.proposals.moves import Known, MoveTable, read_table

MOST = 200

type Key = tuple[int, datetime]

_TABLES: dict[Key, MoveTable] = {}
_FORMS: dict[Key, Form] = {}


def table_in(version: MoveTableVersion, known: Known) -> MoveTable:
    """The table a version holds. Raises BrokenTable."""
    return _kept(_TABLES, version, lambda: read_table(version.table, known))


def form_in(version: FormVersion) -> Form:
    """The form a version holds. Raises BrokenForm."""
    return _kept(_FORMS, version, lambda: read_form(version.document))


def _kept[T](kept: dict[Key, T], version: MoveTableVersion | FormVersion, read: Callable[[], T]) -> T:
    """By number and moment of entry: a number alone comes back in a database that was put back."""
    key = (version.pk, version.entered_at)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = read()
    return kept[key]
