"""Errors as pages that help: what happened, and what to do next; as JSON where the address asked for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from archive import Archive
from archive.errors import ArchiveError
from web.addresses import entity_url, issue_url
from web.near import near_entities, near_issues
from web.problems import members, problem, spoken
from web.words import date_words, issue_label

log = logging.getLogger(__name__)

NUMBER = re.compile(r"(\d{1,6})\.(\d{1,6})")
"""The number of an issue in an address: `1.14`."""

TITLES = {
    400: "That question could not be understood",
    403: "Only staff may do that",
    404: "There is no such page",
    405: "That cannot be done here",
    422: "That cannot be decided so",
    500: "Something went wrong on our side",
    503: "The archive is not ready",
}


@dataclass(frozen=True, slots=True)
class Near:
    """Something that exists and may have been meant."""

    name: str
    url: str


def register(app: Flask) -> None:
    """Answer errors of the archive, of HTTP, and everything else."""
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def _archive_error(error: ArchiveError) -> ResponseReturnValue:
    if error.status >= 500:
        log.error("%s %s: %s", request.method, request.path, error)
        if error.status != 503:
            return answer(error.status, "", "The archive could not answer.", "The staff's log says why.")
    return answer(error.status, error.subject, error.what, error.todo, more=members(error))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """The page of an HTTP error; its own headers (`Allow`, `Location`) stay."""
    original = error.get_response()
    if error.code is None or error.code < 400:
        return error
    what = {404: "nothing has this address.", 405: f"this address does not answer to {request.method}."}
    todo = {404: "Check the address, or search for what you want.", 405: "Open it with an ordinary link."}
    response = answer(
        error.code,
        request.path if error.code in what else "",
        what.get(error.code, error.description or error.name),
        todo.get(error.code, ""),
    )
    for name, value in original.headers.items():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> ResponseReturnValue:
    log.exception("%s %s", request.method, request.path, exc_info=error)
    return answer(500, "", "This is a mistake in the program; the archive is unharmed.", "Please report it.")


def answer(
    status: int, subject: str, what: str, todo: str, title: str = "", more: Mapping[str, Any] = MappingProxyType({})
) -> Response:
    """The page, or where the address asks for it the JSON, of an error; `more` is for programs."""
    if spoken():
        named = status == 404 and request.endpoint == "api.getEntity"
        alike = near_entities(g.archive, subject) if named else []
        return problem(status, subject, what, todo, near=alike, **more)
    near = _near(g.archive, subject) if status == 404 and "archive" in g else []
    if request.path.endswith(".json"):
        suggested = [{"name": one.name, "url": one.url} for one in near]
        said = {"status": status, "subject": subject, "what": what, "todo": todo, "near": suggested}
        response = jsonify(error=said)
    else:
        title = title or TITLES.get(status, "That did not work")
        page = render_template(
            "error.html", title=title, subject=subject, what=what, todo=todo, near=near, words=_words(subject)
        )
        response = make_response(page)
    response.status_code = status
    return response


def _near(archive: Archive, subject: str) -> list[Near]:
    """Issues beside the number, or entities whose ids or names are like what was asked or the end of the address."""
    parts = subject.removesuffix(".json").strip("/").split("/")
    if request.path.startswith("/issues/"):
        asked = next((number for part in parts if (number := NUMBER.fullmatch(part))), None)
        beside = near_issues(archive.ask.issues(), int(asked[1]), int(asked[2])) if asked else []
        return [Near(f"{issue_label(one.id)} · {date_words(one.published.when)}", issue_url(one.id)) for one in beside]
    return [Near(one.name, entity_url(one.id)) for one in near_entities(archive, parts[-1])]


def _words(subject: str) -> str:
    """What was looked for, as words to search for; nothing where it was a number."""
    last = subject.removesuffix(".json").rstrip("/").rpartition("/")[2]
    words = "".join(letter if letter.isalnum() else " " for letter in last).split()
    return " ".join(words) if any(word.isalpha() for word in words) else ""
