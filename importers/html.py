"""Saved web pages: the main content found, its blocks in reading order, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from archive.errors import UnreadableSource
from archive.model import Block, Draft, Source
from archive.reference import Series
from importers.blocks import Document, Kind, Piece, block, plain, run_ins, web_address
from importers.encoding import decode
from importers.layout import read_layout
from importers.quoted import unquoted
from importers.text import document as text_document

NAME, VERSION, MEDIA_TYPE = "html", 1, "text/html"

_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|article|div|section|main)\b",
    re.I | re.S,
)
_TAG = re.compile(r"<(?:p|li|div|h[1-6]|br|ul|ol|span|td)\b[^<>]*>", re.IGNORECASE)
_SILENT = frozenset(
    re.findall(
        r"\w+",
        """script style noscript template svg math iframe object video audio canvas head nav footer aside form button
        select figcaption dialog menu""",
    )
)
_INLINE = frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small
        span strike strong sub sup time tt u var wbr""",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ASIDE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "dialog", "alert", "menu"))
# class="widget_recent", id="sidebar", "related-posts", "wp-caption-text", "entry-footer"; whole words at either end
_ASIDE_WORDS = (
    "sidebar|widget|related|recent|share|sharing|sharedaddy|social|comments?|respond|breadcrumbs?|menu|nav|navigation|navbar|footer"
    "|cookies?|newsletter|subscribe|signup|promo|popup|modal|pagination|pager|tagcloud|caption|screen-reader-text|skip-link|credits?"
)
_ASIDE = re.compile(
    rf"(?:^|\s)(?:(?:{_ASIDE_WORDS})(?:[-_][\w-]*)?|[\w-]*[-_](?:{_ASIDE_WORDS}))(?=\s|$)", re.IGNORECASE
)
_EMPHASIS = frozenset(("b", "strong"))
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTENT = re.compile(r"(?:^|\s)(?:entry|post|article|page|single)[-_](?:content|body|text)(?=\s|$)", re.IGNORECASE)
_DOWNLOAD = re.compile(r"\bdownload\b|\bpdf\b|\bclick here\b", re.IGNORECASE)
_PDF = re.compile(r"\.pdf(?:$|[?#])", re.IGNORECASE)
_DATED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_DATE_NAMES = (
    "article:published_time",
    "datePublished",
    "dc.date",
    "dcterms.created",
    "citation_publication_date",
    "date",
)
_MOST_TAGS = 50_000
"""Ten times the tags of the largest real page; more would take seconds to no end."""
_MOST_OF_IT = 0.9
"""The content is the smallest element with this share of the page's prose; an issue's headlines are a tenth of it."""
_SIBLING = 0.25
"""An article with this share of the largest one's prose is another issue, with less a teaser."""


def recognises(data: bytes) -> bool:
    """Whether the bytes are a page: they start as one, or have tags all over."""
    text = decode(data)
    return text is not None and bool(_PAGE.match(text[:8192]) or len(_TAG.findall(text[:65536])) > 4)


def read(source: Source, series: Sequence[Series]) -> tuple[Draft, ...]:
    """Read the issues of a page, one or a list of them.

    :raises LayoutChanged: no issue was found in it
    :raises UnreadableSource: it has more tags than any page
    """
    markup = unquoted(decode(source.data) or "")
    if markup.count("<") > _MOST_TAGS:
        raise UnreadableSource(
            source.name, f"it has more than {_MOST_TAGS:,} tags.", "Is it the right file? Save it again."
        )
    return read_layout(document(markup), series, source.name)


def document(markup: str) -> Document:
    """The blocks of a page's main content, its titles, download links and soft dates."""
    soup = BeautifulSoup(markup, "lxml")
    body = soup.body or soup
    silent = _silent(body)
    mass = _mass(body, silent)
    scopes = _scopes(body, mass)
    address = _address(soup)
    blocks = run_ins([block for scope in scopes for block in _blocks(scope, silent, address)])
    return Document("page", blocks, _titles(soup, silent), _downloads(body, silent), _hints(soup, markup))


def _silent(body: Tag) -> set[int]:
    """The elements that are no content: by tag, role, class or id; what holds the heading is content all the same."""
    found: set[int] = set()
    for tag in body.find_all(True):
        if tag.name in _SILENT or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
            found.add(id(tag))
            continue
        attributes = tag.attrs
        if not attributes or tag is body or tag.name in ("main", "article", "html", "body"):
            continue
        role, style = attributes.get("role"), attributes.get("style")
        classes = attributes.get("class") or []
        names = " ".join([*(classes if isinstance(classes, list) else [classes]), str(attributes.get("id") or "")])
        aside = (
            role in _ASIDE_ROLES or (names != " " and _ASIDE.search(names)) or (style and _HIDDEN.search(str(style)))
        )
        if aside and tag.find(["main", "article", "h1"]) is None:
            found.add(id(tag))
    return found


def _texts(top: Tag, silent: set[int]) -> Iterator[tuple[Tag, str]]:
    """Each visible text under an element with the element around it; no recursion, pages nest thousands deep."""
    stack = [top]
    while stack:
        tag = stack.pop()
        for child in tag.children:
            if isinstance(child, Tag):
                if id(child) not in silent:
                    stack.append(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                yield tag, str(child)


def _mass(body: Tag, silent: set[int]) -> dict[int, int]:
    """How many characters of prose each element holds; words in links are no prose."""
    own: dict[int, int] = {}
    for tag, text in _texts(body, silent):
        if tag.name != "a":
            own[id(tag)] = own.get(id(tag), 0) + len(text.strip())
    order = [body, *body.find_all(True)]
    for tag in reversed(order):
        if id(tag) in own and tag is not body and tag.parent is not None:
            own[id(tag.parent)] = own.get(id(tag.parent), 0) + own[id(tag)]
    return own


def _scopes(body: Tag, mass: dict[int, int]) -> list[Tag]:
    """The elements that hold the issues: articles, else what is named as content, else where the prose is."""
    for named in (
        [tag for tag in body.find_all("article") if tag.find_parent("article") is None],
        [tag for tag in body.find_all(True) if _is_content(tag) and not any(map(_is_content, tag.parents))],
    ):
        most = max((mass.get(id(tag), 0) for tag in named), default=0)
        chosen = [tag for tag in named if mass.get(id(tag), 0) >= _SIBLING * most]
        if most and sum(mass.get(id(tag), 0) for tag in chosen) >= 0.5 * mass.get(id(body), 0):
            return chosen
    scope, whole = body, mass.get(id(body), 0)
    while True:
        inner = [tag for tag in scope.children if isinstance(tag, Tag) and mass.get(id(tag), 0) >= _MOST_OF_IT * whole]
        if not inner or not whole or inner[0].name in ("ul", "ol", "li", "p"):
            return [scope]
        scope = inner[0]


def _is_content(tag: Tag) -> bool:
    names = " ".join(tag.get_attribute_list("class", "")) if tag.has_attr("class") else ""
    return (
        tag.name == "main"
        or tag.get("role") == "main"
        or bool(_CONTENT.search(names))
        or tag.get("itemprop") == "articleBody"
    )


def _blocks(scope: Tag, silent: set[int], address: str) -> Iterator[tuple[Block, int]]:
    """The blocks of an element in reading order, links completed with the page's address.

    Each has with it the length of the bold words that it starts with. Each entry of the stack is an element to
    enter or, closing, to leave, with the address of the link around it and whether it is bold.
    """
    pieces: list[tuple[Piece, bool]] = []
    kind: Kind = "paragraph"
    stack: list[tuple[Tag | NavigableString, bool, str | None, bool]] = [(scope, False, None, False)]
    while stack:
        node, closing, url, bold = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                pieces.append(((str(node), url), bold))
            continue
        if node.name not in _INLINE:  # a block begins or ends here
            if made := block(kind, [piece for piece, _ in pieces]):
                yield made, _emphasised(made, pieces)
                kind = "paragraph"  # a second paragraph of a list item goes on with the first
            pieces = []
            if not closing and node.name != "p":
                kind = "bullet" if node.name == "li" else "heading" if node.name in _HEADINGS else kind
            if closing and (node.name == "li" or node.name in _HEADINGS):
                kind = "paragraph"
        if closing or id(node) in silent:
            continue
        if node.name == "pre":  # text with its own line ends, as browsers save a text file
            yield from ((one, 0) for one in text_document(node.get_text()).blocks)
            continue
        if node.name == "a":
            url = urljoin(address, str(node.get("href", "")).strip()) or url
        bold = bold or node.name in _EMPHASIS or bool(_BOLD.search(str(node.get("style", ""))))
        stack.append((node, True, url, bold))
        stack.extend(
            (child, False, url, bold) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString)
        )


def _emphasised(whole: Block, pieces: Sequence[tuple[Piece, bool]]) -> int:
    """How many characters at the start of a block are bold; 0 if all or none are."""
    words = "".join(text for (text, _), _ in takewhile(lambda piece: piece[1] or not piece[0][0].strip(), pieces))
    made = block(whole.kind, [(words, None)])
    return len(made.text) if made and whole.text.startswith(made.text) and made.text != whole.text else 0


def _address(soup: BeautifulSoup) -> str:
    """Where the page says it lives, if it does: its base, its canonical address, its address for sharing."""
    for tag, key in (
        (soup.find("base", href=True), "href"),
        (soup.find("link", rel="canonical", href=True), "href"),
        (soup.find("meta", property="og:url", content=True), "content"),
    ):
        if isinstance(tag, Tag) and (address := web_address(str(tag[key]))):
            return address
    return ""


def _titles(soup: BeautifulSoup, silent: set[int]) -> tuple[str, ...]:
    """What the page calls itself: its heading, its title for sharing, its window title."""
    headings = [tag.get_text(" ") for tag in soup.find_all("h1", limit=3) if not _inside(tag, silent)]
    shared = [str(tag.get("content", "")) for tag in soup.find_all("meta", property="og:title", limit=1)]
    window = [tag.get_text() for tag in soup.find_all("title", limit=1)]
    return tuple(filter(None, map(plain, [*(headings if len(headings) == 1 else []), *shared, *window])))


def _downloads(body: Tag, silent: set[int]) -> tuple[str, ...]:
    """Words and addresses of the links to a PDF; those beside the content only if it has none."""
    near, far = list[str](), list[str]()
    for link in body.find_all("a", href=True):
        words, address = plain(link.get_text(" ")), str(link["href"])
        if _DOWNLOAD.search(words) or _PDF.search(address):
            (far if _inside(link, silent) else near).extend((words, address))
    return tuple(near or far)


def _inside(tag: Tag, silent: set[int]) -> bool:
    return id(tag) in silent or any(id(parent) in silent for parent in tag.parents)


def _hints(soup: BeautifulSoup, markup: str) -> tuple[tuple[date, str], ...]:
    """The days that the page's metadata gives; a site's move to a new system sets them too, so they are soft."""
    said = [
        (str(tag.get("property") or tag.get("name") or tag.get("itemprop")), str(tag.get("content", "")))
        for tag in soup.find_all("meta", content=True)
    ]
    said += [("datePublished", value) for value in _DATED.findall(markup)]
    said += [
        ("time", str(tag["datetime"]))
        for tag in soup.find_all("time", class_=re.compile("published|entry-date"), datetime=True)
    ]
    found: dict[date, str] = {}
    for name, value in said:
        if name == "time" or name in _DATE_NAMES:
            try:
                found.setdefault(date.fromisoformat(value[:10]), f"{name}: {value}")
            except ValueError:
                continue
    return tuple(sorted(found.items()))
