"""Days written out: "January 21", "March9", "June 21-22", "9 March 2022", "May 22, 23 and 24", "the 24th", "Sunday".

Own patterns find the span and choose the year; the month and day in it are read by dateparser (English, one
short phrase at a time, remembered), which is far too eager for running text. Patterns see folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from archive.model import Interval
from archive.reading import edtf
from archive.reading.dates.clock import Clock, shifted

Reading = Callable[[Clock], Interval | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """A span that says when, unresolved.

    `fixed`: its words name the year; `daily`: they name a day; `lean`: "earlier" or "later" in a period;
    `budget`: a fiscal year; `one`: no range; `weekday`: a weekday and no more.
    """

    start: int
    end: int
    read: Reading
    fixed: bool = False
    daily: bool = False
    lean: str = ""
    budget: bool = False
    one: bool = True
    weekday: bool = False


FULL_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH = rf"(?:{FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![a-z])\.?)"  # also glued: "March9"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|,\d{3}(?!\d)|\.\d|%)"  # no "9,000", "9.5", "57%"
YEAR = r"(?:18|19|20)\d\d(?!\w|,\d{3}(?!\d)|\.\d|%)"
TO = r"(?:\s*-\s*|\s+(?:to|through|until|till)\s+)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}  # by their EDTF numbers
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# What may follow a bare day number ("on the 24th in Guam", "May 22 and 23."), unlike "the 7th Fleet" or "23 ships".
_NO_NOUN = (
    r"(?=\s*(?:[.,;:)\"']|-\s|$)|\s+(?:and|or|to|in|at|on|of|with|that|when|after|before|by|for|as|but|while|where|from|the"
    r"|an?|his|her|their|its|s?he|they|it|was|were|is|are|ha[sd]|will|would|said|met|if|because|near|off|over|via"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|both|some|several|many|most|all|no|more|another|this|these)\b)"
)

_MONTH_DAY = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY}),?\s+)?(?P<month>{MONTH})\s*(?P<day>{DAY})(?:{TO}(?P<to>{DAY})(?!\s+{MONTH}))?"
)
_AFTER_BETWEEN = re.compile(r"\b[Bb]etween\s+\Z")
_BETWEEN = re.compile(rf"\s+and\s+(?P<to>{DAY})")  # "between May 1 and 3"
_NEXT_DAY = re.compile(rf"(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)(?P<day>{DAY})(?:(?=,\s*(?:and\s+)?\d)|{_NO_NOUN})")
_THEN_YEAR = re.compile(rf",?\s+({YEAR})|,({YEAR})")
_DAY_MONTH = re.compile(
    rf"(?<![\w.,$-])(?P<day>{DAY})(?:{TO}(?P<to>{DAY}))?\s+(?:of\s+)?(?P<month>{MONTH})(?!\w|\s+\d{{1,2}}\b)(?:,?\s+(?P<year>{YEAR}))?"
)
_ISO = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_ORDINAL = re.compile(
    rf"\b(?:[Oo]n|[Uu]ntil|[Bb]y|[Ss]ince|[Ff]rom|to|and|through)\s+the\s+(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b{_NO_NOUN}"
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)?(?<!Black )(?P<name>{WEEKDAY})\b"
    r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
)
# "the 18th and 19th of May", "16 and 17 August": the month stands with the last
_DAYS_BEFORE_MONTH = re.compile(
    rf"(?<![\w.,$-])(?P<day>{DAY})(?=\s+(?:and|or)\s+{DAY}\s+(?:of\s+)?(?P<month>{FULL_MONTH}))"
)


_WEEKS = {"last": -1, "this": 0, "next": 1}
_WHICH = {"last": "last", "past": "last", "next": "next", "coming": "next"}


@lru_cache(maxsize=4096)
def month_and_day(words: str) -> tuple[int, int] | None:
    """Month and day of "Sept 21"; read in a leap year, so that February 29 can be."""
    from dateparser import parse  # slow to load, and only a literal day needs it

    found = parse(f"{words} 2000", languages=["en"])
    return (found.month, found.day) if found else None


def on(words: str, year: str | None = None) -> Reading:
    """The reading of a literal day, in the year named or else the nearest."""

    def at(number: int) -> Interval | None:
        known = month_and_day(words)
        try:
            return edtf.day(date(number, *known)) if known else None
        except ValueError:  # February 29 in another year
            return None

    return (lambda _: at(int(year))) if year else (lambda clock: clock.nearest(at))


def span(first: Expression, last: Expression, start: int | None = None) -> Expression:
    """From one expression to the other; one that names its year decides the other's."""

    def read(clock: Clock) -> Interval | None:
        if last.fixed and not first.fixed:
            end = last.read(clock)
            begin = first.read(replace(clock, ceiling=end.latest)) if end else None
        else:
            begin = first.read(clock)
            end = last.read(replace(clock, floor=begin.earliest)) if begin else None
        if not begin or not end or not begin.earliest or not end.latest or begin.earliest > end.latest:
            return None
        return edtf.interval(f"{begin.edtf.partition('/')[0]}/{end.edtf.rpartition('/')[2]}")

    fixed = first.fixed or last.fixed
    return Expression(first.start if start is None else start, last.end, read, fixed, first.daily, one=False)


def literal_days(text: str) -> Iterator[Expression]:
    """Every day written out in folded text, longest first where patterns meet; spans may overlap."""
    for match in _MONTH_DAY.finditer(text):
        yield from _month_first(text, match)
    for match in _DAY_MONTH.finditer(text):
        yield _days(*match.span(), match["month"], match["day"], match["to"], match["year"])
    for match in _DAYS_BEFORE_MONTH.finditer(text):
        yield _days(*match.span("day"), match["month"], match["day"], None, None)
    for match in _ISO.finditer(text):
        try:
            exact = edtf.interval(match[0])
        except ValueError:
            continue
        yield Expression(*match.span(), _always(exact), fixed=True, daily=True)
    for match in _ORDINAL.finditer(text):
        yield Expression(*match.span("day"), _day_of_month(int(match["day"][:-2])), daily=True)
    for match in _WEEKDAY.finditer(text):
        index = WEEKDAYS.index(match["name"][:3])
        if match["week"]:
            yield Expression(*match.span(), _in_week(index, _WEEKS[match["week"]]), daily=True)
            continue
        which = _WHICH.get((match["which"] or "").split(" ")[-1].lower(), "")
        yield Expression(*match.span(), _weekday(index, which), daily=True, weekday=True)


def _month_first(text: str, match: re.Match[str]) -> Iterator[Expression]:
    """ "June 21", "June 21-22, 2022", "between May 1 and 3", and each day of "May 22, 23 and 24"."""
    last, end = match["to"], match.end()
    more: list[re.Match[str]] = []
    if (
        not last
        and _AFTER_BETWEEN.search(text, max(0, match.start() - 12), match.start())
        and (pair := _BETWEEN.match(text, end))
    ):
        last, end = pair["to"], pair.end()
    while not last and (other := _NEXT_DAY.match(text, more[-1].end("day") if more else end)):
        more.append(other)
    year_after = _THEN_YEAR.match(text, more[-1].end("day") if more else end)
    year = (year_after[1] or year_after[2]) if year_after else None
    close = year_after.end() if year_after else end
    yield _days(match.start(), end if more else close, match["month"], match["day"], last, year)
    for other in more:
        stop = close if other is more[-1] and year else other.end("day")
        yield _days(other.start("day"), stop, match["month"], other["day"], None, year)


def _days(start: int, end: int, month: str, day: str, to: str | None, year: str | None) -> Expression:
    words, fixed = f"{month.rstrip('.')} {{}}", year is not None
    first = Expression(start, end, on(words.format(int(re.sub(r"\D", "", day))), year), fixed, daily=True)
    if not to:
        return first
    return span(first, Expression(start, end, on(words.format(int(re.sub(r"\D", "", to))), year), fixed, daily=True))


def _always(when: Interval) -> Reading:
    return lambda _: when


def _weekday(index: int, which: str) -> Reading:
    return lambda clock: clock.weekday(index, which)


def _in_week(index: int, weeks: int) -> Reading:
    """ "Thursday last week"."""
    return lambda clock: edtf.day(clock.now + timedelta(days=index - clock.now.weekday(), weeks=weeks))


def _day_of_month(number: int) -> Reading:
    """ "the 24th": of the month last named, else of the newest month that had it before publication."""

    def read(clock: Clock) -> Interval | None:
        told = clock.month_told(number)
        base = clock.floor or (told.earliest if told and told.earliest else clock.now)
        for shift in (0, 1) if clock.floor else (0, -1, -2):
            whole = shifted("month", base, shift)
            if whole.earliest and whole.latest and number <= whole.latest.day:
                day = whole.earliest.replace(day=number)
                if clock.floor and day < clock.floor:
                    continue
                if told or clock.floor or day <= clock.now:
                    return edtf.day(day)
        return None

    return read
