"""The lines of one file, before anybody asks what they mean."""

from collections.abc import Callable
from dataclasses import dataclass

type LabelTest = Callable[[str], bool]


@dataclass(frozen=True)
class SourceLines:
    """A file as lines. For text these are the file's own; else one paragraph a line, empty lines between.

    `line_pages` gives the page of each line where the format has pages. `warnings` are sentences.
    """

    file: str
    media_type: str
    sha256: str
    lines: tuple[str, ...]
    line_pages: tuple[int, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
