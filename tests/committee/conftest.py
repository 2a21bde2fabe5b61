"""A fund with its bodies, four seats, money, proposals at any state, and a meeting in session."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.proposals.conftest import cast, complete, endorsed, joint, orgs, writing_fund  # noqa: F401

from jointfund.committee.models import AgendaItem, Body
from jointfund.committee.proposed import ProposedCondition, ProposedDecision
from jointfund.committee.services import bodies, meetings
from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.services import Posting, post
from jointfund.ledger.services.posting import Ground
from jointfund.people.models import Membership, Role, User
from jointfund.proposals import services as proposals
from jointfund.proposals.models import Proposal

NOW = datetime(2026, 3, 10, 14, tzinfo=UTC)
DUE = date(2026, 6, 30)


@pytest.fixture
def body(writing_fund):  # noqa: F811
    bodies.load_bodies(writing_fund, actor="test")
    return Body.objects.get(code="steering_committee")


@pytest.fixture
def seats(body, writing_fund, cast, orgs):  # noqa: F811
    """Carmen for herself, one each for alpha, for Togo and for gamma."""

    def member(name):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=writing_fund, role=Role.COMMITTEE)
        return user

    def seat(group, holder, label, **values):
        return bodies.give_seat(
            body.constituencies.get(code=group),
            holder,
            label,
            actor="test",
            valid_from=date(2026, 1, 1),
            **values,
        )

    return {
        "chair": seat("chair", cast["carmen"], "Chair"),
        "alpha": seat("un_entities", member("alphaseat"), "Alpha", organisation=orgs["alpha"]),
        "togo": seat("countries", member("togoseat"), "Togo", country="TGO"),
        "gamma": seat("un_entities", member("gammaseat"), "Gamma", organisation=orgs["gamma"]),
        "contributor": seat("contributors", member("contributorseat"), "A contributor"),
    }


@pytest.fixture
def money(writing_fund, orgs):  # noqa: F811
    post(
        writing_fund,
        [Posting(EntryKind.DEPOSIT, Decimal(1000), organisation=orgs["gamma"])],
        Ground(date(2026, 1, 2), "bank advice"),
        actor="test",
    )


@pytest.fixture
def proposal_in(writing_fund, orgs, cast):  # noqa: F811
    """A proposal of alpha and beta for Togo in a state, without the way that led there."""

    def make(state="note_in_review", title="Safe routes"):
        made = proposals.start_proposal(writing_fund, orgs["alpha"], title, actor=cast["pia"], now=NOW)
        proposals.invite_party(made, orgs["beta"], actor=cast["pia"])
        proposals.answer_invitation(made, orgs["beta"], accept=True, actor=cast["beta"], now=NOW)
        proposals.name_countries(made, ["TGO"], actor=cast["pia"])
        Proposal.objects.filter(pk=made.pk).update(state=state, number=made.draft)
        return Proposal.objects.select_related("fund", "table").get(pk=made.pk)

    return make


@pytest.fixture
def meeting(body, seats, cast):  # noqa: F811
    return meetings.plan_meeting(
        body, starts_at=NOW - timedelta(hours=1), time_zone="Africa/Lome", place="Lomé", actor=cast["sofia"]
    )


@pytest.fixture
def session(meeting, seats, cast):  # noqa: F811
    """The meeting in session, everybody there."""
    opened = meetings.open_session(meeting, actor=cast["sofia"])
    meetings.record_attendance(opened, list(seats.values()), actor=cast["sofia"])
    return opened


@pytest.fixture
def item_of(meeting, proposal_in, cast):  # noqa: F811
    """An item of the meeting on a new proposal in a state."""

    def make(state="note_in_review") -> AgendaItem:
        return meetings.add_proposal(meeting, proposal_in(state), actor=cast["sofia"])

    return make


def proposed(outcome="approve", amounts=None, conditions=()):
    return ProposedDecision(
        outcome,
        "The committee so decides.",
        {slug: Decimal(amount) for slug, amount in (amounts or {}).items()},
        tuple(ProposedCondition(text, owner, DUE) for text, owner in conditions),
    )
