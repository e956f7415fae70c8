"""Ways to write a date that people use in a query, not in texts: "past 3 months", "Q1 2022", "令和4年", "1/29/2022"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from archive.model import Interval
from archive.reading import edtf
from archive.reading.edtf import last_day

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ERAS = {"reiwa": 2018, "令和": 2018, "heisei": 1988, "平成": 1988, "showa": 1925, "昭和": 1925}
"""The year before the first of an era of the Japanese calendar."""

_PAST = re.compile(
    r"(?:the )?(?:last|past) (?:(?P<count>\d{1,3}|[a-z]+) )?(?P<unit>day|week|month|year)s?", re.IGNORECASE
)
_QUARTER = re.compile(r"Q(?P<a>[1-4])[ /-]?(?P<year>\d{4})|(?P<later>\d{4})[ -]?Q(?P<b>[1-4])", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})(?:[/.](?P<day>\d{1,2}))?")  # "2022/1/29"
_AMERICAN = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_JAPANESE = re.compile(
    r"(?P<era>令和|平成|昭和)?(?P<year>\d{1,4}|元)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"  # "令和4年1月"
)
_ERA = re.compile(r"(?P<era>Reiwa|Heisei|Showa) (?P<year>\d{1,2})", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:(?:between|from) )?(?P<first>.+?)(?: (?:and|to|until|till|through) | ?- ?(?=[A-Za-z]))(?P<last>.+)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b\d{4}\b")


def stretch(text: str, today: date, one: Callable[[str], Interval]) -> Interval | None:
    """What such words mean today, None for others; `one` reads the ends of a range.

    :raises ValueError: they are such words, but no day of the calendar
    """
    if past := _PAST.fullmatch(text):
        return _past(past["count"] or "", past["unit"].lower(), today)
    if quarter := _QUARTER.fullmatch(text):
        return edtf.interval(f"{quarter['year'] or quarter['later']}-{32 + int(quarter['a'] or quarter['b'])}")
    for pattern in (_YEAR_FIRST, _AMERICAN, _JAPANESE, _ERA):
        if found := pattern.fullmatch(text):
            return edtf.interval(_written(found.groupdict()))
    if found := _RANGE.fullmatch(text):
        return _between(found["first"], found["last"], one)
    return None


def _past(count: str, unit: str, today: date) -> Interval | None:
    """So many days, weeks, months or years up to today; "last month" without a number is a month of the calendar."""
    number = int(count) if count.isdigit() else NUMBERS.index(count.lower()) + 1 if count.lower() in NUMBERS else 0
    if not number:
        return None
    if unit in ("day", "week"):
        begun = today - timedelta(days=number * (7 if unit == "week" else 1) - 1)
    else:
        months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        if year < 1:
            raise ValueError("the calendar does not go back so far.")
        begun = date(year, month + 1, min(today.day, last_day(year, month + 1).day))
    return edtf.between(begun, today)


def _between(first: str, last: str, one: Callable[[str], Interval]) -> Interval | None:
    """From one date to another; a year behind the second is also the first one's: "March to May 2022"."""
    if (year := _YEAR.search(last)) and not _YEAR.search(first):
        first = f"{first} {year[0]}"
    try:
        start, end = one(first), one(last)
    except ValueError:
        return None
    if start.earliest is None or end.latest is None:
        return None
    if start.earliest > end.latest:
        raise ValueError("it ends before it starts.")
    return Interval(f"{start.edtf}/{end.edtf}", start.earliest, end.latest)


def _written(parts: dict[str, str | None]) -> str:
    """A date with dashes; an era of the Japanese calendar counts its years from 1."""
    year = 1 if parts["year"] == "元" else int(parts["year"] or 0)
    year += ERAS.get((parts.get("era") or "").lower(), 0)
    rest = [int(text) for name in ("month", "day") if (text := parts.get(name))]
    return "-".join([f"{year:04}", *(f"{number:02}" for number in rest)])
