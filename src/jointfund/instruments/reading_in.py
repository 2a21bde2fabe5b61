"""A questionnaire from JSON. What does not hold together is refused with every fault at its place."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jointfund.instruments.fields import Fields, Json, read_number
from jointfund.instruments.questionnaire import (
    CLOSED,
    Band,
    Condition,
    ConditionKind,
    Confidence,
    Level,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
    Section,
    Target,
)
from jointfund.kernel.errors import DomainError

ONE = Decimal(1)
MOST_QUESTIONS = 200
YES_OR_NO: Json = [
    {"code": "yes", "label": "Yes", "points": "1"},
    {"code": "no", "label": "No", "points": "0"},
]


class BrokenQuestionnaire(DomainError):
    """A questionnaire that cannot be used; `faults` names each place and what is wrong there."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def read_questionnaire(document: Json) -> Questionnaire:
    """The questionnaire a JSON document holds. Raises BrokenQuestionnaire with all its faults."""
    faults: list[str] = []
    fields = Fields(document if isinstance(document, dict) else {}, "", faults)
    found = Questionnaire(
        code=fields.code(),
        title=fields.text("title", is_needed=True),
        purpose=fields.text("purpose"),
        valid_from=fields.day("valid_from"),
        source=fields.text("source", is_needed=True),
        confidence=fields.one_of("confidence", Confidence, Confidence.TEMPLATE),
        rule=fields.one_of("rule", Rule, Rule.SHARE_OF_POINTS),
        bands=tuple(_band(one) for one in fields.rows("bands", "grade", is_needed=True)),
        sections=tuple(_section(one) for one in fields.rows("sections", "section", is_needed=True)),
        note=fields.text("note"),
        subject_label=fields.text("subject_label"),
        is_public=fields.flag("is_public"),
        target=_target(fields),
    )
    faults.extend(_faults(found))
    if faults:
        raise BrokenQuestionnaire(faults)
    return found


def _section(fields: Fields) -> Section:
    return Section(
        code=fields.code(),
        title=fields.text("title", is_needed=True),
        questions=tuple(_question(one) for one in fields.rows("questions", "question", is_needed=True)),
        intro=fields.text("intro"),
        weight=fields.number("weight", ONE) or ONE,
    )


def _question(fields: Fields) -> Question:
    kind = fields.one_of("kind", QuestionKind, QuestionKind.YES_NO)
    if kind is QuestionKind.YES_NO and not fields.row.get("options"):
        fields = Fields({**fields.row, "options": YES_OR_NO}, fields.place, fields.faults)
    return Question(
        code=fields.code(),
        kind=kind,
        text=fields.text("text", is_needed=True),
        help=fields.text("help"),
        is_required=fields.flag("is_required", default=True),
        asks_justification=fields.flag("asks_justification"),
        weight=_weight(fields),
        options=tuple(_option(one) for one in fields.rows("options", "answer")),
        levels=tuple(_level(one) for one in fields.rows("levels", "level")),
        shown_if=tuple(_condition(one) for one in fields.rows("shown_if", "condition")),
    )


def _weight(fields: Fields) -> Decimal:
    weight = fields.number("weight", ONE)
    if not weight:
        fields.refuse("weight is above 0")
    return weight or ONE


def _option(fields: Fields) -> Option:
    return Option(
        fields.code(),
        fields.text("label", is_needed=True),
        fields.number("points"),
        fields.text("suggestion"),
    )


def _level(fields: Fields) -> Level:
    zero = Decimal(0)
    return Level(
        fields.number("at_least", zero) or zero,
        fields.number("points", zero) or zero,
        fields.text("suggestion"),
    )


def _condition(fields: Fields) -> Condition:
    kind = fields.one_of("kind", ConditionKind, ConditionKind.IS)
    values = fields.texts("values")
    if kind is not ConditionKind.ANSWERED and not values:
        fields.refuse("values say which answer")
    if kind in {ConditionKind.AT_LEAST, ConditionKind.AT_MOST} and [read_number(v) for v in values] in (
        [],
        [None],
    ):
        fields.refuse("values hold one number")
    return Condition(fields.code("question"), kind, values)


def _band(fields: Fields) -> Band:
    return Band(
        code=fields.text("code", is_needed=True)[:20],
        label=fields.text("label", is_needed=True),
        at_least=fields.number("at_least", Decimal(0)) or Decimal(0),
        meaning=fields.text("meaning"),
        needs=fields.texts("needs"),
    )


def _target(fields: Fields) -> Target | None:
    row = fields.row.get("target")
    if row is None:
        return None
    inner = Fields(row if isinstance(row, dict) else {}, "target", fields.faults)
    share = inner.number("share")
    if share is None or share > 1:
        inner.refuse("share is a fraction from 0 to 1")
    return Target(inner.texts("grades"), share or Decimal(0), inner.text("source", is_needed=True))


def _faults(found: Questionnaire) -> Iterator[str]:
    questions = list(found.questions())
    if len(questions) > MOST_QUESTIONS:
        yield f"{len(questions)} questions are more than {MOST_QUESTIONS}"
    yield from (f"section {code}: named twice" for code in _repeated(one.code for one in found.sections))
    yield from (f"question {code}: named twice" for code in _repeated(one.code for one in questions))
    yield from _faults_of_bands(found)
    before: dict[str, Question] = {}
    for question in questions:
        yield from _faults_of_question(question)
        yield from _faults_of_conditions(question, before)
        before[question.code] = question


def _faults_of_bands(found: Questionnaire) -> Iterator[str]:
    yield from (f"grade {code}: named twice" for code in _repeated(one.code for one in found.bands))
    starts = [one.at_least for one in found.bands]
    if starts and (starts != sorted(starts, reverse=True) or len(set(starts)) < len(starts)):
        yield "grades: from the best to the last, each beginning lower than the one before"
    if found.bands and (starts[-1] != 0 or found.bands[-1].needs):
        yield f"grade {found.bands[-1].code}: the last grade begins at 0 and needs nothing"
    if found.rule is not Rule.SUM_OF_POINTS and starts and starts[0] > 100:
        yield f"grade {found.bands[0].code}: no score is above 100 per cent"
    scored = {one.code for one in found.questions() if one.maximum}
    for band in found.bands:
        yield from (
            f"grade {band.code}: needs {code}, and no scored question has that code"
            for code in band.needs
            if code not in scored
        )
    known = {one.code for one in found.bands}
    for code in found.target.grades if found.target else ():
        if code not in known:
            yield f"target: no grade {code}"
    if not scored:
        yield "questions: none can earn a point"


def _faults_of_question(question: Question) -> Iterator[str]:
    place = f"question {question.code}"
    if question.kind in CLOSED and len(question.options) < 2:
        yield f"{place}: two answers or more to choose from"
    if question.kind not in CLOSED and question.options:
        yield f"{place}: answers to choose from belong to yes_no, scale and choice"
    if question.kind is not QuestionKind.NUMBER and question.levels:
        yield f"{place}: levels belong to number"
    if question.maximum == 0:
        yield f"{place}: some answer earns more than 0, or none has points"
    yield from (
        f"{place}: answer {code} named twice" for code in _repeated(one.code for one in question.options)
    )
    starts = [one.at_least for one in question.levels]
    if starts and (starts[0] != 0 or starts != sorted(set(starts))):
        yield f"{place}: levels rise, and the first begins at 0"


def _faults_of_conditions(question: Question, before: dict[str, Question]) -> Iterator[str]:
    for one in question.shown_if:
        place = f"question {question.code}, condition on {one.question}"
        asked = before.get(one.question)
        if asked is None:
            yield f"{place}: no earlier question has that code"
            continue
        is_number = asked.kind is QuestionKind.NUMBER
        if one.kind in {ConditionKind.AT_LEAST, ConditionKind.AT_MOST} and not is_number:
            yield f"{place}: at_least and at_most ask for a number"
        if one.kind in {ConditionKind.IS, ConditionKind.IS_NOT}:
            if not asked.options:
                yield f"{place}: is and is_not ask for a question with answers to choose from"
            yield from (f"{place}: no answer {value}" for value in one.values if not asked.option(value))


def _repeated(values: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for value in values:
        if value and value in seen:
            twice[value] = None
        seen.add(value)
    return list(twice)
