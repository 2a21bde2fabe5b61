"""The description of the API as a page of the site, made from its OpenAPI schema, and its index."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jointfund.api.answers import released
from jointfund.api.operations import api
from jointfund.programmes.models import Programme
from jointfund.ui.pieces import PageHead

EXAMPLES = {
    "/api/v1/programmes": ("?stage=pipeline&region=western-africa&sort=-budget", "?theme=skills&tags=all"),
    "/api/v1/programmes/{reference}": ("?as_of=2023-07-31",),
    "/api/v1/contributors": ("?as_of=2024-01",),
    "/api/v1/terms": ("?scheme=principle",),
    "/api/v1/knowledge/projects": ("?country=MAR&topic=employment",),
    "/api/v1/knowledge/lessons": ("?kind=challenge&limit=20",),
    "/api/v1/knowledge/results": ("?measure=achieved&limit=20",),
    "/api/v1/knowledge/resources": ("?kind=website&language=en",),
    "/api/v1/search": (
        "?q=returnees%20in%20West%20Africa",
        "?q=diaspora%20investment&kind=lesson",
    ),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter as a reader needs it."""

    name: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True)
class Field:
    """One field of an answer."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Operation:
    """One address with what it takes, what it gives, and addresses to try."""

    anchor: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """A named kind of object in the answers."""

    name: str
    description: str
    fields: tuple[Field, ...]


def docs(request: HttpRequest) -> HttpResponse:
    """The page at `/api/v1/docs`."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return render(
        request,
        "api/docs.html",
        {
            "head": PageHead(_("The read API"), str(schema["info"]["description"])),
            "operations": operations(schema),
            "shapes": shapes(schema),
        },
    )


def index(request: HttpRequest) -> HttpResponse:
    """What there is, as JSON: the page at `/api/v1/`."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    body = {
        "title": schema["info"]["title"],
        "version": schema["info"]["version"],
        "documentation": request.build_absolute_uri("/api/v1/docs"),
        "openapi": request.build_absolute_uri("/api/v1/openapi.json"),
        "operations": {path: request.build_absolute_uri(path) for path in schema["paths"] if "{" not in path},
    }
    return released(request, HttpResponse(json.dumps(body, indent=1), content_type="application/json"))


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, the same at every address of the installation."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for path, methods in schema["paths"].items():
        answer = methods["get"]["responses"][200]["content"]["application/json"]
        answer["examples"] = _examples(path)
    return released(request, HttpResponse(json.dumps(schema), content_type="application/json"))


def _examples(path: str) -> dict[str, dict[str, str]]:
    """Examples of an answer as OpenAPI names them. They are live addresses, so none can be out of date."""
    return {
        f"example-{number}": {"summary": f"GET {address}", "externalValue": address}
        for number, address in enumerate(example_addresses(path), 1)
    }


def example_addresses(path: str) -> tuple[str, ...]:
    """Addresses to try an operation with, on this installation's own record."""
    example = path.replace("{reference}", _listed_reference()) if "{reference}" in path else path
    return tuple(example + query for query in EXAMPLES.get(path, ("",)))


def _listed_reference() -> str:
    """The first programme of the fund that answers where none is named; a form to fill in where none is."""
    listed = Programme.objects.filter(listed_on__isnull=False).order_by("fund__position", "number")
    first = listed.select_related("fund").first()
    return first.reference if first else "{reference}"


def operations(schema: Mapping[str, Any]) -> list[Operation]:
    """Every operation in the order of the description."""
    return [_operation(path, methods["get"]) for path, methods in schema["paths"].items()]


def shapes(schema: Mapping[str, Any]) -> list[Shape]:
    """The kinds of object answers are made of, by name."""
    named = schema["components"]["schemas"]
    return [
        Shape(
            name,
            shape.get("description", ""),
            tuple(
                Field(field, _type(one), one.get("description", ""))
                for field, one in shape["properties"].items()
            ),
        )
        for name, shape in sorted(named.items())
        if "properties" in shape and not name.endswith("Query")
    ]


def _operation(path: str, operation: Mapping[str, Any]) -> Operation:
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    return Operation(
        anchor=operation["operationId"],
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(
            Parameter(
                one["name"],
                _type(one["schema"]),
                bool(one.get("required")),
                one.get("description", "") or one["schema"].get("description", ""),
            )
            for one in operation.get("parameters", [])
        ),
        answer=_type(answer),
        examples=example_addresses(path),
    )


def _type(schema: Mapping[str, Any]) -> str:
    """A type in words: `text or null`, `list of Tag`."""
    match schema:
        case {"$ref": str(reference)}:
            return reference.rpartition("/")[2]
        case {"anyOf": [*kinds]} | {"allOf": [*kinds]}:
            return _(" or ").join(dict.fromkeys(_type(kind) for kind in kinds))
        case {"type": "array", "items": items}:
            return _("list of %(kind)s") % {"kind": _type(items)}
        case {"type": "object", "additionalProperties": inner} if isinstance(inner, Mapping):
            return _("%(kind)s by name") % {"kind": _type(inner)}
        case {"enum": [*values]}:
            return ", ".join(map(str, values))
    kind = str(schema.get("type", ""))
    return WORDS.get((kind, str(schema.get("format", ""))), kind)


WORDS = {
    ("string", ""): "text",
    ("string", "date"): "date",
    ("integer", ""): "whole number",
    ("number", ""): "number",
    ("boolean", ""): "true or false",
    ("null", ""): "null",
}
