"""A call as its editors typed it. Every text can be kept, whatever is in it; `reading` says what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

LONGEST_LINE, LONGEST_TEXT = 300, 20_000
LONG = {"summary", "earmarks", "instruments", "files", "eligibility", "guidance"}


@dataclass(frozen=True)
class LotWords:
    """A lot as typed; amounts are in the fund's currency."""

    title: str = ""
    floor: str = ""
    ceiling: str = ""


@dataclass(frozen=True)
class StageWords:
    """A stage as typed. `code` is that of a stage of the fund's way of proposals, times are local."""

    code: str = ""
    opens: str = ""
    closes: str = ""
    form: str = ""
    template: str = ""


@dataclass(frozen=True)
class CriterionWords:
    """A criterion as typed, with its weight in per cent. `guidance` says what a score means, one a line."""

    title: str = ""
    weight: str = ""
    family: str = ""
    most: str = ""
    note_under: str = ""
    guidance: str = ""


@dataclass(frozen=True)
class CallWords:
    """Everything a call says, as typed. `instruments` and `files` hold one code a line."""

    title: str = ""
    summary: str = ""
    areas: tuple[str, ...] = ()
    earmarks: str = ""
    envelope: str = ""
    lots: tuple[LotWords, ...] = ()
    kinds: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    eligibility: str = ""
    least_organisations: str = ""
    time_zone: str = ""
    rolling: str = ""
    stages: tuple[StageWords, ...] = ()
    criteria: tuple[CriterionWords, ...] = ()
    instruments: str = ""
    files: str = ""
    contact: str = ""
    questions_close: str = ""
    hide_identities: str = ""
    hide_scores: str = ""
    answer_days: str = ""
    disputed_from: str = ""


ROWS: Mapping[str, type[LotWords] | type[StageWords] | type[CriterionWords]] = {
    "lots": LotWords,
    "stages": StageWords,
    "criteria": CriterionWords,
}
LISTS = ("areas", "kinds", "organisations", "countries", "regions")


def as_json(words: CallWords) -> dict[str, Json]:
    """The document `from_json` takes."""
    return {name: _plain(value) for name, value in asdict(words).items()}


def from_json(document: Json) -> CallWords:
    """The words of a stored document; what an older version did not have is empty."""
    kept = document if isinstance(document, dict) else {}
    return gathered(
        lambda name: _text(kept.get(name)),
        lambda name: tuple(_text(one) for one in _rows(kept.get(name))),
        lambda name: [_row(one, ROWS[name]) for one in _rows(kept.get(name))],
    )


def gathered(
    text: Callable[[str], str],
    listed: Callable[[str], tuple[str, ...]],
    rows: Callable[[str], Sequence[Mapping[str, str]]],
) -> CallWords:
    """The words put together from wherever they are kept: texts, lists of codes, and rows, by name."""
    return CallWords(
        title=text("title"),
        summary=text("summary"),
        areas=listed("areas"),
        earmarks=text("earmarks"),
        envelope=text("envelope"),
        lots=tuple(LotWords(**one) for one in rows("lots")),
        kinds=listed("kinds"),
        organisations=listed("organisations"),
        countries=listed("countries"),
        regions=listed("regions"),
        eligibility=text("eligibility"),
        least_organisations=text("least_organisations"),
        time_zone=text("time_zone"),
        rolling=text("rolling"),
        stages=tuple(StageWords(**one) for one in rows("stages")),
        criteria=tuple(CriterionWords(**one) for one in rows("criteria")),
        instruments=text("instruments"),
        files=text("files"),
        contact=text("contact"),
        questions_close=text("questions_close"),
        hide_identities=text("hide_identities"),
        hide_scores=text("hide_scores"),
        answer_days=text("answer_days"),
        disputed_from=text("disputed_from"),
    )


def clean(text: str, name: str = "") -> str:
    """A typed text as it can be kept: no null bytes, not endless."""
    return (
        text.replace("\r\n", "\n").replace("\0", "").strip()[: LONGEST_TEXT if name in LONG else LONGEST_LINE]
    )


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a typed text that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def changed_parts(before: CallWords, after: CallWords) -> tuple[str, ...]:
    """The names of the parts two versions say differently."""
    return tuple(
        one.name for one in fields(CallWords) if getattr(before, one.name) != getattr(after, one.name)
    )


def _plain(value: object) -> Json:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return str(value)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _rows(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else ()


def _row(value: Json, of: type[LotWords] | type[StageWords] | type[CriterionWords]) -> dict[str, str]:
    kept = value if isinstance(value, dict) else {}
    return {one.name: _text(kept.get(one.name)) for one in fields(of)}
