"""Rounds: blind until closed, frozen when sent, validated by another person; versions by a second one."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.instruments.conftest import NOW
from tests.instruments.documents import small

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.instruments import queries, services
from jointfund.instruments.answers import Answer
from jointfund.instruments.models import Assessment, InstrumentVersion, Round, Stage, Submission
from jointfund.instruments.reading_in import BrokenQuestionnaire
from jointfund.instruments.services.answering import (
    UNSENT_KEPT,
    NeedsAnotherPerson,
    NoSuchGrade,
    NotPublic,
)
from jointfund.people.permissions import NotAllowed

GOOD = {"first": Answer("c"), "second": Answer("b"), "third": Answer("b")}
POOR = {"first": Answer("a"), "third": Answer("a")}


def answered(round_, given, label="town", actor=None):
    begun = services.join_round(round_, label=label, actor=actor, now=NOW)
    services.save_answers(begun.assessment, given, now=NOW)
    services.send_answers(begun.assessment, now=NOW)
    return begun.assessment


@pytest.fixture
def opened(version, people):
    wanted = services.Wanted("MIG-0022", Stage.DOCUMENT, is_for_several=True)
    return services.open_round(version, wanted, actor=people["sofia"], now=NOW)


def test_answers_are_kept_as_typed_and_frozen_when_sent(version):
    begun = services.try_instrument(version, services.Wanted("Sfax"), label="", actor=None, now=NOW)
    kept = services.save_answers(
        begun.assessment, {"first": Answer("nonsense"), "gone": Answer("x")}, now=NOW
    )
    assert kept.answers == {"first": {"value": "nonsense", "justification": ""}}
    with pytest.raises(services.UnfinishedAnswers) as refused:
        services.send_answers(kept, now=NOW)
    assert {one.question for one in refused.value.faults} == {"first", "third"}
    services.save_answers(kept, GOOD, now=NOW)
    sent = services.send_answers(kept, now=NOW)
    assert (sent.grade, sent.score, sent.sections) == ("A", 100, {"one": "100.0000", "two": "100.0000"})
    for again in (
        lambda: services.save_answers(kept, POOR, now=NOW),
        lambda: services.send_answers(kept, now=NOW),
    ):
        with pytest.raises(services.AlreadySent):
            again()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Submission.objects.update(grade="C")
    assert Event.objects.filter(verb=Verb.ASSESSMENT_SENT).count() == 1


def test_a_token_opens_the_answers_of_its_fund_and_nothing_else_does(version):
    begun = services.try_instrument(version, services.Wanted("Sfax"), label="", actor=None, now=NOW)
    assert queries.assessment_of_token(version.fund, begun.token) == begun.assessment
    assert queries.assessment_of_token(version.fund, begun.assessment.digest) is None
    assert queries.assessment_of_share(version.fund, begun.token) is None
    assert not Assessment.objects.filter(digest=begun.token).exists()


def test_respondents_are_blind_to_each_other_until_the_round_is_closed(opened, people):
    answered(opened, GOOD, "agency")
    answered(opened, POOR, "town", people["amina"])
    late = services.join_round(opened, label="late", actor=None, now=NOW)
    before = queries.outcome_of(queries.find_round(opened.fund, opened.number))
    assert (before.invited, before.answered, before.sent, before.own) == (3, 2, (), None)
    services.close_round(opened, actor=people["sofia"], now=NOW)
    after = queries.outcome_of(queries.find_round(opened.fund, opened.number))
    assert [(one.label, one.submission.grade) for one in after.sent] == [("agency", "A"), ("town", "C")]
    assert after.own.code == "C"
    with pytest.raises(services.RoundIsClosed):
        services.save_answers(late.assessment, GOOD, now=NOW)
    with pytest.raises(services.RoundIsClosed):
        services.join_round(opened, label="later", actor=None, now=NOW)


def test_a_person_answers_once_in_a_round(opened, people):
    services.join_round(opened, label="one", actor=people["amina"], now=NOW)
    with pytest.raises(services.AlreadyAnswers):
        services.join_round(opened, label="two", actor=people["amina"], now=NOW)
    assert opened.assessments.count() == 1


def test_a_round_without_answers_is_not_closed_and_an_open_one_not_validated(opened, people):
    with pytest.raises(services.NothingSent):
        services.close_round(opened, actor=people["sofia"], now=NOW)
    answered(opened, GOOD)
    with pytest.raises(services.NothingSent):
        services.validate_round(opened, grade="A", reason="so", actor=people["second"], now=NOW)


def test_the_validated_grade_stands_beside_the_own_one_with_its_reason(opened, people):
    answered(opened, GOOD, "agency", people["sofia"])
    services.close_round(opened, actor=people["sofia"], now=NOW)
    with pytest.raises(NeedsAnotherPerson):
        services.validate_round(opened, grade="A", reason="mine", actor=people["sofia"], now=NOW)
    with pytest.raises(NotAllowed):
        services.validate_round(opened, grade="A", reason="mine", actor=people["amina"], now=NOW)
    for grade, reason in (("Z", "so"), ("B", " ")):
        with pytest.raises(NoSuchGrade):
            services.validate_round(opened, grade=grade, reason=reason, actor=people["second"], now=NOW)
    services.validate_round(opened, grade="B", reason="No redress yet.", actor=people["second"], now=NOW)
    found = queries.outcome_of(queries.find_round(opened.fund, opened.number))
    assert (found.own.code, found.validated.grade, found.validated.reason) == ("A", "B", "No redress yet.")
    assert Event.objects.get(verb=Verb.ASSESSMENT_VALIDATED).after == {"grade": "B"}


def test_a_new_version_changes_no_past_assessment(opened, people, version):
    answered(opened, GOOD)
    services.close_round(opened, actor=people["sofia"], now=NOW)
    harder = small(bands=[{"code": "C", "label": "all", "at_least": 0}])
    newer = services.enter_version(opened.fund, harder, actor="system:test", authors=[])
    assert newer.number == 2
    assert queries.outcome_of(queries.find_round(opened.fund, opened.number)).own.code == "A"
    assert queries.versions_in_force(opened.fund, date(2026, 1, 15)) == [newer]
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        InstrumentVersion.objects.filter(pk=version.pk).update(title="Other")


def test_a_version_counts_from_its_day(fund, version):
    later = services.enter_version(fund, small(valid_from="2030-01-01"), actor="system:test", authors=[])
    assert queries.version_in_force(fund, "small", date(2026, 1, 1)) == version
    assert queries.version_in_force(fund, "small", date(2030, 1, 1)) == later
    assert queries.version_in_force(fund, "small", date(2023, 1, 1)) is None


def test_a_second_person_publishes_what_the_first_wrote(fund, version, people):
    draft = services.save_draft(fund, small(title="New"), revision=None, actor=people["sofia"])
    with pytest.raises(services.NeedsSecondPerson):
        services.publish_draft(draft, revision=1, actor=people["sofia"])
    with pytest.raises(services.ChangedMeanwhile):
        services.publish_draft(draft, revision=7, actor=people["second"])
    with pytest.raises(NotAllowed):
        services.save_draft(fund, small(), revision=None, actor=people["amina"])
    with pytest.raises(BrokenQuestionnaire):
        services.save_draft(fund, small(title=""), revision=1, actor=people["sofia"])
    with pytest.raises(services.ChangedMeanwhile):
        services.save_draft(fund, small(), revision=9, actor=people["second"])
    published = services.publish_draft(draft, revision=1, actor=people["second"])
    assert (published.number, published.title, fund.instrument_drafts.count()) == (2, "New", 0)
    assert published.authors == [people["sofia"].audit_reference]


def test_the_same_document_again_changes_nothing(fund, version):
    assert services.enter_version(fund, small(is_public=True), actor="system:test", authors=[]) == version


def test_what_is_not_public_cannot_be_tried_and_tries_are_limited(fund, version, monkeypatch):
    closed = services.enter_version(fund, small(code="other"), actor="system:test", authors=[])
    with pytest.raises(NotPublic):
        services.try_instrument(closed, services.Wanted("X"), label="", actor=None, now=NOW)
    monkeypatch.setattr("jointfund.instruments.services.answering.MOST_TRIES_AN_HOUR", 1)
    services.try_instrument(version, services.Wanted("X"), label="", actor=None, now=NOW)
    with pytest.raises(services.TooManyTries):
        services.try_instrument(version, services.Wanted("X"), label="", actor=None, now=NOW)
    services.try_instrument(version, services.Wanted("X"), label="", actor=None, now=NOW + timedelta(hours=2))


def test_tries_that_were_never_sent_are_dropped_in_time(version):
    kept = services.try_instrument(version, services.Wanted("Sfax"), label="", actor=None, now=NOW)
    services.save_answers(kept.assessment, GOOD, now=NOW)
    services.send_answers(kept.assessment, now=NOW)
    services.try_instrument(version, services.Wanted("Gabes"), label="", actor=None, now=NOW)
    assert services.drop_unsent_tries(now=NOW + UNSENT_KEPT) == 0
    assert services.drop_unsent_tries(now=NOW + UNSENT_KEPT + timedelta(days=1)) == 1
    assert [one.subject for one in Round.objects.all()] == ["Sfax"]


def test_a_subject_without_an_assessment_holds_nothing(opened, people, django_assert_num_queries):
    answered(opened, GOOD)
    services.close_round(opened, actor=people["sofia"], now=NOW)
    with django_assert_num_queries(3):
        found = queries.grades_held(opened.fund, "small", ["MIG-0022", "MIG-0001"])
    assert (found["MIG-0022"].grade, found["MIG-0001"]) == ("A", None)
    services.validate_round(opened, grade="B", reason="so", actor=people["second"], now=NOW)
    assert queries.grades_held(opened.fund, "small", ["MIG-0022"])["MIG-0022"].grade == "B"
    assert [one.is_validated for one in queries.grades_over_time(opened.fund, "small", "MIG-0022")] == [True]


def test_other_places_count_once_each_and_only_those_that_agreed(version):
    def place(name, given, *, agrees=True):
        wanted = services.Wanted(name, is_compared=agrees)
        begun = services.try_instrument(version, wanted, label="", actor=None, now=NOW)
        services.save_answers(begun.assessment, given, now=NOW)
        services.send_answers(begun.assessment, now=NOW)
        return begun.assessment

    place("Sfax", POOR)
    place("  SFAX ", GOOD)
    place("Gabes", GOOD, agrees=False)
    own = place("Tunis", POOR)
    found = queries.sections_of_others(own.round)
    assert {key: {code: int(share) for code, share in one.items()} for key, one in found.items()} == {
        "sfax": {"one": 100, "two": 100}
    }
