"""The searches of the comparison: the same for every engine, made of words, phrases and names that the items have.

A search is plain data: `kind`, `words`, and where it has them `entity` with `entity_kind`, and `first` and `last` year.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import WORDS
from items import FUNCTION

Asked = dict[str, Any]

KINDS = ("rare word", "common word", "and", "or of four", "phrase", "prefix", "fuzzy", "entity", "dates", "page")
EACH = 40
SAMPLE = 4_000
"""Items that the words are taken from."""


def searches(corpus: Path, seed: int = 5) -> dict[str, list[Asked]]:
    """So many searches of each kind; within a kind as few words as possible come twice."""
    dice = random.Random(seed)
    with corpus.open(encoding="utf-8") as file:
        items = [json.loads(line) for line in islice(file, SAMPLE)]
    bodies = [one["body"].lower().replace(".", "").split() for one in items]
    counts = Counter(word for body in bodies for word in set(body) if word.isascii() and word.isalpha())
    usual = {*FUNCTION, *(word for words in WORDS.values() for word in words)}
    ranked = sorted(
        (word for word in counts if word not in FUNCTION and len(word) > 3), key=lambda one: (-counts[one], one)
    )
    common, rare = ranked[:160], [word for word in ranked[2000:] if word not in usual and counts[word] > 1]
    named = Counter((m[5], m[6]) for one in items for m in one["mentions"])
    entities = [pair for pair, _ in named.most_common(EACH * 3)]
    for words in (rare, entities):
        dice.shuffle(words)  # type: ignore[arg-type]
    often = _Deck(common, dice)

    def phrase() -> list[str]:
        while True:
            body = dice.choice(bodies)
            at = dice.randrange(len(body) - 3)
            words = body[at : at + 3]
            if all(word.isascii() and word.isalpha() for word in words) and not {*words} <= {*FUNCTION}:
                return words

    def years() -> Asked:
        first = dice.randint(2012, 2021)
        return {"first": str(first), "last": str(first + dice.randint(1, 4))}

    def one(kind: str, at: int) -> Asked:
        match kind:
            case "rare word":
                return {"words": [rare[at]]}
            case "common word":
                return {"words": often.next(1)}
            case "and":
                return {"words": [*often.next(1), ranked[200 + at]]}
            case "or of four":
                return {"words": often.next(4)}
            case "phrase":
                return {"words": phrase()}
            case "prefix":
                return {"words": [dice.choice(ranked)[:4]]}
            case "fuzzy":
                return {"words": [dice.choice(ranked[:1000])]}
            case "entity":
                return {"words": [], "entity": entities[at][0], "entity_kind": entities[at][1]}
            case "dates":
                return {"words": [], **years()}
        return {"words": often.next(1 + at % 2), **years()}

    return {kind: [{"kind": kind, **one(kind, at)} for at in range(EACH)] for kind in KINDS}


class _Deck:
    """Words dealt without repeating any before all were dealt."""

    def __init__(self, words: list[str], dice: random.Random) -> None:
        self.words, self.dice, self.left = words, dice, list[str]()

    def next(self, count: int) -> list[str]:
        if len(self.left) < count:
            self.left = self.dice.sample(self.words, len(self.words))
        return [self.left.pop() for _ in range(count)]
