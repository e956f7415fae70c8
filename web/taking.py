"""The whole of a result to take away: the same arguments as the search page, every item found, in the order asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, g, request, stream_with_context

from archive import Archive
from archive.cite.as_file import Shape, written
from archive.search import SearchRequest
from web.cites import MEDIA, work_of

bp = Blueprint("taking", __name__)

TYPES: dict[Shape, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson",
    "bib": MEDIA["bib"],
    "ris": MEDIA["ris"],
    "csl.json": MEDIA["csl.json"],
}
AT_ONCE = 100
"""Pieces sent together; one by one, each would be a packet of its own."""


@bp.get(f"/search.<any({','.join(repr(shape) for shape in TYPES)}):shape>")
def take(shape: Shape) -> Response:
    """Everything that a search finds, as a file that is sent while it is made.

    Pages and their length are left alone. A question with a fault is refused, even where the search page shows what the
    rest of it finds: the page says so, but a file outlives the page.

    :raises BadQuery: something is wrong with the question; nothing was sent yet
    """
    archive: Archive = g.archive
    asked = SearchRequest.from_args(request.args)
    found = archive.searcher.whole(asked)
    if found.problem:
        raise found.problem.as_error()
    works = (work_of(archive, issue, item) for item, issue in found.hits)
    pieces = written(shape, works, archive.knowledge.entities)
    response = Response(stream_with_context(together(pieces)), content_type=TYPES[shape])
    response.headers["Content-Disposition"] = f'attachment; filename="{named(asked.q)}.{shape}"'
    return response


def named(query: str) -> str:
    """A name for the file, of the words asked: "search-base-relocation", "search-issue-1.13"; ASCII for a header."""
    words = re.findall(r"[a-z0-9]+(?:\.[0-9]+)*", query.lower())
    return "-".join(["search", *words])[:60].rstrip("-")


def together(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, many at a time."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == AT_ONCE:
            yield "".join(held)
            held.clear()
    if held:
        yield "".join(held)
