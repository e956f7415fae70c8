"""The search page; its whole state is in its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import BadQuery
from archive.model import Kind
from archive.reference import Entity
from archive.search import ResultPage, SearchRequest
from web import charts
from web.marking import Piece, pieces_of_marked

bp = Blueprint("search", __name__)

HELP: tuple[tuple[str, str], ...] = (
    ("drone surveillance", "items with both words, in any of their endings"),
    ('"joint statement"', "the words just so, one after the other; quotes also keep a name from being widened"),
    ("Osprey OR Reaper", "either of them; AND, OR and NOT are written in capitals"),
    ("relocation -Henoko", "the first without the second; the same as NOT Henoko"),
    ("(base OR port) visit", "parentheses group"),
    ("deploy*", "words that begin so"),
    ("leader:nobuo-kishi", "items that mention a person, under whatever name or office; also by name: leader:Kishida"),
    ("base:mcas-futenma", "likewise agreement: organization: place: programme: and entity: for any kind"),
    ("headline:summit", "words of the headline alone; likewise the items of one issue: issue:1.2"),
    ("after:2022-06", "published on or after that; before: and date: likewise, with days, months or years"),
    ("date:2022-01..2022-03", "published within a range"),
    ("event:2022-02-03", "items that tell of that day, whenever they were published"),
)
"""The query language by example: what to write, and what it finds."""

AROUND = 3
"""Pages of results named on either side of the one shown."""
NEAR = 4
"""Names suggested where nothing is found."""


@bp.get("/search", defaults={"form": "html"})
@bp.get("/search.json", defaults={"form": "json"})
def search(form: str) -> ResponseReturnValue:
    """Search the archive, or say what was wrong with the question and how to put it."""
    archive: Archive = g.archive
    try:
        page = archive.search(SearchRequest.from_args(request.args))
    except BadQuery as error:
        if form == "json":
            raise
        asked = request.args.get("q", "")
        return render_template("search.html", error=error, asked=asked, kept={}, help=HELP), BadQuery.status
    if form == "json":
        return page.as_dict()
    asked_before = page.request.first_page(q="").as_args()
    return render_template(
        "search.html",
        page=page,
        asked=page.request.q,
        kept=asked_before,
        help=HELP,
        address=address,
        hits=[(hit, *_marked(hit, archive.knowledge.entities)) for hit in page.hits],
        chart=_chart(page),
        numbers=range(max(1, page.request.page - AROUND), min(page.pages, page.request.page + AROUND) + 1),
        near=_near(archive, page.request.q) if not page.total else [],
    )


def address(args: Mapping[str, Any]) -> str:
    """The address of a search with these arguments."""
    return url_for("search.search", form="html", **args)


def _marked(hit: Any, known: Mapping[str, Entity]) -> tuple[list[Piece], list[Piece]]:
    kinds: dict[str, Kind] = {one.id: known[one.id].kind for one in hit.entities if one.id in known}
    return pieces_of_marked(hit.headline, kinds), pieces_of_marked(hit.snippet, kinds)


def _chart(page: ResultPage) -> str:
    """The histogram, where there is more than one month or year to compare."""
    if len(page.histogram) < 2:
        return ""
    bars = [(bar.edtf, bar.count, address(bar.args) if bar.count else None) for bar in page.histogram]
    return charts.histogram(bars, "Items found over time")


def _near(archive: Archive, asked: str) -> list[Entity]:
    return [archive.knowledge.entities[id] for id in archive.searcher.names.near(asked, None)[:NEAR]] if asked else []
