"""What is known of an issue's publication after its own text was read: the nouns of dating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from archive.model import Basis, Interval, Published
from archive.reference import Tenure

UNKNOWN = Interval("", None, None)
"""The publication of an issue that nothing dates."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A person named with a current title: the words, their place in their field, and the tenures they may mean."""

    start: int
    end: int
    words: str
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Days in one year on which the issue may have appeared, the likeliest, and how well that year fits (0 is best)."""

    first: date
    likely: date
    last: date
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Dating:
    """What an issue's own text says of its publication; `when` None if it does not even leave a range.

    `windows` are the years that remain possible, best first; the neighbours in the series choose among them.
    """

    when: Interval | None
    windows: tuple[Window, ...]
    basis: Basis
    evidence: tuple[str, ...]

    def published(self) -> Published:
        """The date as it stands without neighbours."""
        return Published(self.when or UNKNOWN, self.basis, self.evidence or ("nothing dates this issue",))

    def as_dict(self) -> dict[str, object]:
        """The dating as JSON values."""
        when = self.when
        return {
            "when": [when.edtf, *(bound and bound.isoformat() for bound in (when.earliest, when.latest))]
            if when
            else None,
            "windows": [[w.first.isoformat(), w.likely.isoformat(), w.last.isoformat(), w.score] for w in self.windows],
            "basis": self.basis,
            "evidence": list(self.evidence),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Dating:
        """The dating that `as_dict` wrote."""
        when = kept["when"]
        bounds = [bound and date.fromisoformat(bound) for bound in when[1:]] if when else []
        return cls(
            Interval(when[0], *bounds) if when else None,
            tuple(
                Window(date.fromisoformat(first), date.fromisoformat(likely), date.fromisoformat(last), score)
                for first, likely, last, score in kept["windows"]
            ),
            cast(Basis, kept["basis"]),
            tuple(kept["evidence"]),
        )
