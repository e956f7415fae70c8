"""Dates counted from another: "two days later", "the next day", "the following week", "that year", "ten years ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Interval
from archive.reading.dates.clock import Clock, shifted
from archive.reading.dates.literal import Expression, Reading

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_UNIT = "(?P<unit>day|week|month|year|decade)"
_PARTS = "morning|afternoon|evening|night"  # of a day: "the evening before", "the next morning"
_ENDS = r"(?=\s*(?:[,.;:)]|$))"  # "the day before, …" counts back; "the day before the summit" names no date

# "two days later", "a week earlier", "Three years before."; "ten years ago"
_COUNTED = re.compile(
    rf"(?<!half )\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+{_UNIT}s?"
    rf"\s+(?P<way>later|earlier|ago|(?:before|after){_ENDS})(?!-)\b",
    re.IGNORECASE,
)
# "the same day", "the next day", "the previous day", "that day"; "the following week", "the same month", "that year"
_BESIDE = re.compile(
    r"\b(?<!over )(?<!within )(?:the\s+(?P<which>same|next|following|previous)|that(?:\s+same)?)"
    rf"\s+(?P<unit>day|week|month|year|{_PARTS})\b(?!-)",
    re.IGNORECASE,
)
_HAD = r"(?=\s+(?-i:[A-Z])[^.;]{0,80}\bhad\b)"  # "The day before Hegseth and Ishiba had honored": a comma is missing
_DAY_BESIDE = re.compile(
    rf"\bthe\s+(?P<span>(?P<unit>day|week|month|year|{_PARTS})\s+(?P<way>before|after))(?:{_ENDS}|{_HAD})",
    re.IGNORECASE,
)
_OF_NOW = re.compile(r"\b(?P<word>yesterday|tomorrow)\b", re.IGNORECASE)
_WAYS = {"later": 1, "after": 1, "earlier": -1, "before": -1, "previous": -1, "next": 1, "following": 1}


def steps(text: str) -> Iterator[Expression]:
    """Every date that counts from one told before it in the field, or from publication ("ago"), in folded text."""
    for match in _COUNTED.finditer(text):
        number, way = match["number"].lower(), match["way"].lower()
        count = int(number) if number.isdigit() else _NUMBERS[number]
        unit = match["unit"].lower()
        yield Expression(
            *match.span(), _ago(unit, count) if way == "ago" else _from_told(unit, count * _WAYS[way], True)
        )
    for match in _BESIDE.finditer(text):
        start = match.start("which") if match["which"] else match.start()
        yield Expression(
            start, match.end(), _from_told(_unit(match["unit"]), _WAYS.get((match["which"] or "").lower(), 0))
        )
    for match in _DAY_BESIDE.finditer(text):
        yield Expression(*match.span("span"), _from_told(_unit(match["unit"]), _WAYS[match["way"].lower()], True))
    for match in _OF_NOW.finditer(text):
        yield Expression(*match.span(), _of_now(1 if match["word"].lower() == "tomorrow" else -1))


def _unit(word: str) -> str:
    """What a step is counted in; a part of a day counts as its day."""
    return "day" if word.lower() in _PARTS.split("|") else word.lower()


def _from_told(unit: str, shift: int, counted: bool = False) -> Reading:
    """`counted`: "a week later" is that day and seven more; "the following week" is Monday to Sunday."""

    def read(clock: Clock) -> Interval | None:
        told = clock.last_told({"day": 10, "week": 10, "month": 31}.get(unit, 366))
        if told is None or told.earliest is None or told.latest is None:
            # Months and years may count from publication ("5 percent above a year earlier"), days may not.
            return shifted(unit, clock.now, shift) if counted and unit in ("month", "year") else None
        base = told.latest if shift > 0 else told.earliest
        if unit == "decade":
            return shifted("year", base, 10 * shift)
        if unit == "week" and counted:
            return shifted("day", base, 7 * shift)
        return told if unit == "day" and shift == 0 else shifted(unit, base, shift)

    return read


def _ago(unit: str, count: int) -> Reading:
    if unit == "decade":
        return lambda clock: shifted("year", clock.now, -10 * count)
    return lambda clock: shifted(unit, clock.now, -count)


def _of_now(days: int) -> Reading:
    return lambda clock: shifted("day", clock.now, days)
