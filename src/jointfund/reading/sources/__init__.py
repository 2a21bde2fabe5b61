"""Files to lines: what kind of file it is by its content, and its text in reading order, page by page.

Every fault of a file is one `UnreadableInput` with one sentence; nothing here knows what the text means.
"""

import hashlib
from pathlib import Path

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.progress import Tell, silent
from jointfund.reading.sources.lines import LabelTest, SourceLines
from jointfund.reading.sources.plain import read_plain

MAX_BYTES = 200 * 1024 * 1024


def read_source(path: Path, *, name: str, is_label: LabelTest, tell: Tell = silent) -> SourceLines:
    """The lines of one file, called `name` in what is said about it.

    `is_label` tells lines that are never a running head, however often they return at the top of a page;
    `tell` hears of each page of a PDF.
    Raises UnreadableInput with one sentence about what is wrong.
    """
    return _read_bytes(_content(path, name), name, is_label, tell)


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableInput(
                f"“{name}” is larger than {MAX_BYTES // 2**20} MB: split it and read the parts."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput(
            f"“{name}” is not there (any more): check the name and read it again."
        ) from None
    except IsADirectoryError:
        raise UnreadableInput(f"“{name}” is a folder: name the files in it.") from None
    except OSError as fault:
        raise UnreadableInput(f"“{name}” cannot be opened: {fault.strerror}.") from None


def _read_bytes(content: bytes, name: str, is_label: LabelTest, tell: Tell) -> SourceLines:
    if not content.strip():
        raise UnreadableInput(f"“{name}” is empty: there is nothing to read.")
    digest = hashlib.sha256(content).hexdigest()
    # The readers of PDF and Word files are heavy to import: only a file that needs one pays for it.
    if b"%PDF-" in content[:1024]:
        from jointfund.reading.sources.pdf import read_pdf

        return read_pdf(content, name, digest, is_label, tell)
    if content.startswith(b"PK\x03\x04"):
        from jointfund.reading.sources.word import read_word

        return read_word(content, name, digest)
    return read_plain(content, name, digest)
