"""What the record says to a claim, as codes and values. The words for each code are the site's to choose.

A `Said` may hold others ("budget of MIG-0022" in "… : the record has …"), numbers, dates and names as they
are on record. `intake.checked_words` makes the sentence.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import Literal

from jointfund.kernel.dates import PartialDate


class Saying(StrEnum):
    """One thing the record may say, or the name of a part of it."""

    # Whole sentences.
    HAS = auto()
    HAS_AS_OF = auto()
    HAD_ON = auto()
    HAS_BUT_HAD = auto()
    DRAFT_PRINTS = auto()
    AT_OTHER_TIMES = auto()
    NOTHING_OF_KIND = auto()
    NOTHING_OF_DATE = auto()
    OWN_LIST_GIVES = auto()
    LIST_IS_INCOMPLETE = auto()
    NO_BUDGET = auto()
    BUDGET_IS_ROUNDED = auto()
    NO_CONTRIBUTION = auto()
    SET_FOR = auto()
    TARGET_SET_FOR = auto()
    ALL_GAVE = auto()
    PART_OF_WHOLE = auto()
    NO_DURATION = auto()
    NO_DURATION_AS_OF = auto()
    SOURCE_PRINTS = auto()
    SOURCE_PRINTED_ON = auto()
    THEY_ARE = auto()
    LAUNCHED = auto()
    NO_STATUS = auto()
    STATUS_IS = auto()
    STATUS_MEANS = auto()
    WAS_AS_DRAFTED = auto()
    DRAFT_SAYS = auto()
    DRAFT_SAYS_AS_WAS = auto()
    NO_SUCH_ENTRY = auto()
    OTHER_AREA = auto()
    NO_TITLE = auto()
    TITLE_IS = auto()
    SOURCE_PRINTS_DRAFT = auto()
    COUNTRIES_ARE = auto()
    DRAFT_LEAVES_OUT = auto()
    DRAFT_NAMES_OTHERS = auto()
    NO_SUCH_PROGRAMME = auto()
    ON_RECORD = auto()
    ON_RECORD_SINCE = auto()
    SEVERAL_PROGRAMMES = auto()
    TITLE_WOULD_SAY = auto()
    COUNTRIES_OF_THESE = auto()
    NO_SUCH_LIST = auto()
    ALL_CONTRIBUTED = auto()
    NO_SUCH_AREA = auto()
    AREA_IS = auto()
    TITLE_OF_AREA = auto()
    NO_SUCH_OBJECTIVE = auto()
    OBJECTIVE_IS = auto()
    OBJECTIVE_PRINTED_AS = auto()
    NOT_SAID_WHICH = auto()
    RECORD_HOLDS = auto()
    DATED_ON = auto()
    DATED_IN = auto()
    DATED_AS = auto()

    # What a sentence is about.
    BUDGET_OF = auto()
    CONTRIBUTION_OF = auto()
    DURATION_OF = auto()
    COUNTRIES_OF = auto()
    TARGET = auto()
    CONTRIBUTIONS = auto()
    CONTRIBUTIONS_OF_STATES = auto()
    MISSING_TO_TARGET = auto()
    SHARE_OF_TARGET = auto()
    SHARE_OF = auto()
    BUDGETS_WAITING = auto()
    BUDGETS_FUNDED = auto()
    PROGRAMMES = auto()
    PROGRAMMES_WAITING = auto()
    PROGRAMMES_FUNDED = auto()
    COUNTRIES_OF_PROGRAMMES = auto()
    COUNTRIES_OF_WAITING = auto()
    COUNTRIES_OF_FUNDED = auto()
    CONTRIBUTORS = auto()
    CONTRIBUTING_STATES = auto()
    AREAS = auto()
    OBJECTIVES = auto()
    PRINCIPLES = auto()
    IN_AREA = auto()
    IN_PLACES = auto()

    # Parts of a sentence.
    AMOUNT = auto()
    PERCENT = auto()
    MONTHS = auto()
    VALUE_FROM = auto()
    TITLED = auto()
    STAGE_PIPELINE = auto()
    STAGE_FUNDED = auto()
    STAGE_CLOSED = auto()
    STAGE_UNKNOWN = auto()
    THE_FUND = auto()
    START = auto()
    END = auto()
    FIRST_END = auto()
    LAUNCH = auto()
    TABLE_OF_CONTRIBUTIONS = auto()
    STATE_OF_PROGRAMMES = auto()


@dataclass(frozen=True)
class Listed:
    """Several values one after the other; `joint` says how: "and" before the last, commas, semicolons."""

    values: "tuple[Value, ...]"
    joint: Literal["and", "comma", "semicolon"] = "and"


@dataclass(frozen=True)
class Said:
    """A saying with its values by name."""

    saying: Saying
    values: "tuple[tuple[str, Value], ...]" = ()


type Value = str | int | Decimal | PartialDate | Said | Listed


def say(saying: Saying, **values: Value) -> Said:
    """A saying with its values."""
    return Said(saying, tuple(values.items()))


def when_dated(on: PartialDate | None, dated: Saying, undated: Saying, **values: Value) -> Said:
    """The one saying with its date `on`, or the other where no date is known."""
    return say(dated, **values, on=on) if on else say(undated, **values)
