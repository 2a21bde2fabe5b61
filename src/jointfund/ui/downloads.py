"""Answers with what people sent us: never a page of our origin, whatever the bytes are."""

from typing import BinaryIO

from django.http import FileResponse

from jointfund.rendering.pictures import MEDIA_TYPE


def picture_answer(content: BinaryIO, sha256: str) -> FileResponse:
    """A picture for an `<img>` of ours. Opened by itself it is saved, not shown: an `<img>` does not ask."""
    response = FileResponse(
        content, as_attachment=True, filename=f"cover-{sha256[:12]}.jpg", content_type=MEDIA_TYPE
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["ETag"] = f'"{sha256}"'
    return response
