"""What is read from a PDF and from a Word document equals what is read from their text."""

from pathlib import Path

import pytest
from tests.reading.papers import BOOKLET, BRIEF, LEXICON, facts, read_file, read_text
from tests.reading.typesetting import Setting, as_pdf, as_word

from jointfund.reading.lexicon import Lexicon
from jointfund.reading.read import read_files
from jointfund.reading.records import Reading
from jointfund.vocabularies.lexicon import load_lexicon

SETTINGS = [
    Setting(),
    Setting(justified=False, hyphenated=False, size_pt=11),
    Setting(columns=1, justified=False, hyphenated=False, size_pt=11),
]


def _assert_same(read: Reading, expected: Reading) -> None:
    """Fact by fact, so that a failure names the first that differs."""
    found, wanted = facts(read), facts(expected)
    for one, other in zip(found, wanted, strict=False):
        assert one == other
    assert len(found) == len(wanted)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("text", [BOOKLET, BRIEF], ids=["booklet", "brief"])
def test_an_invented_paper_reads_alike_from_pdf(text: str, setting: Setting, tmp_path: Path) -> None:
    _assert_same(read_file(as_pdf(text, tmp_path / "paper.pdf", setting)), read_text(text))


@pytest.mark.parametrize("text", [BOOKLET, BRIEF], ids=["booklet", "brief"])
def test_an_invented_paper_reads_alike_from_word(text: str, tmp_path: Path) -> None:
    _assert_same(read_file(as_word(text, tmp_path / "paper.docx")), read_text(text))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module", params=["000", "001"])
def original(request: pytest.FixtureRequest, shared: Path) -> Path:
    return next((shared / "seeds").glob(f"{request.param}_*"))


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_funds_paper_reads_alike_from_pdf(
    original: Path, setting: Setting, lexicon: Lexicon, tmp_path: Path
) -> None:
    text = original.read_text(encoding="utf-8")
    _assert_same(
        read_file(as_pdf(text, tmp_path / "paper.pdf", setting), lexicon), read_file(original, lexicon)
    )


def test_the_funds_paper_reads_alike_from_word(original: Path, lexicon: Lexicon, tmp_path: Path) -> None:
    text = original.read_text(encoding="utf-8")
    _assert_same(read_file(as_word(text, tmp_path / "paper.docx"), lexicon), read_file(original, lexicon))


def test_a_field_read_from_pdf_knows_its_page(tmp_path: Path) -> None:
    reading, _ = read_files([as_pdf(BOOKLET, tmp_path / "paper.pdf")], LEXICON)
    (document,) = reading.documents
    assert document.pages is not None
    pages = [programme.source.page for programme in reading.programmes]
    assert pages[0] == 1
    assert pages == sorted(page for page in pages if page is not None)
    assert pages[-1] == document.pages
