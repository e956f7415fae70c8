"""The query language by example: what to write, and what it finds, with names and dates that the archive has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from archive import Archive
from archive.errors import IndexMissing
from archive.model import Item, Kind
from archive.search.issues import tail
from archive.search.sidecar import NEVER_BEGAN, day_of

WORD = re.compile(r"(?<![\w-])[A-Za-z]{6,}(?![\w-])")
"""A word long enough to say something, in a headline: "Kishida" in "LDP-backed Kishida wins"."""

LOOKED_AT = 50
"""Items, the oldest, in which words and a day are looked for."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it finds."""

    query: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples of one part of the language."""

    title: str
    each: tuple[Example, ...]


def examples(archive: Archive) -> tuple[Examples, ...]:
    """Every part of the query language once; plain words are ones that any number of such a digest may have."""
    known = _Known.of(archive)
    first, last, words = known.first, known.last, known.headline_words()
    return (
        _group(
            "Words",
            ("defense spending", "items with both words, in any of their endings"),
            ('"joint statement"', "these words just so; quotes also keep a name from being widened"),
            (f'"{words[1]} {words[0]}"~5', "these words near each other, at most five words apart, in any order"),
            ("train*", "words that begin so: trains, trained, training"),
            (f"{misspelt(words[0])}~", f"words that differ from it by a letter, such as {words[0]}"),
            (f"headline:{words[0]}", "words of the headline alone"),
        ),
        _group(
            "Together",
            ("base OR port", "either of them; AND, OR and NOT are written in capitals"),
            ("exercise -Okinawa", "the first without the second; the same as exercise NOT Okinawa"),
            ("(base OR port) visit", "parentheses group"),
        ),
        _group(
            "Names",
            (known.name(), "items that mention the person by any name, or by an office that was theirs at the time"),
            ("the Prime Minister", "whoever it was when the issue appeared; a certain office: with office:"),
            (known.leader(), "only items that mention a certain person; a name does, too: leader:Kishida"),
            (known.base(), "likewise agreement: organization: place: programme: and entity: for any kind"),
        ),
        _group(
            "Dates",
            (f"after:{last:%Y-%m}", "published on or after that; before: and date: likewise, with days, months, years"),
            (f"date:{first:%Y-%m}..{first:%Y}-12", "published within a range"),
            (f'date:"{_half(first)} half of {first:%Y}"', "dates in plain words stand in quotes"),
            ('before:"last March"', "words such as these count from today"),
            (f"event:{known.told()}", "items that tell of that day, whenever they were published"),
            (f"issue:{known.number()}", "the items of one issue"),
        ),
    )


def short_examples(archive: Archive) -> list[str]:
    """A few queries to try first."""
    known = _Known.of(archive)
    return ["defense spending", '"joint statement"', known.leader(), known.base(), f"after:{known.last:%Y-%m}"]


def misspelt(word: str) -> str:
    """A word with its fourth letter forgotten."""
    return word[:3] + word[4:]


def _group(title: str, *each: tuple[str, str]) -> Examples:
    return Examples(title, tuple(Example(*one) for one in each))


def _half(day: date) -> str:
    return "first" if day.month <= 6 else "second"


@dataclass(frozen=True)
class _Known:
    """What the index knows of the archive: asking the catalog for every issue would take seconds in a large one.

    `first` and `last` are days on which its oldest and its newest items may have appeared, `oldest` the ids of the
    first issues; of an empty archive, any year and none.
    """

    archive: Archive
    first: date = date(2022, 1, 1)
    last: date = date(2022, 3, 1)
    oldest: tuple[str, ...] = ()

    @classmethod
    def of(cls, archive: Archive) -> _Known:
        """What is known of an archive."""
        try:
            sidecar = archive.index.current().sidecar
        except IndexMissing:
            return cls(archive)
        days = sidecar.earliest[sidecar.living & (sidecar.earliest > NEVER_BEGAN)]
        if not len(days):
            return cls(archive)
        first, last = (day_of(int(end)) for end in (days.min(), days.max()))
        oldest = sidecar.oldest[sidecar.living[sidecar.oldest]][:LOOKED_AT].tolist()
        return cls(archive, first, last, tuple(dict.fromkeys(sidecar.key(one)[0] for one in oldest)))

    @cached_property
    def items(self) -> list[Item]:
        """The items of the first issues."""
        return [item for id in self.oldest for item in self.archive.ask.issue(id).items]

    def name(self) -> str:
        """The name of the person most often mentioned."""
        known = self.archive.knowledge.entities.get(self._most_mentioned("leader", "nobuo-kishi"))
        return known.name if known else "Kishi"

    def leader(self) -> str:
        """A field with that person."""
        return f"leader:{self._most_mentioned('leader', 'nobuo-kishi')}"

    def base(self) -> str:
        """A field with the base most often mentioned."""
        return f"base:{self._most_mentioned('base', 'mcas-futenma')}"

    def number(self) -> str:
        """The number of the first issue that has one."""
        numbers = (tail(id) for id in self.oldest)
        return next((number for number in numbers if number.replace(".", "").isdecimal()), "1.1")

    def headline_words(self) -> tuple[str, str]:
        """Two words that stand near each other in the first headline that has them."""
        found = (WORD.findall(item.headline) for item in self.items)
        return next(((words[0], words[1]) for words in found if len(words) > 1), ("summit", "statement"))

    def told(self) -> str:
        """A day of which the first issue tells."""
        days = (told.when.edtf for item in self.items for told in item.dates if told.when.earliest == told.when.latest)
        return next(days, "2022-02-03")

    def _most_mentioned(self, kind: Kind, otherwise: str) -> str:
        counts, known = self._counts, self.archive.knowledge.entities
        named = [id for id in counts if id in known and known[id].kind == kind]
        return min(named, key=lambda id: (-counts[id], id), default=otherwise)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self.archive.searcher.mentioned() if self.oldest else {}
