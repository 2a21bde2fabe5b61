"""`make test`: everything that must hold, each stage with its seconds; what failed once more at the end.

The static stages run beside the first tests; the test stages follow one another, each on both cores.
"""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PURE = (
    "reading",
    "rendering",
    "kernel",
    "scripts",
    "config/test_serve.py",
    "config/test_commands_without_a_database.py",
    "intake/test_full_disk.py",
    "test_architecture.py",
    "test_docs.py",
)  # no database in them, or one of their own
NO_TESTS = 5  # pytest's exit code


@dataclass
class Stage:
    """One command and what came of it."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    seconds: float = 0.0
    code: int | None = None

    @property
    def failed(self) -> bool:
        return self.code != 0

    @property
    def last_line(self) -> str:
        """What the program said last: for pytest its own summary."""
        said = [line.strip() for line in self.lines if line.strip()]
        return said[-1] if said else ""


RUNNING: list[subprocess.Popen[str]] = []
STOPPING = threading.Event()


def run(stage: Stage, *, aloud: bool) -> Stage:
    """Runs the stage to its end; aloud means line by line, otherwise its output is shown when it failed."""
    start = time.monotonic()
    process = subprocess.Popen(
        # What runs beside the tests stands back, so that a test which measures time measures its own.
        stage.command if aloud else ["nice", "-n", "15", *stage.command],
        cwd=ROOT,
        env=os.environ | stage.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    RUNNING.append(process)
    for line in process.stdout or ():
        stage.lines.append(line)
        if aloud:
            print(line, end="", flush=True)
    stage.code = process.wait()
    RUNNING.remove(process)
    stage.seconds = time.monotonic() - start
    if not aloud and stage.failed:
        print("".join(stage.lines), end="")
    print(f"-- {stage.name}: {'FAILED' if stage.failed else 'ok'}, {stage.seconds:.1f} s", flush=True)
    return stage


def static_stages(scratch: Path) -> list[Stage]:
    """What is judged without running the product's tests."""
    jointfund = [sys.executable, "-m", "jointfund"]
    return [
        Stage("lint", [str(BIN / "ruff"), "check", "."]),
        Stage("format", [str(BIN / "ruff"), "format", "--check", "."]),
        Stage("import contracts", [str(BIN / "lint-imports")]),
        Stage(
            "migrations", [*jointfund, "makemigrations", "--check", "--dry-run"], data_in(scratch / "static")
        ),
        Stage("types", [str(BIN / "mypy")], data_in(scratch / "types")),
    ]


def pytest(name: str, environment: dict[str, str], *arguments: str) -> Stage:
    """A stage of tests on all cores, with the reasons for what is skipped."""
    cores = str(min(os.cpu_count() or 2, 8))
    command = [sys.executable, "-m", "pytest", "-n", cores, "-rsfE", "--dist", "loadscope", *arguments]
    return Stage(name, command, environment)


def without_fonts(scratch: Path) -> Stage:
    """Documents as a machine makes them that has no font but those built in."""
    empty = scratch / "no-fonts"
    empty.mkdir()
    environment = data_in(scratch / "without-fonts") | {
        "JOINTFUND_FONTS": str(empty),
        "JOINTFUND_SYSTEM_FONTS": "no",
    }
    names = ("test_languages", "test_labels", "test_papers", "test_brief", "test_booklet_pdf")
    return pytest("tests without fonts", environment, *(f"tests/publications/{name}.py" for name in names))


def data_in(folder: Path) -> dict[str, str]:
    """An environment whose data folder is thrown away, and in which nothing of the caller's own leaks in."""
    return {"JOINTFUND_DATA": str(folder), "DATABASE_URL": "", "JOINTFUND_DEBUG": "", "HOST": "", "PORT": ""}


def without_pure_tests() -> list[str]:
    """Arguments that leave out tests which cannot know the database."""
    return [f"--ignore=tests/{name}" for name in PURE if (ROOT / "tests" / name).exists()]


def programs() -> tuple[Path, str]:
    """PostgreSQL's programs and the browser; installed on a build machine, otherwise the line to type."""
    for attempt in (1, 2):
        postgresql, chromium = machine.postgresql_folder(), machine.chromium()
        if postgresql and chromium:
            return postgresql, chromium
        missing = [n for n, found in (("postgresql", postgresql), ("chromium", chromium)) if not found]
        if attempt == 2 or not machine.is_build_machine():
            break
        print(f"Installing {' and '.join(missing)} ...", flush=True)
        start = time.monotonic()
        machine.install(missing)
        print(f"-- packages: ok, {time.monotonic() - start:.1f} s", flush=True)
    raise SystemExit(f"The tests need {' and '.join(missing)}: {machine.install_line(missing)}")


@contextlib.contextmanager
def beside(stages: list[Stage]) -> Iterator[None]:
    """Runs the stages one after another in the background while the block runs, and waits for them."""

    def run_all() -> None:
        for stage in stages:
            if not STOPPING.is_set():
                run(stage, aloud=False)

    thread = threading.Thread(target=run_all)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def run_everything(only: str | None, scratch: Path) -> list[Stage]:
    """Runs what was asked for and returns the stages in the order of the summary."""
    static = static_stages(scratch)
    if only == "static":
        return [run(stage, aloud=False) for stage in static]
    postgresql, chromium = programs()
    on_sqlite = pytest("tests on SQLite", data_in(scratch / "sqlite"), "-m", "not browser")
    in_browser = pytest(
        "tests in the browser",
        data_in(scratch / "browser") | {"CHROMIUM": chromium},
        "-m",
        "browser",
        "--dist",
        "load",
        "tests/browser",
    )
    if only == "browser":
        return [run(in_browser, aloud=True)]
    if only == "sqlite":
        return [run(on_sqlite, aloud=True)]
    with machine.throw_away_cluster(postgresql) as url:
        on_postgresql = pytest(
            "tests on PostgreSQL",
            data_in(scratch / "postgresql") | {"DATABASE_URL": url},
            "-m",
            "not browser",
            *without_pure_tests(),
        )
        if only == "postgresql":
            return [run(on_postgresql, aloud=True)]
        with beside(static):
            run(on_sqlite, aloud=True)
        run(on_postgresql, aloud=True)
    fontless = run(without_fonts(scratch), aloud=True)
    run(in_browser, aloud=True)
    return [*static, on_sqlite, on_postgresql, fontless, in_browser]


def report(stages: list[Stage], seconds: float) -> int:
    """Prints what failed once more, then one line per stage; returns the exit code."""
    for stage in stages:
        if stage.failed:
            print(f"\n== {stage.name} failed ==\n{what_failed(stage)}", end="")
    print("\n== Summary ==")
    for stage in stages:
        verdict = "FAILED" if stage.failed else "ok"
        print(f"{stage.name:22} {verdict:7} {stage.seconds:6.1f} s   {stage.last_line}")
    failed = sum(stage.failed for stage in stages)
    print(f"{'all':22} {'FAILED' if failed else 'ok':7} {seconds:6.1f} s")
    return 1 if failed else 0


def what_failed(stage: Stage) -> str:
    """pytest's list of what failed (the reports stand above), or everything a smaller tool said."""
    output = "".join(stage.lines)
    if stage.code == NO_TESTS:
        return output + "no test was found\n"
    start = re.search(r"^=+ short test summary info =+$", output, re.MULTILINE)
    return output[start.start() :] if start else output


def main() -> int:
    """Runs the stages; stop signals end the children first, so that nothing stays behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["static", "sqlite", "postgresql", "browser"])
    only = parser.parse_args().only

    def stop(signum: int, frame: object) -> None:
        STOPPING.set()
        for process in list(RUNNING):
            process.terminate()
        raise SystemExit(128 + signum)

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jointfund-test-") as scratch:
        stages = run_everything(only, Path(scratch))
    return report(stages, time.monotonic() - start)


if __name__ == "__main__":
    sys.exit(main())
