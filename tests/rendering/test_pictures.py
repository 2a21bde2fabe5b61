"""Pictures people send: what is refused and why, and what is left of what is taken."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jointfund.rendering import pictures
from jointfund.rendering.pictures import UnusablePicture, drawn_anew


def sent(
    form: str = "PNG", size: tuple[int, int] = (640, 400), mode: str = "RGB", **options: object
) -> bytes:
    colour: object = (30, 90, 160, 120)[: len(mode)] if mode != "L" else 90
    picture, written = Image.new(mode, size, colour), io.BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


PICTURES = {form: sent(form) for form in ("PNG", "JPEG", "WEBP")}


@pytest.mark.parametrize("form", PICTURES)
def test_each_format_becomes_a_jpeg_of_ours(form):
    kept = drawn_anew(PICTURES[form])
    found = opened(kept.content)
    assert (found.format, found.size) == ("JPEG", (640, 400)) == (found.format, (kept.width, kept.height))
    assert len(kept.sha256) == 64
    assert drawn_anew(PICTURES[form]) == kept


def test_nothing_but_the_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x8825] = {1: "N", 2: (1.0, 2.0, 3.0)}
    kept = drawn_anew(sent("JPEG", exif=exif, comment=b"secret") + b"<script>alert(1)</script>")
    assert b"taken at home" not in kept.content
    assert b"secret" not in kept.content
    assert b"<script>" not in kept.content
    assert not opened(kept.content).getexif()


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = drawn_anew(sent("JPEG", exif=exif))
    assert (kept.width, kept.height) == (400, 640)


def test_what_was_transparent_is_white_as_paper_is():
    kept = opened(drawn_anew(sent(mode="RGBA")).content)
    assert kept.mode == "RGB"
    assert min(kept.getpixel((5, 5))) > 100


def test_a_large_picture_is_made_as_large_as_a_page_needs():
    kept = drawn_anew(sent(size=(4000, 1000)))
    assert (kept.width, kept.height) == (1600, 400)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"hello", "JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "JPEG, PNG or WebP"),
        (b"GIF89a" + b"\x00" * 99, "JPEG, PNG or WebP"),
        (b"%PDF-1.7", "JPEG, PNG or WebP"),
        (b"RIFF\x00\x00\x00\x00WAVE", "JPEG, PNG or WebP"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "damaged"),
        (sent()[:-400], "damaged"),
        (sent(size=(299, 900)), "at least 300"),
        (b"\xff\xd8\xff" + bytes(pictures.MAX_BYTES), "at most 10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_what_is_no_picture_is_refused_with_the_reason(content, why):
    with pytest.raises(UnusablePicture, match=why):
        drawn_anew(content)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(form):
    frames = [Image.new("RGB", (400, 400), shade) for shade in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, form, save_all=True, append_images=frames[1:])
    with pytest.raises(UnusablePicture, match="animated"):
        drawn_anew(written.getvalue())


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head claims so many pixels, with hardly a byte behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 8000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch, size):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(UnusablePicture, match="40 million pixels"):
        drawn_anew(bomb(*size))


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(sorted(PICTURES)),
    cut=st.integers(0, 4000),
    change=st.binary(max_size=12),
    at=st.integers(0, 900),
)
def test_damaged_bytes_are_refused_or_drawn_and_nothing_else_happens(form, cut, change, at):
    content = PICTURES[form]
    broken = content[:at] + change + content[at + len(change) :]
    broken = broken[: max(len(broken) - cut, 0)]
    try:
        kept = drawn_anew(broken)
    except UnusablePicture:
        return
    assert opened(kept.content).format == "JPEG"


@settings(max_examples=150, deadline=None)
@given(
    sign=st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x10\x00\x00WEBPVP8 "]),
    rest=st.binary(max_size=600),
)
def test_random_bytes_are_refused(sign, rest):
    with pytest.raises(UnusablePicture):
        drawn_anew(sign + rest)
