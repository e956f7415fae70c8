"""A supposed publication day, and what a date without a year or with "later" counts from.

A date expression is read once for each end of the publication range; where the readings agree, the
date is certain, whatever the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.model import Interval
from archive.reading import edtf
from archive.reading.dates.cues import Tense

# The year rule of 144 labelled dates: nearest to publication, within these days of it.
_BACK, _AHEAD = 330, 65
_STORY = 20  # days: what a digest tells is seldom older
# "succeeded him in November", read in October, is last year's; so is "signed in January", read in December
_MONTH_AHEAD_WHEN_TOLD, _MONTH_BACK_WHEN_TOLD = 0, 365
_AHEAD_WHEN_ANNOUNCED, _JUST_PAST = 300, 40  # "will vote in November" looks ahead, unless it has only just passed


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of publication that is supposed, the dates told so far in the field, and the tense of the next one.

    `year`, `floor` and `ceiling` come from a neighbour in the same expression ("October 4 and October 31, 2021",
    "December 27 to January 3"): the year itself, the first and the last day allowed. `latest` is the last day on which
    the issue may have appeared, `newest` the newest day told so far as past.
    """

    now: date
    told: tuple[tuple[Interval, Tense], ...] = ()
    tense: Tense = Tense.OPEN
    year: int | None = None
    floor: date | None = None
    ceiling: date | None = None
    latest: date | None = None
    newest: date = date.min

    def nearest(self, at: Callable[[int], Interval | None]) -> Interval | None:
        """The reading in the right year of something that comes once a year; None where no year has it."""
        if self.year is not None:
            return at(self.year)
        if self.floor is not None:
            start = self.floor.year - 1
            return next((it for y in range(start, start + 10) if (it := at(y)) and _last(it) >= self.floor), None)
        if self.ceiling is not None:
            end = self.ceiling.year + 1
            return next((it for y in range(end, end - 10, -1) if (it := at(y)) and _first(it) <= self.ceiling), None)
        found = [(self._distance(it), it) for y in range(self.now.year - 5, self.now.year + 6) if (it := at(y))]
        allowed = [(days, it) for days, it in found if self._earliest(it) <= days <= self._limit(it)] or found
        if self.tense is Tense.AHEAD:
            coming = [(days, it) for days, it in allowed if days >= -_JUST_PAST]
            allowed = coming or allowed
        return min(allowed, key=lambda pair: abs(pair[0]))[1] if allowed else None

    def _limit(self, when: Interval) -> int:
        """How many days ahead of publication it may begin."""
        if self.tense is Tense.AHEAD:
            return _AHEAD_WHEN_ANNOUNCED
        return _MONTH_AHEAD_WHEN_TOLD if self.tense is Tense.PAST and when.earliest != when.latest else _AHEAD

    def _earliest(self, when: Interval) -> int:
        """How many days after publication it may end: a negative number."""
        return -_MONTH_BACK_WHEN_TOLD if self.tense is Tense.PAST and when.earliest != when.latest else -_BACK

    def _distance(self, when: Interval) -> int:
        """Days from publication to the interval: negative in the past, 0 inside."""
        if _first(when) > self.now:
            return (_first(when) - self.now).days
        return min(0, (_last(when) - self.now).days)

    def last_told(self, days: int) -> Interval | None:
        """The date told just before that is no longer than so many days; open ones do not count.

        A past step counts from a past date, where there is one: "announced on March 26 a duty from April 3;
        the next day Ishiba said".
        """
        short = [
            (when, verb)
            for when, verb in reversed(self.told)
            if when.earliest and when.latest and (when.latest - when.earliest).days < days
        ]
        past = [when for when, verb in short if verb is Tense.PAST] if self.tense is Tense.PAST else []
        return past[0] if past else short[0][0] if short else None

    def month_told(self, number: int) -> Interval | None:
        """The day or month told before whose month "the 8th" means: the last one, but where other dates stand between,
        one that puts it near publication rather than a month named in passing ("the accord of May")."""
        last = self.last_told(31)
        if last is None or last == self.told[-1][0]:
            return last
        days = [w.earliest for w, _ in reversed(self.told) if w.earliest and w.earliest == w.latest]
        near = next((it for it in days if abs((self.now - it).days) <= _STORY and it.day <= number), None)
        return edtf.day(near) if near else last

    def weekday(self, index: int, which: str) -> Interval:
        """The Monday (0) to Sunday (6) that is meant: the nearest before publication, after it if announced."""
        if self.floor:
            return edtf.day(self.floor + timedelta(days=(index - self.floor.weekday()) % 7))
        back = (self.now.weekday() - index) % 7
        if which == "next":
            return edtf.day(self.now + timedelta(days=7 - back))
        if which == "last":
            return edtf.day(self.now - timedelta(days=back or 7))
        if self.tense is Tense.AHEAD and back:
            return edtf.day(self.now + timedelta(days=7 - back))
        day = self.now - timedelta(days=back)
        later = day + timedelta(days=7)
        if self.latest and later <= self.latest and not which and day < self.newest <= self.now:
            # A story tells its days in order ("launched on May 25; they followed with a statement on Monday"):
            # none of 29 hand-dated weekdays lies before the newest day told before it. The issue appeared later.
            return edtf.day(later)
        return edtf.day(day)


def shifted(unit: str, day: date, shift: int) -> Interval:
    """The day, week (Monday to Sunday), weekend, month, year or decade of a day, `shift` of them on."""
    if unit == "day":
        return edtf.day(day + timedelta(days=shift))
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return edtf.between(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit == "month":
        year, index = divmod(day.year * 12 + day.month - 1 + shift, 12)
        return edtf.interval(f"{year:04}-{index + 1:02}")
    if unit == "decade":
        return edtf.interval(f"{day.year // 10 + shift:03}X")
    return edtf.interval(f"{day.year + shift:04}")


def fiscal_year(number: int, american: bool) -> Interval:
    """Fiscal 2022: April 2022 to March 2023 in Japan, October 2021 to September 2022 in the United States."""
    return edtf.interval(f"{number - 1:04}-10/{number:04}-09" if american else f"{number:04}-04/{number + 1:04}-03")


def season(number: int, index: int) -> Interval:
    """Spring (21), summer, fall or winter (24) of a year; winter is named after its December."""
    return edtf.interval(f"{number:04}-{index}")


def _first(when: Interval) -> date:
    return when.earliest or date.min


def _last(when: Interval) -> date:
    return when.latest or date.max
