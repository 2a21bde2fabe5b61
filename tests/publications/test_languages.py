"""Languages: what this machine's fonts can print is offered, the rest is refused with the font it needs."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from jointfund.desk.publication_forms import PublicationForm
from jointfund.programmes.filters import ProgrammeFilter
from jointfund.publications.documents import DOCUMENTS, Order, publish
from jointfund.publications.labels import languages
from jointfund.publications.languages import LanguageWithoutFont, available_languages, every_language
from jointfund.publications.models import PublicationKind
from jointfund.rendering import faces
from tests.publications.conftest import TODAY
from tests.publications.pdf_structure import Structure

BUILT_IN = ("en", "es", "fr")
NEEDS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}


@pytest.fixture
def empty_fonts(monkeypatch, tmp_path: Path) -> Iterator[None]:
    """A machine without fonts of its own: an empty folder, the system's left out."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setenv("JOINTFUND_FONTS", str(folder))
    monkeypatch.setenv("JOINTFUND_SYSTEM_FONTS", "no")
    faces.forget()
    yield
    monkeypatch.undo()
    faces.forget()


def order(fund, language: str, **changes: object) -> Order:
    return Order(fund, ProgrammeFilter(), TODAY, language=language, **changes)


def listed() -> str:
    said = StringIO()
    call_command("publish", "--languages", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("letters", ["ÀéñŠığ", "Ασφαλής ώϊ", "Безпечна міграція ґїђ"])
def test_latin_greek_and_cyrillic_need_no_font(empty_fonts, letters: str) -> None:
    assert faces.draws(faces.BUILT_IN, letters)


def test_the_probe_can_fail(empty_fonts) -> None:
    assert not faces.draws(faces.BUILT_IN, "中")


def test_with_an_empty_font_folder_the_built_in_languages_are_offered_and_the_others_named(
    empty_fonts,
) -> None:
    assert tuple(one.code for one in available_languages()) == BUILT_IN
    assert {one.code: one.face for one in every_language() if not one.is_available} == NEEDS
    said = listed()
    assert "fr  Français, French, Latin script: available, set in Libertinus Serif" in said
    assert "ar  العربية, Arabic, Arabic script: not available, needs Noto Naskh Arabic" in said


@pytest.mark.parametrize("language", NEEDS)
@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_a_language_without_font_is_refused_with_what_to_install(
    empty_fonts, demo_fund, language: str, ending: str
) -> None:
    with pytest.raises(LanguageWithoutFont, match=f"Install {NEEDS[language]} .* JOINTFUND_FONTS"):
        publish("contributors", ending, order(demo_fund, language))


def test_the_command_refuses_it_and_writes_nothing(empty_fonts, demo_fund, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no font has its letters") as refusal:
        call_command("publish", "portfolio", "--language", "ar", "--out", tmp_path / "p.pdf")
    assert refusal.value.returncode == 2
    assert not (tmp_path / "p.pdf").exists()


def test_the_desk_offers_only_what_can_be_printed(empty_fonts, demo_fund) -> None:
    form = PublicationForm(demo_fund, PublicationKind.PORTFOLIO)
    assert [code for code, _ in form.fields["language"].choices] == list(BUILT_IN)


def test_a_release_whose_font_is_gone_is_not_printed_with_holes(monkeypatch, tmp_path, demo_fund) -> None:
    if "ar" not in {one.code for one in available_languages()}:
        pytest.skip("no font of this machine has Arabic letters")
    kept = DOCUMENTS["contributors"].built(order(demo_fund, "ar")).content
    monkeypatch.setenv("JOINTFUND_SYSTEM_FONTS", "no")
    monkeypatch.setenv("JOINTFUND_FONTS", str(tmp_path))
    faces.forget()
    try:
        with pytest.raises(LanguageWithoutFont):
            DOCUMENTS["contributors"].kept_file(".pdf", kept)
    finally:
        monkeypatch.undo()
        faces.forget()


def test_a_folder_named_by_the_setting_makes_a_language_available(monkeypatch, tmp_path: Path) -> None:
    found = [font.path for font in faces.fonts().fonts() if font.path and faces.draws(font.family, "ءابت")]
    arabic = [Path(path) for path in found if "Sans.ttf" in path or "Naskh" in path]
    if not arabic:
        pytest.skip("no font file of this machine has Arabic letters")
    (tmp_path / arabic[0].name).symlink_to(arabic[0])
    monkeypatch.setenv("JOINTFUND_SYSTEM_FONTS", "no")
    monkeypatch.setenv("JOINTFUND_FONTS", str(tmp_path))
    faces.forget()
    try:
        assert "ar" in {one.code for one in available_languages()}
    finally:
        monkeypatch.undo()
        faces.forget()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_arabic_document_runs_from_right_to_left_without_missing_letters(demo_fund, name: str) -> None:
    if "ar" not in {one.code for one in available_languages()}:
        pytest.skip("no font of this machine has Arabic letters")
    subject = {"brief": "human-rights", "country": "TGO", "organisation": "iom", "programme": "MIG-0022"}
    asked = ProgrammeFilter(area=("4",)) if name == "booklet" else ProgrammeFilter()
    document = DOCUMENTS[name]
    made = document.make(".pdf", Order(demo_fund, asked, TODAY, language="ar", subject=subject.get(name, "")))
    assert b"pdfuaid" in made.content  # PDF/UA admits no letter that is not drawn
    structure = Structure(made.content)
    assert structure.language == "ar"
    assert any("؀" < letter < "ۿ" for letter in structure.title + structure.read_aloud(0))
    inks = [letters for letters in structure.letters(0) if any("؀" < one < "ۿ" for one in letters.text)]
    assert max(letters.right for letters in inks) > 500  # the page is 595 points wide


def test_an_arabic_word_file_runs_from_right_to_left(demo_fund, tmp_path: Path) -> None:
    if "ar" not in {one.code for one in available_languages()}:
        pytest.skip("no font of this machine has Arabic letters")
    file = tmp_path / "c.docx"
    file.write_bytes(publish("contributors", ".docx", order(demo_fund, "ar")).content)
    xml = docx.Document(str(file)).element.xml
    assert "<w:bidi/>" in xml
    assert "<w:bidiVisual/>" in xml


def test_every_language_with_labels_is_listed(empty_fonts) -> None:
    assert [one.code for one in every_language()] == list(languages())
    assert [line[:2] for line in listed().splitlines()] == list(languages())
