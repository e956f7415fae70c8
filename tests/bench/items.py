"""Generated items for comparing engines: always the same for a seed, with mentions and dates already read in them.

Reading and linking are not what is compared, so each item comes with its spans. Words follow Zipf's law in
Mandelbrot's form over `VOCABULARY` words: those of `words.yaml` in their forms, then made ones. Entities are those of
`data/knowledge`, the n-th with a frequency of 1/(n + SPREAD). Issues are of 2012 to 2025, one a week and series:
5,000 items are two series, 200,000 fifty-five.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from corpus import ENDINGS, FIRST_YEAR, LAST_YEAR, SPREAD, WORDS

from archive import settings
from archive.reading import knowledge as reference
from archive.reference import Entity

VOCABULARY, EXPONENT, SHIFT = 150_000, 1.2, 2.7
FUNCTION = WORDS["function"]
"""The words of highest rank; most of them are too common for any index."""

AN_ISSUE, A_YEAR = 5, 52
"""Items an issue, issues a year and series."""

SENTENCES, LENGTH = (5, 6), (14, 22)
MENTIONING, TELLING = 0.75, 0.2
"""Of ten sentences so many name an entity, and tell a day."""


@dataclass(frozen=True, slots=True)
class Made:
    """An item as every engine is given it; days are ISO text, spans (field, sentence, start, end, text, what)."""

    issue: str
    position: int
    headline: str
    body: str
    earliest: str
    latest: str
    mentions: list[tuple[str, int, int, int, str, str, str]]
    told: list[tuple[str, int, int, int, str, str]]

    @property
    def id(self) -> str:
        """The item's id."""
        return f"{self.issue}#{self.position}"


class Vocabulary:
    """Words by rank, and how to draw them."""

    def __init__(self, dice: random.Random) -> None:
        known = [word for kind in ("nouns", "verbs", "adjectives") for word in WORDS[kind]]
        known += [word.removesuffix("s") + ending for word in WORDS["nouns"] for ending in ENDINGS]
        dice.shuffle(known)
        self.words = list(dict.fromkeys([*FUNCTION, *known]))
        seen, starts = set(self.words), ("", *"bcdfghjlmnprstvw", "br", "cr", "dr", "pl", "pr", "st", "str", "tr", "sh")
        ends = ("", "", "", "s", "ed", "ing", "er", "ment", "tion", "al", "ly", "ness", "ist", "ity")
        while len(self.words) < VOCABULARY:
            core = "".join(dice.choice(starts[1:]) + dice.choice("aeiou") for _ in range(dice.randint(1, 3)))
            word = core + dice.choice("nrltmsdkp") + dice.choice(ends)
            if word not in seen:
                seen.add(word)
                self.words.append(word)
        weights = 1 / (np.arange(VOCABULARY) + SHIFT) ** EXPONENT
        self.reach = np.cumsum(weights) / weights.sum()

    def draw(self, numbers: np.random.Generator, count: int) -> list[str]:
        """So many words."""
        return [self.words[rank] for rank in np.searchsorted(self.reach, numbers.random(count)).tolist()]


class _Writer:
    def __init__(self, seed: int) -> None:
        self.dice, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.vocabulary = Vocabulary(self.dice)
        knowledge = reference.load(settings.DATA / "knowledge")
        self.entities = [one for one in knowledge.entities.values() if one.kind != "office"]
        self.dice.shuffle(self.entities)
        weights = 1 / (np.arange(len(self.entities)) + SPREAD)
        self.reach = np.cumsum(weights) / weights.sum()

    def entity(self) -> tuple[Entity, str]:
        one = self.entities[int(np.searchsorted(self.reach, self.dice.random()))]
        return one, self.dice.choice(one.aliases).text if one.aliases and self.dice.random() < 0.3 else one.name

    def field(self, name: str, lengths: list[int], published: date) -> tuple[str, list[Any], list[Any]]:
        words, text = iter(self.vocabulary.draw(self.numbers, sum(lengths))), ""
        mentions: list[Any] = []
        told: list[Any] = []
        for length in lengths:
            begun = len(text) + bool(text)
            parts = [next(words) for _ in range(length)]
            at = self.dice.randrange(1, length)
            if self.dice.random() < MENTIONING:
                entity, form = self.entity()
                start = begun + sum(map(len, parts[:at])) + at
                mentions.append((name, begun, start, start + len(form), form, entity.id, entity.kind))
                parts[at] = form
            if name == "body" and self.dice.random() < TELLING:
                day = published - timedelta(days=self.dice.randint(1, 40))
                said = f"{day:%B} {day.day}"
                start = begun + sum(map(len, parts)) + len(parts) + 3
                told.append((name, begun, start, start + len(said), said, day.isoformat()))
                parts += ["on", said]
            line = " ".join(parts)
            text += " " * bool(text) + line[0].upper() + line[1:] + ("." if name == "body" else "")
        return text, mentions, told

    def item(self, issue: str, position: int, published: date, latest: date) -> Made:
        headline, named, _ = self.field("headline", [self.dice.randint(6, 9)], published)
        lengths = [self.dice.randint(*LENGTH) for _ in range(self.dice.randint(*SENTENCES))]
        body, mentions, told = self.field("body", lengths, published)
        days = published.isoformat(), latest.isoformat()
        return Made(issue, position, headline, body, *days, named + mentions, told)


def series_of(items: int) -> list[str]:
    """The ids of the series that so many items fill."""
    each = AN_ISSUE * A_YEAR * (LAST_YEAR - FIRST_YEAR + 1)
    return [f"digest-{at + 1}" for at in range(-(-items // each))]


def made(items: int, seed: int = 11) -> Iterator[Made]:
    """So many items, issue by issue."""
    writer = _Writer(seed)
    issues = -(-items // AN_ISSUE)
    series = series_of(items)
    weeks = -(-issues // len(series))
    for at in range(issues):
        week, which = divmod(at, len(series))
        published = date(FIRST_YEAR, 1, 4) + timedelta(days=week * 364 * (LAST_YEAR - FIRST_YEAR + 1) // weeks)
        latest = published + timedelta(days=6 if writer.dice.random() < 0.15 else 0)
        issue = f"{series[which]}/{published.year - FIRST_YEAR + 1}.{week + 1}"
        for position in range(1, min(AN_ISSUE, items - at * AN_ISSUE) + 1):
            yield writer.item(issue, position, published, latest)


def write(path: Path, items: int) -> None:
    """Write the items as JSON lines, unless they are there."""
    if not path.exists():
        fresh = path.with_suffix(".writing")
        with fresh.open("w", encoding="utf-8") as file:
            for one in made(items):
                file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        fresh.replace(path)
