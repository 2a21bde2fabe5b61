"""The words printed around the values of a document, and how its language writes amounts, dates, countries.

The tables are `data/labels/*.json`, one for each language and with the same keys. What no table translates
(titles, summaries, names of areas) is printed as recorded.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from jointfund.kernel.errors import DomainError

TABLES = Path(__file__).resolve().parent / "data" / "labels"


class UnknownLanguage(DomainError):
    """A language no table of labels exists for."""


@dataclass(frozen=True)
class Labels:
    """The words of one language. Calling it gives the words of a key, with the values set in."""

    language: str
    words: Mapping[str, str]
    statuses: Mapping[str, str]
    goals: Mapping[str, str]

    def __call__(self, key: str, **values: str | int) -> str:
        return self.words[key].format(**values) if values else self.words[key]

    def counted(self, key: str, count: int) -> str:
        """`1 programme`, `31 programmes`."""
        return self(f"{key}_one" if count == 1 else f"{key}_many", count=self.number(count))

    def number(self, value: Decimal | int) -> str:
        """With the language's grouping, and cents only where there are any."""
        shown = Decimal(value)
        pattern = "#,##0" if shown == shown.to_integral_value() else "#,##0.00"
        return str(format_decimal(shown, format=pattern, locale=self.language))

    def money(self, amount: Decimal | None, currency: str) -> str | None:
        """Exact, as tables show it: `USD 2,786,280`. None when unknown."""
        return None if amount is None else f"{currency} {self.number(amount)}"

    def in_prose(self, amount: Decimal, currency: str) -> str:
        """Rounded, as sentences show it: `USD 2.8M`; exact below a million."""
        if abs(amount) < 1_000_000:
            return f"{currency} {self.number(amount)}"
        millions = _to_a_tenth(amount / 1_000_000)
        shown = str(format_decimal(millions, format="#,##0.#", locale=self.language))
        return f"{currency} {shown}M"

    def percent(self, share: Decimal) -> str:
        """A fraction as a percentage to one place."""
        shown = _to_a_tenth(share * 100)
        return f"{format_decimal(shown, format='#,##0.0', locale=self.language)}%"

    def day(self, on: date, precision: str = "day") -> str:
        """As people of that language write it, no more exact than it is known."""
        pattern = self(f"date_{precision}")
        shown = str(format_date(on, format=pattern, locale=self.language))
        return shown[0].upper() + shown[1:]

    def country(self, iso2: str, name: str) -> str:
        """The country's name in this language; the recorded one in English, and where CLDR has none."""
        if self.language == "en":
            return name
        return str(Locale(self.language).territories.get(iso2) or name)

    def status(self, code: str, recorded: str) -> str:
        """A status in this language; as recorded where no table has it."""
        return self.statuses.get(code) or recorded

    def goal(self, number: str, recorded: str) -> str:
        """The short name of a goal in this language."""
        return self.goals.get(number) or recorded


def _to_a_tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def languages() -> tuple[str, ...]:
    """The languages with a table, English first."""
    found = sorted(path.stem for path in TABLES.glob("*.json"))
    return ("en", *(code for code in found if code != "en"))


@cache
def labels_in(language: str) -> Labels:
    """The words of a language. Raises UnknownLanguage."""
    code = language.split("-")[0].lower()
    if code not in languages():
        raise UnknownLanguage(f"There are no labels in “{language}”: choose {', '.join(languages())}.")
    table = json.loads((TABLES / f"{code}.json").read_text(encoding="utf-8"))
    return Labels(code, table["words"], table["statuses"], table["goals"])


def kept_labels(kept: Labels) -> Labels:
    """The words a release was made with; what a later layout prints besides is taken from today's table."""
    today = labels_in(kept.language)
    return Labels(
        kept.language,
        {**today.words, **kept.words},
        {**today.statuses, **kept.statuses},
        {**today.goals, **kept.goals},
    )
