"""Dates of known precision: EDTF text to first and last day, and both to words for people.

The part of EDTF (ISO 8601-2:2019) that the archive writes: days, months, years, decades (`201X`),
seasons (`2022-21` spring to `-24` winter), quarters (`-33` to `-36`), halves (`-40`, `-41`), intervals
with open ends (`../2030`, `2012/..`) and the approximate mark (`2022-01-29~`), which widens nothing by
itself: whoever writes it gives the first and last day.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, timedelta
from functools import lru_cache

from archive.model import Interval

_ATOM = re.compile(r"(?P<year>\d{4})(?:-(?P<part>\d{2})(?:-(?P<day>\d{2}))?)?|(?P<decade>\d{3})X")
_MONTHS = {  # a part of a year by its EDTF number: first month, number of months
    **{number: (number, 1) for number in range(1, 13)},
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},  # March to May …; winter runs into the next year
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{40: (1, 6), 41: (7, 6)},
}
_PART_WORDS = {
    **{number: f"{month_name[number]} {{}}" for number in range(1, 13)},
    **{21: "spring {}", 22: "summer {}", 23: "fall {}", 24: "winter {}"},
    **{33: "first quarter of {}", 34: "second quarter of {}", 35: "third quarter of {}", 36: "last quarter of {}"},
    **{40: "first half of {}", 41: "second half of {}"},
}


def interval(edtf: str) -> Interval:
    """The first and last possible day of an EDTF text.

    :raises ValueError: the text is no EDTF that the archive writes, or ends before it starts
    """
    text = edtf.strip()
    if "/" not in text:
        return Interval(text, *_bounds(text))
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f"“{edtf}” is open at both ends; at least one end must be a date.")
    earliest = None if start in ("", "..") else _bounds(start)[0]
    latest = None if end in ("", "..") else _bounds(end)[1]
    if earliest and latest and earliest > latest:
        raise ValueError(f"“{edtf}” ends before it starts.")
    return Interval(text, earliest, latest)


def day(d: date) -> Interval:
    """Exactly that day."""
    return Interval(d.isoformat(), d, d)


def between(first: date, last: date) -> Interval:
    """Some day (or all days) from the first to the last.

    :raises ValueError: the first is after the last
    """
    return day(first) if first == last else Interval(f"{first}/{last}", first, last)


def around(first: date, last: date, likely: date) -> Interval:
    """About one day, certainly within the bounds: `2022-01-29~` with its first and last possible day.

    :raises ValueError: the likely day is outside the bounds
    """
    if not first <= likely <= last:
        raise ValueError(f"{likely} is not between {first} and {last}.")
    return day(likely) if first == last else Interval(f"{likely}~", first, last)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def _bounds(text: str) -> tuple[date, date]:
    atom = _ATOM.fullmatch(text.rstrip("~"))
    if not atom or text.count("~") > 1:
        raise ValueError(f"“{text}” is not a date; write 2022-01-29, 2022-01, 2022, 201X or 2022-21 (spring).")
    try:
        if atom["decade"]:
            return date(int(atom["decade"]) * 10, 1, 1), date(int(atom["decade"]) * 10 + 9, 12, 31)
        year = int(atom["year"])
        if atom["part"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        part = int(atom["part"])
        if atom["day"]:
            only = date(year, part, int(atom["day"]))
            return only, only
        month, count = _MONTHS[part]
        final = month + count - 1
        return date(year, month, 1), last_day(year + (final > 12), final - 12 if final > 12 else final)
    except (ValueError, KeyError):
        raise ValueError(f"“{text}” is not in the calendar.") from None


def wording(when: Interval) -> str:
    """The date in words, American style: "January 29, 2022", "first half of 2022", "until fall 2022".

    An approximate date says its bounds: "about January 29, 2022 (between January 28 and February 4)".
    """
    start, slash, end = when.edtf.partition("/")
    if not slash:
        words = _atom_words(start) if start else "date unknown"
        if start.endswith("~") and when.earliest and when.latest and when.earliest != when.latest:
            bounds = _range_words(when.earliest, when.latest)
            words += f" ({bounds.removesuffix(f', {start[:4]}') if when.earliest.year == when.latest.year else bounds})"
        return words
    if start in ("", ".."):
        return f"until {_atom_words(end)}"
    if end in ("", ".."):
        return f"since {_atom_words(start)}"
    if when.earliest and when.latest and len(start) == len(end) == len("2022-01-29"):
        return _range_words(when.earliest, when.latest)
    first, last = _atom_words(start), _atom_words(end)
    if len(start) == len(end) == len("2022-01"):
        first = first.removesuffix(f" {end[:4]}")  # "January to April 2022"
    return f"{first} to {last}"


def _range_words(first: date, last: date) -> str:
    """ "June 21 and 22, 2022", "between January 25 and February 4, 2022"."""
    opening = "" if last - first == timedelta(days=1) else "between "
    if first.year != last.year:
        return f"{opening}{_day_words(first)} and {_day_words(last)}"
    ending = str(last.day) if first.month == last.month else f"{month_name[last.month]} {last.day}"
    return f"{opening}{month_name[first.month]} {first.day} and {ending}, {last.year}"


def _atom_words(text: str) -> str:
    atom = _ATOM.fullmatch(text.rstrip("~"))
    if not atom:
        return text
    if atom["decade"]:
        words = f"the {atom['decade']}0s"
    elif atom["day"]:
        words = _day_words(date(int(atom["year"]), int(atom["part"]), int(atom["day"])))
    elif atom["part"]:
        words = _PART_WORDS[int(atom["part"])].format(atom["year"])
    else:
        words = atom["year"]
    return f"about {words}" if text.endswith("~") else words


def _day_words(d: date) -> str:
    return f"{month_name[d.month]} {d.day}, {d.year}"
