"""Questions that no person would ask: listed strings that make trouble, and random ones of sense and nonsense."""

from __future__ import annotations

import json
import random
from pathlib import Path

LIST = Path(__file__).with_name("files") / "hostile_strings.txt"

LONG = (
    *("a" * count for count in (100, 1_999, 2_000, 2_001, 20_000)),
    *(f"{'a' * count}{sign}" for count in (100, 1_990) for sign in "*~"),
    *("base " * count for count in (110, 119, 120, 121, 399)),
    *(f"{f'base {sign} ' * 59}base" for sign in ("OR", "AND", "NOT", "OR NOT")),
    *("(" * count + "base" + ")" * count for count in (19, 20, 21, 500)),
    *(sign * 1_500 for sign in ('"', "(", ")", ":", ".", "-", "*", "~", "'", "日", "😀", "é", "\u0301", "\u0000")),
    *(pattern * 500 for pattern in ("a.", "1.", "1,", "a'", "' ", '" ', "a-", "a:", "😀 ", "- ", "é*", "\u202e")),
    "NOT " * 300 + "base",
    f'"{"base " * 100}"',
    f'"{"base port " * 150}"~9',
    f'"{"a" * 1_000}"',
    "talks " + " ".join(f"leader:zz{number}kima" for number in range(60)),
    " OR ".join(f'date:"{number} weeks ago"' for number in range(1, 50)),
    " ".join(f"negotation{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"),
    "co* re* de* pr* in* st* ma* ca* " * 14,
    "come~ read~ deal~ port~ inner~ state~ " * 18,
    " OR ".join(f"{first}{second}*" for first in "abcdefgh" for second in "aeiou"),
    "(" + " OR ".join(f'"{word} statement"~9' for word in ("joint", "the", "base", "defense") * 12) + ")",
)
"""Strings that are mostly long: up to the bounds of a query, and beyond."""

WORDS = (
    "base",
    "bases",
    "Futenma",
    "Kishida",
    "Kishi Nobuo",
    "defense",
    "the",
    "of",
    "U.S.",
    "US-Japan",
    "2+2",
    "talks",
)
WORDS += (
    "防衛省",
    "岸田",
    "ŌKINAWA",
    "é",
    "ﬁ",
    "ß",
    "İ",
    "😀",
    "👩‍👩‍👧",
    "\u0301",
    "1.1",
    "34,134",
    "2022",
    "F-35B",
    "Japan's",
    "zzz",
)
FIELDS = ("leader", "base", "agreement", "organization", "place", "programme", "office", "entity", "issue", "headline")
FIELDS += ("date", "after", "before", "event", "nosuch", "LEADER", "q", "")
DATES = (
    "2022",
    "2022-01",
    "2022-01-29",
    "2022-13",
    "..2022",
    "2021..2022",
    "2022..2021",
    "..",
    "202X",
    "2022-01~",
    "0000",
)
DATES += (
    '"last March"',
    '"first half of 2022"',
    "yesterday",
    "2022/2023",
    "../..",
    "9999-12-31",
    "٢٠٢٢",
    "-1",
    "2022..",
)
SIGNS = (
    "(",
    ")",
    '"',
    "*",
    "~",
    ":",
    "-",
    "'",
    "+",
    "!",
    "?",
    "\\",
    "/",
    "<",
    ">",
    "&",
    "|",
    "~5",
    "~99",
    "…",
    "“",
    "”",
)
BLANKS = (" ", " ", " ", "", "  ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\u0000", "\u001e", "\u202e", "\r\n")
OPERATORS = ("AND", "OR", "NOT", "and", "-", "AND NOT", "OR NOT", "NOT NOT")
RANGES = (
    (0x20, 0x7E),
    (0x0, 0x1F),
    (0x80, 0x24F),
    (0x300, 0x36F),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0x2000, 0x206F),
)
RANGES += ((0xD800, 0xDFFF), (0x1F300, 0x1FAFF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF))


def strings() -> list[str]:
    """The listed strings and the long ones."""
    lines = LIST.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line and not line.startswith("#")] + list(LONG)


class Questions:
    """Random questions, the same for a seed; `words` are put among those that the grammar has."""

    def __init__(self, seed: int, words: tuple[str, ...] = ()) -> None:
        self.dice, self.words = random.Random(seed), (*WORDS, *words)

    def next(self) -> str:
        """One question: half of them well formed, the others cut up or of any signs at all."""
        dice = self.dice
        kind = dice.random()
        if kind < 0.1:
            return "".join(self.sign() for _ in range(dice.choice((1, 3, 10, 40))))
        text = self.either(0)
        if kind < 0.5:
            return text
        for _ in range(dice.choice((1, 1, 2, 5))):
            at = dice.randint(0, len(text))
            end = min(len(text), at + dice.choice((0, 0, 1, 5)))
            put = dice.choice((*SIGNS, *OPERATORS, *BLANKS, self.sign(), text[:at]))
            text = text[:at] + put + text[end:]
        return text

    def sign(self) -> str:
        return chr(self.dice.randint(*self.dice.choice(RANGES)))

    def either(self, depth: int) -> str:
        return self.joined(depth, " OR ", 0.3, self.both)

    def both(self, depth: int) -> str:
        between = self.dice.choice((*BLANKS, " AND ", " NOT ", " -", f" {self.dice.choice(OPERATORS)} "))
        return self.joined(depth, between, 0.6, self.one)

    def joined(self, depth: int, between: str, more: float, part: object) -> str:
        assert callable(part)
        parts = [part(depth)]
        while self.dice.random() < more / (depth + 1):
            parts.append(part(depth))
        return between.join(parts)

    def one(self, depth: int) -> str:
        dice, word = self.dice, self.dice.choice(self.words)
        match dice.randrange(10):
            case 0:
                return f"({self.either(depth + 1)})" if depth < 25 else word
            case 1:
                return f'"{" ".join(dice.choices(self.words, k=dice.randint(1, 4)))}"{dice.choice(("", "~2", "~9"))}'
            case 2:
                return f"{word[: dice.randint(1, 5)]}*"
            case 3:
                return f"{word}~"
            case 4:
                value = dice.choice(("{}", '"{}"', "({})", "")).format(word)
                return f"{dice.choice(FIELDS)}:{value}"
            case 5:
                return f"{dice.choice(FIELDS[-8:])}:{dice.choice(DATES)}"
            case 6:
                return f"{dice.choice(OPERATORS)} {word}"
        return word
