"""Which headline belongs to which body: by the uncommon words, names and numbers they share; order breaks ties."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from archive.reading.text import fold

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_COMMON = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "has",
        "have",
        "his",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "new",
        "not",
        "of",
        "on",
        "or",
        "over",
        "said",
        "than",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "up",
        "was",
        "were",
        "which",
        "who",
        "will",
        "with",
        "us",
    ]
)
_IN_PLACE = 0.8
"""Standing in the same place is worth less than a rare shared word (ln 6 of five bodies), more than a common one."""
_BOND = 0.7
"""What a word shared with the paragraph before is worth beside one shared with the headline."""
_REFERS_BACK = 1.5
_UNEVEN = 8.0
"""What a body twice as long as usual costs: four or five rare shared words; real ones differ by a third."""
_MOST_PARAGRAPHS = 60
"""Beyond this many paragraphs the search (their square) is too slow, and each is a body of its own."""
_BACKWARD = re.compile(  # "He said that …", "The two leaders …": the first paragraph of a story names them
    r"(?:he|she|they|it|its|his|her|their|this|that|these|those|both"
    r"|the (?:two|three|pact|deal|agreement|statement|document|move|minister)"
    r"|under the|in (?:a|the) (?:statement|joint|same)|separately|earlier|also|but|however|meanwhile)\b",
    re.IGNORECASE,
)
_MOST = 10
"""Beyond this many headlines the exact search (2^n states) is too slow, and order alone decides."""


def keys(text: str) -> dict[str, float]:
    """The telling words of a text, cut to stems ("deployment": "deplo"); names and numbers weigh more by half."""
    found: dict[str, float] = {}
    for match in _WORD.finditer(fold(text)):
        word = match[0]
        low = word.lower()
        if low in _COMMON or (len(low) < 2 and not low.isdigit()):
            continue
        stem = low[:5] if len(low) > 5 else low.removesuffix("s")
        telling = word[0].isdigit() or (word[0].isupper() and match.start() > 0)
        found[stem] = max(found.get(stem, 0.0), 1.5 if telling else 1.0)
    return found


def likeness(headlines: Sequence[str], bodies: Sequence[str]) -> list[list[float]]:
    """How well each headline (row) fits each body (column): shared words, weighed by their rarity in the bodies."""
    places: dict[str, list[int]] = {}
    for place, body in enumerate(bodies):
        for key in keys(body):
            places.setdefault(key, []).append(place)
    fits = []
    for headline in headlines:
        row = [0.0] * len(bodies)
        for key, weight in keys(headline).items():
            found = places.get(key, [])
            for place in found:
                row[place] += weight * math.log((len(bodies) + 1) / len(found))
        fits.append(row)
    return fits


def pair(fits: Sequence[Sequence[float]], columns: int) -> list[int | None]:
    """For each body the headline it gets, by the assignment with the greatest sum.

    As many pairs as possible are made. Where there are more headlines than bodies, the last ones
    count as standing in place: what comes before the list is navigation more often than news.
    """
    rows = len(fits)
    few, many = min(rows, columns), max(rows, columns)
    if many > _MOST or few == 0:
        return [row if row < rows else None for row in range(columns)]
    extra = max(0, rows - columns)

    def worth(row: int, column: int) -> float:
        return fits[row][column] + (_IN_PLACE if row - extra == column else 0.0)

    by_column = rows >= columns  # walk the shorter side, choose from the longer one
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for step in range(few):
        grown: dict[int, tuple[float, tuple[int, ...]]] = {}
        for taken, (total, chosen) in best.items():
            for other in range(many):
                if taken >> other & 1:
                    continue
                gain = worth(other, step) if by_column else worth(step, other)
                candidate = (round(total + gain, 9), (*chosen, other))
                key = taken | 1 << other
                if key not in grown or _better(candidate, grown[key]):
                    grown[key] = candidate
        best = grown
    first, *others = best.values()
    for candidate in others:
        if _better(candidate, first):
            first = candidate
    if by_column:
        return list(first[1])
    return [first[1].index(column) if column in first[1] else None for column in range(columns)]


def _better(one: tuple[float, tuple[int, ...]], other: tuple[float, tuple[int, ...]]) -> bool:
    """The greater sum; at the same sum the one closest to printed order."""
    return one[0] > other[0] or (one[0] == other[0] and one[1] < other[1])


def bonds(paragraphs: Sequence[str]) -> list[float]:
    """How much each paragraph has to do with the one before it: "He also said" goes on, a shared name binds."""
    likes = likeness(paragraphs, paragraphs)
    return [
        (likes[place][place - 1] * _BOND if place else 0.0) + (_REFERS_BACK if _BACKWARD.match(fold(text)) else 0.0)
        for place, text in enumerate(paragraphs)
    ]


def partition(
    fits: Sequence[Sequence[float]], forced: Sequence[bool], bound: Sequence[float], lengths: Sequence[int]
) -> list[int]:
    """The places where paragraphs open a new body, if each headline in turn gets a run of them with the greatest fit.

    `forced` says which paragraphs certainly open one (bullets); the first always does. `bound` is what
    each gains by staying with the one before it, `lengths` are their characters: bodies of an issue are
    about as long as each other. There must be at least as many paragraphs as headlines.
    """
    rows, columns = len(fits), len(forced)
    certain = [place for place in range(columns) if place == 0 or forced[place]]
    if columns > _MOST_PARAGRAPHS:
        return certain
    usual = sum(lengths) / rows
    best: dict[int, tuple[float, tuple[int, ...]]] = {
        0: (0.0, ())
    }  # up to which paragraph: what it is worth, the places
    for row in range(rows):
        grown: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (total, places) in best.items():
            for end in range(start + 1, columns + 1):
                if end - start > 1 and forced[end - 1]:
                    break
                gain = sum(fits[row][start:end]) + sum(bound[start + 1 : end])
                gain -= _UNEVEN * (sum(lengths[start:end]) / usual - 1) ** 2
                candidate = (round(total + gain, 9), (*places, start))
                if end not in grown or candidate > grown[end]:
                    grown[end] = candidate
        best = grown
    return list(best[columns][1]) if columns in best else certain
