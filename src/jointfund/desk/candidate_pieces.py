"""One candidate as its page shows it: each field beside its lines, the answers to choose, what is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jointfund.desk import words
from jointfund.funds.models import Fund
from jointfund.intake.candidates.comparing import Relation
from jointfund.intake.candidates.contributions import CONTRIBUTION_HELP, CONTRIBUTION_LABELS
from jointfund.intake.candidates.fields import KINDS
from jointfund.intake.candidates.knowledge import STATEMENTS
from jointfund.intake.candidates.outlook import Outlook
from jointfund.intake.candidates.pieces import HELP, label_of
from jointfund.intake.models import OF_KNOWLEDGE, Candidate, CandidateField, CandidateKind, Decision
from jointfund.intake.services import Choice
from jointfund.programmes.models import Status
from jointfund.vocabularies.models import Scheme, ThematicArea

MOST_LINES = 14
LONGEST_LABEL = 120


@dataclass(frozen=True)
class Line:
    """One line of the document."""

    number: int
    text: str


@dataclass(frozen=True)
class Answer:
    """One answer a person can choose. With `has_input` it asks for the right value."""

    value: str
    label: str
    is_chosen: bool
    has_input: bool = False


@dataclass(frozen=True)
class FieldRow:
    """One field: both values, its lines, its doubt, the answers. `key` makes its names in the form."""

    key: int
    name: str
    label: str
    help: str
    document: str
    printed: str
    record: str
    differs: bool
    doubt: str
    place: str
    lines: Sequence[Line]
    more_lines: int
    answers: Sequence[Answer]
    typed: str
    is_long: bool
    options: Sequence[tuple[str, str]]
    scheme: str = ""
    fault: str = ""
    meanwhile: str = ""


@dataclass(frozen=True)
class FieldGroups:
    """The fields in the order they need a person."""

    look: Sequence[FieldRow]
    values: Sequence[FieldRow]
    same: Sequence[FieldRow]
    suggestions: Sequence[FieldRow]
    missing: Sequence[FieldRow]


@dataclass(frozen=True)
class Vocabulary:
    """Codes with their words, for showing and for choosing."""

    areas: Mapping[str, str]
    statuses: Mapping[str, str]

    def shown(self, name: str, value: str) -> str:
        """A value as people read it."""
        match name:
            case "thematic_area":
                return self.areas.get(value, value)
            case "status":
                return self.statuses.get(value, value)
        return value

    def options(self, name: str) -> tuple[tuple[str, str], ...]:
        """What can be chosen for a field; empty where it is written."""
        known = {"thematic_area": self.areas, "status": self.statuses}.get(name, {})
        return tuple(known.items())


def vocabulary_of(fund: Fund) -> Vocabulary:
    """The areas and statuses of a fund."""
    areas = ThematicArea.objects.filter(fund=fund)
    statuses = Status.objects.filter(fund=fund)
    return Vocabulary(
        {str(area.number): f"{area.number} {area.title}" for area in areas},
        {status.code: status.label for status in statuses},
    )


def field_groups(
    outlook: Outlook,
    vocabulary: Vocabulary,
    *,
    typed: Mapping[str, Choice] | None = None,
    faults: Mapping[str, str] | None = None,
) -> FieldGroups:
    """All fields of a candidate. `typed` is what a person chose and could not be kept yet."""
    lines = outlook.candidate.file.text.split("\n")
    look: list[FieldRow] = []
    values: list[FieldRow] = []
    same: list[FieldRow] = []
    suggestions: list[FieldRow] = []
    missing: list[FieldRow] = []
    for field in outlook.fields:
        row = _row(outlook, field, vocabulary, lines, typed or {}, (faults or {}).get(field.name, ""))
        relation = outlook.relations[field.name]
        if field.is_suggestion:
            suggestions.append(row)
        elif field.doubt or relation == Relation.DIFFERS or row.fault:
            look.append(row)
        elif relation == Relation.EMPTY:
            missing.append(row)
        else:
            (same if relation == Relation.SAME else values).append(row)
    return FieldGroups(look, values, same, suggestions, missing)


def excerpt(text: str, start: int | None, end: int | None) -> tuple[list[Line], int]:
    """Lines of a text with their numbers, and how many more there would be."""
    if start is None:
        return [], 0
    return _excerpt(text.split("\n"), start, end)


def _row(
    outlook: Outlook,
    field: CandidateField,
    vocabulary: Vocabulary,
    lines: Sequence[str],
    typed: Mapping[str, Choice],
    fault: str,
) -> FieldRow:
    choice = typed.get(field.name, Choice(field.decision, field.corrected))
    shown, more = _excerpt(lines, field.start_line, field.end_line)
    side = outlook.sides.get(field.name)
    record = side.shown if side and not field.is_suggestion else ""
    saved = _told(field, vocabulary)
    return FieldRow(
        key=field.position,
        name=field.name,
        label=_label(field, outlook.candidate),
        help=_help(field, outlook.candidate),
        document=vocabulary.shown(field.name, field.proposed),
        printed=field.printed,
        record=vocabulary.shown(field.name, record),
        differs=outlook.relations[field.name] == Relation.DIFFERS,
        doubt=field.doubt,
        place=words.lines(field.start_line, field.end_line, field.page),
        lines=shown,
        more_lines=more,
        answers=_answers(outlook, field, choice),
        typed=choice.corrected or field.proposed,
        is_long=_is_long(field, outlook.candidate),
        options=vocabulary.options(field.name),
        scheme=_scheme(field),
        fault=fault,
        meanwhile=saved
        if typed and (choice.decision, choice.corrected) != (field.decision, field.corrected)
        else "",
    )


def _excerpt(lines: Sequence[str], start: int | None, end: int | None) -> tuple[list[Line], int]:
    if start is None:
        return [], 0
    found = [
        Line(number, lines[number - 1].strip()) for number in range(start, min(end or start, len(lines)) + 1)
    ]
    said = [line for line in found if line.text]
    return said[:MOST_LINES], max(0, len(said) - MOST_LINES)


def _answers(outlook: Outlook, field: CandidateField, choice: Choice) -> list[Answer]:
    """The answers that make sense, the one that holds by default first."""
    if field.is_suggestion:
        offered = [
            ("", _("Keep as suggestion")),
            (Decision.ACCEPT, _("Confirm")),
            (Decision.REJECT, _("Drop")),
        ]
    else:
        offered = _offered(outlook, field)
    chosen = choice.decision if choice.decision in dict(offered) else ""
    return [
        Answer(value, label, value == chosen, has_input=value == Decision.CORRECT) for value, label in offered
    ]


def _offered(outlook: Outlook, field: CandidateField) -> list[tuple[str, str]]:
    relation, record = outlook.relations[field.name], outlook.sides.get(field.name)
    correct = (Decision.CORRECT, _("Correct it:"))
    if outlook.candidate.kind == CandidateKind.CONTRIBUTION:
        return (
            [("", _("Accept as printed")), correct] if field.proposed else [("", _("Leave it open")), correct]
        )
    match relation:
        case Relation.DIFFERS:
            return [
                ("", _("Keep what is on record")),
                (Decision.ACCEPT, _("Take the document's value")),
                correct,
            ]
        case Relation.EMPTY:
            keep = _("Keep what is on record") if record and record.shown else _("Leave it unknown")
            return [("", keep), (Decision.CORRECT, _("Write it:"))]
    if field.doubt:
        return [
            ("", _("Accept; the doubt stays noted")),
            (Decision.ACCEPT, _("Accept; I looked, it is right")),
            correct,
            (Decision.REJECT, _("Leave it out")),
        ]
    return [("", _("Accept")), correct, (Decision.REJECT, _("Leave it out"))]


def _label(field: CandidateField, candidate: Candidate) -> str:
    if field.is_suggestion:
        return field.proposed
    if candidate.kind in OF_KNOWLEDGE:
        said = label_of(field.name)
        return f"{said}: {field.printed}"[:LONGEST_LABEL] if ":" in field.name and field.printed else said
    if candidate.kind == CandidateKind.CONTRIBUTION:
        return _(CONTRIBUTION_LABELS[field.name])
    return _(KINDS[field.name].label)


def _help(field: CandidateField, candidate: Candidate) -> str:
    if field.is_suggestion:
        return ""
    if candidate.kind in OF_KNOWLEDGE:
        return str(HELP.get(field.name.partition(":")[0], ""))
    is_contribution = candidate.kind == CandidateKind.CONTRIBUTION
    text = CONTRIBUTION_HELP.get(field.name, "") if is_contribution else KINDS[field.name].help
    return _(text) if text else ""


def _is_long(field: CandidateField, candidate: Candidate) -> bool:
    if candidate.kind in OF_KNOWLEDGE:
        return field.name.partition(":")[0] in (*STATEMENTS, "testimony")
    return field.name in KINDS and candidate.kind == CandidateKind.PROGRAMME and KINDS[field.name].is_long


def _scheme(field: CandidateField) -> str:
    """The vocabulary a suggestion is of, in words."""
    if not field.is_suggestion:
        return ""
    scheme = field.name.split(":")[1]
    return str(Scheme(scheme).label) if scheme in Scheme.values else _("Place")


def _told(field: CandidateField, vocabulary: Vocabulary) -> str:
    """What is saved for a field, in words."""
    if field.decision == Decision.CORRECT:
        return vocabulary.shown(field.name, field.corrected)
    return str(Decision(field.decision).label) if field.decision else _("no answer")
