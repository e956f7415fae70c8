"""Marking up text: spans that may overlap, cut into pieces that do not.

Pure: templates decide what a piece looks like, and escape its text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from archive.model import Field, Item, Kind, Passage
from archive.search.snippets import Marked

Role = Literal["mention", "date", "link", "hit", "named"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, half-open, and what it is there for."""

    start: int
    end: int
    role: Role
    what: object = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the same spans cover from end to end, and the spans that end with it."""

    text: str
    under: tuple[Span, ...] = ()
    closes: tuple[Span, ...] = ()

    def of(self, role: Role) -> object:
        """What the first span of a role that covers the piece is there for, None if none does."""
        return next((span.what or span for span in self.under if span.role == role), None)

    def closing(self, role: Role) -> object:
        """What the first span of a role that ends with this piece is there for."""
        return next((span.what or span for span in self.closes if span.role == role), None)


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text in order, cut wherever a span begins or ends; what lies outside the text is cut off."""
    inside = [span for span in spans if max(span.start, 0) < min(span.end, len(text))]
    cuts = {0, len(text)}
    for span in inside:
        cuts |= {max(span.start, 0), min(span.end, len(text))}
    ordered = sorted(cuts)
    found = []
    for start, end in zip(ordered, ordered[1:], strict=False):
        under = tuple(span for span in inside if span.start <= start and end <= span.end)
        closes = tuple(span for span in under if min(span.end, len(text)) == end)
        found.append(Piece(text[start:end], under, closes))
    return found


def spans_of(item: Item, field: Field) -> list[Span]:
    """Everything read in a field of an item: mentions, dates and, in the body, hyperlinks."""
    found = [Span(one.start, one.end, "mention", one) for one in item.mentions if one.field == field]
    found += [Span(one.start, one.end, "date", one) for one in item.dates if one.field == field]
    if field == "body":
        found += [Span(one.start, one.end, "link", one) for one in item.links]
    return found


def pieces_of_passage(passage: Passage, about: Collection[str]) -> list[Piece]:
    """A sentence with its names; those of the entities it is shown for stand out as hits."""
    spans = [Span(one.start, one.end, "mention", one) for one in passage.mentions]
    spans += [Span(one.start, one.end, "hit") for one in passage.mentions if one.entity in about]
    return pieces(passage.text, spans)


def pieces_of_marked(marked: Marked, kinds: Mapping[str, Kind]) -> list[Piece]:
    """A found text: the words that were asked as hits, names that were asked with their kind."""
    spans = [Span(one.start, one.end, "hit") for one in marked.spans if one.kind == "word"]
    named = (one for one in marked.spans if one.kind == "entity")
    spans += [Span(one.start, one.end, "named", kinds.get(one.entity or "", "other")) for one in named]
    return pieces(marked.text, spans)
