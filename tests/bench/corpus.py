"""Generated back issues for benchmarks: always the same for a seed, of no meaning, but of realistic shape.

Words come by Zipf's law from a few hundred of our own, their usual forms, and some thousand made-up names; people,
bases, agreements, organizations and places from `data/knowledge`, with titles they held on the day. Volume 1 is 2012.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import yaml

from archive import settings
from archive.model import Source
from archive.reading import knowledge as reference
from archive.reading.knowledge import Knowledge

FIRST_YEAR, LAST_YEAR = 2012, 2025
ITEMS, SENTENCES = 5, 5

WORDS = {
    kind: words.split()
    for kind, words in yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8")).items()
}
ENDINGS = ("", "s", "'s")
SPREAD = 12
"""Added to each rank in Zipf's law (Mandelbrot's form): the most frequent words of a language are none of these."""

SENTENCE_SHAPES = (
    "{holder} {verb} {a} {adjective} {noun} with {organization} on {day}, {link} {tail}.",
    "The {noun} at {base} was {verb} on {day} {link} {tail}.",
    "{organization} {verb} the {adjective} {noun} {link} {tail}, and {person} {verb2} it.",
    "Officials from {place} {verb} {a} {noun} under {agreement} {link} {tail}.",
    "According to {name} news reports, {tail} {link} the {noun} in {place}.",
    "In {month}, {person} {verb} {agreement}, {link} {tail}.",
)
HEADLINES = (
    "{person} and {place} officials discuss {adjective} {noun}",
    "{organization} {verb} {noun} near {base}",
    "{adjective} {noun} {verb} in {place}",
    "First {adjective} {noun} under {agreement} {verb}",
)


class _Zipf:
    """Draws words, the n-th with a frequency of 1/(n + SPREAD)."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words, self.weights = words, list(accumulate(1 / (rank + SPREAD) for rank in range(len(words))))

    def draw(self, dice: random.Random) -> str:
        return dice.choices(self.words, cum_weights=self.weights)[0]


class _Writer:
    def __init__(self, knowledge: Knowledge, dice: random.Random) -> None:
        self.knowledge, self.dice = knowledge, dice
        made = {"".join(dice.choices(WORDS["syllables"], k=dice.randint(2, 4))).capitalize() for _ in range(3000)}
        forms = {f"{noun.removesuffix('s')}{ending}" for noun in WORDS["nouns"] for ending in ENDINGS}
        mixed = sorted({*forms, *WORDS["verbs"], *WORDS["adjectives"], *made})
        dice.shuffle(mixed)
        self.nouns, self.verbs, self.adjectives = (
            _Zipf(WORDS["nouns"]),
            _Zipf(WORDS["verbs"]),
            _Zipf(WORDS["adjectives"]),
        )
        self.any, self.made = _Zipf([*WORDS["nouns"], *mixed]), _Zipf(sorted(made))
        named: dict[str, list[str]] = {}
        for entity in knowledge.entities.values():
            named.setdefault(entity.kind, []).append(entity.name)
        for names in named.values():
            dice.shuffle(names)
        self.named = {kind: _Zipf(names) for kind, names in named.items()}

    def tail(self) -> str:
        dice = self.dice
        words = [self.any.draw(dice) for _ in range(dice.randint(9, 14))]
        words[3:3], words[7:7] = ["the"], ["of", "the"]
        return " ".join(words)

    def holder(self, day: date) -> str:
        """A title with the name of who held it, or a name alone."""
        for _ in range(6):
            office = self.dice.choice(sorted(self.knowledge.tenures_by_office))
            for tenure in self.knowledge.tenures_by_office[office]:
                titles = self.knowledge.entities[office].facts.get("titles")
                if tenure.surely_covers(day) and isinstance(titles, tuple) and titles:
                    return f"{titles[0]} {self.knowledge.entities[tenure.person].name}"
        return self.named["leader"].draw(self.dice)

    def fill(self, shape: str, published: date) -> str:
        dice = self.dice
        past = published - timedelta(days=dice.randint(1, 13))
        month = published - timedelta(days=dice.randint(40, 300))
        adjective = self.adjectives.draw(dice)
        return shape.format(
            holder=self.holder(past),
            person=self.named["leader"].draw(dice),
            base=self.named["base"].draw(dice),
            agreement=self.named["agreement"].draw(dice),
            organization=self.named["organization"].draw(dice),
            place=self.named["place"].draw(dice),
            name=self.made.draw(dice),
            noun=self.nouns.draw(dice),
            verb=self.verbs.draw(dice),
            verb2=self.verbs.draw(dice),
            adjective=adjective,
            a="an" if adjective[0] in "aeiou" else "a",
            link=dice.choice(WORDS["links"]),
            tail=self.tail(),
            day=f"{past:%B} {past.day}",
            month=f"{month:%B %Y}",
        )

    def item(self, published: date) -> tuple[str, str]:
        headline = self.fill(self.dice.choice(HEADLINES), published)
        shapes = self.dice.sample(SENTENCE_SHAPES, SENTENCES)
        return headline[0].upper() + headline[1:], " ".join(self.fill(shape, published) for shape in shapes)


def generated(issues: int, seed: int = 7) -> Iterator[Source]:
    """Back issues of 2012 to 2025 as plain text, five items of about 110 words each, in order of their numbers."""
    dice = random.Random(seed)
    writer = _Writer(reference.load(settings.DATA / "knowledge"), dice)
    per_year = numbers_a_year(issues)
    for at in range(issues):
        year, number = FIRST_YEAR + at // per_year, at % per_year + 1
        published = date(year, 1, 4) + timedelta(days=round((number - 1) * 360 / per_year))
        volume = year - FIRST_YEAR + 1
        items = [writer.item(published) for _ in range(ITEMS)]
        lines = [f"US-Japan Alliance Digest Vol {volume}.{number}", "", "Headlines:"]
        lines += [f"• {headline}" for headline, _ in items]
        lines += ["", "Details:", *(f"• {body}" for _, body in items)]
        yield Source(("\n".join(lines) + "\n").encode(), f"digest-vol-{volume}.{number}.txt")


def numbers_a_year(issues: int) -> int:
    """How many numbers a volume has when so many issues fill the years."""
    return -(-issues // (LAST_YEAR - FIRST_YEAR + 1))


def reference_data(folder: Path, issues: int) -> Path:
    """A data folder for an archive of generated issues: our knowledge, and a series that began in 2012."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "knowledge").exists():
        (folder / "knowledge").symlink_to(settings.DATA / "knowledge", target_is_directory=True)
    text = (settings.DATA / "series.yaml").read_text("utf-8")
    lines = {"first_year": str(FIRST_YEAR), "days_between": str(max(1, 360 // numbers_a_year(issues)))}
    for key, value in lines.items():
        before = next(line for line in text.splitlines() if line.strip().startswith(f"{key}:"))
        text = text.replace(before, f"{before[: before.index(key)]}{key}: {value}")
    (folder / "series.yaml").write_text(text, "utf-8")
    return folder
