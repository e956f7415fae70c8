"""The dates told in an item, resolved to first and last day against the issue's publication.

Spans come from `literal`, `expressions` and `steps`; here they are chosen, joined ("from March to May",
"until fall") and read once for each end of the publication range: where the readings agree the date is certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from archive.model import DateMention, Field, Interval
from archive.reading import edtf
from archive.reading.clock import Clock, shifted
from archive.reading.cues import Tense, tense
from archive.reading.expressions import periods
from archive.reading.literal import MONTH, TO, WEEKDAY, Expression, Reading, literal_days, span
from archive.reading.steps import steps
from archive.reading.text import fold, sentences

_TWO_MONTHS = 62
_MOST = 2 / 3
_UNDATED = (date(1900, 7, 1), date(2900, 7, 1))  # nothing dates the issue: only what both read alike is certain

_JOINT = re.compile(TO)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_BETWEEN = re.compile(r"\b[Bb]etween\s+(?:the\s+)?\Z")
_LISTED = re.compile(r"(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)(?:on\s+)?")  # "October 4 and October 31, 2021"
_WEEK_OF = re.compile(r"\bweek\s+of\s+\Z")  # "the week of January 10"
_OPENING = re.compile(
    r"\b(?:(?P<until>until|till|through|by|before|(?:no|not)\s+later\s+than)|(?P<since>since|after|(?:no|not)\s+earlier\s+than))"
    r"\s+(?:about\s+|around\s+)?(?P<the>the\s+)?\Z",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|cannot|n't)\b(?:\s+\w+){0,4}\s+\Z")  # "not due until October" is in October
# "called a meeting for September", "a duty of 25% from March 12": what starts then was announced before
_PLANNED = re.compile(r"\b(?:for|from|starting|beginning|effective)\s+(?:on\s+)?(?:the\s+)?\Z")
_WEEKDAY = re.compile(WEEKDAY)
_ADJECTIVE = re.compile(rf"\d{{4}}\Z|{MONTH}|{WEEKDAY}")  # "since the 2018 guidelines", "after the January 23 election"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its place and the tense of the verb that it belongs to."""

    expression: Expression
    tense: Tense


def find_expressions(text: str, field: Field, masked: Sequence[tuple[int, int]] = ()) -> tuple[Found, ...]:
    """The expressions of a field that say when, in order, none overlapping, none touching a masked span."""
    plain = fold(text)
    beside = list(steps(plain))
    candidates = [*literal_days(plain), *beside, *periods(plain, beside)]
    free = [it for it in candidates if not any(it.start < end and start < it.end for start, end in masked)]
    if not free:
        return ()
    bounds, place, found = sentences(text), 0, []
    for it in _joined(plain, _longest(free)):
        while place + 1 < len(bounds) and bounds[place][1] <= it.start:
            place += 1
        start, end = bounds[place]
        verb = tense(plain[start:end], it.start - start, it.end - start, headline=field == "headline")
        found.append(_opened(plain, Found(it, verb)))
    return tuple(found)


def read_at(found: Sequence[Found], now: date) -> list[Interval | None]:
    """How the expressions of one field read if the issue appeared on `now`; None where they say nothing."""
    clock, readings = Clock(now), []
    for it in found:
        when = it.expression.read(replace(clock, tense=it.tense))
        readings.append(when)
        if when:
            clock = replace(clock, told=(*clock.told, (when, it.tense)))
    return readings


def find_dates(
    text: str, field: Field, published: Interval, masked: Sequence[tuple[int, int]] = ()
) -> tuple[DateMention, ...]:
    """The dates told in a field; offsets count code points of `text`.

    A date that hangs on the day of publication is as wide as the publication leaves it: "Friday" in an issue of
    about January 29 is `2022-01-28~` with its first and last possible day; where nothing dates the issue, unknown.
    """
    found = find_expressions(text, field, masked)
    if not found:
        return ()
    first, last = _supposed(published)
    likely = _likely(published, first, last)
    known = (first, last) != _UNDATED

    @cache
    def at(now: date) -> list[Interval | None]:
        return read_at(found, now)

    mentions = []
    for place, it in enumerate(found):
        start, end = it.expression.start, it.expression.end
        low, high = _leaning(it.expression.lean, first, last)
        readings = {}
        for now in (low, high) if at(low)[place] == at(high)[place] else _days(low, high):
            readings[now] = at(now)[place]
        when = _merged(readings, min(max(likely, low), high)) if known else _certain(readings)
        if when:
            mentions.append(DateMention(field, start, end, text[start:end], when))
    return tuple(mentions)


# --- which spans -------------------------------------------------------------------------------------


def _longest(candidates: Sequence[Expression]) -> list[Expression]:
    chosen: list[Expression] = []
    for it in sorted(candidates, key=lambda it: (it.start - it.end, it.start)):
        if all(it.end <= other.start or other.end <= it.start for other in chosen):
            chosen.append(it)
    return sorted(chosen, key=lambda it: it.start)


def _joined(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Ranges made one, and the year of "October 4 and October 31, 2021" shared; from the right, as years stand last."""
    done: list[Expression] = []
    for it in reversed(expressions):
        if done and done[-1].start >= it.end:
            after, between = done[-1], text[it.end : done[-1].start]
            if _JOINT.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(text[: it.start])):
                done[-1] = span(it, after)
                continue
            if after.fixed and not it.fixed and it.daily == after.daily and _LISTED.fullmatch(between):
                it = replace(it, read=_before(it.read, after.read), fixed=True)
        if it.daily and (week := _WEEK_OF.search(text, 0, it.start)):
            it = replace(it, start=week.start(), read=_week_of(it.read), daily=False)
        done.append(it)
    return done[::-1]


def _before(read: Reading, later: Reading) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        end = later(clock)
        return read(replace(clock, ceiling=end.latest)) if end else read(clock)

    return reading


def _week_of(read: Reading) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        when = read(clock)
        return shifted("week", when.earliest, 0) if when and when.earliest else None

    return reading


def _opened(text: str, found: Found) -> Found:
    """With "since", "until", "by", "no later than", "before" or "after" directly before it: open at one end."""
    it = found.expression
    opening = _OPENING.search(text, max(0, it.start - 30), it.start)
    if not opening or (opening["the"] and _ADJECTIVE.match(text[it.start : it.end])):
        planned = (
            it.one and not _WEEKDAY.match(text, it.start) and _PLANNED.search(text, max(0, it.start - 24), it.start)
        )
        return Found(it, Tense.AHEAD) if planned else found
    if opening["until"] and _NEGATED.search(text, max(0, opening.start() - 60), opening.start()):
        return Found(it, Tense.AHEAD)
    word = (opening["until"] or opening["since"]).lower()
    verb = Tense.PAST if word == "since" else found.tense if word in ("before", "after") else Tense.AHEAD

    def read(clock: Clock) -> Interval | None:
        when = it.read(clock)
        if not when or not when.earliest or not when.latest:
            return when
        if opening["until"]:
            return edtf.interval(f"../{when.edtf.rpartition('/')[2]}")
        return edtf.interval(f"{when.edtf.partition('/')[0]}/..")

    return Found(replace(it, start=opening.start(), read=read), verb)


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

    Where they differ, the one that most days share is taken as approximate (`~`) if those days, weighed by how near
    the likely day they are, make three quarters; else the interval covers all.
    """
    found = {now: when for now, when in readings.items() if when}
    if len(set(found.values())) <= 1:
        return next(iter(found.values()), None)
    first, last = min(found), max(found)
    weights: dict[Interval, float] = {}
    for now, when in found.items():
        edge, reach = (now - first, likely - first) if now < likely else (last - now, last - likely)
        weights[when] = weights.get(when, 0.0) + (edge.days + 1) / (reach.days + 1)
    best = max(weights, key=lambda when: (weights[when], when.edtf))
    about = re.sub(r"[\dX][\dX-]*", r"\g<0>~", best.edtf)
    if weights[best] >= _MOST * sum(weights.values()) and len(found) > 2:
        return Interval(about, best.earliest, best.latest)
    starts, ends = [when.earliest for when in weights], [when.latest for when in weights]
    earliest = None if None in starts else min(day for day in starts if day)
    latest = None if None in ends else max(day for day in ends if day)
    if earliest and latest and len(found) == 2:
        return edtf.between(earliest, latest)
    return Interval(about, earliest, latest)
