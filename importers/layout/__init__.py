"""From the blocks of a document to draft issues: where each issue starts and ends, its number, and whether it is one.

A document that shows no items is refused: an empty issue is never returned. Neither is one made of an event
announcement whose sidebar names an issue: headlines with bodies that fit them must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from archive.errors import LayoutChanged
from archive.model import Block, Draft, Numbering
from archive.reading.numbering import number_alone, number_in_address, number_in_title
from archive.reference import Series
from importers.blocks import Document, trimmed, unnumbered
from importers.layout.furniture import CAPTION, EVENT, Title, is_sign_up, named, role, section, title
from importers.layout.items import Found, find_items
from importers.layout.lines import is_body

_NOT_FOUND = (
    "no headlines with bodies of an issue were found. Looked for were the issue's title, short headlines "
    "and a paragraph or more for each of them."
)
_WHAT_TO_CHECK = (
    "Check that it is the right file and holds the issue itself, not only a link to it or a list of issues. "
    "If it is a page, open the issue in the browser and save the whole page; or copy the title, the headlines and the "
    "paragraphs into a text file, with an empty line between them, and import that. "
    "If an issue is still not read, send the file to whoever looks after this archive: its layout is new."
)


@dataclass(slots=True)
class _Part:
    """What lies between two titles while a document is cut."""

    title: Title | None = None
    numbering: Numbering | None = None
    doubtful: bool = False  # its title stood in a list of titles
    after_stop: bool = False  # it follows a related list or a footer
    stopped: bool = False
    warned: bool = False  # something like a related list or a footer was seen, but nothing before it
    signed: bool = False
    blocks: list[Block] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)


def read_layout(document: Document, series: Sequence[Series], name: str) -> tuple[Draft, ...]:
    """Read every issue of a document.

    :raises LayoutChanged: no issue was found, or it is not known of which series
    """
    parts = _cut(document, series)
    own = next((line for words in document.titles if (line := title(words, series)) and line.numbering), None)
    if own and len(parts) == 1 and parts[0].title is None:  # its title stands outside of its content
        parts[0].title, parts[0].numbering = own, own.numbering
    found = [(part, items) for part in parts if (items := _items_of(part)) is not None]
    if not found:
        raise LayoutChanged(name, _NOT_FOUND, _WHAT_TO_CHECK)
    drafts = []
    for position, (part, items) in enumerate(found, start=1):
        alone = len(found) == 1
        of = part.title.series if part.title else _series_of(document, part, series, name)
        heading = _heading(document, of) if alone else None
        if heading and (part.title is None or heading.numbering):
            numbering, words = heading.numbering or part.numbering, heading.text
        else:
            numbering, words = part.numbering, part.title.text if part.title else ""
        links = part.downloads or (list(document.downloads) if alone else [])
        numbering = numbering or _in_links(links, of) or (_in_crumbs(document, of) if alone else None)
        hints = document.hints if alone else ()
        drafts.append(Draft(position, of.id, document.form, words, items.items, numbering, hints))
    return tuple(drafts)


def _cut(document: Document, series: Sequence[Series]) -> list[_Part]:
    """Cut a document at its titles and at a second "Headlines"; leave out what is no story."""
    part, parts = _Part(), []
    parts.append(part)
    for block in _without_captions(unnumbered(document.blocks)):
        line = title(block.text, series)
        if line and not line.crumb:
            part = _opened(part, parts, line, block)
            continue
        alone = number_alone(block.text)
        if alone and not part.blocks and part.title and part.numbering is None:  # "-Vol 1.9-" under the series' name
            part.numbering = replace(alone, words=f"{part.title.text} {alone.words}")
            part.title = replace(part.title, text=f"{part.title.text} {block.text}")
            continue
        what = role(block, series)
        if (
            what == "section"
            and section(block.text) == "headlines"
            and [word for b in part.blocks if (word := section(b.text))][:2] == ["headlines", "details"]
        ):
            parts.append(part := _Part())
        if what == "stop":
            signed = is_sign_up(block.text, series)
            part.signed = part.signed or signed
            part.warned = part.warned or not signed
            part.stopped = part.stopped or any(map(is_body, part.blocks))  # "Share this" may stand above the headlines
        elif what == "download":
            part.downloads += [block.text, *(link.url for link in block.links)]
        elif not part.stopped and what in ("story", "section") and not line:
            part.blocks.append(block)
    return parts


def _opened(part: _Part, parts: list[_Part], line: Title, block: Block) -> _Part:
    """The part that a title opens; the same one when its title is only said again."""
    listed = bool(part.title and part.numbering and line.numbering and not part.blocks and not part.stopped)
    ended = bool(part.blocks) and (block.kind == "heading" or part.stopped or bool(part.downloads))
    again = part.title is not None and (
        _same(line.numbering, part.numbering) if line.numbering else not ended or part.blocks == []
    )
    if again and (part.stopped or part.blocks or line.numbering):
        if not part.blocks:
            part.stopped = False
        return part
    if not part.blocks and not part.stopped and not listed:
        part.title, part.numbering, part.after_stop = line, line.numbering or part.numbering, part.warned
        return part
    fresh = _Part(line, line.numbering, listed and block.kind != "heading", part.warned)
    parts.append(fresh)
    return fresh


def _same(one: Numbering, other: Numbering | None) -> bool:
    return other is not None and (one.volume, one.number) == (other.volume, other.number)


def _without_captions(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks without "Image Source: …", also where it is glued to other words; a section word behind it stays."""
    for block in blocks:
        found = CAPTION.search(block.text)
        if found is None:
            yield block
            continue
        behind = re.search(r"(?:^|\s)((?:Headlines|Details):?)$", found[0])
        for rest in (trimmed(block, 0, found.start()), behind and trimmed(block, found.start() + behind.start(1))):
            if rest:
                yield rest


def _items_of(part: _Part) -> Found | None:
    """The items of a part if it is an issue, else None.

    One that names itself needs a headline with its body, one that does not two of them and a section word,
    a download or the closing paragraph; bodies that share nothing with their headlines are no items.
    """
    events = sum(bool(EVENT.fullmatch(block.text)) for block in part.blocks)
    found = find_items(part.blocks)
    if not found.pairs or not all(item.body for item in found.items) or (events > 1 and not found.sections):
        return None
    if not found.sections and (2 * found.fitting < found.pairs or found.pairs < len(found.items) - 1):
        return None
    numbered = part.title is not None and part.numbering is not None
    vouched = found.sections or part.signed or bool(part.downloads)
    if numbered and not part.after_stop:
        enough = found.pairs >= 2 or found.marked or vouched
    else:
        enough = found.pairs >= 2 and (vouched or (part.title is not None and found.marked))
    if not enough:
        return None
    if part.doubtful:
        part.title = part.numbering = None
    return found


def _heading(document: Document, series: Series) -> Title | None:
    """The document's own title as an issue's, one with a number before one without."""
    found = [line for words in document.titles if (line := title(words, [series]))]
    return next((line for line in found if line.numbering), found[0] if found else None)


def _in_links(links: Sequence[str], series: Series) -> Numbering | None:
    """The number that the download links agree on, words before addresses; None if they differ."""
    for read in (number_in_title, number_in_address):
        said = [numbering for words in links if (numbering := read(words, series))]
        if said:
            first = said[0]
            return replace(first, known_by="link") if all(_same(one, first) for one in said) else None
    return None


def _in_crumbs(document: Document, series: Series) -> Numbering | None:
    """The number in the way to a page: "Publications US-Japan Alliance Digest Vol 1.2"."""
    lines = (title(block.text, [series]) for block in document.blocks)
    return next((line.numbering for line in lines if line and line.crumb and line.numbering), None)


def _series_of(document: Document, part: _Part, series: Sequence[Series], name: str) -> Series:
    """The series that an untitled issue's document names, or the only one there is."""
    texts = (*document.titles, *part.downloads, *(block.text for block in document.blocks), *document.downloads)
    found = next((one for text in texts if (one := named(text, series))), None)
    if found is None and len(series) == 1:
        return series[0]
    if found is None:
        raise LayoutChanged(
            name, "nothing in it says of which series it is.", "Add the series' title as its first line."
        )
    return found
