"""The people of a fund at the desk, and those of an organisation: who sees and changes what."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from tests.people.test_invitations import fund, iom, person, pia, sofia  # noqa: F401  fixtures

from jointfund.audit.models import Event
from jointfund.people.models import Invitation, Membership, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(sofia, client):  # noqa: F811
    client.force_login(sofia)
    return client


@pytest.fixture
def office(pia, client):  # noqa: F811
    client.force_login(pia)
    return client


def test_an_invitation_goes_out_by_mail_with_a_link_that_opens(desk):
    wanted = {"email": "ravi@test.example", "role": "reviewer", "reason": "reviews this round"}
    assert desk.post("/desk/people/invite/", wanted).status_code == 302
    sent = mail.outbox[0]
    assert sent.to == ["ravi@test.example"]
    link = next(line for line in sent.body.splitlines() if "/invitation/" in line)
    desk.logout()
    page = desk.get(link.removeprefix("http://testserver"))
    assert "ravi@test.example" in page.content.decode()
    assert "at least 12 characters" in page.content.decode()


def test_what_was_typed_is_still_there_after_a_refusal(desk):
    page = desk.post("/desk/people/invite/", {"email": "ravi@test.example", "role": "officer", "reason": "x"})
    told = page.content.decode()
    assert "Choose the organisation this role is for." in told
    assert 'value="ravi@test.example"' in told
    assert not Invitation.objects.exists()


def test_a_mail_server_that_is_down_is_told_and_the_invitation_stands(desk, monkeypatch):
    def refuse(message, fail_silently=False):
        raise OSError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    wanted = {"email": "ravi@test.example", "role": "reviewer", "reason": "reviews"}
    page = desk.post("/desk/people/invite/", wanted, follow=True)
    assert "could not be sent" in page.content.decode()
    assert Invitation.objects.count() == 1


def test_no_link_of_her_pages_leads_who_has_no_desk_to_nothing(office):
    told = office.get("/desk/organisation/invite/").content.decode()
    links = set(re.findall(r'<a href="(/[^"#?]*)', told[told.index("<main") : told.index("</main>")]))
    assert "/desk/organisation/" in links
    assert {link: office.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_an_organisation_sees_invites_and_removes_its_own_people_only(office, fund, iom, sofia):  # noqa: F811
    amina = person(fund, "amina", Role.OFFICER, iom)
    told = office.get("/desk/organisation/").content.decode()
    assert ("Amina" in told, "Sofia" in told) == (True, False)
    assert "Fund secretariat" not in office.get("/desk/organisation/invite/").content.decode()
    assert office.get(f"/desk/organisation/{sofia.pseudonym}/").status_code == 404
    assert office.get("/desk/people/").status_code == 404
    refused = office.post("/desk/organisation/invite/", {"email": "x@y.example", "role": "secretariat"})
    assert "Select a valid choice" in refused.content.decode()
    held = Membership.objects.get(user=amina)
    page = f"/desk/organisation/{amina.pseudonym}/"
    assert "Say why" in office.post(page, {"do": f"end-{held.pk}"}).content.decode()
    assert office.post(page, {"do": "erase", "reason": "x"}).status_code == 404
    assert office.post(page, {"do": f"end-{held.pk}", "reason": "has moved on"}).status_code == 302
    assert not Membership.objects.filter(user=amina).exists()
    assert Event.objects.get(verb="user:role_ended").note == "has moved on"


def test_another_organisations_invitation_is_unknown(office, fund, sofia, client):  # noqa: F811
    client.force_login(sofia)
    client.post("/desk/people/invite/", {"email": "r@test.example", "role": "reviewer", "reason": "x"})
    number = Invitation.objects.get().pk
    assert client.get(f"/desk/people/invited/{number}/").status_code == 200
    client.force_login(User.objects.get(email="pia@test.example"))
    assert client.get(f"/desk/organisation/invited/{number}/").status_code == 404


def test_an_invitation_is_sent_again_or_withdrawn(desk):
    desk.post("/desk/people/invite/", {"email": "r@test.example", "role": "reviewer", "reason": "x"})
    page = f"/desk/people/invited/{Invitation.objects.get().pk}/"
    desk.post(page, {"do": "repeat", "reason": "was lost"})
    assert len(mail.outbox) == 2
    newest = Invitation.objects.filter(withdrawn_at=None).get()
    desk.post(f"/desk/people/invited/{newest.pk}/", {"do": "withdraw", "reason": "a mistake"})
    assert not Invitation.objects.filter(withdrawn_at=None).exists()


def test_the_list_asks_the_same_few_questions_however_many_people(
    desk,
    fund,  # noqa: F811
    iom,  # noqa: F811
    django_assert_max_num_queries,
):
    desk.get("/desk/people/")  # the session is noted once
    with django_assert_max_num_queries(14) as few:
        desk.get("/desk/people/")
    for number in range(12):
        person(fund, f"person{number}", Role.OFFICER, iom)
    with django_assert_max_num_queries(len(few)):
        desk.get("/desk/people/")
