"""Which documents answer a query: the tree evaluated to a mask, a certain mask, and scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import numpy as np

from archive.model import Interval
from archive.search.asked import (
    Both,
    Chain,
    Either,
    Expansion,
    Headline,
    Held,
    Mentions,
    Named,
    Node,
    OfIssue,
    When,
    Without,
    Words,
)
from archive.search.expanding import near_stems, prefixed_stems
from archive.search.holders import terms
from archive.search.issues import Issues
from archive.search.names import NEARLY_ALL, Names
from archive.search.postings import Floats, Postings, Reading
from archive.search.ranking import MENTION, bm25, counted, in_headline, norms, phrase, rarity
from archive.search.sidecar import Bools, Ints, first_day, last_day

MOST_EXPANDED = 128
"""Stems a prefix or fuzzy word may stand for; the page says when there were more."""

MOST_CALLED = 256
"""Entities whose written ways are remembered: at 50,000 items a few megabytes."""


Doubt = Literal["published", "told"]


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that possibly and that certainly answer, and their scores where words were asked.

    The two differ only where a date is uncertain.
    """

    possible: Bools
    certain: Bools
    scores: Floats | None = None

    def also(self, other: Found) -> Found:
        """What answers both."""
        return Found(self.possible & other.possible, self.certain & other.certain, _sum(self.scores, other.scores))

    def either(self, other: Found) -> Found:
        """What answers one of them or both."""
        return Found(self.possible | other.possible, self.certain | other.certain, _sum(self.scores, other.scores))

    def scored(self) -> Found:
        """The same with scores for its own documents alone, as it must have them as a part of something else."""
        return self if self.scores is None else Found(self.possible, self.certain, self.scores * self.possible)

    def only(self, mask: Bools) -> Found:
        """Of these the documents of a mask."""
        return Found(self.possible & mask, self.certain & mask, self.scores)


@dataclass(slots=True)
class Traces:
    """What an evaluation met on its way, for snippets and notes.

    `chains` are the stems to mark with their offsets, `called` those of other ways to write a name that was asked,
    `nears` those to mark where they stand so near each other;
    `entities` are those whose mentions to mark, `terms` who held each office asked for, `told` the times
    whose dates to mark. `widened` are the documents that only a mention found, by the words that were asked and the
    entity they name; `doubts` the documents of which a date asked for is uncertain, by which date that is.
    """

    chains: list[Chain] = field(default_factory=list)
    called: list[Chain] = field(default_factory=list)
    nears: list[tuple[Chain, int]] = field(default_factory=list)
    entities: set[str] = field(default_factory=set)
    terms: dict[str, list[tuple[str, Interval]]] = field(default_factory=dict)
    told: list[Interval] = field(default_factory=list)
    widened: dict[tuple[str, str], Bools] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: dict[Doubt, Bools] = field(default_factory=dict)

    def doubt(self, of: Doubt, found: Found) -> Found:
        """Take note of what is only possible, and why."""
        before = self.doubts.get(of)
        unsure = found.possible & ~found.certain
        self.doubts[of] = unsure if before is None else before | unsure
        return found


class Matcher:
    """Evaluates trees over one generation of the index."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names, self.sidecar = reading, names, reading.opened.sidecar
        self.issues = Issues.of(reading.opened)
        self.total = int(self.sidecar.living.sum())
        kept = reading.opened.cache
        self.norms: Floats = kept["norms"] if "norms" in kept else kept.setdefault("norms", norms(self.sidecar))
        self.traces = Traces()

    def everything(self) -> Found:
        """Every item."""
        return Found(self.sidecar.living, self.sidecar.living)

    def found(self, node: Node, headline: bool = False, wanted: bool = True) -> Found:
        """The documents that answer; `headline` for words in it alone, `wanted` is false inside a NOT."""
        match node:
            case Words(stems=stems):
                return self._of(self._words(stems, node.near, headline, wanted)) if stems else self.everything()
            case Expansion():
                return self._of(self._expanded(node, headline, wanted))
            case Named():
                return self._named(node, headline, wanted)
            case Held():
                return self._held(node, headline, wanted)
            case Mentions(entity=entity):
                if wanted:
                    self.traces.entities.add(entity)
                return _surely(self.mentioning(entity))
            case OfIssue(issue=issue):
                return _surely(self.issues.documents(issue))
            case When(interval=interval, told=told):
                return self.told(interval, wanted) if told else self.published(interval)
            case Headline(inner=inner):
                return self.found(inner, True, wanted)
            case Without(inner=inner):
                left = self.found(inner, headline, not wanted)
                living = self.sidecar.living
                return Found(living & ~left.certain, living & ~left.possible)
            case Both(parts=parts):
                asked = [part for part in parts if not (isinstance(part, Words) and not part.stems)]
                return reduce(Found.also, (self.found(part, headline, wanted) for part in asked or parts)).scored()
            case Either(parts=parts):
                return reduce(Found.either, (self.found(part, headline, wanted) for part in parts))

    # --- words -------------------------------------------------------------------------------------

    def _of(self, postings: tuple[Postings, float]) -> Found:
        """A mask and scores from postings and a rarity."""
        found, idf = postings
        mask = np.zeros(self.sidecar.size, np.bool_)
        scores = np.zeros(self.sidecar.size, np.float32)
        mask[found.documents] = True
        scores[found.documents] = bm25(found.weights, self.norms[found.documents], idf)
        return Found(mask, mask, scores)

    def _words(
        self, stems: Sequence[tuple[str, int]], near: int, headline: bool, wanted: bool
    ) -> tuple[Postings, float]:
        if wanted:
            self.trace(tuple(stems), near)
        idf = sum(rarity(len(self.reading.postings(stem).documents), self.total) for stem, _ in stems)
        if len(stems) == 1 and not headline:
            return self.reading.postings(stems[0][0]), idf
        if any(not len(self.reading.postings(stem).documents) for stem, _ in stems):
            return self.reading.postings(""), idf
        places = phrase(self.reading, stems, near)
        return counted(in_headline(places) if headline else places), idf

    def _expanded(self, node: Expansion, headline: bool, wanted: bool) -> tuple[Postings, float]:
        stems = (near_stems if node.fuzzy else prefixed_stems)(self.reading.opened, node.text)
        if len(stems) > MOST_EXPANDED:
            sign = "~" if node.fuzzy else "*"
            self.traces.notes.append(
                f"“{node.text}{sign}” stands for {len(stems)} words; the {MOST_EXPANDED} most frequent were searched."
            )
            stems = stems[:MOST_EXPANDED]
        if wanted:
            self.traces.chains += [((stem, 0),) for stem in stems]
        if headline:
            each = [counted(in_headline(self.reading.places(stem))) for stem in stems]
        else:
            each = [self.reading.postings(stem) for stem in stems]
        weights = np.zeros(self.sidecar.size, np.float32)
        for one in each:
            weights[one.documents] += one.weights
        documents = np.flatnonzero(weights).astype(np.int32)
        return Postings(documents, weights[documents]), rarity(len(documents), self.total)

    def trace(self, stems: Chain, near: int) -> None:
        """Take note of words to mark."""
        if near:
            self.traces.nears.append((stems, near))
        else:
            self.traces.chains.append(stems)

    # --- names -------------------------------------------------------------------------------------

    def _named(self, node: Named, headline: bool, wanted: bool) -> Found:
        words = self.found(node.words, headline, wanted)
        if headline:
            return words
        otherwise = self.mentioning(node.entity)
        otherwise[self._called(node, otherwise)] = True
        if wanted:
            self.traces.entities.add(node.entity)
            self.traces.called += node.called
            self.traces.widened[node.source, node.entity] = otherwise & ~words.possible
        return words.either(Found(otherwise, otherwise, self._weighed(otherwise)))

    def _called(self, node: Named, mentioned: Bools) -> Ints:
        """The documents that write an entity in one of its ways, of those ways that hardly ever mean anything else.

        "Joe Biden" so finds what "Biden" does, the item of the "Biden era" included, which mentions nobody.
        """
        kept: dict[str, Ints] = self.reading.opened.cache.setdefault("called", {})
        if node.entity not in kept:
            found = [np.empty(0, np.int32)]
            for chain in node.called:
                documents = self._words(chain, 0, False, False)[0].documents
                if np.count_nonzero(mentioned[documents]) * 10 >= len(documents) * NEARLY_ALL:
                    found.append(documents)
            if len(kept) >= MOST_CALLED:
                kept.clear()
            kept[node.entity] = np.unique(np.concatenate(found))
        return kept[node.entity]

    def _held(self, node: Held, headline: bool, wanted: bool) -> Found:
        """The documents that mention whoever held an office when they appeared, or say its title."""
        nothing = Found(np.zeros(self.sidecar.size, np.bool_), np.zeros(self.sidecar.size, np.bool_))
        words = self.found(node.words, headline, wanted) if node.words else nothing
        if headline:
            return words
        possible, certain = (np.zeros(self.sidecar.size, np.bool_) for _ in range(2))
        earliest, latest = self.sidecar.earliest, self.sidecar.latest
        for person, term in terms(self.names.knowledge, node.office):
            mentioned = self.mentioning(person)
            if not mentioned.any():
                continue
            first, last = first_day(term), last_day(term)
            possible |= mentioned & (earliest <= last) & (latest >= first)
            certain |= mentioned & (earliest >= first) & (latest <= last)
            if wanted:
                self.traces.terms.setdefault(node.office, []).append((person, term))
        if wanted:
            self.traces.widened[node.source, node.office] = possible & ~words.possible
        self.traces.doubt("published", Found(possible & ~words.certain, certain & ~words.certain))
        return words.either(Found(possible, certain, self._weighed(possible)))

    def _weighed(self, mentioned: Bools) -> Floats:
        """The scores of documents that only a mention found."""
        scores = np.zeros(self.sidecar.size, np.float32)
        documents = np.flatnonzero(mentioned)
        once = np.ones(len(documents), np.float32)
        scores[documents] = MENTION * bm25(once, self.norms[documents], rarity(len(documents), self.total))
        return scores

    # --- filters -----------------------------------------------------------------------------------

    def mentioning(self, entity: str) -> Bools:
        """The documents that mention an entity."""
        mask = np.zeros(self.sidecar.size, np.bool_)
        number = self.sidecar.entity_numbers.get(entity)
        if number is not None:
            mask[self.sidecar.mentioned_in[self.sidecar.mentioned == number]] = True
        return mask & self.sidecar.living

    def published(self, when: Interval) -> Found:
        """The documents of issues that possibly, and that certainly, appeared within an interval."""
        first, last = first_day(when), last_day(when)
        earliest, latest, living = self.sidecar.earliest, self.sidecar.latest, self.sidecar.living
        possible = (earliest <= last) & (latest >= first) & living
        return self.traces.doubt("published", Found(possible, possible & (earliest >= first) & (latest <= last)))

    def told(self, when: Interval, wanted: bool = True) -> Found:
        """The documents that possibly, and that certainly, tell of something within an interval."""
        if wanted:
            self.traces.told.append(when)
        first, last = first_day(when), last_day(when)
        earliest, latest = self.sidecar.told_earliest, self.sidecar.told_latest
        possible, certain = (np.zeros(self.sidecar.size, np.bool_) for _ in range(2))
        overlaps = (earliest <= last) & (latest >= first)
        possible[self.sidecar.told_in[overlaps]] = True
        certain[self.sidecar.told_in[overlaps & (earliest >= first) & (latest <= last)]] = True
        return self.traces.doubt("told", Found(possible & self.sidecar.living, certain & self.sidecar.living))


def _surely(mask: Bools) -> Found:
    return Found(mask, mask)


def _sum(one: Floats | None, other: Floats | None) -> Floats | None:
    return other if one is None else one if other is None else one + other
