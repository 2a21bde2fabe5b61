"""`python -m bench`: every figure against its limit, in one run; exit 1 when a limit is broken."""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bench.database import shared_documents, throw_away
from bench.figures import Figure, report

COPIES = 10
PAGES = 100
WORDS = ("migrants", "return", "data", "skills", "border", "health", "labour", "climate", "rights", "access")


def main() -> int:
    """Measure and print."""
    with throw_away():
        from bench.board import measure_board
        from bench.chain import measure_chain
        from bench.lists import measure_lists
        from bench.publications import measure_publications

        figures = (
            measure_publications,
            measure_lists,
            measure_export,
            measure_reading,
            measure_chain,
            measure_board,
        )
        return report(chain.from_iterable(measure() for measure in figures))


def measure_export() -> Iterator[Figure]:
    """Memory of the CSV of 50,000 programmes, in a process of its own."""
    from bench.multiply import multiply
    from jointfund.funds.models import Fund

    count = multiply(Fund.objects.get(), COPIES)
    rows, megabytes, seconds = _child("bench.stream")
    assert rows == count, f"the file has {rows} rows, the fund {count} programmes"
    yield Figure(f"CSV of {count:,}: peak of the whole process", megabytes, 100, "MB", f"{seconds:.0f} s")


def measure_reading() -> Iterator[Figure]:
    """Speed and memory of reading, where the fund's documents are beside the project; a PDF made here."""
    documents = shared_documents()
    if not documents:
        sys.stdout.write("       the fund's documents are absent: their reading was not measured\n")
    for path in documents:
        seconds, megabytes, _bare = _child("bench.reading_speed", str(path))
        yield Figure(f"reading {path.name[:3]}: time after start", seconds, 1, "s", "processor time")
        yield Figure(f"reading {path.name[:3]}: memory", megabytes, 300, "MB")
    with tempfile.TemporaryDirectory() as folder:
        seconds, _megabytes, bare = _child("bench.reading_speed", str(_typeset(Path(folder))))
        note = f"bare extraction {bare:.2f} s"
        yield Figure(f"reading a PDF of {PAGES} pages", seconds, 2 * bare + 1, "s", note)


def _child(module: str, *arguments: str) -> list[float]:
    """The numbers a child process prints."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def _typeset(folder: Path) -> Path:
    """A PDF of 100 pages in two columns, with words that mean nothing."""
    import typst

    chance = random.Random(7)
    pages = "\n#pagebreak()\n".join(" ".join(chance.choices(WORDS, k=520)) for _ in range(PAGES))
    source = f"#set page(columns: 2)\n#set text(size: 9pt)\n{pages}\n"
    path = folder / "pages.pdf"
    path.write_bytes(typst.compile(source.encode()))
    return path


if __name__ == "__main__":
    sys.exit(main())
