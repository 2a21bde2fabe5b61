"""The booklet from the record to its file, against Typst alone on the same source; a process for each run.

`python -m bench.publications record` builds, sets and writes; `… typst FILE` sets the values of a JSON file.
Both print seconds of the processor and of the clock, counted from after their imports: nothing else is warm.
`… multiply TIMES` copies the programmes before a last run, which is measured by the page.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

from bench.figures import Figure

RUNS = 6  # the first warms up
LIMIT_SECONDS, LIMIT_RATIO = 4, 1.5
TIMES, LIMIT_GROWTH = 20, 1.1
TODAY = date(2026, 1, 15)


def measure_publications() -> Iterator[Figure]:
    """The booklet of the demonstration fund, in an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="jointfund-bench-") as folder:
        # Byte code is kept, as in every installation, also where the machine is told to keep none.
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "jointfund.config.settings",
            "JOINTFUND_DATA": folder,
            "DATABASE_URL": "",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        }
        for command in ("migrate", "load_demo"):
            _run(["jointfund", command, "--verbosity=0"], environment)
        values = str(Path(folder) / "values.json")
        ours, alone = [], []
        for _ in range(RUNS):  # in turn, so that a busy moment of the machine meets both
            ours.append(_seconds("record", values, environment))
            alone.append(_seconds("typst", values, environment))
        pages = _pages(values)
        _run(["bench.publications", "multiply", values], environment)
        many, _ = _seconds("record", values, environment)
        many_pages = _pages(values)
    (cpu, wall), (cpu_alone, wall_alone) = _least(ours), _least(alone)
    yield Figure("booklet of 51: record to file", cpu, LIMIT_SECONDS, "s", "processor time")
    note = f"{cpu:.2f} s against {cpu_alone:.2f} s; by the clock {wall:.2f} s against {wall_alone:.2f} s"
    yield Figure("booklet: record to file against Typst alone", cpu / cpu_alone, LIMIT_RATIO, "x", note)
    growth = (many / many_pages) / (cpu / pages)
    note = f"{many:.1f} s for {many_pages:,} pages, {cpu:.2f} s for {pages}"
    yield Figure(f"booklet of {51 * TIMES:,}: time by the page against 51", growth, LIMIT_GROWTH, "x", note)


def _pages(values: str) -> int:
    """Pages of the booklet the last run has written."""
    import pypdfium2

    with pypdfium2.PdfDocument(Path(values).with_suffix(".pdf")) as document:
        return len(document)


def _least(runs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The shortest of each clock: noise only ever adds."""
    return min(cpu for cpu, _ in runs), min(wall for _, wall in runs)


def _seconds(what: str, values: str, environment: Mapping[str, str]) -> tuple[float, float]:
    cpu, wall = (float(word) for word in _run(["bench.publications", what, values], environment).split())
    return cpu, wall


def _run(arguments: list[str], environment: Mapping[str, str]) -> str:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def record_to_file(values: Path) -> tuple[float, float]:
    """The booklet built, set and written; its values are left for the other run."""
    import django

    django.setup()
    from jointfund.funds.models import Fund
    from jointfund.programmes.filters import ProgrammeFilter
    from jointfund.publications.documents import Order, publish
    from jointfund.publications.labels import labels_in
    from jointfund.publications.layout.booklet import booklet_typesetting
    from jointfund.publications.queries.booklet import build_booklet

    started = time.process_time(), time.perf_counter()
    fund = Fund.objects.get(is_demo=True)
    made = publish("booklet", ".pdf", Order(fund, ProgrammeFilter(), TODAY))
    values.with_suffix(".pdf").write_bytes(made.content)
    took = time.process_time() - started[0], time.perf_counter() - started[1]
    content = build_booklet(fund, ProgrammeFilter(), today=TODAY)
    document = booklet_typesetting(content, labels_in("en"))
    values.write_text(json.dumps({"inputs": document.inputs, "made_on": document.made_on.isoformat()}))
    return took


def typst_alone(values: Path) -> tuple[float, float]:
    """The same values set by Typst, and written."""
    import typst

    from jointfund.rendering.typeset import TEMPLATES

    kept = json.loads(values.read_text())
    made_on = datetime.combine(date.fromisoformat(kept["made_on"]), clock.min, UTC)
    started = time.process_time(), time.perf_counter()
    content = typst.compile(
        TEMPLATES / "booklet.typ",
        root=TEMPLATES,
        format="pdf",
        font_paths=typst.Fonts(),
        sys_inputs=kept["inputs"],
        pdf_standards="ua-1",
        timestamp=made_on,
    )
    values.with_suffix(".alone.pdf").write_bytes(content)
    return time.process_time() - started[0], time.perf_counter() - started[1]


def multiply_programmes() -> None:
    """As many programmes as the large booklet is measured with."""
    import django

    django.setup()
    from bench.multiply import multiply
    from jointfund.funds.models import Fund

    multiply(Fund.objects.get(is_demo=True), TIMES)


if __name__ == "__main__":
    if sys.argv[1] == "multiply":
        multiply_programmes()
        sys.exit()
    run = record_to_file if sys.argv[1] == "record" else typst_alone
    sys.stdout.write("{:.4f} {:.4f}\n".format(*run(Path(sys.argv[2]))))
