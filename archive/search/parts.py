"""The postings of one piece of the index, decoded once when it is written and mapped when it is read.

Whoosh keeps postings in pickled blocks that Python decodes one by one: a word asked for the first time would cost
twenty times what it costs later. So each commit leaves, beside Whoosh's segment, the same postings as numpy arrays;
only the pages of the words that are asked for are ever read.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """Stems in order of their bytes; the `data` of each: its documents, how often each has it, and where in each.

    Documents count from the part's first one. `starts` has one entry more than `stems`, `counts` are the documents.
    """

    stems: NDArray[np.bytes_]
    starts: Longs
    counts: Ints
    data: Ints

    def find(self, stem: bytes) -> int:
        """The number of a stem, -1 where the part lacks it."""
        at = bisect_left(self.stems, stem)  # numpy's own search copies all stems where one longer than each is asked
        return at if at < len(self.stems) and self.stems[at] == stem else -1

    def documents(self, number: int) -> tuple[Ints, Ints]:
        """The documents with a stem, in order, and how often each has it."""
        start, count = int(self.starts[number]), int(self.counts[number])
        return self.data[start : start + count], self.data[start + count : start + 2 * count]

    def positions(self, number: int) -> Ints:
        """The positions of a stem, document after document."""
        return self.data[int(self.starts[number]) + 2 * int(self.counts[number]) : int(self.starts[number + 1])]

    def save(self, folder: Path, name: str) -> None:
        """Write its two files, each whole or not at all."""
        _write(folder / f"{name}.npy", lambda file: np.save(file, self.data))
        _write(
            folder / f"{name}.npz",
            lambda file: np.savez(file, stems=self.stems, starts=self.starts, counts=self.counts),
        )

    @classmethod
    def load(cls, folder: Path, name: str) -> Part:
        """Map what `save` wrote.

        :raises OSError, ValueError, KeyError: it is missing or damaged
        """
        with np.load(folder / f"{name}.npz", allow_pickle=False) as kept:
            stems, starts, counts = kept["stems"], kept["starts"], kept["counts"]
        data = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
        if len(starts) != len(stems) + 1 or len(counts) != len(stems) or int(starts[-1]) != len(data):
            raise ValueError("the postings do not fit together")
        return cls(stems, starts, counts, data)


class Gathering:
    """The postings of documents in the order in which they are added, until they make a part; `size` counts them."""

    def __init__(self) -> None:
        self.size = 0
        self._numbers = _Numbers()
        self._stems = array("i")
        """How many stems each document has."""
        self._stem, self._weight, self._position = array("i"), array("i"), array("i")

    def add(self, places: Mapping[str, Sequence[int]]) -> None:
        """Take in the next document: each stem with its positions."""
        numbers = self._numbers
        self._stem.extend([numbers[stem] for stem in places])
        self._weight.extend(map(len, places.values()))
        self._position.extend(chain.from_iterable(places.values()))
        self._stems.append(len(places))
        self.size += 1

    def take(self, part: Part, kept: NDArray[np.bool_]) -> None:
        """Take in those documents of a part that are kept, in their order."""
        stem = np.repeat(np.arange(len(part.stems), dtype=np.int32), part.counts)
        documents, weights, positions = _columns(part)
        begins = np.cumsum(weights, dtype=np.int64) - weights
        chosen = np.flatnonzero(kept[documents])
        chosen = chosen[np.argsort(documents[chosen], kind="stable")]
        numbers = np.array([self._numbers[one.decode()] for one in part.stems.tolist()], np.int32)
        weight = weights[chosen]
        moved = np.repeat(begins[chosen], weight) + _ranks(weight)
        each = np.bincount(documents[chosen], minlength=len(kept))[kept]
        for column, values in (
            (self._stem, numbers[stem[chosen]] if len(chosen) else numbers[:0]),
            (self._weight, weight),
            (self._position, positions[moved]),
            (self._stems, each),
        ):
            column.frombytes(values.astype(np.int32).tobytes())
        self.size += int(kept.sum())

    def finished(self) -> Part:
        """The part of everything added."""
        written = sorted((stem.encode(), number) for stem, number in self._numbers.items())
        rank = np.zeros(len(written), np.int32)
        rank[[number for _, number in written]] = np.arange(len(written))
        number, weight, position, stems = (
            np.frombuffer(one, np.int32) for one in (self._stem, self._weight, self._position, self._stems)
        )
        stem, document = rank[number], np.repeat(np.arange(self.size, dtype=np.int32), stems)
        order = np.argsort(stem, kind="stable")
        counts = np.bincount(stem, minlength=len(written)).astype(np.int32)
        places = np.bincount(stem, weight, len(written)).astype(np.int64)
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(2 * counts.astype(np.int64) + places)))
        data = np.empty(int(starts[-1]), np.int32)
        first = np.repeat(starts[:-1], counts) + _ranks(counts)
        data[first] = document[order]
        data[first + np.repeat(counts, counts)] = weight[order]
        begins = np.cumsum(weight, dtype=np.int64) - weight
        moved = np.repeat(begins[order], weight[order]) + _ranks(weight[order])
        data[np.repeat(starts[:-1] + 2 * counts.astype(np.int64), places) + _ranks(places)] = position[moved]
        return Part(np.array([stem for stem, _ in written], np.bytes_), starts, counts, data)


class _Numbers(dict[str, int]):
    """Numbers stems in the order in which they are first asked for."""

    def __missing__(self, stem: str) -> int:
        self[stem] = number = len(self)
        return number


def _columns(part: Part) -> tuple[Ints, Ints, Ints]:
    """Documents, weights and positions of all stems, one stem after the other."""
    counts = part.counts.astype(np.int64)
    first = np.repeat(part.starts[:-1], counts) + _ranks(counts)
    documents, weights = part.data[first], part.data[first + np.repeat(counts, counts)]
    places = part.starts[1:] - part.starts[:-1] - 2 * counts
    return documents, weights, part.data[np.repeat(part.starts[:-1] + 2 * counts, places) + _ranks(places)]


def _ranks(counts: NDArray[Any]) -> Longs:
    """0, 1, 2 … anew for each count."""
    ends: Longs = np.cumsum(counts, dtype=np.int64)
    ranks: Longs = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - counts, counts)
    return ranks


def _write(path: Path, fill: Callable[[Any], None]) -> None:
    fresh = path.with_name(f"{path.name}.writing")
    with fresh.open("wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
