"""Which numbers of a series the archive has, and which are missing between them; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.model import Issue

NAMED = 3
"""Missing volumes that a sentence names one by one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of one volume that are not in the archive, from the first to the last."""

    volume: int
    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return f"Vol {self.volume}.{self.first} is not in the archive"
        return f"Vol {self.volume}.{self.first} to {self.volume}.{self.last} are not in the archive"

    @property
    def labels(self) -> list[str]:
        """Each missing number, as `1.6`."""
        return [f"{self.volume}.{number}" for number in range(self.first, self.last + 1)]


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume: its issues and gaps in order of number; empty when no number of it is known."""

    number: int
    rows: tuple[Issue | Gap, ...]

    @property
    def issues(self) -> list[Issue]:
        """The issues that are there."""
        return [row for row in self.rows if isinstance(row, Issue)]

    @property
    def gaps(self) -> list[Gap]:
        """What is missing before and between them."""
        return [row for row in self.rows if isinstance(row, Gap)]

    @property
    def missing(self) -> list[str]:
        """Each number that is not in the archive, as `1.6`."""
        return [label for gap in self.gaps for label in gap.labels]

    @property
    def years(self) -> str:
        """The years in which its issues appeared: "2022", "2022 to 2023", or nothing if that is unknown."""
        years = sorted({one.published.when.earliest.year for one in self.issues if one.published.when.earliest})
        return "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def volumes(issues: Iterable[Issue]) -> list[Volume]:
    """The volumes of one series from the first known to the last.

    Numbers count from 1 in each volume, so that what is missing before a known number is known to exist;
    what may follow the last known number of a volume is not.
    """
    known: dict[int, dict[int, Issue]] = {}
    for issue in issues:
        if issue.volume is not None and issue.number is not None:
            known.setdefault(issue.volume, {})[issue.number] = issue
    if not known:
        return []
    return [Volume(number, _rows(number, known.get(number, {}))) for number in range(min(known), max(known) + 1)]


def cells(volume: Volume) -> list[tuple[str, str, Issue | None]]:
    """A cell a number, as (label, "present", "missing" or "problem", the issue if there is one)."""
    found: list[tuple[str, str, Issue | None]] = []
    for row in volume.rows:
        if isinstance(row, Gap):
            found += [(label, "missing", None) for label in row.labels]
        else:
            found.append((f"{row.volume}.{row.number}", "problem" if row.problem else "present", row))
    return found


def absence(volumes: Sequence[Volume]) -> str:
    """What is not there: "14 numbers (hatched) and volume 4 are not in the archive", nothing if all is."""
    missing, whole = sum(len(volume.missing) for volume in volumes), [one.number for one in volumes if not one.rows]
    said = [f"{missing:,} number{'' if missing == 1 else 's'} (hatched)"] if missing else []
    said += [f"volume {number}" for number in whole] if len(whole) <= NAMED else [f"{len(whole)} whole volumes"]
    if not said:
        return ""
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return f"{listed} {'is' if missing + len(whole) == 1 else 'are'} not in the archive"


def unnumbered(issues: Sequence[Issue]) -> list[Issue]:
    """The issues that nobody could number."""
    return [issue for issue in issues if issue.volume is None or issue.number is None]


def _rows(volume: int, known: dict[int, Issue]) -> tuple[Issue | Gap, ...]:
    rows: list[Issue | Gap] = []
    expected = 1
    for number in sorted(known):
        if number > expected:
            rows.append(Gap(volume, expected, number - 1))
        rows.append(known[number])
        expected = number + 1
    return tuple(rows)
