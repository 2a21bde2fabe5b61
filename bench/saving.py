"""`python -m bench.saving`: 200 people save on PostgreSQL, 20 on SQLite, each every ten seconds for a minute.

Then on each the rate is raised until p95 passes a second. The PostgreSQL cluster is gone afterwards.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, report

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60
MOST = 0.3  # seconds of p95


def main() -> int:
    """Measure and print."""
    return report(measure_saving())


def measure_saving() -> Iterator[Figure]:
    """Saves over HTTP on both databases."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import machine

    yield from _figures("SQLite, 20 people", 20, {"DATABASE_URL": ""})
    programs = machine.postgresql_folder()
    if programs is None:
        sys.stdout.write("       PostgreSQL is absent: saving on it was not measured\n")
        return
    with machine.throw_away_cluster(programs) as url:
        yield from _figures("PostgreSQL, 200 people", 200, {"DATABASE_URL": url})


def _figures(name: str, people: int, environment: dict[str, str]) -> Iterator[Figure]:
    command = [sys.executable, "-m", "bench.saving_rate", str(people), str(SECONDS), "raise"]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | environment, cwd=ROOT
    )
    found = json.loads(done.stdout.splitlines()[-1])
    yield Figure(f"{name}: saves confirmed and not kept", found["lost"], 0, "", f"{found['saves']} saves")
    yield Figure(f"{name}: answers of 500 and more", found["server_faults"], 0)
    yield Figure(f"{name}: saves without an answer", found["unanswered"], 0)
    yield Figure(f"{name}: saves refused", found["refused"], 0)
    yield Figure(f"{name}: p95", found["p95"], MOST, "s", f"half within {found['p50']:.3f} s")
    steps = ", ".join(f"{rate:.0f}/s: {p95:.2f} s" for rate, p95 in found["rates"])
    reached = found["rate_at_a_second"]
    said = f"passes 1 s at {reached:.0f} saves/s" if reached else "stays under 1 s"
    sys.stdout.write(f"       {name}: p95 {said} ({steps})\n")


if __name__ == "__main__":
    sys.exit(main())
