"""From a draft to a release and its files: who may, in which order, and what never changes afterwards."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.people.models import Role
from jointfund.people.services import add_user, give_role
from jointfund.programmes.models import Programme
from jointfund.publications import services
from jointfund.publications.content.figures import UnknownField
from jointfund.publications.documents import content_of, document_of
from jointfund.publications.models import Publication, PublicationKind, PublicationState, Release, ReleaseFile
from jointfund.publications.orders import LONGEST_CONTEXT, Parameters, UnusableOrder
from jointfund.publications.services.drafting import Draft
from jointfund.publications.services.rendering import StillRendering

TODAY = date(2026, 1, 15)
BRIEF = Draft(Parameters(subject="human-rights", context="We carry {funded_count} programmes."))
SYSTEM = "system:test"


@pytest.fixture
def person(demo_fund):
    """Makes people who hold a role in the demonstration fund."""

    def make(name: str, role: Role = Role.SECRETARIAT):
        user = add_user(actor=SYSTEM, email=f"{name.lower()}@test.example", name=name, password="x" * 12)
        give_role(actor=SYSTEM, user=user, fund=demo_fund, role=role)
        return user

    return make


@pytest.fixture
def drafter(person):
    return person("Ines")


@pytest.fixture
def releaser(person):
    return person("Otto")


@pytest.fixture
def draft(demo_fund, drafter) -> Publication:
    return services.draft_publication(
        demo_fund, PublicationKind.BRIEF, BRIEF, actor=drafter.audit_reference, today=TODAY, by=drafter
    )


@pytest.fixture
def in_review(draft, drafter) -> Publication:
    return services.send_to_review(draft, actor=drafter.audit_reference, by=drafter)


def release(publication: Publication, by) -> Release:
    return services.release(publication, actor=by.audit_reference, today=TODAY, by=by)


@pytest.fixture
def released(in_review, releaser) -> Release:
    return release(in_review, releaser)


def verbs(fund: Fund) -> list[str]:
    found = Event.objects.filter(fund=fund, verb__startswith="publication:")
    return list(found.order_by("-pk").values_list("verb", flat=True))


def test_a_draft_bears_its_title_and_is_audited(draft, demo_fund):
    assert (draft.title, draft.state) == ("Human rights of migrants", PublicationState.DRAFT)
    assert verbs(demo_fund)[0] == Verb.PUBLICATION_DRAFTED


def test_a_draft_that_cannot_be_made_is_not_kept(demo_fund):
    before = Publication.objects.count()
    wrong = Draft(Parameters(subject="human-rights", context="We carry {fundd_count}."))
    with pytest.raises(UnknownField, match=r"Line 1: .*did you mean {funded_count}"):
        services.draft_publication(demo_fund, PublicationKind.BRIEF, wrong, actor=SYSTEM, today=TODAY)
    long = Draft(Parameters(subject="human-rights", context="a" * (LONGEST_CONTEXT + 1)))
    with pytest.raises(UnusableOrder, match="shorten it to 20,000"):
        services.draft_publication(demo_fund, PublicationKind.BRIEF, long, actor=SYSTEM, today=TODAY)
    assert Publication.objects.count() == before


def test_an_edit_keeps_both_authors_and_refuses_what_was_changed_meanwhile(draft, drafter, releaser):
    other = Draft(Parameters(subject="children"), embargo_until=date(2026, 2, 1))
    edited = services.edit_publication(
        draft, other, version=draft.version, actor=releaser.audit_reference, today=TODAY, by=releaser
    )
    assert edited.authors == [drafter.audit_reference, releaser.audit_reference]
    assert edited.embargo_until == date(2026, 2, 1)
    with pytest.raises(services.ChangedMeanwhile):
        services.edit_publication(draft, BRIEF, version=draft.version, actor=SYSTEM, today=TODAY)


def test_who_drafted_or_edited_does_not_release(in_review, drafter):
    with pytest.raises(services.OwnPublication, match="second person"):
        release(in_review, drafter)
    assert not Release.objects.filter(publication=in_review).exists()


def test_who_holds_no_such_role_neither_drafts_nor_releases(in_review, demo_fund, person):
    reviewer = person("Ravi", Role.REVIEWER)
    with pytest.raises(services.NotAllowed):
        release(in_review, reviewer)
    with pytest.raises(services.NotAllowed):
        services.draft_publication(
            demo_fund, PublicationKind.BRIEF, BRIEF, actor="x", today=TODAY, by=reviewer
        )


def test_only_what_is_in_review_is_released(draft, releaser):
    with pytest.raises(services.IllegalMove, match="is draft"):
        release(draft, releaser)


def test_a_release_has_the_next_number_and_freezes_its_words(released, demo_fund):
    earlier = Release.objects.filter(fund=demo_fund).exclude(pk=released.pk)
    assert released.number == 1 + max((one.number for one in earlier), default=0)
    assert released.reference == f"MIG-P-{released.number:04d}"
    Programme.objects.filter(fund=demo_fund).update(summary="Changed since.")
    assert "Changed since." not in str(content_of(Release.objects.get(pk=released.pk).content))
    assert verbs(demo_fund)[0] == Verb.PUBLICATION_RELEASED


def test_what_was_released_is_not_released_again(released, in_review, releaser):
    with pytest.raises(services.IllegalMove, match="is released"):
        release(in_review, releaser)
    assert Release.objects.filter(publication=in_review).count() == 1


def test_the_database_refuses_a_second_release_of_a_number(released, draft, demo_fund):
    values = {
        "fund": demo_fund, "title": "x", "language": "en", "as_of": TODAY, "content": {},
        "renderer": "x", "released_on": TODAY, "actor": "x",
    }  # fmt: skip
    other = services.draft_publication(demo_fund, PublicationKind.BRIEF, BRIEF, actor="x", today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(publication=other, number=released.number, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(publication=released.publication, number=released.number + 1, **values)


def test_who_comes_second_reads_it_where_rows_cannot_be_locked(in_review, releaser, monkeypatch):
    from jointfund.publications.services import releasing

    def clash(*args: object, **values: object) -> None:
        raise IntegrityError("release_number_is_unique_in_fund")

    monkeypatch.setattr(releasing.Release.objects, "create", clash)
    with pytest.raises(services.ReleasedMeanwhile):
        release(in_review, releaser)


def test_the_database_refuses_to_change_or_remove_a_release(released):
    services.render_release(released.pk)
    for rows in (Release.objects.filter(pk=released.pk), ReleaseFile.objects.filter(release=released)):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**({"title": "y"} if rows.model is Release else {"sha256": "y"}))
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(using="default")


def test_the_worker_makes_every_form_once(released):
    services.render_release(released.pk)
    services.render_release(released.pk)
    files = {file.form: file for file in released.files.all()}
    assert set(files) == {"pdf", "docx", "xlsx"}
    for file in files.values():
        content = file.content.read()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
        assert file.content.name == f"releases/{file.sha256}"


def test_rendered_again_by_the_same_version_it_gives_the_same_bytes(released):
    services.render_release(released.pk)
    kept = Release.objects.get(pk=released.pk).content
    for file in released.files.all():
        again = document_of(kept).kept_file(f".{file.form}", kept)
        assert hashlib.sha256(again).hexdigest() == file.sha256


def test_a_later_version_with_other_words_prints_the_released_ones(released, monkeypatch):
    from dataclasses import replace

    from jointfund.publications import labels

    before = document_of(released.content).kept_paper(released.content)
    today = labels.labels_in("en")
    monkeypatch.setattr(
        labels, "labels_in", lambda language: replace(today, words=dict.fromkeys(today.words, "NEW"))
    )
    assert document_of(released.content).kept_paper(released.content) == before


def test_a_withdrawn_release_keeps_its_reason_and_gets_no_more_files(released, releaser, demo_fund):
    with pytest.raises(services.IllegalMove, match="Say why"):
        services.withdraw(released.publication, reason=" ", actor="x", today=TODAY)
    withdrawn = services.withdraw(
        released.publication, reason="A sum was wrong.", actor="x", today=TODAY, by=releaser
    )
    services.render_release(released.pk)
    assert (withdrawn.withdrawal_reason, withdrawn.withdrawn_on) == ("A sum was wrong.", TODAY)
    assert not released.files.exists()
    assert verbs(demo_fund)[0] == Verb.PUBLICATION_WITHDRAWN


def test_a_rendering_that_died_can_be_asked_for_again(released):
    from datetime import timedelta

    with pytest.raises(StillRendering):
        services.render_again(released)
    silent = released.released_at - timedelta(minutes=5)
    Publication.objects.filter(pk=released.publication_id).update(rendered_at=silent)
    services.render_again(released)
    assert Publication.objects.get(pk=released.publication_id).rendered_at > silent


def test_a_review_can_end_with_a_note_to_the_editors(in_review, releaser):
    with pytest.raises(services.IllegalMove, match="Say what should change"):
        services.return_to_draft(in_review, note="", actor="x")
    back = services.return_to_draft(in_review, note="Name the region.", actor="x", by=releaser)
    assert (back.state, back.return_note) == (PublicationState.DRAFT, "Name the region.")


@pytest.mark.parametrize(
    ("embargo", "withdrawn", "is_public"),
    [
        (None, None, True),
        (date(2026, 1, 15), None, True),
        (date(2026, 1, 16), None, False),
        (None, date(2026, 1, 10), True),
        (date(2026, 1, 12), date(2026, 1, 13), True),
        (date(2026, 1, 12), date(2026, 1, 11), False),
    ],
)
def test_strangers_know_of_a_release_from_the_end_of_its_embargo(released, embargo, withdrawn, is_public):
    publication = released.publication
    publication.refresh_from_db()
    publication.embargo_until, publication.withdrawn_on = embargo, withdrawn
    publication.state = PublicationState.WITHDRAWN if withdrawn else PublicationState.RELEASED
    publication.save()
    assert publication.is_public(TODAY) is is_public
    assert Release.objects.public(TODAY).filter(pk=released.pk).exists() is is_public


def test_a_draft_is_no_public_matter(draft):
    assert not draft.is_public(TODAY)
