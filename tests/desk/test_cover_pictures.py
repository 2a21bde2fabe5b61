"""The picture of a cover at the desk: sent, refused at its field, kept after other faults, released."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.models import CoverPicture, Publication

NEW = "/desk/publications/new/?kind=portfolio"
PLAIN = {"language": "en", "as_of": "", "cover_alt": ""}
ALT = "A boat at the quay"


def picture(form: str = "PNG", size: tuple[int, int] = (640, 400)) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form)
    return SimpleUploadedFile("holiday.svg", written.getvalue(), content_type="text/html")


def signed_in(email: str) -> Client:
    cache.clear()
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


@pytest.fixture
def editor(demo_fund) -> Client:
    return signed_in("sofia@demo.example")


def drafted(client: Client, **more: object) -> Publication:
    assert client.post(NEW, {**PLAIN, **more}).status_code == 302
    return Publication.objects.order_by("-draft")[0]


def test_a_picture_is_sent_shown_and_released(editor, demo_fund):
    draft = drafted(editor, cover=picture(), cover_alt=ALT)
    page = editor.get(f"/desk/publications/{draft.draft}/").content.decode()
    assert f'<img src="/desk/publications/{draft.draft}/cover/" alt="{ALT}"' in page
    shown = editor.get(f"/desk/publications/{draft.draft}/cover/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    services.send_to_review(draft, actor="one")
    made = services.release(draft, actor="two", today=draft.drafted_at.date())
    stranger = Client()
    address = f"/publications/{made.reference}/"
    assert f'src="{address}cover.jpg" alt="{ALT}"' in stranger.get(address).content.decode()
    public = stranger.get(f"{address}cover.jpg")
    assert (public.status_code, public.headers["Content-Type"]) == (200, "image/jpeg")
    assert public.headers["Content-Disposition"].startswith("attachment")
    services.withdraw(draft, reason="Wrong.", actor="two", today=made.released_on)
    assert stranger.get(f"{address}cover.jpg").status_code == 404


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (SimpleUploadedFile("a.png", b"<script>alert(1)</script>"), "This is no picture we can print"),
        (picture("GIF"), "This is no picture we can print"),
        (picture(size=(100, 100)), "at least 300 on each side"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\0" * 500), "damaged or cut off"),
    ],
    ids=["script", "gif", "small", "broken"],
)
def test_what_is_no_picture_is_refused_at_its_field_and_the_rest_stays(editor, sent, why):
    sent.seek(0)
    answer = editor.post(NEW, {**PLAIN, "cover": sent, "cover_alt": ALT, "as_of": "2023-07-31"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert why in page
    assert 'id="id_cover_error"' in page
    assert 'href="#id_cover"' in page
    assert f'value="{ALT}"' in page
    assert 'value="2023-07-31"' in page
    assert not CoverPicture.objects.exists()


def test_a_picture_needs_words_and_is_not_to_be_sent_again(editor):
    answer = editor.post(NEW, {**PLAIN, "cover": picture()})
    page = answer.content.decode()
    kept = CoverPicture.objects.get()
    assert "Say in a few words what the picture shows" in page
    assert f'name="kept_cover" value="{kept.sha256}"' in page
    draft = drafted(editor, kept_cover=kept.sha256, cover_alt=ALT)
    assert draft.order["cover"] == kept.sha256


def test_a_picture_can_be_taken_off_again(editor):
    draft = drafted(editor, cover=picture(), cover_alt=ALT)
    kept = CoverPicture.objects.get().sha256
    typed = {**PLAIN, "kept_cover": kept, "cover_alt": ALT, "no_cover": "on", "version": draft.version}
    assert editor.post(f"/desk/publications/{draft.draft}/", typed).status_code == 302
    draft.refresh_from_db()
    assert draft.order["cover"] == ""
    assert editor.get(f"/desk/publications/{draft.draft}/cover/").status_code == 404


def test_a_picture_nobody_kept_is_refused(editor):
    answer = editor.post(NEW, {**PLAIN, "kept_cover": "0" * 64, "cover_alt": ALT})
    assert "choose it once more" in answer.content.decode()


def test_a_stranger_sees_no_picture_of_a_draft(editor):
    draft = drafted(editor, cover=picture(), cover_alt=ALT)
    assert Client().get(f"/desk/publications/{draft.draft}/cover/").status_code == 404
