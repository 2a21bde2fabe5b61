"""Any list of the site as a file: `?format=csv|xlsx|json` on its own address, as filtered.

A view asks `export_format(request)` first, and answers `export_response(...)` when it is one. Columns put a
code beside each label. What the file stands for (as of, source, licence, the filter in words) is said in the
workbook's sheet "About" and in JSON's `meta`; a CSV has room for none of it, so its name bears fund and day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from jointfund.rendering.tables import Column, Row, csv_rows, json_rows, xlsx_bytes
from jointfund.ui.pieces import Link
from jointfund.ui.visit import Visit

ExportFormat = Literal["csv", "xlsx", "json"]

MEDIA_TYPES: dict[ExportFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True)
class ExportMeta:
    """What a file stands for: `name` is its noun ("programmes"), `source` what it rests on."""

    name: str
    title: str
    fund_code: str
    as_of: date
    licence: str
    source: str = ""
    in_words: str = ""
    address: str = ""
    notes: tuple[tuple[str, str], ...] = ()


def export_format(request: HttpRequest) -> ExportFormat | None:
    """The format the address asks for; None for the page itself, also when no such format exists."""
    match request.GET.get("format", "").lower():
        case "csv":
            return "csv"
        case "xlsx":
            return "xlsx"
        case "json":
            return "json"
    return None


def export_meta(
    request: HttpRequest, visit: Visit, *, name: str, title: str, source: str, in_words: str = ""
) -> ExportMeta:
    """The meaning of an export of one of this fund's pages, for the day the page stands for."""
    return ExportMeta(
        name=name,
        title=f"{visit.fund.name}: {title}",
        fund_code=visit.fund.code,
        as_of=visit.day,
        licence=visit.fund.data_licence,
        source=source,
        in_words=in_words,
        address=request.build_absolute_uri(),
        notes=(DEMO_NOTE,) if visit.fund.is_demo else (),
    )


DEMO_NOTE = ("Note", "Demonstration data: facts taken from the fund's published documents.")


def export_response(
    request: HttpRequest, columns: Sequence[Column], rows: Iterable[Row], meta: ExportMeta
) -> HttpResponseBase:
    """The rows as the file the address asks for; CSV and JSON stream, so that a long list needs no room.

    Raises ValueError on an address that asks for no format: look with `export_format` first.
    """
    response: HttpResponseBase
    match export_format(request):
        case "csv" as form:
            response = StreamingHttpResponse(csv_rows(columns, rows), content_type=MEDIA_TYPES[form])
        case "json" as form:
            pieces = json_rows(columns, rows, meta=_plain(meta))
            response = StreamingHttpResponse(pieces, content_type=MEDIA_TYPES[form])
        case "xlsx" as form:
            book = xlsx_bytes(columns, rows, title=meta.title, notes=_notes(meta))
            response = HttpResponse(book, content_type=MEDIA_TYPES[form])
        case None:
            raise ValueError("the address asks for no export")
    file = f"{meta.fund_code}-{meta.name}-{meta.as_of.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def download_links(request: HttpRequest) -> tuple[Link, ...]:
    """Links to this very list, as filtered, in each format."""
    links = []
    for form in MEDIA_TYPES:
        parameters = request.GET.copy()
        parameters.pop("page", None)
        parameters["format"] = form
        links.append(Link(form.upper(), f"{request.path}?{parameters.urlencode()}"))
    return tuple(links)


def _notes(meta: ExportMeta) -> list[tuple[str, str]]:
    said = [
        (_("As of"), meta.as_of.isoformat()),
        (_("What is in it"), meta.in_words),
        (_("Source"), meta.source),
        (_("Licence"), meta.licence),
        (_("Address"), meta.address),
        *meta.notes,
    ]
    return [(name, text) for name, text in said if text]


def _plain(meta: ExportMeta) -> dict[str, str | list[str] | None]:
    return {
        "title": meta.title,
        "fund": meta.fund_code,
        "as_of": meta.as_of.isoformat(),
        "in_words": meta.in_words or None,
        "source": meta.source or None,
        "licence": meta.licence,
        "address": meta.address or None,
        "notes": [text for _name, text in meta.notes],
    }
