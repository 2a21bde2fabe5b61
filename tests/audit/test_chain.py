"""Events sealed into a chain, and every way to tamper with it seen by `audit verify`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.audit.chain import LONG_AGO, drop_promises, some_events, tamper

from jointfund.audit import sealing
from jointfund.audit.models import ChainHead, Event, Seal
from jointfund.audit.queries import chain_end
from jointfund.audit.sealing import ChainBroken, seal_events
from jointfund.audit.verifying import Anchor, FaultKind, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Nine sealed events the database no longer protects; a number between the fifth and sixth is free."""
    drop_promises()
    made = some_events(10)
    tamper("DELETE FROM audit_event WHERE id = %s", [made.pop(5).pk])
    seal_events()
    return made


def first():
    return verify().first


def test_every_event_is_sealed_in_order_and_the_chain_holds():
    made = some_events(7)
    assert seal_events(batch=3) == 7
    assert [seal.event_key for seal in Seal.objects.all()] == [event.pk for event in made]
    report = verify()
    assert (report.sealed, report.unsealed, report.first) == (7, 0, None)
    assert report.anchor == chain_end()


def test_sealing_twice_seals_nothing_twice():
    some_events(3)
    assert (seal_events(), seal_events()) == (3, 0)


def test_without_any_event_there_is_nothing_to_seal_and_nothing_wrong():
    assert seal_events() == 0
    assert (verify().sealed, verify().first, chain_end()) == (0, None, "")


def test_what_is_written_after_the_sealing_counts_as_unsealed_and_is_no_fault(events):
    some_events(2)
    assert (verify().unsealed, verify().first) == (2, None)


def test_the_database_refuses_to_change_a_seal():
    some_events(1)
    seal_events()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Seal.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Seal.objects.all().delete()


CHANGES = {
    "actor": "user:somebody else",
    "verb": "programme:added",
    "subject": "MIG-9999",
    "note": "nothing",
    "before": json.dumps({"budget": 1}),
    "after": json.dumps({"b": ["4", "x"]}),
    "at": LONG_AGO,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found(events, column):
    sql = f"UPDATE audit_event SET {column} = %s WHERE id = %s"  # noqa: S608
    tamper(sql, [CHANGES[column], events[3].pk])
    assert (first().kind, first().event) == (FaultKind.CHANGED, events[3].pk)


def test_a_changed_fund_is_found(events, open_fund):
    tamper("UPDATE audit_event SET fund_id = %s WHERE id = %s", [open_fund.pk, events[0].pk])
    assert (first().kind, first().event) == (FaultKind.CHANGED, events[0].pk)


def test_a_cell_that_cannot_be_read_is_found(events):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL takes nothing into a column that is not of its kind")
    tamper("UPDATE audit_event SET at = '2026-99-99 00:00:00' WHERE id = %s", [events[4].pk])
    assert (first().kind, first().event) == (FaultKind.CHANGED, events[4].pk)


def test_two_events_that_changed_places_are_found(events):
    one, two = events[1].pk, events[2].pk
    for old, new in ((one, 10**6), (two, one), (10**6, two)):
        tamper("UPDATE audit_event SET id = %s WHERE id = %s", [new, old])
    assert (first().kind, first().event, verify().faults) == (FaultKind.CHANGED, one, 2)


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_removed_event_is_found(events, place):
    tamper("DELETE FROM audit_event WHERE id = %s", [events[place].pk])
    assert (first().kind, first().event) == (FaultKind.REMOVED, events[place].pk)


@pytest.mark.parametrize("place", [0, 4])
def test_an_event_removed_with_its_seal_is_found(events, place):
    tamper("DELETE FROM audit_event WHERE id = %s", [events[place].pk])
    tamper("DELETE FROM audit_seal WHERE event_key = %s", [events[place].pk])
    assert (first().kind, first().position) == (FaultKind.REMOVED, place + 1)


@pytest.mark.parametrize("below", [True, False])
def test_an_event_put_between_sealed_ones_is_found_and_never_sealed(events, below):
    key = events[0].pk - 1 if below else events[4].pk + 1
    Event(pk=key, verb="x", subject="y", actor="z").save(force_insert=True)
    assert seal_events() == 0
    assert (first().kind, first().event) == (FaultKind.INSERTED, key)


def test_an_event_put_behind_that_claims_to_be_older_is_found_and_never_sealed(events):
    (forged,) = some_events(1)
    tamper("UPDATE audit_event SET at = %s WHERE id = %s", [LONG_AGO, forged.pk])
    assert seal_events() == 0
    assert (first().kind, first().event) == (FaultKind.INSERTED, forged.pk)
    some_events(1)
    assert seal_events() == 1


def test_a_forged_event_that_was_given_a_seal_as_well_is_found(events):
    key = events[4].pk + 1
    Event(pk=key, verb="x", subject="y", actor="z").save(force_insert=True)
    ChainHead.objects.update(settled=0, closed_until=None)
    assert seal_events() == 1
    assert (first().kind, first().event) == (FaultKind.INSERTED, key)


@pytest.mark.parametrize("column", ["event_digest", "previous", "digest"])
def test_a_changed_seal_is_found(events, column):
    sql = f"UPDATE audit_seal SET {column} = %s WHERE position = 4"  # noqa: S608
    tamper(sql, ["f" * 64])
    assert (first().kind, first().event) == (FaultKind.SEAL_CHANGED, events[3].pk)


def test_a_changed_event_with_its_seal_made_to_fit_is_found(events):
    from jointfund.audit.canonical import COLUMNS, event_digest

    tamper("UPDATE audit_event SET note = 'forged' WHERE id = %s", [events[3].pk])
    row = Event.objects.filter(pk=events[3].pk).values_list(*COLUMNS).get()
    tamper("UPDATE audit_seal SET event_digest = %s WHERE position = 4", [event_digest(row)])
    assert (first().kind, first().event) == (FaultKind.SEAL_CHANGED, events[3].pk)


def test_a_tail_that_was_cut_off_is_found_and_nothing_is_sealed_onto_it(events):
    tamper("DELETE FROM audit_seal WHERE position > 6")
    tamper("DELETE FROM audit_event WHERE id > %s", [events[5].pk])
    assert (first().kind, first().position) == (FaultKind.REMOVED, 7)
    some_events(1)
    with pytest.raises(ChainBroken):
        seal_events()


def test_a_tail_cut_off_together_with_the_head_is_found_by_an_anchor_kept_elsewhere(events):
    anchor = Anchor.from_text(chain_end())
    tamper("DELETE FROM audit_seal WHERE position > 6")
    tamper("DELETE FROM audit_event WHERE id > %s", [events[5].pk])
    last = Seal.objects.get(position=6)
    ChainHead.objects.update(position=6, digest=last.digest, highest=last.event_key, settled=0)
    assert first() is None  # a chain alone cannot know: see docs/explanation/audit-chain.md
    assert verify(anchor=anchor).first.kind == FaultKind.REMOVED
    assert verify(since=anchor).first.kind == FaultKind.REMOVED


def test_all_of_it_removed_is_found_by_the_head(events):
    tamper("DELETE FROM audit_seal")
    tamper("DELETE FROM audit_event")
    assert first().kind == FaultKind.REMOVED


def test_a_seal_put_behind_the_end_is_found(events):
    (event,) = some_events(1)
    Seal.objects.create(
        position=10, event_key=event.pk, event_digest="a" * 64, previous="b" * 64, digest="c" * 64,
        sealed_at=LONG_AGO,
    )  # fmt: skip
    assert (first().kind, first().position) == (FaultKind.INSERTED, 10)


def test_since_an_anchor_only_what_follows_is_read(events):
    anchor = Anchor.from_text(chain_end())
    some_events(2)
    seal_events()
    tamper("UPDATE audit_event SET note = 'forged' WHERE id = %s", [events[0].pk])
    assert (verify(since=anchor).sealed, verify(since=anchor).first) == (2, None)
    assert verify().first.kind == FaultKind.CHANGED


def test_a_worker_killed_halfway_leaves_nothing_half_sealed(monkeypatch):
    some_events(6)

    class Killed(BaseException):
        pass

    def killed(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ChainHead, "save", killed)
        with pytest.raises(Killed):
            seal_events(batch=4)
    assert (Seal.objects.count(), verify().unsealed, verify().first) == (0, 6, None)
    assert seal_events(batch=4) == 6
    assert verify().first is None


def test_an_event_committed_late_is_sealed_later_and_is_no_fault(monkeypatch):
    """On PostgreSQL a lower number may be committed after a higher one was sealed."""
    earlier, later = some_events(2)
    began = earlier.at
    monkeypatch.setattr(sealing, "_oldest_open_transaction", lambda: began)
    drop_promises()
    tamper("DELETE FROM audit_event WHERE id = %s", [earlier.pk])  # not committed yet
    assert seal_events() == 1
    earlier.save(force_insert=True)
    assert seal_events() == 1
    assert [seal.event_key for seal in Seal.objects.all()] == [later.pk, earlier.pk]
    assert verify().first is None


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("audit", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_seals_verifies_and_refuses(events):
    some_events(2)
    assert "Sealed: 2" in run("seal")
    assert "Sealed and verified: 11\nNot sealed yet: 0\nFirst bad row: none\nAnchor: 11:" in run("verify")
    assert json.loads(run("verify", "--json"))["first"] is None
    anchor = chain_end().split(":")[1]
    assert "none" in run("verify", "--anchor", anchor)
    with pytest.raises(CommandError, match="does not hold the anchor"):
        run("verify", "--anchor", "a" * 64)
    tamper("UPDATE audit_event SET note = 'forged' WHERE id = %s", [events[1].pk])
    with pytest.raises(CommandError, match=f"event {events[1].pk}, changed") as refusal:
        run("verify")
    assert refusal.value.returncode == 1
    with pytest.raises(CommandError, match="is no anchor"):
        run("verify", "--anchor", "nonsense")


TAMPERING = st.sampled_from(
    [
        "UPDATE audit_event SET note = note || 'x' WHERE id = {event}",
        "UPDATE audit_event SET actor = actor || ' ' WHERE id = {event}",
        "UPDATE audit_event SET before = '{{\"a\": 1}}' WHERE id = {event}",
        "UPDATE audit_event SET at = '2020-01-01 00:00:00+00:00' WHERE id = {event}",
        "UPDATE audit_event SET id = id + 1000 WHERE id = {event}",
        "DELETE FROM audit_event WHERE id = {event}",
        "DELETE FROM audit_seal WHERE position = {place}",
        "DELETE FROM audit_seal WHERE position >= {place}",
        "UPDATE audit_seal SET position = position + 1000 WHERE position = {place}",
        "UPDATE audit_seal SET event_digest = previous WHERE position = {place}",
        "UPDATE audit_seal SET previous = digest WHERE position = {place}",
        "UPDATE audit_seal SET digest = event_digest WHERE position = {place}",
        "UPDATE audit_seal SET event_key = event_key + 1000 WHERE position = {place}",
        "UPDATE audit_seal SET sealed_at = '2020-01-01 00:00:00+00:00' WHERE position = {place}",
        "UPDATE audit_seal SET closed_until = '2020-01-01 00:00:00+00:00' WHERE position = {place}",
        "INSERT INTO audit_event (id, at, actor, verb, subject, note)"
        " VALUES (-{place}, '2026-01-01 00:00:00+00:00', 'a', 'v', 's', '')",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(TAMPERING, st.integers(1, 9)), min_size=1, max_size=3, unique_by=lambda one: one[1])
)
def test_whatever_is_tampered_with_is_found(events, done):
    with transaction.atomic():
        assert verify().first is None
        for sql, place in done:
            tamper(sql.format(event=events[place - 1].pk, place=place))
        assert verify().first is not None
        transaction.set_rollback(True)
