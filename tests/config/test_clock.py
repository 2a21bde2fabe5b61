"""Periodic work: when it is due, never twice at once, and whatever it raises."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from jointfund.config import clock
from jointfund.config.clock import PeriodicWork, register, run_if_due
from jointfund.config.models import DueWork
from jointfund.config.periodic import PERIODIC

SECONDS = timedelta(seconds=1)


@pytest.fixture
def now(db) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


def work(run, every=30 * SECONDS, lease=600 * SECONDS) -> PeriodicWork:
    made = PeriodicWork("test", every, run, lease)
    register([made])
    return made


def test_work_runs_when_it_is_due_and_not_before(now):
    ran: list[int] = []
    one = work(lambda: ran.append(1))
    answers = [run_if_due(one, now + seconds * SECONDS) for seconds in (0, 1, 29, 30, 31)]
    assert (answers, len(ran)) == ([True, False, False, True, False], 2)


def test_two_workers_never_run_it_at_once(now):
    ran: list[bool] = []
    one = work(lambda: ran.append(run_if_due(one, now + 60 * SECONDS)))
    assert run_if_due(one, now)
    assert ran == [False]


def test_work_of_a_killed_worker_is_taken_over_when_its_lease_has_run_out(now):
    one = work(lambda: None)
    DueWork.objects.update(held_until=now + 600 * SECONDS, holder="killed")
    assert not run_if_due(one, now + 599 * SECONDS)
    assert run_if_due(one, now + 600 * SECONDS)


def test_work_that_fails_is_due_again(now):
    def fail() -> None:
        raise RuntimeError("broken")

    one = work(fail)
    for moment in (now, now + 30 * SECONDS):
        with pytest.raises(RuntimeError):
            run_if_due(one, moment)


@pytest.mark.parametrize("fault", [RuntimeError("broken"), SystemExit(1)])
def test_whatever_work_raises_is_logged_and_goes_no_further(fault, caplog):
    def fail() -> None:
        raise fault

    with ThreadPoolExecutor(1) as pool, caplog.at_level(logging.ERROR):
        clock.guarded(pool, fail)
    assert "Periodic work failed" in caplog.text
    assert caplog.records[0].exc_info[1] is fault


def test_events_are_sealed_within_half_a_minute_and_names_are_given_once():
    assert next(one for one in PERIODIC if one.name == "seal events").every <= 30 * SECONDS
    assert len({one.name for one in PERIODIC}) == len(PERIODIC)
