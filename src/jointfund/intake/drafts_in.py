"""Files and pasted texts that are looked at and not kept: a draft to check, an edition to compare."""

import os
import tempfile
from pathlib import Path

from django.db import DatabaseError

from jointfund.funds.models import Fund
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.errors import UnreadableInput
from jointfund.programmes.models import Status
from jointfund.reading.brief import is_mark
from jointfund.reading.editions import Edition, entry_of
from jointfund.reading.labels import is_label
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.read import read_lines
from jointfund.reading.sources import read_source
from jointfund.reading.sources.lines import SourceLines
from jointfund.reading.words import Words


def read_draft(path: Path, name: str) -> SourceLines:
    """The lines of a file. Raises UnreadableInput with one sentence about what is wrong."""
    return read_source(path, name=name, is_label=lambda text: is_label(text) or is_mark(text))


def read_upload(content: bytes, name: str) -> SourceLines:
    """The lines of an uploaded file, which stands in a temporary folder only while it is read."""
    with tempfile.TemporaryDirectory(prefix="jointfund-draft-") as folder:
        path = Path(folder) / "draft"
        path.write_bytes(content)
        os.chmod(path, 0o600)
        return read_draft(path, name)


def read_pasted(text: str, name: str) -> SourceLines:
    """The lines of a pasted text. Raises UnreadableInput where there is nothing to read."""
    if not text.strip():
        raise UnreadableInput("There is no text yet: paste some, or choose a file.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return SourceLines(name, "text/plain", "", tuple(lines))


def fund_on_record(code: str | None) -> Fund | None:
    """The fund of that code, else the installation's first; None also where no database is prepared yet."""
    funds = Fund.objects.filter(code=code.upper()) if code else Fund.objects.all()
    try:
        return funds.first()
    except DatabaseError:
        return None


def edition_of(source: SourceLines, lexicon: Lexicon, fund: Fund | None) -> Edition:
    """The programmes a booklet or brief lists, their statuses in the fund's words where it is known.

    Raises UnreadableInput for a document that lists none.
    """
    reading = read_lines(source, Words(lexicon))
    if not reading.programmes:
        raise UnreadableInput(
            f"“{source.file}” lists no programme this reader knows: give a pipeline booklet or a brief."
        )
    labels = {one.code: one.code.replace("_", " ").capitalize() for one in lexicon.statuses}
    if fund:
        labels |= dict(Status.objects.filter(fund=fund).values_list("code", "label"))
    entries = tuple(entry_of(programme, labels) for programme in reading.programmes)
    document = reading.documents[0]
    date = f", {PartialDate.parse(document.date)}" if document.date else ""
    return Edition(f"{source.file}{date}", entries, fund.currency if fund else "USD")
