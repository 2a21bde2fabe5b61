"""A questionnaire as the JSON document `read_questionnaire` takes. Pure."""

from decimal import Decimal

from jointfund.instruments.fields import Json
from jointfund.instruments.questionnaire import (
    Band,
    Condition,
    Level,
    Option,
    Question,
    Questionnaire,
    Section,
)


def as_json(one: Questionnaire) -> dict[str, Json]:
    """The whole document, every field written out, so that equal questionnaires are equal documents."""
    target = one.target
    return {
        "code": one.code,
        "title": one.title,
        "purpose": one.purpose,
        "valid_from": one.valid_from.isoformat(),
        "source": one.source,
        "confidence": one.confidence.value,
        "note": one.note,
        "subject_label": one.subject_label,
        "is_public": one.is_public,
        "rule": one.rule.value,
        "bands": [_band(band) for band in one.bands],
        "target": (
            {"grades": list(target.grades), "share": number(target.share), "source": target.source}
            if target
            else None
        ),
        "sections": [_section(section) for section in one.sections],
    }


def number(value: Decimal) -> str:
    """A number as text, without idle zeros: `1`, `0.5`, `10`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _band(one: Band) -> Json:
    return {
        "code": one.code,
        "label": one.label,
        "at_least": number(one.at_least),
        "meaning": one.meaning,
        "needs": list(one.needs),
    }


def _section(one: Section) -> Json:
    return {
        "code": one.code,
        "title": one.title,
        "intro": one.intro,
        "weight": number(one.weight),
        "questions": [_question(question) for question in one.questions],
    }


def _question(one: Question) -> Json:
    return {
        "code": one.code,
        "kind": one.kind.value,
        "text": one.text,
        "help": one.help,
        "is_required": one.is_required,
        "asks_justification": one.asks_justification,
        "weight": number(one.weight),
        "options": [_option(option) for option in one.options],
        "levels": [_level(level) for level in one.levels],
        "shown_if": [_condition(condition) for condition in one.shown_if],
    }


def _option(one: Option) -> Json:
    points = number(one.points) if one.points is not None else None
    return {"code": one.code, "label": one.label, "points": points, "suggestion": one.suggestion}


def _level(one: Level) -> Json:
    return {"at_least": number(one.at_least), "points": number(one.points), "suggestion": one.suggestion}


def _condition(one: Condition) -> Json:
    return {"question": one.question, "kind": one.kind.value, "values": list(one.values)}
