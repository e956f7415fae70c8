"""Dates in a query: ISO and EDTF, ranges with two dots, and plain words such as "last March"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from archive.errors import BadQuery
from archive.model import Interval
from archive.reading import edtf
from archive.search.stretches import stretch

EXAMPLES = (
    'Write a day 2022-01-29, a month 2022-01, a year 2022, a range 2022-01..2022-03, or words in quotes: "last March".'
)
LONGEST = 6
"""Words of the longest date looked for outside of quotes: "the first week of March 2022"."""

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
    except (ValueError, OverflowError) as error:
        raise BadQuery(where, f"“{written}” is no date: {error}", EXAMPLES) from None


def spread(words: Sequence[str], today: date) -> int:
    """How many of these words, the first of them after a field, make up one date: 2 of "last March drill".

    1 where the first stands for itself, as a written-out date, a range, or no date at all.
    """
    if _LIKE.fullmatch(words[0]) or ".." in words[0] or "/" in words[0]:
        return 1
    for count in range(min(len(words), LONGEST), 1, -1):
        try:
            _one(" ".join(words[:count]), today)
        except ValueError:
            continue
        return count
    return 1


def condition(name: str, asked: Interval, where: str) -> tuple[Interval, bool, str]:
    """The interval of a date field, whether it is asked of the dates told, and the condition in words."""
    if name in ("after", "before"):
        first = asked.earliest
        if first is None:
            raise BadQuery(where, "this date has no first day.", EXAMPLES)
        if name == "after":
            return Interval(f"{first}/..", first, None), False, f"published on or after {edtf.wording(edtf.day(first))}"
        if first == date.min:
            raise BadQuery(where, "nothing is before the first day of the calendar.", EXAMPLES)
        last = first - timedelta(days=1)
        return Interval(f"../{last}", None, last), False, f"published before {edtf.wording(edtf.day(first))}"
    told = name == "event"
    return asked, told, f"{'tells of something' if told else 'published'} {_placed(asked)}"


def _placed(when: Interval) -> str:
    """A date with its preposition: "in January 2022", "on January 29, 2022", "from January to February 2022"."""
    said = edtf.wording(when)
    if said.startswith(("since", "until", "between", "about")):
        return said
    if " to " in said:
        return f"from {said}"
    article = "the " if said.startswith(("first ", "second ", "third ", "fourth ")) else ""
    return f"{'on' if when.earliest == when.latest or ' and ' in said else 'in'} {article}{said}"


def _one(text: str, today: date) -> Interval:
    text = text.strip()
    if found := stretch(text, today, lambda end: _one(end, today)):
        return found
    if "/" in text:
        return edtf.interval(text)
    if _LIKE.fullmatch(text):
        year, *rest = text.upper().split("-")
        return edtf.interval("-".join([year, *(part.rjust(2, "0") for part in rest)]))  # "2022-1" is no EDTF
    if not any(sign.isalpha() for sign in text):
        raise ValueError("it is neither a day nor a month nor a year.")
    return _in_words(_LEADING.sub("", text), today)


def _in_words(words: str, today: date) -> Interval:
    """What the words mean to somebody who says them today."""
    from archive.reading.dates import find_dates  # dateparser comes with it: slow to load, and only words need it

    for found in find_dates(words, "body", edtf.day(today)):
        if (found.start, found.end) == (0, len(words)):
            return found.when
    from dateparser.date import DateDataParser

    settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": datetime.combine(today, time())}
    read = DateDataParser(languages=["en"], settings=settings).get_date_data(words)
    if not read.date_obj:
        raise ValueError("these words name no day, month or year.")
    day = read.date_obj.date()
    if read.period in ("year", "month"):
        return edtf.interval(f"{day:%Y}" if read.period == "year" else f"{day:%Y-%m}")
    if read.period == "week":
        monday = day - timedelta(days=day.weekday())
        return edtf.between(monday, monday + timedelta(days=6))
    return edtf.day(day)
