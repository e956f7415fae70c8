"""Passages of an item around what was found: text and spans, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archive.model import Field, Item
from archive.reading.text import fold, sentences
from archive.search.words import Words

LENGTH = 240
"""Characters of a snippet, about two lines and a half of the page."""

JOINT = " … "

Chain = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters to mark: a `word` that was asked, or a mention of an `entity` that was asked."""

    start: int
    end: int
    kind: Literal["word", "entity"]
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with spans that do not overlap, in order."""

    text: str
    spans: tuple[Span, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        spans = [{"start": one.start, "end": one.end, "kind": one.kind, "entity": one.entity} for one in self.spans]
        return {"text": self.text, "spans": spans}


@dataclass(frozen=True)
class Marker:
    """Marks what one search looked for; `chains` by the stem they begin with."""

    chains: Mapping[str, Sequence[Chain]]
    stems: frozenset[str]
    entities: frozenset[str]
    words: Words

    @classmethod
    def of(cls, chains: Iterable[Chain], entities: Iterable[str], words: Words) -> Marker:
        """A marker for chains of stems with offsets, and for mentions of entities."""
        begun: dict[str, list[Chain]] = {}
        for chain in chains:
            if chain and chain not in begun.setdefault(chain[0][0], []):
                begun[chain[0][0]].append(chain)
        stems = frozenset(stem for chains in begun.values() for chain in chains for stem, _ in chain)
        return cls(begun, stems, frozenset(entities), words)

    def headline(self, item: Item) -> Marked:
        """The whole headline."""
        return Marked(item.headline, self._spans(item, "headline"))

    def snippet(self, item: Item) -> Marked:
        """The passages of the body that say most, at most about `LENGTH` characters."""
        spans = self._spans(item, "body")
        bounds = sentences(item.body)
        chosen = _chosen(item.body, bounds, spans)
        if len(chosen) == 1 and chosen[0][1] - chosen[0][0] > LENGTH:
            chosen = [_narrowed(item.body, *chosen[0], spans)]
        return _joined(item.body, chosen, spans)

    def _spans(self, item: Item, field: Field) -> tuple[Span, ...]:
        text = item.text(field)
        found = list(self._words(text)) if self.chains else []
        taken = [(span.start, span.end) for span in found]
        for one in item.mentions:
            apart = all(end <= one.start or one.end <= start for start, end in taken)
            if one.field == field and one.entity in self.entities and apart:
                found.append(Span(one.start, one.end, "entity", one.entity))
        return tuple(sorted(found, key=lambda span: span.start))

    def _words(self, text: str) -> Iterable[Span]:
        at = {
            position: (stem, start, end)
            for stem, position, start, end in self.words.cut(fold(text))
            if stem in self.stems
        }
        marked: set[int] = set()
        for position, (stem, _, _) in at.items():
            for chain in self.chains.get(stem, ()):
                origin = position - chain[0][1]
                if all(at.get(origin + offset, ("",))[0] == wanted for wanted, offset in chain):
                    marked.update(origin + offset for _, offset in chain)
        for position in sorted(marked):
            yield Span(*at[position][1:], "word")


def _chosen(text: str, bounds: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The sentences to show, in order: first those that add most of what was asked, then what follows them."""
    if not bounds:
        return []
    said = [
        {fold(text[span.start : span.end]).lower() for span in spans if start <= span.start < end}
        for start, end in bounds
    ]
    chosen: list[int] = []
    told: set[str] = set()
    left = LENGTH
    while True:
        rest = [number for number in range(len(bounds)) if number not in chosen]
        fresh = [(len(said[number] - told), -number) for number in rest]
        best = max(fresh, default=(0, 0))
        if best[0]:
            number = -best[1]
        elif not chosen:
            number = 0
        else:  # nothing new to show: go on reading after the best passage
            number = max(chosen) + 1
        if number >= len(bounds) or (chosen and bounds[number][1] - bounds[number][0] > left):
            break
        chosen.append(number)
        told |= said[number]
        left -= bounds[number][1] - bounds[number][0]
    return [bounds[number] for number in sorted(chosen)]


def _narrowed(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[int, int]:
    """The part of a long sentence with most spans in it, cut between words."""
    inside = [span for span in spans if start <= span.start < end]
    first, last = start, start + LENGTH
    if inside:
        reach = LENGTH - 80
        company = [sum(one.start <= two.start < one.start + reach for two in inside) for one in inside]
        densest = inside[company.index(max(company))]
        first = max(start, min(densest.start - 60, end - LENGTH))
        last = first + LENGTH
    if first > start:
        first = text.find(" ", first, last) + 1 or first
    if last < end:
        cut = text.rfind(" ", first, last)
        last = cut if cut > first else last
    return first, min(last, end)


def _joined(text: str, parts: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Marked:
    """The parts as one text, "…" where something is left out, with their spans moved along."""
    made, moved = "", list[Span]()
    before = None
    for start, end in parts:
        if before is None:
            made += "… " if start and text[:start].strip() and not _ends(text[:start]) else ""
        else:
            made += " " if not text[before:start].strip() else JOINT
        for span in spans:
            if start <= span.start and span.end <= end:
                shift = len(made) - start
                moved.append(Span(span.start + shift, span.end + shift, span.kind, span.entity))
        made += text[start:end]
        before = end
    if before is not None and text[before:].strip() and not _ends(text[:before]):
        made += " …"
    return Marked(made, tuple(moved))


def _ends(text: str) -> bool:
    """Whether a sentence ends where the text does."""
    return text.rstrip().rstrip("\"'”’)]").endswith((".", "!", "?", "…"))
