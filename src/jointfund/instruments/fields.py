"""Taking the fields of a JSON document one by one, collecting every fault with its place. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

LONGEST_TEXT = 4000
LARGEST_NUMBER = Decimal(1_000_000)


@dataclass(frozen=True)
class Fields:
    """One object of the document, where it stands, and the list its faults go to."""

    row: Mapping[str, Json]
    place: str
    faults: list[str]

    def text(self, key: str, *, is_needed: bool = False) -> str:
        """A text without its margins; empty where it is absent."""
        value = self.row.get(key)
        if value is not None and not isinstance(value, str):
            self.refuse(f"{key} is a text")
            return ""
        text = (value or "").strip()
        if is_needed and not text:
            self.refuse(f"{key} is missing")
        if len(text) > LONGEST_TEXT or "\0" in text:
            self.refuse(f"{key} is longer than {LONGEST_TEXT:,} characters or holds what is no text")
        return text

    def code(self, key: str = "code") -> str:
        """A code of small letters, digits and _; what answers are stored under."""
        text = self.text(key, is_needed=True)
        if text and not is_code(text):
            self.refuse(f"{key} “{text[:40]}” is not made of small letters, digits and _ (40 at most)")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where it is absent."""
        value = self.row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse(f"{key} is a list of texts")
            return ()
        return tuple(str(one) for one in value)

    def number(self, key: str, default: Decimal | None = None) -> Decimal | None:
        """A number written as text or as a whole number, from 0; the default where it is absent or null."""
        value = self.row.get(key)
        if value is None or value == "":
            return default
        number = read_number(value)
        if number is None or not 0 <= number <= LARGEST_NUMBER:
            self.refuse(f"{key} is a number from 0 to {LARGEST_NUMBER:,}")
            return default
        return number

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.row.get(key, default)
        if not isinstance(value, bool):
            self.refuse(f"{key} is true or false")
            return default
        return value

    def day(self, key: str) -> date:
        """A day written `2023-02-06`."""
        text = self.text(key, is_needed=True)
        try:
            return date.fromisoformat(text)
        except ValueError:
            if text:
                self.refuse(f"{key} is a day written like 2023-02-06, not “{text[:20]}”")
            return date.max

    def one_of[E: StrEnum](self, key: str, kinds: type[E], default: E) -> E:
        """One of the known words."""
        text = self.text(key) or default.value
        if text not in {kind.value for kind in kinds}:
            known = ", ".join(kind.value for kind in kinds)
            self.refuse(f"{key} is one of {known}; not “{text[:40]}”")
            return default
        return kinds(text)

    def rows(self, key: str, word: str, *, is_needed: bool = False) -> Iterator["Fields"]:
        """The objects of a list, each with its place: `section 2, question 3`."""
        value = self.row.get(key) or []
        if not isinstance(value, list) or (is_needed and not value):
            self.refuse(f"{key} is a list with at least one entry" if is_needed else f"{key} is a list")
            return
        for number, row in enumerate(value, start=1):
            place = ", ".join(part for part in (self.place, f"{word} {number}") if part)
            if isinstance(row, dict):
                yield Fields(row, place, self.faults)
            else:
                self.faults.append(f"{place}: fields are missing")

    def refuse(self, what: str) -> None:
        """Note what is wrong here."""
        self.faults.append(f"{self.place}: {what}" if self.place else what)


def is_code(text: str) -> bool:
    """Whether a text can be a code."""
    return len(text) <= 40 and all(
        one.isascii() and (one.islower() or one.isdigit() or one == "_") for one in text
    )


def read_number(value: Json) -> Decimal | None:
    """The number a text or whole number is; None for anything else, infinities included."""
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > 30:
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 20 else None
