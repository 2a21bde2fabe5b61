"""A fund as the file that would open it: what counts now, wherever it was entered last."""

from collections.abc import Mapping, Sequence

from jointfund.funds.models import Fund
from jointfund.intake.fund_file.calls import row_of_call
from jointfund.intake.fund_file.shape import FORMAT, said
from jointfund.intake.fund_file.toml import parts_of, rows_of, write_toml
from jointfund.kernel.data_rows import Json

# In the order a reader asks.
ORDER = ("fund", "areas", "statuses", "way", "forms", "calls", "bodies", "letters", "fees", "markers")


def document_of(fund: Fund) -> dict[str, Json]:
    """The document of a fund's file. Tables of moves, forms and calls are those of the last edit."""
    parts = {one.name: one for one in fund.parts.order_by("number")}
    shown: dict[str, Json] = {name: one.document for name, one in parts.items()}
    shown["way"] = _way(fund, parts_of(shown.get("way")))
    shown["forms"] = _forms(fund, rows_of(shown.get("forms")))
    if calls := [row_of_call(one.number, one.draft) for one in fund.calls.order_by("number")]:
        shown["calls"] = list[Json](calls)
    return {"format": FORMAT, **{name: shown[name] for name in ORDER if name in shown}}


def text_of(fund: Fund) -> str:
    """The file itself."""
    return write_toml(document_of(fund))


def _way(fund: Fund, part: Mapping[str, Json]) -> Json:
    latest = fund.move_tables.order_by("-number").first()
    if latest is None:
        return dict(part)
    rests_on = {**part, "source": latest.source, "valid_from": latest.valid_from.isoformat()}
    table = parts_of(latest.table)
    rows = {key: [said(row) for row in rows_of(table.get(key))] for key in ("states", "moves")}
    return {**{key: one for key, one in rests_on.items() if key not in rows}, **rows}


def _forms(fund: Fund, part: Sequence[Json]) -> Json:
    """The latest version of each form, with what its file said of where it comes from."""
    latest = {one.code: one for one in fund.forms.order_by("number")}
    before = {str(parts_of(row).get("code")): parts_of(row) for row in part}
    return [
        {
            **{key: one for key, one in before.get(code, {}).items() if key in ("confidence", "as_of")},
            "source": version.source,
            "valid_from": version.valid_from.isoformat(),
            **parts_of(said(version.document)),
        }
        for code, version in latest.items()
    ]
