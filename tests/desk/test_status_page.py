"""A status recorded at the desk with its citation: for those who may, refused with its reason elsewhere."""

import pytest
from django.test import Client
from tests.cast import AMINA, CARMEN, OMAR, SOFIA, Person

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.people.models import Role
from jointfund.people.permissions import GRANTS, Permission
from jointfund.programmes.models import Programme, StatusEvent

DECISION = {
    "programme": "MIG-0030",
    "status": "funded",
    "on": "2024-02",
    "document": "",
    "first_line": "",
    "last_line": "",
    "decision": "SC-2024-01, item 4",
    "note": "Signed by all.",
}


def client_of(person: Person) -> Client:
    client = Client()
    if person.email:
        from jointfund.people.models import User

        client.force_login(User.objects.get(email=person.email))
    return client


@pytest.fixture
def post(demo_fund):
    """What Sofia reads after sending the form with some values changed."""

    def send(**changed):
        return client_of(SOFIA).post("/desk/status/", {**DECISION, **changed})

    return send


def test_a_status_with_its_decision_enters_the_record_and_is_read_by_everybody(post):
    answer = post()
    assert answer.url == "/programmes/MIG-0030/"
    programme = Programme.objects.get(number=30)
    assert (programme.status.code, programme.status_on.isoformat()) == ("funded", "2024-02-29")
    page = client_of(OMAR).get(answer.url).content.decode()
    assert "SC-2024-01, item 4" in page
    assert "Signed by all." in page
    assert "February 2024" in page
    event = Event.objects.filter(verb=Verb.STATUS_RECORDED).latest("pk")
    assert (event.subject, event.after["cites"]) == ("MIG-0030", "SC-2024-01, item 4")


def test_a_status_can_cite_lines_of_a_document(post):
    post(decision="", document="booklet-2023-07", first_line="12", last_line="14", on="2023-07-31")
    source = StatusEvent.objects.latest("pk").source
    assert (source.document.key, source.start_line, source.end_line) == ("booklet-2023-07", 12, 14)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"decision": ""}, "document", "Choose the document, or write the decision"),
        ({"document": "booklet-2023-07"}, "decision", "Either a document or a decision"),
        ({"first_line": "3"}, "first_line", "Lines belong to a document"),
        (
            {"decision": "", "document": "booklet-2023-07", "first_line": "9", "last_line": "3"},
            "last_line",
            "before the first",
        ),
        ({"on": "soon"}, "on", "Write 2023, 2023-07 or 2023-07-31."),
        ({"on": "2999-01"}, "on", "lies ahead"),
        ({"status": "dancing"}, "status", "Select a valid choice"),
        ({"programme": "MIG-9999"}, "programme", "Select a valid choice"),
        ({"decision": "x" * 20_000}, "decision", "at most 500 characters"),
        ({"note": "x" * 20_000}, "note", "at most 500 characters"),
    ],
)
def test_what_cannot_be_is_told_at_its_place_and_stays_typed(post, changed, field, said):
    before = StatusEvent.objects.count()
    page = post(**changed).content.decode()
    assert said in page
    assert f'href="#id_{field}"' in page
    assert "Signed by all." in page or "note" in changed
    assert StatusEvent.objects.count() == before


def test_the_same_status_of_the_same_day_is_told_to_be_known(post):
    post()
    assert "on record from this day already" in post().content.decode()


@pytest.mark.parametrize("person", [CARMEN, AMINA, OMAR], ids=lambda one: one.name)
def test_who_may_not_decide_finds_no_such_page(demo_fund, person):
    assert client_of(person).get("/desk/status/").status_code == 404
    assert client_of(person).post("/desk/status/", DECISION).status_code == 404


def test_it_is_allowed_by_a_permission_of_its_own(demo_fund, monkeypatch):
    """Who may decide on what comes in, but not record a status, finds neither page nor way to it."""
    without = GRANTS[Role.SECRETARIAT] - {Permission.PROGRAMME_RECORD_STATUS}
    assert "/desk/status/" in client_of(SOFIA).get("/desk/intake/").content.decode()
    monkeypatch.setitem(GRANTS, Role.SECRETARIAT, without)
    assert client_of(SOFIA).post("/desk/status/", DECISION).status_code == 404
    assert "/desk/status/" not in client_of(SOFIA).get("/desk/intake/").content.decode()


@pytest.mark.parametrize("field", ["note", "decision", "on"])
def test_a_text_without_end_is_refused_at_its_place_and_kept(post, field):
    long = "x" * 20_000
    before = StatusEvent.objects.count()
    page = post(**{field: long}).content.decode()
    assert f'href="#id_{field}"' in page
    assert long in page
    assert StatusEvent.objects.count() == before


def test_the_form_opens_with_the_programme_of_its_address(demo_fund):
    page = client_of(SOFIA).get("/desk/status/?programme=MIG-0022").content.decode()
    assert '<option value="MIG-0022" selected>' in page
