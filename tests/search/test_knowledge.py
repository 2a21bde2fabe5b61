"""The knowledge base in search: projects, sessions, published practices, and what is closed."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.knowledge.small import (  # noqa: F401 - fixtures
    alpha,
    beta,
    draft,
    lesson,
    report,
    reviewed,
    second,
    session,
    sofia,
)

from jointfund.documents.models import Document, Visibility
from jointfund.documents.services import DocumentValues, change_visibility, name_document, source_of
from jointfund.knowledge import services
from jointfund.knowledge.drafts import StatementDraft
from jointfund.programmes.models import Programme
from jointfund.search.models import SearchEntry
from jointfund.search.queries import Asked, search
from jointfund.search.services import follow_events, rebuild_index

TODAY = date(2024, 3, 1)


def found(fund, text, reader=None):
    hits = search(Asked(fund, reader or AnonymousUser(), text)).hits
    return [(hit.kind, hit.reference) for hit in hits]


@pytest.fixture
def indexed(open_fund, alpha, beta, session):  # noqa: F811
    rebuild_index(open_fund)
    return open_fund


def test_a_project_is_found_by_what_it_says(indexed):
    assert found(indexed, "masks for clerks")[0] == ("project", "alpha")
    hit = search(Asked(indexed, AnonymousUser(), "masks were handed out")).hits[0]
    assert (hit.place.file, hit.place.start_line, hit.place.end_line) == ("report-2020-07", 30, 33)


def test_a_session_is_found(indexed):
    assert ("session", "towns-as-actors") in found(indexed, "towns as actors")


def test_all_of_a_closed_report_is_gone_at_once_for_strangers(indexed, sofia):  # noqa: F811
    assert found(indexed, "masks for clerks")
    assert "result" in {kind for kind, _reference in found(indexed, "412 returnees registered")}
    Document.objects.filter(key="report-2020-07").update(visibility="internal")
    assert found(indexed, "masks for clerks") == []
    assert found(indexed, "towns as actors") == []
    assert found(indexed, "412 returnees registered") == []
    assert ("project", "alpha") in found(indexed, "masks for clerks", sofia)


def test_a_practice_is_found_once_it_is_published_and_gone_once_it_is_withdrawn(indexed, reviewed, second):  # noqa: F811
    follow_events(indexed)
    assert ("practice", reviewed.reference) not in found(indexed, "registry office that travels by van")
    published = services.publish_practice(reviewed, actor=second, today=TODAY)
    follow_events(indexed)
    assert found(indexed, "registry office that travels by van")[0] == ("practice", published.reference)
    services.withdraw_practice(published, actor=second, reason="The law changed.", today=TODAY)
    assert ("practice", published.reference) not in found(indexed, "registry office that travels by van")
    assert follow_events(indexed) == 1


def closed_and_indexed(fund):
    """The report closed, and the index made while it was."""
    paper = Document.objects.get(fund=fund, key="report-2020-07")
    change_visibility(paper, Visibility.INTERNAL, reason="Asked to.", actor="system:test")
    rebuild_index(fund)
    return paper


def public_kinds(fund):
    return set(SearchEntry.objects.filter(fund=fund, is_public=True).values_list("kind", flat=True))


def test_what_rests_on_a_document_follows_it_when_it_is_opened_or_closed(indexed, reviewed, second):  # noqa: F811
    services.publish_practice(reviewed, actor=second, today=TODAY)
    paper = closed_and_indexed(indexed)
    assert public_kinds(indexed) == set()
    change_visibility(paper, Visibility.PUBLIC, reason="Cleared.", actor="system:test")
    follow_events(indexed)
    kinds = {"project", "session", "lesson", "result", "practice"}
    assert public_kinds(indexed) == kinds
    assert {kind for kind, _ in found(indexed, "registers people clerks staff")} >= kinds - {"result"}
    change_visibility(paper, Visibility.INTERNAL, reason="Asked to.", actor="system:test")
    follow_events(indexed)
    assert public_kinds(indexed) == set()


def test_a_lesson_of_a_programme_is_found_while_the_programme_is_listed(indexed, sofia):  # noqa: F811
    programme = Programme.objects.create(
        fund=indexed, number=901, heading="A programme of towns", listed_on=TODAY
    )
    values = DocumentValues("town-report", "other", "The towns' report")
    kept = name_document(indexed, values)
    draft = StatementDraft("finding", "Mules carry the ballot boxes uphill.", source_of(kept, 2, 3))  # noqa: F811
    services.promote_words_of_programme(programme, draft, actor=sofia)
    follow_events(indexed)
    lesson = ("lesson", "programme/MIG-0901/finding-1")  # noqa: F811
    assert found(indexed, "mules uphill")[0] == lesson
    Programme.objects.filter(pk=programme.pk).update(listed_on=None)
    assert found(indexed, "mules uphill") == []
    rebuild_index(indexed)
    assert not SearchEntry.objects.filter(reference=lesson[1]).exists()
