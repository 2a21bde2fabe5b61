"""Plain text: UTF-8 with or without a mark, UTF-16 with its mark, else Windows-1252 with a warning."""

import codecs
import re

from jointfund.kernel.errors import UnreadableInput
from jointfund.reading.sources.lines import SourceLines

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# What UTF-8 bytes look like when somebody once saved them as Windows-1252: "TÃ¼rkiye", "donâ€™t".
_TWICE_ENCODED = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00ff™œ˜]")


def read_plain(content: bytes, name: str, digest: str) -> SourceLines:
    """The lines of a text file, numbered as an editor numbers them.

    Raises UnreadableInput for anything that is not text.
    """
    text, warnings = _decode(content, name)
    if len(_CONTROL.findall(text)) > len(text) / 1000:
        raise UnreadableInput(
            f"“{name}” is not text, PDF or Word: save it as one of these and read it again."
        )
    if _TWICE_ENCODED.search(text):
        warnings = (
            *warnings,
            f"“{name}” holds damaged letters (“Ã¼” for “ü”): it was saved twice in two encodings.",
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return SourceLines(name, "text/plain", digest, tuple(lines), warnings=warnings)


def _decode(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, name), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        warning = f"“{name}” is not UTF-8: it was read as Windows-1252, check accented letters."
        return _strictly(content, "cp1252", name), (warning,)


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableInput(
            f"“{name}” is not text in UTF-8, UTF-16 or Windows-1252, nor PDF or Word: save it as UTF-8."
        ) from None
