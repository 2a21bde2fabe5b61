"""Reading several files at once: bad ones are refused in one sentence each, the others are read."""

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from tests.reading.papers import BOOKLET, BRIEF, LEXICON
from tests.reading.typesetting import as_pdf, as_word

from jointfund.reading.read import read_files
from jointfund.reading.records import Reading
from jointfund.reading.sources import word
from jointfund.reading.sources.pdf import MAX_PAGES


def _refusal(path: Path, content: bytes | None) -> str:
    """The one sentence about a bad file, read in one call with a good one."""
    good = path.with_name("good.txt")
    good.write_text(BRIEF, encoding="utf-8")
    if content is not None:
        path.write_bytes(content)
    reading, refusals = read_files([path, good], LEXICON)
    assert len(reading.programmes) == 5, "the good file of the call is still read"
    (sentence,) = refusals
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def _pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _package(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.txt", None, "is not there"),
        ("empty.txt", b"", "is empty"),
        ("blank.pdf", b" \n\n ", "is empty"),
        ("corrupt.pdf", b"%PDF-1.7\nnothing of a PDF follows", "damaged PDF"),
        ("picture.txt", bytes(range(256)) * 40, "not text"),
        ("renamed.txt", b"\x89PNG\r\n\x1a\n" + bytes(5000), "not text"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "not text"),
        ("archive.docx", _package({"notes.txt": b"notes"}), "not a Word document"),
        ("cut.docx", _package({"word/document.xml": b"<w:document/>"})[:-40], "damaged Word document"),
        ("hollow.docx", _package({"word/document.xml": b"<w:document/>"}), "damaged Word document"),
        ("scan.pdf", _pages(2), "pictures of pages"),
        ("endless.pdf", _pages(2000), f"2,000 pages; at most {MAX_PAGES:,}"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    name: str, content: bytes | None, says: str, tmp_path: Path
) -> None:
    assert says in _refusal(tmp_path / name, content)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    assert "is a folder" in _refusal(tmp_path / "papers", None)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    assert "locked with a password" in _refusal(tmp_path / "locked.pdf", _locked_pdf())


def test_a_word_document_that_unpacks_to_gigabytes_is_not_opened(tmp_path: Path) -> None:
    zeros = bytes(word.MAX_UNPACKED_BYTES // 4)
    bomb = _package({"word/document.xml": b"<w:document/>", **{f"word/{n}.xml": zeros for n in range(5)}})
    assert len(bomb) < 2_000_000
    assert "unpacks to more than 200 MB" in _refusal(tmp_path / "bomb.docx", bomb)


def test_one_enormous_text_in_a_word_document_is_not_opened(tmp_path: Path) -> None:
    bomb = _package({"word/document.xml": bytes(word.MAX_TEXT_BYTES + 1)})
    assert "unpacks to more" in _refusal(tmp_path / "bomb.docx", bomb)


def _read(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    reading, refusals = read_files([path], LEXICON)
    assert refusals == ()
    return reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_in_known_encodings_read_alike(encoding: str, tmp_path: Path) -> None:
    reading = _read(tmp_path / "brief.txt", BRIEF.encode(encoding))
    assert reading.contributions[-1].contributor == "CÔTE D'ZUBROWKA"
    assert reading.warnings == ()


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    reading = _read(tmp_path / "brief.txt", BRIEF.replace("\n", "\r\n").encode("cp1252"))
    assert reading.contributions[-1].contributor == "CÔTE D'ZUBROWKA"
    assert any("Windows-1252" in warning for warning in reading.warnings)


def test_text_encoded_twice_is_warned_of(tmp_path: Path) -> None:
    twice = BRIEF.encode("utf-8").decode("cp1252", errors="replace").encode("utf-8")
    assert any("damaged letters" in warning for warning in _read(tmp_path / "brief.txt", twice).warnings)


def test_what_a_file_is_shows_in_its_content_not_its_name(tmp_path: Path) -> None:
    for made, name in (
        (as_pdf(BRIEF, tmp_path / "a.pdf"), "b.txt"),
        (as_word(BRIEF, tmp_path / "a.docx"), "b.pdf"),
    ):
        assert len(_read(tmp_path / name, made.read_bytes()).programmes) == 5


def test_a_text_of_another_kind_is_kept_with_a_warning(tmp_path: Path) -> None:
    reading = _read(tmp_path / "letter.txt", b"Dear all,\n\nthe lamps are lit.\n")
    assert reading.documents[0].kind == "unknown"
    assert reading.programmes == ()
    assert any("no kind of document that is known" in warning for warning in reading.warnings)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    with_form_feeds = BOOKLET.replace("SUMMARY\n", "SUMMARY\n\f\n", 1).replace("Lamps", "Lamps\u2028", 1)
    reading = _read(tmp_path / "booklet.txt", with_form_feeds.encode())
    assert list(reading.documents[0].lines) == with_form_feeds.split("\n")


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "one" / "paper.txt", tmp_path / "two" / "paper.txt"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(BRIEF, encoding="utf-8")
    reading, _ = read_files(paths, LEXICON)
    assert [document.file for document in reading.documents] == [str(path) for path in paths]


def _locked_pdf() -> bytes:
    """A small PDF that asks for a password: RC4, 40 bits, made by hand after the specification."""
    entries = (
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n",
        b"4 0 obj <</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>> endobj\n",
    )
    body, offsets = b"%PDF-1.4\n", []
    for entry in entries:
        offsets.append(len(body))
        body += entry
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer <</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF"
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer % len(body)
