"""The picture on a cover: from a draft, frozen in its release, printed in every form that has a cover."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.documents import DOCUMENTS, cover_in, document_of
from jointfund.publications.models import CoverPicture, PublicationKind
from jointfund.publications.orders import Parameters
from jointfund.publications.services import CoverGone, CoverWithoutWords, NotAllowed
from jointfund.publications.services.drafting import Draft, built_now
from jointfund.rendering.pictures import UnusablePicture
from tests.publications.pdf_structure import Structure

TODAY = date(2026, 1, 15)
ALT = "A boat at the quay of a small port"


def photograph(shade: str = "teal") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (900, 500), shade).save(written, "JPEG", comment=b"taken at home")
    return written.getvalue()


@pytest.fixture
def cover(demo_fund) -> CoverPicture:
    return services.keep_cover(demo_fund, photograph())


def with_cover(cover: CoverPicture, **more: str) -> Parameters:
    return Parameters(cover=cover.sha256, cover_alt=ALT, **more)


def test_a_picture_is_kept_once_under_the_hash_of_what_we_drew(demo_fund, cover):
    again = services.keep_cover(demo_fund, photograph())
    kept = cover.content.read()
    assert again == cover
    assert hashlib.sha256(kept).hexdigest() == cover.sha256
    assert b"taken at home" not in kept


def test_a_kept_picture_never_changes(cover):
    with pytest.raises(DatabaseError), transaction.atomic():
        CoverPicture.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        cover.delete()


def test_only_who_may_edit_publications_keeps_pictures(demo_fund):
    stranger = User.objects.create_user(
        email="tariq@test.example", name="Tariq", password="a long password indeed"
    )
    with pytest.raises(NotAllowed):
        services.keep_cover(demo_fund, photograph(), by=stranger)
    with pytest.raises(UnusablePicture):
        services.keep_cover(demo_fund, b"no picture")


def test_a_picture_without_words_is_no_cover(demo_fund, cover):
    with pytest.raises(CoverWithoutWords):
        built_now(demo_fund, "portfolio", Parameters(cover=cover.sha256, cover_alt="  "), TODAY)


def test_a_picture_nobody_kept_is_no_cover(demo_fund):
    with pytest.raises(CoverGone):
        built_now(demo_fund, "portfolio", Parameters(cover="0" * 64, cover_alt=ALT), TODAY)


@pytest.mark.parametrize(("kind", "subject"), [("portfolio", ""), ("brief", "human-rights"), ("booklet", "")])
def test_the_picture_is_on_the_cover_of_every_form(demo_fund, cover, kind, subject):
    kept = built_now(demo_fund, kind, with_cover(cover, subject=subject), TODAY).content
    document = document_of(kept)
    assert document.kept_paper(kept).cover == cover_in(kept)
    pdf = document.kept_file(".pdf", kept)
    structure = Structure(pdf)
    assert ALT in {tag.alt for tag in structure.all_tags(0)}
    assert b"/DCTDecode" in pdf  # the JPEG as it is kept
    if ".docx" in document.forms:
        word = zipfile.ZipFile(io.BytesIO(document.kept_file(".docx", kept)))
        pictures = [name for name in word.namelist() if name.startswith("word/media/")]
        assert [hashlib.sha256(word.read(name)).hexdigest() for name in pictures] == [cover.sha256]
        assert f'descr="{ALT}"' in word.read("word/document.xml").decode()


def test_a_release_keeps_its_picture_whatever_becomes_of_the_file(demo_fund, cover):
    draft = services.draft_publication(
        demo_fund, PublicationKind.CONTRIBUTORS, Draft(with_cover(cover)), actor="one", today=TODAY
    )
    services.send_to_review(draft, actor="one")
    made = services.release(draft, actor="two", today=TODAY)
    before = DOCUMENTS["contributors"].kept_file(".pdf", made.content)
    cover.content.storage.delete(str(cover.content.name))
    made.refresh_from_db()
    assert DOCUMENTS["contributors"].kept_file(".pdf", made.content) == before
    frozen = cover_in(made.content)
    assert frozen is not None
    assert hashlib.sha256(frozen.content).hexdigest() == cover.sha256


def test_a_picture_that_is_not_what_was_kept_is_refused(demo_fund, cover):
    path = cover.content.storage.path(str(cover.content.name))
    with open(path, "ab") as file:
        file.write(b"more")
    with pytest.raises(CoverGone):
        built_now(demo_fund, "portfolio", with_cover(cover), TODAY)


def test_content_released_before_there_were_pictures_has_none(demo_fund):
    kept = built_now(demo_fund, "portfolio", Parameters(), TODAY).content
    assert "cover" not in kept
    assert cover_in(kept) is None
