"""Words as the index knows them: cut from folded text, in small letters, without endings."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import Token
from whoosh.lang.porter import stem

from archive.reading.text import fold

BREAK = "\x1e"
"""Stands between two parts of an item's text; no phrase reaches across it."""

LONGEST = 48
"""Letters of a word that count; what is longer is an address or noise."""

ROOM = 1000
"""Positions of a part start at the next multiple of this, so a position below it is in the headline."""

WORD = re.compile(
    rf"{BREAK}"
    r"|(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # "U.S.", "F.E. Warren"
    r"|\d+(?:[.,]\d+)+"  # "34,134", "2.5"
    r"|[^\W_]+(?:'[^\W_]+)?"  # "base", "Japan's", "O'Neill"; of "test-ban" each half
)

COMMON = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "in", "is")
    + ("it", "its", "not", "of", "on", "or", "that", "the", "this", "to", "was", "were", "with")
)
"""Words in nearly every item; they keep their place in a phrase but are not indexed. Not "us", not "may"."""

KEPT = {  # where the ending makes another word, or spelling the same one
    **{word: word for word in ("based", "basing", "united", "news", "international", "general", "generally")},
    **{"organization": "organization", "organizations": "organization", "organisation": "organization"},
    **{"university": "university", "universities": "university", "defence": "defens", "programme": "program"},
    **{"programmes": "program", "centre": "center", "centres": "center", "bases": "base"},
}


def written(piece: str) -> str:
    """A word in small letters without dots, commas and the genitive: "Japan's" → "japan", "U.S." → "us"."""
    word = piece.lower().removesuffix("'s").replace("'", "")[:LONGEST]
    if word[0].isdigit():
        return word.replace(",", "")
    return word.replace(".", "")


def stemmed(word: str) -> str:
    """A written word without its endings: "relocation" → "reloc"; "based" stays, it is no base."""
    if kept := KEPT.get(word):
        return kept
    return str(stem(word)) if word.isascii() and word.isalpha() else word


REMEMBERED = 10_000
"""Texts whose words are remembered, about 2 KB each: headlines and bodies of the items that pages showed lately."""


class Cut(NamedTuple):
    """The indexed words of a text: their stems, and where each stands among the words and among the characters."""

    stems: tuple[str, ...]
    positions: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


class Words:
    """Cuts text into words; `seen` maps every written word met so far to its stem.

    It stands where Whoosh expects an analyzer.
    """

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self._pieces: dict[str, str] = {}
        self.remembered = lru_cache(REMEMBERED)(self._whole)

    def __getstate__(self) -> dict[str, Any]:
        return {}

    def __setstate__(self, _: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]

    def stem(self, piece: str) -> str:
        """The stem of a word as it stands in the text, empty for a common one; worked out once."""
        word = written(piece)
        if word in COMMON:
            stem = ""
        elif word in self.seen:
            stem = self.seen[word]
        else:
            stem = self.seen[word] = stemmed(word)
        self._pieces[piece] = stem
        return stem

    def cut(self, text: str) -> Iterator[tuple[str, int, int, int]]:
        """Each indexed word of folded text as (stem, position, start, end)."""
        position, known = 0, self._pieces
        for match in WORD.finditer(text):
            piece = match[0]
            stem = known.get(piece)
            if stem is None:
                if piece == BREAK:
                    position += ROOM - position % ROOM
                    continue
                stem = self.stem(piece)
            if stem:
                yield stem, position, match.start(), match.end()
            position += 1

    def _whole(self, text: str) -> Cut:
        """All words of a text as it stands in the catalog."""
        found = list(self.cut(fold(text)))
        stems, *numbers = zip(*found, strict=True) if found else ((), (), (), ())
        return Cut(stems, *(array("i", column) for column in numbers))

    def places(self, text: str) -> dict[str, list[int]]:
        """The positions of each stem of folded text."""
        found: dict[str, list[int]] = {}
        for word, position, _, _ in self.cut(text):
            found.setdefault(word, []).append(position)
        return found

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        """Whoosh's way to ask for the words of a text."""
        token = Token(positions=True)
        for token.text, token.pos, _, _ in self.cut(value):
            yield token


def indexed(headline: str, body: str) -> str:
    """The text of an item as it is indexed: the headline counts twice."""
    return fold(f"{headline}{BREAK}{headline}{BREAK}{body}".replace("\x00", " "))
