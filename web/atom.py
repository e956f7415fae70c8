"""Atom (RFC 4287) with paging (RFC 5005) and the answer elements of OpenSearch 1.1: from a feed to its bytes; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from archive.model import Kind
from archive.store.moments import EPOCH
from web.telling import stamp, urn
from web.xmltext import add, document, element

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Category:
    """An entity that an entry mentions."""

    id: str
    name: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item or an issue: `id` is lasting and independent of any host, `address` is its page."""

    id: str
    title: str
    address: str
    updated: datetime
    published: datetime | None
    summary: str
    categories: Sequence[Category] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Where another document is: the page that shows the same, the feed itself, its further pages."""

    rel: str
    href: str
    type: str = MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed: `total` counts the entries of all pages, `start` is the place of its first one, from 1."""

    id: str
    title: str
    subtitle: str
    author: str
    links: Sequence[Link]
    entries: Sequence[Entry]
    total: int
    start: int
    per_page: int

    @property
    def updated(self) -> datetime:
        """When the newest of the entries shown was taken in or changed; the beginning of time where there are none."""
        return max((one.updated for one in self.entries), default=EPOCH)


def paging(page: int, pages: int) -> dict[str, int]:
    """The pages that a page of a feed links to, by their relation (RFC 5005, section 3)."""
    found = {"first": 1}
    if page > 1:
        found["previous"] = min(page - 1, pages)
    if page < pages:
        found["next"] = page + 1
    return {**found, "last": pages}


def rendered(feed: Feed) -> bytes:
    """The feed as a document."""
    top = element("feed", attributes={"xmlns": ATOM, "xmlns:opensearch": OPENSEARCH, "xml:lang": "en"})
    add(top, "id", feed.id)
    add(top, "title", feed.title)
    add(top, "subtitle", feed.subtitle)
    add(top, "updated", stamp(feed.updated))
    add(add(top, "author"), "name", feed.author)
    for link in feed.links:
        add(top, "link", attributes={"rel": link.rel, "type": link.type, "href": link.href})
    add(top, "opensearch:totalResults", str(feed.total))
    add(top, "opensearch:startIndex", str(feed.start))
    add(top, "opensearch:itemsPerPage", str(feed.per_page))
    for entry in feed.entries:
        _put(top, entry)
    return document(top)


def _put(top: Element, entry: Entry) -> None:
    """Put an entry at the end of a feed; it has no content of its own, so its page must be linked (section 4.1.2)."""
    made = add(top, "entry")
    add(made, "id", entry.id)
    add(made, "title", entry.title)
    add(made, "updated", stamp(entry.updated))
    if entry.published:
        add(made, "published", stamp(entry.published))
    add(made, "link", attributes={"rel": "alternate", "type": "text/html", "href": entry.address})
    add(made, "summary", entry.summary)
    for one in entry.categories:
        scheme = {"scheme": urn("kind", one.kind)} if one.kind else {}
        add(made, "category", attributes={"term": one.id, **scheme, "label": one.name})
