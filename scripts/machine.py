"""Where Debian, Ubuntu, Homebrew and macOS keep PostgreSQL and Chromium; a throw-away PostgreSQL cluster."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

POSTGRESQL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/latest/bin",
    "/usr/pgsql-*/bin",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    str(Path.home() / "Applications/Chromium.app/Contents/MacOS/Chromium"),
    "/snap/bin/chromium",
)
PATIENCE = 30.0


def postgresql_folder() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first; None when there is none."""
    folders = [Path(found) for place in POSTGRESQL_PLACES for found in glob.glob(place)]
    folders.sort(key=lambda folder: [int(part) for part in _numbers(str(folder))], reverse=True)
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _numbers(text: str) -> list[str]:
    return "".join(letter if letter.isdecimal() else " " for letter in text).split()


def chromium() -> str | None:
    """The browser's program: CHROMIUM when set, else the usual names and places; None when there is none."""
    if own := os.environ.get("CHROMIUM"):
        return own if Path(own).exists() else shutil.which(own)
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((p for p in on_path if p), None) or next((p for p in CHROMIUM_APPS if Path(p).exists()), None)


def is_build_machine() -> bool:
    """True for root without a terminal and with apt: packages may be installed there without asking."""
    return os.geteuid() == 0 and not sys.stdin.isatty() and shutil.which("apt-get") is not None


def install_line(missing: list[str]) -> str:
    """What a person types to install what is missing."""
    if sys.platform == "darwin":
        brew = {"postgresql": "postgresql", "chromium": "--cask chromium"}
        return " && ".join(f"brew install {brew[name]}" for name in missing)
    return f"sudo apt install {' '.join(missing)}"


def install(missing: list[str]) -> None:
    """Installs Debian's packages. Fonts belong to the browser: without any it draws no letter."""
    packages = [*missing, *(["fonts-dejavu-core"] if "chromium" in missing else [])]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", "-o", "Acquire::Retries=3", *command],
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """A PostgreSQL cluster for the time of the block; yields its DATABASE_URL. Nothing of it stays.

    It listens on a socket in a folder of its own only, and trades safety of its data for speed.
    PostgreSQL refuses to run as root, so root starts it as an ordinary account.
    """
    # A socket's path may have 100 characters at most, which macOS's own temporary folder nearly fills.
    folder = Path(tempfile.mkdtemp(prefix="jf-pg-", dir="/tmp"))
    account = _ordinary_account()
    server = None
    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        _run(_initdb(programs, folder), account)
        server = _start(programs, folder, account)
        yield f"postgres://jointfund@/postgres?host={folder}"
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _ordinary_account() -> pwd.struct_passwd | None:
    """The account for PostgreSQL when we are root; None when we are ordinary ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SystemExit("Run the tests as an ordinary user: there is no account to run PostgreSQL under.")


def _initdb(programs: Path, folder: Path) -> list[str]:
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return [
        str(programs / "initdb"),
        f"--pgdata={folder / 'data'}",
        "--username=jointfund",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        f"--lc-ctype={letters}",
        "--no-sync",
        "--no-instructions",
    ]


def _start(programs: Path, folder: Path, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "60",
        "shared_buffers": "128MB",
        "max_wal_size": "2GB",
        "autovacuum": "off",
    }
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    for name, setting in settings.items():
        command += ["-c", f"{name}={setting}"]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C ends the tests first, and they end the server
            cwd=folder,
            **_as(account),
        )
    deadline = time.monotonic() + PATIENCE
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)
    return server


def _run(command: list[str], account: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        stdin=subprocess.DEVNULL,
        **_as(account),
    )
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments of `subprocess` that start a program as the account, without the groups of root."""
    if account is None:
        return {}
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "env": environment}
