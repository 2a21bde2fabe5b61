"""Dates as the fund's papers give them: to the day, the month or the year, and never more exact than that."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

Precision = Literal["day", "month", "year"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class PartialDate:
    """A date and how exactly it is known. `on` is the last day it may mean (July 2023 is 2023-07-31)."""

    on: date
    precision: Precision = "day"

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "2023", "2023-07" or "2023-07-31". Raises ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        match parts:
            case [year]:
                return cls(date(year, 12, 31), "year")
            case [year, month]:
                return cls(date(year, month, calendar.monthrange(year, month)[1]), "month")
            case [year, month, day]:
                return cls(date(year, month, day), "day")
        raise ValueError(f"“{text}” is not a date: write 2023, 2023-07 or 2023-07-31.")

    def __str__(self) -> str:
        """As people write it: 31 July 2023, July 2023 or 2023."""
        month = MONTHS[self.on.month - 1]
        match self.precision:
            case "year":
                return str(self.on.year)
            case "month":
                return f"{month} {self.on.year}"
        return f"{self.on.day} {month} {self.on.year}"

    def iso(self) -> str:
        """As data carries it: only the parts that are known."""
        return self.on.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]
