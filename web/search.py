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
from web.examples import examples
from web.marking import Piece, pieces_of_marked
from web.near import near_entities

bp = Blueprint("search", __name__)

AROUND = 3
"""Pages of results named on either side of the one shown."""


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
        shown = render_template("search.html", error=error, asked=asked, kept={}, help=examples(archive))
        return shown, BadQuery.status
    if form == "json":
        return page.as_dict()
    asked_before = page.request.first_page(q="").as_args()
    return render_template(
        "search.html",
        page=page,
        asked=page.request.q,
        kept=asked_before,
        help=examples(archive),
        address=address,
        hits=[(hit, *_marked(hit, archive.knowledge.entities)) for hit in page.hits],
        chart=_chart(page),
        twice=_twice(page),
        numbers=range(max(1, page.request.page - AROUND), min(page.pages, page.request.page + AROUND) + 1),
        near=near_entities(archive, page.request.q) if page.request.q and not page.total else [],
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


def _twice(page: ResultPage) -> str:
    """The unit of time ("month") where bars add up to more than was found; nothing where they do not."""
    if not page.doubled:
        return ""
    return "year" if len(page.histogram[0].edtf) == 4 else "month"
