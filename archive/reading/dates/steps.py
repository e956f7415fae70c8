"""Dates counted from another: "two days later", "the next day", "the following Monday", "ten years ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archive.model import Interval
from archive.reading import edtf
from archive.reading.dates.clock import Clock, shifted
from archive.reading.dates.literal import FULL_MONTH, SEASONS, WEEKDAY, WEEKDAYS, Expression, Reading, month_and_day

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_UNIT = "(?P<unit>day|week|month|year|decade)"
_PARTS = "morning|afternoon|evening|night"  # of a day: "the evening before", "the next morning"
# "the day before, …" and "signed the week before gives …" count back; "the day before the summit" names no date
_ENDS = (
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:and|but|or|in|at|on|by|with|when|while|that|which|who|is|are|was|were|has|have|had|will"
    r"|would|gives|makes|takes|lets|allows|calls|requires|provides|puts|shows|means|says|said)\b)"
)

# "two days later", "a week earlier", "Three years before."; "ten years ago"
_COUNTED = re.compile(
    rf"(?<!half )\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+{_UNIT}s?"
    rf"\s+(?P<way>later|earlier|ago|(?:before|after){_ENDS}|on(?=,))(?!-)\b",
    re.IGNORECASE,
)
# "the same day", "the next day", "the previous day", "that day"; "the following week", "the same month", "that year"
_BESIDE = re.compile(
    r"\b(?<!over )(?<!within )(?:the\s+(?P<which>same|next|following|previous)|that(?:\s+same)?)"
    rf"\s+(?P<unit>day|week|month|year|{_PARTS})\b(?!-)",
    re.IGNORECASE,
)
# "The day before Hegseth and Ishiba had honored", "the year before he had": a comma is missing
_HAD = r"(?=\s+(?:(?-i:[A-Z])[^.;]{0,80}|s?he\s|they\s|it\s)\bhad\b)"
_DAY_BESIDE = re.compile(
    rf"\bthe\s+(?P<span>(?P<unit>day|week|month|year|{_PARTS})\s+(?P<way>before|after))(?:{_ENDS}|{_HAD})",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?P<word>yesterday|tomorrow|last\s+night|(?<=the )day\s+(?:before\s+yesterday|after\s+tomorrow))\b",
    re.IGNORECASE,
)
_DAYS = {"yesterday": -1, "tomorrow": 1, "last night": -1, "day before yesterday": -2, "day after tomorrow": 2}
# "the following Monday", "the previous Friday", "that Friday"; "two days after August 15", "the week before May 3"
_WEEKDAY_BESIDE = re.compile(
    rf"\b(?:(?<=the )(?P<which>same|next|following|previous)|(?P<that>that))\s+(?P<day>{WEEKDAY})\b(?!-)", re.IGNORECASE
)
_WEEKDAY_AFTER = re.compile(  # "the Monday after"
    rf"\b[Tt]he\s+(?P<span>(?P<day>{WEEKDAY})\s+(?P<way>before|after))(?:(?i:{_ENDS})|{_HAD})"
)
# "the following spring", "the next April", "the previous fall"
_SEASON_BESIDE = re.compile(
    rf"\b[Tt]he\s+(?P<which>following|next|previous)\s+(?P<name>{'|'.join(SEASONS)}|{FULL_MONTH})\b"
    r"(?!-|\s+(?:of\b|\d))"
)
_FROM_NAMED = re.compile(
    rf"\b(?:(?<!half )(?<!than )(?<!over )(?<!nearly )(?<!almost )"
    rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+{_UNIT}s?|the\s+{_UNIT.replace('unit', 'only')})"
    r"\s+(?P<way>before|after)\s+\Z",
    re.IGNORECASE,
)
_WAYS = {"later": 1, "after": 1, "on": 1, "earlier": -1, "before": -1, "previous": -1, "next": 1, "following": 1}


def steps(text: str) -> Iterator[Expression]:
    """Every date that counts from one told before it in the field, or from publication ("ago"), in folded text."""
    low = text.lower()

    def found(pattern: re.Pattern[str], *hints: str) -> Iterator[re.Match[str]]:
        """The matches of a pattern that needs one of these words."""
        return pattern.finditer(text) if any(hint in low for hint in hints) else iter(())

    for match in found(_COUNTED, "later", "earlier", "ago", "before", "after", " on,"):
        number, way = match["number"].lower(), match["way"].lower()
        count = int(number) if number.isdigit() else _NUMBERS[number]
        unit = match["unit"].lower()
        yield Expression(
            *match.span(), _ago(unit, count) if way == "ago" else _from_told(unit, count * _WAYS[way], True)
        )
    for match in found(_BESIDE, "same", "next", "following", "previous", "that"):
        start = match.start("which") if match["which"] else match.start()
        yield Expression(
            start, match.end(), _from_told(_unit(match["unit"]), _WAYS.get((match["which"] or "").lower(), 0))
        )
    for match in found(_DAY_BESIDE, "before", "after"):
        unit = _unit(match["unit"])
        yield Expression(*match.span("span"), _from_told(unit, _WAYS[match["way"].lower()], counted=unit != "week"))
    for match in found(_WEEKDAY_BESIDE, "day"):
        start = match.start("which") if match["which"] else match.start()
        index = WEEKDAYS.index(match["day"][:3].title())
        yield Expression(start, match.end(), _weekday_from_told(index, _WAYS.get((match["which"] or "").lower(), 0)))
    for match in found(_WEEKDAY_AFTER, "before", "after"):
        index = WEEKDAYS.index(match["day"][:3].title())
        yield Expression(*match.span("span"), _weekday_from_told(index, _WAYS[match["way"]]))
    for match in found(_SEASON_BESIDE, "following", "next", "previous"):
        start = match.start("which")
        yield Expression(start, match.end(), _part_of_year_from_told(match["name"], _WAYS[match["which"]]))
    for match in found(_OF_NOW, "yesterday", "tomorrow", "last"):
        # In a quotation it counts from the speech, or is a figure of it: "Ukraine may be East Asia tomorrow".
        if text.count('"', 0, match.start()) % 2 == 0:
            yield Expression(*match.span(), _of_now(_DAYS[" ".join(match["word"].lower().split())]))


def counted_from(text: str, it: Expression) -> Expression | None:
    """The date that counts from the one named behind it: "two days after August 15", "the week before May 3"."""
    if not (match := _FROM_NAMED.search(text, max(0, it.start - 32), it.start)):
        return None
    number, unit = (match["number"] or "").lower(), (match["unit"] or match["only"]).lower()
    sign = _WAYS[match["way"].lower()]
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 1)

    def read(clock: Clock) -> Interval | None:
        when = it.read(clock)
        if not when or not when.earliest or not when.latest:
            return None
        return _stepped(unit, count * sign, when.latest if sign > 0 else when.earliest, bool(number))

    start = match.start() if number else match.start("only")
    return replace(it, start=start, read=read, weekday=False)


def _unit(word: str) -> str:
    """What a step is counted in; a part of a day counts as its day."""
    return "day" if word.lower() in _PARTS.split("|") else word.lower()


def _from_told(unit: str, shift: int, counted: bool = False) -> Reading:
    """`counted`: "a week later" is that day and seven more; "the following week" is Monday to Sunday."""

    def read(clock: Clock) -> Interval | None:
        told = clock.last_told({"day": 10, "week": 10, "month": 31}.get(unit, 366))
        if told is None or told.earliest is None or told.latest is None:
            # Months and years may count from publication ("5 percent above a year earlier"), days may not.
            return shifted(unit, clock.now, shift) if counted and shift < 0 and unit in ("month", "year") else None
        if unit == "day" and shift == 0:
            return told
        return _stepped(unit, shift, told.latest if shift > 0 else told.earliest, counted)

    return read


def _stepped(unit: str, shift: int, base: date, counted: bool) -> Interval:
    if unit == "decade":
        return shifted("year", base, 10 * shift)
    return shifted("day", base, 7 * shift) if unit == "week" and counted else shifted(unit, base, shift)


def _weekday_from_told(index: int, shift: int) -> Reading:
    """ "The following Monday": the first after the date told; "the previous": the last before; "that": in its week."""

    def read(clock: Clock) -> Interval | None:
        told = clock.last_told(10)
        if told is None or told.earliest is None or told.latest is None:
            return clock.weekday(index, {1: "next", -1: "last"}.get(shift, ""))
        if shift > 0:
            return shifted("day", told.latest, (index - told.latest.weekday() - 1) % 7 + 1)
        if shift < 0:
            return shifted("day", told.earliest, -((told.earliest.weekday() - index - 1) % 7 + 1))
        return shifted("day", told.earliest, index - told.earliest.weekday())

    return read


def _part_of_year_from_told(name: str, shift: int) -> Reading:
    """ "The following spring", "the previous April": the first after the date told, or the last before it."""
    known = month_and_day(f"{name} 1") if name not in SEASONS else None
    part = known[0] if known else SEASONS[name]

    def read(clock: Clock) -> Interval | None:
        told = clock.last_told(366) or edtf.day(clock.now)
        if told.earliest is None or told.latest is None:
            return None
        years = range(told.latest.year, told.latest.year + 3) if shift > 0 else range(told.earliest.year, 0, -1)
        for it in (edtf.interval(f"{year:04}-{part:02}") for year in years):
            if it.earliest and it.latest and (it.earliest > told.latest if shift > 0 else it.latest < told.earliest):
                return it
        return None

    return read


def _ago(unit: str, count: int) -> Reading:
    if unit == "decade":
        return lambda clock: shifted("year", clock.now, -10 * count)
    return lambda clock: shifted(unit, clock.now, -count)


def _of_now(days: int) -> Reading:
    return lambda clock: shifted("day", clock.now, days)
