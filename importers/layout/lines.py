"""Lines and prose: what reads as a headline, what as a body, and which line says another one again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.model import Block
from archive.reading.text import fold
from importers.layout.pairing import keys

_STOP = re.compile(r"[.!?…][\"')\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,3}$")  # "… in the U.S." ends no sentence
_WORD = re.compile(r"[^\W_]+")
_LONG = 180
"""Characters that no headline reaches: the longest of the real ones has 96."""
_ALIKE = 0.8
"""The share of telling words by which two lines are the same headline ("Nago votes", "Nago votes today")."""


def is_body(block: Block) -> bool:
    """Whether a block reads as prose: it is long, or ends as a sentence does."""
    text = fold(block.text)
    return len(text) >= _LONG or (bool(_STOP.search(text)) and not _ABBREVIATED.search(text))


def repeats(block: Block, headlines: Sequence[Block]) -> Block | None:
    """The headline that a line says again: word for word, whatever signs and capitals it has, or nearly."""
    if len(block.text) >= _LONG:
        return None
    said = _words(block)
    same = next((one for one in headlines if said and _words(one) == said), None)
    if same is not None or is_body(block):
        return same
    telling = set(keys(block.text))
    for one in headlines:
        known = set(keys(one.text))
        if telling and len(telling & known) >= _ALIKE * max(len(telling), len(known)):
            return one
    return None


def says_most_of(line: Block, headline: Block) -> bool:
    """Whether a line above a body is a headline of the list in other words: it has half of its telling words."""
    known = set(keys(headline.text))
    return bool(known) and len(known & set(keys(line.text))) * 2 >= len(known)


def said_again(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where the lines that are said again later start and end, word for word most of them; None if there are none."""
    said = [_words(block) if len(block.text) < _LONG else () for block in blocks]
    seen: dict[tuple[str, ...], int] = {}
    end = next((place for place, one in enumerate(said) if one and seen.setdefault(one, place) != place), None)
    if end is None:
        return None
    later = set(said[end:])
    again = [place for place in range(end) if said[place] and said[place] in later]
    start, last = again[0], again[-1] + 1
    if any(map(is_body, blocks[last:end])):  # the first body's headline is said in other words
        end = last
    return (start, end) if 2 * len(again) > end - start else None


def _words(block: Block) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(block.text).lower()))
