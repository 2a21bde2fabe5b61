"""Whatever is tried in whatever order: money by decisions alone, the recused silent, quorum, citations."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.committee.conftest import NOW, proposed

from jointfund.committee.models import Decision, DecisionAmount, Stance, Voice
from jointfund.committee.queries.seats import recusals, seats_on
from jointfund.committee.services import deciding, meetings, speaking
from jointfund.kernel.errors import DomainError
from jointfund.ledger.accounts import Account
from jointfund.ledger.queries import allocatable, balances
from jointfund.proposals import services as proposals
from jointfund.proposals.models import Proposal

OUTCOMES = st.sampled_from(["approve", "solicit", "approve_funding", "return", "defer", "decline", "remove"])
SEATS = st.sampled_from(["chair", "alpha", "togo", "gamma", "contributor"])
STEPS = st.one_of(
    st.tuples(
        st.just("decide"), st.integers(0, 2), OUTCOMES, st.integers(0, 900), st.sampled_from(["sofia", "pia"])
    ),
    st.tuples(st.just("speak"), st.integers(0, 2), SEATS, st.sampled_from(Stance.values)),
    st.tuples(st.just("interest"), st.integers(0, 2), SEATS),
    st.tuples(st.just("attend"), st.frozensets(SEATS)),
    st.tuples(
        st.just("move"),
        st.integers(0, 2),
        st.sampled_from(["take_up", "take_up_document", "approve_note", "fund", "lapse"]),
        st.sampled_from(["sofia", "carmen"]),
    ),
)


def _try(step, items, seats, session, cast):
    match step:
        case ("decide", at, outcome, amount, who):
            amounts = {"alpha": amount} if outcome == "approve_funding" else None
            deciding.decide(items[at], proposed(outcome, amounts), actor=cast[who], now=NOW)
        case ("speak", at, seat, stance):
            speaking.speak(
                items[at], Stance(stance), actor=seats[seat].holder, received_at=NOW, reason="because"
            )
        case ("interest", at, seat):
            speaking.declare_interest(items[at], "A friend", actor=seats[seat].holder, now=NOW)
        case ("attend", there):
            meetings.record_attendance(session, [seats[name] for name in there], actor=cast["sofia"])
        case ("move", at, name, who):
            proposals.move(items[at].proposal, name, actor=cast[who], now=NOW, note="because")


def _holds(items, session, fund):
    """What is true after every step."""
    given = DecisionAmount.objects.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    books = balances(fund)
    assert books[Account.ALLOCATED] == given
    assert sum(books.values()) == 0
    assert allocatable(fund) >= 0
    references = {one.reference for one in Decision.objects.select_related("fund")}
    assert set(fund.entries.filter(kind="allocation").values_list("rests_on", flat=True)) <= references
    for decision in Decision.objects.all():
        assert decision.quorum["present"] >= decision.quorum["needed"] > decision.quorum["counting"] / 2
    for item in items:
        barred = {key for key, one in recusals(item, seats_on(session.body, NOW.date())).items()}
        computed = barred - set(item.interests.filter(kind="declared").values_list("seat_id", flat=True))
        assert not Voice.objects.filter(item=item, seat__in=computed).exists()
        assert Decision.objects.filter(item=item).count() <= 1
    for one in Proposal.objects.filter(programme__isnull=False).select_related("programme"):
        for event in one.programme.status_events.all():
            assert event.citation_kind in ("decision", "event")
            assert event.citation_kind == "event" or event.citation_reference in references


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=12,
    deadline=None,
)
@given(st.lists(STEPS, max_size=8))
def test_whatever_is_tried_money_and_status_come_from_decisions_alone(
    session, item_of, seats, money, cast, writing_fund, steps
):
    with transaction.atomic():
        items = [item_of(state) for state in ("note_in_review", "document_in_review", "document_in_review")]
        for step in steps:
            try:
                with transaction.atomic():
                    _try(step, items, seats, session, cast)
            except DomainError:
                pass
            _holds(items, session, writing_fund)
        transaction.set_rollback(True)


def test_the_walk_can_fund_and_can_be_refused(session, item_of, seats, money, cast, writing_fund):
    """The steps above reach what they are there to try."""
    items = [item_of("document_in_review") for _ in range(2)]
    _try(("decide", 0, "approve_funding", 900, "sofia"), items, seats, session, cast)
    _holds(items, session, writing_fund)
    assert allocatable(writing_fund) == 100
