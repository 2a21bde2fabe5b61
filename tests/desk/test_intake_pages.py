"""The desk as the secretariat meets it, through the test client."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.intake.papers import BOOKLET, BRIEF

from jointfund.intake import services
from jointfund.intake.models import Candidate, Intake, IntakeState
from jointfund.people.models import Role
from jointfund.people.services import add_user, give_role
from jointfund.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia(open_fund):
    user = add_user(actor="system:test", email="sofia@test.example", name="Sofia", password="x" * 12)
    give_role(actor="system:test", user=user, fund=open_fund, role=Role.SECRETARIAT)
    return user


@pytest.fixture
def desk(sofia) -> Client:
    client = Client()
    client.force_login(sofia)
    return client


def hand_in(desk: Client, **files: str) -> Intake:
    uploads = [SimpleUploadedFile(f"{name}.txt", text.encode()) for name, text in files.items()]
    answer = desk.post("/desk/intake/", {"files": uploads})
    return Intake.objects.get(number=int(answer.url.split("/")[-2]))


def read(desk: Client, **files: str) -> Intake:
    intake = hand_in(desk, **files)
    services.read_intake(intake.pk)
    intake.refresh_from_db()
    return intake


def form_of(page: str) -> dict[str, str]:
    """What a browser would post from the decision form as it stands."""
    form = page.split('class="desk-form"')[1].split("</form>")[0]
    sent = {"version": re.search(r'name="version" value="(\d+)"', form)[1]}
    for name, value in re.findall(r'name="(d-\d+)" value="(\w*)" checked', form):
        sent[name] = value
    return sent


def position(candidate: Candidate, name: str) -> int:
    return candidate.fields.get(name=name).position


def test_the_desk_begins_with_what_waits(desk):
    assert "Nothing waits for you" in desk.get("/desk/").content.decode()
    read(desk, booklet=BOOKLET)
    page = desk.get("/desk/").content.decode()
    assert "1 thing waits for you." in page
    assert "records to decide" in page
    assert "/desk/intake/1/" in page


def test_an_upload_shows_progress_until_the_worker_has_read_it(desk):
    hand_in(desk, booklet=BOOKLET)
    page = desk.get("/desk/intake/1/").content.decode()
    assert "The files are being read" in page
    assert 'hx-trigger="every 2s"' in page
    services.read_intake(Intake.objects.get().pk)
    assert desk.get("/desk/intake/1/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "3 records to decide" in desk.get("/desk/intake/1/").content.decode()


def test_an_upload_without_files_says_what_to_do(desk):
    page = desk.post("/desk/intake/").content.decode()
    assert "Choose at least one file" in page
    assert not Intake.objects.exists()


def test_files_are_never_given_back(desk):
    read(desk, booklet=BOOKLET)
    name = Intake.objects.get().files.get().content.name
    assert desk.get(f"/files/{name}").status_code == 404
    assert desk.get(f"/{name}").status_code == 404


def test_the_page_says_what_the_files_contradict_before_anything_is_accepted(desk):
    read(desk, booklet=BOOKLET, brief=BRIEF.replace("CHAD USD 1.5M", "CHAD USD 2.5M"))
    page = desk.get("/desk/intake/1/").content.decode()
    assert "contradict" in page
    assert "USD 2.5M" in page


def test_a_field_stands_beside_its_lines_and_doubts_come_first(desk):
    read(desk, booklet=BOOKLET)
    page = desk.get("/desk/intake/1/1/").content.decode()
    assert page.index("Look at these first") < page.index("Read without doubt")
    assert "their logos may have been lost" in page
    assert re.search(r'line-number">33</span><span>1,234,567<', page)


def test_decisions_made_on_the_page_are_what_the_public_page_shows(desk):
    intake = read(desk, booklet=BOOKLET)
    candidate = intake.candidates.get(number=1)
    sent = form_of(desk.get("/desk/intake/1/1/").content.decode())
    title = position(candidate, "title")
    sent |= {f"d-{title}": "correct", f"c-{title}": "Counting everybody", "action": "accept"}
    answer = desk.post("/desk/intake/1/1/", sent, follow=True)
    assert "On record: MIG-0001" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/desk/intake/1/2/"
    assert "Counting everybody" in Client().get("/programmes/MIG-0001/?as_of=2031-12-31").content.decode()


def test_what_was_typed_is_still_there_after_an_error(desk):
    intake = read(desk, booklet=BOOKLET)
    candidate = intake.candidates.get(number=1)
    budget, title = position(candidate, "budget_usd"), position(candidate, "title")
    sent = form_of(desk.get("/desk/intake/1/1/").content.decode())
    sent |= {f"d-{budget}": "correct", f"c-{budget}": "plenty", f"d-{title}": "reject", "action": "accept"}
    page = desk.post("/desk/intake/1/1/", sent).content.decode()
    assert "“plenty” is no amount" in page
    assert 'value="plenty"' in page
    assert f'name="d-{title}" value="reject" checked' in page
    assert not Programme.objects.exists()


def test_who_comes_second_reads_who_was_first(desk, sofia):
    intake = read(desk, booklet=BOOKLET)
    sent = form_of(desk.get("/desk/intake/1/1/").content.decode()) | {"action": "accept"}
    candidate = intake.candidates.get(number=1)
    services.accept_candidate(candidate, version=candidate.version, by=sofia)
    page = desk.post("/desk/intake/1/1/", sent).content.decode()
    assert "Sofia accepted this on" in page
    assert Programme.objects.count() == 1


def test_a_change_by_somebody_else_meanwhile_is_shown_beside_the_own_choice(desk, sofia):
    intake = read(desk, booklet=BOOKLET)
    candidate = intake.candidates.get(number=1)
    title = position(candidate, "title")
    sent = form_of(desk.get("/desk/intake/1/1/").content.decode())
    other = {"title": services.Choice("correct", "Their title")}
    services.decide_fields(candidate, other, version=candidate.version, by=sofia)
    sent |= {f"d-{title}": "correct", f"c-{title}": "My title", "action": "save"}
    page = desk.post("/desk/intake/1/1/", sent).content.decode()
    assert "Somebody else changed this" in page
    assert 'value="My title"' in page
    assert "Saved meanwhile by somebody else: Their title" in page


def test_another_programme_can_be_chosen_and_is_compared(desk):
    first = read(desk, booklet=BOOKLET)
    desk.post(
        "/desk/intake/1/1/", form_of(desk.get("/desk/intake/1/1/").content.decode()) | {"action": "accept"}
    )
    sent = form_of(desk.get("/desk/intake/1/2/").content.decode())
    page = desk.post(
        "/desk/intake/1/2/", sent | {"action": "point", "programme": "MIG-0001"}, follow=True
    ).content.decode()
    assert "Accept into MIG-0001" in page
    assert "Keep what is on record" in page
    assert first.candidates.get(number=2).programme.reference == "MIG-0001"


def test_a_rejection_without_reason_is_asked_for_it(desk):
    read(desk, booklet=BOOKLET)
    version = Candidate.objects.get(number=1).version
    page = desk.post("/desk/intake/1/1/", {"action": "reject", "version": version}).content.decode()
    assert "Say why it is rejected" in page
    desk.post("/desk/intake/1/1/", {"action": "reject", "version": version, "reason": "Twice"})
    assert "Twice" in desk.get("/desk/intake/1/1/").content.decode()


def test_plain_records_are_accepted_together(desk):
    read(desk, brief=BRIEF)
    page = desk.post("/desk/intake/1/accept-plain/", {"kind": "contribution"}, follow=True)
    assert "2 records are accepted" in page.content.decode()


def test_an_unreadable_file_says_why_and_what_is_kept(desk):
    desk.post("/desk/intake/", {"files": [SimpleUploadedFile("broken.pdf", b"%PDF-1.4 nothing")]})
    intake = Intake.objects.get()
    services.read_intake(intake.pk)
    page = desk.get("/desk/intake/1/").content.decode()
    assert "refused; the file is kept" in page
    assert Intake.objects.get().state == IntakeState.REFUSED


def test_pages_ask_the_database_the_same_few_questions_however_much_waits(
    desk, django_assert_max_num_queries
):
    read(desk, booklet=BOOKLET)
    read(desk, booklet=BOOKLET, brief=BRIEF)
    for address in ("/desk/", "/desk/intake/", "/desk/intake/1/", "/desk/intake/2/", "/desk/intake/2/1/"):
        with django_assert_max_num_queries(26):
            desk.get(address)
