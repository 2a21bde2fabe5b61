"""One figure of the record through time, and what that says to a printed number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.facts import Where
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.rounding import Token, agrees, exact_words, written_like


@dataclass(frozen=True)
class State:
    """The value of a figure from a date on."""

    on: PartialDate | None
    value: Decimal


@dataclass(frozen=True)
class Figure:
    """A figure of the record: what it is called, its states oldest first, and how it is written.

    `unit` stands before the number for money ("USD") and close behind it otherwise ("%").
    `also` is a further sentence a reader needs.
    """

    name: str
    states: tuple[State, ...]
    where: Where | None = None
    unit: str = ""
    is_money: bool = False
    also: str = ""

    @property
    def now(self) -> State:
        """Its latest state."""
        return self.states[-1]

    def written(self, value: Decimal) -> str:
        """A value of it in full."""
        number = exact_words(value)
        return f"{self.unit} {number}" if self.is_money else f"{number}{self.unit}"


def changes_only(states: Sequence[State]) -> tuple[State, ...]:
    """The states without those that repeat the value before them."""
    kept: list[State] = []
    for state in states:
        if not kept or kept[-1].value != state.value:
            kept.append(state)
    return tuple(kept)


def judge(token: Token, figure: Figure, said: PartialDate | None = None) -> Verdict:
    """Whether a printed number agrees with a figure: on the day the sentence names, today, or earlier."""
    then = _on(figure, said.on) if said else None
    if then and said and agrees(token, then.value):
        return _verdict(Mark.AGREES, token, figure, then, f"{_has(figure, then)}, as of {said}.")
    if not then and agrees(token, figure.now.value):
        return _verdict(Mark.AGREES, token, figure, figure.now, _says(figure, figure.now))
    earlier = [state for state in figure.states if agrees(token, state.value)]
    if earlier and not then:
        index = figure.states.index(earlier[-1])
        until = figure.states[index + 1].on if index + 1 < len(figure.states) else None
        span = f" from {earlier[-1].on}" if earlier[-1].on else ""
        span += f" until {until}" if until else ""
        words = f"{_says(figure, figure.now)[:-1]}; it had {figure.written(earlier[-1].value)}{span}."
        return _verdict(Mark.CHANGED, token, figure, figure.now, words)
    against = then or figure.now
    words = _says(figure, against) + (f" The draft prints {token.words}." if token.words else "")
    if rest := [state for state in figure.states if state is not against]:
        words += " At other times: " + ", ".join(_short(figure, state) for state in rest) + "."
    return _verdict(Mark.DIFFERS, token, figure, against, words)


def _verdict(mark: Mark, token: Token, figure: Figure, state: State, words: str) -> Verdict:
    shown = written_like(token, state.value)
    if figure.is_money and shown.isdigit() and len(shown) > 3:
        shown = exact_words(Decimal(shown))
    return Verdict(
        mark,
        " ".join(part for part in (words, figure.also) if part),
        recorded=figure.written(state.value),
        value=state.value,
        as_of=state.on,
        where=figure.where,
        replacement=shown if mark in (Mark.DIFFERS, Mark.CHANGED) else None,
    )


def _on(figure: Figure, day: date) -> State | None:
    reached = [state for state in figure.states if state.on and state.on.on <= day]
    return reached[-1] if reached else None


def _has(figure: Figure, state: State) -> str:
    return f"{figure.name}: the record has {figure.written(state.value)}"


def _says(figure: Figure, state: State) -> str:
    return f"{_has(figure, state)}{f' as of {state.on}' if state.on else ''}."


def _short(figure: Figure, state: State) -> str:
    return f"{exact_words(state.value)}{f' from {state.on}' if state.on else ''}"
