"""Who may read a document is changed at the desk with a reason, and stands in the history."""

import pytest
from tests.people.test_invitations import fund, iom, pia, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.documents.models import Document, Visibility
from jointfund.documents.services import DocumentValues, change_visibility, name_document
from jointfund.people.permissions import NotAllowed

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/documents/field-note/"
CLOSED = {"visibility": "internal", "reason": "its authors asked for it"}


@pytest.fixture
def note(fund):  # noqa: F811
    return name_document(fund, DocumentValues("field-note", "other", "A field note"))


@pytest.fixture
def client(client, sofia):  # noqa: F811
    client.force_login(sofia)
    return client


def changes() -> list[tuple]:
    events = Event.objects.filter(verb="document:visibility_changed")
    return list(events.values_list("subject", "before", "after", "note"))


def test_a_document_is_closed_with_a_reason_and_readers_lose_it_at_once(note, client):
    assert "Everybody" in client.get("/desk/documents/").content.decode()
    assert client.post(ADDRESS, CLOSED).url == ADDRESS
    note.refresh_from_db()
    assert note.visibility == Visibility.INTERNAL
    assert changes() == [
        ("field-note", {"visibility": "public"}, {"visibility": "internal"}, "its authors asked for it")
    ]
    client.logout()
    assert client.get("/documents/field-note/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "Say why"),
        ({"reason": "dag@town.example asked"}, "leave out names"),
        ({"visibility": "secret"}, "Select a valid choice"),
    ],
)
def test_a_change_without_a_reason_is_refused_and_what_was_typed_stays(note, client, wrong, said):
    shown = client.post(ADDRESS, CLOSED | wrong).content.decode()
    assert said in shown
    assert wrong.get("reason", CLOSED["reason"]) in shown
    assert Document.objects.get().visibility == Visibility.PUBLIC
    assert changes() == []


def test_what_is_so_already_is_no_change(note, client):
    client.post(ADDRESS, CLOSED | {"visibility": "public"})
    assert changes() == []


def test_others_find_no_such_page_and_the_service_refuses_them(note, client, pia):  # noqa: F811
    client.force_login(pia)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, CLOSED).status_code == 404
    with pytest.raises(NotAllowed):
        change_visibility(note, Visibility.INTERNAL, reason="no", actor=pia)
