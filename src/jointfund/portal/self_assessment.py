"""Self-assessment in a reader's forms: beginning one, the questions of a section, what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jointfund.instruments.answers import LONGEST_ANSWER, Answer, Answers, faults_of, faults_of_answer
from jointfund.instruments.conditions import shown_questions
from jointfund.instruments.models import InstrumentVersion
from jointfund.instruments.questionnaire import Option, Question, QuestionKind, Questionnaire, Section
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.ui.pieces import FieldFault
from jointfund.ui.visit import Visit


@dataclass(frozen=True)
class Card:
    """A questionnaire in the list."""

    title: str
    purpose: str
    href: str
    size: str


@dataclass(frozen=True)
class ShownQuestion:
    """A question as its form shows it; `described` are the ids of its help and fault."""

    code: str
    text: str
    help: str
    options: Sequence[Option]
    is_number: bool
    is_required: bool
    asks_justification: bool
    value: str
    justification: str
    faults: Sequence[str]
    described: str


@dataclass(frozen=True)
class Missing:
    """What keeps answers from being sent, and where to mend it."""

    question: str
    message: str
    href: str


class NamedForm(forms.Form):
    """The name others of a round know a respondent by."""

    label = forms.CharField(
        label=gettext_lazy("Your name for the others of this round"),
        help_text=gettext_lazy("For example: the school office. Nobody else sees it."),
        max_length=120,
        strip=True,
    )

    def faults(self) -> list[FieldFault]:
        """What is wrong, each linked to its field."""
        return [FieldFault(f"id_{name}", str(found[0])) for name, found in self.errors.items()]


class StartForm(NamedForm):
    """What somebody says before the first question."""

    field_order = ("subject", "is_compared", "is_for_several", "label")

    subject = forms.CharField(label=gettext_lazy("What is assessed"), max_length=120)
    is_compared = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Count my answers, without any name, when others compare"),
    )
    is_for_several = forms.BooleanField(
        required=False,
        label=gettext_lazy("Others will answer too"),
        help_text=gettext_lazy("You get a link for them. Nobody sees the others’ answers before you close."),
    )

    def __init__(self, questionnaire: Questionnaire, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["label"].required = False
        self.fields["label"].help_text = _("Only if others will answer too, for example: the school office.")
        if questionnaire.subject_label:
            self.fields["subject"].label = questionnaire.subject_label


def cards(visit: Visit, versions: Sequence[InstrumentVersion]) -> list[Card]:
    """Questionnaires as the list shows them."""
    found = [(one, read_questionnaire(one.document)) for one in versions]
    return [
        Card(one.title, parsed.purpose, visit.href("self-assessment", code=one.code), _size(parsed))
        for one, parsed in found
    ]


def questions_of(
    questionnaire: Questionnaire, section: Section, answers: Answers, faults: Mapping[str, Sequence[str]]
) -> list[ShownQuestion]:
    """The questions of a section that are asked, with what was typed."""
    asked = {one.code for one in shown_questions(questionnaire, answers.value)}
    return [
        _shown(one, answers.of(one.code), faults.get(one.code, ()))
        for one in section.questions
        if one.code in asked
    ]


def typed_answers(section: Section, posted: QueryDict) -> dict[str, Answer]:
    """What was posted of a section; a question whose fields were not in the form is left out."""
    return {
        one.code: Answer(_clean(posted.get(f"q-{one.code}", "")), _clean(posted.get(f"why-{one.code}", "")))
        for one in section.questions
        if f"q-{one.code}" in posted or f"why-{one.code}" in posted
    }


def faults_of_typed(section: Section, typed: Mapping[str, Answer]) -> dict[str, list[str]]:
    """What is wrong with what was typed. What is missing still may be: one may come back to it."""
    found: dict[str, list[str]] = {}
    for one in section.questions:
        answer = typed.get(one.code, Answer())
        if answer.is_given:
            found[one.code] = [
                _(fault.message) for fault in faults_of_answer(one, answer) if fault.part == "value"
            ]
    return {code: messages for code, messages in found.items() if messages}


def missing_of(questionnaire: Questionnaire, answers: Answers, hrefs: Sequence[str]) -> list[Missing]:
    """All that keeps answers from being sent, each with the page of its question."""
    found = []
    for fault in faults_of(questionnaire, answers):
        for section, href in zip(questionnaire.sections, hrefs, strict=True):
            for question in section.questions:
                if question.code == fault.question:
                    found.append(Missing(question.text, _(fault.message), f"{href}#q-{question.code}"))
    return found


def _shown(one: Question, answer: Answer, faults: Sequence[str]) -> ShownQuestion:
    described = [f"help-{one.code}"] if one.help else []
    described += [f"fault-{one.code}"] if faults else []
    return ShownQuestion(
        one.code,
        one.text,
        one.help,
        one.options,
        one.kind is QuestionKind.NUMBER,
        one.is_required,
        one.asks_justification,
        answer.value,
        answer.justification,
        faults,
        " ".join(described),
    )


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_ANSWER]


def _size(questionnaire: Questionnaire) -> str:
    count = len(list(questionnaire.questions()))
    sections = len(questionnaire.sections)
    asked = ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}
    pages = ngettext("%(count)s page", "%(count)s pages", sections) % {"count": sections}
    return f"{asked} · {pages}"
