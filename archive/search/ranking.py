"""Scores and phrases: BM25 as Whoosh computes it, over arrays instead of one posting at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.search.postings import DOCUMENT, NOWHERE, Floats, Places, Postings, Reading
from archive.search.sidecar import Ints, Sidecar
from archive.search.words import ROOM

B, K1 = 0.75, 1.2
"""How much long texts and repeated words count: the usual values, and Whoosh's."""

MENTION = 0.5
"""What a mention under another name counts against a word that was asked for."""


def norms(sidecar: Sidecar) -> Floats:
    """Each document's share of the length penalty: K1 for one of average length."""
    lengths = sidecar.length.astype(np.float32)
    living = lengths[sidecar.living]
    average = float(living.mean()) if len(living) else 1.0
    return (K1 * ((1 - B) + B * lengths / max(average, 1.0))).astype(np.float32)


def rarity(documents: int, total: int) -> float:
    """Inverse document frequency as Whoosh has it."""
    return float(np.log(max(total, 1) / (documents + 1)) + 1)


def bm25(weights: Floats, norm: Floats, idf: float) -> Floats:
    """The score of documents with these weights and norms for a word of this rarity."""
    return (idf * (K1 + 1) * weights / (weights + norm)).astype(np.float32)


def phrase(reading: Reading, stems: Sequence[tuple[str, int]], near: int = 0) -> Places:
    """The places where the words stand one after the other, or with `near` all within so many of the rarest."""
    stands = [(reading.places(stem), offset) for stem, offset in stems]
    stands.sort(key=lambda one: len(one[0]))
    found, first = stands[0]
    if near:
        for places, _ in stands[1:]:
            at = np.searchsorted(places, found - near)
            found = found[_at(places, at) <= found + near]
        return found
    found = found - first
    for places, offset in stands[1:]:
        wanted = found + offset
        found = found[_at(places, np.searchsorted(places, wanted)) == wanted]
    return found + stems[0][1]


def _at(places: Places, indexes: Places) -> Places:
    """The places at these indexes; beyond the last a place that is nowhere."""
    return np.append(places, np.iinfo(np.int64).max)[indexes]


def in_headline(places: Places) -> Places:
    """Those of the places that are in a headline, once."""
    return places[(places & ((1 << DOCUMENT) - 1)) < ROOM] if len(places) else NOWHERE


def counted(places: Places) -> Postings:
    """Documents with how many of the places each has."""
    documents, counts = np.unique(places >> DOCUMENT, return_counts=True)
    return Postings(documents.astype(np.int32), counts.astype(np.float32))


def best(scores: Floats, found: Ints, ties: Ints, count: int) -> Ints:
    """The `count` documents of `found` with the highest scores, best first; ties by their rank in `ties`."""
    if 0 < count < len(found):
        threshold = np.partition(scores[found], len(found) - count)[len(found) - count]
        found = found[scores[found] >= threshold]
    return found[np.lexsort((ties[found], -scores[found]))][:count]
