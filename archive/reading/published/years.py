"""Which years an issue may belong to: years named in its text, who held which office, days that need a leap year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from archive.model import Interval
from archive.reading.dates.cues import Tense
from archive.reading.edtf import wording
from archive.reading.published.dating import Holding
from archive.reading.published.evidence import Clue

# How much a year loses by its distance from the newest past year named, and from the next year announced. A past
# year is seldom named in that year itself ("outlined in 2021" is written in 2022), an announced one often is.
_AFTER_PAST = (0.5, 0.0, 0.7, 1.2, 1.5, 1.7)
_BEFORE_AHEAD = (0.0, 0.0, 0.7, 1.2, 1.5)
_BESIDE_OPEN = (0.0, 0.2, 0.7, 1.2, 1.5)
_TOO_LATE, _TOO_EARLY, _NOT_IN_OFFICE, _MOST = 4.0, 3.0, 3.0, 9.0
_SAME_YEAR = 1.5  # lost instead where the "past" period lies ahead in the same year: its verb may have been misread
_IN_ITS_OWN_WINTER = 2.0  # lost once more where it is read in January or February of that very year
_BACK = timedelta(days=20)  # a title is right at the event, which may be so long before publication


def candidates(clues: Sequence[Clue], holdings: Sequence[Holding]) -> list[int]:
    """The years worth weighing, in order: those near the years named, and those of the tenures."""
    named = [day.year for clue in clues if not clue.yearly for day in (clue.when.earliest, clue.when.latest) if day]
    years: set[int] = set()
    past = [day.year for c in clues if not c.yearly and c.tense is not Tense.AHEAD and (day := c.when.earliest)]
    if past:
        years |= set(range(max(past) - 2, max(past) + 13))
    if named and not past:
        years |= set(range(min(named) - 4, min(named) + 2))
    for tenure in (tenure for holding in holdings for tenure in holding.tenures):
        if tenure.start.earliest:
            end = tenure.end.latest.year if tenure.end and tenure.end.latest else tenure.start.earliest.year + 10
            years |= set(range(tenure.start.earliest.year, end + 1))
    return sorted(year for year in years if 1 < year < 9998)


def fit(clues: Sequence[Clue], holdings: Sequence[Holding], first: date, last: date) -> float:
    """How well publication between two days fits the years named and the offices held: 0 at best, else negative."""
    fixed = [clue for clue in clues if not clue.yearly]
    lost = 0.0
    for clue in fixed:
        if clue.tense is Tense.PAST and clue.when.earliest and clue.when.earliest > last:
            lost += _SAME_YEAR if clue.when.earliest.year == last.year else _TOO_LATE
        elif clue.tense is Tense.AHEAD and clue.when.latest and clue.when.latest < first:
            lost += _TOO_EARLY
    lost = min(lost, _MOST)
    lost += _distance_lost(fixed, first, last)
    outside = {holding.words for holding in holdings if not in_office(holding, first, last)}
    return -(lost + min(_NOT_IN_OFFICE * len(outside), _MOST))


def _distance_lost(fixed: Sequence[Clue], first: date, last: date) -> float:
    lost = 0.0
    year = first.year
    past = [c.when for c in fixed if c.tense is Tense.PAST and c.when.earliest and c.when.earliest <= last]
    if past:
        newest = max(past, key=lambda when: when.earliest or date.min)
        gap = year - (newest.latest or newest.earliest or first).year if _short(newest) else year - _start(newest)
        lost += _at(_AFTER_PAST, max(gap, 0))
        lost += _IN_ITS_OWN_WINTER if gap <= 0 and len(newest.edtf) == len("2021") and last.month <= 2 else 0.0
    ahead = [_end(c.when) for c in fixed if c.tense is Tense.AHEAD and c.when.latest and c.when.latest >= first]
    if ahead:
        lost += _at(_BEFORE_AHEAD, max(0, min(ahead) - year))
    open_ = [abs(_start(c.when) - year) for c in fixed if c.tense is Tense.OPEN and (c.when.earliest or c.when.latest)]
    if open_:
        lost += _at(_BESIDE_OPEN, min(open_))
    return lost


def in_office(holding: Holding, first: date, last: date) -> bool:
    """Whether one of the tenures may cover some day of the stories of an issue published between two days."""
    days = [first - _BACK, first, last]
    return any(tenure.may_cover(day) for tenure in holding.tenures for day in days)


def tenure_words(holding: Holding, first: date, last: date) -> str:
    """When the person held the office, for a sentence of evidence."""
    for tenure in holding.tenures:
        if any(tenure.may_cover(day) for day in (first - _BACK, first, last)):
            until = f" to {wording(tenure.end)}" if tenure.end else " on"
            return f"in office from {wording(tenure.start)}{until}"
    return "not in office then"


def _short(when: Interval) -> bool:
    return bool(when.earliest and when.latest and when.earliest.year == when.latest.year)


def _start(when: Interval) -> int:
    day = when.earliest or when.latest
    return day.year if day else 0


def _end(when: Interval) -> int:
    day = when.latest or when.earliest
    return day.year if day else 0


def _at(scale: Sequence[float], gap: int) -> float:
    return scale[min(gap, len(scale) - 1)]
