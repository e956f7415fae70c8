"""Items most like one item: those that share its rare words and its entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from archive.model import Item
from archive.search.postings import Reading
from archive.search.ranking import K1, bm25, norms
from archive.search.ranking import best as highest
from archive.search.sidecar import Bools, Ints, Sidecar
from archive.search.subjects import all_entity_counts, outside_names, plain_form, tells
from archive.search.words import Words

WORDS = 24
"""Words of an item that it is compared by, the most telling ones; more cost time and change little."""

COMMONEST = 5
"""A word or entity that more than one in so many items has says nothing about an item."""

OFTEN = 3
"""A word that stands more often in an item counts no more than one that stands so often."""

ENTITY = 2.5
"""What a shared entity counts against a word as rare that stands once: a name is what an item is about."""

ALIKE = 0.2
"""The share of its own score that another item must reach; below it items share no more than their trade's words."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A document like an item: how much of what is telling about the item it has (from 0 to about 1), and what it is.

    `entities` are ids, `words` as the item writes them; the most telling come first.
    """

    document: int
    score: float
    entities: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    times: float
    rarity: float

    @property
    def worth(self) -> float:
        return self.times * self.rarity


def similar(reading: Reading, words: Words, item: Item, limit: int = 5) -> tuple[Similar, ...]:
    """The documents most like an item, the most alike first; never itself, and none that is hardly like it."""
    sidecar, kept = reading.opened.sidecar, reading.opened.cache
    norm = kept["norms"] if "norms" in kept else kept.setdefault("norms", norms(sidecar))
    told, named = _words(reading, words, item), _entities(sidecar, all_entity_counts(reading.opened), item)
    scores = np.zeros(sidecar.size, np.float32)
    own = sum(ENTITY * rarity**2 for rarity in named.values())
    for stem, word in told.items():
        found = reading.postings(stem)
        scores[found.documents] += word.worth * bm25(found.weights, norm[found.documents], word.rarity)
        own += word.worth * word.rarity * (K1 + 1) * word.times / (word.times + K1)
    weights = np.zeros(len(sidecar.entity_ids), np.float32)
    weights[list(named)] = [ENTITY * rarity**2 for rarity in named.values()]
    having = np.flatnonzero(weights[sidecar.mentioned])
    np.add.at(scores, sidecar.mentioned_in[having], weights[sidecar.mentioned[having]])
    scores[~sidecar.living | _itself(sidecar, item)] = 0
    alike = np.flatnonzero(scores >= ALIKE * own).astype(np.int32) if own else np.empty(0, np.int32)
    best = highest(scores, alike, sidecar.newness, limit).tolist()
    return tuple(
        Similar(one, round(float(scores[one]) / own, 3), _of(sidecar, one, named), forms)
        for one, forms in zip(best, _shared(reading, best, told), strict=True)
    )


def _words(reading: Reading, words: Words, item: Item) -> dict[str, _Word]:
    """The words that tell most about an item, by stem: none that nobody else has."""
    total = int(reading.opened.sidecar.living.sum())
    found = {}
    for stem, (times, written) in outside_names(item, words).items():
        form = plain_form(written)
        having = reading.frequency(stem) if tells(form) else 0
        if 1 < having <= max(2, total // COMMONEST):
            found[stem] = _Word(form, float(min(times, OFTEN)), log(total / having))
    return dict(sorted(found.items(), key=lambda one: (-one[1].worth, one[0]))[:WORDS])


def _entities(sidecar: Sidecar, counts: Ints, item: Item) -> dict[int, float]:
    """The entities of an item by their indexes, with their rarity, the rarest first: none that nobody else has."""
    total = int(sidecar.living.sum())
    found = {}
    for id in {one.entity for one in item.mentions if one.entity}:
        number = sidecar.entity_numbers.get(id)
        if number is not None and 1 < counts[number] <= max(2, total // COMMONEST):
            found[number] = log(total / int(counts[number]))
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _itself(sidecar: Sidecar, item: Item) -> Bools:
    issue = np.flatnonzero(sidecar.issue_ids == item.issue)
    found: Bools = np.isin(sidecar.issue, issue) & (sidecar.position == item.position)
    return found


def _of(sidecar: Sidecar, document: int, named: Mapping[int, float]) -> tuple[str, ...]:
    """The ids of those of the entities that a document mentions."""
    has = set(sidecar.mentioned[sidecar.mentioned_in == document].tolist())
    return tuple(str(sidecar.entity_ids[number]) for number in named if number in has)


def _shared(reading: Reading, documents: Sequence[int], told: Mapping[str, _Word]) -> list[tuple[str, ...]]:
    """For each document those of the words that it has."""
    having = {}
    for stem in told if documents else ():
        found = reading.postings(stem).documents
        at = np.minimum(np.searchsorted(found, documents), len(found) - 1)
        having[stem] = (found[at] == documents).tolist()
    return [tuple(told[stem].form for stem in having if having[stem][at]) for at in range(len(documents))]
