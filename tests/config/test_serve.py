"""`jointfund serve` as a whole: it opens, keeps its data, stops on every signal, leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 240  # seconds for a first start on a busy machine


@dataclass
class Server:
    """A running `jointfund serve` with what it has said so far."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not happen; it said:\n{self.said}"
            time.sleep(0.03)

    def wait_until_open(self) -> None:
        self.wait_until(lambda: "is open at" in self.said or self.process.poll() is not None, "opening")
        assert self.process.poll() is None, self.said

    def descendants(self) -> set[int]:
        """The processes below it now."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.stdout.splitlines())}
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}


def is_running(pid: int) -> bool:
    """True for a process that lives; one that has ended and only waits to be counted does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip()) and not state.stdout.strip().startswith("Z")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder the tests of this module use in turn, so that the first start is paid once."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def serve(root: Path, data: Path, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts the product; whatever a test leaves running is ended after it."""
    started: list[Server] = []

    def start(port: int | None = None, folder: Path = data, **more: str) -> Server:
        port = port or free_port()
        log = tmp_path / f"output-{len(started)}.txt"
        environment = os.environ | {
            "JOINTFUND_DATA": str(folder),
            "DATABASE_URL": "",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            **more,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "jointfund", "serve"],
                env=environment,
                cwd=root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        started.append(Server(process, port, log))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.terminate()
            server.process.wait(30)


def status(port: int, path: str = "/") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_the_server_the_worker_and_everything_below(serve, signum: signal.Signals) -> None:
    server = serve()
    server.wait_until_open()
    assert status(server.port) == 200
    below = server.descendants()
    assert len(below) >= 2, "a web server and a worker"
    server.process.send_signal(signum)
    assert server.process.wait(20) == 0, server.said
    assert not [pid for pid in below if is_running(pid)]
    assert "Traceback" not in server.said


def test_a_killed_parent_takes_its_children_along(serve) -> None:
    server = serve()
    server.wait_until_open()
    below = server.descendants()
    server.process.kill()
    server.process.wait()
    server.wait_until(lambda: not any(is_running(pid) for pid in below), "the end of the children")


def test_a_dead_worker_ends_the_whole_with_one_sentence(serve) -> None:
    server = serve()
    server.wait_until_open()
    below = server.descendants()
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True
    ).stdout
    worker = next(
        int(line.split()[0])
        for line in listed.splitlines()
        if int(line.split()[0]) in below and line.endswith("config.child work")
    )
    os.kill(worker, signal.SIGKILL)
    assert server.process.wait(20) == 1
    assert "The worker stopped unexpectedly" in server.said
    assert "Traceback" not in server.said
    assert not [pid for pid in below if is_running(pid)]


def test_a_taken_port_is_said_in_one_sentence(serve) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        server = serve(port)
        assert server.process.wait(20) == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in server.said
    assert len(server.said.strip().splitlines()) == 1


def test_a_second_server_and_a_reset_are_refused_while_one_runs(serve, root: Path, data: Path) -> None:
    first = serve()
    first.wait_until_open()
    second = serve()
    assert second.process.wait(20) == 1
    assert f"A JointFund server (process {first.process.pid}) is running" in second.said
    reset = subprocess.run(
        [sys.executable, "-m", "jointfund", "reset_demo"],
        env=os.environ | {"JOINTFUND_DATA": str(data), "DATABASE_URL": ""},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert reset.returncode == 1
    assert "is running" in reset.stderr
    assert status(first.port) == 200


def test_a_second_start_prepares_nothing_again(serve) -> None:
    first = serve()
    first.wait_until_open()
    first.process.terminate()
    first.process.wait(20)
    second = serve()
    second.wait_until_open()
    assert "Loading" not in second.said
    assert "Collecting" not in second.said
    assert "Preparing" not in second.said


WITHDRAW = """
from django.utils import timezone
from jointfund.knowledge.models import Practice
from jointfund.knowledge.services import withdraw_practice
from jointfund.people.models import User
second = User.objects.get(email="second@demo.example")
withdraw_practice(
    Practice.objects.get(number=1), reason="It is tried again.", actor=second, today=timezone.localdate()
)
"""


def jointfund(root: Path, data: Path, *words: str) -> str:
    """What a command of the product prints beside a running server."""
    done = subprocess.run(
        [sys.executable, "-m", "jointfund", *words],
        env=os.environ | {"JOINTFUND_DATA": str(data), "DATABASE_URL": ""},
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_worker_seals_what_is_done_and_writes_the_letter_within_a_minute(serve, root, data) -> None:
    server = serve(JOINTFUND_OFTEN_SECONDS="1")
    server.wait_until_open()
    jointfund(root, data, "shell", "--no-imports", "-c", WITHDRAW)
    begun = time.monotonic()

    def told() -> bool:
        letters = (path.read_text(errors="replace") for path in (data / "mail").glob("*"))
        return any("To: sofia@demo.example" in text and "withdrawn" in text for text in letters)

    server.wait_until(told, "the letter")
    assert time.monotonic() - begun < 60
    newest = jointfund(root, data, "audit", "events", "--fund", "MIG00").splitlines()[1]
    assert "practice:withdrawn" in newest
    assert newest.endswith(",yes"), newest
    verified = json.loads(jointfund(root, data, "audit", "verify", "--json"))
    assert verified["unsealed"] == 0, verified
