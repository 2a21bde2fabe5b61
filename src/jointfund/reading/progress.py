"""How far a long reading has come: who reads tells, who asked listens. Nothing is stored here."""

from collections.abc import Callable

# Called with how many parts are read and how many there are.
type Tell = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """For who does not want to know."""
