"""Roles asked once for a whole request: who looks at a page is the same person all the while.

Only for what changes no role. Outside of `roles_remembered` every question asks the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jointfund.people.permissions import HeldRole

type Held = dict[tuple[int, int, str], "frozenset[HeldRole]"]

_MEMORY: ContextVar[Held | None] = ContextVar("roles_remembered", default=None)


@contextmanager
def roles_remembered() -> Iterator[None]:
    """What is asked about roles within it is asked once for each person, fund and record."""
    token = _MEMORY.set({})
    try:
        yield
    finally:
        _MEMORY.reset(token)


def memory() -> Held:
    """What is remembered now, by the keys of person and fund and the record's reference, empty for none."""
    held = _MEMORY.get()
    return {} if held is None else held
