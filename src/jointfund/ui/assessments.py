"""Results of questionnaires as pages show them, public or at the desk: grade, picture, how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jointfund.instruments.as_json import number
from jointfund.instruments.comparing import Divergence, SectionOfOthers
from jointfund.instruments.questionnaire import Band, Confidence, Questionnaire, Rule
from jointfund.instruments.scoring import Result, SectionScore, Step, StepState
from jointfund.rendering.charts import Bar, bar_chart
from jointfund.ui.pieces import Cell, Picture, Table, TableColumn


@dataclass(frozen=True)
class ShownResult:
    """A result laid out to be read. `grade` is empty while answers are missing; `why` are sentences."""

    grade: str
    meaning: str
    score: str
    why: Sequence[str]
    picture: Picture
    steps: Sequence[tuple[str, Table]]
    suggestions: Sequence[tuple[str, str]]
    caution: str
    beside: str = ""


@dataclass(frozen=True)
class ShownDivergence:
    """A question on which respondents differ, with what each answered."""

    question: str
    voices: Sequence[tuple[str, str, str]]
    how_far: str


def shown_result(
    questionnaire: Questionnaire,
    found: Result,
    *,
    as_of: str,
    others: Sequence[SectionOfOthers] | None = None,
    places: int = 0,
) -> ShownResult:
    """The result of one respondent, beside the middle of other places where enough answered."""
    return ShownResult(
        grade_words(found.grade),
        found.grade.meaning if found.grade else "",
        score_words(questionnaire, found),
        reasons(questionnaire, found),
        _picture(questionnaire, found, as_of, others, places),
        [(one.section.title, _steps(one)) for one in found.sections],
        [(one.question.text, one.suggestion) for one in found.suggestions()],
        caution(questionnaire),
        _beside(questionnaire, others, places),
    )


def shown_divergence(found: Sequence[Divergence]) -> list[ShownDivergence]:
    """Where respondents differ, the widest first."""
    return [
        ShownDivergence(
            one.question.text,
            [(voice.label or _("a respondent"), voice.answer, voice.justification) for voice in one.voices],
            _("%(share)s of what the question can earn lies between them")
            % {"share": per_cent(one.spread * 100)}
            if one.spread is not None
            else "",
        )
        for one in found
    ]


def grade_words(band: Band | None) -> str:
    """`A, largely achieved`; empty for none."""
    if band is None:
        return ""
    return f"{band.code}: {band.label}" if band.code.isupper() or band.code.isdigit() else band.label


def score_words(questionnaire: Questionnaire, found: Result) -> str:
    """`9 of 11 points` or `66.7%`; empty while the score is not known."""
    if found.score is None:
        return ""
    if questionnaire.rule is Rule.SUM_OF_POINTS:
        of = {"score": number(found.score), "maximum": number(found.maximum or Decimal(0))}
        return _("%(score)s of %(maximum)s points") % of
    return per_cent(found.score)


def per_cent(share: Decimal | None) -> str:
    """`67%`, from a share in per cent; empty when unknown."""
    return f"{share.quantize(Decimal(1), ROUND_HALF_UP)}%" if share is not None else ""


def rule_words(rule: Rule) -> str:
    """How the score of the whole comes about, in a sentence."""
    return {
        Rule.SUM_OF_POINTS: _("The points of all answers that count are added up."),
        Rule.SHARE_OF_POINTS: _("The points of all answers that count, as a share of what could be reached."),
        Rule.MEAN_OF_SECTIONS: _("Each section’s share of what could be reached, and of these the mean."),
        Rule.LOWEST_SECTION: _("The section with the lowest share of what could be reached decides."),
    }[rule]


def caution(questionnaire: Questionnaire) -> str:
    """What a reader must know of questions that no published source confirms; empty for others."""
    return questionnaire.note if questionnaire.confidence is Confidence.TEMPLATE else ""


def reasons(questionnaire: Questionnaire, found: Result) -> list[str]:
    """How the grade came about, or why there is none."""
    if found.grade is None or found.score is None:
        count = len(found.missing)
        words = ngettext(
            "%(count)s question that counts has no answer, so there is no grade yet.",
            "%(count)s questions that count have no answer, so there is no grade yet.",
            count,
        )
        return [words % {"count": count} if count else _("No answer counts yet, so there is no grade.")]
    said = [rule_words(questionnaire.rule), _begins(questionnaire, found.grade, found)]
    for one in found.refused:
        needed = "; ".join(f"“{question.text}”" for question in one.questions)
        said.append(
            _("The score is enough for %(grade)s, which also needs the full points for: %(questions)s")
            % {"grade": grade_words(one.band), "questions": needed}
        )
    aside = sum(step.state is StepState.DOES_NOT_APPLY for step in found.steps)
    hidden = sum(step.state is StepState.NOT_ASKED for step in found.steps)
    if aside or hidden:
        said.append(_("Questions that do not apply or were not asked count neither for nor against."))
    return said


def grades_table(questionnaire: Questionnaire) -> Table:
    """Every grade, from which score on, and what it means."""
    unit = _("points") if questionnaire.rule is Rule.SUM_OF_POINTS else _("per cent")
    columns = [
        TableColumn(_("Grade")),
        TableColumn(_("From (%(unit)s)") % {"unit": unit}, is_number=True),
        TableColumn(_("What it means")),
    ]
    rows = [
        [Cell(grade_words(one)), Cell(number(one.at_least)), Cell(one.meaning)] for one in questionnaire.bands
    ]
    return Table(_("Grades"), columns, rows, caption_is_hidden=True, stacks_on_phone=True)


def _begins(questionnaire: Questionnaire, band: Band, found: Result) -> str:
    unit = _("points") if questionnaire.rule is Rule.SUM_OF_POINTS else "%"
    start = f"{number(band.at_least)} {unit}" if unit != "%" else f"{number(band.at_least)}%"
    return _("%(score)s; “%(grade)s” begins at %(start)s.") % {
        "score": score_words(questionnaire, found),
        "grade": grade_words(band),
        "start": start,
    }


def _picture(
    questionnaire: Questionnaire,
    found: Result,
    as_of: str,
    others: Sequence[SectionOfOthers] | None,
    places: int,
) -> Picture:
    middles: Mapping[str, Decimal | None] = {one.code: one.middle for one in others or ()}
    bars = [
        Bar(
            one.section.title,
            one.share,
            per_cent(one.share) or _("not known"),
            note=_middle_words(middles.get(one.section.code)),
        )
        for one in found.sections
    ]
    title = _finding(found.sections)
    columns = [
        TableColumn(_("Section")),
        TableColumn(_("Points"), is_number=True),
        TableColumn(_("Could be reached"), is_number=True),
        TableColumn(_("Share (%)"), is_number=True),
    ]
    if others:
        columns.append(
            TableColumn(_("Middle of %(places)s other places (%%)") % {"places": places}, is_number=True)
        )
    rows = [_section_row(one, middles if others else None) for one in found.sections]
    table = Table(title, columns, rows, caption_is_hidden=True, stacks_on_phone=True)
    return Picture(title, bar_chart(bars, title=title, full=100), table, as_of)


def _section_row(one: SectionScore, middles: Mapping[str, Decimal | None] | None) -> list[Cell]:
    row = [
        Cell(one.section.title),
        Cell(_points(one.points)),
        Cell(_points(one.maximum)),
        Cell(per_cent(one.share) or _("not known")),
    ]
    if middles is not None:
        row.append(Cell(per_cent(middles.get(one.section.code)) or _("too few")))
    return row


def _middle_words(middle: Decimal | None) -> str:
    return _("middle of other places: %(share)s") % {"share": per_cent(middle)} if middle is not None else ""


def _finding(sections: Sequence[SectionScore]) -> str:
    known = sorted((one for one in sections if one.share is not None), key=lambda one: one.share or 0)
    if len(known) < 2 or known[0].share == known[-1].share:
        return _("By section")
    return _("Strongest: %(best)s. Weakest: %(worst)s.") % {
        "best": known[-1].section.title,
        "worst": known[0].section.title,
    }


def _steps(section: SectionScore) -> Table:
    columns = [
        TableColumn(_("Question")),
        TableColumn(_("Answer")),
        TableColumn(_("Points"), is_number=True),
        TableColumn(_("How it counted")),
    ]
    rows = [
        [
            Cell(one.question.text),
            Cell(" · ".join(part for part in (one.answer, one.justification) if part) or "–"),
            Cell(_points(one.points)),
            Cell(_how(one)),
        ]
        for one in section.steps
    ]
    return Table(section.section.title, columns, rows, caption_is_hidden=True, stacks_on_phone=True)


def _how(step: Step) -> str:
    match step.state:
        case StepState.COUNTED:
            return _("of %(maximum)s that could be reached") % {"maximum": _points(step.maximum)}
        case StepState.UNANSWERED:
            return _("no answer: it is unknown, not zero")
        case StepState.DOES_NOT_APPLY:
            return _("does not apply: counts neither for nor against")
        case StepState.NOT_ASKED:
            return _("not asked, because of an earlier answer")
        case StepState.NOT_SCORED:
            return _("earns no points")


def _points(value: Decimal | None) -> str:
    return number(value) if value is not None else ""


def _beside(questionnaire: Questionnaire, others: Sequence[SectionOfOthers] | None, places: int) -> str:
    if not questionnaire.is_public:
        return ""
    if others is None:
        return _("How other places answered is shown once at least five did, so that none can be told apart.")
    words = ngettext("%(count)s other place answered.", "%(count)s other places answered.", places)
    return words % {"count": places} + " " + _("Their middle stands beside each section; none is named.")
