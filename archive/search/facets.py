"""Counts that narrow a search, and how the found items lie in time: all from the sidecar."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.search.sidecar import Bools, Ints, Sidecar
from archive.search.telling import Rows, Telling

MONTHS_SHOWN, YEARS_SHOWN = 36, 60
"""Up to three years a bar is a month, up to sixty a year, beyond that (a treaty of 1951 is told of) a decade."""

FEW = 3
"""Of so many documents one or fewer found are looked up one by one, which is then faster than to look at all."""

Timed = Sidecar | Telling
"""Whose dates count: those of publication, or those told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, year or decade of the histogram, how it is said, and how many of the found items may be of it."""

    edtf: str
    words: str
    count: int


def year_counts(of: Timed, found: Bools) -> dict[int, int]:
    """Found items by year, newest first; one whose date may lie in either of two years counts in both."""
    first, counts = _overlapping(_years(of, found))
    return {first + at: int(counts[at]) for at in range(len(counts) - 1, -1, -1) if counts[at]}


def entity_counts(sidecar: Sidecar, found: Bools) -> Ints:
    """How many of the found items mention each entity, by its index."""
    if np.count_nonzero(found) * FEW < sidecar.size:
        return _counted(sidecar, found)
    if np.count_nonzero(rest := sidecar.living & ~found) * FEW < sidecar.size:
        counts: Ints = sidecar.mention_counts - _counted(sidecar, rest)
        return counts
    mentioned = sidecar.mentioned[found[sidecar.mentioned_in]]
    return np.bincount(mentioned, minlength=len(sidecar.entity_ids)).astype(np.int32)


def _counted(sidecar: Sidecar, found: Bools) -> Ints:
    """`entity_counts` of few documents, reading their rows alone."""
    documents = np.flatnonzero(found)
    starts = sidecar.mention_starts[documents]
    lengths = sidecar.mention_starts[documents + 1] - starts
    before = np.cumsum(lengths) - lengths
    rows = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
    return np.bincount(sidecar.mentioned[rows], minlength=len(sidecar.entity_ids)).astype(np.int32)


def bars(of: Timed, found: Bools) -> tuple[tuple[Bar, ...], int]:
    """The found items over time, without gaps, by month or (over a longer time) by year or decade.

    And how many of them more than one bar counts: those that may be of either of several months.
    """
    unit, rows = _shown(of, found)
    first, counts = _overlapping(rows)
    if isinstance(of, Sidecar):
        doubled = np.count_nonzero(rows.first < rows.last)
    else:
        doubled = np.count_nonzero(np.bincount(rows.documents, weights=rows.last - rows.first + 1) > 1)
    return tuple(Bar(*_said(unit, first + at), int(count)) for at, count in enumerate(counts)), int(doubled)


def _shown(of: Timed, found: Bools) -> tuple[str, Rows]:
    """The unit of the bars, and the documents' stretches in it."""
    months = _months(of, found)
    if _reach(months) < MONTHS_SHOWN:
        return "month", months
    years = _years(of, found)
    if _reach(years) < YEARS_SHOWN:
        return "year", years
    return "decade", _decades(years)


def _said(unit: str, number: int) -> tuple[str, str]:
    """EDTF and words of a unit of time."""
    if unit == "decade":
        return f"{number:03}X", f"{number}0s"
    if unit == "year":
        return f"{number:04}", str(number)
    year, month = divmod(number, 12)
    return f"{year:04}-{month + 1:02}", f"{month_name[month + 1]} {year}"


def _years(of: Timed, found: Bools) -> Rows:
    return of.years.of(found) if isinstance(of, Telling) else _published(*of.years, found)


def _months(of: Timed, found: Bools) -> Rows:
    return of.months.of(found) if isinstance(of, Telling) else _published(*of.months, found)


def _published(first: Ints, last: Ints, found: Bools) -> Rows:
    documents = np.flatnonzero(found & (first <= last)).astype(np.int32)
    return Rows(documents, first[documents], last[documents])


def _decades(years: Rows) -> Rows:
    """The years as decades; what tells of two years of one decade is counted in it once."""
    first, last = years.first // 10, years.last // 10
    again = np.zeros(len(first), np.bool_)
    again[1:] = (years.documents[1:] == years.documents[:-1]) & (first[1:] == last[:-1])
    first = np.where(again, first + 1, first)
    kept = first <= last
    return Rows(years.documents[kept], first[kept], last[kept])


def _reach(rows: Rows) -> int:
    """From the first unit to the last."""
    return int(rows.last.max() - rows.first.min()) if len(rows.first) else 0


def _overlapping(rows: Rows) -> tuple[int, NDArray[np.int64]]:
    """The lowest unit of time and, from it on, how many of the rows overlap each."""
    starts, ends = rows.first, rows.last
    if not len(starts):
        return 0, np.zeros(0, np.int64)
    lowest = int(starts.min())
    steps = np.bincount(starts - lowest, minlength=int(ends.max()) - lowest + 2)
    steps[: int(ends.max()) - lowest + 2] -= np.bincount(ends - lowest + 1, minlength=len(steps))[: len(steps)]
    return lowest, np.cumsum(steps)[:-1]
