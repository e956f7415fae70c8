"""The words that `reloc*` and `relocaton~` stand for, as stems with the most frequent first."""

from __future__ import annotations

import numpy as np

from archive.search.sidecar import Ints
from archive.search.vocabulary import Vocabulary

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def prefixed_stems(vocabulary: Vocabulary, prefix: str) -> list[str]:
    """The stems of every written word that begins so."""
    begun = vocabulary.begun(prefix)
    return _stems(vocabulary, np.arange(begun.start, begun.stop, dtype=np.int32))


def near_stems(vocabulary: Vocabulary, word: str) -> list[str]:
    """The stems of the word itself and of every written word one letter more, less, other or swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    forms = {word}
    forms |= {a + b[1:] for a, b in cuts if b}
    forms |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    forms |= {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    forms |= {a + letter + b for a, b in cuts for letter in _LETTERS}
    asked = np.array(sorted(form.encode() for form in forms), np.bytes_)
    numbers = np.searchsorted(vocabulary.words, asked)
    there = numbers < len(vocabulary.words)
    numbers, asked = numbers[there], asked[there]
    found = _stems(vocabulary, numbers[vocabulary.words[numbers] == asked].astype(np.int32))
    own = vocabulary.stem(word)
    return found if own in found else [own, *found]


def _stems(vocabulary: Vocabulary, numbers: Ints) -> list[str]:
    """The stems of words by their numbers, each once, the most frequent first."""
    ranked = numbers[np.argsort(-vocabulary.items[numbers], kind="stable")]
    return list(dict.fromkeys(np.char.decode(vocabulary.stems[ranked], "utf-8").tolist()))
