"""An example call and its round of review, for the demonstration. Every text is an example and says so."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation, User
from jointfund.proposals import services as proposals
from jointfund.proposals.calls.words import CallWords, CriterionWords, StageWords
from jointfund.proposals.forms import Value
from jointfund.proposals.freezing import text_digest
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.proposals.services import calls
from jointfund.reviews import services
from jointfund.reviews.eligibility import ConditionAnswer, conditions_of
from jointfund.reviews.models import InterestKind, ReviewRound

ACTOR = "system:demo"
LEAD, PARTNER, COUNTRY = "iom", "undp", "TGO"
TITLES = (
    "Example: fair recruitment in three ports",
    "Example: one counter for people who return",
    "Example: schools that take in newcomers",
)
GUIDANCE = "5: convincing in every part\n3: sound, with gaps that can be closed\n0: not addressed"
CRITERIA = (
    CriterionWords("Relevance and expected change", "30", "Technical", "5", "3", GUIDANCE),
    CriterionWords("Feasibility and partners", "25", "Technical", "5", "3", GUIDANCE),
    CriterionWords("Gender equality", "15", "Gender and human rights", "5", "3", GUIDANCE),
    CriterionWords("Human rights and do no harm", "15", "Gender and human rights", "5", "3", GUIDANCE),
    CriterionWords("Budget for what is done", "15", "Budget", "5", "3", GUIDANCE),
)
OF_EACH: Mapping[str, Mapping[str, Value]] = {
    "contribution": {"brings": "An example text: staff and an office.", "partners": "no"},
    "budget": {"lines": [{"result": "1.1", "category": "c1", "what": "Advisers", "amount": "100000"}]},
}
TEXTS: Mapping[tuple[str, str], Mapping[str, Value]] = {
    ("summary", ""): {
        "what": "An example text. Municipal offices advise people on the move and those who hire them.",
        "months": "24",
    },
    ("context", ""): {
        "problem": "An example text. People who arrive do not find the office that answers them.",
        "government": "An example text. The municipalities asked for it.",
    },
    ("results", ""): {
        "change": "An example text. More people find work under terms that hold.",
        "outputs": [{"code": "1.1", "result": "Offices open", "indicator": "Offices", "target": "3"}],
    },
    ("risks", ""): {
        "register": [
            {
                "risk": "Offices lose their staff",
                "likelihood": "medium",
                "impact": "medium",
                "answer": "Two people are trained for each post",
            }
        ]
    },
    **{(section, party): OF_EACH[section] for party in (LEAD, PARTNER) for section in OF_EACH},
}


@transaction.atomic
def load_demo_review(
    fund: Fund, people: Mapping[str, User], reviewers: Sequence[User], *, now: datetime
) -> None:
    """A call with three proposals: one in review, one reviewed, one to check. Nothing where a call is there.

    `people` are the accounts of the demonstration by their word, `reviewers` the two who review.
    """
    if fund.calls.exists():
        return
    call = _call(fund, people, now)
    in_review, reviewed, _waiting = [_submitted(fund, call, title, people, now) for title in TITLES]
    for one in (in_review, reviewed):
        _eligible(one, people["sofia"], now)
    open_round = _assigned(in_review, reviewers, people["sofia"], now)
    _write(open_round, reviewers[1], (4, 3, 2, 4, 3), now)
    _draft(open_round, reviewers[0], now)
    closed = _assigned(reviewed, reviewers, people["sofia"], now)
    _write(closed, reviewers[0], (5, 4, 4, 4, 4), now)
    _write(closed, reviewers[1], (2, 4, 3, 4, 3), now)
    services.close_round(closed, actor=people["sofia"], now=now)


def _call(fund: Fund, people: Mapping[str, User], now: datetime) -> Call:
    words = CallWords(
        title="Example call: places that receive people",
        summary="An example of a call, shown in the demonstration only.",
        areas=("1",),
        envelope="5000000",
        kinds=("un",),
        regions=("Western Africa",),
        least_organisations="2",
        eligibility="The government of each country has been asked.",
        time_zone="UTC",
        stages=(
            StageWords(
                "note",
                f"{now - timedelta(days=40):%Y-%m-%d}T09:00",
                f"{now + timedelta(days=40):%Y-%m-%d}T17:00",
                "concept_note",
            ),
        ),
        criteria=CRITERIA,
        contact="The fund's secretariat",
        hide_identities="yes",
        hide_scores="yes",
        answer_days="14",
    )
    call = calls.draft_call(fund, words, actor=people["sofia"], now=now)
    calls.send_call(call, actor=people["sofia"], now=now)
    calls.publish_call(call, actor=people["second"], now=now)
    return call


def _submitted(fund: Fund, call: Call, title: str, people: Mapping[str, User], now: datetime) -> Proposal:
    lead, partner = (Organisation.objects.get(fund=fund, slug=slug) for slug in (LEAD, PARTNER))
    one = proposals.start_proposal(fund, lead, title, actor=people["pia"], now=now)
    proposals.invite_party(one, partner, actor=people["pia"])
    proposals.answer_invitation(one, partner, accept=True, actor=people["partner"], now=now)
    proposals.name_countries(one, [COUNTRY], actor=people["pia"])
    calls.answer_call(one, call, actor=people["pia"], now=now)
    for (section, party), answers in TEXTS.items():
        proposals.save_section(
            one, section, party=party, answers=answers, expected_version=0, actor=ACTOR, now=now
        )
    opened = proposals.form_of(one)
    assert opened is not None  # noqa: S101 - the demonstration has the form
    for word in ("moussa", "head", "partnerhead"):
        for signature in proposals.signatures_of(people[word], one):
            proposals.endorse(one, signature, digest=text_digest(opened), actor=people[word], now=now)
    return proposals.move(one, "submit", actor=people["pia"], now=now)


def _eligible(one: Proposal, actor: User, now: datetime) -> None:
    answers = [ConditionAnswer(each, True) for each in conditions_of(None, None)]
    services.check_eligibility(one, answers, "take_up", actor=actor, now=now)


def _assigned(one: Proposal, reviewers: Sequence[User], actor: User, now: datetime) -> ReviewRound:
    families = list(dict.fromkeys(each.family for each in CRITERIA))
    due = (now + timedelta(days=14)).date()
    for reviewer in reviewers:
        made = services.assign(one, reviewer, families, due=due, actor=actor, now=now)
        services.declare(made, InterestKind.NONE, actor=reviewer, now=now)
    return made


def _write(one: ReviewRound, reviewer: User, scores: Sequence[int], now: datetime) -> None:
    typed = {f"score-c{number}": str(score) for number, score in enumerate(scores, 1)}
    low = {f"note-c{number}": "An example note: say which partner does this." for number in (1, 3)}
    typed |= low | {"overall": "An example of a review."}
    services.save_scorecard(one, typed, saves=0, actor=reviewer, now=now)
    services.submit_scorecard(one, actor=reviewer, now=now)


def _draft(one: ReviewRound, reviewer: User, now: datetime) -> None:
    services.save_scorecard(one, {"score-c1": "4"}, saves=0, actor=reviewer, now=now)
