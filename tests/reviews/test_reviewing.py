"""Who may review what: the hard block, declarations, scorecards, hiding, the end of a round."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.instruments.models import Stage
from jointfund.kernel.errors import DomainError
from jointfund.people.permissions import NotAllowed
from jointfund.proposals.models import Proposal
from jointfund.reviews import services
from jointfund.reviews.access import standing_of, tie_of
from jointfund.reviews.eligibility import ConditionAnswer, conditions_of
from jointfund.reviews.interest import Tie, sees_reviews
from jointfund.reviews.models import EligibilityCheck, InterestKind, ScorecardRevision
from jointfund.reviews.queries import summaries_of, summary_of
from jointfund.reviews.queries.summaries import terms_of
from tests.reviews.conftest import DUE, NOW, WORDS, clear, write


def sees(person, one):
    one.refresh_from_db()
    return sees_reviews(
        standing_of(person, one),
        is_closed=one.closed_at is not None,
        hides_scores=terms_of(one).reviewing.hides_scores,
    )


@pytest.mark.parametrize(
    ("who", "tie"),
    [
        ("own organisation", Tie.ORGANISATION),
        ("own country", Tie.COUNTRY),
        ("own government", Tie.COUNTRY),
    ],
)
def test_who_is_tied_to_a_proposal_is_not_assigned(submitted, reviewers, cast, who, tie):
    assert tie_of(reviewers[who], submitted) is tie
    with pytest.raises(services.Barred):
        services.assign(submitted, reviewers[who], ["technical"], due=DUE, actor=cast["sofia"], now=NOW)
    assert not submitted.review_rounds.exists()


@pytest.mark.parametrize("who", ["pia", "beta", "alpha head", "moussa"])
def test_nobody_of_the_proposal_reviews_or_reads_even_as_a_reviewer(reviewed, cast, writing_fund, who):
    from jointfund.people.models import Membership, Role

    for role in (Role.REVIEWER, Role.SECRETARIAT):
        Membership.objects.create(user=cast[who], fund=writing_fund, role=role)
    with pytest.raises(services.Barred):
        services.assign(reviewed.proposal, cast[who], ["gender"], due=DUE, actor=cast["sofia"], now=NOW)
    assert not sees(cast[who], reviewed)
    with pytest.raises(NotAllowed):
        services.close_round(reviewed, actor=cast[who], now=NOW)


def test_who_becomes_tied_after_the_assignment_can_do_nothing_more(reviewed, reviewers, orgs, writing_fund):
    from jointfund.people.models import Membership, Role

    ravi = reviewers["ravi"]
    clear(reviewed, ravi)
    Membership.objects.create(
        user=ravi, fund=writing_fund, role=Role.ORGANISATION_ADMIN, organisation=orgs["alpha"]
    )
    with pytest.raises(NotAllowed, match="organisation"):
        write(reviewed, ravi, c1=4, c2=4)
    assert not sees(ravi, reviewed)


def test_no_scorecard_opens_without_a_declaration(reviewed, reviewers):
    with pytest.raises(NotAllowed, match="Declare first"):
        services.save_scorecard(reviewed, {"score-c1": "4"}, saves=0, actor=reviewers["ravi"], now=NOW)


def test_a_declared_interest_bars_for_good_and_its_reviews_do_not_count(reviewed, reviewers):
    ravi, second = reviewers["ravi"], reviewers["second"]
    clear(reviewed, ravi, second)
    write(reviewed, ravi, c1=5, c2=10)
    write(reviewed, second, c1=3)
    with pytest.raises(DomainError):
        services.declare(reviewed, InterestKind.DECLARED, " ", actor=ravi, now=NOW)
    services.declare(reviewed, InterestKind.DECLARED, "I advised its lead.", actor=ravi, now=NOW)
    with pytest.raises(NotAllowed, match="interest"):
        clear(reviewed, ravi)
    with pytest.raises(NotAllowed):
        write(reviewed, ravi, c1=1, c2=1)
    assert not sees(ravi, reviewed)
    found = summary_of(reviewed.proposal)
    assert (found.reviews, found.expected, found.criteria[0].average) == (1, 1, 3)


def test_reviews_of_others_are_seen_once_the_own_one_is_submitted(reviewed, reviewers, cast):
    ravi, second = reviewers["ravi"], reviewers["second"]
    clear(reviewed, ravi, second)
    write(reviewed, second, c1=3)
    assert [sees(one, reviewed) for one in (ravi, second, cast["sofia"], cast["carmen"])] == [
        False,
        True,
        True,
        False,
    ]
    write(reviewed, ravi, c1=5, c2=5)
    services.close_round(reviewed, actor=cast["sofia"], now=NOW)
    assert sees(ravi, reviewed)
    assert sees(cast["carmen"], reviewed)
    assert not sees(reviewers["third"], reviewed)  # nothing was assigned to her


def test_a_low_score_needs_a_note_and_nothing_half_is_submitted(reviewed, reviewers):
    clear(reviewed, reviewers["ravi"])
    with pytest.raises(services.ScorecardIncomplete) as refused:
        write(reviewed, reviewers["ravi"], c1=2)
    assert [one.field for one in refused.value.faults] == ["note-c1", "score-c2"]
    assert reviewed.scorecards.get().answers == {"score-c1": "2"}  # the draft stays
    assert not ScorecardRevision.objects.exists()
    write(reviewed, reviewers["ravi"], c1=2, n1="No partner is named.", c2=10)
    assert Event.objects.filter(verb=Verb.REVIEW_SUBMITTED).count() == 1


@pytest.mark.parametrize("typed", ["6", "-1", "4.5", "", "five", "٣"])
def test_a_score_is_a_whole_number_of_the_scale(reviewed, reviewers, typed):
    clear(reviewed, reviewers["second"])
    with pytest.raises(services.ScorecardIncomplete):
        write(reviewed, reviewers["second"], c1=typed)


def test_a_change_needs_a_reason_and_keeps_what_was_before(reviewed, reviewers, cast):
    second = reviewers["second"]
    clear(reviewed, second)
    write(reviewed, second, c1=3)
    with pytest.raises(services.ScorecardIncomplete, match="why you change"):
        write(reviewed, second, c1=5)
    write(reviewed, second, c1=5, reason="The panel showed me page 4.")
    assert [one.scores["c1"]["score"] for one in ScorecardRevision.objects.all()] == ["3", "5"]
    assert summary_of(reviewed.proposal).criteria[0].average == 5
    with pytest.raises(DatabaseError), transaction.atomic():
        ScorecardRevision.objects.update(reason="other")
    services.close_round(reviewed, actor=cast["sofia"], now=NOW)
    with pytest.raises(services.CannotBeReviewed):
        write(reviewed, second, c1=1, n1="x", reason="too late")


def test_two_windows_do_not_overwrite_each_other(reviewed, reviewers):
    clear(reviewed, reviewers["second"])
    services.save_scorecard(reviewed, {"score-c1": "4"}, saves=0, actor=reviewers["second"], now=NOW)
    with pytest.raises(services.SavedElsewhere):
        services.save_scorecard(reviewed, {"score-c1": "5"}, saves=0, actor=reviewers["second"], now=NOW)
    assert reviewed.scorecards.get().answers == {"score-c1": "4"}


def test_only_the_secretariat_assigns_and_only_reviewers_are_assigned(submitted, reviewers, cast):
    with pytest.raises(NotAllowed):
        services.assign(submitted, reviewers["second"], ["gender"], due=DUE, actor=cast["ravi"], now=NOW)
    with pytest.raises(services.NotAReviewer):
        services.assign(submitted, cast["carmen"], ["gender"], due=DUE, actor=cast["sofia"], now=NOW)
    with pytest.raises(services.CannotBeReviewed):
        services.assign(submitted, reviewers["second"], ["x"], due=DUE, actor=cast["sofia"], now=NOW)


def test_who_owes_a_scorecard_is_reminded_and_nobody_else(reviewed, reviewers, cast):
    clear(reviewed, reviewers["second"])
    write(reviewed, reviewers["second"], c1=4)
    assert services.remind(reviewed, actor=cast["sofia"], now=NOW) == 1
    told = [one.after["reviewer"] for one in Event.objects.filter(verb=Verb.REVIEW_REMINDED)]
    assert told == [reviewers["ravi"].audit_reference]


def test_assignments_reach_the_reviewer_as_a_notice(reviewed, reviewers):
    from jointfund.notices.models import Notice
    from jointfund.reviews.telling import TELLS

    for event in Event.objects.filter(verb=Verb.REVIEW_ASSIGNED):
        TELLS[Verb.REVIEW_ASSIGNED](event)
    notices = Notice.objects.select_related("recipient")
    assert {one.recipient.reference for one in notices} == {
        reviewers["ravi"].audit_reference,
        reviewers["second"].audit_reference,
    }
    assert notices[0].about == f"MIG00/review/{reviewed.proposal.draft}"


def test_a_round_goes_by_the_call_as_it_stood_when_it_began(reviewed, call):
    from jointfund.proposals.calls.words import as_json
    from jointfund.proposals.models_calls import CallVersion

    words = replace(WORDS, criteria=WORDS.criteria[:1])
    CallVersion.objects.create(
        call=call, number=2, words=as_json(words), published_by="test", published_at=NOW
    )
    reviewed.refresh_from_db()
    assert len(terms_of(reviewed).criteria) == 2


def test_the_lead_answers_within_its_time_and_nobody_else(reviewed, cast):
    with pytest.raises(services.AnswerRefused):
        services.answer_review(reviewed, "Early", actor=cast["pia"], now=NOW)
    services.close_round(reviewed, actor=cast["sofia"], now=NOW)
    with pytest.raises(NotAllowed):
        services.answer_review(reviewed, "Not ours", actor=cast["beta"], now=NOW)
    services.answer_review(reviewed, "Thank you", actor=cast["pia"], now=NOW + timedelta(days=7))
    late = NOW + timedelta(days=7, microseconds=1)
    with pytest.raises(services.AnswerRefused, match="over"):
        services.answer_review(reviewed, "Late", actor=cast["pia"], now=late)
    assert summary_of(reviewed.proposal).answer == "Thank you"


def answers(*said):
    from jointfund.proposals.calls.reading import read_terms

    conditions = conditions_of(read_terms(WORDS)[0], WORDS)
    assert len(conditions) == 4
    return [ConditionAnswer(one, each[0], each[1]) for one, each in zip(conditions, said, strict=True)]


YES = (True, "")


def test_an_eligible_proposal_is_taken_up(submitted, cast):
    found = services.check_eligibility(
        submitted, answers(YES, YES, YES, YES), "take_up", actor=cast["sofia"], now=NOW
    )
    submitted.refresh_from_db()
    assert (found.is_eligible, submitted.state) == (True, "note_in_review")


def test_an_ineligible_one_ends_with_its_reasons_as_the_note(submitted, cast):
    given = answers(YES, YES, YES, (False, "It is about cargo."))
    services.check_eligibility(submitted, given, "refuse", actor=cast["sofia"], now=NOW)
    submitted.refresh_from_db()
    assert submitted.state == "ineligible"
    assert submitted.moves.last().note == "It reaches people on the move. It is about cargo."
    with pytest.raises(DatabaseError), transaction.atomic():
        EligibilityCheck.objects.update(is_eligible=True)


@pytest.mark.parametrize(
    ("given", "step", "places"),
    [
        ([YES, YES, YES, (None, "")], "take_up", {"e4"}),
        ([YES, YES, YES, (False, " ")], "refuse", {"e4"}),
        ([YES, YES, YES, (False, "Cargo")], "take_up", {"step"}),
        ([YES] * 4, "refuse", {"step"}),
        ([YES] * 4, "approve_note", {"step"}),
    ],
)
def test_a_check_is_whole_and_its_step_fits(submitted, cast, given, step, places):
    with pytest.raises(services.CheckIncomplete) as refused:
        services.check_eligibility(submitted, answers(*given), step, actor=cast["sofia"], now=NOW)
    assert set(refused.value.faults) == places
    assert not EligibilityCheck.objects.exists()


def test_a_marker_is_confirmed_or_changed_by_who_reviews(reviewed, reviewers, cast, writing_fund):
    from jointfund.instruments import services as instruments
    from jointfund.instruments.models import Assessment, Round, Submission

    instruments.load_shipped(writing_fund, actor="test")
    version = instruments.latest_version(writing_fund, "gender_marker")
    bands = instruments.questionnaire_of(version).bands
    marker = Round.objects.create(
        fund=writing_fund,
        instrument=version,
        number=1,
        subject=reviewed.proposal.reference,
        subject_key=reviewed.proposal.reference.casefold(),
        stage=Stage.CONCEPT_NOTE,
        opened_by="x",
        opened_at=NOW,
        closed_at=NOW,
    )
    own = Assessment.objects.create(
        round=marker, respondent="x", label="x", digest="x", begun_at=NOW, saved_at=NOW
    )
    Submission.objects.create(
        assessment=own, answers={}, grade=bands[-1].code, score=1, sections={}, submitted_at=NOW
    )
    ravi = reviewers["ravi"]
    with pytest.raises(NotAllowed):
        services.validate_marker(reviewed, marker, bands[0].code, "Why", actor=ravi, now=NOW)
    clear(reviewed, ravi)
    services.validate_marker(reviewed, marker, bands[0].code, "The plan says less.", actor=ravi, now=NOW)
    found = summary_of(reviewed.proposal).markers[0]
    assert (found.own, found.validated, found.is_changed) == (bands[-1].code, bands[0].code, True)
    Round.objects.filter(pk=marker.pk).update(subject_key="other")
    marker.refresh_from_db()
    with pytest.raises(NotAllowed, match="another subject"):
        services.validate_marker(reviewed, marker, bands[0].code, "Why", actor=ravi, now=NOW)


def test_many_summaries_take_as_many_queries_as_one(
    reviewed, reviewers, writing_fund, call, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clear(reviewed, *(reviewers[name] for name in ("ravi", "second")))
    write(reviewed, reviewers["ravi"], c1=4, c2=8)
    write(reviewed, reviewers["second"], c1=5)
    with CaptureQueriesContext(connection) as one:
        summaries_of([reviewed.proposal])
    others = [copied(reviewed) for _n in range(4)]
    with django_assert_num_queries(len(one)):
        found = summaries_of([reviewed.proposal, *others])
    assert [each.total for each in found.values()] == [found[reviewed.proposal_id].total] * 5


def copied(one):
    """The same proposal and round under the next number, scorecards and all."""
    source = Proposal.objects.select_related("fund").get(pk=one.proposal_id)
    cards = [(card, list(card.revisions.all())) for card in one.scorecards.all()]
    tasks = list(one.assignments.all())
    source.pk, source.draft = None, source.draft + 100 + Proposal.objects.count()
    source.number = source.draft
    source.save()
    made = type(one).objects.get(pk=one.pk)
    made.pk, made.proposal = None, source
    made.save()
    for task in tasks:
        task.pk, task.round = None, made
        task.save()
    for card, revisions in cards:
        card.pk, card.round = None, made
        card.save()
        for revision in revisions:
            revision.pk, revision.scorecard = None, card
            revision.save()
    return source
