"""From a request to its answer: arguments read, what is known already not sent again, pages linked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from web.addresses import absolute
from web.api import cursors
from web.api.operations import USUAL, Asked, Body, Listed, Moved, Operation
from web.api.parameters import Arguments, read

VERSION = "1.0.0"
"""Of what the answers look like; part of every tag."""

CACHING = "public, no-cache"
"""Anybody may keep an answer, but asks each time whether it still holds: that costs next to nothing."""


def route(bp: Blueprint, operation: Operation) -> None:
    """Give an operation its address."""

    def answer(**parts: Any) -> ResponseReturnValue:
        return _answer(operation, parts)

    bp.add_url_rule(operation.rule, operation.id, answer, methods=["GET"])


def _answer(operation: Operation, parts: Arguments) -> ResponseReturnValue:
    archive: Archive = g.archive
    given = {**parts, **read(operation.parameters, request.args)}
    tag = tag_of(archive, operation.id, given, operation.searches)
    if known(tag):
        return tagged(Response(status=304), tag)
    found = operation.find(archive, _asked(operation, given))
    if isinstance(found, Moved):
        moved = redirect(address_of(operation, {**given, **found.arguments}), 302)
        moved.headers["Cache-Control"] = "no-cache"  # staff may take it back
        return moved
    body = _body(operation, given, found)
    response = as_json(body)
    if following := body.get("next"):
        response.headers["Link"] = f'<{following}>; rel="next"'
    return tagged(response, tag).make_conditional(request)


def body_of(operation: Operation, archive: Archive, given: Arguments) -> Body:
    """The answer to a request as it is sent; what has moved has none.

    :raises ArchiveError: there is no answer
    """
    found = operation.find(archive, _asked(operation, given))
    return {} if isinstance(found, Moved) else _body(operation, given, found)


def _body(operation: Operation, given: Arguments, found: Listed | Body) -> Body:
    if not isinstance(found, Listed):
        return found
    return {"results": found.results, "next": _next(operation, given, found), **found.about}


def address_of(operation: Operation, given: Mapping[str, Any]) -> str:
    """The absolute address of an operation with its arguments."""
    plain = {name: _plain(value) for name, value in given.items()}
    return absolute(url_for(f"api.{operation.id}", **plain))


def tag_of(archive: Archive, what: str, given: Arguments, searches: bool = False) -> str:
    """What an answer depends on, as a tag: the archive's revision and knowledge, the question, and where it is asked.

    A search depends on the index besides, and on today ("last March").
    """
    depends = [VERSION, what, absolute(""), archive.catalog.revision(), archive.knowledge.digest]
    if searches:
        opened = archive.index.current()
        depends += [opened.folder.name, opened.sidecar.revision, date.today().isoformat()]
    return sha256(json.dumps([depends, sorted(given.items())], default=str).encode()).hexdigest()[:20]


def _asked(operation: Operation, given: Arguments) -> Asked:
    if not operation.paged:
        return Asked(given)
    own = {name: value for name, value in given.items() if name not in ("limit", "cursor")}
    after = cursors.read(given["cursor"], _question(operation, own)) if "cursor" in given else None
    return Asked(own, given.get("limit", USUAL), after)


def _next(operation: Operation, given: Arguments, found: Listed) -> str | None:
    if found.end is None:
        return None
    own = {name: value for name, value in given.items() if name not in ("limit", "cursor")}
    cursor = cursors.write(found.end, _question(operation, own))
    return address_of(operation, {**given, "cursor": cursor})


def _question(operation: Operation, own: Arguments) -> str:
    return json.dumps([operation.id, sorted(own.items())], default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def known(tag: str) -> bool:
    """Whether the answer of a tag was sent already, and is kept by whoever asks."""
    return request.if_none_match.contains_weak(tag) and not request.if_none_match.star_tag


def as_json(body: Body) -> Response:
    """A body as it is sent."""
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")), content_type="application/json")


def tagged(response: Response, tag: str) -> Response:
    """An answer with its tag, and how it may be kept."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = CACHING
    return response
