"""Proposals go by the table of moves and by nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.people.permissions import NotAllowed
from jointfund.proposals import services
from jointfund.proposals.models import MoveTableVersion, Proposal, ProposalMove
from jointfund.proposals.moves import BrokenTable
from jointfund.proposals.services.joining import NotInvited
from jointfund.vocabularies.services import read_data

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def plain_table():
    """The shipped table without the checks of forms and signatures: here the moves alone are tried."""
    table = read_data("funds/MIG00/moves")
    moves = [
        one | {"checks": [name for name in one.get("checks", []) if name == "has_two_organisations"]}
        for one in table["moves"]
    ]
    return table | {"moves": moves}


def enter_plain_table(fund):
    return services.enter_table(
        fund, plain_table(), source="a test", valid_from=date(2019, 1, 1), actor="test"
    )


@pytest.fixture
def fund(db):
    fund = Fund.objects.create(
        code="MIG00", reference_prefix="MIG", name="A fund", short_name="Fund", currency="USD"
    )
    enter_plain_table(fund)
    return fund


@pytest.fixture
def agencies(fund):
    return [
        Organisation.objects.create(fund=fund, slug=slug, name=slug.upper(), kind=OrganisationKind.UN)
        for slug in ("alpha", "beta", "gamma")
    ]


@pytest.fixture
def people(fund, agencies):
    def person(name, role, organisation=None):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=fund, role=role, organisation=organisation)
        return user

    return {
        "pia": person("pia", Role.OFFICER, agencies[0]),
        "other": person("other", Role.OFFICER, agencies[1]),
        "sofia": person("sofia", Role.SECRETARIAT),
        "carmen": person("carmen", Role.COMMITTEE),
        "omar": User.objects.create_user("omar@example.org", None, name="omar"),
    }


@pytest.fixture
def proposal(fund, agencies, people):
    proposal = services.start_proposal(fund, agencies[0], "Safe routes", actor=people["pia"], now=NOW)
    services.invite_party(proposal, agencies[1], actor=people["pia"])
    services.answer_invitation(proposal, agencies[1], accept=True, actor=people["other"], now=NOW)
    return proposal


def test_a_draft_is_numbered_when_it_is_submitted(proposal, people):
    assert proposal.reference == "MIG-D-0001"
    moved = services.move(proposal, "submit", actor=people["pia"], now=NOW)
    assert (moved.reference, moved.state) == ("MIG-N-0001", "note_submitted")
    event = Event.objects.get(verb=Verb.PROPOSAL_MOVED)
    assert (event.before, event.after["state"]) == ({"state": "note_draft"}, "note_submitted")


def test_a_joint_proposal_needs_two_organisations_and_their_answers(fund, agencies, people):
    alone = services.start_proposal(fund, agencies[0], "Alone", actor=people["pia"], now=NOW)
    services.invite_party(alone, agencies[1], actor=people["pia"])
    with pytest.raises(services.Incomplete) as refusal:
        services.move(alone, "submit", actor=people["pia"], now=NOW)
    reasons = [one.reason for one in refusal.value.missing]
    assert reasons == [
        "BETA has not answered the invitation yet.",
        "A joint proposal has two organisations or more.",
    ]
    alone.refresh_from_db()
    assert (alone.state, alone.number) == ("note_draft", None)
    assert not ProposalMove.objects.filter(proposal=alone).exists()


@pytest.mark.parametrize("who", ["other", "sofia", "carmen", "omar"])
def test_only_its_lead_submits(proposal, people, who):
    with pytest.raises(NotAllowed):
        services.move(proposal, "submit", actor=people[who], now=NOW)


def test_an_officer_of_another_organisation_does_not_start_for_this_one(fund, agencies, people):
    with pytest.raises(NotAllowed):
        services.start_proposal(fund, agencies[2], "Not mine", actor=people["pia"], now=NOW)


def test_an_organisation_is_invited_once_and_answers_once(proposal, agencies, people):
    with pytest.raises(services.AlreadyAParty):
        services.invite_party(proposal, agencies[1], actor=people["pia"])
    with pytest.raises(NotInvited):
        services.answer_invitation(proposal, agencies[1], accept=False, actor=people["other"], now=NOW)


def test_a_return_needs_a_reason(proposal, people):
    services.move(proposal, "submit", actor=people["pia"], now=NOW)
    with pytest.raises(services.Incomplete, match="Say why"):
        services.move(proposal, "return", actor=people["sofia"], now=NOW, note="  ")


def test_a_move_the_table_does_not_have_is_refused_in_words(proposal, people):
    with pytest.raises(services.IllegalMove, match="Concept note in draft"):
        services.move(proposal, "fund", actor=people["carmen"], now=NOW)


def test_buttons_are_the_open_moves_each_closed_one_with_its_reason(proposal, people):
    shown = {one.move.name: one for one in services.open_moves(proposal, people["pia"])}
    assert shown["submit"].is_open
    assert not shown["lapse"].is_open
    assert "does not include" in shown["lapse"].reason


def test_a_proposal_keeps_the_version_of_the_table_it_began_with(fund, proposal, people):
    table = plain_table()
    fewer = table | {"moves": [m for m in table["moves"] if m["name"] != "withdraw"]}
    fewer["states"] = [s for s in table["states"] if s["code"] != "withdrawn"]
    second = services.enter_table(
        fund, fewer, source="the second table", valid_from=date(2026, 1, 1), actor=people["sofia"]
    )
    assert second.number == 2
    assert (
        services.move(proposal, "withdraw", actor=people["pia"], now=NOW, note="no money").state
        == "withdrawn"
    )


def test_the_same_table_again_is_no_new_version(fund):
    enter_plain_table(fund)
    assert MoveTableVersion.objects.count() == 1


def test_a_broken_table_is_not_entered(fund, people):
    with pytest.raises(BrokenTable):
        services.enter_table(fund, {}, source="x", valid_from=date(2026, 1, 1), actor=people["sofia"])
    assert MoveTableVersion.objects.count() == 1


def test_moves_are_never_changed(proposal, people):
    services.move(proposal, "submit", actor=people["pia"], now=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ProposalMove.objects.update(target="funded")


NAMES = sorted({move["name"] for move in read_data("funds/MIG00/moves")["moves"]})
WHO = st.sampled_from(["pia", "other", "sofia", "carmen", "omar"])
MAY = {
    "proposal:submit": "pia",
    "proposal:withdraw": "pia",
    "proposal:screen": "sofia",
    "proposal:decide": "carmen",
}
# Mostly a move that leaves the state, so that the walk goes far; who and why are tried as they come.
TRY = st.tuples(st.integers(0, 40), st.booleans(), WHO, st.sampled_from(["", "because"]))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=40,
    deadline=None,
)
@given(st.lists(TRY, min_size=5, max_size=30))
def test_whatever_is_tried_the_state_goes_by_the_table_and_each_change_leaves_an_event(
    proposal, people, tries
):
    with transaction.atomic():
        state, made = "note_draft", []
        table = services.table_of(proposal)
        for number, by_right, anybody, note in tries:
            leaving = table.moves_from(state)
            name = (
                NAMES[number % len(NAMES)]
                if number > 30 or not leaving
                else leaving[number % len(leaving)].name
            )
            step = table.move(name, state)
            who = MAY[step.permission] if step and by_right else anybody
            is_allowed = step is not None and who == MAY[step.permission] and (note or not step.needs_note)
            try:
                moved = services.move(proposal, name, actor=people[who], now=NOW, note=note)
            except (services.IllegalMove, services.Incomplete, NotAllowed):
                assert not is_allowed, (name, state, who)
            else:
                assert is_allowed, (name, state, who)
                made.append((state, step.target, people[who].audit_reference, name))
                state = moved.state
            assert Proposal.objects.get(pk=proposal.pk).state == state
        kept = proposal.moves.order_by("pk").values_list("source", "target", "actor", "name")
        assert list(kept) == made
        events = Event.objects.filter(verb=Verb.PROPOSAL_MOVED).order_by("pk")
        told = [(one.before["state"], one.after["state"], one.actor, one.after["move"]) for one in events]
        assert told == made
        numbers = {one.after["number"] for one in events if one.after["number"] is not None}
        assert len(numbers) == (1 if any(name == "submit" for *_rest, name in made) else 0)
        transaction.set_rollback(True)
