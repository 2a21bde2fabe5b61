"""A text as other people set it: a PDF in columns with running heads and page numbers, a Word document."""

import io
import json
from dataclasses import dataclass
from pathlib import Path

import docx
import typst

_VALUES_BESIDE = ("KEY PARTNERS", "BUDGET (USD)", "DURATION (MONTHS)", "STATUS")
_LABELS = (
    *_VALUES_BESIDE,
    "PARTICIPATING UN ORGANIZATIONS",
    "MOST RELEVANT SDG GOALS",
    "SUMMARY",
)


@dataclass(frozen=True)
class Setting:
    """How a PDF is set."""

    columns: int = 2
    justified: bool = True
    hyphenated: bool = True
    size_pt: float = 9.5


def as_pdf(text: str, path: Path, setting: Setting | None = None) -> Path:
    """The text as PDF: columns, a running head, page numbers, rows of tabs as tables."""
    chosen = setting or Setting()
    source = path.with_suffix(".typ")
    source.write_text(_typst(text, chosen), encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


def as_word(text: str, path: Path) -> Path:
    """The text as a Word document: labels and their values in tables, items as a list."""
    document = docx.Document()
    lines = _printed(text)
    while lines:
        line = lines.pop(0)
        if line in _VALUES_BESIDE:
            values: list[str] = []
            while lines and lines[0].split("\t")[0] not in (*_LABELS, "Joint Programme") and not values[1:4]:
                values.append(lines.pop(0))
                if line != "KEY PARTNERS":
                    break
            _add_row(document, [line, *values[:1]], values[1:])
        elif "\t" in line:
            _add_row(document, [cell for cell in line.split("\t") if cell], [])
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return path


def _printed(text: str) -> list[str]:
    """The lines with anything in them but drawn rules."""
    return [line.strip() for line in text.split("\n") if set(line) - set(" -\t")]


def _add_row(document: "docx.document.Document", cells: list[str], below_last: list[str]) -> None:
    row = document.add_table(rows=1, cols=len(cells)).rows[0].cells
    for cell, value in zip(row, cells, strict=True):
        cell.text = value
    for paragraph in below_last:
        row[-1].add_paragraph(paragraph)


def _typst(text: str, setting: Setting) -> str:
    justified, hyphenated = str(setting.justified).lower(), str(setting.hyphenated).lower()
    head = [
        f'#set page(paper: "a4", columns: {setting.columns}, margin: 2cm,',
        "  header: align(center, text(8pt)[Running head of the fund]),",
        "  footer: context align(center, text(8pt)[#counter(page).display()]))",
        f'#set text(size: {setting.size_pt}pt, lang: "en", hyphenate: {hyphenated})',
        f"#set par(justify: {justified})",
    ]
    return "\n".join([*head, *map(_typst_block, _printed(text))])


def _typst_block(line: str) -> str:
    if "\t" in line:
        cells = [f"[#text({_quoted(cell)})]" for cell in line.split("\t") if cell.strip()]
        return f"#table(columns: {len(cells)}, stroke: none, {', '.join(cells)})"
    weight = "bold" if line == line.upper() and len(line) < 60 else "regular"
    return f'#block(text(weight: "{weight}", {_quoted(line)}))'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
