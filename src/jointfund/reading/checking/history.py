"""One figure of the record through time, and what that says to a printed number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.facts import Where
from jointfund.reading.checking.findings import Mark, Verdict
from jointfund.reading.checking.rounding import Token, agrees, exact_words, written_like
from jointfund.reading.checking.sayings import Listed, Said, Saying, say, when_dated


@dataclass(frozen=True)
class State:
    """The value of a figure from a date on."""

    on: PartialDate | None
    value: Decimal


@dataclass(frozen=True)
class Figure:
    """A figure of the record: what it is, its states oldest first, and how it is written.

    `unit` stands before the number for money ("USD") and close behind it otherwise ("%").
    `also` is what a reader needs to know besides.
    """

    what: Said
    states: tuple[State, ...]
    where: Where | None = None
    unit: str = ""
    is_money: bool = False
    also: tuple[Said, ...] = ()

    @property
    def now(self) -> State:
        """Its latest state."""
        return self.states[-1]

    def written(self, value: Decimal) -> str:
        """A value of it in full."""
        number = exact_words(value)
        return f"{self.unit} {number}" if self.is_money else f"{number}{self.unit}"

    def said(self, value: Decimal) -> Said | Decimal:
        """The same as a value of a saying."""
        if self.is_money:
            return say(Saying.AMOUNT, currency=self.unit, number=value)
        return say(Saying.PERCENT, number=value) if self.unit else value


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
        held = say(Saying.HAD_ON, figure=figure.what, value=figure.said(then.value), on=said)
        return _verdict(Mark.AGREES, token, figure, then, held)
    if not then and agrees(token, figure.now.value):
        return _verdict(Mark.AGREES, token, figure, figure.now, _has(figure, figure.now))
    if not then and (was := _earlier(token, figure)):
        return _verdict(Mark.CHANGED, token, figure, figure.now, was)
    against = then or figure.now
    words: tuple[Said, ...] = (_has(figure, against),)
    if token.words:
        words += (say(Saying.DRAFT_PRINTS, printed=token.words),)
    if rest := tuple(_from(state) for state in figure.states if state is not against):
        words += (say(Saying.AT_OTHER_TIMES, states=Listed(rest, "comma")),)
    return _verdict(Mark.DIFFERS, token, figure, against, *words)


def _earlier(token: Token, figure: Figure) -> Said | None:
    """That the figure once was as printed, with the dates between which it was; None where it never was."""
    for state, following in reversed(list(pairwise(figure.states))):
        if state.on and following.on and figure.now.on and agrees(token, state.value):
            return say(
                Saying.HAS_BUT_HAD,
                figure=figure.what,
                value=figure.said(figure.now.value),
                on=figure.now.on,
                before=figure.said(state.value),
                since=state.on,
                until=following.on,
            )
    return None


def _verdict(mark: Mark, token: Token, figure: Figure, state: State, *words: Said) -> Verdict:
    shown = written_like(token, state.value)
    if figure.is_money and shown.isdigit() and len(shown) > 3:
        shown = exact_words(Decimal(shown))
    return Verdict(
        mark,
        (*words, *figure.also),
        recorded=figure.written(state.value),
        value=state.value,
        as_of=state.on,
        where=figure.where,
        replacement=shown if mark in (Mark.DIFFERS, Mark.CHANGED) else None,
    )


def _on(figure: Figure, day: date) -> State | None:
    reached = [state for state in figure.states if state.on and state.on.on <= day]
    return reached[-1] if reached else None


def _has(figure: Figure, state: State) -> Said:
    value = figure.said(state.value)
    return when_dated(state.on, Saying.HAS_AS_OF, Saying.HAS, figure=figure.what, value=value)


def _from(state: State) -> Said | Decimal:
    return say(Saying.VALUE_FROM, value=state.value, on=state.on) if state.on else state.value
