"""The balance board in a generated round: 100 proposals of five reviews each, against 51 programmes."""

import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.figures import Figure
from bench.generate import analyse, generate, make_fund, vocabulary_of
from jointfund.committee.models import Scenario, ScenarioItem
from jointfund.committee.services import scenarios
from jointfund.funds.models import Fund
from jointfund.ledger.accounts import EntryKind
from jointfund.ledger.services import Posting, post
from jointfund.ledger.services.posting import Ground
from jointfund.people.models import Membership, Organisation, Role, User
from jointfund.proposals.calls.words import CallWords, CriterionWords, as_json
from jointfund.proposals.models import (
    FormVersion,
    PartyRole,
    PartyState,
    Proposal,
    ProposalCountry,
    ProposalForm,
    ProposalParty,
    ProposalVersion,
    SectionText,
)
from jointfund.proposals.models_calls import Call, CallVersion
from jointfund.proposals.services import load_forms, load_table
from jointfund.reviews.models import Assignment, ReviewRound, Scorecard, ScorecardRevision

PROPOSALS, REVIEWS, PROGRAMMES, MOVES = 100, 5, 51, 40
LIMIT_MS = 200
NOW = datetime(2026, 3, 10, 14, tzinfo=UTC)
# Pages name their style sheets; nothing was collected for a database to throw away.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CRITERIA = tuple(CriterionWords(f"Criterion {n}", "20", "All", "5", "3", "") for n in range(1, 6))


def measure_board() -> Iterator[Figure]:
    """The 95th percentile of a move as the browser waits for it, and the queries of a full board."""
    fund = make_fund("MIG00", "BRD")  # the code of the fund whose table and forms ship
    generate(fund, PROGRAMMES)
    scenario, people = _round(fund)
    analyse()
    client = Client()
    client.force_login(people[0])
    with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=STORAGES, SECOND_FACTOR_REQUIRED=False):
        full = _queries(client, scenario)
        took = _moves(client, scenario)
        ScenarioItem.objects.filter(scenario=scenario).delete()
        Proposal.objects.filter(fund=fund, number__gt=1).update(state="declined")
        few = _queries(client, scenario)
    p95 = sorted(took)[int(len(took) * 0.95)] * 1000
    middle = sorted(took)[len(took) // 2] * 1000
    name = f"board of {PROPOSALS} x {REVIEWS} reviews: answer to a move, p95"
    yield Figure(name, p95, LIMIT_MS, "ms", f"middle {middle:.0f} ms, {connection.vendor}")
    yield Figure(f"queries of a board of {PROPOSALS}, as many as of 1", full, few)


def _moves(client: Client, scenario: Scenario) -> list[float]:
    """How long each move takes, from the request to the last byte of the answer."""
    drafts = list(range(1, PROPOSALS + 1))
    random.Random(7).shuffle(drafts)
    took = []
    # SQLite works inside this process: its processor time is the whole of it, whatever else the machine does.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    seen = _seen(client.get(_path(scenario)).content)
    for draft in drafts[: MOVES + 2]:
        # Each moves to its other side, as a button does: every third is in at first.
        typed = {"act": "in" if (draft - 1) % 3 else "out", "proposal": str(draft), "seen": seen}
        start = clock()
        answer = client.post(_path(scenario), typed, headers={"HX-Request": "true"})
        took.append(clock() - start)
        assert answer.status_code == 200, answer.status_code
        assert b'id="board-balance"' in answer.content
        assert b'id="board"' not in answer.content  # what the move changed, and no more
        seen = _seen(answer.content)
    return took[2:]  # the first two load templates


def _seen(page: bytes) -> str:
    """What the page says it shows; the browser sends it with the next move."""
    found = re.search(rb'name="seen" value="(\w+)"', page)
    assert found
    return found[1].decode()


def _queries(client: Client, scenario: Scenario) -> int:
    client.get(_path(scenario))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(_path(scenario)).status_code == 200
    return len(captured)


def _path(scenario: Scenario) -> str:
    return f"/funds/{scenario.fund.code}/desk/board/{scenario.number}/"


def _round(fund: Fund) -> tuple[Scenario, list[User]]:
    """A call with every proposal reviewed, money in the books, and a scenario with a third of them in."""
    load_table(fund, actor="bench")
    load_forms(fund, actor="bench")
    people = [User.objects.create_user(f"p{n}@demo.example", None, name=f"P{n}") for n in range(REVIEWS + 1)]
    roles = [Role.SECRETARIAT, *[Role.REVIEWER] * REVIEWS]
    Membership.objects.bulk_create(
        Membership(user=one, fund=fund, role=role) for one, role in zip(people, roles, strict=True)
    )
    call = _call(fund)
    proposals = _proposals(fund, call)
    _reviews(proposals, call.versions.get(), people[1:])
    paid = [Posting(EntryKind.DEPOSIT, Decimal(90_000_000), organisation=fund.organisations.first())]
    post(fund, paid, Ground(date(2026, 1, 2), "bank advice"), actor="bench")
    scenario = scenarios.make_scenario(fund, "Measured", actor="bench", now=NOW, call=call)
    ScenarioItem.objects.bulk_create(ScenarioItem(scenario=scenario, proposal=one) for one in proposals[::3])
    return scenario, people


def _call(fund: Fund) -> Call:
    words = as_json(CallWords(title="Generated", envelope="60000000", criteria=CRITERIA, time_zone="UTC"))
    call = Call.objects.create(fund=fund, number=1, state="published", words=words, version=1, created_at=NOW)
    CallVersion.objects.create(call=call, number=1, words=words, published_by="bench", published_at=NOW)
    return call


def _proposals(fund: Fund, call: Call) -> list[Proposal]:
    """Each with two organisations, one to three countries and a budget, in review."""
    chance, words = random.Random(7), vocabulary_of(fund)
    table, form = fund.move_tables.get(), FormVersion.objects.get(fund=fund, stage="note")
    made = Proposal.objects.bulk_create(
        Proposal(
            fund=fund,
            draft=n,
            number=n,
            title=f"Generated proposal {n}",
            lead=chance.choice(words.organisations),
            table=table,
            state="note_in_review",
            state_since=NOW,
            call=call,
            started_by="bench",
        )
        for n in range(1, PROPOSALS + 1)
    )
    opened = ProposalForm.objects.bulk_create(
        ProposalForm(proposal=one, stage="note", form=form, opened_at=NOW) for one in made
    )
    for one, row in zip(made, opened, strict=True):
        others = [each for each in words.organisations if each != one.lead]
        _fill(one, row, [one.lead, chance.choice(others)], chance)
        places = chance.sample(words.countries, chance.choice([1, 1, 2, 3]))
        ProposalCountry.objects.bulk_create(ProposalCountry(proposal=one, country=each) for each in places)
    return made


def _fill(
    one: Proposal, opened: ProposalForm, organisations: list[Organisation], chance: random.Random
) -> None:
    for organisation in organisations:
        role = PartyRole.LEAD if organisation == one.lead else PartyRole.PARTICIPANT
        ProposalParty.objects.create(
            proposal=one,
            organisation=organisation,
            role=role,
            state=PartyState.TAKES_PART,
            invited_by="bench",
        )
        lines = [
            {"result": "1.1", "category": f"c{n}", "amount": str(chance.randrange(20_000, 200_000))}
            for n in range(1, 9)
        ]
        SectionText.objects.create(
            opened=opened, section="budget", party=organisation, version=1, answers={"lines": lines}
        )
    SectionText.objects.create(opened=opened, section="context", answers={"problem": "word " * 400})


def _reviews(proposals: list[Proposal], version: CallVersion, reviewers: list[User]) -> None:
    chance = random.Random(7)
    ProposalVersion.objects.bulk_create(
        ProposalVersion(
            proposal=one,
            number=1,
            stage="note",
            content={},
            digest="0" * 64,
            submitted_by="bench",
            submitted_at=NOW,
        )
        for one in proposals
    )
    submitted = {one.proposal_id: one for one in ProposalVersion.objects.filter(proposal__in=proposals)}
    rounds = ReviewRound.objects.bulk_create(
        ReviewRound(proposal=one, stage="note", call_version=version, opened_by="bench", opened_at=NOW)
        for one in proposals
    )
    pairs = [(one, reviewer) for one in rounds for reviewer in reviewers]
    Assignment.objects.bulk_create(
        Assignment(
            round=one, reviewer=who, family="All", due=NOW.date(), assigned_by="bench", assigned_at=NOW
        )
        for one, who in pairs
    )
    cards = Scorecard.objects.bulk_create(Scorecard(round=one, reviewer=who) for one, who in pairs)
    ScorecardRevision.objects.bulk_create(
        ScorecardRevision(
            scorecard=card,
            number=1,
            version=submitted[card.round.proposal_id],
            scores={f"c{n}": {"score": str(chance.randrange(6)), "note": "A note."} for n in range(1, 6)},
            made_by="bench",
            made_at=NOW,
        )
        for card in cards
    )
