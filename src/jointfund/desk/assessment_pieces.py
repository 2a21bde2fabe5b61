"""Assessments as the desk shows them: the list, each marker's share over the fund, grades over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.desk.intake_pieces import Row
from jointfund.desk.people_forms import RefusableForm
from jointfund.funds.models import Fund
from jointfund.instruments.comparing import share_at
from jointfund.instruments.models import InstrumentVersion, Round, Stage
from jointfund.instruments.queries import Held, RoundOutcome, grades_held, held_by
from jointfund.instruments.questionnaire import Questionnaire
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.programmes.models import Programme
from jointfund.programmes.models import Stage as ProgrammeStage
from jointfund.rendering.charts import Bar, bar_chart
from jointfund.ui.assessments import grade_words
from jointfund.ui.pieces import Cell, Picture, Table, TableColumn
from jointfund.ui.templatetags.ui import dated
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class MarkerShare:
    """What a fund's funded programmes hold by one questionnaire; `target` is empty where none is set."""

    title: str
    in_words: str
    target: str
    picture: Picture


class OpenForm(RefusableForm):
    """What is assessed, by which questionnaire, at which stage."""

    instrument = forms.ChoiceField(label=gettext_lazy("Questionnaire"))
    subject = forms.CharField(
        max_length=120,
        label=gettext_lazy("Of what"),
        help_text=gettext_lazy("The reference of a programme or of a proposal, or the name of a place."),
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices)
    is_for_several = forms.BooleanField(
        required=False,
        label=gettext_lazy("Several respondents answer, blind to each other"),
    )

    def __init__(self, versions: Sequence[InstrumentVersion], data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(one.code, one.title) for one in versions]

    def clean_subject(self) -> str:
        """A reference in capitals, so that one programme is one however it was typed."""
        subject = " ".join(str(self.cleaned_data["subject"]).split())
        return subject.upper() if "-" in subject and subject.split("-")[-1].isdigit() else subject


def rows_of(visit: Visit, rounds: Sequence[Round]) -> list[Row]:
    """Rounds as the desk lists them, with what each waits for."""
    return [_row(visit, one) for one in rounds]


def marker_shares(fund: Fund, versions: Sequence[InstrumentVersion], as_of: str) -> list[MarkerShare]:
    """Each questionnaire that is not for places, over the fund's funded programmes."""
    funded = Programme.objects.filter(fund=fund, status__stage=ProgrammeStage.FUNDED).select_related("fund")
    subjects = [one.reference for one in funded]
    return [
        _share(fund, read_questionnaire(one.document), subjects, as_of)
        for one in versions
        if not one.is_public
    ]


def over_time(questionnaire: Questionnaire, held: Sequence[Held]) -> Table | None:
    """What one subject held at each stage; None before there are two."""
    if len(held) < 2:
        return None
    columns = [
        TableColumn(_("Closed on")),
        TableColumn(_("Stage")),
        TableColumn(_("Grade")),
        TableColumn(_("Whose")),
        TableColumn(_("Version"), is_number=True),
    ]
    rows = [
        [
            Cell(dated(one.on)),
            Cell(one.stage),
            Cell(grade_words(questionnaire.band(one.grade)) or one.grade),
            Cell(_("validated") if one.is_validated else _("self-assessed")),
            Cell(str(one.version)),
        ]
        for one in held
    ]
    return Table(_("Over time"), columns, rows, caption_is_hidden=True, stacks_on_phone=True)


def respondents(outcome: RoundOutcome) -> Table | None:
    """Each respondent's own grade, once the round is closed."""
    if not outcome.sent:
        return None
    columns = [TableColumn(_("Respondent")), TableColumn(_("Grade")), TableColumn(_("Score"), is_number=True)]
    rows = [
        [
            Cell(one.label or _("a respondent")),
            Cell(grade_words(outcome.questionnaire.band(one.submission.grade))),
            Cell(f"{one.submission.score:f}".removesuffix(".0")),
        ]
        for one in outcome.sent
    ]
    return Table(_("Respondents"), columns, rows, caption_is_hidden=True, stacks_on_phone=True)


def _row(visit: Visit, one: Round) -> Row:
    counts: Mapping[str, int] = {"begun": getattr(one, "begun", 0), "answered": getattr(one, "answered", 0)}
    held = held_by(one)
    if held:
        band = read_questionnaire(one.instrument.document).band(held.grade)
        whose = _("validated") if held.is_validated else _("self-assessed")
        state = f"{grade_words(band)} · {whose}"
    else:
        state = _("%(answered)s of %(begun)s have answered") % counts
    return Row(
        visit.href("desk-assessment", number=one.number),
        f"{one.subject} · {one.instrument.title}",
        str(one.get_stage_display()),
        state,
        _("waits for validation") if held and not held.is_validated else "",
    )


def _share(fund: Fund, found: Questionnaire, subjects: Sequence[str], as_of: str) -> MarkerShare:
    held = grades_held(fund, found.code, subjects)
    grades = [one.grade if one else None for one in held.values()]
    wanted = found.target.grades if found.target else (found.bands[0].code,)
    share = share_at(grades, wanted)
    target = ""
    if found.target:
        target = _("The target is %(share)s at %(grades)s (%(source)s).") % {
            "share": f"{found.target.share:.0%}",
            "grades": _(" or ").join(wanted),
            "source": found.target.source,
        }
    return MarkerShare(
        found.title,
        _in_words(share.held, share.reached, len(grades), wanted),
        target,
        _grades_picture(found, grades, as_of),
    )


def _in_words(held: int, reached: int, total: int, wanted: Sequence[str]) -> str:
    if not held:
        words = ngettext(
            "%(total)s funded programme, none holds a grade here: the share is not known.",
            "%(total)s funded programmes, none holds a grade here: the share is not known.",
            total,
        )
        return words % {"total": total}
    return _("%(reached)s of %(held)s at %(grades)s (%(share)s). %(held)s of %(total)s hold a grade.") % {
        "reached": reached,
        "held": held,
        "grades": _(" or ").join(wanted),
        "share": f"{reached / held:.0%}",
        "total": total,
    }


def _grades_picture(found: Questionnaire, grades: Sequence[str | None], as_of: str) -> Picture:
    named = [(grade_words(band), sum(grade == band.code for grade in grades)) for band in found.bands]
    named.append((_("holds none"), sum(grade is None for grade in grades)))
    title = _("Funded programmes by grade: %(title)s") % {"title": found.title}
    bars = [Bar(label, count, str(count)) for label, count in named]
    columns = [TableColumn(_("Grade")), TableColumn(_("Programmes"), is_number=True)]
    rows = [[Cell(label), Cell(str(count))] for label, count in named]
    table = Table(title, columns, rows, caption_is_hidden=True)
    return Picture(title, bar_chart(bars, title=title), table, as_of, title_is_hidden=True)
