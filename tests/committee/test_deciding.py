"""One decision for each item, by who may, with quorum and without those who have an interest; its effects."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.committee.conftest import NOW, proposed
from tests.proposals.call_samples import COMPLETE
from tests.reviews.conftest import make_call

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.committee.models import Decision, InterestKind, Stance, TaskState
from jointfund.committee.services import after, deciding, meetings, speaking
from jointfund.ledger.queries import allocatable
from jointfund.ledger.services import InsufficientBalance
from jointfund.people.models import Membership, Role
from jointfund.people.permissions import NotAllowed
from jointfund.proposals.models import Proposal
from jointfund.proposals.services import IllegalMove


def state_of(item):
    return Proposal.objects.get(pk=item.proposal_id).state


def decide(item, cast, what=None, who="sofia"):
    return deciding.decide(item, what or proposed(), actor=cast[who], now=NOW)


def test_an_approval_moves_the_proposal_makes_its_programme_and_is_cited(session, item_of, cast):
    decision = decide(item := item_of(), cast)
    assert (decision.reference, state_of(item)) == ("MIG-DEC-0001", "in_pipeline")
    assert decision.quorum == {"counting": 3, "present": 3, "needed": 2}
    programme = Proposal.objects.get(pk=item.proposal_id).programme
    event = programme.status_events.get()
    assert (event.status.code, event.citation_kind) == ("concept_note_approved", "decision")
    assert event.citation_reference == decision.reference
    recorded = Event.objects.get(verb=Verb.DECISION_RECORDED)
    assert recorded.after["outcome"] == "approve"
    moved = Event.objects.get(verb=Verb.PROPOSAL_MOVED)
    assert moved.after["decision"] == decision.reference


def test_funding_allocates_to_each_organisation_and_sets_conditions(
    session, item_of, cast, money, writing_fund
):
    item = item_of("document_in_review")
    what = proposed("approve_funding", {"alpha": 600, "beta": 300}, [("Name the partners.", "beta")])
    decision = decide(item, cast, what)
    given = {one.organisation.slug: one.amount for one in decision.amounts.all()}
    assert given == {"alpha": Decimal(600), "beta": Decimal(300)}
    assert allocatable(writing_fund) == Decimal(100)
    assert writing_fund.entries.get(kind="allocation").rests_on == decision.reference
    task = decision.conditions.get()
    assert (task.owner.slug, task.state) == ("beta", TaskState.OPEN)


def test_more_than_the_fund_holds_is_refused_and_leaves_nothing(session, item_of, cast, money):
    item = item_of("document_in_review")
    with pytest.raises(InsufficientBalance):
        decide(item, cast, proposed("approve_funding", {"alpha": 1001}))
    assert state_of(item) == "document_in_review"
    assert not Decision.objects.exists()
    assert not Event.objects.filter(verb=Verb.PROPOSAL_MOVED).exists()


@pytest.mark.parametrize(
    ("what", "fault", "state"),
    [
        (proposed("approve", {"alpha": 1}), deciding.WrongAmount, "note_in_review"),
        (proposed("approve_funding"), deciding.WrongAmount, "document_in_review"),
        (proposed("approve_funding", {"gamma": 1}), deciding.WrongAmount, "document_in_review"),
        (proposed("approve_funding", {"alpha": 0}), deciding.WrongAmount, "document_in_review"),
        (proposed("made_up"), deciding.UnknownOutcome, "note_in_review"),
        (proposed("agree"), deciding.UnknownOutcome, "note_in_review"),
        (proposed("approve", None, [("x", "gamma")]), deciding.WrongCondition, "note_in_review"),
        (proposed("decline", None, [("x", "alpha")]), deciding.WrongCondition, "note_in_review"),
        (proposed("solicit"), IllegalMove, "note_in_review"),
    ],
)
def test_what_does_not_fit_is_refused(session, item_of, cast, money, what, fault, state):
    with pytest.raises(fault):
        decide(item_of(state), cast, what)
    assert not Decision.objects.exists()


def test_an_item_is_decided_once(session, item_of, cast):
    item = item_of()
    decide(item, cast, proposed("defer"))
    assert state_of(item) == "note_in_review"
    with pytest.raises(speaking.AlreadyDecided):
        decide(item, cast)
    assert Decision.objects.count() == 1


def test_a_declined_note_leaves_no_programme(session, item_of, cast):
    item = item_of()
    decide(item, cast, proposed("decline"))
    assert state_of(item) == "declined"
    assert Proposal.objects.get(pk=item.proposal_id).programme is None


@pytest.mark.parametrize("who", ["pia", "carmen", "ravi", "moussa", "alpha head"])
def test_only_the_secretariat_records(session, item_of, cast, who):
    with pytest.raises(NotAllowed):
        decide(item_of(), cast, who=who)


def test_who_has_a_part_in_the_proposal_does_not_record(session, item_of, cast, writing_fund, orgs):
    Membership.objects.create(
        user=cast["sofia"], fund=writing_fund, role=Role.OFFICER, organisation=orgs["beta"]
    )
    with pytest.raises(NotAllowed, match="a colleague does"):
        decide(item_of(), cast)


def test_without_quorum_nothing_is_decided(session, item_of, cast, seats):
    meetings.record_attendance(session, [seats["chair"], seats["alpha"], seats["togo"]], actor=cast["sofia"])
    with pytest.raises(deciding.NoQuorum, match="1 of 3"):
        decide(item_of(), cast)


def test_nothing_is_decided_out_of_session(meeting, item_of, cast):
    with pytest.raises(meetings.WrongTime):
        decide(item_of(), cast)


def test_an_objection_stands_in_the_way_until_it_is_taken_back(session, item_of, cast, seats):
    item, gamma = item_of(), seats["gamma"].holder
    speaking.speak(item, Stance.OBJECTS, actor=gamma, received_at=NOW, reason="Too dear")
    with pytest.raises(deciding.StandingObjection, match="Gamma objects"):
        decide(item, cast)
    speaking.speak(item, Stance.ABSTAINS, actor=gamma, received_at=NOW)
    assert decide(item, cast)


def test_an_interest_computed_or_declared_leaves_no_voice(session, item_of, cast, seats):
    item = item_of()
    for name in ("alpha", "togo"):
        with pytest.raises(speaking.Recused, match="part of this proposal"):
            speaking.speak(item, Stance.AGREES, actor=seats[name].holder, received_at=NOW)
    speaking.speak(item, Stance.OBJECTS, actor=seats["gamma"].holder, received_at=NOW, reason="No")
    speaking.declare_interest(item, "My sister works there", actor=seats["gamma"].holder, now=NOW)
    with pytest.raises(speaking.Recused, match="sister"):
        speaking.speak(item, Stance.AGREES, actor=seats["gamma"].holder, received_at=NOW)
    decision = decide(item, cast)
    assert decision.quorum["counting"] == 2
    kinds = {one.seat.label: one.kind for one in item.interests.all()}
    assert kinds == {
        "Alpha": InterestKind.COMPUTED,
        "Togo": InterestKind.COMPUTED,
        "Gamma": InterestKind.DECLARED,
    }


def test_a_role_for_a_party_is_an_interest_too(session, item_of, cast, seats, writing_fund, orgs):
    holder = seats["contributor"].holder
    Membership.objects.create(user=holder, fund=writing_fund, role=Role.OFFICER, organisation=orgs["beta"])
    with pytest.raises(speaking.Recused, match="BETA"):
        speaking.speak(item_of(), Stance.AGREES, actor=holder, received_at=NOW)


def test_who_holds_no_seat_says_nothing(session, item_of, cast, seats):
    with pytest.raises(NotAllowed):
        speaking.speak(item_of(), Stance.AGREES, actor=cast["sofia"], received_at=NOW)


@pytest.mark.parametrize("table", ["Decision", "Voice", "Interest", "DecisionAmount"])
def test_what_was_decided_and_said_is_never_changed(session, item_of, cast, seats, money, table):
    from jointfund.committee import models

    item = item_of("document_in_review")
    speaking.speak(item, Stance.AGREES, actor=seats["gamma"].holder, received_at=NOW)
    decide(item, cast, proposed("approve_funding", {"alpha": 1}))
    rows = getattr(models, table).objects
    assert rows.exists()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(id=99)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.all()._raw_delete(rows.db)


def test_a_condition_goes_to_its_owner_until_the_secretariat_accepts(session, item_of, cast):
    decision = decide(item_of(), cast, proposed("approve", None, [("Name the partners.", "beta")]))
    task = decision.conditions.get()
    for who in ("pia", "sofia", "carmen"):
        with pytest.raises(NotAllowed):
            after.answer_condition(task, "Done", actor=cast[who], now=NOW)
    after.answer_condition(task, "Two of them", actor=cast["beta"], now=NOW)
    back = after.return_condition(task, "Which two?", actor=cast["sofia"])
    assert (back.state, back.returned_because) == (TaskState.OPEN, "Which two?")
    after.answer_condition(task, "Red and blue", actor=cast["beta"], now=NOW)
    with pytest.raises(NotAllowed):
        after.accept_condition(task, actor=cast["beta"], now=NOW)
    assert after.accept_condition(task, actor=cast["sofia"], now=NOW).state == TaskState.ACCEPTED


def test_a_subject_is_agreed_or_deferred_and_moves_nothing(session, cast):
    item = meetings.add_subject(session, "Rules of procedure", actor=cast["sofia"])
    with pytest.raises(deciding.UnknownOutcome):
        decide(item, cast, proposed("decline"))
    assert decide(item, cast, proposed("agree")).outcome == "agree"


def test_the_envelope_of_a_call_bounds_what_its_decisions_give(session, item_of, cast, money, writing_fund):
    words = replace(COMPLETE, envelope="500", lots=())
    call = make_call(writing_fund, words)
    items = [item_of("document_in_review") for _ in range(3)]
    for one in items[:2]:
        one.proposal.call = call
        one.proposal.save(update_fields=["call"])
    what = proposed("approve_funding", {"alpha": 300})
    deciding.decide(items[0], what, actor=cast["sofia"], now=NOW)
    with pytest.raises(deciding.WrongAmount, match=r"USD.200 of the call's envelope is left"):
        deciding.decide(items[1], what, actor=cast["sofia"], now=NOW)
    assert deciding.decide(items[2], what, actor=cast["sofia"], now=NOW)  # it answers no call
    rest = proposed("approve_funding", {"alpha": 200})
    assert deciding.decide(items[1], rest, actor=cast["sofia"], now=NOW)
