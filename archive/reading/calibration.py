"""Whether confidence is honest: links by what they say of themselves, and offices that were left open."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

BINS = (0.0, 0.85, 0.9, 0.95, 0.98, 1.01)
"""Bounds of the calibration table's bins, each from one up to but not including the next."""

ENOUGH = 50
"""Links that a bin needs before its share means something."""


@dataclass(slots=True)
class Bin:
    """The links whose confidence lies between two bounds: how many, how many right, and the sum of what they said."""

    low: float
    high: float
    links: int = 0
    right: int = 0
    said: float = 0.0

    @property
    def claimed(self) -> float:
        """The mean confidence."""
        return self.said / self.links if self.links else 0.0

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.links if self.links else 0.0

    @property
    def too_small(self) -> bool:
        """Whether there are too few links to judge by."""
        return self.links < ENOUGH


@dataclass(slots=True)
class Abstentions:
    """The gold's bare offices that have a holder: linked rightly, linked wrongly, left open with a reason, unseen."""

    right: int = 0
    wrong: int = 0
    left_open: int = 0
    unseen: int = 0

    @property
    def share(self) -> float:
        """The share that was seen and left open."""
        seen = self.right + self.wrong + self.left_open + self.unseen
        return self.left_open / seen if seen else 0.0


def table() -> list[Bin]:
    """The empty calibration table."""
    return [Bin(*bounds) for bounds in pairwise(BINS)]
