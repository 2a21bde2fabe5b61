"""The difference of two editions as a file. Editions are not kept, so the page carries its rows, signed."""

from collections.abc import Iterator

from django.core import signing
from django.http import HttpResponse

from jointfund.portal.exports import MEDIA_TYPES
from jointfund.reading.editions import MOVES, EditionDiff, Entry
from jointfund.reading.editions_as_json import place_of
from jointfund.rendering.tables import Column, Row, csv_rows
from jointfund.ui.visit import Visit

SALT = "editions"
COLUMNS = (
    Column("change", "Change"),
    Column("programme", "Programme"),
    Column("countries_iso3", "Country codes", "list"),
    Column("field", "Field"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("in_words", "In words"),
    Column("earlier_place", "Place in the earlier edition"),
    Column("later_place", "Place in the later edition"),
)


def sealed_rows(diff: EditionDiff) -> str:
    """The rows for the page to carry, so that they come back as they went."""
    return signing.dumps([list(row.values()) for row in diff_rows(diff)], salt=SALT, compress=True)


def file_of(visit: Visit, sealed: str) -> HttpResponse | None:
    """The rows a page carried as CSV; None where they are not as they went."""
    try:
        values = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return None
    keys = [column.key for column in COLUMNS]
    rows: Iterator[Row] = (dict(zip(keys, row, strict=True)) for row in values)
    answer = HttpResponse(b"".join(csv_rows(COLUMNS, rows)), content_type=MEDIA_TYPES["csv"])
    name = f"{visit.fund.code}-editions-{visit.today.isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def diff_rows(diff: EditionDiff) -> Iterator[Row]:
    """One row for each programme that entered or left, and for each field that differs."""
    for one in diff.entered:
        yield _row("entered", one, later=place_of(one))
    for one in diff.left:
        yield _row("left", one, earlier=place_of(one))
    for pair in diff.pairs:
        for change in pair.changes:
            yield {
                **_row("moved" if change.kind in MOVES else "changed", pair.new),
                "field": change.kind,
                "before": change.old,
                "after": change.new,
                "in_words": change.sentence,
                "earlier_place": place_of(pair.old),
                "later_place": place_of(pair.new),
            }


def _row(change: str, one: Entry, *, earlier: str | None = None, later: str | None = None) -> Row:
    return {
        "change": change,
        "programme": one.title or one.name,
        "countries_iso3": [code for code, _name in one.countries],
        "field": None,
        "before": None,
        "after": None,
        "in_words": None,
        "earlier_place": earlier,
        "later_place": later,
    }
