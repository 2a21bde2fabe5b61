"""Calls from a draft to withdrawal, questions without names, sanctions with decisions that last."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.proposals.call_samples import COMPLETE, sanctions_file

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.people.permissions import NotAllowed
from jointfund.proposals import services
from jointfund.proposals.calls.rules import Phase
from jointfund.proposals.calls.words import CallWords
from jointfund.proposals.models import Proposal, SanctionsMatch
from jointfund.proposals.models_calls import AskedLately, CallQuestion, CallVersion
from jointfund.proposals.queries.calls import (
    answered_questions,
    applicants,
    calls_at_the_desk,
    find_published,
    published_calls,
)
from jointfund.proposals.services import calls, questions, sanctions
from jointfund.proposals.workflow import Situation, call_is_open
from jointfund.vocabularies.models import Country

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
AT_DEADLINE = datetime(2027, 3, 31, 15, tzinfo=UTC)
KNOWN_HERE = replace(COMPLETE, areas=())


@pytest.fixture
def fund(db):
    from jointfund.funds.models import Fund

    fund = Fund.objects.create(
        code="MIG00", reference_prefix="MIG", name="A fund", short_name="Fund", currency="USD"
    )
    Country.objects.create(iso3="TGO", name="Togo", region="Africa", subregion="Western Africa")
    services.load_table(fund, actor="test")
    return fund


@pytest.fixture
def harbour(fund):
    return Organisation.objects.create(
        fund=fund, slug="harbour", name="Harbor Works Foundation", kind=OrganisationKind.CIVIL_SOCIETY
    )


@pytest.fixture
def people(fund, harbour):
    def person(name, role, organisation=None):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=fund, role=role, organisation=organisation)
        return user

    return {
        "sofia": person("sofia", Role.SECRETARIAT),
        "second": person("second", Role.SECRETARIAT),
        "pia": person("pia", Role.OFFICER, harbour),
        "ravi": person("ravi", Role.REVIEWER),
    }


@pytest.fixture
def draft(fund, people):
    return calls.draft_call(fund, KNOWN_HERE, actor=people["sofia"], now=NOW)


@pytest.fixture
def published(draft, people):
    calls.send_call(draft, actor=people["sofia"], now=NOW)
    calls.publish_call(draft, actor=people["second"], now=NOW)
    draft.refresh_from_db()
    return draft


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__startswith="call:").order_by("pk").values_list("verb", flat=True))


def test_a_draft_is_kept_whatever_is_in_it_and_names_what_is_missing_when_it_is_sent(fund, people):
    odd = CallWords(
        title="x", envelope="plenty", time_zone="UTC", stages=(replace(COMPLETE.stages[0], closes="soon"),)
    )
    call = calls.draft_call(fund, odd, actor=people["sofia"], now=NOW)
    assert call.draft == odd
    with pytest.raises(calls.CallIncomplete) as refused:
        calls.send_call(call, actor=people["sofia"], now=NOW)
    assert {"envelope", "stages-0-closes", "summary"} <= {one.place for one in refused.value.faults}
    assert published_calls(fund, NOW) == []


def test_a_second_person_publishes_never_who_drafted_or_edited(draft, people, fund):
    calls.save_call(draft, replace(KNOWN_HERE, title="Again"), saves=0, actor=people["second"])
    calls.send_call(draft, actor=people["second"], now=NOW)
    for who in ("sofia", "second"):
        with pytest.raises(calls.SecondPersonNeeded):
            calls.publish_call(draft, actor=people[who], now=NOW)
    third = User.objects.create_user("t@example.org", None, name="carmen")
    Membership.objects.create(user=third, fund=fund, role=Role.SECRETARIAT)
    calls.publish_call(draft, actor=third, now=NOW)
    found = find_published(fund, "MIG-C-0001", NOW)
    assert (found.words.title, found.phase, found.version.number) == ("Again", Phase.OPEN, 1)
    assert verbs() == ["call:drafted", "call:edited", "call:sent_to_review", "call:published"]


@pytest.mark.parametrize("who", ["pia", "ravi"])
def test_who_is_not_of_the_secretariat_does_nothing_with_calls(draft, people, fund, who):
    someone = people[who]
    for attempt in (
        lambda: calls.draft_call(fund, KNOWN_HERE, actor=someone, now=NOW),
        lambda: calls.save_call(draft, KNOWN_HERE, saves=0, actor=someone),
        lambda: calls.send_call(draft, actor=someone, now=NOW),
        lambda: calls.publish_call(draft, actor=someone, now=NOW),
        lambda: calls.withdraw_call(draft, reason="x", actor=someone, now=NOW),
        lambda: sanctions.import_sanctions(fund, sanctions_file(), source="x", actor=someone, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert verbs() == ["call:drafted"]


def test_two_who_edit_at_once_do_not_overwrite_each_other(draft, people):
    calls.save_call(draft, replace(KNOWN_HERE, title="One"), saves=0, actor=people["sofia"])
    with pytest.raises(calls.SavedMeanwhile):
        calls.save_call(draft, replace(KNOWN_HERE, title="Two"), saves=0, actor=people["second"])
    draft.refresh_from_db()
    assert draft.draft.title == "One"


def test_a_deadline_that_passed_is_no_call_to_publish(fund, people):
    call = calls.draft_call(fund, KNOWN_HERE, actor=people["sofia"], now=NOW)
    with pytest.raises(calls.CallIncomplete, match="still to come"):
        calls.send_call(call, actor=people["sofia"], now=NOW + timedelta(days=400))


def test_a_new_version_shows_what_changed_and_readers_see_the_old_one_until_it_is_published(
    published, people, fund
):
    later = replace(
        KNOWN_HERE, stages=(replace(COMPLETE.stages[0], closes="2027-04-15T17:00"), COMPLETE.stages[1])
    )
    calls.save_call(published, later, saves=0, actor=people["sofia"])
    assert find_published(fund, "MIG-C-0001", NOW).words == KNOWN_HERE
    calls.send_call(published, actor=people["sofia"], now=NOW)
    version = calls.publish_call(published, actor=people["second"], now=NOW)
    assert (version.number, version.changes) == (2, ["stages"])
    assert find_published(fund, "MIG-C-0001", NOW).words == later


def test_a_published_deadline_is_not_brought_forward(published, people):
    sooner = replace(
        KNOWN_HERE, stages=(replace(COMPLETE.stages[0], closes="2027-03-01T17:00"), COMPLETE.stages[1])
    )
    calls.save_call(published, sooner, saves=0, actor=people["sofia"])
    with pytest.raises(calls.CallIncomplete, match="only be extended"):
        calls.send_call(published, actor=people["sofia"], now=NOW)


def test_a_withdrawn_call_says_why_and_keeps_its_page(published, people, fund):
    with pytest.raises(calls.ReasonNeeded):
        calls.withdraw_call(published, reason=" ", actor=people["sofia"], now=NOW)
    calls.withdraw_call(published, reason="The money went elsewhere.", actor=people["sofia"], now=NOW)
    found = find_published(fund, "MIG-C-0001", NOW)
    assert (found.is_withdrawn, found.phase) == (True, Phase.PAST)
    assert Event.objects.get(verb=Verb.CALL_WITHDRAWN).note == "The money went elsewhere."


def test_a_published_version_is_never_changed(published):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CallVersion.objects.update(words={})


@pytest.fixture
def proposal(published, people, harbour, fund):
    proposal = services.start_proposal(fund, harbour, "Ours", actor=people["pia"], now=NOW)
    return calls.answer_call(proposal, published, actor=people["pia"], now=NOW)


def test_a_proposal_can_be_submitted_to_the_last_second_and_no_later(proposal, fund, people):
    from jointfund.proposals.models import FormVersion, ProposalForm

    form = FormVersion.objects.create(
        fund=fund,
        code="f",
        stage="note",
        number=1,
        document={},
        source="x",
        valid_from=NOW.date(),
        entered_by="x",
    )
    ProposalForm.objects.get_or_create(
        proposal=proposal, stage="note", defaults={"form": form, "opened_at": NOW}
    )
    early = call_is_open(proposal, Situation(NOW - timedelta(days=30), "x"))
    assert "opens on" in early[0].reason
    assert call_is_open(proposal, Situation(AT_DEADLINE, "x")) == []
    late = call_is_open(proposal, Situation(AT_DEADLINE + timedelta(seconds=1), "x"))
    assert [one.place for one in late] == ["call"]
    assert "closed on 31 March 2027, 17:00:00 (Europe/Zurich)" in late[0].reason
    assert "kept as a draft" in late[0].reason
    calls.withdraw_call(proposal.call, reason="x", actor=people["sofia"], now=NOW)
    withdrawn = Proposal.objects.get(pk=proposal.pk)
    assert "withdrawn" in call_is_open(withdrawn, Situation(NOW, "x"))[0].reason


def test_a_proposal_answers_only_an_open_call_and_only_its_lead_says_which(published, people, harbour, fund):
    proposal = services.start_proposal(fund, harbour, "Ours", actor=people["pia"], now=NOW)
    with pytest.raises(NotAllowed):
        calls.answer_call(proposal, published, actor=people["sofia"], now=NOW)
    with pytest.raises(calls.NotInThisState, match="not open"):
        calls.answer_call(proposal, published, actor=people["pia"], now=NOW - timedelta(days=30))


def test_a_question_is_published_with_its_answer_and_nowhere_says_who_asked(published, people, fund):
    asked = questions.ask_question(published, " How many? ", asker="address:10.1.2.3", now=NOW)
    assert answered_questions(published) == []
    assert calls_at_the_desk(fund)[0].waiting == 1
    with pytest.raises(NotAllowed):
        questions.answer_question(asked, "Two.", actor=people["pia"], now=NOW)
    questions.answer_question(asked, "Two.", actor=people["sofia"], now=NOW)
    assert [(one.text, one.answer) for one in answered_questions(published)] == [("How many?", "Two.")]
    assert calls_at_the_desk(fund)[0].waiting == 0
    kept = str(list(CallQuestion.objects.values())) + str(list(Event.objects.values_list("actor", "after")))
    kept += str(list(AskedLately.objects.values()))
    assert "10.1.2.3" not in kept


def test_so_many_questions_a_day_from_one_place(published):
    for _ in range(questions.MOST_OF_ONE):
        questions.ask_question(published, "?", asker="a", now=NOW)
    with pytest.raises(questions.TooManyQuestions):
        questions.ask_question(published, "?", asker="a", now=NOW)
    questions.ask_question(published, "?", asker="b", now=NOW)
    questions.ask_question(published, "?", asker="a", now=NOW + questions.WINDOW)
    assert AskedLately.objects.count() == 1  # no trace of older ones


def test_the_time_for_questions_ends_and_drafts_take_none(published, draft, people, fund):
    with pytest.raises(questions.QuestionRefused, match="over"):
        questions.ask_question(published, "?", asker="a", now=AT_DEADLINE)
    other = calls.draft_call(fund, KNOWN_HERE, actor=people["sofia"], now=NOW)
    with pytest.raises(questions.QuestionRefused):
        questions.ask_question(other, "?", asker="a", now=NOW)
    with pytest.raises(questions.QuestionRefused):
        questions.ask_question(published, "  ", asker="a", now=NOW)


def test_a_match_is_decided_by_a_person_and_remembered_on_the_next_list(fund, people, harbour):
    def take_in(content):
        return sanctions.import_sanctions(fund, content, source="UN", actor=people["sofia"], now=NOW)

    take_in(sanctions_file())
    match = SanctionsMatch.objects.get()
    assert (match.listed_name, match.state) == ("Harbour Works Foundation", "open")
    with pytest.raises(sanctions.MatchUndecided):
        sanctions.decide_match(match, "not_same", reason="", actor=people["sofia"], now=NOW)
    sanctions.decide_match(match, "not_same", reason="Another address.", actor=people["sofia"], now=NOW)
    take_in(sanctions_file(day="2026-11-01"))
    again = SanctionsMatch.objects.get()
    assert (again.state, again.reason, again.last_seen.issued_on.isoformat()) == (
        "not_same", "Another address.", "2026-11-01",
    )  # fmt: skip
    take_in(sanctions_file(day="2026-11-02", name="Harbor Works Foundation Ltd"))
    assert SanctionsMatch.objects.get().state == "open"  # another name: decided anew
    with pytest.raises(sanctions.OlderList):
        take_in(sanctions_file(day="2025-01-01"))


def test_the_applicants_of_a_call_come_with_their_open_matches_in_few_queries(
    proposal, fund, people, django_assert_num_queries
):
    sanctions.import_sanctions(fund, sanctions_file(), source="UN", actor=people["sofia"], now=NOW)
    with django_assert_num_queries(3):
        (one,) = applicants(proposal.call)
    assert [match.listed_name for match in one.open_matches] == ["Harbour Works Foundation"]


def test_the_list_of_calls_takes_two_queries_however_many_there_are(
    published, people, fund, django_assert_num_queries
):
    for _ in range(3):
        more = calls.draft_call(fund, KNOWN_HERE, actor=people["sofia"], now=NOW)
        calls.send_call(more, actor=people["sofia"], now=NOW)
        calls.publish_call(more, actor=people["second"], now=NOW)
    with django_assert_num_queries(2):
        assert len(published_calls(fund, NOW)) == 4
