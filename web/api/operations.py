"""What the API can be asked: each operation described once, for the routes, the document and the guide alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archive import Archive
from archive.errors import NotFound
from archive.store.paging import Place, Within
from web.addresses import absolute
from web.api.cursors import BadCursor, Key
from web.api.parameters import Arguments, Parameter
from web.api.places import ISSUE

MOST, USUAL = 100, 20
"""Entries a page may have at most, and has where nothing is said."""

MOST_ROWS = 1_000_000
"""Far more than anything has in one issue."""

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its entries, the place where it ends (None where the list does), and what belongs to it all."""

    results: list[Body]
    end: Key | None
    about: Body = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for has another name now: the arguments to ask with."""

    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its arguments, how many entries a page may have, and the place to go on from."""

    arguments: Arguments
    limit: int = USUAL
    after: Key | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that can be read: what it answers (`shape` is the schema's name), and what finds the answer.

    `example` gives arguments that an archive has an answer to. A `paged` one takes `limit` and `cursor`; what
    `searches` needs the index as well as the catalog.
    """

    id: str
    path: str
    summary: str
    about: str
    shape: str
    find: Callable[[Archive, Asked], Body | Listed | Moved]
    example: Callable[[Archive], Arguments]
    own: tuple[Parameter, ...] = ()
    paged: bool = False
    searches: bool = False
    moves: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Everything that may be said."""
        return (*self.own, LIMIT, CURSOR) if self.paged else self.own

    @property
    def rule(self) -> str:
        """The path as the site's addresses write it: `/issues/<slug:series>/<number:number>`."""
        rule = self.path
        for one in self.own:
            if one.place == "path":
                rule = rule.replace(f"{{{one.name}}}", f"<{one.converter}:{one.name}>")
        return rule


LIMIT = Parameter("limit", "Entries a page.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})
CURSOR = Parameter(
    "cursor",
    "Where to go on: leave it out to begin, then follow the address in “next”.",
    {"type": "string", "minLength": 8, "maxLength": 600, "pattern": "^[A-Za-z0-9_-]+$"},
)


def within(asked: Asked, archive: Archive) -> Within:
    """What a list is narrowed to.

    :raises NotFound: there is no such issue, or nobody of such a name; an empty list would hide the slip
    """
    given = entities(asked, archive)
    if (issue := given.get("issue")) and not archive.ask.headings([issue]):
        raise NotFound(issue, "no such issue is in the archive.", f"{absolute('/api/v1/issues')} lists what there is.")
    named = {name: given.get(name) for name in ("series", "volume", "issue", "entity")}
    return Within(**named, first=given.get("from"), last=given.get("to"))


def entities(asked: Asked, archive: Archive) -> Arguments:
    """The arguments with the ids of entities as they are by now; some were merged into others.

    :raises NotFound: nothing goes by an id
    """
    given = dict(asked.arguments)
    for name in ("entity", "subject", "object"):
        if id := given.get(name):
            given[name] = archive.graph.entity(archive.knowledge.redirects.get(id, id)).id
    return given


def place(asked: Asked) -> Place | None:
    """The place in the order of issues to go on from."""
    match asked.after:
        case None:
            return None
        case (str(issue), int(rows)) if _is_issue(issue) and 0 <= rows < MOST_ROWS:
            return Place(issue, rows)
    raise BadCursor


def _is_issue(id: str) -> bool:
    return re.fullmatch(ISSUE.schema["pattern"], id, re.ASCII) is not None


def key(end: Place | None) -> Key | None:
    """A place as a cursor holds it."""
    return (end.issue, end.rows) if end else None
