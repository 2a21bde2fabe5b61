"""Files with a proposal: who attaches, who sees, what is refused at its field with what was typed kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.proposals.test_proposal_pages import BASE, client_of
from tests.documents.test_uploads import PDF
from tests.proposals.conftest import NOW

from jointfund.audit.models import Event
from jointfund.proposals import services
from jointfund.proposals.models import Attachment

FILES = f"{BASE}1/files/"


def attach(client, content=PDF, title="Letter of the ministry", name="letter.pdf", kind="letter"):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(FILES, {"title": title, "kind": kind, "file": file})


def test_an_attached_file_comes_back_as_a_download_under_a_name_of_ours(joint, cast):
    pia = client_of(cast["pia"])
    assert attach(pia, name='x".html').status_code == 302
    given = pia.get(f"{FILES}1/")
    assert given.content == PDF
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"] == ('attachment; filename="mig-d-0001-1-letter-of-the-ministry.pdf"')
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]
    assert Event.objects.get(verb="proposal:file_attached").after["file"] == 1


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b""])
def test_a_bad_file_is_refused_at_its_field_and_what_was_typed_is_kept(joint, cast, content):
    page = attach(client_of(cast["pia"]), content, title="My letter", kind="other").content.decode()
    assert 'id="file-error"' in page
    assert 'value="My letter"' in page
    assert '<option value="other" selected>' in page
    assert not Attachment.objects.exists()


def test_a_file_without_a_title_is_refused_at_the_title(joint, cast):
    assert 'id="title-error"' in attach(client_of(cast["pia"]), title=" ").content.decode()


@pytest.mark.parametrize(
    ("who", "code"),
    [("beta", 302), ("moussa", 302), ("alpha head", 302), ("sofia", 403), ("gamma", 404), ("carmen", 404)],
)
def test_who_writes_or_signs_attaches(joint, cast, who, code):
    client = client_of(cast[who])
    assert client.get(FILES).status_code == (404 if code == 404 else 200)
    assert attach(client).status_code == code
    assert Attachment.objects.count() == (code == 302)


def test_others_see_what_was_there_when_it_was_submitted(endorsed, cast):
    attach(client_of(cast["pia"]))
    sofia, carmen = client_of(cast["sofia"]), client_of(cast["carmen"])
    assert sofia.get(f"{FILES}1/").status_code == 404
    assert carmen.get(FILES).status_code == 404
    later = Attachment.objects.get().added_at.replace(year=2040)
    services.move(endorsed, "submit", actor=cast["pia"], now=later)
    assert [one["number"] for one in endorsed.versions.get().content["files"]] == [1]
    assert carmen.get(f"{FILES}1/").content == PDF
    assert client_of(cast["gamma"]).get(f"{FILES}1/").status_code == 404


def test_a_file_is_taken_away_while_it_is_written_and_not_after(endorsed, cast):
    pia = client_of(cast["pia"])
    attach(pia)
    attach(pia, title="Second")
    assert pia.post(FILES, {"remove": "1"}).status_code == 302
    assert pia.get(f"{FILES}1/").status_code == 404
    services.move(endorsed, "submit", actor=cast["pia"], now=NOW)
    page = pia.post(FILES, {"remove": "2"}).content.decode()
    assert "not open for writing" in page
    assert pia.get(f"{FILES}2/").status_code == 200
