"""The issues of one generation of the index by number, volume and range."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from archive.errors import BadQuery
from archive.search.index import Opened
from archive.search.sidecar import Bools, Ints, Sidecar

_NUMBER = re.compile(r"(\d{1,4})\.(\d{1,4})")
_PLAIN = re.compile(r"\d{1,4}(?:\.\d{1,4})?")

UNNUMBERED = 0
"""The volume of an issue that has none yet; volumes count from 1."""


class Issues:
    """What a query calls issues: "1.2", "us-japan-alliance-digest/1.2", "1" for a volume, "1.2..1.8"."""

    def __init__(self, sidecar: Sidecar) -> None:
        self.sidecar = sidecar

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Volume and number by index; an issue without is of `UNNUMBERED`."""
        found = []
        for id in self.sidecar.issue_ids.tolist():
            volume, _, number = tail(id).partition(".")
            plain = number.isdecimal() and volume.isdecimal()
            found.append((int(volume), int(number)) if plain else (UNNUMBERED, 0))
        return found

    @cached_property
    def volumes(self) -> Ints:
        """The volume of each index."""
        return np.array([volume for volume, _ in self.numbers], np.int32)

    @cached_property
    def alive(self) -> list[int]:
        """The indexes that have documents."""
        found: list[int] = np.unique(self.sidecar.issue[self.sidecar.living]).tolist()
        return found

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Indexes by id, and by number alone, which several series may have."""
        found: dict[str, list[int]] = {}
        for at in self.alive:
            id = str(self.sidecar.issue_ids[at])
            for name in {id, tail(id)}:
                found.setdefault(name, []).append(at)
        return found

    @classmethod
    def of(cls, opened: Opened) -> Issues:
        """The issues of a generation, worked out once."""
        found: Issues = opened.cache.get("issues") or opened.cache.setdefault("issues", cls(opened.sidecar))
        return found

    def called(self, asked: str) -> Sequence[int]:
        """The indexes of the issues that are meant; none where nothing is."""
        if found := self.by_name.get(asked):
            return found
        first, dots, last = asked.partition("..")
        if not dots:
            first = last = asked
        if not (first or last) or not all(_PLAIN.fullmatch(end) for end in (first, last) if end):
            return ()
        lowest, highest = _place(first, 0), _place(last or "9999", 9999)
        return [at for at in self.alive if lowest <= self.numbers[at] <= highest and self.numbers[at][0]]

    def documents(self, asked: str) -> Bools:
        """The documents of the issues that are meant."""
        wanted = np.zeros(len(self.sidecar.issue_ids), np.bool_)
        wanted[list(self.called(asked))] = True
        return wanted[self.sidecar.issue] & self.sidecar.living if len(wanted) else self.sidecar.living

    def of_volumes(self, volumes: Sequence[int]) -> Bools:
        """The documents of any of these volumes."""
        if not len(self.volumes):
            return self.sidecar.living
        return np.isin(self.volumes, volumes)[self.sidecar.issue] & self.sidecar.living

    def volume_counts(self, found: Bools) -> dict[int, int]:
        """How many of the found documents each volume has, the newest volume first."""
        if not len(self.volumes):
            return {}
        counts = np.bincount(self.volumes[self.sidecar.issue[found]], minlength=1)
        return {int(at): int(counts[at]) for at in np.flatnonzero(counts)[::-1] if at != UNNUMBERED}

    def require(self, asked: str, where: str) -> None:
        """Refuse a number that no issue has.

        :raises BadQuery: with one that is there
        """
        if not self.called(asked):
            near = f", such as issue:{nearest(asked, self.by_name)}" if self.by_name else ""
            todo = f"Write the number or id of one that is there{near}; the list of issues shows them."
            raise BadQuery(where, "no such issue is in the archive.", todo)


def nearest(asked: str, names: Iterable[str]) -> str:
    """Of these issues the one whose volume and number are nearest to those asked, the last one for other words."""
    numbers = [name for name in names if "/" not in name]

    def place(text: str) -> tuple[float, float]:
        found = _NUMBER.search(text)
        return (int(found[1]), int(found[2])) if found else (math.inf, math.inf)

    volume, number = place(asked)
    if math.isinf(volume):
        return max(numbers, key=lambda one: (place(one)[0] < math.inf, place(one), one))
    return min(numbers, key=lambda one: (abs(place(one)[0] - volume), abs(place(one)[1] - number), one))


def tail(issue: str) -> str:
    """What an id says besides its series: the number."""
    return issue.rpartition("/")[2]


def _place(text: str, number: int) -> tuple[int, int]:
    """Volume and number; `number` for a volume alone."""
    volume, _, own = text.partition(".")
    return int(volume or 0), int(own or number)
