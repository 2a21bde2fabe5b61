"""From a lesson to a published practice: drafted by one person, published by another, kept for good."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.documents.models import Visibility
from jointfund.knowledge import services
from jointfund.knowledge.models import Practice, PracticeState, PracticeVersion, Reader
from jointfund.knowledge.queries.practices import find_practice, find_withdrawn
from jointfund.people.permissions import NotAllowed
from tests.knowledge.small import WORDS

TODAY = date(2024, 3, 1)


def verbs() -> list[str]:
    return list(
        Event.objects.filter(verb__startswith="practice:").order_by("pk").values_list("verb", flat=True)
    )


def test_a_lesson_becomes_a_draft_with_its_words_and_its_place(lesson, sofia):
    practice = services.promote_lesson(lesson, actor=sofia)
    assert (practice.reference, practice.state) == ("MIG-KB-0001", "draft")
    assert (practice.current.what, practice.project, practice.authors) == (
        lesson.text,
        lesson.project,
        [sofia.audit_reference],
    )
    assert practice.evidence.get().source == lesson.source
    assert verbs() == [Verb.PRACTICE_DRAFTED]


def test_a_lesson_is_promoted_once(lesson, sofia, second):
    first = services.promote_lesson(lesson, actor=sofia)
    assert services.promote_lesson(lesson, actor=second) == first
    assert verbs() == [Verb.PRACTICE_DRAFTED]


def test_an_objective_is_no_lesson(alpha, sofia):
    with pytest.raises(services.NotALesson):
        services.promote_lesson(alpha.statements.get(kind="feature"), actor=sofia)


def test_who_may_not_edit_promotes_nothing(lesson, amina):
    with pytest.raises(NotAllowed):
        services.promote_lesson(lesson, actor=amina)
    assert not Practice.objects.exists()


def test_a_draft_is_saved_whatever_is_missing_and_every_version_is_kept(lesson, sofia):
    practice = services.promote_lesson(lesson, actor=sofia)
    bare = replace(WORDS, what="", steps="")
    practice = services.edit_practice(practice, bare, version=practice.version, actor=sofia)
    practice = services.edit_practice(practice, WORDS, version=practice.version, actor=sofia)
    assert [one.what for one in practice.versions.all()] == [lesson.text, "", WORDS.what]
    assert practice.current.tags.get().term.code == "local_authorities"


def test_saving_the_same_words_makes_no_version(draft, sofia):
    services.edit_practice(draft, WORDS, version=draft.version, actor=sofia)
    assert draft.versions.count() == 2


def test_nobody_overwrites_what_somebody_else_saved(draft, second):
    with pytest.raises(services.ChangedMeanwhile):
        services.edit_practice(draft, replace(WORDS, title="x"), version=draft.version - 1, actor=second)


def test_an_incomplete_draft_is_not_sent_and_says_what_is_missing(lesson, sofia):
    practice = services.promote_lesson(lesson, actor=sofia)
    with pytest.raises(services.Incomplete) as refused:
        services.send_practice_to_review(practice, actor=sofia)
    assert "problem" in {part.field for part in refused.value.missing}
    assert Practice.objects.get().state == PracticeState.DRAFT


def test_a_second_person_publishes_and_readers_find_it(reviewed, second, stranger):
    assert find_practice(stranger, "MIG-KB-0001") is None
    services.publish_practice(reviewed, actor=second, today=TODAY)
    found = find_practice(stranger, "mig-kb-0001")
    assert (found.version.title, found.practice.published_on) == (WORDS.title, TODAY)
    assert verbs()[-1] == Verb.PRACTICE_PUBLISHED


def test_who_drafted_it_does_not_publish_it(reviewed, sofia):
    with pytest.raises(services.OwnPractice):
        services.publish_practice(reviewed, actor=sofia, today=TODAY)
    assert Practice.objects.get().published is None


def test_who_edited_it_does_not_publish_it_either(draft, second, sofia):
    changed = services.edit_practice(
        draft, replace(WORDS, cost="A van."), version=draft.version, actor=second
    )
    services.send_practice_to_review(changed, actor=sofia)
    with pytest.raises(services.OwnPractice):
        services.publish_practice(changed, actor=second, today=TODAY)


def test_a_practitioner_publishes_nothing(reviewed, amina):
    with pytest.raises(NotAllowed):
        services.publish_practice(reviewed, actor=amina, today=TODAY)


def test_in_review_nothing_is_edited_and_a_return_says_why(reviewed, second):
    with pytest.raises(services.IllegalMove):
        services.edit_practice(reviewed, WORDS, version=reviewed.version, actor=second)
    with pytest.raises(services.IllegalMove, match="what should change"):
        services.return_practice(reviewed, note=" ", actor=second)
    back = services.return_practice(reviewed, note="Say who paid.", actor=second)
    assert (back.state, back.return_note) == ("draft", "Say who paid.")


def test_readers_keep_what_was_published_while_it_is_edited(reviewed, second, stranger):
    published = services.publish_practice(reviewed, actor=second, today=TODAY)
    services.edit_practice(published, replace(WORDS, title="Better"), version=published.version, actor=second)
    assert find_practice(stranger, "MIG-KB-0001").version.title == WORDS.title
    assert Practice.objects.get().authors == [second.audit_reference]


def test_a_withdrawal_hides_it_at_once_and_its_reference_says_why(reviewed, second, stranger):
    published = services.publish_practice(reviewed, actor=second, today=TODAY)
    with pytest.raises(services.IllegalMove, match="Say why"):
        services.withdraw_practice(published, reason=" ", actor=second, today=TODAY)
    services.withdraw_practice(published, reason="The law changed.", actor=second, today=TODAY)
    assert find_practice(stranger, "MIG-KB-0001") is None
    assert find_withdrawn(stranger, "MIG-KB-0001").withdrawal_reason == "The law changed."
    assert published.versions.count() == 2


def test_what_was_never_published_cannot_be_withdrawn(draft, second):
    with pytest.raises(services.IllegalMove):
        services.withdraw_practice(draft, reason="x", actor=second, today=TODAY)


def test_a_practice_of_a_closed_document_is_closed(reviewed, second, stranger, report, amina, open_fund):
    services.publish_practice(reviewed, actor=second, today=TODAY)
    report.visibility = Visibility.INTERNAL
    report.save()
    assert find_practice(stranger, "MIG-KB-0001") is None
    assert find_practice(Reader.of(amina, open_fund), "MIG-KB-0001") is not None


def test_the_database_refuses_to_change_a_version(draft):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PracticeVersion.objects.filter(practice=draft).update(title="another")
