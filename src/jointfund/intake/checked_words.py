"""The words for what the record says to a draft: one sentence for each code of `reading.checking.sayings`.

Pages, files and the command take them from here, in the language that is active.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.findings import Verdict
from jointfund.reading.checking.rounding import exact_words
from jointfund.reading.checking.sayings import Listed, Said, Saying, Value

RULE = gettext_lazy(
    "A number agrees when the record's exact value, rounded half up to the last digit the text prints, is "
    "that number: 2.8M agrees with 2,786,280, and 57.5M does not agree with 57,425,741, which is 57.4M. "
    "“More than” and “at least” agree when the record is not smaller, “less than” and “up to” when it is not "
    "larger, “nearly” also when the record is less than one such digit below. “About” changes nothing."
)

SENTENCES: Mapping[Saying, Promise] = {
    Saying.HAS: gettext_lazy("%(figure)s: the record has %(value)s."),
    Saying.HAS_AS_OF: gettext_lazy("%(figure)s: the record has %(value)s as of %(on)s."),
    Saying.HAD_ON: gettext_lazy("%(figure)s: the record has %(value)s, as of %(on)s."),
    Saying.HAS_BUT_HAD: gettext_lazy(
        "%(figure)s: the record has %(value)s as of %(on)s; it had %(before)s from %(since)s until %(until)s."
    ),
    Saying.DRAFT_PRINTS: gettext_lazy("The draft prints %(printed)s."),
    Saying.AT_OTHER_TIMES: gettext_lazy("At other times: %(states)s."),
    Saying.NOTHING_OF_KIND: gettext_lazy(
        "The record holds nothing of this kind, so it can neither confirm nor deny it."
    ),
    Saying.NOTHING_OF_DATE: gettext_lazy("The record holds nothing of this date."),
    Saying.OWN_LIST_GIVES: gettext_lazy("The draft's own list gives %(value)s (%(basis)s)."),
    Saying.LIST_IS_INCOMPLETE: gettext_lazy("The number is right and the list beside it is not complete."),
    Saying.NO_BUDGET: gettext_lazy("The record has no budget of %(programme)s."),
    Saying.BUDGET_IS_ROUNDED: gettext_lazy("The record itself holds a rounded amount."),
    Saying.NO_CONTRIBUTION: gettext_lazy("The record has no contribution of %(contributors)s."),
    Saying.SET_FOR: gettext_lazy("It is set for the %(event)s."),
    Saying.TARGET_SET_FOR: gettext_lazy("The target is set for the %(event)s."),
    Saying.ALL_GAVE: gettext_lazy(
        "All %(count)s contributors gave %(total)s, of which %(states)s Member States %(total_of_states)s."
    ),
    Saying.PART_OF_WHOLE: gettext_lazy("That is %(part)s of %(whole)s %(currency)s."),
    Saying.NO_DURATION: gettext_lazy("Duration of %(programme)s: the record has no duration."),
    Saying.NO_DURATION_AS_OF: gettext_lazy(
        "Duration of %(programme)s: the record has no duration as of %(on)s."
    ),
    Saying.SOURCE_PRINTS: gettext_lazy("%(source)s prints %(text)s."),
    Saying.SOURCE_PRINTED_ON: gettext_lazy("%(source)s prints %(text)s, %(on)s."),
    Saying.THEY_ARE: gettext_lazy("They are %(countries)s."),
    Saying.LAUNCHED: gettext_lazy("Launch of the fund: the record has %(on)s."),
    Saying.NO_STATUS: gettext_lazy("The record has no status of %(programme)s."),
    Saying.STATUS_IS: gettext_lazy("Status of %(programme)s: %(status)s since %(on)s."),
    Saying.STATUS_MEANS: gettext_lazy("Status of %(programme)s: %(status)s since %(on)s, that is %(stage)s."),
    Saying.WAS_AS_DRAFTED: gettext_lazy("It was as the draft says from %(on)s."),
    Saying.DRAFT_SAYS: gettext_lazy("The draft says %(stage)s."),
    Saying.DRAFT_SAYS_AS_WAS: gettext_lazy("The draft says %(stage)s, as it was from %(on)s."),
    Saying.NO_SUCH_ENTRY: gettext_lazy(
        "No programme on record has this title, nor these countries with the same area or amount."
    ),
    Saying.OTHER_AREA: gettext_lazy(
        "%(programme)s stands under area %(printed)s here; the record has area %(area)s."
    ),
    Saying.NO_TITLE: gettext_lazy(
        "The record knows no title of %(programme)s (%(place)s): no source prints it."
    ),
    Saying.TITLE_IS: gettext_lazy("Title of %(programme)s: the record has “%(title)s”."),
    Saying.SOURCE_PRINTS_DRAFT: gettext_lazy("%(source)s prints it as in the draft."),
    Saying.COUNTRIES_ARE: gettext_lazy("Countries of %(programme)s: the record has %(countries)s."),
    Saying.DRAFT_LEAVES_OUT: gettext_lazy("The draft leaves out %(countries)s."),
    Saying.DRAFT_NAMES_OTHERS: gettext_lazy("The draft names others."),
    Saying.NO_SUCH_PROGRAMME: gettext_lazy("The record has no such programme."),
    Saying.ON_RECORD: gettext_lazy("%(programme)s is on record: “%(name)s”."),
    Saying.ON_RECORD_SINCE: gettext_lazy("%(programme)s is on record: “%(name)s”, %(status)s since %(on)s."),
    Saying.SEVERAL_PROGRAMMES: gettext_lazy("The record has %(count)s such programmes: %(programmes)s."),
    Saying.TITLE_WOULD_SAY: gettext_lazy("A title or reference would say which."),
    Saying.COUNTRIES_OF_THESE: gettext_lazy("These are the countries of %(programmes)s."),
    Saying.NO_SUCH_LIST: gettext_lazy("No programme on record has this list of countries."),
    Saying.ALL_CONTRIBUTED: gettext_lazy("All of them are among the contributing Member States."),
    Saying.NO_SUCH_AREA: gettext_lazy("There is no thematic area %(number)s: the fund has %(count)s."),
    Saying.AREA_IS: gettext_lazy("Thematic area %(number)s is “%(title)s”."),
    Saying.TITLE_OF_AREA: gettext_lazy("The title behind it is that of area %(number)s."),
    Saying.NO_SUCH_OBJECTIVE: gettext_lazy("There is no objective %(number)s: the compact has %(count)s."),
    Saying.OBJECTIVE_IS: gettext_lazy("Objective %(number)s of the compact is “%(title)s”."),
    Saying.OBJECTIVE_PRINTED_AS: gettext_lazy(
        "Objective %(number)s is “%(title)s”. The title printed here is that of objective %(printed)s."
    ),
    Saying.NOT_SAID_WHICH: gettext_lazy("The text does not say whether it means this one."),
    Saying.RECORD_HOLDS: gettext_lazy("The record holds the %(what)s of %(on)s."),
    Saying.DATED_ON: gettext_lazy("%(name)s: the record has its %(what)s on %(on)s."),
    Saying.DATED_IN: gettext_lazy("%(name)s: the record has its %(what)s in %(on)s."),
    Saying.DATED_AS: gettext_lazy("%(name)s: the record has its %(what)s as %(on)s."),
}
NAMES: Mapping[Saying, Promise] = {
    Saying.BUDGET_OF: gettext_lazy("Budget of %(programme)s"),
    Saying.CONTRIBUTION_OF: gettext_lazy("Contribution of %(contributor)s"),
    Saying.DURATION_OF: gettext_lazy("Duration of %(programme)s"),
    Saying.COUNTRIES_OF: gettext_lazy("Countries of %(programme)s"),
    Saying.TARGET: gettext_lazy("Target"),
    Saying.CONTRIBUTIONS: gettext_lazy("Contributions"),
    Saying.CONTRIBUTIONS_OF_STATES: gettext_lazy("Contributions of Member States"),
    Saying.MISSING_TO_TARGET: gettext_lazy("Missing to the target"),
    Saying.SHARE_OF_TARGET: gettext_lazy("Share of the target raised"),
    Saying.SHARE_OF: gettext_lazy("Share of %(contributor)s"),
    Saying.BUDGETS_WAITING: gettext_lazy("Budgets of programmes that wait"),
    Saying.BUDGETS_FUNDED: gettext_lazy("Budgets of funded programmes"),
    Saying.PROGRAMMES: gettext_lazy("Programmes"),
    Saying.PROGRAMMES_WAITING: gettext_lazy("Programmes approved and waiting"),
    Saying.PROGRAMMES_FUNDED: gettext_lazy("Funded programmes"),
    Saying.COUNTRIES_OF_PROGRAMMES: gettext_lazy("Countries of programmes"),
    Saying.COUNTRIES_OF_WAITING: gettext_lazy("Countries of programmes approved and waiting"),
    Saying.COUNTRIES_OF_FUNDED: gettext_lazy("Countries of funded programmes"),
    Saying.CONTRIBUTORS: gettext_lazy("Contributors"),
    Saying.CONTRIBUTING_STATES: gettext_lazy("Contributing Member States"),
    Saying.AREAS: gettext_lazy("Thematic areas"),
    Saying.OBJECTIVES: gettext_lazy("Objectives"),
    Saying.PRINCIPLES: gettext_lazy("Guiding principles"),
    Saying.IN_AREA: gettext_lazy("%(figure)s in thematic area %(area)s"),
    Saying.IN_PLACES: gettext_lazy("%(figure)s in %(places)s"),
    Saying.AMOUNT: gettext_lazy("%(currency)s %(number)s"),
    Saying.PERCENT: gettext_lazy("%(number)s%%"),
    Saying.VALUE_FROM: gettext_lazy("%(value)s from %(on)s"),
    Saying.TITLED: gettext_lazy("%(programme)s “%(name)s”"),
    Saying.STAGE_PIPELINE: gettext_lazy("approved and waiting"),
    Saying.STAGE_FUNDED: gettext_lazy("funded"),
    Saying.STAGE_CLOSED: gettext_lazy("no longer in the pipeline"),
    Saying.STAGE_UNKNOWN: gettext_lazy("unknown"),
    Saying.THE_FUND: gettext_lazy("The fund"),
    Saying.START: gettext_lazy("start"),
    Saying.END: gettext_lazy("end"),
    Saying.FIRST_END: gettext_lazy("end as first agreed"),
    Saying.LAUNCH: gettext_lazy("launch"),
    Saying.TABLE_OF_CONTRIBUTIONS: gettext_lazy("table of contributions"),
    Saying.STATE_OF_PROGRAMMES: gettext_lazy("state of the programmes"),
}
PHRASES = {**SENTENCES, **NAMES}
JOINTS = {"comma": ", ", "semicolon": "; "}


def explained(verdict: Verdict) -> str:
    """What the record says to a claim, in sentences."""
    return " ".join(in_words(said) for said in verdict.said)


def in_words(value: Value) -> str:
    """A saying, or a value of one, in the active language."""
    match value:
        case Said(Saying.MONTHS, ((_name, int(count)),)):
            return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
        case Said(saying, values):
            return str(PHRASES[saying]) % {name: in_words(one) for name, one in values}
        case Listed():
            return _listed(value)
        case PartialDate():
            return _dated(value)
        case Decimal():
            return exact_words(value)
    return str(value)


def _listed(several: Listed) -> str:
    """`Chile, Mexico and Peru`, or one after the other behind commas or semicolons."""
    words = [in_words(one) for one in several.values]
    if several.joint != "and":
        return JOINTS[several.joint].join(words)
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _dated(when: PartialDate) -> str:
    match when.precision:
        case "year":
            return str(when.on.year)
        case "month":
            return date_format(when.on, "F Y")
    return date_format(when.on, "j F Y")
