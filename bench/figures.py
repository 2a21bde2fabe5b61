"""A figure with its limit, and the table of all of them. No database."""

import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

type Clock = Callable[[], float]


@dataclass(frozen=True)
class Figure:
    """What was measured, in which unit, and what it may be at most."""

    name: str
    measured: float
    limit: float
    unit: str = ""
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.measured <= self.limit


def report(figures: Iterable[Figure]) -> int:
    """Print each figure as it comes; 1 when a limit is broken, else 0."""
    broken = 0
    for figure in figures:
        mark = "holds " if figure.holds else "BROKEN"
        measured, limit = _number(figure.measured, figure.unit), _number(figure.limit, figure.unit)
        note = f"   ({figure.note})" if figure.note else ""
        sys.stdout.write(f"{mark}  {figure.name:<58} {measured:>10}   at most {limit}{note}\n")
        sys.stdout.flush()
        broken += not figure.holds
    sys.stdout.write(f"\n{broken} of the limits broken.\n" if broken else "\nEvery limit holds.\n")
    return 1 if broken else 0


def best_of(times: int, act: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """The shortest time in seconds of so many runs, after one that warms up: noise only ever adds."""
    act()
    return min(_timed(act, clock) for _ in range(times))


def peak_megabytes() -> float:
    """The most memory this process held so far, without what its parent held before it began."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)  # macOS counts bytes


def _timed(act: Callable[[], object], clock: Clock) -> float:
    start = clock()
    act()
    return clock() - start


def _number(value: float, unit: str) -> str:
    return f"{value:,.0f}" if not unit else f"{value:,.2f} {unit}"
