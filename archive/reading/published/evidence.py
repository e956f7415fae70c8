"""What the dates told in an issue say of its publication: events of the year's calendar, and years named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.model import FIELDS, Interval
from archive.reading.dates import read_at
from archive.reading.dates.cues import Tense
from archive.reading.dates.spans import find_expressions
from archive.reading.text import sentences

# A date that reads alike on the first and the last supposed day names its year; one that falls on the same month and
# day on the first two comes every year; any other ("Friday", "last month") says nothing of the publication.
_SUPPOSED = (date(2023, 6, 10), date(2023, 7, 5), date(2028, 7, 1))
_YEAR = 365
_AHEAD = 110  # days: what is further ahead on the calendar is read as past
_OLD, _STORY = 10, 20  # the newest past event is 0 to 10 days old, a story at most about 20
_ENOUGH = 300  # days told: ten times what an issue tells, and a bound on noise
_LONELY = 6  # days: the newest event is seldom further from the next newest


_WHEN = re.compile(r"\b(?:[Ii]n|[Dd]uring|from|to)\s+\Z")


@dataclass(frozen=True, slots=True)
class Clue:
    """A dated expression: its reading (for a yearly one, in 2023 or so), its tense, and the words to quote."""

    when: Interval
    tense: Tense
    yearly: bool
    daily: bool
    quote: str


@dataclass(frozen=True, slots=True)
class Season:
    """The newest past event and the last day before what is announced, if an issue appeared that year; their words."""

    newest: date
    last: date
    newest_quote: str
    ahead_quote: str = ""


def gather(items: Sequence[tuple[str, str]]) -> tuple[Clue, ...]:
    """The clues in all headlines and bodies, in order."""
    clues = []
    for field, text in ((field, text) for item in items for field, text in zip(FIELDS, item, strict=True)):
        found = find_expressions(text, field)
        if not found:
            continue
        readings = [read_at(found, now) for now in _SUPPOSED]
        bounds = sentences(text)
        for it, first, second, third in zip(found, *readings, strict=True):
            if first and second and _month_days(first) == _month_days(second):
                start = max((s for s, _ in bounds if s <= it.expression.start), default=0)
                quote = _quote(text[start : it.expression.end])
                # A budget year, or a year in a name ("Talisman Sabre 2025"), is not when its sentence's verb happened.
                words = text[it.expression.start : it.expression.end]
                name = len(words) == len("2025") and not _WHEN.search(text, start, it.expression.start)
                verb = Tense.OPEN if it.expression.budget or name else it.tense
                daily = it.expression.daily or first.earliest == first.latest
                clues.append(Clue(first, verb, first != third, daily, quote))
    return tuple(clues)


def _month_days(when: Interval) -> list[tuple[int, int] | None]:
    return [(day.month, day.day) if day else None for day in (when.earliest, when.latest)]


def _quote(words: str) -> str:
    """The sentence up to the date, its middle left out: "Defense Minister Kishi confirmed … on January 28"."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= 10 else " ".join([*parts[:5], "…", *parts[-4:]])


def season(clues: Sequence[Clue], year: int) -> Season | None:
    """The days of a year on which the issue may have appeared, if it was that year; None where no day is told.

    Each past day is tried as the newest: stories just before it speak for it, past events after it and announced
    ones before it speak against it, and so does a long gap to the next newest. Days that name another year are out.
    """
    days = [(clue, day) for clue in clues if clue.daily and (day := _day(clue, year))][:_ENOUGH]
    best: tuple[float, date, Clue] | None = None
    for clue, newest in days:
        if clue.tense is Tense.AHEAD or newest.year != year:
            continue
        lags = [(other.tense, lag) for other, day in days if (lag := _lag(newest, day, other.yearly)) is not None]
        past = sorted({lag for tense, lag in lags if tense is Tense.PAST and 0 < lag <= _STORY})
        score = float(sum(tense is not Tense.AHEAD and 0 <= lag <= _STORY for tense, lag in lags))
        score -= 2 * sum(tense is Tense.PAST and lag < 0 for tense, lag in lags)
        score -= 0.5 * sum(tense is Tense.AHEAD and 0 <= lag <= _OLD for tense, lag in lags)
        score -= 0.3 * max(0, (past[0] if past else _LONELY) - _LONELY) + (clue.tense is Tense.OPEN)
        if best is None or (score, newest) > best[:2]:
            best = score, newest, clue
    if best is None:
        return None
    _, newest, clue = best
    coming = [
        (-lag, other.quote)
        for other, day in days
        if other.tense is Tense.AHEAD and (lag := _lag(newest, day, other.yearly)) is not None and -_OLD <= lag < 0
    ]
    room, ahead = min(coming, default=(_OLD, ""))
    return Season(newest, newest + timedelta(days=room), clue.quote, ahead)


def names_days_near(clues: Sequence[Clue], year: int) -> bool:
    """Whether a day with its year is told that matters for the season of that year."""
    return any(
        clue.daily and not clue.yearly and clue.when.earliest and abs(clue.when.earliest.year - year) <= 1
        for clue in clues
    )


def _day(clue: Clue, year: int) -> date | None:
    """The day that counts, in that year: a past period is over, an announced one has not begun."""
    day = clue.when.earliest if clue.tense is Tense.AHEAD else clue.when.latest
    if day is None or not clue.yearly:
        return day
    return date(year, 3, 1) - timedelta(days=1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _lag(newest: date, other: date, yearly: bool) -> int | None:
    """Days from the other to the newest, negative ahead, positive past; a yearly one by the circle of the calendar."""
    lag = (newest - other).days
    if not yearly:
        return lag if abs(lag) <= _AHEAD else None
    lag %= _YEAR
    return lag - _YEAR if lag >= _YEAR - _AHEAD else lag
