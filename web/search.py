"""The search page; its whole state is in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import BadQuery
from archive.model import Kind
from archive.reference import Entity
from archive.search import ResultPage, SearchRequest
from archive.search.asking import Args
from archive.search.problems import Problem
from web import charts
from web.examples import Examples, examples
from web.marking import Piece, pieces_of_marked
from web.near import near_entities

bp = Blueprint("search", __name__)

AROUND = 3
"""Pages of results named on either side of the one shown."""
SIZES = (10, 25, 50, 100)
"""How many items a page may be asked to show."""
ROWS = 100
"""Rows of a page of the table where nothing is said: a table is for the whole, not for the best."""
EXPORTS = (("CSV", "csv"), ("JSON Lines", "jsonl"), ("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))
LONGEST_NAME = 60
"""Characters of a query that may be a name; the longest names have about so many."""
FACET_NAMES = {"year": "Year", "volume": "Volume"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a query, in sentences; and the query in pieces, each with whether the fault lies in it."""

    subject: str
    what: str
    todo: str
    done: str = ""
    pieces: tuple[tuple[str, bool], ...] = ()

    @classmethod
    def of(cls, fault: Problem | BadQuery) -> Wrong:
        """Of a query that was answered all the same, or of one that was refused."""
        done = fault.done if isinstance(fault, Problem) else ""
        return cls(fault.subject, fault.what, fault.todo, done, cls._cut(fault.text, fault.start, fault.end))

    @staticmethod
    def _cut(text: str, start: int | None, end: int | None) -> tuple[tuple[str, bool], ...]:
        if start is None or end is None:
            return ()
        cut = ((text[:start], False), (text[start:end], True), (text[end:], False))
        return tuple(piece for piece in cut if piece[0])


@bp.get("/search", defaults={"form": "html"})
@bp.get("/search.json", defaults={"form": "json"})
def search(form: str) -> ResponseReturnValue:
    """Search the archive, or say what was wrong with the question and how to put it."""
    archive: Archive = g.archive
    try:
        page = archive.search(asked(request.args))
    except BadQuery as error:
        if form == "json":
            raise
        query = request.args.get("q", "")
        shown = _rendered(archive, asked=query, kept=_kept(), problem=Wrong.of(error), helping=True)
        return shown, BadQuery.status
    if form == "json":
        return page.as_dict()
    return _rendered(archive, asked=page.request.q, **_of_page(archive, page))


def asked(args: Mapping[str, Any]) -> SearchRequest:
    """The search that an address asks for; a table shows more at once than a list.

    :raises BadQuery: an argument has a value that it cannot have
    """
    found = SearchRequest.from_args(args)
    return replace(found, per_page=ROWS) if found.view == "table" and "per_page" not in args else found


def address(args: Mapping[str, Any], path: str = "/search") -> str:
    """The address of a search with these arguments, or (`path`) of what else takes the arguments of a search.

    A page has some two hundred of them, so each is put together without asking the routes again.
    """
    path = f"{request.script_root}{path}"
    pairs = ((name, one) for name, value in args.items() for one in ([value] if isinstance(value, str) else value))
    return f"{path}?{'&'.join(f'{quoted(name)}={quoted(one)}' for name, one in pairs)}" if args else path


@lru_cache(maxsize=2_000)
def quoted(text: str) -> str:
    """A name or value as an address has it; most of a page's are the same in every link."""
    return quote_plus(text, safe="!$()*,/:;?@")


def _kept() -> Args:
    """What a query put right still goes with: all that was chosen beside it, where that was sound."""
    try:
        return asked(request.args).first_page(q="", inside=()).as_args()
    except BadQuery:
        return {}


def _rendered(archive: Archive, **shown: Any) -> str:
    return render_template("search.html", address=address, help=_help(archive), facet_names=FACET_NAMES, **shown)


def _of_page(archive: Archive, page: ResultPage) -> dict[str, Any]:
    """What the template shows of a page of results."""
    asked_for, known = page.request, archive.knowledge.entities
    taken = asked_for.first_page(per_page=10, view="list", group="item", related=False).as_args()

    def to(**changes: Any) -> str:
        return address(asked_for.first_page(**changes).as_args())

    views = (
        ("items", asked_for.view == "list" and asked_for.group == "item", to(view="list", group="item", per_page=10)),
        (
            "issues",
            asked_for.view == "list" and asked_for.group == "issue",
            to(view="list", group="issue", per_page=10),
        ),
        ("table", asked_for.view == "table", to(view="table", group="item", per_page=ROWS)),
    )
    return {
        "page": page,
        "problem": Wrong.of(page.problem) if page.problem else None,
        "kept": asked_for.first_page(q="").as_args(),
        "kept_inside": asked_for.first_page().as_args(),
        "helping": not asked_for.q and not page.filters,
        "to": to,
        "hits": [(hit, *_marked(hit, known)) for hit in page.hits],
        "chart": _chart(page),
        "twice": _twice(page),
        "numbers": range(max(1, asked_for.page - AROUND), min(page.pages, asked_for.page + AROUND) + 1),
        "near": near_entities(archive, asked_for.q) if _may_be_a_name(page) else [],
        "views": views,
        "sizes": [size for size in SIZES if page.total > SIZES[0]],
        "exports": [(name, address(taken, f"/search.{form}")) for name, form in EXPORTS],
        "many_url": address({}, "/search/many"),
        "feed": address(taken, "/feeds/search.atom"),
    }


def _may_be_a_name(page: ResultPage) -> bool:
    """Whether nothing was found for what may be a name misspelt; comparing it with every name takes a while."""
    return not page.total and not page.corrections and 0 < len(page.request.q) <= LONGEST_NAME


def _help(archive: Archive) -> tuple[Examples, ...]:
    """The query language by example, worked out once for each state of the archive."""
    kept = archive.index.current().cache
    if "examples" not in kept:
        kept["examples"] = examples(archive)
    found: tuple[Examples, ...] = kept["examples"]
    return found


def _marked(hit: Any, known: Mapping[str, Entity]) -> tuple[list[Piece], list[Piece]]:
    kinds: dict[str, Kind] = {one.id: known[one.id].kind for one in hit.entities if one.id in known}
    return pieces_of_marked(hit.headline, kinds), pieces_of_marked(hit.snippet, kinds)


def _chart(page: ResultPage) -> str:
    """The histogram, where there is more than one month or year to compare."""
    if len(page.histogram) < 2:
        return ""
    bars = [
        (bar.edtf.replace("X", "0s"), bar.count, address(bar.args) if bar.count else None) for bar in page.histogram
    ]
    return charts.histogram(bars, "Items found over time")


def _twice(page: ResultPage) -> str:
    """Why bars add up to more than was found; nothing where they do not."""
    if not page.doubled:
        return ""
    edtf = page.histogram[0].edtf
    unit = "decade" if edtf.endswith("X") else "year" if len(edtf) == 4 else "month"
    if page.request.dates == "told":
        return f"An item that tells of several {unit}s counts in each."
    return f"An item whose date may fall in two {unit}s counts in both."
