"""Passages of an item around what was found: text and spans, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from archive.model import DateMention, Field, Interval, Item
from archive.reading.text import fold, sentences
from archive.search.asked import Chain
from archive.search.sidecar import first_day, last_day, told_days
from archive.search.words import REMEMBERED, Words

LENGTH = 240
"""Characters of a snippet, about two lines and a half of the page."""

JOINT = " … "

Stands = dict[int, tuple[str, int, int]]
"""The words of a text that are looked for: position to stem, start and end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters to mark: a `word` that was asked, a mention of an `entity` or a `date` told that was asked for."""

    start: int
    end: int
    kind: Literal["word", "entity", "date"]
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
    """Marks what one search looked for.

    Words first: `chains` (by the stem they begin with) and `nears`, which stand so near each other. Then mentions of
    `entities`, then the `called` (other ways to write them), and dates told that lie in one of the times `told`.
    """

    chains: Mapping[str, Sequence[Chain]]
    stems: frozenset[str]
    entities: frozenset[str]
    words: Words
    nears: tuple[tuple[Chain, int], ...] = ()
    called: Mapping[str, Sequence[Chain]] = field(default_factory=dict)
    told: tuple[Interval, ...] = ()

    @classmethod
    def of(
        cls,
        chains: Iterable[Chain],
        entities: Iterable[str],
        words: Words,
        nears: Iterable[tuple[Chain, int]] = (),
        called: Iterable[Chain] = (),
        told: Iterable[Interval] = (),
    ) -> Marker:
        """A marker for these; chains are stems with offsets."""
        begun, otherwise, nears = _begun(chains), _begun(called), tuple(dict.fromkeys(nears))
        every = [chain for by in (begun, otherwise) for some in by.values() for chain in some]
        stems = frozenset(stem for chain in (*every, *(near for near, _ in nears)) for stem, _ in chain)
        return cls(begun, stems, frozenset(entities), words, nears, otherwise, tuple(told))

    def also(self, entities: Iterable[str]) -> Marker:
        """The same for mentions of further entities."""
        more = self.entities.union(entities)
        return self if more == self.entities else replace(self, entities=more)

    def dates(self, item: Item, published: Interval) -> tuple[DateMention, ...]:
        """The dates told in an item that may lie in one of the times asked for, in the order of the text."""
        if not self.told:
            return ()
        asked = [(first_day(when), last_day(when)) for when in self.told]
        days = [(one, *told_days(one.when, published)) for one in item.dates]
        return tuple(one for one, start, end in days if any(start <= last and first <= end for first, last in asked))

    def headline(self, item: Item, dates: Sequence[DateMention] = ()) -> Marked:
        """The whole headline, with these dates marked."""
        return Marked(item.headline, self._spans(item, "headline", dates))

    def snippet(self, item: Item, dates: Sequence[DateMention] = ()) -> Marked:
        """The passages of the body that say most, at most about `LENGTH` characters, with these dates marked."""
        spans = self._spans(item, "body", dates)
        bounds = _sentences(item.body)
        chosen = _chosen(item.body, bounds, spans)
        if len(chosen) == 1 and chosen[0][1] - chosen[0][0] > LENGTH:
            chosen = [_narrowed(item.body, *chosen[0], spans)]
        return _joined(item.body, chosen, spans)

    def _spans(self, item: Item, of: Field, dates: Sequence[DateMention]) -> tuple[Span, ...]:
        found: list[Span] = []
        stands = self._stands(item.text(of)) if self.stems else {}

        def mark(spans: Iterable[Span]) -> None:
            taken = [(span.start, span.end) for span in found]
            found.extend(one for one in spans if all(end <= one.start or one.end <= start for start, end in taken))

        asked = _marked(stands, self.chains) | _near(stands, self.nears)
        mark(Span(*stands[position][1:], "word") for position in asked)
        mentions = [one for one in item.mentions if one.field == of and one.entity in self.entities]
        mark(Span(one.start, one.end, "entity", one.entity) for one in mentions)
        mark(Span(*stands[position][1:], "word") for position in _marked(stands, self.called))
        mark(Span(one.start, one.end, "date") for one in dates if one.field == of)
        return tuple(sorted(found, key=lambda span: span.start))

    def _stands(self, text: str) -> Stands:
        cut, wanted = self.words.remembered(text), self.stems
        asked = [at for at, stem in enumerate(cut.stems) if stem in wanted]
        return {cut.positions[at]: (cut.stems[at], cut.starts[at], cut.ends[at]) for at in asked}


_sentences = lru_cache(REMEMBERED)(sentences)


def _begun(chains: Iterable[Chain]) -> dict[str, list[Chain]]:
    """Chains by the stem they begin with."""
    begun: dict[str, list[Chain]] = {}
    for chain in dict.fromkeys(map(tuple, chains)):
        if chain:
            begun.setdefault(chain[0][0], []).append(chain)
    return begun


def _marked(stands: Stands, chains: Mapping[str, Sequence[Chain]]) -> set[int]:
    """The positions at which one of the chains stands as a whole."""
    found: set[int] = set()
    for position, (stem, _, _) in stands.items():
        for chain in chains.get(stem, ()):
            origin = position - chain[0][1]
            if all(stands.get(origin + offset, ("",))[0] == wanted for wanted, offset in chain):
                found.update(origin + offset for _, offset in chain)
    return found


def _near(stands: Stands, nears: Iterable[tuple[Chain, int]]) -> set[int]:
    """The positions of words that stand near one of them, all within so many."""
    found: set[int] = set()
    for chain, near in nears:
        wanted = {stem for stem, _ in chain}
        positions = [position for position, (stem, _, _) in stands.items() if stem in wanted]
        for middle in positions:
            around = [position for position in positions if abs(position - middle) <= near]
            if {stands[position][0] for position in around} == wanted:
                found.update(around)
    return found


def _chosen(text: str, bounds: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The sentences to show: the passages that add most of what was asked come first, with what follows them."""
    if not bounds:
        return []
    said = [
        {fold(text[span.start : span.end]).lower() for span in spans if start <= span.start < end}
        for start, end in bounds
    ]
    gains: dict[int, int] = {}
    told: set[str] = set()
    left = LENGTH
    while True:
        fresh = [(len(words - told), -number) for number, words in enumerate(said) if number not in gains]
        gain, number = max(fresh, default=(0, 0))
        number = -number if gain else max(gains) + 1 if gains else 0  # nothing new to show: go on reading
        if number >= len(bounds) or (gains and bounds[number][1] - bounds[number][0] > left):
            break
        gains[number] = gain
        told |= said[number]
        left -= bounds[number][1] - bounds[number][0]
    passages: list[list[int]] = []
    for number in sorted(gains):
        if passages and passages[-1][-1] == number - 1:
            passages[-1].append(number)
        else:
            passages.append([number])
    passages.sort(key=lambda numbers: -max(gains[number] for number in numbers))
    return [bounds[number] for numbers in passages for number in numbers]


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
            made += " " if before <= start and not text[before:start].strip() else JOINT
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
