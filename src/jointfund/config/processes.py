"""The two processes of an installation, and the parent that starts, watches and stops them.

Each child leads a process group of its own, so that Ctrl-C in a terminal reaches the parent only and the
children stop in order; and each holds a lifeline, a pipe that closes when the parent is gone for whatever
reason, so that none outlives it.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from jointfund.kernel.errors import DomainError

PATIENCE = 30.0  # seconds until the first answer; a laptop needs one or two
GRACE = 10.0  # seconds a child has to finish its requests or its task
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class PortTaken(DomainError):
    """Another program listens where we want to."""


class ChildStopped(DomainError):
    """The web server or the worker ended without being asked to."""


@dataclass
class Child:
    """A running process and what people call it."""

    name: str
    process: subprocess.Popen[bytes]


def check_port(host: str, port: int) -> None:
    """Raises PortTaken when nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise PortTaken(
                f"Port {port} needs special rights. Choose one above 1023, as PORT=8000."
            ) from error
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port}: {error.strerror or error}. "
                f"Stop the program that uses it, or choose another port, as PORT={port + 1}."
            ) from error


def start(name: str, role: str, *arguments: str) -> Child:
    """Starts `jointfund.config.child` in the given role, with its lifeline on standard input."""
    command = [sys.executable, "-m", "jointfund.config.child", role, *arguments]
    return Child(name, subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True))


class StopRequest:
    """Whether, and how often, we were asked to stop."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, signum: int, frame: FrameType | None) -> None:
        self.count += 1

    def __bool__(self) -> bool:
        return self.count > 0


@contextlib.contextmanager
def stop_signals() -> Iterator[StopRequest]:
    """While the block runs, a stop signal is noted instead of ending us at once."""
    request = StopRequest()
    before = {signum: signal.signal(signum, request.note) for signum in STOP_SIGNALS}
    try:
        yield request
    finally:
        for signum, former in before.items():
            signal.signal(signum, former)


def wait_for_answer(host: str, port: int, children: list[Child], request: StopRequest) -> None:
    """Returns when the web server answers a request, or when we are asked to stop."""
    deadline = time.monotonic() + PATIENCE
    while not request and not answers(host, port):
        complain_if_stopped(children)
        if time.monotonic() > deadline:
            raise ChildStopped(f"The web server gave no answer within {PATIENCE:.0f} seconds.")
        time.sleep(0.03)


def answers(host: str, port: int) -> bool:
    """True when something speaks HTTP there; any status will do."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def watch(children: list[Child], request: StopRequest) -> None:
    """Returns when we are asked to stop. Raises ChildStopped when a child ends before."""
    while not request:
        complain_if_stopped(children)
        time.sleep(0.1)


def complain_if_stopped(children: list[Child]) -> None:
    """Raises ChildStopped for a child that has ended."""
    for child in children:
        if (code := child.process.poll()) is not None:
            raise ChildStopped(
                f"The {child.name} stopped unexpectedly (exit code {code}); see its last words above."
            )


def stop(children: list[Child], request: StopRequest) -> None:
    """Ends every child: first asked, then, after a grace or a further signal, made to."""
    asked = request.count
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    while any(child.process.poll() is None for child in children):
        if request.count > max(asked, 1) or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    for child in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)  # also what a child may have left behind
        child.process.wait()
        if child.process.stdin:
            child.process.stdin.close()
