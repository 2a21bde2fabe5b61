"""Reminders by the clock: once before a review is due, once when it is late, never to who owes nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.reviews import services
from jointfund.reviews.models import InterestKind
from jointfund.reviews.rules import reminder_is_due
from tests.reviews.conftest import DUE, NOW, clear, write


def on(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "reminded", "is_due"),
    [
        (-4, None, False),
        (-3, None, True),
        (0, None, True),
        (0, -3, False),
        (0, -9, True),  # by hand, long before
        (1, -3, True),
        (1, 0, True),
        (2, 1, False),
        (40, None, True),
    ],
)
def test_once_before_the_day_and_once_after(today, reminded, is_due):
    told = None if reminded is None else DUE + timedelta(days=reminded)
    assert reminder_is_due(DUE, told, DUE + timedelta(days=today)) is is_due


def test_the_clock_reminds_who_still_owes_and_nobody_twice(reviewed, reviewers):
    clear(reviewed, reviewers["ravi"])
    assert services.remind_due(on(DUE - timedelta(days=4))) == 0
    assert services.remind_due(on(DUE - timedelta(days=3))) == 2
    assert services.remind_due(on(DUE - timedelta(days=1))) == 0
    write(reviewed, reviewers["ravi"], c1=4, c2=4)
    assert services.remind_due(on(DUE + timedelta(days=1))) == 1
    told = Event.objects.filter(verb=Verb.REVIEW_REMINDED)
    assert told.count() == 3
    assert told.last().after["reviewer"] == reviewers["second"].audit_reference
    services.declare(reviewed, InterestKind.DECLARED, "A friend.", actor=reviewers["second"], now=NOW)
    assert services.remind_due(on(DUE + timedelta(days=30))) == 0


def test_a_closed_round_reminds_nobody(reviewed, cast):
    services.close_round(reviewed, actor=cast["sofia"], now=NOW)
    assert services.remind_due(on(DUE)) == 0


def test_reviews_and_checks_wait_at_the_desk(reviewed, reviewers, cast, client):
    client.force_login(reviewers["ravi"])
    page = client.get("/account/").text
    assert "Go to the review" in page
    clear(reviewed, reviewers["ravi"])
    write(reviewed, reviewers["ravi"], c1=4, c2=4)
    assert "Go to the review" not in client.get("/account/").text
    client.force_login(cast["sofia"])
    assert "Check it" in client.get("/desk/").text
