"""The OpenAPI 3.1 document, made of the same descriptions that requests are read by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archive import Archive
from web.addresses import absolute
from web.api import shapes
from web.api.answering import VERSION
from web.api.operations import Operation
from web.api.parameters import Arguments, Parameter
from web.problems import MEDIA_TYPE, PROBLEMS

ROOT = "/api/v1"

ERRORS: Mapping[int, str] = {
    400: "A parameter, the query or the cursor is wrong.",
    404: "There is no such thing.",
    413: "The request has a body, and a large one.",
    429: "There were too many requests from the address.",
    500: "Something went wrong on our side.",
    503: "The archive is not ready.",
}

HEADERS: Mapping[str, dict[str, Any]] = {
    "ETag": {
        "description": "A tag of the answer; sent back in If-None-Match, it saves the answer if nothing has changed.",
        "schema": {"type": "string"},
    },
    "Link": {"description": "The next page, as in “next”.", "schema": {"type": "string"}},
    "RateLimit": {
        "description": "What is left in each window (r), and when it begins anew (t, in seconds).",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "How many requests (q) each window (w, in seconds) has.",
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "In how many seconds to ask again.", "schema": {"type": "integer", "minimum": 0}},
    "Location": {"description": "Where it is now.", "schema": {"type": "string", "format": "uri-reference"}},
}


def document(
    archive: Archive,
    operations: Iterable[Operation],
    named: Mapping[str, shapes.Schema],
    example: Mapping[str, tuple[Arguments, Any]],
) -> dict[str, Any]:
    """The document; `named` are the shapes, `example` has arguments and an answer for each operation's id."""
    title = archive.series[0].title
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Archive of the {title}",
            "summary": "Issues, items, names, and what the texts say of them.",
            "description": (
                "Everything here is public and is read with GET; no key is needed. "
                "Lists are read page by page, along “next”. "
                "What is wrong with a request is answered as application/problem+json."
            ),
            "version": VERSION,
        },
        "servers": [{"url": absolute(ROOT)}],
        "externalDocs": {"description": "The guide, with examples that run", "url": absolute("/api/")},
        "paths": {one.path: {"get": _operation(one, *example[one.id])} for one in operations},
        "components": {
            "schemas": dict(named),
            "headers": dict(HEADERS),
            "responses": {str(status): _problem(status) for status in (*ERRORS, 405)},
        },
        "tags": [{"name": "v1"}],
    }


def _operation(operation: Operation, arguments: Arguments, answer: Any) -> dict[str, Any]:
    responses: dict[str, Any] = {
        "200": {
            "description": f"{operation.summary}.",
            "headers": _headers("ETag", "RateLimit", "RateLimit-Policy", *(["Link"] if operation.paged else [])),
            "content": {
                "application/json": {"schema": shapes.ref(operation.shape), **({"example": answer} if answer else {})},
            },
        },
        "304": {"description": "Nothing has changed since the answer with that tag.", "headers": _headers("ETag")},
    }
    if operation.moves:
        responses["302"] = {"description": "It has another name now.", "headers": _headers("Location")}
    responses |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in ERRORS}
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.about,
        "tags": ["v1"],
        "parameters": [_parameter(one, arguments.get(one.name)) for one in operation.parameters],
        "responses": responses,
    }


def _parameter(parameter: Parameter, example: Any) -> dict[str, Any]:
    said = {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.about,
        "required": parameter.required,
        "schema": parameter.as_schema(),
    }
    return said if example is None else {**said, "example": [example] if parameter.many else example}


def _problem(status: int) -> dict[str, Any]:
    kinds = [one for one in PROBLEMS if one.status == status]
    about = ERRORS.get(status, "Everything is read with GET; the header Allow says so.")
    more = ["Retry-After"] if status == 429 else []
    examples = {
        one.slug: {
            "summary": one.title,
            "value": {
                "type": absolute("/api/") + f"#{one.slug}",
                "title": one.title,
                "status": status,
                "detail": one.about,
                "instance": f"{ROOT}/search",
            },
        }
        for one in kinds
    }
    return {
        "description": about,
        "headers": _headers("RateLimit", "RateLimit-Policy", *more),
        "content": {MEDIA_TYPE: {"schema": shapes.ref("Problem"), "examples": examples}},
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
