"""Whoosh's postings as numpy arrays, decoded once a generation through the public reader interface."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.errors import IndexMissing
from archive.search.index import TEXT_FIELD, Opened
from archive.search.sidecar import Ints

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

BUDGET = 48 * 2**20
"""Bytes of decoded postings kept; at 50,000 items that holds some thousand of the most frequent words."""

DOCUMENT = 32
"""A place is a document number shifted left by this, plus a position: places sort and compare as one number."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents with a word, in order, and how often each has it."""

    documents: Ints
    weights: Floats

    @property
    def bytes(self) -> int:
        """Memory held."""
        return self.documents.nbytes + self.weights.nbytes


NOTHING = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
NOWHERE: Places = np.empty(0, np.int64)


class Reading:
    """Reads the postings of one generation; what was asked for before comes from memory."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        kept = opened.cache.setdefault("postings", OrderedDict())
        self.kept: OrderedDict[tuple[str, bool], Postings | Places] = kept

    def postings(self, stem: str) -> Postings:
        """The documents with a stem."""
        found = self._kept((stem, False))
        return found if isinstance(found, Postings) else NOTHING

    def places(self, stem: str) -> Places:
        """Every place where a stem stands, in order."""
        found = self._kept((stem, True))
        return found if isinstance(found, np.ndarray) else NOWHERE

    def _kept(self, key: tuple[str, bool]) -> Postings | Places:
        with self.opened.lock:
            if (found := self.kept.get(key)) is not None:
                self.kept.move_to_end(key)
                return found
            try:
                read = self._read_places(key[0]) if key[1] else self._read_postings(key[0])
            except Exception as error:  # damaged postings fail in many ways: pickles, zlib, struct
                folder = str(self.opened.folder)
                raise IndexMissing(
                    folder, f"the index is damaged ({error}).", "`digest rebuild` makes a new one."
                ) from error
            self.kept[key] = read
            held = self.opened.cache.get("bytes", 0) + _size(read)
            while held > BUDGET and len(self.kept) > 1:
                held -= _size(self.kept.popitem(last=False)[1])
            self.opened.cache["bytes"] = held
            return read

    def _matchers(self, stem: str) -> list[tuple[Any, int]]:
        leaves = self.opened.leaves
        return [(leaf.postings(TEXT_FIELD, stem), base) for leaf, base in leaves if (TEXT_FIELD, stem) in leaf]

    def _read_postings(self, stem: str) -> Postings:
        documents: list[int] = []
        weights: list[float] = []
        for matcher, base in self._matchers(stem):
            while matcher.is_active():
                documents.append(base + matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return Postings(np.array(documents, np.int32), np.array(weights, np.float32))

    def _read_places(self, stem: str) -> Places:
        places: list[int] = []
        for matcher, base in self._matchers(stem):
            while matcher.is_active():
                start = (base + matcher.id()) << DOCUMENT
                places += [start + position for position in matcher.value_as("positions")]
                matcher.next()
        return np.array(places, np.int64)


def _size(read: Postings | Places) -> int:
    return read.bytes if isinstance(read, Postings) else read.nbytes
