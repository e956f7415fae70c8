"""The words that `reloc*` and `relocaton~` stand for, as stems with the most frequent first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archive.search.index import Opened
from archive.search.sidecar import Ints
from archive.search.vocabulary import Vocabulary

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def prefixed_stems(opened: Opened, prefix: str) -> list[str]:
    """The stems of every written word that begins so."""
    vocabulary = Vocabulary.of(opened)
    begun = vocabulary.begun(prefix)
    return _stems(vocabulary, np.arange(begun.start, begun.stop, dtype=np.int32))


def near_stems(opened: Opened, word: str) -> list[str]:
    """The stems of the word itself and of every written word or stem one letter more, less, other or swapped."""
    vocabulary = Vocabulary.of(opened)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    forms = {word}
    forms |= {a + b[1:] for a, b in cuts if b}
    forms |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    forms |= {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    forms |= {a + letter + b for a, b in cuts for letter in _LETTERS}
    asked = np.array(sorted(form.encode() for form in forms), np.bytes_)
    found = _stems(vocabulary, _among(vocabulary.words, asked))
    found += [one for part in opened.parts for one in _texts(part.stems[_among(part.stems, asked)])]
    return list(dict.fromkeys((*found, vocabulary.stem(word))))


def _among(ordered: NDArray[np.bytes_], asked: NDArray[np.bytes_]) -> Ints:
    """The places in an ordered list of what was asked for."""
    at = np.searchsorted(ordered, asked)
    inside = at < len(ordered)
    at, asked = at[inside], asked[inside]
    found: Ints = at[ordered[at] == asked].astype(np.int32)
    return found


def _stems(vocabulary: Vocabulary, numbers: Ints) -> list[str]:
    """The stems of words by their numbers, each once, the most frequent first."""
    ranked = numbers[np.argsort(-vocabulary.items[numbers], kind="stable")]
    return list(dict.fromkeys(_texts(vocabulary.stems[ranked])))


def _texts(written: NDArray[np.bytes_]) -> list[str]:
    found: list[str] = np.char.decode(written, "utf-8").tolist()
    return found
