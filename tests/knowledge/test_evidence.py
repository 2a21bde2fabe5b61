"""What a practice rests on: attached by its editors, seen by a second person, kept version by version."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Visibility
from jointfund.documents.services import DocumentValues, name_document, source_of
from jointfund.knowledge import services
from jointfund.knowledge.drafts import EvidenceDraft
from jointfund.knowledge.models import PracticeEvidence, Reader
from jointfund.knowledge.queries.practices import find_at_the_desk, find_practice
from jointfund.people.permissions import NotAllowed

TODAY = date(2024, 3, 1)


def test_a_result_a_statement_and_an_address_are_attached_once_each(draft, alpha, sofia):
    result = alpha.reached_results.first()
    statement = alpha.statements.get(kind="feature")
    for evidence in (
        EvidenceDraft(result=result),
        EvidenceDraft(statement=statement),
        EvidenceDraft(cites="https://town.example/report"),
        EvidenceDraft(result=result),
    ):
        draft = services.attach_evidence(draft, evidence, actor=sofia)
    rows = list(draft.evidence.all())
    assert [one.place for one in rows] == [draft.lesson.source, result.source, statement.source, None]
    assert [one.since for one in rows] == [1, 3, 4, 5]
    attached = Event.objects.filter(verb=Verb.PRACTICE_EVIDENCE_ATTACHED)
    assert [event.after["position"] for event in attached.order_by("pk")] == [2, 3, 4]


def test_a_programme_is_evidence_with_a_figure_of_its_own(draft, sofia, open_fund):
    from jointfund.programmes.drafts import ProgrammeDraft
    from jointfund.programmes.services import add_programme

    programme = add_programme(open_fund, ProgrammeDraft("Registers", title="Registers"), actor="system:test")
    with pytest.raises(services.NoEvidence, match="which figure"):
        services.attach_evidence(draft, EvidenceDraft(programme=programme), actor=sofia)
    draft = services.attach_evidence(draft, EvidenceDraft(programme=programme, figure="budget"), actor=sofia)
    assert draft.evidence.last().figure == "budget"


@pytest.mark.parametrize("evidence", [EvidenceDraft(), EvidenceDraft(cites="x" * 501)])
def test_nothing_and_too_much_are_no_evidence(draft, sofia, evidence):
    with pytest.raises(services.NoEvidence):
        services.attach_evidence(draft, evidence, actor=sofia)


def test_the_database_refuses_evidence_of_nothing(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEvidence.objects.create(practice=draft, position=9)


def test_who_may_not_edit_attaches_nothing(draft, amina):
    with pytest.raises(NotAllowed):
        services.attach_evidence(draft, EvidenceDraft(cites="x"), actor=amina)
    assert draft.evidence.count() == 1


def test_in_review_nothing_is_attached(reviewed, sofia):
    with pytest.raises(services.IllegalMove):
        services.attach_evidence(reviewed, EvidenceDraft(cites="x"), actor=sofia)


def test_readers_keep_the_evidence_that_was_published_until_a_second_person_publishes_again(
    reviewed, second, sofia, stranger
):
    published = services.publish_practice(reviewed, actor=second, today=TODAY)
    changed = services.attach_evidence(published, EvidenceDraft(cites="A later report"), actor=sofia)
    changed = services.detach_evidence(changed, 1, actor=sofia)
    assert [one.position for one in find_practice(stranger, "MIG-KB-0001").evidence] == [1]
    assert [one.cites for one in find_at_the_desk(changed.fund, 1).evidence] == ["A later report"]
    services.send_practice_to_review(changed, actor=sofia)
    services.publish_practice(changed, actor=second, today=TODAY)
    assert [one.cites for one in find_practice(stranger, "MIG-KB-0001").evidence] == ["A later report"]


def test_whoever_attaches_evidence_does_not_publish(draft, second, sofia):
    changed = services.attach_evidence(draft, EvidenceDraft(cites="x"), actor=second)
    services.send_practice_to_review(changed, actor=sofia)
    with pytest.raises(services.OwnPractice):
        services.publish_practice(changed, actor=second, today=TODAY)


def test_a_practice_without_its_last_evidence_is_not_sent(draft, sofia):
    changed = services.detach_evidence(draft, 1, actor=sofia)
    with pytest.raises(services.Incomplete) as refused:
        services.send_practice_to_review(changed, actor=sofia)
    assert {part.field for part in refused.value.missing} == {"evidence"}
    with pytest.raises(services.NoEvidence):
        services.detach_evidence(changed, 1, actor=sofia)


def test_evidence_of_a_closed_document_is_shown_to_people_of_the_fund_only(
    draft, sofia, second, stranger, amina, open_fund
):
    values = DocumentValues("closed", "other", "An inside report", None)
    closed = name_document(open_fund, values)
    closed.visibility = Visibility.INTERNAL
    closed.save()
    statement = draft.lesson.project.statements.get(kind="feature")
    statement.source = source_of(closed, 1, 2)
    statement.save()
    changed = services.attach_evidence(draft, EvidenceDraft(statement=statement), actor=sofia)
    services.send_practice_to_review(changed, actor=sofia)
    services.publish_practice(changed, actor=second, today=TODAY)
    assert len(find_practice(stranger, "MIG-KB-0001").evidence) == 1
    assert len(find_practice(Reader.of(amina, open_fund), "MIG-KB-0001").evidence) == 2
