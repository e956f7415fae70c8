"""Which documents answer a query: the tree evaluated to a mask, a certain mask, and scores."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import numpy as np

from archive.errors import BadQuery
from archive.model import Interval
from archive.search.asked import (
    Both,
    Either,
    Expansion,
    Headline,
    Mentions,
    Named,
    Node,
    OfIssue,
    When,
    Without,
    Words,
)
from archive.search.postings import Floats, Postings, Reading
from archive.search.ranking import MENTION, bm25, counted, in_headline, norms, phrase, rarity
from archive.search.sidecar import Bools, Sidecar, first_day, last_day

MOST_EXPANDED = 128
"""Stems a prefix or fuzzy word may stand for; the page says when there were more."""

_NUMBER = re.compile(r"(\d{1,4})\.(\d{1,4})")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


Doubt = Literal["published", "told"]


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that possibly and that certainly answer, and their scores where words were asked.

    The two differ only where a date is uncertain.
    """

    possible: Bools
    certain: Bools
    scores: Floats | None = None


@dataclass(slots=True)
class Traces:
    """What an evaluation met on its way, for snippets and notes.

    `chains` are the stems to mark with their offsets, `entities` those whose mentions to mark, `widened` the
    documents that only a mention found, by the words that were asked and the entity they name; `doubts` the documents
    of which a date asked for is uncertain, by which date that is.
    """

    chains: list[Sequence[tuple[str, int]]] = field(default_factory=list)
    entities: set[str] = field(default_factory=set)
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

    def __init__(self, reading: Reading) -> None:
        self.reading, self.sidecar = reading, reading.opened.sidecar
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
            case Mentions(entity=entity):
                if wanted:
                    self.traces.entities.add(entity)
                return _surely(self.mentioning(entity))
            case OfIssue(issue=issue):
                return _surely(self._of_issue(issue))
            case When(interval=interval, told=told):
                return self._told(interval) if told else self.published(interval)
            case Headline(inner=inner):
                return self.found(inner, True, wanted)
            case Without(inner=inner):
                left = self.found(inner, headline, not wanted)
                living = self.sidecar.living
                return Found(living & ~left.certain, living & ~left.possible)
            case Both(parts=parts):
                asked = [part for part in parts if not (isinstance(part, Words) and not part.stems)]
                return reduce(_and, (self.found(part, headline, wanted) for part in asked or parts))
            case Either(parts=parts):
                return reduce(_or, (self.found(part, headline, wanted) for part in parts))

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
            self.traces.chains += [[one] for one in stems] if near else [stems]
        idf = sum(rarity(len(self.reading.postings(stem).documents), self.total) for stem, _ in stems)
        if len(stems) == 1 and not headline:
            return self.reading.postings(stems[0][0]), idf
        if any(not len(self.reading.postings(stem).documents) for stem, _ in stems):
            return self.reading.postings(""), idf
        places = phrase(self.reading, stems, near)
        return counted(in_headline(places) if headline else places), idf

    def _expanded(self, node: Expansion, headline: bool, wanted: bool) -> tuple[Postings, float]:
        stems = near_stems(self.sidecar, node.text) if node.fuzzy else prefixed_stems(self.sidecar, node.text)
        found = [(stem, self.reading.postings(stem)) for stem in stems[: MOST_EXPANDED * 4]]
        if len(stems) > MOST_EXPANDED:
            found.sort(key=lambda one: (-len(one[1].documents), one[0]))
            sign = "~" if node.fuzzy else "*"
            self.traces.notes.append(
                f"“{node.text}{sign}” stands for {len(stems)} words; the {MOST_EXPANDED} most frequent were searched."
            )
        found = found[:MOST_EXPANDED]
        if wanted:
            self.traces.chains += [((stem, 0),) for stem, _ in found]
        if headline:
            each = [counted(in_headline(self.reading.places(stem))) for stem, _ in found]
        else:
            each = [postings for _, postings in found]
        weights = np.zeros(self.sidecar.size, np.float32)
        for one in each:
            weights[one.documents] += one.weights
        documents = np.flatnonzero(weights).astype(np.int32)
        return Postings(documents, weights[documents]), rarity(len(documents), self.total)

    def _named(self, node: Named, headline: bool, wanted: bool) -> Found:
        words = self.found(node.words, headline, wanted)
        if headline:
            return words
        mentioned = self.mentioning(node.entity)
        if wanted:
            self.traces.entities.add(node.entity)
            self.traces.widened[node.source, node.entity] = mentioned & ~words.possible
        scores = np.zeros(self.sidecar.size, np.float32) if words.scores is None else words.scores
        documents = np.flatnonzero(mentioned)
        once = np.ones(len(documents), np.float32)
        scores[documents] += MENTION * bm25(once, self.norms[documents], rarity(len(documents), self.total))
        either = words.possible | mentioned
        return Found(either, either, scores)

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

    def _told(self, when: Interval) -> Found:
        first, last = first_day(when), last_day(when)
        earliest, latest = self.sidecar.told_earliest, self.sidecar.told_latest
        possible, certain = (np.zeros(self.sidecar.size, np.bool_) for _ in range(2))
        overlaps = (earliest <= last) & (latest >= first)
        possible[self.sidecar.told_in[overlaps]] = True
        certain[self.sidecar.told_in[overlaps & (earliest >= first) & (latest <= last)]] = True
        return self.traces.doubt("told", Found(possible & self.sidecar.living, certain & self.sidecar.living))

    def _of_issue(self, asked: str) -> Bools:
        ids = {int(at): str(self.sidecar.issue_ids[at]) for at in np.unique(self.sidecar.issue) if at >= 0}
        numbers = [at for at, id in ids.items() if asked in (id, _tail(id))]
        if not numbers:
            near = f", such as issue:{nearest(asked, map(_tail, ids.values()))}" if ids else ""
            todo = f"Write the number or id of one that is there{near}; the list of issues shows them."
            raise BadQuery(f"“issue:{asked}”", "no such issue is in the archive.", todo)
        return np.isin(self.sidecar.issue, numbers)


def prefixed_stems(sidecar: Sidecar, prefix: str) -> list[str]:
    """The stems of every written word that begins so, in order of the words."""
    words = sidecar.alphabet
    at = bisect_left(words, prefix)
    stems: dict[str, None] = {}
    while at < len(words) and words[at].startswith(prefix):
        stems[sidecar.lexicon[words[at]]] = None
        at += 1
    return list(stems)


def near_stems(sidecar: Sidecar, word: str) -> list[str]:
    """The stems of the word itself and of every written word one letter more, less, other or swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    forms = {word}
    forms |= {a + b[1:] for a, b in cuts if b}
    forms |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    forms |= {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    forms |= {a + letter + b for a, b in cuts for letter in _LETTERS}
    return sorted({sidecar.lexicon.get(form, form) for form in forms} & sidecar.all_stems)


def nearest(asked: str, issues: Iterable[str]) -> str:
    """Of these issues the one whose volume and number are nearest to those asked, the last one for other words."""

    def place(text: str) -> tuple[float, float]:
        found = _NUMBER.search(text)
        return (int(found[1]), int(found[2])) if found else (math.inf, math.inf)

    volume, number = place(asked)
    if math.isinf(volume):
        return max(issues, key=lambda one: (place(one)[0] < math.inf, place(one), one))
    return min(issues, key=lambda one: (abs(place(one)[0] - volume), abs(place(one)[1] - number), one))


def _tail(issue: str) -> str:
    """What an id says besides its series: the number."""
    return issue.rpartition("/")[2]


def _surely(mask: Bools) -> Found:
    return Found(mask, mask)


def _and(one: Found, other: Found) -> Found:
    return Found(one.possible & other.possible, one.certain & other.certain, _sum(one.scores, other.scores))


def _or(one: Found, other: Found) -> Found:
    return Found(one.possible | other.possible, one.certain | other.certain, _sum(one.scores, other.scores))


def _sum(one: Floats | None, other: Floats | None) -> Floats | None:
    return other if one is None else one if other is None else one + other
