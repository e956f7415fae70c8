"""The map of the site for search engines (sitemaps.org): every page that has an address of its own, in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, g, url_for

from archive import Archive
from archive.errors import NotFound
from web.addresses import absolute, entity_url, issue_url
from web.telling import moments, stamp
from web.xmltext import add, document, element

bp = Blueprint("sitemap", __name__)

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses that the protocol allows in one file; more are told in several, which an index lists."""

Place = tuple[str, str | None]
"""A path, and when what it shows last changed."""


@bp.get("/sitemap.xml")
def whole() -> Response:
    """The map, or the index of its parts where one file cannot hold it."""
    count = sum(1 for _ in places(g.archive))
    if count <= MOST:
        return _answered(urls(places(g.archive)))
    parts = range(1, -(-count // MOST) + 1)
    index = element("sitemapindex", attributes={"xmlns": NAMESPACE})
    for number in parts:
        add(add(index, "sitemap"), "loc", absolute(url_for(".part", number=number)))
    return _answered(index)


@bp.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """One part of the map, from 1."""
    start = (number - 1) * MOST
    here = list(islice(places(g.archive), max(start, 0), start + MOST)) if 0 < number < MOST else []
    if not here:
        raise NotFound(f"/sitemap-{number}.xml", "the map of the site has no such part.", "/sitemap.xml lists them.")
    return _answered(urls(here))


def places(archive: Archive) -> Iterator[Place]:
    """Every page to be found by search engines: lists, issues with their items, and the entities that are mentioned."""
    yield from (
        (url_for(endpoint, form="html"), None) for endpoint in ("home.home", "issues.issues", "entities.entities")
    )
    for issue in moments().changes():
        at = stamp(issue.at)
        path = issue_url(issue.issue)
        yield path, at
        yield from ((f"{path}/{position}", at) for position in range(1, issue.items + 1))
    known = archive.knowledge.entities
    yield from ((entity_url(id), None) for id in sorted(archive.ask.entity_counts()) if id in known)


def urls(pages: Iterable[Place]) -> Element:
    """A file of addresses."""
    found = element("urlset", attributes={"xmlns": NAMESPACE})
    for path, at in pages:
        url = add(found, "url")
        add(url, "loc", absolute(path))
        if at:
            add(url, "lastmod", at)
    return found


def _answered(top: Element) -> Response:
    return Response(document(top), content_type="application/xml")
