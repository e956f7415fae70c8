"""The written words of one generation of the index, and in how many items each one's stem stands."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from archive.search.index import Opened
from archive.search.letters import letters_of, signature
from archive.search.sidecar import Ints
from archive.search.words import stemmed


class Vocabulary:
    """Written words (UTF-8, in order) with their stems; `items` counts the documents with each stem.

    Deleted documents that still lie in the index are counted.
    """

    def __init__(self, opened: Opened) -> None:
        self.words, self.stems = opened.sidecar.words, opened.sidecar.stems
        self.items = np.zeros(len(self.stems), np.int32)
        for part in opened.parts:
            if len(part.stems):
                at = np.minimum(np.searchsorted(part.stems, self.stems), len(part.stems) - 1)
                self.items += np.where(part.stems[at] == self.stems, part.counts[at], 0).astype(np.int32)

    @classmethod
    def of(cls, opened: Opened) -> Vocabulary:
        """The vocabulary of a generation, worked out once."""
        kept: Vocabulary | None = opened.cache.get("vocabulary")
        return kept or opened.cache.setdefault("vocabulary", cls(opened))

    def begun(self, prefix: str) -> slice:
        """The numbers of the words that begin so."""
        first = prefix.encode()
        start, end = np.searchsorted(self.words, np.array([first, first + b"\xff"]))  # no letter has such a byte
        return slice(int(start), int(end))

    def find(self, word: str) -> int | None:
        """The number of a word in small letters; None where it was never written."""
        written = word.encode()
        at = int(np.searchsorted(self.words, np.array(written)))
        return at if at < len(self.words) and self.words[at] == written else None

    def word(self, number: int) -> str:
        """The word of a number."""
        return bytes(self.words[number]).decode()

    def stem(self, word: str) -> str:
        """The stem of a word in small letters, whether it was ever written or not."""
        number = self.find(word)
        return stemmed(word) if number is None else bytes(self.stems[number]).decode()

    # --- for comparing letter by letter ----------------------------------------------------------------

    @cached_property
    def lengths(self) -> Ints:
        """Bytes of each word."""
        return np.char.str_len(self.words).astype(np.int32)

    @cached_property
    def signatures(self) -> Ints:
        """Which letters each word has, see `signature`."""
        return signature(letters_of(self.words))
