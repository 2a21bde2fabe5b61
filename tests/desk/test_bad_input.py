"""What no form can take: a message at its place, and what was typed still there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.intake.papers import BOOKLET

from jointfund.intake import services
from jointfund.intake.models import Intake
from jointfund.people.models import User
from jointfund.publications.models import Publication

LONG = "x" * 20_000
BRIEF = {"subject": "human_rights", "context": "", "as_of": "", "language": "en", "embargo_until": ""}


@pytest.fixture
def sofia(demo_fund) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="sofia@demo.example"))
    return client


def read(sofia: Client, name: str, text: str) -> Intake:
    answer = sofia.post("/desk/intake/", {"files": [SimpleUploadedFile(name, text.encode())]})
    intake = Intake.objects.get(number=int(answer.url.split("/")[-2]))
    services.read_intake(intake.pk)
    return intake


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("subject", LONG),
        ("subject", "no_such_theme"),
        ("context", "We carry {programs_count} programmes."),
        ("context", f"{LONG}xx"),
        ("as_of", LONG),
        ("embargo_until", LONG),
    ],
    ids=lambda one: one if len(one) < 40 else "20,000 letters",
)
def test_a_publication_that_cannot_be_made_is_refused_at_its_field_and_kept(sofia, field, typed):
    before = Publication.objects.count()
    answer = sofia.post("/desk/publications/new/?kind=brief", {**BRIEF, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="#id_{field}"' in page
    assert typed in page or field == "subject"  # a theme is chosen from a list
    assert Publication.objects.count() == before


def test_a_theme_without_a_programme_on_the_day_is_refused_at_the_theme_and_the_day_kept(sofia):
    typed = {**BRIEF, "as_of": "2019", "context": "Typed with care."}
    page = sofia.post("/desk/publications/new/?kind=brief", typed).content.decode()
    assert 'href="#id_subject"' in page
    assert "No programme of" in page
    assert 'value="2019"' in page
    assert "Typed with care." in page
    assert not Publication.objects.filter(order__as_of="2019-12-31").exists()


def test_a_correction_without_end_is_refused_at_its_field_and_kept(sofia):
    intake = read(sofia, "booklet.txt", BOOKLET)
    candidate = intake.candidates.get(number=1)
    place = candidate.fields.get(name="title").position
    address = f"/desk/intake/{intake.number}/1/"
    sent = {"version": candidate.version, f"d-{place}": "correct", f"c-{place}": LONG, "action": "accept"}
    answer = sofia.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert LONG in page
    assert 'class="error' in page


def test_a_sheet_with_wrong_columns_says_which_heads_it_found(sofia):
    intake = read(sofia, "portfolio.csv", "Colour,Weight\nred,3\n")
    page = sofia.get(f"/desk/intake/{intake.number}/").content.decode()
    assert "Colour" in page
    assert "portfolio.csv" in page
    assert not intake.candidates.exists()
