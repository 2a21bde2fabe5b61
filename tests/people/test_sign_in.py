"""Failures to sign in are counted by account and by address, and waiting is enough to go on."""

from datetime import UTC, datetime, timedelta

import pytest

from jointfund.people import sign_in
from jointfund.people.models import SignInAttempt
from jointfund.people.sign_in import SignInPaused, begin_attempt, forget_failures

NOW = datetime(2024, 1, 31, 9, 0, tzinfo=UTC)
OFFICE = "192.0.2.1"
pytestmark = pytest.mark.django_db


def fail(times: int, email: str = "sofia@example.org", address: str = OFFICE) -> None:
    for second in range(times):
        begin_attempt(email=email, address=address, now=NOW + timedelta(seconds=second))


def test_after_five_failures_one_waits_until_the_first_of_them_is_a_quarter_of_an_hour_old():
    fail(5)
    with pytest.raises(SignInPaused) as refused:
        begin_attempt(email=" Sofia@Example.org", address=OFFICE, now=NOW + timedelta(minutes=1))
    assert refused.value.until == NOW + sign_in.WINDOW
    assert SignInAttempt.objects.count() == 5
    begin_attempt(email="sofia@example.org", address=OFFICE, now=refused.value.until)


def test_a_colleague_in_the_same_office_is_not_held_up():
    fail(5)
    begin_attempt(email="amina@example.org", address=OFFICE, now=NOW)


def test_the_owner_signs_in_from_elsewhere_while_a_stranger_guesses():
    fail(5, address="203.0.113.9")
    begin_attempt(email="sofia@example.org", address=OFFICE, now=NOW)


def test_guessing_one_account_from_many_addresses_is_stopped():
    for number in range(sign_in.MOST_FOR_ACCOUNT):
        fail(1, address=f"198.51.100.{number}")
    with pytest.raises(SignInPaused):
        begin_attempt(email="sofia@example.org", address=OFFICE, now=NOW)


def test_guessing_at_many_accounts_from_one_address_is_stopped():
    for number in range(sign_in.MOST_FOR_ADDRESS):
        fail(1, email=f"person-{number}@example.org")
    with pytest.raises(SignInPaused):
        begin_attempt(email="sofia@example.org", address=OFFICE, now=NOW)


def test_a_right_password_clears_the_failures_before_it():
    fail(4)
    forget_failures(begin_attempt(email="sofia@example.org", address=OFFICE, now=NOW))
    assert not SignInAttempt.objects.exists()


def test_neither_the_account_nor_the_address_is_kept_in_words():
    fail(1)
    kept = SignInAttempt.objects.get()
    assert "sofia" not in kept.account
    assert OFFICE not in kept.address
