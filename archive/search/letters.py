"""Words compared letter by letter, one with very many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.search.sidecar import Ints

Letters = NDArray[np.uint8]

FIRST, SLIP = 3.0, 2.0
"""As powers of two, what speaks against a word with another first letter, which few get wrong, and for one with a
letter doubled, not doubled or swapped, or with other vowels."""

_VOWELS = frozenset("aeiouy")


def letters_of(words: NDArray[np.bytes_]) -> Letters:
    """The bytes of words, a row each, filled up with 0."""
    rows = np.ascontiguousarray(words).view(np.uint8)
    return rows.reshape(len(words), words.dtype.itemsize) if len(words) else np.zeros((0, 1), np.uint8)


def signature(letters: Letters) -> Ints:
    """A bit for each letter that a row has; two words that differ in n letters differ in at most 2 n bits."""
    found = np.zeros(len(letters), np.int32)
    for column in letters.T:
        found |= np.where(column, np.int32(1) << (column & 31).astype(np.int32), 0).astype(np.int32)
    return found


def distances(word: Letters, others: Letters, lengths: Ints) -> Ints:
    """How many letters must be put in, left out, changed, or swapped with the next, to make a word of each other.

    One pass over all at once: the usual table, a column of it for each row of `others`, which has so many letters.
    """
    width = int(lengths.max()) if len(lengths) else 0
    above: list[NDArray[np.int8]] = []
    row = [np.full(len(others), at, np.int8) for at in range(width + 1)]
    for at, letter in enumerate(word.tolist(), 1):
        fresh = [np.full(len(others), at, np.int8)]
        for column in range(1, width + 1):
            other = others[:, column - 1]
            best = np.minimum(np.minimum(row[column], fresh[column - 1]) + 1, row[column - 1] + (other != letter))
            if at > 1 and column > 1:
                swapped = (others[:, column - 2] == letter) & (other == word[at - 2])
                best = np.where(swapped, np.minimum(best, above[column - 2] + 1), best)
            fresh.append(best.astype(np.int8))
        above, row = row, fresh
    return np.stack(row)[lengths, np.arange(len(others))].astype(np.int32)


def slip(word: str, other: str) -> float:
    """What the way in which two near words differ says for the one being meant by the other."""
    likely = set(word) == set(other) or _without_vowels(word) == _without_vowels(other)
    return (SLIP if likely else 0.0) - (FIRST if word[0] != other[0] else 0.0)


def _without_vowels(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)
