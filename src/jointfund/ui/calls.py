"""A call as readers see it: facts, dates, lots, criteria, files; the same in public and in the preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.documents.models import Document
from jointfund.instruments.models import InstrumentVersion
from jointfund.people.models import Organisation, OrganisationKind
from jointfund.proposals.calls.rules import Phase, phase_of_stage
from jointfund.proposals.calls.terms import Lot, Stage, Terms
from jointfund.proposals.calls.words import CallWords
from jointfund.ui.amounts import exact
from jointfund.ui.pieces import Cell, Fact, FactValue, Link, Table, TableColumn
from jointfund.ui.visit import Visit
from jointfund.vocabularies.models import Country, ThematicArea

PARTS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("What it is for"),
    "areas": gettext_lazy("Thematic areas"),
    "earmarks": gettext_lazy("Earmarks"),
    "envelope": gettext_lazy("Amount of the call"),
    "lots": gettext_lazy("Lots"),
    "kinds": gettext_lazy("Who may apply"),
    "organisations": gettext_lazy("Organisations by name"),
    "countries": gettext_lazy("Countries"),
    "regions": gettext_lazy("Regions"),
    "eligibility": gettext_lazy("More on who may apply"),
    "least_organisations": gettext_lazy("Organisations together, at least"),
    "time_zone": gettext_lazy("Time zone"),
    "rolling": gettext_lazy("Deadline or rolling intake"),
    "stages": gettext_lazy("Dates and forms"),
    "criteria": gettext_lazy("Criteria"),
    "instruments": gettext_lazy("Questionnaires required"),
    "files": gettext_lazy("Files"),
    "contact": gettext_lazy("Whom to ask"),
    "questions_close": gettext_lazy("Questions until"),
    "hide_identities": gettext_lazy("Names of reviewers"),
    "hide_scores": gettext_lazy("Reviews of others"),
    "answer_days": gettext_lazy("Days the lead has to answer the reviews"),
    "disputed_from": gettext_lazy("Reviewers disagree from, per cent of the scale"),
}
PHASES = {
    Phase.UPCOMING: gettext_lazy("Opens later"),
    Phase.OPEN: gettext_lazy("Open"),
    Phase.PAST: gettext_lazy("Closed"),
}
STAGES = {"note": gettext_lazy("Concept note"), "document": gettext_lazy("Programme document")}


@dataclass(frozen=True)
class ShownCall:
    """What the page of a call shows of its terms."""

    words: CallWords
    facts: Sequence[Fact]
    dates: Table
    lots: Table | None
    criteria: Table | None
    forms: Sequence[str]
    instruments: Sequence[str]
    files: Sequence[Link]


def shown_call(visit: Visit, words: CallWords, terms: Terms, now: datetime) -> ShownCall:
    """The terms for reading; what a draft leaves open is left open here too."""
    return ShownCall(
        words,
        _facts(visit, words, terms),
        _dates(terms, now),
        _lots(terms, visit.fund.currency),
        _criteria(terms),
        [one for one in (_form(stage) for stage in terms.stages) if one],
        _instruments(visit, terms),
        _files(visit, terms),
    )


def moment_words(moment: datetime | None) -> str:
    """`31 March 2027, 17:00 (Europe/Zurich, UTC+02:00)`; seconds where there are any, empty for None."""
    if moment is None:
        return ""
    clock = "j F Y, H:i:s" if moment.second else "j F Y, H:i"
    words = _("%(when)s (%(zone)s, %(offset)s)")
    return words % {"when": date_format(moment, clock), "zone": moment.tzinfo, "offset": _offset(moment)}


def stage_label(code: str) -> str:
    """A stage of the way in words; its code where the fund has one of its own."""
    return str(STAGES.get(code, code.replace("_", " ").capitalize()))


def part_labels(names: Sequence[str]) -> list[str]:
    """The parts of a call in words."""
    return [str(PARTS.get(name, name)) for name in names]


def lot_words(lot: Lot, currency: str) -> str:
    """`Small: USD 50,000 to USD 200,000`."""
    bounds = _bounds(lot.floor, lot.ceiling, currency)
    return f"{lot.title}: {bounds}" if bounds else lot.title


def deadline_words(terms: Terms, now: datetime) -> str:
    """In one line: until when, or from when, the stage that comes next can be submitted."""
    for stage in terms.stages:
        match phase_of_stage(terms, stage, now):
            case Phase.OPEN if terms.is_rolling:
                return _("Rolling intake: no deadline")
            case Phase.OPEN:
                return _("%(stage)s until %(when)s") % {
                    "stage": stage_label(stage.code),
                    "when": moment_words(stage.closes),
                }
            case Phase.UPCOMING:
                return _("%(stage)s from %(when)s") % {
                    "stage": stage_label(stage.code),
                    "when": moment_words(stage.opens),
                }
            case Phase.PAST:
                continue
    return _("Closed on %(when)s") % {"when": moment_words(terms.closes)} if terms.closes else ""


def _facts(visit: Visit, words: CallWords, terms: Terms) -> list[Fact]:
    areas = ThematicArea.objects.filter(
        fund=visit.fund, number__in=[int(n) for n in words.areas if n.isdigit()]
    )
    named = Organisation.objects.filter(fund=visit.fund, slug__in=terms.organisations)
    kinds = [
        str(OrganisationKind(one).label) for one in sorted(terms.kinds) if one in OrganisationKind.values
    ]
    countries = Country.objects.filter(iso3__in=terms.countries).values_list("name", flat=True)
    together = ngettext("%(count)s organisation", "%(count)s organisations", terms.least_organisations)
    facts = [
        _fact(_("Amount of the call"), exact(terms.envelope, visit.fund.currency)),
        _fact(_("Thematic areas"), *(str(area) for area in areas)),
        _fact(_("Earmarks"), words.earmarks),
        _fact(_("Who may apply"), *kinds, *(one.name for one in named), words.eligibility),
        _fact(_("At least"), together % {"count": terms.least_organisations}),
        _fact(_("Where"), *sorted(terms.regions), *countries),
        _fact(_("Questions until"), moment_words(terms.questions_close)),
        _fact(_("Whom to ask"), words.contact),
    ]
    return [one for one in facts if one.values]


def _fact(label: str, *values: str) -> Fact:
    return Fact(label, [FactValue(one) for one in values if one])


def _dates(terms: Terms, now: datetime) -> Table:
    rows = [
        [
            Cell(stage_label(stage.code)),
            Cell(moment_words(stage.opens)),
            Cell(_("no deadline") if terms.is_rolling else moment_words(stage.closes)),
            Cell(str(PHASES[phase_of_stage(terms, stage, now)])),
        ]
        for stage in terms.stages
    ]
    heads = (_("Stage"), _("Opens"), _("Closes"), _("Now"))
    return Table(_("Dates"), [TableColumn(one) for one in heads], rows, stacks_on_phone=True)


def _lots(terms: Terms, currency: str) -> Table | None:
    if not terms.lots:
        return None
    rows = [[Cell(lot.title), _amount(lot.floor), _amount(lot.ceiling)] for lot in terms.lots]
    heads = (_("At least, %(currency)s"), _("At most, %(currency)s"))
    columns = [TableColumn(one % {"currency": currency}, is_number=True) for one in heads]
    return Table(_("Lots: what one proposal may ask"), [TableColumn(_("Lot")), *columns], rows)


def _amount(amount: Decimal | None) -> Cell:
    return Cell(exact(amount, "").strip() or _("no limit"))


def _criteria(terms: Terms) -> Table | None:
    if not terms.criteria:
        return None
    rows = [[Cell(one.title), Cell(f"{one.weight.normalize():f}")] for one in terms.criteria]
    columns = [TableColumn(_("Criterion")), TableColumn(_("Weight, %"), is_number=True)]
    return Table(_("What proposals are judged by"), columns, rows)


def _form(stage: Stage) -> str:
    if not stage.form:
        return ""
    words = _("%(stage)s: form “%(form)s”") % {"stage": stage_label(stage.code), "form": stage.form}
    return (
        _("%(form)s, template “%(template)s”") % {"form": words, "template": stage.template}
        if (stage.template)
        else words
    )


def _instruments(visit: Visit, terms: Terms) -> list[str]:
    found = InstrumentVersion.objects.filter(code__in=terms.instruments, fund=visit.fund).order_by("number")
    titles = dict(found.values_list("code", "title"))
    return [titles.get(code, code) for code in terms.instruments]


def _files(visit: Visit, terms: Terms) -> list[Link]:
    found = Document.objects.public().filter(fund=visit.fund, key__in=terms.files)
    return [Link(one.title, visit.href("document", key=one.key)) for one in found]


def _bounds(floor: Decimal | None, ceiling: Decimal | None, currency: str) -> str:
    if floor is not None and ceiling is not None:
        return _("%(floor)s to %(ceiling)s") % {
            "floor": exact(floor, currency),
            "ceiling": exact(ceiling, currency),
        }
    if floor is not None:
        return _("from %(floor)s") % {"floor": exact(floor, currency)}
    return _("up to %(ceiling)s") % {"ceiling": exact(ceiling, currency)} if ceiling is not None else ""


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    sign = "-" if seconds < 0 else "+"
    return f"UTC{sign}{abs(seconds) // 3600:02d}:{abs(seconds) % 3600 // 60:02d}"
