"""What people send is told by its bytes; what is not wanted is refused before it is kept."""

import io
import sys
import zipfile

import pytest
from django.test import override_settings

from jointfund.documents.uploads import MOST_BYTES, UploadRefused, kind_of, neutral_name, scan

PDF = b"%PDF-1.7\n..."
EXIT = "import sys; sys.stdin.buffer.read(); sys.exit({code})"


def packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return held.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (WORD, "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ],
    ids=["pdf", "png", "jpg", "docx", "xlsx"],  # packed bytes hold the time they were made
)
def test_a_file_is_what_its_bytes_are(content, ending):
    assert kind_of(content).ending == ending


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "This is no PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no PDF"),
        (b"MZ\x90\x00", "This is no PDF"),
        (b" %PDF-1.7", "This is no PDF"),
        (packed("evil.exe"), "only if it is a Word or Excel"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (WORD[:40], "damaged"),
        (packed(*[f"{n}" for n in range(2001)]), "too much"),
        (PDF + b"x" * MOST_BYTES, "at most 10 MB"),
    ],
    ids=["empty", "page", "drawing", "program", "blank first", "archive", "macros", "cut", "many", "large"],
)
def test_what_is_not_wanted_is_refused_with_the_reason(content, said):
    with pytest.raises(UploadRefused, match=said):
        kind_of(content)


def test_a_download_has_a_name_no_program_runs():
    assert neutral_name("MIG-D-0001", '../../x"\r\n.exe', ending="pdf") == "mig-d-0001-x-exe.pdf"
    assert neutral_name("", ending="png") == "file.png"


@pytest.mark.parametrize(("code", "said"), [(1, "harmful"), (2, "try again later")])
def test_the_scanner_of_the_installation_has_its_say(code, said):
    command = [sys.executable, "-S", "-c", EXIT.format(code=code)]
    with override_settings(UPLOAD_SCANNER=command), pytest.raises(UploadRefused, match=said):
        scan(PDF)


def test_a_scanner_that_is_gone_lets_nothing_through():
    with override_settings(UPLOAD_SCANNER=["/nowhere/scanner"]), pytest.raises(UploadRefused):
        scan(PDF)


def test_what_the_scanner_finds_clean_is_taken():
    with override_settings(UPLOAD_SCANNER=[sys.executable, "-S", "-c", EXIT.format(code=0)]):
        scan(PDF)
