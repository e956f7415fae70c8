"""Pieces of a document in reading order, with white space and bullets made plain; what readers hand to the layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from archive.model import Block, Form, Hyperlink

Kind = Literal["heading", "bullet", "paragraph"]
Piece = tuple[str, str | None]  # text and the address it leads to

# "• Biden", "●Biden", "- Biden", "* Biden", "o\tBiden" (Word), U+F0B7 (Wingdings); "-Vol 1.9-" is none
BULLET = re.compile(r"\s*(?:[•●◦○▪■□‣⁃∙➢➤►▶\uf0b7\uf0a7]\s*|[-–*·]\s+|o(?:\t|\s{2,}))(?=\S|$)")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space, word joiner, byte order mark
_COUNTED = re.compile(r"(?:\(?(?P<one>\d{1,2})[.)]|#(?P<other>\d{1,2})[.:)]?)(?:\s+(?=\S)|$)")
_JOINT_AT_END = re.compile(r"\s*[.:|–—-]$")  # "Nago votes: A mayor …"; the sign that ends a run-in headline
_JOINT = re.compile(r"\s*[.:|–—]\s+(?=\S)|\s+-\s+(?=\S)")
_WORDS_OF_A_HEADLINE = 3
_MOST_OF_A_LEAD = 150
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found: blocks, and what the document says of itself beside them.

    `titles` are the document's own (a page's heading, a PDF's title), best first; `downloads` are words and
    addresses of links to a PDF; `hints` are soft dates with the words they came from.
    """

    form: Form
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    downloads: tuple[str, ...] = ()
    hints: tuple[tuple[date, str], ...] = ()


def plain(text: str) -> str:
    """The text on one line: white space runs become one space, invisible characters go."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def block(kind: Kind, pieces: Iterable[Piece]) -> Block | None:
    """A block of text pieces, white space collapsed across them; None if nothing is left.

    A leading bullet character is taken off and makes the block a bullet.
    """
    text, links = "", list[Hyperlink]()
    for words, url in pieces:
        words = _SPACE.sub(" ", _INVISIBLE.sub("", words))
        if not text or text.endswith(" "):
            words = words.lstrip(" ")
        start, text = len(text), text + words
        if url and words.strip():
            first, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
            if links and links[-1].url == url and not text[links[-1].end : first].strip(" -"):  # over two lines
                first = links.pop().start
            links.append(Hyperlink(first, end, url))
    text = text.rstrip()
    marked = BULLET.match(text)
    if marked:
        kind = "bullet"
    return trimmed(Block(kind, text, tuple(links)), marked.end() if marked else 0)


def trimmed(whole: Block, start: int, end: int | None = None) -> Block | None:
    """The block's text from `start` to `end` without white space at its ends, its links moved along; None if empty."""
    text = whole.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    links = tuple(
        Hyperlink(max(0, link.start - start), min(len(text), link.end - start), link.url)
        for link in whole.links
        if link.start - start < len(text) and link.end > start
    )
    return Block(whole.kind, text, links)


def unnumbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without numbers that count them ("1. …", "2) …", "(3) …", "#4 …", a "5." alone before its text).

    Counting starts at 1 and goes to 2 at least; a counted paragraph is a bullet, a heading stays one.
    """
    counted: list[tuple[int, re.Match[str]]] = []
    runs: dict[int, re.Match[str]] = {}
    for place, block in enumerate(blocks):
        found = _COUNTED.match(block.text)
        number = int(found["one"] or found["other"]) if found else 0
        if found and number == 1:
            counted = [(place, found)]
        elif found and counted and number == len(counted) + 1:
            counted.append((place, found))
            runs.update(counted)
    kept: list[Block] = []
    alone = False
    for place, block in enumerate(blocks):
        mark = runs.get(place)
        rest = trimmed(block, mark.end()) if mark else block
        if rest is not None:
            counts = (mark is not None or alone) and rest.kind == "paragraph"
            kept.append(replace(rest, kind="bullet") if counts else rest)
        alone = rest is None
    return tuple(kept)


def run_ins(blocks: Sequence[tuple[Block, int]]) -> tuple[Block, ...]:
    """The blocks, each with the length of the emphasised words at its start, cut there where these are headlines.

    They are if two blocks or more start so and end them with a stop or colon, or have four words and a capital behind
    them ("President Biden met" is text), and if they have three words or more in the middle ("Tokyo:" has not).
    """
    certain = [_leads(block, size, few=False) for block, size in blocks]
    lengths = sorted(
        len(block.text[:size].split()) for (block, size), leads in zip(blocks, certain, strict=True) if leads
    )
    if len(lengths) < 2 or lengths[len(lengths) // 2] < _WORDS_OF_A_HEADLINE:
        return tuple(block for block, _ in blocks)
    cut: list[Block] = []
    for block, size in blocks:
        if not _leads(block, size, few=True):
            cut.append(block)
            continue
        lead, rest = block.text[:size].rstrip(), block.text[size:]
        if sign := _JOINT.match(rest):
            size += sign.end()
        elif sign := _JOINT_AT_END.search(lead):
            lead = lead[: sign.start()]
        parts = trimmed(block, 0, len(lead)), trimmed(block, size)
        cut += [replace(part, kind="paragraph") for part in parts if part]
    return tuple(cut)


def _leads(block: Block, size: int, few: bool) -> bool:
    """Whether the emphasised words at the start of a block can be a headline; `few` if they may be."""
    lead, rest = block.text[:size].strip(), block.text[size:].strip()
    if not lead or not rest or len(lead) > _MOST_OF_A_LEAD:
        return False
    if lead[-1] in ".:!?|–—" or _JOINT.match(rest):
        return True
    return (few or len(lead.split()) > 3) and (rest[0].isupper() or not rest[0].isalnum())


def joined(blocks: Sequence[Block]) -> Block:
    """Several blocks as one, a space between them, links moved along; the first gives the kind."""
    text, links = "", list[Hyperlink]()
    for part in blocks:
        text = f"{text} {part.text}" if text else part.text
        shift = len(text) - len(part.text)
        links += [Hyperlink(link.start + shift, link.end + shift, link.url) for link in part.links]
    return Block(blocks[0].kind, text, tuple(links))


def web_address(url: str) -> str | None:
    """The address if it is a complete http or https one, else None."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[broken"
        return None
    return (
        url if parts.scheme.lower() in ("http", "https") and parts.netloc and not re.search(r"[\s<>\"]", url) else None
    )
