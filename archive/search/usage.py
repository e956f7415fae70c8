"""How words are usually written, learnt from some of the texts: "relocation" rather than "relocates", "Tokyo", "US"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archive.reading.text import fold
from archive.search.words import BREAK, WORD, written

NOUNS = ("tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism")
"""Endings that make the form one would look up, where the texts do not say which is usual."""

NEARLY_ALWAYS = 50
"""A word is a name, and shown with its capital, where it stands in small letters less than once in so many times."""


class Usage:
    """The written forms in some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        pieces: Counter[str] = Counter()
        for text in texts:
            pieces.update(WORD.findall(fold(text)))
        forms: dict[str, Counter[str]] = {}
        for piece, times in pieces.items():
            if piece != BREAK:
                forms.setdefault(written(piece), Counter())[piece.removesuffix("'s")] += times
        self._times = {word: kinds.total() for word, kinds in forms.items()}
        self._shown = {word: usual for word, kinds in forms.items() if (usual := _usual(kinds)) != word}

    def times(self, word: str) -> int:
        """How often a word in small letters stands in the texts."""
        return self._times.get(word, 0)

    def shown(self, word: str) -> str:
        """A word in small letters as it is usually written."""
        return self._shown.get(word, word)

    def best(self, words: Iterable[str]) -> str:
        """Of the forms of one stem the one to show: the most usual, else a noun, else the shortest."""
        return min(words, key=lambda word: (-self.times(word), not word.endswith(NOUNS), len(word), word))


def _usual(forms: Counter[str]) -> str:
    usual, times = forms.most_common(1)[0]
    lower = next((form for form in forms if form.islower()), "")
    return lower if lower and forms[lower] * NEARLY_ALWAYS >= times else usual
