"""TOML with places: in which line each part of a file stands, and a document written back as TOML. Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from jointfund.kernel.data_rows import Json

type Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r'\s*([A-Za-z0-9_-]+|"[^"]*")\s*=\s*(.*)$')
WIDEST = 110


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every table, key and row of a file that can be read as TOML."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    array: Path | None = None
    is_in_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        begins_in_text = is_in_text
        is_in_text ^= bool(line.count('"""') % 2)
        if begins_in_text:
            continue
        if array is not None:
            if line.lstrip().startswith("]"):
                array = None
            elif line.lstrip().startswith("{"):
                found[(*array, _next(counts, array))] = number
        elif header := _HEADER.match(line):
            table = _table(header[2], header[1] == "[[", counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, key[1].strip('"'))
            found[path] = number
            array = path if key[2].rstrip() == "[" else None
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a part, else of the nearest part around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def write_toml(document: Mapping[str, Json]) -> str:
    """The document as TOML: texts of several lines as such, rows one a line where they fit on it."""
    return "\n".join(_written((), document)).strip() + "\n"


def plain(value: object) -> Json:
    """What a TOML file holds as JSON holds it; a day as its ISO text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, str | bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _table(name: str, is_row: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    words = [word.strip().strip('"') for word in name.split(".")]
    for place, word in enumerate(words):
        path = (*path, word)
        if is_row and place == len(words) - 1:
            path = (*path, _next(counts, path))
        elif path in counts:
            path = (*path, counts[path])
    return path


def _next(counts: dict[Path, int], path: Path) -> int:
    counts[path] = counts.get(path, -1) + 1
    return counts[path]


def _written(path: tuple[str, ...], table: Mapping[str, Json]) -> Iterator[str]:
    """Plain keys first, then rows and tables: what follows a header belongs to it."""
    later: list[tuple[str, Json]] = []
    for key, value in table.items():
        if value is None:
            continue
        if _is_table(value) or _are_tables(value):
            later.append((key, value))
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later:
        header = (*path, key)
        if isinstance(value, dict):
            yield from ("", f"[{'.'.join(map(_key, header))}]", *_written(header, value))
        elif isinstance(value, list):
            for row in value:
                yield from ("", f"[[{'.'.join(map(_key, header))}]]")
                yield from _written(header, row if isinstance(row, dict) else {})


def _is_table(value: Json) -> bool:
    return isinstance(value, dict) and len(_inline(value)) > WIDEST // 2


def _are_tables(value: Json) -> bool:
    """Rows are tables of their own where one holds rows in turn, or a text of several lines."""
    return isinstance(value, list) and any(
        isinstance(row, dict) and any(map(_is_deep, row.values())) for row in value
    )


def _is_deep(value: Json) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _value(value: Json) -> str:
    if isinstance(value, list) and (
        any(isinstance(row, dict) for row in value) or len(_inline(value)) > WIDEST
    ):
        return "\n".join(("[", *(f"  {_inline(row)}," for row in value), "]"))
    return _inline(value)


def _inline(value: Json) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        parts = (f"{_key(key)} = {_inline(one)}" for key, one in value.items() if one is not None)
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(one) for one in value)}]"
    return str(value)


def _text(text: str) -> str:
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    body = text.replace("\\", "\\\\").replace('"""', '""\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    return f'"""\n{body}"""'


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def without_null(value: Json) -> Json:
    """A document without the keys that say nothing, which TOML cannot write."""
    if isinstance(value, list):
        return [without_null(one) for one in value]
    if isinstance(value, dict):
        return {key: without_null(one) for key, one in value.items() if one is not None}
    return value


def rows_of(value: Json) -> Sequence[Json]:
    """The rows of a list; none of what is no list."""
    return value if isinstance(value, list) else ()


def parts_of(value: Json) -> Mapping[str, Json]:
    """The keys of a table; none of what is no table."""
    return value if isinstance(value, dict) else {}
