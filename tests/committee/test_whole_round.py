"""A whole round, from the call to the letters, the same for two quite different funds."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.committee import walk

from jointfund.committee.models import ConditionTask, Decision, LetterToProposer
from jointfund.committee.queries.waiting import conditions_to_answer
from jointfund.committee.services.letters import letters_of, send_letters
from jointfund.intake.opening import open_shipped_fund
from jointfund.ledger.accounts import Account, EntryKind
from jointfund.ledger.models import Movement
from jointfund.ledger.queries import allocatable, balances
from jointfund.ledger.services import Posting, post
from jointfund.ledger.services.posting import Ground
from jointfund.people.models import OrganisationKind
from jointfund.proposals.queries.asked import asked_by
from jointfund.reviews.queries import summary_of

# How each fund's body brings a proposal to its money; the first outcome alone brings one to the pipeline.
WAYS = {
    "MIG00": (OrganisationKind.UN, "USD", ("approve", "solicit", "approve_funding")),
    "R2PM": (OrganisationKind.LOCAL_GOVERNMENT, "EUR", ("select", "contract")),
}
TITLES = ("Gets money", "Waits for money", "Comes again later", "Is declined", "Is for another place")


@pytest.mark.parametrize("code", WAYS)
def test_a_round_goes_from_the_call_to_the_letters(db, code, django_capture_on_commit_callbacks):
    kind, currency, way = WAYS[code]
    fund = open_shipped_fund(code, is_demo=False, actor="test")
    one = walk.begin(fund, kind)
    post(
        fund,
        [Posting(EntryKind.DEPOSIT, Decimal(100_000), organisation=one.partner)],
        Ground(walk.NOW.date(), "bank advice"),
        actor="agent",
    )
    made = {title: walk.submitted(one, title) for title in TITLES}
    parties = ["lead", "partner"] if one.is_joint else ["lead"]
    assert asked_by(made["Gets money"]) == dict.fromkeys(parties, Decimal(12_000))

    refused = walk.screen(one, made.pop("Is for another place"), ends="closed")
    assert "another place" in refused.moves.last().note
    back = walk.screen(one, made["Gets money"], ends="returned")
    made["Gets money"] = walk.submit(one, back)
    assert made["Gets money"].versions.count() == 2
    tariq = one.people["tariq"]
    for title in made:
        made[title] = walk.screen(one, made[title])
        walk.review(one, made[title], recused=tariq if title == "Gets money" else None)
    summaries = [summary_of(each) for each in made.values()]
    assert [each.reviews for each in summaries] == [2, 3, 3, 3]

    meeting, items = walk.meet(one, list(made.values()))
    outcomes = (way[0], way[0], "defer", "decline")
    decided = [walk.decide(one, item, outcome) for item, outcome in zip(items, outcomes, strict=True)]
    assert {each.quorum["counting"] for each in decided} == {2}  # Omar speaks for the lead of all
    funded = made["Gets money"]
    for outcome in way[1:]:
        meeting_after, (item,) = walk.meet(one, [walk.bring_on(one, funded)])
        amounts = dict.fromkeys(parties, "12000") if outcome == way[-1] else None
        last = walk.decide(one, item, outcome, amounts, "Name the partners." if amounts else "")

    # Money: to each organisation what was decided, in the fund's currency, and the books balance.
    funded = walk.fresh(funded)
    rows = Movement.objects.filter(entry__fund=fund, debit=Account.ALLOCATED)
    assert {each.organisation.slug: each.amount for each in rows} == dict.fromkeys(parties, Decimal(12_000))
    assert {each.programme_id for each in rows} == {funded.programme_id}
    assert {each.entry.rests_on for each in rows} == {last.reference}
    assert (fund.currency, sum(balances(fund).values())) == (currency, 0)
    assert allocatable(fund) == Decimal(100_000) - 12_000 * len(parties)

    # The public pipeline shows what was decided, each status with what it cites; the others leave no trace.
    public = Client()
    references = {each.reference for each in Decision.objects.all()}
    for title in ("Gets money", "Waits for money"):
        programme = walk.fresh(made[title]).programme
        for event in programme.status_events.all():
            assert event.citation_kind == "event" or event.citation_reference in references
    assert walk.fresh(made["Comes again later"]).programme is None
    assert walk.fresh(made["Is declined"]).programme is None
    root = f"/funds/{code}"
    pipeline = public.get(f"{root}/pipeline/").text
    assert "Waits for money" in pipeline
    assert "Is declined" not in pipeline
    assert "Comes again later" not in pipeline
    assert "Gets money" in public.get(f"{root}/programmes/").text
    register = public.get(f"{root}/decisions/").text
    assert all(reference in register for reference in references)
    assert len(references) == 4 + len(way) - 1
    page = public.get(f"{root}/decisions/{last.reference}/").text
    assert f"{currency}\u00a012,000" in page.replace("&nbsp;", "\u00a0") or f"{currency} 12,000" in page

    # Letters to every organisation about every decision, once; the condition waits for its owner.
    sofia = one.people["sofia"]
    with django_capture_on_commit_callbacks(execute=True):
        assert send_letters(meeting, actor=sofia, now=walk.NOW) == 4 * len(parties)
        assert send_letters(meeting_after, actor=sofia, now=walk.NOW) == len(parties)
        assert send_letters(meeting, actor=sofia, now=walk.NOW) == 0
    letter = LetterToProposer.objects.get(decision=last, organisation=one.lead)
    assert "Name the partners." in letter.text
    assert f"{currency} 12,000" in letter.text.replace("\u00a0", " ")
    assert all(each.is_sent for each in letters_of(meeting))
    task = ConditionTask.objects.get()
    assert conditions_to_answer(one.people["pia"], fund) == [task]
    assert (task.owner, task.due) == (one.lead, walk.due_day())
