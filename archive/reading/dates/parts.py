"""Parts of a period: early January, the first half of 2022, the last week of March, the end of the fiscal year."""

from __future__ import annotations

from datetime import date, timedelta

from archive.model import Interval
from archive.reading import edtf

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


def part(which: str, when: Interval) -> Interval | None:
    """A part of a period, or None where it has none.

    `which` is "early", "mid", "late", "beginning", "end", "first half", "third quarter", "last week" …; the period is a
    month, a season, a year, a fiscal year or a decade. Thirds of a month are 1-10, 11-20, 21-end; of a year
    four months each; the beginning or end of a year is its first or last month.
    """
    if not when.earliest or not when.latest:
        return None
    first, last = when.earliest, when.latest
    word, _, unit = which.partition(" ")
    days = (last - first).days + 1
    if unit == "half":
        return _half(_ORDINALS[word], first, last, days) if word in _ORDINALS else None
    if unit == "quarter":
        number = 4 if word == "last" else _ORDINALS.get(word, 0)
        return _quarter(number, first, days)
    if unit == "week":
        return _week(word, first, last, days)
    if unit:
        return _edge(word, unit, first, last)
    if word not in _THIRDS:
        return None
    third, edge = _THIRDS[word], word in ("beginning", "start", "end", "close")
    if days <= 7:
        return when  # "early this week"
    if days <= 31:
        start = (1, 11, 21)[third]
        return edtf.between(first.replace(day=start), last if third == 2 else first.replace(day=start + 9))
    if days <= 92:
        return _months(first, third, 1)
    if days <= 366:
        if edge and third != 1:
            return _months(first, 0 if third == 0 else 11, 1)
        return _months(first, third * 4, 4)
    if edge and third == 2:
        return edtf.interval(f"{last.year}")
    start_year = first.year + (0, 4, 7)[third]  # of a decade: 0-3, 4-6, 7-9
    return edtf.interval(f"{start_year}/{start_year + (3, 2, 2)[third]}")


def _half(number: int, first: date, last: date, days: int) -> Interval | None:
    if number > 2:
        return None
    if days <= 31:
        return edtf.between(first, first.replace(day=15)) if number == 1 else edtf.between(first.replace(day=16), last)
    if 365 <= days <= 366:
        return edtf.interval(f"{first.year}-{39 + number}") if first.month == 1 else _months(first, (number - 1) * 6, 6)
    if days > 366:  # a decade
        return edtf.interval(f"{first.year + (number - 1) * 5}/{first.year + (number - 1) * 5 + 4}")
    return None


def _quarter(number: int, first: date, days: int) -> Interval | None:
    if not 1 <= number <= 4 or not 365 <= days <= 366:
        return None
    return edtf.interval(f"{first.year}-{32 + number}") if first.month == 1 else _months(first, (number - 1) * 3, 3)


def _week(word: str, first: date, last: date, days: int) -> Interval | None:
    if not 28 <= days <= 31:
        return None
    if word == "last" or word == "final":
        return edtf.between(last - timedelta(days=6), last)
    number = _ORDINALS.get(word, 0)
    if not number:
        return None
    return edtf.between(first + timedelta(days=7 * number - 7), first + timedelta(days=7 * number - 1))


_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_DAYS = {"days": 1, "weeks": 7}


def _edge(word: str, counted: str, first: date, last: date) -> Interval | None:
    """ "first five months", "final two weeks"; "first days" and "last days" without a number are early and late."""
    number, _, unit = counted.rpartition(" ")
    ending = word in ("last", "final", "closing")
    days = (last - first).days + 1
    if not number:
        return part("end" if ending else "beginning", edtf.between(first, last)) if unit == "days" else None
    count = int(number) if number.isdigit() else _COUNTS.index(number) + 2
    if unit in _DAYS:
        length = timedelta(days=count * _DAYS[unit] - 1)
        return edtf.between(last - length if ending else first, last if ending else first + length)
    months = count * (12 if unit == "years" else 1)
    whole = round(days / 30.44)
    if first.day != 1 or months >= whole:
        return None
    if unit == "years":
        start = last.year - count + 1 if ending else first.year
        return edtf.interval(f"{start}/{start + count - 1}")
    return _months(first, whole - months if ending else 0, months)


def _months(first: date, skip: int, count: int) -> Interval:
    """Months of a period that starts on a first of the month."""
    start, end = first.year * 12 + first.month - 1 + skip, first.year * 12 + first.month - 2 + skip + count
    words = [f"{index // 12:04}-{index % 12 + 1:02}" for index in (start, end)]
    return edtf.interval(words[0] if count == 1 else "/".join(words))
