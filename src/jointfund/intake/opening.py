"""Opening a fund whose data ships with the product."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.intake.fund_file.opening import open_document
from jointfund.intake.fund_file.shape import FORMAT
from jointfund.intake.fund_file.toml import plain
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.vocabularies.services import DATA, has_data, read_data

SHIPPED = Path(__file__).resolve().parent / "demo"
SHIPPED_FILES = Path(__file__).resolve().parent / "funds"


class UnknownFund(DomainError):
    """No fund of that code is open here and none ships with the product."""


def shipped_data(code: str, name: str) -> Any:
    """One data file of a fund that ships with the product."""
    return json.loads((SHIPPED / code / f"{name}.json").read_text(encoding="utf-8"))


def open_shipped_fund(code: str, *, is_demo: bool, actor: str) -> Fund:
    """The fund of that code with its vocabularies, opened from the data that ships with the product.

    All of it or nothing: a fund without its vocabularies could take no document. Raises UnknownFund when
    there is no such data.
    """
    fund, _changed = open_document(shipped_document(code), actor=actor, now=timezone.now(), is_demo=is_demo)
    return fund


def shipped_document(code: str) -> Json:
    """What the file of a fund that ships with the product says, kept in one file or in a folder."""
    file = SHIPPED_FILES / f"{code}.toml"
    if file.is_file():
        return plain(tomllib.loads(file.read_text(encoding="utf-8")))
    if (SHIPPED / code / "fund.json").is_file():
        return _document_of_folder(code)
    raise UnknownFund(f"No fund {code} is open here, and its data does not ship with JointFund.")


def fund_for(code: str | None, *, actor: str) -> Fund:
    """The fund a command works on: the one named, else the installation's first; opened if it ships with us.

    Raises UnknownFund.
    """
    if code:
        return Fund.objects.filter(code=code.upper()).first() or open_shipped_fund(
            code.upper(), is_demo=False, actor=actor
        )
    first = Fund.objects.first()
    if first is None:
        shipped = sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "fund.json").is_file())
        return open_shipped_fund(shipped[0], is_demo=False, actor=actor)
    return first


def _document_of_folder(code: str) -> Json:
    """The documents of a folder, one for each part, put together as a fund's file has them."""
    document: dict[str, Json] = {
        "format": FORMAT,
        "fund": _fund(shipped_data(code, "fund")),
        "areas": _areas(read_data(f"funds/{code}/thematic_areas")),
    }
    for part, name, keys in (
        ("statuses", "statuses", ("terms",)),
        ("way", "moves", ("states", "moves", "valid_from")),
        ("bodies", "bodies", ("bodies",)),
        ("letters", "letters", ("letters",)),
    ):
        if has_data(f"funds/{code}/{name}"):
            document[part] = _part(read_data(f"funds/{code}/{name}"), keys)
    forms = sorted((DATA / "funds" / code / "forms").glob("*.json"))
    document["forms"] = [read_data(f"funds/{code}/forms/{file.stem}") for file in forms]
    return document


def _part(data: dict[str, Any], keys: tuple[str, ...]) -> Json:
    return {key: data[key] for key in ("source", "confidence", "note", "as_of", *keys) if key in data}


def _areas(data: dict[str, Any]) -> Json:
    terms = [{"number": one["number"], "title": one["label"], "short": one["short"]} for one in data["terms"]]
    return {"source": data["source"], "as_of": data["as_of"], "terms": terms}


def _fund(data: dict[str, Any]) -> Json:
    kept = (
        "code",
        "reference_prefix",
        "name",
        "short_name",
        "currency",
        "description",
        "programme_word",
        "programmes_word",
        "deciding_body",
        "names_note",
        "maps_note",
    )
    target = data["target"]
    return {
        **{key: data[key] for key in kept},
        "launched": data["launched"]["on"],
        "target": {"amount": target["amount"], "by": target["by"], "source": _place(target["sources"][0])},
    }


def _place(source: dict[str, Any]) -> str:
    return f"{source['key']}:{source['start_line']}"
