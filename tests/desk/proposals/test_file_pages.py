"""A file out and back at the desk: what it changes is shown first, two texts of one place are both kept."""

from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.proposals.test_proposal_pages import client_of
from tests.proposals.conftest import NOW

from jointfund.proposals import services
from jointfund.proposals.models import SectionRevision, SectionText

PAGE = "/desk/proposals/1/"
OFFERS = 'name="offers" value="'


@pytest.fixture
def pia(complete, cast):
    return client_of(cast["pia"])


def replaced(content, old, new):
    """The Word file with one text replaced, as somebody does in Word."""
    file = docx.Document(BytesIO(content))
    (found,) = [one for one in file.element.body.iter() if one.tag.endswith("}t") and one.text == old]
    found.text = new
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()


def hand_in(client, content, name="a.docx"):
    return client.post(f"{PAGE}file/", {"file": SimpleUploadedFile(name, content)}).content.decode()


def accept(client, preview):
    token = preview.partition(OFFERS)[2].partition('"')[0]
    return client.post(f"{PAGE}file/", {"offers": token}, follow=True).content.decode()


def standing():
    return SectionText.objects.get(section="summary").answers["what"]


def test_a_word_file_shows_what_it_changes_and_changes_it_when_it_is_taken_in(pia, complete):
    content = replaced(pia.get(f"{PAGE}text.docx").content, "A way that is safe", "A way that is short")
    preview = hand_in(pia, content)
    assert "<del>safe</del><ins>short</ins>" in preview
    assert standing() == "A way that is safe"
    assert "Sections changed: 1" in accept(pia, preview)
    assert standing() == "A way that is short"


def test_where_somebody_wrote_meanwhile_both_texts_are_kept(pia, complete, cast):
    content = replaced(pia.get(f"{PAGE}text.docx").content, "A way that is safe", "Mine")
    before = SectionText.objects.get(section="summary")
    services.save_section(
        complete,
        "summary",
        answers={**before.answers, "what": "Theirs"},
        expected_version=before.version,
        actor=cast["second"],
        now=NOW,
    )
    preview = hand_in(pia, content)
    assert "Somebody wrote in the same places" in preview
    accept(pia, preview)
    assert standing() == "Theirs"
    assert SectionRevision.objects.get(is_refused=True).answers["what"] == "Mine"
    assert "Mine" in pia.get(f"{PAGE}write/summary/").content.decode()


def test_nothing_changes_by_a_file_nobody_wrote_in(pia, complete):
    assert "nothing changes" in hand_in(pia, pia.get(f"{PAGE}text.docx").content)
    assert "nothing changes" in hand_in(pia, pia.get(f"{PAGE}budget.xlsx").content, "b.xlsx")


@pytest.mark.parametrize(("name", "said"), [("a.docx", "Word document"), ("a.xlsx", "not a workbook")])
def test_a_bad_file_is_refused_with_the_reason_and_nothing_is_taken_in(pia, complete, name, said):
    page = hand_in(pia, b"junk", name)
    assert "Nothing was taken in" in page
    assert said in page


def test_a_forged_preview_is_refused(pia, complete):
    assert "hand the file in again" in pia.post(f"{PAGE}file/", {"offers": "x"}).content.decode()


def test_a_budget_comes_back_by_its_own_column_and_another_row_is_refused_by_name(pia, complete):
    book = openpyxl.load_workbook(BytesIO(pia.get(f"{PAGE}budget.xlsx").content))
    book["Budget"]["C2"] = 1500
    kept = BytesIO()
    book.save(kept)
    accept(pia, hand_in(pia, kept.getvalue(), "b.xlsx"))
    lines = SectionText.objects.get(section="own", party__slug="alpha").answers["lines"]
    assert [row["amount"] for row in lines] == ["70.00", "1500"]
    book["Budget"]["D2"] = 1
    kept = BytesIO()
    book.save(kept)
    page = hand_in(pia, kept.getvalue(), "b.xlsx")
    assert "Row 2" in page
    assert "“BETA” is changed by that organisation only." in page


def test_who_writes_nothing_in_it_brings_no_file_back(complete, cast):
    moussa = client_of(cast["moussa"])
    assert moussa.get(f"{PAGE}text.docx").status_code == 200
    assert moussa.get(f"{PAGE}file/").status_code == 403
    assert client_of(cast["gamma"]).get(f"{PAGE}file/").status_code == 404


def test_what_a_file_says_after_submission_is_kept_beside(pia, endorsed, cast):
    content = replaced(pia.get(f"{PAGE}text.docx").content, "A way that is safe", "Too late")
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    assert "kept beside it" in accept(pia, hand_in(pia, content))
    assert standing() == "A way that is safe"
    assert SectionRevision.objects.get(is_refused=True).answers["what"] == "Too late"
