"""A proposal's form as a Word file and back. Each answer of one's own stands in a content control."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from jointfund.kernel.errors import UnreadableInput
from jointfund.proposals.exchange.offers import Fault, FileRefused, Offer, Sheet
from jointfund.proposals.forms import Field, Kind, Row, Value
from jointfund.proposals.forms.shape import Choice
from jointfund.proposals.forms.values import rows_of, text_of, tidy
from jointfund.reading.controls import Controls, read_controls
from jointfund.rendering.controls import Note, Part, TableControl, TextControl, Title, controls_docx

_TAG = re.compile(r"t(\d{1,18})\.v(\d{1,9})\.f(\d{1,4})")


def write_word(title: str, subtitle: str, sheets: Sequence[Sheet]) -> bytes:
    """The whole form; what the reader may not write stands in it to read."""
    how = _("Write in the framed answers and bring the file back to the proposal. Leave the frames standing.")
    parts: list[Part] = [Title(title, 0), Note(subtitle), Note(how)]
    for sheet in sheets:
        parts += [Title(sheet.title), *([Note(sheet.section.help)] if sheet.section.help else [])]
        for number, field in enumerate(sheet.section.fields):
            parts += _parts(sheet, number, field)
    return controls_docx(title, parts)


def read_word(content: bytes, name: str, sheets: Sequence[Sheet]) -> list[Offer]:
    """What the file says in each section. An answer whose frame is gone is not in it and stays as it is.

    Raises UnreadableInput for a file that is none of ours, FileRefused with every place that is wrong.
    """
    found = read_controls(content, name)
    known = {sheet.number: sheet for sheet in sheets}
    tags = {code: match for code in found.texts if (match := _TAG.fullmatch(code))}
    if not tags:
        raise UnreadableInput(_("This file has no answers in it: take one out of this proposal first."))
    if any(int(match[1]) not in known for match in tags.values()):
        raise UnreadableInput(_("This file is of another proposal, or of an earlier stage of this one."))
    answers: dict[tuple[int, int], dict[str, Value]] = {}
    faults: list[Fault] = []
    for code, match in tags.items():
        sheet = known[int(match[1])]
        if int(match[3]) >= len(sheet.section.fields):
            raise UnreadableInput(_("This file was made with another form."))
        field = sheet.section.fields[int(match[3])]
        kept = answers.setdefault((sheet.number, int(match[2])), {})
        try:
            kept[field.code] = _answer(found, code, field, sheet)
        except _Wrong as fault:
            faults.append(Fault(f"{sheet.title} · {field.label}", str(fault)))
    if faults:
        raise FileRefused(faults)
    return [Offer(number, version, kept) for (number, version), kept in answers.items()]


class _Wrong(Exception):
    """Why one answer cannot be taken in."""


def _parts(sheet: Sheet, number: int, field: Field) -> Iterator[Part]:
    tag = f"t{sheet.number}.v{sheet.version}.f{number}"
    yield Title(field.label, 2)
    if sheet.is_mine and (hint := _hint(field)):
        yield Note(hint)
    if field.kind is not Kind.TABLE:
        text = _shown(text_of(sheet.answers, field.code), field.choices)
        yield TextControl(tag, field.label, text) if sheet.is_mine else Note(text)
        return
    heads = [column.label for column in field.columns]
    rows = [
        [_shown(row.get(column.code, ""), column.choices) for column in field.columns]
        for row in rows_of(sheet.answers, field.code)
    ]
    if sheet.is_mine:
        yield TableControl(tag, field.label, heads, rows)
    else:
        yield from (Note(" · ".join(cell for cell in row if cell)) for row in rows)


def _hint(field: Field) -> str:
    limit = _("At most %(count)s words.") % {"count": field.word_limit} if field.word_limit else ""
    labels = ", ".join(choice.label for choice in field.choices)
    choices = _("One of: %(answers)s.") % {"answers": labels} if labels else ""
    return " ".join(part for part in (field.help, limit, choices) if part)


def _answer(found: Controls, code: str, field: Field, sheet: Sheet) -> Value:
    if code in found.repeated:
        raise _Wrong(_("it stands in the file twice: leave one of them."))
    if field.kind is not Kind.TABLE:
        return _chosen(found.texts[code], field.choices, text_of(sheet.answers, field.code))
    if code not in found.tables:
        raise _Wrong(_("its table is gone: put it back, or take the file out again."))
    rows = found.tables[code][1:]
    if any(len(row) != len(field.columns) for row in found.tables[code]):
        raise _Wrong(_("its table has other columns than it was taken out with."))
    known = _known(field, sheet.answers)
    return [row for n, cells in enumerate(rows, 1) if any((row := _row(field, cells, n, known)).values())]


def _row(field: Field, cells: Sequence[str], number: int, known: Mapping[str, frozenset[str]]) -> Row:
    row = {}
    for column, cell in zip(field.columns, cells, strict=True):
        text = tidy(cell)
        try:
            row[column.code] = _chosen(text, column.choices, text if text in known[column.code] else "")
        except _Wrong as fault:
            words = _("row %(number)s, “%(column)s”: %(reason)s")
            raise _Wrong(words % {"number": number, "column": column.label, "reason": fault}) from None
    return row


def _known(field: Field, answers: Mapping[str, Value]) -> Mapping[str, frozenset[str]]:
    """Cells as they stand: what is there already is not refused, however it came in."""
    rows = rows_of(answers, field.code)
    return {one.code: frozenset(row.get(one.code, "") for row in rows) for one in field.columns}


def _shown(text: str, choices: Sequence[Choice]) -> str:
    return next((one.label for one in choices if one.code == text), text)


def _chosen(text: str, choices: Sequence[Choice], standing: str) -> str:
    """The text of an answer, for a choice its code."""
    plain = tidy(text)
    if not choices or not plain or plain == standing:
        return plain
    for one in choices:
        if plain.casefold() in (one.label.casefold(), one.code.casefold()):
            return one.code
    labels = ", ".join(one.label for one in choices)
    raise _Wrong(_("“%(text)s” is none of: %(answers)s.") % {"text": plain[:60], "answers": labels})
