"""A submitted proposal of a call with criteria of two families, and who reviews it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.proposals import services as proposals
from jointfund.proposals.calls.words import CriterionWords, as_json
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call, CallState, CallVersion
from jointfund.reviews import services
from jointfund.reviews.models import InterestKind
from tests.proposals import conftest as written
from tests.proposals.call_samples import COMPLETE

# The proposal and its people are those of the tests of proposals.
writing_fund, orgs, cast = written.writing_fund, written.orgs, written.cast
joint, complete, endorsed = written.joint, written.complete, written.endorsed

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
DUE = date(2026, 3, 1)
WORDS = replace(
    COMPLETE,
    rolling="yes",
    stages=(replace(COMPLETE.stages[0], opens="2020-01-01T00:00", closes=""),),
    eligibility="It reaches people on the move.",
    criteria=(
        CriterionWords("Quality", "60", family="technical", note_under="3", guidance="5: very good\n0: none"),
        CriterionWords("Equality", "40", family="gender", most="10"),
    ),
    hide_scores="yes",
    answer_days="7",
)


@pytest.fixture
def call(writing_fund):
    """Published long ago, taken in as it comes."""
    return make_call(writing_fund, WORDS)


def make_call(fund, words):
    number = fund.calls.count() + 1
    made = Call.objects.create(
        fund=fund, number=number, state=CallState.PUBLISHED, words=as_json(words), version=1, created_at=NOW
    )
    CallVersion.objects.create(
        call=made, number=1, words=as_json(words), published_by="test", published_at=NOW
    )
    return made


@pytest.fixture
def submitted(endorsed, cast, call):
    """Alpha's and beta's proposal for Togo, submitted to the call."""
    Proposal.objects.filter(pk=endorsed.pk).update(call=call)
    return proposals.move(endorsed, "submit", actor=cast["pia"], now=NOW)


@pytest.fixture
def reviewers(writing_fund, orgs, cast):
    """Ravi and a second one without ties; of beta, of Togo's desk, and of Togo's government."""
    togo = Organisation.objects.create(
        fund=writing_fund, slug="togo", name="Togo", kind=OrganisationKind.GOVERNMENT, iso3="TGO"
    )

    def reviewer(name, **ties):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=writing_fund, role=Role.REVIEWER)
        if ties:
            role = Role.SIGNATORY if "country" in ties else Role.ORGANISATION_ADMIN
            Membership.objects.create(user=user, fund=writing_fund, role=role, **ties)
        return user

    return {
        "ravi": cast["ravi"],
        "second": reviewer("second-reviewer"),
        "third": reviewer("third-reviewer"),
        "own organisation": reviewer("of-beta", organisation=orgs["beta"]),
        "own country": reviewer("of-togo", country="TGO"),
        "own government": reviewer("of-government", organisation=togo),
    }


@pytest.fixture
def reviewed(submitted, cast, reviewers):
    """The round, assigned to Ravi for both families and to the second for one; nothing declared yet."""
    made = services.assign(
        submitted, reviewers["ravi"], ["technical", "gender"], due=DUE, actor=cast["sofia"], now=NOW
    )
    services.assign(submitted, reviewers["second"], ["technical"], due=DUE, actor=cast["sofia"], now=NOW)
    return made


def clear(one, *people):
    for person in people:
        services.declare(one, InterestKind.NONE, actor=person, now=NOW)


def write(one, person, now=NOW, reason="", **typed):
    """Save and submit a scorecard: `c1=4, n1="why"`."""
    names = {"c": "score-c", "n": "note-c"}
    words = {names[key[0]] + key[1:]: str(value) for key, value in typed.items()}
    card = one.scorecards.filter(reviewer=person).first()
    services.save_scorecard(one, words, saves=card.saves if card else 0, actor=person, now=now)
    return services.submit_scorecard(one, reason, actor=person, now=now + timedelta(seconds=1))
