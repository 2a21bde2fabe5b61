"""`python -m bench.saving_rate PEOPLE SECONDS [raise]`: people save over HTTP, in an installation of its own.

The server is that of `jointfund serve` with its worker, on a free port of this machine. A save is due at its
time whether or not the one before was answered: what waits counts as waiting. Prints one line of JSON.
"""

import http.client
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

from bench.database import throw_away
from bench.saving_people import FIELD, Writer, kept_texts, make_writers

EVERY = 10.0  # seconds between two saves of a person
TOO_SLOW = 1.0  # seconds of p95 at which raising the rate ends
STEP_SECONDS = 10.0
STEPS = 8
NO_ANSWER = 0
VERSION = re.compile(r'name="version" value="(\d+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FILLER = "The district offices keep a register together and meet each month. " * 12


@dataclass
class Result:
    """What came of one run; `lost` counts people whose last confirmed text is not what is kept.

    `server_faults` are answers of 500 and more, `unanswered` saves whose line broke or waited a minute.
    """

    saves: int = 0
    server_faults: int = 0
    unanswered: int = 0
    refused: int = 0
    lost: int = 0
    p50: float = 0
    p95: float = 0
    rate_at_a_second: float | None = None
    rates: list[tuple[float, float]] = field(default_factory=list)

    def count(self, status: int) -> None:
        """One answer more: 0 is none at all, 409 a save that was not taken."""
        self.saves += status == 200
        self.refused += 300 <= status < 500
        self.server_faults += status >= 500
        self.unanswered += status == NO_ANSWER

    def add(self, other: "Result") -> None:
        """What came of another run, its waits aside."""
        self.saves += other.saves
        self.refused += other.refused
        self.server_faults += other.server_faults
        self.unanswered += other.unanswered


@dataclass
class Person:
    """One browser: its connection, its section's token and version, what was last confirmed."""

    writer: Writer
    port: int
    saves: int = 0
    version: int = 0
    token: str = ""
    cookies: str = ""
    confirmed: str = ""

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def open_page(self) -> None:
        """Opens the section as a browser does; the token and the version come from it."""
        headers = {"Cookie": f"sessionid={self.writer.session}"}
        self.line.request("GET", self.writer.address, headers=headers)
        answer = self.line.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{self.writer.address} answers {answer.status}")
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.cookies = f"sessionid={self.writer.session}; {cookie}"
        self.token, self.version = TOKEN.search(page)[1], int(VERSION.search(page)[1])

    def save(self) -> int:
        """Sends a text nobody sent before; the status of the answer, 0 for none."""
        text = f"{FILLER}{self.writer.address} {self.saves}"
        typed = {"csrfmiddlewaretoken": self.token, "version": self.version, FIELD: text}
        headers = {
            "Cookie": self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Autosave": "1",
        }
        try:
            self.line.request("POST", self.writer.address, urlencode(typed), headers)
            answer = self.line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.line.close()
            return NO_ANSWER
        if answer.status == 200 and (told := json.loads(body))["state"] == "saved":
            self.saves, self.version, self.confirmed = self.saves + 1, told["version"], text
            return 200
        return answer.status if answer.status != 200 else 409


def main() -> None:
    """Make the people, start the server, let them save."""
    count, seconds, raised = int(sys.argv[1]), float(sys.argv[2]), "raise" in sys.argv[3:]
    with throw_away():
        from jointfund.config import preparation

        preparation.collect_static_files(lambda _words: None)
        writers = make_writers(count)
        from django.db import connections

        connections.close_all()
        with _serving() as port:
            people = [Person(one, port) for one in writers]
            for one in people:
                one.open_page()
            result = _run(people, EVERY, seconds)
            result.lost = _lost(people)
            if raised:
                _raise_rate(people, result)
                result.lost += _lost(people)
    sys.stdout.write(json.dumps(asdict(result)) + "\n")


@contextmanager
def _serving() -> Iterator[int]:
    from jointfund.config import processes

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    request = processes.StopRequest()
    children = [processes.start("web server", "web", "127.0.0.1", str(port))]
    try:
        processes.wait_for_answer("127.0.0.1", port, children, request)
        children.append(processes.start("worker", "work"))
        yield port
    finally:
        processes.stop(children, request)


def _run(people: Sequence[Person], every: float, seconds: float) -> Result:
    waits: list[float] = []
    result, lock = Result(), threading.Lock()
    begin = time.monotonic() + 0.5

    def write(person: Person, number: int) -> None:
        due = begin + every * number / len(people)
        while due < begin + seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            status = person.save()
            with lock:
                waits.append(time.monotonic() - due)
                result.count(status)
            due += every

    threads = [threading.Thread(target=write, args=(one, n)) for n, one in enumerate(people)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    waits.sort()
    result.p50, result.p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    return result


def _raise_rate(people: Sequence[Person], result: Result) -> None:
    """Faster by half each time, until p95 passes a second; the rate that did is kept."""
    every = EVERY
    for _step in range(STEPS):
        every /= 1.5
        found = _run(people, every, STEP_SECONDS)
        rate = len(people) / every
        result.rates.append((rate, found.p95))
        result.add(found)
        if found.p95 > TOO_SLOW:
            result.rate_at_a_second = rate
            return


def _lost(people: Sequence[Person]) -> int:
    kept = kept_texts([one.writer for one in people])
    return sum(
        (found.text, found.version, found.revisions) != (one.confirmed, one.version, one.saves)
        for one in people
        for found in [kept[one.writer.address]]
    )


if __name__ == "__main__":
    main()
