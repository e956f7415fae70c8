"""Counts that narrow a search, and how the found items lie in time: all from the sidecar."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.search.sidecar import Bools, Ints, Sidecar

MONTHS_SHOWN = 36
"""Up to three years a bar is a month, beyond that a year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or year of the histogram, how it is said, and how many of the found items may have appeared in it."""

    edtf: str
    words: str
    count: int


def year_counts(sidecar: Sidecar, found: Bools) -> dict[int, int]:
    """Found items by year, newest first; one whose publication may lie in either of two years counts in both."""
    first, counts = _overlapping(*sidecar.years, found)
    return {first + at: int(counts[at]) for at in range(len(counts) - 1, -1, -1) if counts[at]}


def entity_counts(sidecar: Sidecar, found: Bools) -> Ints:
    """How many of the found items mention each entity, by its index."""
    mentioned = sidecar.mentioned[found[sidecar.mentioned_in]]
    return np.bincount(mentioned, minlength=len(sidecar.entity_ids)).astype(np.int32)


def bars(sidecar: Sidecar, found: Bools) -> tuple[Bar, ...]:
    """The found items over time, without gaps, by month or (over a longer time) by year."""
    first, counts = _overlapping(*_units(sidecar, found), found)
    if _by_month(sidecar, found):
        months = [divmod(first + at, 12) for at in range(len(counts))]
        return tuple(
            Bar(f"{year:04}-{month + 1:02}", f"{month_name[month + 1]} {year}", int(count))
            for (year, month), count in zip(months, counts, strict=True)
        )
    return tuple(Bar(f"{first + at:04}", str(first + at), int(count)) for at, count in enumerate(counts))


def doubled(sidecar: Sidecar, found: Bools) -> int:
    """How many found items more than one bar counts: those that may have appeared in either of several months."""
    first, last = _units(sidecar, found)
    return int(np.count_nonzero(found & (first < last)))


def _units(sidecar: Sidecar, found: Bools) -> tuple[Ints, Ints]:
    """First and last possible month, or year, of each document: whichever the bars are of."""
    return sidecar.months if _by_month(sidecar, found) else sidecar.years


def _by_month(sidecar: Sidecar, found: Bools) -> bool:
    first, last = sidecar.months
    dated = found & (first <= last)
    return not dated.any() or int(last[dated].max() - first[dated].min()) < MONTHS_SHOWN


def _overlapping(first: Ints, last: Ints, found: Bools) -> tuple[int, NDArray[np.int64]]:
    """The lowest unit of time and, from it on, how many found items overlap each."""
    dated = found & (first <= last)
    starts, ends = first[dated], last[dated]
    if not len(starts):
        return 0, np.zeros(0, np.int64)
    lowest = int(starts.min())
    steps = np.bincount(starts - lowest, minlength=int(ends.max()) - lowest + 2)
    steps[: int(ends.max()) - lowest + 2] -= np.bincount(ends - lowest + 1, minlength=len(steps))[: len(steps)]
    return lowest, np.cumsum(steps)[:-1]
