"""Assessments and questionnaires at the desk: closed, validated; edited by one, published by another."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.instruments.documents import small

from jointfund.instruments import services
from jointfund.instruments.models import InstrumentVersion, Round, Validation
from jointfund.instruments.reading_in import read_questionnaire
from jointfund.instruments.spreadsheet import write_workbook
from jointfund.people.models import Membership, Role, User

ANSWERS = ({"q-first": "c", "q-second": "b"}, {"q-third": "b"})


@pytest.fixture
def clients(open_fund):
    """Sofia and her second of the secretariat, and Amina, each signed in."""
    found = {}
    for name, role in (
        ("sofia", Role.SECRETARIAT),
        ("second", Role.SECRETARIAT),
        ("amina", Role.PRACTITIONER),
    ):
        user = User.objects.create_user(f"{name}@example.org", None, name=name.title())
        Membership.objects.create(user=user, fund=open_fund, role=role)
        found[name] = Client()
        found[name].force_login(user)
    services.enter_version(open_fund, small(), actor="system:test", authors=[])
    return found


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def opened(client, **more):
    wanted = {"instrument": "small", "subject": "mig-0022", "stage": "document"} | more
    answer = client.post("/desk/assessments/new/", wanted)
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


def answer(client=None, label="Agency", pages=ANSWERS):
    client = client or Client()
    token = Round.objects.latest("pk").invitation
    root = client.post(f"/self-assessment/join/{token}/", {"label": label}).headers["Location"]
    root = root.removesuffix("1/")
    for number, page in enumerate(pages, start=1):
        client.post(f"{root}{number}/", page)
    client.post(f"{root}send/")


def test_an_assessment_goes_from_its_link_to_a_validated_grade(clients):
    page = opened(clients["sofia"])
    shown = text_of(clients["sofia"].get(page))
    assert "MIG-0022" in shown
    assert "/self-assessment/join/" in shown
    answer()
    assert "waits for validation" in text_of(clients["sofia"].get("/desk/assessments/"))
    refused = clients["second"].post(page, {"do": "validate", "grade": "B", "reason": ""})
    assert "Say why in a sentence" in text_of(refused)
    assert 'value="B" selected' in refused.content.decode()
    clients["second"].post(page, {"do": "validate", "grade": "B", "reason": "No redress yet."})
    shown = text_of(clients["sofia"].get(page))
    assert "A: good" in shown
    assert "B: fair" in shown
    assert "No redress yet." in shown
    assert Validation.objects.count() == 1


def test_the_desk_is_blind_too_until_the_round_is_closed(clients):
    page = opened(clients["sofia"], is_for_several="on")
    answer(label="Agency")
    answer(label="Town", pages=({"q-first": "a"}, {"q-third": "a"}))
    before = text_of(clients["sofia"].get(page))
    assert "Town" not in before
    assert "A: good" not in before
    clients["sofia"].post(page, {"do": "close"})
    after = text_of(clients["sofia"].get(page))
    assert "Where the respondents differ" in after
    assert "Town" in after
    assert "of two the less favourable" in after


def test_a_round_nobody_answered_is_not_closed_and_says_so(clients):
    page = opened(clients["sofia"])
    assert "Nobody has sent answers yet." in text_of(clients["sofia"].post(page, {"do": "close"}))


def test_who_may_not_is_told_there_is_no_page(clients):
    page = opened(clients["sofia"])
    for address in (page, "/desk/assessments/", "/desk/instruments/", "/desk/instruments/small/1/"):
        assert clients["amina"].get(address).status_code == 404
        assert clients["amina"].post(address).status_code == 404


def test_a_round_tried_in_public_is_nobodys_to_open(clients, open_fund):
    services.enter_version(open_fund, small(is_public=True), actor="system:test", authors=[])
    Client().post("/self-assessment/small/", {"subject": "Sfax"})
    tried = Round.objects.get()
    assert clients["sofia"].get(f"/desk/assessments/{tried.number}/").status_code == 404
    assert "Sfax" not in text_of(clients["sofia"].get("/desk/assessments/"))


def test_the_share_is_not_known_while_no_programme_holds_a_grade(clients):
    assert "none holds a grade here: the share is not known" in text_of(
        clients["sofia"].get("/desk/assessments/")
    )


def test_the_list_takes_a_constant_number_of_queries(clients, django_assert_max_num_queries):
    for _ in range(6):
        opened(clients["sofia"])
        answer()
    with django_assert_max_num_queries(45):
        clients["sofia"].get("/desk/assessments/")


def fields_of(client, address):
    """Every field of the form at an address as a browser would send it."""
    page = client.get(address).content.decode()
    form = page[page.index('class="assessment-editor"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found[name[1]] = value[1] if value else "on"
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        found[name] = inside
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        found[name] = re.search(r'value="([^"]*)" selected', inside)[1]
    return found


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_part_saved_untouched_is_the_same_questionnaire(clients, open_fund, part):
    sent = fields_of(clients["sofia"], f"/desk/instruments/small/{part}/")
    answer = clients["sofia"].post(f"/desk/instruments/small/{part}/", sent | {"do": "save"})
    assert answer.status_code == 302, text_of(answer)
    assert open_fund.instrument_drafts.get().document == InstrumentVersion.objects.get(code="small").document


def test_one_edits_and_another_publishes_and_past_assessments_keep_theirs(clients, open_fund):
    page = opened(clients["sofia"])
    answer()
    address = "/desk/instruments/small/1/"
    sent = fields_of(clients["sofia"], address) | {"q0-text": "Asked in other words?", "do": "save"}
    clients["sofia"].post(address, sent)
    one = "/desk/instruments/small/"
    assert "you wrote or changed it" in text_of(clients["sofia"].get(one))
    clients["sofia"].post(f"{one}draft/", {"do": "publish", "revision": "1"})
    assert services.latest_version(open_fund, "small").number == 1
    clients["second"].post(f"{one}draft/", {"do": "publish", "revision": "1"})
    assert "Asked in other words?" in text_of(clients["second"].get(one))
    assert services.latest_version(open_fund, "small").number == 2
    assert "Question first?" in text_of(clients["sofia"].get(page))


def test_a_threshold_changed_through_its_page_leaves_a_past_assessment_as_it_was(clients, open_fund):
    close = ({"q-first": "b", "q-second": "b"}, {"q-third": "b"})
    past = opened(clients["sofia"])
    answer(pages=close)
    before = text_of(clients["sofia"].get(past)).partition("Grades")[2]
    assert "A: good" in before
    address = "/desk/instruments/small/0/"
    sent = fields_of(clients["sofia"], address) | {"b0-at_least": "99", "do": "save"}
    assert clients["sofia"].post(address, sent).status_code == 302
    clients["second"].post("/desk/instruments/small/draft/", {"do": "publish", "revision": "1"})
    assert services.latest_version(open_fund, "small").document["bands"][0]["at_least"] == "99"
    assert text_of(clients["sofia"].get(past)).partition("Grades")[2] == before
    now = opened(clients["sofia"])
    answer(pages=close)
    assert "B: fair" in text_of(clients["sofia"].get(now))
    assert "A: good" in text_of(clients["sofia"].get(past))


def test_rows_are_added_and_moved_without_losing_what_was_typed(clients, open_fund):
    address = "/desk/instruments/small/1/"
    sent = fields_of(clients["sofia"], address) | {"q0-text": "Typed & not saved", "do": "add-question"}
    shown = clients["sofia"].post(address, sent).content.decode()
    assert "Typed &amp; not saved" in shown
    assert 'name="q2-code" value="one_1"' in shown
    moved = clients["sofia"].post(address, sent | {"do": "add-answer-0"}).content.decode()
    assert 'name="q0-o3-code" value="answer_1"' in moved
    assert not open_fund.instrument_drafts.exists()


def test_a_refused_part_names_each_fault_at_its_place_and_keeps_what_was_typed(clients, open_fund):
    address = "/desk/instruments/small/1/"
    sent = fields_of(clients["sofia"], address)
    sent |= {"q0-text": "", "q1-shown_if": "whenever it rains", "q1-weight": "much", "do": "save"}
    shown = clients["sofia"].post(address, sent).content.decode()
    assert 'href="#q0"' in shown
    assert 'href="#q1"' in shown
    assert 'value="whenever it rains"' in shown
    assert 'value="much"' in shown
    assert not open_fund.instrument_drafts.exists()


def test_who_saves_an_older_draft_is_told_and_keeps_the_words(clients, open_fund):
    address = "/desk/instruments/small/1/"
    sent = fields_of(clients["sofia"], address) | {"q0-text": "Mine", "do": "save"}
    services.save_draft(
        open_fund, small(title="Theirs"), revision=None, actor=User.objects.get(name="Second")
    )
    shown = text_of(clients["sofia"].post(address, sent))
    assert "Somebody saved a draft since you opened it" in shown
    assert "Mine" in shown
    assert open_fund.instrument_drafts.get().document["title"] == "Theirs"


def test_sections_are_added_and_removed(clients, open_fund):
    clients["sofia"].post("/desk/instruments/small/draft/", {"do": "add-section"})
    draft = open_fund.instrument_drafts.get()
    assert [one["code"] for one in draft.document["sections"]] == ["one", "two", "section_1"]
    clients["sofia"].post("/desk/instruments/small/draft/", {"do": "remove-section-3"})
    draft.refresh_from_db()
    assert len(draft.document["sections"]) == 2


def upload(client, content, name="q.xlsx"):
    return client.post("/desk/instruments/", {"file": SimpleUploadedFile(name, content)})


def test_a_spreadsheet_goes_out_and_comes_back_as_a_draft(clients, open_fund):
    file = clients["sofia"].get("/desk/instruments/small/file.xlsx")
    assert file.headers["Content-Disposition"] == 'attachment; filename="MIG00-small.xlsx"'
    assert upload(clients["sofia"], file.content).status_code == 302
    assert open_fund.instrument_drafts.get().document == InstrumentVersion.objects.get(code="small").document


def test_a_broken_spreadsheet_is_refused_row_by_row(clients, open_fund):
    book = openpyxl.load_workbook(BytesIO(write_workbook(read_questionnaire(small()))))
    book["Questions"]["C3"], book["Answers"]["D4"] = "essay", "many"
    out = BytesIO()
    book.save(out)
    shown = text_of(upload(clients["sofia"], out.getvalue()))
    assert "Sheet “Questions”, row 3: kind is one of" in shown
    assert "Sheet “Answers”, row 4: points is a number" in shown
    assert "not a workbook" in text_of(upload(clients["sofia"], b"text"))
    assert "Choose a file first" in text_of(clients["sofia"].post("/desk/instruments/"))
    assert not open_fund.instrument_drafts.exists()
