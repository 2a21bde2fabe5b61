"""What each of the cast finds in the demonstration's record, and what nobody finds any more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from tests.cast import CAST

from jointfund.documents.models import Document, DocumentText
from jointfund.people.models import User
from jointfund.people.permissions import roles_of
from jointfund.programmes.models import Programme
from jointfund.publications.models import Publication, PublicationState, Release
from jointfund.search.models import SearchEntry
from jointfund.search.queries import Asked, more_like, search
from jointfund.search.services import follow_events, rebuild_index

SECRET = "Zygomorphic orchids were counted behind the depot."


@pytest.fixture
def indexed(demo_fund):
    """The demonstration's index, with an internal paper that holds a word no other text has."""
    paper = Document.objects.create(
        fund=demo_fund, key="closed-paper", kind="other", title="Closed paper", visibility="internal"
    )
    DocumentText.objects.create(document=paper, text=f"A note.\n\n{SECRET}\n")
    rebuild_index(demo_fund)
    return demo_fund


def reader_of(person):
    return User.objects.get(email=person.email) if person.email else AnonymousUser()


def answers(fund, text, reader=None, **more):
    return search(Asked(fund, reader or AnonymousUser(), text, **more))


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.name)
def test_an_internal_text_is_found_by_people_of_the_fund_alone(indexed, person):
    reader = reader_of(person)
    found = answers(indexed, "zygomorphic orchids", reader)
    if roles_of(reader, indexed):
        assert found.hits[0].reference == "closed-paper#1"
        assert found.hits[0].place.start_line == 3
    else:
        assert (found.hits, found.total, found.facets) == ((), 0, ())
        assert answers(indexed, "zygomorphik", reader).suggestion is None
        asked = Asked(indexed, reader, "")
        assert more_like(asked, "document", "closed-paper#1").hits == ()


def test_a_document_that_is_closed_is_gone_before_the_index_knows(indexed):
    paper = Document.objects.get(key="closed-paper")
    paper.visibility = "public"
    paper.save()
    rebuild_index(indexed)
    assert answers(indexed, "zygomorphic").total == 1
    paper.visibility = "internal"
    paper.save()
    found = answers(indexed, "zygomorphic")
    assert (found.hits, found.total, found.facets) == ((), 0, ())
    assert answers(indexed, "zygomorphik").suggestion is None


def test_a_withdrawn_publication_is_gone_at_once(indexed):
    release = Release.objects.filter(publication__state=PublicationState.RELEASED).first()
    found = answers(indexed, release.title, narrowed={"kind": ("publication",)})
    assert release.reference in [hit.reference for hit in found.hits]
    Publication.objects.filter(pk=release.publication_id).update(
        state=PublicationState.WITHDRAWN, withdrawn_on=timezone.localdate()
    )
    found = answers(indexed, release.title, narrowed={"kind": ("publication",)})
    assert release.reference not in [hit.reference for hit in found.hits]


def test_a_programme_is_found_by_region_title_and_organisation(indexed):
    programme = Programme.objects.exclude(title=None).exclude(summary="").first()
    found = answers(indexed, programme.title, narrowed={"kind": ("programme",)})
    assert found.hits[0].reference == programme.reference
    assert found.hits[0].title == programme.name


def test_a_programme_that_is_no_longer_listed_is_gone_at_once(indexed):
    programme = Programme.objects.exclude(title=None).first()
    Programme.objects.filter(pk=programme.pk).update(listed_on=None)
    found = answers(indexed, programme.title, limit=50)
    assert programme.reference not in [hit.reference for hit in found.hits]


def test_the_index_follows_a_correction(indexed):
    from jointfund.audit import services as audit
    from jointfund.audit.services import Verb

    programme = Programme.objects.first()
    Programme.objects.filter(pk=programme.pk).update(summary="Hummingbirds carry seeds.")
    audit.record(Verb.PROGRAMME_CORRECTED, programme.reference, actor="system:test", fund=indexed)
    follow_events(indexed)
    assert answers(indexed, "hummingbirds").hits[0].reference == programme.reference


def test_every_listed_programme_and_release_is_in_the_index(indexed):
    kinds = SearchEntry.objects.filter(fund=indexed).values_list("kind", flat=True)
    assert list(kinds).count("programme") == Programme.objects.filter(listed_on__isnull=False).count()
    assert list(kinds).count("publication") == 2
