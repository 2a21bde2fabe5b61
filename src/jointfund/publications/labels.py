"""The words printed around the values of a document, and how its language writes amounts, dates, countries.

The tables are `data/labels/*.json`, one for each language and with the same keys. What no table translates
(titles, summaries, names of areas) is printed as recorded. `Labels` hold everything a text needs, signs and
names of months and countries among them, so that a release which keeps them prints the same text for good.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from babel import Locale

from jointfund.kernel.errors import DomainError
from jointfund.kernel.money import in_millions

TABLES = Path(__file__).resolve().parent / "data" / "labels"

_DATE_PARTS = re.compile(r"'([^']*)'|MMMM|M|d|y")


class UnknownLanguage(DomainError):
    """A language no table of labels exists for."""


@dataclass(frozen=True)
class Signs:
    """How a language parts the digits of a number, and what it calls the months."""

    decimal: str = "."
    group: str = ","
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labels:
    """The words of one language. Calling it gives the words of a key, with the values set in.

    `countries` are by two letters, `regions` by their recorded names; both empty where those are printed.
    """

    language: str
    words: Mapping[str, str]
    statuses: Mapping[str, str]
    goals: Mapping[str, str]
    signs: Signs = Signs()
    countries: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: str | int) -> str:
        return self.words[key].format(**values) if values else self.words[key]

    def counted(self, key: str, count: int) -> str:
        """`1 programme`, `31 programmes`."""
        return self(f"{key}_one" if count == 1 else f"{key}_many", count=self.number(count))

    def number(self, value: Decimal | int) -> str:
        """With the language's grouping, and cents only where there are any."""
        shown = Decimal(value)
        places = 0 if shown == shown.to_integral_value() else 2
        return self._digits(f"{_rounded(shown, places):,.{places}f}")

    def money(self, amount: Decimal | None, currency: str) -> str | None:
        """Exact, as tables show it: `USD 2,786,280`. None when unknown."""
        return None if amount is None else f"{currency} {self.number(amount)}"

    def in_prose(self, amount: Decimal, currency: str) -> str:
        """Rounded, as sentences show it: `USD 2.8M`; exact below a million."""
        if (millions := in_millions(amount)) is None:
            return f"{currency} {self.number(amount)}"
        return self("in_millions", currency=currency, number=self._digits(millions))

    def percent(self, share: Decimal) -> str:
        """A fraction as a percentage to one place, below one in a thousand to two: little is not none."""
        places = 2 if 0 < abs(share) < Decimal("0.001") else 1
        return self._digits(f"{_rounded(share * 100, places):,.{places}f}") + "%"

    def day(self, on: date, precision: str = "day") -> str:
        """A date that stands alone, no more exact than it is known: `Enero de 2024`."""
        shown = self.day_within(on, precision)
        return shown[0].upper() + shown[1:]

    def day_within(self, on: date, precision: str = "day") -> str:
        """A date within a sentence, as people of that language write it: `a enero de 2024`."""
        parts = {
            "d": str(on.day),
            "y": str(on.year),
            "M": str(on.month),
            "MMMM": self.signs.months[on.month - 1],
        }
        return _DATE_PARTS.sub(lambda part: parts.get(part[0]) or part[1], self(f"date_{precision}"))

    def country(self, iso2: str, name: str) -> str:
        """The country's name in this language; the recorded one where it has none."""
        return self.countries.get(iso2) or name

    def region(self, name: str) -> str:
        """A region of the world in this language; as recorded where it has no name for it."""
        return self.regions.get(name) or name

    def _digits(self, english: str) -> str:
        return english.translate({ord(","): self.signs.group, ord("."): self.signs.decimal})

    def status(self, code: str, recorded: str) -> str:
        """A status in this language; as recorded where no table has it."""
        return self.statuses.get(code) or recorded

    def goal(self, number: str, recorded: str) -> str:
        """The short name of a goal in this language."""
        return self.goals.get(number) or recorded


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


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
    locale = Locale(code)
    return Labels(
        code,
        table["words"],
        table["statuses"],
        table["goals"],
        _signs(locale),
        _countries(locale),
        _regions(locale),
    )


def kept_labels(kept: Labels) -> Labels:
    """What a release was made with; only words that a later layout prints besides are of today's table."""
    today = labels_in(kept.language)
    return replace(
        kept,
        words={**today.words, **kept.words},
        signs=kept.signs if kept.signs.months else today.signs,
        countries=kept.countries if kept.signs.months else today.countries,
    )


def _signs(locale: Locale) -> Signs:
    symbols = locale.number_symbols["latn"]
    months = locale.months["format"]["wide"]
    return Signs(str(symbols["decimal"]), str(symbols["group"]), tuple(str(months[n]) for n in range(1, 13)))


def _countries(locale: Locale) -> dict[str, str]:
    """By two letters; none in English, in which the record has the names the fund uses."""
    if locale.language == "en":
        return {}
    found = locale.territories.items()
    return {code: str(name) for code, name in found if len(code) == 2 and code.isalpha()}


def _regions(locale: Locale) -> dict[str, str]:
    """By their English names, as the record has the regions of the United Nations; none in English."""
    if locale.language == "en":
        return {}
    english = Locale("en").territories
    found = locale.territories.items()
    return {str(english[code]): str(name) for code, name in found if code.isdigit() and code in english}
