"""Pictures people send: looked at before they are opened, then drawn anew: nothing else comes with them.

What is kept is always a JPEG of ours: no metadata, no second picture behind the first, no bytes nobody drew.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from jointfund.kernel.errors import DomainError

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 40_000_000  # of what was sent, asked of its head before anything is decoded
LEAST_SIDE = 300  # pixels: a smaller picture is blurred on a cover
MOST_SIDE = 1600  # pixels of what is kept: sharp over the width of an A4 page
MEDIA_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")
_SIGNS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
_QUALITY = 88
# What Pillow raises on bytes that are none of the formats they claim to be.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)


class UnusablePicture(DomainError):
    """The file is no picture that can be printed: the message says why."""


@dataclass(frozen=True)
class DrawnAnew:
    """A picture as it is kept: JPEG bytes, its hash and size in pixels."""

    content: bytes
    sha256: str
    width: int
    height: int


def drawn_anew(content: bytes) -> DrawnAnew:
    """The picture in these bytes, upright, on white where it was transparent, at most 1,600 pixels wide.

    Raises UnusablePicture: too large, no JPEG, PNG or WebP, animated, too many or too few pixels, damaged.
    """
    _check_size(len(content))
    claimed = _sign_of(content)
    try:
        with Image.open(io.BytesIO(content), formats=(claimed,)) as opened:
            _check_head(opened)
            picture = _on_white(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError:
        raise UnusablePicture(_too_many_pixels()) from None
    except _BROKEN:
        raise UnusablePicture(
            "The picture is damaged or cut off: save it again and send it once more."
        ) from None
    picture.thumbnail((MOST_SIDE, MOST_SIDE))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY, optimize=True)
    kept = written.getvalue()
    return DrawnAnew(kept, hashlib.sha256(kept).hexdigest(), picture.width, picture.height)


def check_sent_size(size: int) -> None:
    """Refuse a file by its size alone, before it is read. Raises UnusablePicture."""
    _check_size(size)


def _check_size(size: int) -> None:
    if not size:
        raise UnusablePicture("The file is empty.")
    if size > MAX_BYTES:
        raise UnusablePicture(
            f"The file has {size / 2**20:.1f} MB: send a picture of at most {MAX_BYTES // 2**20} MB."
        )


def _sign_of(content: bytes) -> str:
    """The format by the first bytes; a name or a declared type is nobody's word for it."""
    for sign, name in _SIGNS.items():
        if content.startswith(sign) and (name != "WEBP" or content[8:12] == b"WEBP"):
            return name
    raise UnusablePicture("This is no picture we can print: send a JPEG, PNG or WebP file.")


def _check_head(opened: Image.Image) -> None:
    if getattr(opened, "n_frames", 1) > 1:
        raise UnusablePicture("This is an animated picture: paper shows only one. Send a still picture.")
    if opened.width * opened.height > MAX_PIXELS:
        raise UnusablePicture(_too_many_pixels())
    if min(opened.size) < LEAST_SIDE:
        raise UnusablePicture(
            f"The picture has {opened.width} × {opened.height} pixels: "
            f"at least {LEAST_SIDE} on each side are needed to print it sharp."
        )


def _too_many_pixels() -> str:
    return f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels: make it smaller."


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture on a sheet of our own: nothing else comes along, and what was transparent is white."""
    ground = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        coloured = picture.convert("RGBA")
        ground.paste(coloured, mask=coloured.getchannel("A"))
    else:
        ground.paste(picture.convert("RGB"))
    return ground
