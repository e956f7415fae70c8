"""Atom feeds: of any search, of what mentions an entity, of the issues; newest first, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from archive.errors import NotFound
from archive.search import ResultPage, SearchRequest
from archive.search.asked import Limit
from web.addresses import absolute, entity_url
from web.atom import MEDIA_TYPE, Entry, Feed, Link, paging, rendered
from web.entries import issue_entries, item_entries
from web.telling import moments, urn
from web.words import many

bp = Blueprint("feeds", __name__, url_prefix="/feeds")

PER_PAGE = 20
"""Entries of a page that does not say how many it wants: four numbers of the newsletter, two months."""


@bp.get("/search.atom")
def search() -> ResponseReturnValue:
    """What a search finds, with the arguments of the search page; newest first whatever its order.

    :raises BadQuery: the query means nothing, or not all that was written
    """
    archive: Archive = g.archive
    asked = SearchRequest.from_args(request.args)
    if not request.args.get("per_page"):
        asked = replace(asked, per_page=PER_PAGE)
    page, args = _found(asked), _args(asked)
    subject = asked.q or "; ".join(one.sentence for one in page.filters) or "all items"
    return _answer(
        id=urn("feeds", "search", urlencode(args, doseq=True)),
        subject=subject[:1].upper() + subject[1:],
        sentence=_sentence(page),
        address=lambda number: url_for("feeds.search", **args, **_page(number)),
        shown=url_for("search.search", form="html", **args, sort="newest"),
        entries=item_entries(archive, page),
        total=page.groups,
        page=asked.page,
        per_page=asked.per_page,
    )


@bp.get("/entities/<slug:id>.atom")
def entity(id: str) -> ResponseReturnValue:
    """The items that mention an entity; the feed of a merged one is where it went.

    :raises NotFound: there is none, or it is an office: items are linked to whoever held it
    """
    archive: Archive = g.archive
    if now := archive.knowledge.redirects.get(id):
        moved = redirect(url_for("feeds.entity", id=now), 301)
        moved.headers["Cache-Control"] = "no-cache"  # a merge may be undone
        return moved
    found = archive.graph.entity(id)
    if found.kind == "office":
        what = "an office has no feed: an item that names it is linked to whoever held it."
        raise NotFound(found.name, what, "Its page lists its holders; each has a feed.")
    page = _found(SearchRequest(page=_number(), per_page=PER_PAGE, limits=(Limit(found.kind, id),)))
    return _answer(
        id=urn("feeds", "entities", id),
        subject=found.name,
        sentence=f"{many(page.total, 'item')} that mention {found.name}, by name or by office.",
        address=lambda number: url_for("feeds.entity", id=id, **_page(number)),
        shown=entity_url(id),
        entries=item_entries(archive, page),
        total=page.total,
        page=page.request.page,
    )


@bp.get("/issues.atom")
def issues() -> ResponseReturnValue:
    """The issues, each with its headlines."""
    archive: Archive = g.archive
    page = _number()
    ids, total = moments().newest((page - 1) * PER_PAGE, PER_PAGE)
    return _answer(
        id=urn("feeds", "issues"),
        subject="Issues",
        sentence=f"{many(total, 'issue')} of the {archive.series[0].title}, each with its headlines.",
        address=lambda number: url_for("feeds.issues", **_page(number)),
        shown=url_for("issues.issues", form="html"),
        entries=issue_entries(archive, [archive.ask.issue(id) for id in ids]),
        total=total,
        page=page,
    )


def _found(asked: SearchRequest) -> ResultPage:
    """A page of what is found, newest first.

    :raises BadQuery: a part of the query means nothing; who follows a feed would never see what was wrong with it
    """
    archive: Archive = g.archive
    page = archive.search(replace(asked, sort="newest"))
    if page.problem:
        raise page.problem.as_error()
    return page


def _args(asked: SearchRequest) -> dict[str, Any]:
    """The arguments of a search's feed but for its page: the same for all ways to ask for the same entries."""
    usual = SearchRequest()
    kept = replace(asked, page=usual.page, per_page=usual.per_page, sort=usual.sort, view=usual.view)
    args = kept.as_args()
    return args if asked.per_page == PER_PAGE else {**args, "per_page": str(asked.per_page)}


def _number() -> int:
    """The page that is asked for.

    :raises BadQuery: it is none
    """
    return SearchRequest.from_args({"page": request.args.get("page", "")}).page


def _page(number: int) -> dict[str, Any]:
    return {"page": str(number)} if number > 1 else {}


def _sentence(page: ResultPage) -> str:
    """What was searched for: `2 items for “Futenma”: published in 2022; newest first.`"""
    asked = f" for “{page.request.q}”" if page.request.q else ""
    told = "; ".join(dict.fromkeys(one.sentence for one in page.filters))
    return f"{many(page.total, 'item')}{asked}{f': {told}' if told else ''}; newest first."


def _answer(
    id: str,
    subject: str,
    sentence: str,
    address: Callable[[int], str],
    shown: str,
    entries: Sequence[Entry],
    total: int,
    page: int,
    per_page: int = PER_PAGE,
) -> ResponseReturnValue:
    """One page of a feed, or that it is what the reader has already.

    `address` is where a page of the feed is, `shown` the page for people that shows the same.
    """
    archive: Archive = g.archive
    name = f"{archive.series[0].title} archive"
    further = paging(page, max(1, -(-total // per_page)))
    feed = Feed(
        id=id,
        title=f"{subject} · {name}",
        subtitle=f"{sentence} {current_app.config['NOTICE']}".strip(),
        author=name,
        links=[
            Link("self", absolute(address(page))),
            Link("alternate", absolute(shown), "text/html"),
            *(Link(rel, absolute(address(number))) for rel, number in further.items()),
            Link("search", absolute(url_for("discovery.opensearch")), "application/opensearchdescription+xml"),
        ],
        entries=entries,
        total=total,
        start=(page - 1) * per_page + 1,
        per_page=per_page,
    )
    body = rendered(feed)
    response = Response(body, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(body).hexdigest()[:32])
    # Names and dates in the entries change with derivations that leave the entries' own times as they are.
    response.last_modified = max(feed.updated, moments().last())
    return response.make_conditional(request)
