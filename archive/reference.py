"""The nouns of reference data: what `data/` says beforehand of people, offices, names and publications."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from archive.model import Interval, Kind


@dataclass(frozen=True, slots=True)
class Citation:
    """The page that states a fact, and the day it was looked up."""

    id: str
    title: str
    url: str
    seen: date


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office, from `start` up to but not including `end`.

    "The defence minister said" names an office; the issue's date and the
    tenures say which person that was. Ends known only to the month or year are
    intervals; `surely_covers` counts the sure days only.
    """

    person: str
    office: str
    start: Interval
    end: Interval | None = None
    acting: bool = False
    source: str = ""

    def may_cover(self, day: date) -> bool:
        """Whether the person may have held the office on that day."""
        begun = self.start.earliest is None or self.start.earliest <= day
        return begun and (self.end is None or self.end.latest is None or day < self.end.latest)

    def surely_covers(self, day: date) -> bool:
        """Whether the person certainly held the office on that day, hand-over days excluded by the half-open end."""
        begun = self.start.latest is not None and self.start.latest <= day
        return begun and (self.end is None or (self.end.earliest is not None and day < self.end.earliest))


@dataclass(frozen=True, slots=True)
class Gap:
    """A time, from `start` up to but not including `end`, for which an office has no known holder, and why."""

    start: Interval
    end: Interval | None
    why: str
    source: str = ""


class Alias(NamedTuple):
    """Another way an entity is written; an ambiguous one links only with a cue beside it."""

    text: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with a page of its own. `facts` holds what only its kind has (coordinates, parties, signed …)."""

    id: str
    kind: Kind
    name: str
    about: str = ""
    native: str = ""
    country: str | None = None
    aliases: tuple[Alias, ...] = ()
    sources: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series:
    """A publication: how its title is written, its rhythm, and the countries whose offices need no country word."""

    id: str
    title: str
    publisher: str
    names: tuple[str, ...]
    home: tuple[str, ...]
    first_year: int
    days_between: int
