"""Numbers in sentences: fields like `{funded_count}` that a text names and the record fills in. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jointfund.kernel.errors import DomainError

FIELD = re.compile(r"\{([^{}\s]*)\}")


class UnknownField(DomainError):
    """A text names a figure that does not exist."""


@dataclass(frozen=True)
class Figure:
    """One figure of the record: as a sentence shows it, and exactly."""

    name: str
    shown: str
    exact: str

    @property
    def is_rounded(self) -> bool:
        return self.shown != self.exact


@dataclass(frozen=True)
class FieldUse:
    """A field of a text with its place (counted from 0) and the figure it stands for."""

    start: int
    end: int
    figure: Figure


def fields_of(text: str, figures: Mapping[str, Figure]) -> tuple[FieldUse, ...]:
    """Every field of the text with its value. Raises UnknownField for the first that no figure answers."""
    found = []
    for match in FIELD.finditer(text):
        figure = figures.get(match[1])
        if figure is None:
            raise UnknownField(_refusal(text, match, figures))
        found.append(FieldUse(match.start(), match.end(), figure))
    return tuple(found)


def filled(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with each field's value in its place. Raises UnknownField."""
    parts, at = [], 0
    for use in fields_of(text, figures):
        parts += [text[at : use.start], use.figure.shown]
        at = use.end
    return "".join([*parts, text[at:]])


def _refusal(text: str, match: re.Match[str], figures: Mapping[str, Figure]) -> str:
    line = text.count("\n", 0, match.start()) + 1
    near = get_close_matches(match[1], figures, n=1)
    hint = f"did you mean {{{near[0]}}}?" if near else f"there are {', '.join(f'{{{n}}}' for n in figures)}."
    return f"Line {line}: “{match[0]}” is no figure of this document; {hint}"
