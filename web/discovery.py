"""What machines look for at known places: how to search here from a browser, and what a crawler may read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Blueprint, Response, g, request, url_for
from flask.typing import ResponseReturnValue

from archive import Archive
from web.addresses import absolute
from web.atom import MEDIA_TYPE, OPENSEARCH
from web.xmltext import add, document, element

bp = Blueprint("discovery", __name__)

DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"

MOST = 8
"""Suggestions that the list under a browser's address bar has room for."""

SHORT_NAME = "Digest archive"
"""At most 16 characters (OpenSearch 1.1, "The ShortName element")."""

CLOSED = (
    "/staff",
    "/search.csv",
    "/search.jsonl",
    "/search.bib",
    "/search.ris",
    "/search.csl.json",
    "/suggest",
    "/oai",
)
"""What a crawler has no business with: staff pages, whole results as files, what answers programs."""


@bp.get("/opensearch.xml")
def opensearch() -> ResponseReturnValue:
    """How a browser or another program searches here: an OpenSearch 1.1 description."""
    archive: Archive = g.archive
    publication = archive.series[0]
    top = element("OpenSearchDescription", attributes={"xmlns": OPENSEARCH})
    add(top, "ShortName", SHORT_NAME)
    add(top, "Description", f"Search the back issues of the {publication.title} by words, names and dates.")
    for attributes in _urls():
        add(top, "Url", attributes=attributes)
    add(top, "LongName", f"{publication.title} archive"[:48])
    add(top, "Image", absolute(url_for("static", filename="icon.svg")), {"type": "image/svg+xml"})
    add(top, "Query", attributes={"role": "example", "searchTerms": "Futenma"})
    add(top, "Language", "en")
    add(top, "InputEncoding", "UTF-8")
    add(top, "OutputEncoding", "UTF-8")
    return Response(document(top), content_type=f"{DESCRIPTION}; charset=utf-8")


@bp.get("/suggest.json")
def suggest() -> ResponseReturnValue:
    """Completions of `q` as browsers read them (OpenSearch Suggestions 1.1): what was typed, the queries, a word on
    each, and the address of its results."""
    archive: Archive = g.archive
    text = request.args.get("q", "")
    found = archive.searcher.suggest(text, limit=MOST)
    queries = [one.query for one in found]
    addresses = [absolute(url_for("search.search", form="html", q=query)) for query in queries]
    body = json.dumps([text, queries, [one.detail for one in found], addresses], ensure_ascii=False)
    response = Response(body, content_type=f"{SUGGESTIONS}; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What a crawler may read (RFC 9309), and where the map of the site is."""
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /"]
    return Response("\n".join([*rules, "", f"Sitemap: {absolute('/sitemap.xml')}", ""]), content_type="text/plain")


def _urls() -> list[Mapping[str, str]]:
    """The templates of addresses; what stands in braces is filled in by who searches, with a question mark if it may
    be left empty."""
    search = absolute(url_for("search.search", form="html"))
    feed = absolute(url_for("feeds.search"))
    return [
        {"type": "text/html", "template": f"{search}?q={{searchTerms}}"},
        {"type": SUGGESTIONS, "rel": "suggestions", "template": _here("suggest") + "?q={searchTerms}"},
        {
            "type": MEDIA_TYPE,
            "template": f"{feed}?q={{searchTerms}}&page={{startPage?}}&per_page={{count?}}",
        },
        {"type": DESCRIPTION, "rel": "self", "template": _here("opensearch")},
    ]


def _here(view: str) -> str:
    return absolute(url_for(f"discovery.{view}"))
