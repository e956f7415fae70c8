"""Errors as `application/problem+json` (RFC 9457), for everything under `/api`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response, json, request, url_for
from werkzeug.urls import iri_to_uri

from archive.errors import ArchiveError, BadQuery
from archive.reference import Entity
from web.addresses import absolute, entity_url

MEDIA_TYPE = "application/problem+json"
PLACE = "/api"


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: `slug` is its address within the guide to the API, which is its `type`."""

    slug: str
    status: int
    title: str
    about: str


PROBLEMS = (
    Problem("bad-argument", 400, "A parameter is wrong", "“errors” names every parameter that is wrong, and why."),
    Problem(
        "bad-query",
        400,
        "The query could not be understood",
        "Where the mistake has a place, “start” and “end” are its bounds in “query”, counted in characters.",
    ),
    Problem("bad-cursor", 400, "The cursor leads nowhere", "Leave it out and begin again."),
    Problem("bad-request", 400, "The request could not be understood", "What was sent is no proper request."),
    Problem("not-found", 404, "There is no such thing", "“near” lists what may have been meant."),
    Problem(
        "wrong-method",
        405,
        "That cannot be done here",
        "The header Allow says what can be: everything is read with GET.",
    ),
    Problem("too-large", 413, "The request is too large", "Requests need no body; leave it out."),
    Problem("too-many", 429, "Too many requests", "The header Retry-After says in how many seconds to ask again."),
    Problem("mistake", 500, "Something went wrong on our side", "The archive is unharmed. Please report it."),
    Problem("not-ready", 503, "The archive is not ready", "Its index is being made; ask again later."),
)
ADVICE = {404: f"{PLACE}/v1 lists what there is.", 405: "Read it with GET; the header Allow says what else it answers."}
"""What to do about an address that is none, and a method that is not meant for one."""

BY_SLUG = {one.slug: one for one in PROBLEMS}


def spoken() -> bool:
    """Whether the request is for the API, which speaks of errors in this way."""
    return request.path == PLACE or request.path.startswith(f"{PLACE}/")


def members(error: ArchiveError) -> dict[str, Any]:
    """What an error knows beyond its sentence: its slug, the parameters that are wrong, the place in the query."""
    known: dict[str, Any] = dict(getattr(error, "members", {}))
    if slug := getattr(error, "slug", ""):
        known["slug"] = slug
    if isinstance(error, BadQuery) and error.start is not None:
        known |= {"query": error.text, "start": error.start, "end": error.end}
    return known


def problem(
    status: int, subject: str, what: str, todo: str, slug: str = "", near: Iterable[Entity] = (), **more: Any
) -> Response:
    """The answer that tells of a problem: what happened, to what, and what to do next; no places of our own disk."""
    kind = BY_SLUG.get(slug) or _of_status(status)
    if subject == request.path:
        todo = ADVICE.get(status, todo)
    if alike := [{"name": one.name, "address": absolute(entity_url(one.id))} for one in near]:
        more["near"] = alike
    said = {
        "type": absolute(url_for("api_guide.guide")) + f"#{kind.slug}",
        "title": kind.title,
        "status": status,
        "detail": f"{subject}: {what} {todo}".strip() if subject and status < 500 else f"{what} {todo}".strip(),
        "instance": iri_to_uri(request.full_path.rstrip("?")),
    }
    response = Response(json.dumps(said | more), status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _of_status(status: int) -> Problem:
    """The kind that a status stands for where nothing else is known; other statuses are the client's or ours."""
    found = [one for one in PROBLEMS if one.status == status and one.slug not in ("bad-argument", "bad-cursor")]
    return found[0] if found else BY_SLUG["bad-request" if status < 500 else "mistake"]
