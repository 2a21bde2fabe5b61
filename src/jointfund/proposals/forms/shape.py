"""What a form is made of: sections, each written by somebody, with fields, tables and budget rules."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Owner(StrEnum):
    """Who writes a section: the lead, each organisation its own, or all of them one text together."""

    LEAD = "lead"
    EACH = "each"
    ALL = "all"


class Kind(StrEnum):
    """What an answer is."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    TABLE = "table"
    REFERENCE = "reference"  # of a column only: a value of a column of another table


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    code: str
    label: str


@dataclass(frozen=True)
class Target:
    """A field of the form, or a column of a table of it."""

    section: str
    field: str
    column: str = ""


@dataclass(frozen=True)
class Condition:
    """A field is asked only where another one was answered with one of these values."""

    section: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Category:
    """One category of cost; the indirect ones are capped by the direct."""

    code: str
    label: str
    is_direct: bool


@dataclass(frozen=True)
class BudgetRules:
    """How a table becomes a budget: its columns, the categories, and the cap of indirect cost.

    `indirect_cap` is a fraction of an organisation's direct cost (Decimal("0.07") for seven per cent);
    `note` says what cap and categories rest on.
    """

    result_column: str
    category_column: str
    amount_column: str
    categories: tuple[Category, ...]
    indirect_cap: Decimal
    currency: str
    note: str = ""


@dataclass(frozen=True)
class SubgrantRules:
    """How a table hands money on: the columns of who gets it and how much, and what bounds it.

    `ceiling` bounds one row, `share` all rows together: a fraction (Decimal("0.6") for sixty per cent) of the
    sum of the budget at `share_of`. None is without that bound. `note` says what the bounds rest on.
    """

    recipient_column: str
    amount_column: str
    currency: str
    ceiling: Decimal | None = None
    share: Decimal | None = None
    share_of: Target | None = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table. `refers_to` is where its values must stand, for a reference."""

    code: str
    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[Choice, ...] = ()
    refers_to: Target | None = None
    is_required: bool = False


@dataclass(frozen=True)
class Field:
    """One question. `required_at` are the stages that cannot be left without an answer.

    `word_limit` counts words as `count_words` does, None is without limit. `carried_from` names the field of
    an earlier form whose answer this one begins with. `least_rows` counts rows with anything in them.
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    word_limit: int | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    budget: BudgetRules | None = None
    required_at: tuple[str, ...] = ()
    condition: Condition | None = None
    carried_from: Target | None = None
    least_rows: int = 1
    subgrants: SubgrantRules | None = None

    def column(self, code: str) -> Column | None:
        """A column of the table by its code."""
        return next((one for one in self.columns if one.code == code), None)


@dataclass(frozen=True)
class Section:
    """Questions that are written and saved together."""

    code: str
    title: str
    owner: Owner
    fields: tuple[Field, ...]
    help: str = ""

    def field(self, code: str) -> Field | None:
        """A field by its code."""
        return next((one for one in self.fields if one.code == code), None)


@dataclass(frozen=True)
class Form:
    """A form: for which stages it is, and its sections in order."""

    code: str
    title: str
    stages: tuple[str, ...]
    sections: tuple[Section, ...]
    note: str = ""

    def section(self, code: str) -> Section | None:
        """A section by its code."""
        return next((one for one in self.sections if one.code == code), None)

    def field_at(self, target: Target) -> Field | None:
        """A field by section and code."""
        section = self.section(target.section)
        return section.field(target.field) if section else None


@dataclass(frozen=True)
class Party:
    """An organisation as forms know it: its slug and the name to show."""

    slug: str
    name: str
    is_lead: bool = False
