"""The dates told in an item, resolved to first and last day against the issue's publication.

A field is read once for each day on which the issue may have appeared; where the readings agree, the date is certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from archive.model import DateMention, Field, Interval
from archive.reading import edtf
from archive.reading.dates.clock import Clock, shifted
from archive.reading.dates.cues import Tense
from archive.reading.dates.spans import Found, find_expressions

_REMEMBERED = 20  # dates told before that "two days later" may count from; more than an item holds
_TWO_MONTHS = 62  # days
_ALMOST_A_WEEK = timedelta(days=6)
_MOST = 2 / 3  # on hand-dated issues, readings so likely were right in 30 of 33 cases; the others stay ranges
_UNDATED = (date(1900, 7, 1), date(2900, 7, 1))  # nothing dates the issue: only what both read alike is certain


def read_at(found: Sequence[Found], now: date, latest: date | None = None) -> list[Interval | None]:
    """How the expressions of one field read if the issue appeared on `now`; None where they say nothing.

    `latest` is the last day on which it may have appeared, where that is known.
    """
    told: tuple[tuple[Interval, Tense], ...] = ()
    newest, readings = date.min, []
    for it in found:
        when = it.expression.read(Clock(now, told, it.tense, latest=latest, newest=newest))
        readings.append(when)
        if when:
            told = (*told[1 - _REMEMBERED :], (when, it.tense))
            if when.earliest == when.latest and it.tense is not Tense.AHEAD and not it.expression.weekday:
                newest = max(when.earliest or date.min, newest)
    return readings


def find_dates(
    text: str, field: Field, published: Interval, masked: Sequence[tuple[int, int]] = ()
) -> tuple[DateMention, ...]:
    """The dates told in a field; offsets count code points of `text`.

    A date that hangs on the day of publication is as wide as the publication leaves it: "Friday" in an issue of
    about January 29 is `2022-01-28~`. Where nothing dates the issue, only a date that names its year is known.
    """
    found = find_expressions(text, field, masked)
    if not found:
        return ()
    first, last = _supposed(published)
    likely = _sent(_likely(published, first, last), last)
    known = (first, last) != _UNDATED

    @cache
    def at(now: date) -> list[Interval | None]:
        return read_at(found, now, last if known else None)

    mentions = []
    for place, it in enumerate(found):
        start, end = it.expression.start, it.expression.end
        low, high = _leaning(it.expression.lean, first, last)
        readings = {}
        for now in (low, high) if at(low)[place] == at(high)[place] else _days(low, high):
            readings[now] = at(now)[place]
        about = min(max(likely, low), high)
        if it.expression.weekday and about < high and readings.get(about) == edtf.day(about - _ALMOST_A_WEEK):
            about += timedelta(days=1)  # a weekday alone is seldom so old that tomorrow has its name again
        when = _merged(readings, about) if known else _certain(readings)
        if when:
            mentions.append(DateMention(field, start, end, text[start:end], when))
    return tuple(mentions)


# --- how wide ------------------------------------------------------------------------------------------


def _supposed(published: Interval) -> tuple[date, date]:
    if published.earliest and published.latest:
        return published.earliest, published.latest
    return _UNDATED


def _likely(published: Interval, first: date, last: date) -> date:
    """The day an approximate publication date names (`2022-01-29~`), else the middle."""
    text = published.edtf.rstrip("~")
    if len(text) == len("2022-01-29") and text[:4].isdigit():
        return min(max(date.fromisoformat(text), first), last)
    return first + (last - first) / 2


def _sent(likely: date, last: date) -> date:
    """The Monday after a likely day at a weekend, when no digest is sent, if that is still possible."""
    monday = likely + timedelta(days=7 - likely.weekday())
    return monday if likely.weekday() >= 5 and monday <= last else likely


def _leaning(lean: str, first: date, last: date) -> tuple[date, date]:
    """The supposed days that suit "earlier" or "later this month": some days of the month must lie on that side."""
    low, high = first, last
    if lean == "earlier":
        low = max(low, low.replace(day=6))
        high = high if high.day > 5 else high.replace(day=1) - timedelta(days=1)
    elif lean == "later":
        low = low if low.day < 26 else shifted("month", low, 1).earliest or low
        high = min(high, high.replace(day=25))
    return (low, high) if low <= high else (first, last)


def _days(first: date, last: date) -> list[date]:
    """Every day of a range; of one wider than two months only the ends, where no day is likelier."""
    count = (last - first).days
    return [first + timedelta(days=day) for day in range(count + 1)] if count <= _TWO_MONTHS else [first, last]


def _certain(readings: Mapping[date, Interval | None]) -> Interval | None:
    """The reading of an issue that nothing dates: what both supposed days share, else unknown."""
    one, *others = set(readings.values())
    return Interval("", None, None) if others else one


def _merged(readings: Mapping[date, Interval | None], likely: date) -> Interval | None:
    """One interval for the readings on the supposed days of publication.

    Where they differ, the reading on the likely day is taken as approximate (`~`), so that it agrees with the
    publication date that is shown (but see `_sent`). Its bounds are its own if the days that share it, weighed by how
    near the likely day they are, weigh two thirds of all; else they cover every reading.
    """
    found = {now: when for now, when in readings.items() if when}
    if len(set(found.values())) <= 1:
        return next(iter(found.values()), None)
    first, last = min(found), max(found)
    weights: dict[Interval, float] = {}
    for now, when in found.items():
        edge, reach = (now - first, likely - first) if now < likely else (last - now, last - likely)
        weights[when] = weights.get(when, 0.0) + (edge.days + 1) / (reach.days + 1)
    best = found.get(likely) or max(weights, key=lambda when: (weights[when], when.edtf))
    about = re.sub(r"[\dX][\dX-]*", r"\g<0>~", best.edtf)
    if weights[best] >= _MOST * sum(weights.values()) and len(found) > 2:
        return Interval(about, best.earliest, best.latest)
    starts, ends = [when.earliest for when in weights], [when.latest for when in weights]
    earliest = None if None in starts else min(day for day in starts if day)
    latest = None if None in ends else max(day for day in ends if day)
    if earliest and latest and len(found) == 2:
        return edtf.between(earliest, latest)
    return Interval(about, earliest, latest)
