"""Answers with what people sent us: never a page of our origin, whatever the bytes are."""

from django.http import HttpResponse

from jointfund.rendering.pictures import MEDIA_TYPE


def picture_answer(content: bytes, sha256: str) -> HttpResponse:
    """A picture for an `<img>` of ours. Opened by itself it is saved, not shown: an `<img>` does not ask."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="cover-{sha256[:12]}.jpg"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["ETag"] = f'"{sha256}"'
    return response


def file_answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file people sent, to be saved: never shown, never run, under a name of ours (ASCII)."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
