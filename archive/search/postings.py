"""The postings of one generation as numpy arrays: mapped from the index's parts, without deleted documents."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.search.index import Opened
from archive.search.parts import Part
from archive.search.sidecar import Ints

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

BUDGET = 24 * 2**20
"""Bytes of postings kept ready: at 50,000 items some five hundred of the most frequent words."""

DOCUMENT = 32
"""A place is a document number shifted left by this, plus a position: places sort and compare as one number."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents with a word, in order, and how often each has it."""

    documents: Ints
    weights: Floats

    @property
    def nbytes(self) -> int:
        """Memory held."""
        return self.documents.nbytes + self.weights.nbytes


NOTHING = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
NOWHERE: Places = np.empty(0, np.int64)


class Reading:
    """Reads the postings of one generation; what was asked for lately comes from memory."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.living, self.whole = opened.sidecar.living, opened.sidecar.whole
        kept = opened.cache.setdefault("postings", OrderedDict())
        self.kept: OrderedDict[tuple[str, bool], Postings | Places] = kept

    def postings(self, stem: str) -> Postings:
        """The documents with a stem."""
        found = self._remembered((stem, False))
        if found is None:
            found = self._kept((stem, False), self._read_postings(stem))
        return found if isinstance(found, Postings) else NOTHING

    def places(self, stem: str) -> Places:
        """Every place where a stem stands, in order."""
        found = self._remembered((stem, True))
        if found is None:
            found = self._kept((stem, True), self._read_places(stem))
        return found if isinstance(found, np.ndarray) else NOWHERE

    def frequency(self, stem: str) -> int:
        """In how many documents a stem stands, deleted ones that still lie in the index counted; nothing is read."""
        return sum(int(part.counts[number]) for part, _, number in self._parts(stem))

    def _remembered(self, key: tuple[str, bool]) -> Postings | Places | None:
        with self.opened.lock:
            if (found := self.kept.get(key)) is not None:
                self.kept.move_to_end(key)
            return found

    def _kept(self, key: tuple[str, bool], read: Postings | Places) -> Postings | Places:
        with self.opened.lock:
            before = self.kept.pop(key, None)  # another thread may have been faster
            self.kept[key] = read
            held = self.opened.cache.get("bytes", 0) + read.nbytes - (before.nbytes if before is not None else 0)
            while held > BUDGET and len(self.kept) > 1:
                held -= self.kept.popitem(last=False)[1].nbytes
            self.opened.cache["bytes"] = held
        return read

    def _parts(self, stem: str) -> Iterator[tuple[Part, int, int]]:
        """The parts with a stem: each with the number of its first document, and that of the stem in it."""
        first, written = 0, stem.encode()
        for part, size in zip(self.opened.parts, self.opened.sidecar.sizes.tolist(), strict=True):
            if (number := part.find(written)) >= 0:
                yield part, first, number
            first += size

    def _read_postings(self, stem: str) -> Postings:
        found = [
            (documents + np.int32(first) if first else documents, weights)
            for part, first, number in self._parts(stem)
            for documents, weights in (part.documents(number),)
        ]
        if not found:
            return NOTHING
        documents, weights = found[0] if len(found) == 1 else map(np.concatenate, zip(*found, strict=True))
        if not self.whole:
            living = self.living[documents]
            documents, weights = documents[living], weights[living]
        return Postings(documents, weights.astype(np.float32))

    def _read_places(self, stem: str) -> Places:
        found = []
        for part, first, number in self._parts(stem):
            documents, weights = part.documents(number)
            within = np.repeat(documents + np.int32(first), weights)
            places = (within.astype(np.int64) << DOCUMENT) + part.positions(number)
            found.append(places if self.whole else places[self.living[within]])
        return np.concatenate(found) if found else NOWHERE
