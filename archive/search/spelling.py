"""Did you mean: words of a query that (nearly) nothing has, each with the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

import numpy as np
from numpy.typing import NDArray

from archive.errors import BadQuery
from archive.reading.text import fold
from archive.search.beginnings import cut
from archive.search.letters import distances, letters_of, signature, slip
from archive.search.names import LONGEST as LONGEST_NAME
from archive.search.names import Names
from archive.search.pieces import Piece, pieces_of
from archive.search.postings import Reading
from archive.search.sidecar import Ints
from archive.search.vocabulary import Vocabulary
from archive.search.words import COMMON, WORD, written

PLENTY = 3
"""A word that so many items have is left alone."""

RARER = 20
"""A word that fewer have is only questioned if it is long, for one so many times as frequent that it is a usual slip
of: nobody means "said" by "laid"."""

SHORTEST, LONG, LONGEST = 3, 6, 24
"""Letters of a word that is looked at, from which on two may be wrong where no word is only one away, and at most."""

TOGETHER = 4.0
"""Of words equally near the one that most items have is meant; as a power of two, what speaks for one that stands in
items with the other words of the query."""

CLOSER = 6
"""Words that are compared by what stands beside them."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a query, from `start` to `end`, and what was probably meant by it; `items` is how many have that."""

    start: int
    end: int
    wrong: str
    right: str
    items: int


class Speller:
    """Knows the words and names of one generation of the index."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names, self.vocabulary = reading, names, Vocabulary.of(reading.opened)

    def corrections(self, query: str) -> tuple[Correction, ...]:
        """The words of a query that were probably mistyped, in order; empty where nothing better is known.

        Left alone are names and parts of names, words that enough items have, fields, `word*` and `word~`.
        """
        plain = fold(query)
        try:
            pieces = pieces_of(plain)
        except BadQuery:
            return ()
        words = [found for piece in self._asked(plain, pieces) for found in _words(piece)]
        known = [stem for _, word in words if self.reading.frequency(stem := self.vocabulary.stem(word))]
        found = []
        for start, word in words:
            if self._is_wrong(word) and (right := self._meant(word, known)):
                as_typed = plain[start : start + len(word)]
                found.append(Correction(start, start + len(word), as_typed, _like(as_typed, right[0]), right[1]))
        return tuple(found)

    def near(self, word: str) -> list[tuple[str, int]]:
        """Words in small letters that a word may be a slip for, with how many items have them, the likeliest first."""
        likely = self._scored(word, self.reading.frequency(self.vocabulary.stem(word)))
        return [(one, items) for _, one, items in likely]

    # --- which words are looked at -------------------------------------------------------------------

    def _asked(self, query: str, pieces: Sequence[Piece]) -> Iterable[Piece]:
        """The words and phrases, without operators, fields, open endings and runs of words that are a name."""
        plain = [one for one in pieces if _is_plain(one)]
        at = 0
        while at < len(plain):
            for end in range(min(len(plain), at + LONGEST_NAME), at, -1):
                between = query[plain[at].start : plain[end - 1].end]
                if plain[at].kind == "word" and '"' not in between and self.names.meant(between):
                    at = end
                    break
            else:
                yield plain[at]
                at += 1

    def _is_wrong(self, word: str) -> bool:
        """Whether a word is one to look at: of letters, in no name, and rare."""
        if not (word.isascii() and word.isalpha()) or word in COMMON or word in self._in_names:
            return False
        items = self._frequency(word)
        return items < PLENTY and (LONG if items else SHORTEST) <= len(word) <= LONGEST

    def _frequency(self, word: str) -> int:
        return self.reading.frequency(self.vocabulary.stem(word))

    @cached_property
    def _in_names(self) -> frozenset[str]:
        """Every word of every name, mentioned here or not: it is no mistake."""
        return frozenset(word for key in self.names.forms for word in cut(key))

    @cached_property
    def _only_in_names(self) -> tuple[NDArray[np.bytes_], Ints]:
        """Words of names of mentioned entities that no item has as they are, with how many items mention those."""
        found: dict[str, int] = {}
        for key, forms in self.names.forms.items():
            items = max(self.names.items.get(form.entity, 0) for form in forms)
            for word in cut(key) if items else ():
                if word.isascii() and word.isalpha() and word not in COMMON and len(word) >= SHORTEST:
                    found[word] = max(items, found.get(word, 0))
        missing = sorted(word for word in found if self.vocabulary.find(word) is None)
        return np.array(missing or [""], np.bytes_), np.array(
            [found.get(word, 0) for word in missing or [""]], np.int32
        )

    # --- what was meant ------------------------------------------------------------------------------

    def _meant(self, word: str, known: Sequence[str]) -> tuple[str, int] | None:
        """The likeliest word, those preferred that stand in items with the words known."""
        likely = self._scored(word, self._frequency(word))[:CLOSER]
        if len(likely) > 1 and known:
            beside = np.zeros(self.reading.opened.sidecar.size, np.bool_)
            for stem in known:
                beside[self.reading.postings(stem).documents] = True
            rescored = []
            for score, one, items in likely:
                shared = beside[self.reading.postings(self.vocabulary.stem(one)).documents].any()
                rescored.append((score + (TOGETHER if shared else 0.0), one, items))
            likely = sorted(rescored, key=lambda one: (-one[0], one[1]))
        if likely:
            return likely[0][1:]
        return None if self._frequency(word) else self._split(word)

    def _scored(self, word: str, frequency: int) -> list[tuple[float, str, int]]:
        """Words near enough with a score and how many items have them, best first; one for each stem."""
        own, least = self.vocabulary.stem(word), max(1, frequency * RARER)
        for most in (1, 2) if len(word) >= LONG and not frequency else (1,):
            best: dict[str, tuple[float, str, int]] = {}
            for other, items in self._near(word, most):
                stem = self.vocabulary.stem(other)
                likely = slip(word, other)
                if stem != own and items >= least and other.isalpha() and (likely > 0 or not frequency):
                    scored = log2(items) + likely, other, items
                    best[stem] = max(scored, best.get(stem, scored))
            if best:
                return sorted(best.values(), key=lambda one: (-one[0], one[1]))
        return []

    def _near(self, word: str, most: int) -> Iterable[tuple[str, int]]:
        """Written words and words of names at most so many letters from a word, with how many items have them."""
        vocabulary, typed = self.vocabulary, np.frombuffer(word.encode(), np.uint8)
        extra, extra_items = self._only_in_names
        pools = (
            (vocabulary.words, vocabulary.items, vocabulary.lengths, vocabulary.signatures),
            (extra, extra_items, np.char.str_len(extra).astype(np.int32), signature(letters_of(extra))),
        )
        bits = signature(typed[None, :])
        for words, items, lengths, signatures in pools:
            alike = (np.abs(lengths - len(word)) <= most) & (np.bitwise_count(signatures ^ bits) <= 2 * most)
            numbers = np.flatnonzero(alike & (items > 0))
            away = distances(typed, letters_of(words[numbers]), lengths[numbers])
            for number in np.flatnonzero(away <= most).tolist():
                yield bytes(words[numbers[number]]).decode(), int(items[numbers[number]])

    def _split(self, word: str) -> tuple[str, int] | None:
        """Two words that were written as one, each in at least as many items as make plenty."""
        halves = [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]
        fits = []
        for one, other in halves:
            if self.vocabulary.find(one) is not None and self.vocabulary.find(other) is not None:
                fits.append((min(self._frequency(one), self._frequency(other)), f"{one} {other}"))
        items, split = max(fits, default=(0, ""))
        return (split, items) if items >= PLENTY else None


def _is_plain(piece: Piece) -> bool:
    if piece.kind == "phrase":
        return True
    field = ":" in piece.text
    return piece.kind == "word" and not field and piece.text not in ("AND", "OR", "NOT") and piece.text[-1] not in "*~"


def _words(piece: Piece) -> Iterable[tuple[int, str]]:
    """The words of a piece in small letters, with where they stand in the query."""
    first = piece.start + (piece.kind == "phrase")
    for match in WORD.finditer(piece.text):
        if match[0].isalpha():
            yield first + match.start(), written(match[0])


def _like(typed: str, right: str) -> str:
    """A word in small letters written as what was typed: "Futema" makes "Futenma"."""
    if len(typed) > 1 and typed.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if typed[0].isupper() else right
