"""Templates of letters to proposers: checked when read, filled without a word left open. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError

# What a template may ask for.
FIELDS = frozenset(
    {"reference", "title", "fund", "body", "day", "decision", "decided", "conditions", "amounts", "lead"}
)


class BrokenLetters(DomainError):
    """Templates that cannot be used; `faults` names each and what is wrong with it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Template:
    """The letter for one outcome."""

    outcome: str
    subject: str
    text: str


@dataclass(frozen=True)
class WrittenLetter:
    """A template filled in."""

    subject: str
    text: str


def read_templates(document: Json) -> Mapping[str, Template]:
    """The templates by outcome. Raises BrokenLetters with every unknown field and unclosed brace."""
    faults: list[str] = []
    rows = document.get("letters") if isinstance(document, dict) else None
    found: dict[str, Template] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        parts = row if isinstance(row, dict) else {}
        one = Template(*(str(parts.get(key, "")).strip() for key in ("outcome", "subject", "text")))
        if not (one.outcome and one.subject and one.text):
            faults.append(f"letter {number}: outcome, subject and text are all needed")
        if one.outcome in found:
            faults.append(f"letter {number}: {one.outcome} has a letter already")
        faults += [f"letter {number} ({one.outcome}): {fault}" for fault in _faults(one)]
        found[one.outcome] = one
    if not found:
        faults.append("letters: a list with at least one letter is missing")
    if faults:
        raise BrokenLetters(faults)
    return found


def fill(template: Template, values: Mapping[str, str]) -> WrittenLetter:
    """The letter with its values; a paragraph whose only field is empty falls away."""
    paragraphs = [part.format_map(values).strip() for part in template.text.split("\n\n")]
    subject = " ".join(template.subject.format_map(values).split())
    return WrittenLetter(subject[:300], "\n\n".join(part for part in paragraphs if part))


def _faults(template: Template) -> Iterator[str]:
    for text in (template.subject, template.text):
        try:
            names = [name for _text, name, _spec, _turn in Formatter().parse(text) if name is not None]
        except ValueError:
            yield "a brace is opened and not closed, or the other way round"
            continue
        yield from (f"{{{name}}} is not a field a letter can have" for name in names if name not in FIELDS)
