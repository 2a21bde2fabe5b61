"""How every answer leaves: readable from any site, with an ETag, and as 304 to who has it already."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from jointfund.api.problems import MEDIA_TYPE


class ReadApi(NinjaAPI):
    """A read-only API whose answers depend on the record alone, never on who asks."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """The answer with its headers."""
        return released(request, super().create_response(request, data, **options))

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, in which refusals have the media type they are sent with."""
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


def released(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response with CORS and an ETag over its content, or 304 where the reader's copy still holds."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.status_code != 200:
        return response
    conditional = get_conditional_response(request, etag=etag, response=response)
    if conditional is not None and conditional.status_code == 304:
        conditional.headers["Access-Control-Allow-Origin"] = "*"
        return HttpResponse(status=304, headers=dict(conditional.headers))
    return response
