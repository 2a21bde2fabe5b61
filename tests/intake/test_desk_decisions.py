"""Whatever a person decides, the record holds exactly that; and two who decide at once decide once."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.papers import BOOKLET

from jointfund.intake import services
from jointfund.intake.models import Candidate, Origin
from jointfund.intake.services import Choice, Upload
from jointfund.people.models import Role
from jointfund.people.services import add_user, give_role
from jointfund.programmes.models import Programme, Standing

PRINTED = {"title": "Counting those who leave and those who come home", "budget_usd": 1_234_567}
AMOUNTS = st.integers(min_value=1, max_value=10**11)
TITLES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=60)


def choices(values: st.SearchStrategy) -> st.SearchStrategy:
    """No answer, acceptance, rejection, or a correction with its value."""
    plain = st.sampled_from([Choice(""), Choice("accept"), Choice("reject")])
    return plain | values.map(lambda value: Choice("correct", str(value)))


@pytest.fixture
def sofia(open_fund):
    return secretary(open_fund)


def secretary(fund):
    user = add_user(actor="system:test", email="sofia@test.example", name="Sofia", password="x" * 12)
    give_role(actor="system:test", user=user, fund=fund, role=Role.SECRETARIAT)
    return user


def first_candidate(fund, paper: str = BOOKLET) -> Candidate:
    content = paper.encode()
    intake = services.hand_in(
        fund, [Upload("p.txt", len(content), content)], actor="user:x", origin=Origin.UPLOAD
    )
    services.read_intake(intake.pk)
    return intake.candidates.get(number=1)


def decide_and_accept(candidate: Candidate, sofia, decided: dict[str, Choice]) -> Programme:
    fresh = services.decide_fields(candidate, decided, version=candidate.version, by=sofia)
    return services.accept_candidate(fresh, version=fresh.version, by=sofia).programme


def expected(choice: Choice, printed, read=str):
    match choice.decision:
        case "reject":
            return None
        case "correct":
            return read(choice.corrected)
    return printed


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=choices(TITLES), budget=choices(AMOUNTS), tag=st.sampled_from(["", "accept", "reject"]))
def test_a_new_programme_holds_what_was_decided(open_fund, sofia, title, budget, tag):
    from django.db import transaction

    with transaction.atomic():
        candidate = first_candidate(open_fund)
        decided = {"title": title, "budget_usd": budget, "tag:level:local": Choice(tag)}
        programme = decide_and_accept(candidate, sofia, decided)
        programme.refresh_from_db()
        standings = list(programme.tags.filter(term__code="local").values_list("standing", flat=True))
        assert programme.title == expected(title, PRINTED["title"])
        assert programme.budget == expected(budget, Decimal(PRINTED["budget_usd"]), Decimal)
        assert standings == {"": [Standing.SUGGESTED], "accept": [Standing.CONFIRMED], "reject": []}[tag]
        transaction.set_rollback(True)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(budget=choices(AMOUNTS), months=choices(st.integers(min_value=1, max_value=240)))
def test_a_programme_on_record_changes_only_where_a_person_chose_so(open_fund, sofia, budget, months):
    from django.db import transaction

    with transaction.atomic():
        decide_and_accept(first_candidate(open_fund), sofia, {})
        later = BOOKLET.replace("1,234,567", "7,654,321").replace("\n24\n", "\n42\n")
        candidate = first_candidate(open_fund, later)
        assert candidate.programme
        programme = decide_and_accept(candidate, sofia, {"budget_usd": budget, "duration_months": months})
        programme.refresh_from_db()
        taken = {"accept": 7_654_321, "": 1_234_567, "reject": 1_234_567}
        assert programme.budget == Decimal(taken.get(budget.decision) or budget.corrected)
        kept = {"accept": 42, "": 24, "reject": 24}
        assert programme.duration_months == int(kept.get(months.decision) or months.corrected)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_the_same_time_make_one_programme():
    from jointfund.intake.opening import open_shipped_fund

    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time by itself; PostgreSQL's run proves the lock")
    fund = open_shipped_fund("MIG00", is_demo=False, actor="system:test")
    sofia, candidate = secretary(fund), first_candidate(fund)
    start, outcomes = threading.Barrier(2), []

    def accept() -> None:
        start.wait()
        try:
            services.accept_candidate(candidate, version=candidate.version, by=sofia)
            outcomes.append("accepted")
        except services.AlreadyDecided:
            outcomes.append("told")
        finally:
            connections.close_all()

    people = [threading.Thread(target=accept) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == ["accepted", "told"]
    assert Programme.objects.count() == 1
