"""What happens over time: the way of a programme through its statuses, and dated events.

Classes (each sets `color`): chart, step (is-ahead), step-line (is-done), chart-label (is-current, is-ahead),
chart-note, event-line, event-dot and whatever an event carries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from jointfund.rendering.svg import Svg, chart, element, escape, lines_of_text, link, words, wrap

StepState = Literal["done", "current", "ahead"]

_LINE = 18
_RADIUS = 9
_STATE_WORDS: dict[StepState, str] = {"done": "done", "current": "now", "ahead": "not yet"}


@dataclass(frozen=True)
class StatusStep:
    """One status on the way: passed (full), where it stands (half) or ahead (outline), and since when."""

    label: str
    state: StepState
    shown_date: str = ""


@dataclass(frozen=True)
class DatedEvent:
    """Something that happened, with its date in words as exact as it is known."""

    shown_date: str
    label: str
    note: str = ""
    css_class: str = ""
    href: str | None = None


def status_track(steps: Sequence[StatusStep], *, title: str, description: str = "") -> Svg:
    """The statuses in a row, for drawings at least 580 pixels wide; narrower pages show `status_column`.

    Data: the steps in order, usually some `done`, one `current`, the rest `ahead`.
    """
    slot = 100 / max(len(steps), 1)
    lines = [
        _row_line(before.state, after.state, (index + 0.5) * slot, slot)
        for index, (before, after) in enumerate(pairwise(steps))
    ]
    marks = [_row_step(step, (index + 0.5) * slot) for index, step in enumerate(steps)]
    deepest = max((len(_row_lines(step)) + bool(step.shown_date) for step in steps), default=0)
    return chart(
        [*lines, *marks],
        36 + deepest * 16,
        title,
        description or _steps_spoken(steps),
        False,
        "chart-track-row",
    )


def status_column(steps: Sequence[StatusStep], *, title: str, description: str = "") -> Svg:
    """The statuses under one another, for a phone. Data as in `status_track`."""
    y, drawn = 0.0, []
    for index, step in enumerate(steps):
        lines = wrap(step.label, 18.5, lines=3)
        height = len(lines) * _LINE + (_LINE if step.shown_date else 0) + 14
        if index + 1 < len(steps):
            state = "is-done" if steps[index + 1].state != "ahead" else ""
            drawn.append(_line("step-line", state, x1="12", x2="12", y1=y + 24, y2=y + height + 2))
        text = lines_of_text(lines, x="34", y=y + 18, step=_LINE, class_=_label_class(step))
        date = _note(step.shown_date, "34", y + 18 + len(lines) * _LINE)
        drawn.append(element("svg", _shape(step.state), x=0, y=y, width=24, height=26) + text + date)
        y += height
    return chart(drawn, y - 6, title, description or _steps_spoken(steps), False, "chart-track-column")


def status_mark(state: StepState, *, label: str = "") -> Svg:
    """One small shape (full, half, outline) to stand before a status word, or alone with a label."""
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return Svg(
        element(
            "svg",
            _shape(state),
            xmlns="http://www.w3.org/2000/svg",
            class_="chart status-mark",
            width=16,
            height=16,
            viewBox="1 2 22 22",
            focusable="false",
            **spoken,
        )
    )


def timeline(events: Sequence[DatedEvent], *, title: str, description: str = "") -> Svg:
    """Dated events from top to bottom in the order given.

    Data: one `DatedEvent` each; dates are words, so that a month stays a month.
    """
    y, drawn = 0.0, []
    for index, event in enumerate(events):
        text, height = _event_text(event, y)
        if index + 1 < len(events):
            drawn.append(_line("event-line", "", x1="8", x2="8", y1=y + 16, y2=y + height + 4))
        dot = element(
            "circle", class_=words("event-dot", event.css_class), cx=8, cy=y + 10, r=5, fill="currentColor"
        )
        drawn.append(dot + link(text, href=event.href, name=f"{event.shown_date}: {event.label}"))
        y += height
    spoken = description or "; ".join(f"{event.shown_date}: {event.label}" for event in events)
    return chart(drawn, y - 8, title, spoken, any(event.href for event in events), "chart-timeline")


def _event_text(event: DatedEvent, y: float) -> tuple[str, float]:
    labels = wrap(event.label, 21, lines=4)
    notes = wrap(event.note, 22, lines=4) if event.note else []
    text = _note(event.shown_date, "26", y + 15)
    text += lines_of_text(labels, x="26", y=y + 15 + _LINE, step=_LINE, class_="chart-label")
    below = y + 15 + (1 + len(labels)) * _LINE
    text += lines_of_text(notes, x="26", y=below, step=_LINE, class_="chart-note", font_size=13)
    return text, (1 + len(labels) + len(notes)) * _LINE + 16


def _row_lines(step: StatusStep) -> list[str]:
    return wrap(step.label, 8.2, lines=4)


def _row_step(step: StatusStep, at: float) -> str:
    lines = _row_lines(step)
    mark = element("svg", _shape(step.state), x=f"{at:.2f}%", y=0, width=24, height=26, overflow="visible")
    centred = lines_of_text(
        lines, x=f"{at:.2f}%", y=44, step=16, class_=_label_class(step), text_anchor="middle", font_size=13
    )
    date = _note(step.shown_date, f"{at:.2f}%", 46 + len(lines) * 16, anchor="middle")
    # The nested drawing begins at the middle of its slot; its shape must be centred there.
    return element("g", mark, transform="translate(-12 0)") + centred + date


def _row_line(before: StepState, after: StepState, at: float, slot: float) -> str:
    state = "is-done" if before == "done" and after != "ahead" else ""
    return element(
        "svg",
        _line("step-line", state, x1="0", x2="100%", y1=13, y2=13),
        x=f"{at:.2f}%",
        width=f"{slot:.2f}%",
        height=26,
    )


def _shape(state: StepState) -> str:
    """Full with a tick, half, or outline: to be told apart in black and white."""
    css_class = words("step", f"is-{state}")
    ring = element(
        "circle", cx=12, cy=13, r=_RADIUS, fill="currentColor" if state == "done" else "none",
        stroke="currentColor", stroke_width=2,
    )  # fmt: skip
    half = element("path", d="M12 4a9 9 0 0 0 0 18z", fill="currentColor") if state == "current" else ""
    return element("g", ring, half, class_=css_class)


def _line(css_class: str, state: str, **ends: str | float) -> str:
    return element("line", class_=words(css_class, state), stroke="currentColor", stroke_width=2, **ends)


def _note(text: str, x: str, y: float, *, anchor: str | None = None) -> str:
    if not text:
        return ""
    return element(
        "text",
        escape(text),
        x=x,
        y=y,
        class_="chart-note",
        fill="currentColor",
        text_anchor=anchor,
        font_size=13,
    )


def _label_class(step: StatusStep) -> str:
    return words("chart-label", f"is-{step.state}")


def _steps_spoken(steps: Sequence[StatusStep]) -> str:
    return "; ".join(
        f"{step.label}: {_STATE_WORDS[step.state]}" + (f", {step.shown_date}" if step.shown_date else "")
        for step in steps
    )
