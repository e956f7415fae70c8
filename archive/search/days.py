"""Dates in a query: ISO and EDTF, ranges with two dots, and plain words such as "last March"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.errors import BadQuery
from archive.model import Interval
from archive.reading import edtf

EXAMPLES = 'Write a day 2022-01-29, a month 2022-01, a year 2022, a range 2022-01..2022-03, or words in quotes: "last March".'
_LIKE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}~?|\d{3}X", re.IGNORECASE)
_LEADING = re.compile(r"^(?:in|on|the|from|during)\s+", re.IGNORECASE)


def asked_interval(text: str, where: str, today: date) -> Interval:
    """The first and last day of a date as a query writes it.

    :raises BadQuery: it is none; the message says what to write instead
    """
    written = text.strip()
    try:
        if ".." in written:
            first, _, last = written.partition("..")
            ends = [_one(end, today) if end.strip(" /") else None for end in (first, last)]
            if ends == [None, None]:
                raise ValueError("a range needs at least one end.")
            start, end = (ends[0].earliest if ends[0] else None), (ends[1].latest if ends[1] else None)
            if start and end and start > end:
                raise ValueError("it ends before it starts.")
            return Interval(f"{ends[0].edtf if ends[0] else '..'}/{ends[1].edtf if ends[1] else '..'}", start, end)
        return _one(written, today)
    except ValueError as error:
        raise BadQuery(where, f"“{written}” is no date: {error}", EXAMPLES) from None


def _one(text: str, today: date) -> Interval:
    text = text.strip().strip("/")
    if "/" in text or _LIKE.fullmatch(text):
        parts = text.upper().split("-")
        return edtf.interval("-".join([parts[0], *(part.rjust(2, "0") for part in parts[1:])]) if "/" not in text else text)
    return _in_words(text, today)


def _in_words(text: str, today: date) -> Interval:
    """What the words mean to somebody who says them today."""
    from archive.reading.dates import find_dates  # with dateparser behind it: only plain words need it

    bare = _LEADING.sub("", text)
    for found in find_dates(bare, "body", edtf.day(today), []):
        if found.end - found.start == len(bare):
            return found.when
    from dateparser.date import DateDataParser

    past = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": _midnight(today), "REQUIRE_PARTS": []}
    data = DateDataParser(languages=["en"], settings=past).get_date_data(bare)
    if not data or not data.date_obj:
        raise ValueError("these words name no day, month or year.")
    day = data.date_obj.date()
    return {
        "year": lambda: edtf.interval(f"{day.year:04}"),
        "month": lambda: edtf.interval(f"{day.year:04}-{day.month:02}"),
        "week": lambda: edtf.between(day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())),
    }.get(data.period, lambda: edtf.day(day))()


def _midnight(day: date) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)
