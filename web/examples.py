"""The query language by example: what to write, and what it finds, with names and dates that the archive has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from archive import Archive
from archive.model import Issue, Kind

WORD = re.compile(r"(?<![\w-])[A-Za-z]{6,}(?![\w-])")
"""A word long enough to say something, in a headline: "Kishida" in "LDP-backed Kishida wins"."""


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
    issues = archive.ask.issues()
    first, last = _months(issues)
    words = _headline_words(archive, issues)
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
            (_name(archive), "items that mention the person by any name, or by an office that was theirs at the time"),
            ("the Prime Minister", "whoever it was when the issue appeared; a certain office: with office:"),
            (_leader(archive), "only items that mention a certain person; a name does, too: leader:Kishida"),
            (_base(archive), "likewise agreement: organization: place: programme: and entity: for any kind"),
        ),
        _group(
            "Dates",
            (f"after:{last:%Y-%m}", "published on or after that; before: and date: likewise, with days, months, years"),
            (f"date:{first:%Y-%m}..{first:%Y}-12", "published within a range"),
            (f'date:"{_half(first)} half of {first:%Y}"', "dates in plain words stand in quotes"),
            ('before:"last March"', "words such as these count from today"),
            (f"event:{_told(archive, issues)}", "items that tell of that day, whenever they were published"),
            (f"issue:{_first_number(issues)}", "the items of one issue"),
        ),
    )


def short_examples(archive: Archive) -> list[str]:
    """A few queries to try first."""
    _, last = _months(archive.ask.issues())
    return ["defense spending", '"joint statement"', _leader(archive), _base(archive), f"after:{last:%Y-%m}"]


def misspelt(word: str) -> str:
    """A word with its fourth letter forgotten."""
    return word[:3] + word[4:]


def _group(title: str, *each: tuple[str, str]) -> Examples:
    return Examples(title, tuple(Example(*one) for one in each))


def _name(archive: Archive) -> str:
    known = archive.knowledge.entities.get(_most_mentioned(archive, "leader", "nobuo-kishi"))
    return known.name if known else "Kishi"


def _leader(archive: Archive) -> str:
    return f"leader:{_most_mentioned(archive, 'leader', 'nobuo-kishi')}"


def _base(archive: Archive) -> str:
    return f"base:{_most_mentioned(archive, 'base', 'mcas-futenma')}"


def _most_mentioned(archive: Archive, kind: Kind, otherwise: str) -> str:
    counts, known = archive.ask.entity_counts(), archive.knowledge.entities
    named = [id for id in counts if id in known and known[id].kind == kind]
    return min(named, key=lambda id: (-counts[id][1], id), default=otherwise)


def _first_number(issues: Sequence[Issue]) -> str:
    numbered = (f"{one.volume}.{one.number}" for one in issues if one.number is not None)
    return next(numbered, "1.1")


def _months(issues: Sequence[Issue]) -> tuple[date, date]:
    """The first days on which the first and the last issue may have appeared; of an empty archive, any year."""
    days = sorted(day for one in issues if (day := one.published.when.earliest))
    return (days[0], days[-1]) if days else (date(2022, 1, 1), date(2022, 3, 1))


def _half(day: date) -> str:
    return "first" if day.month <= 6 else "second"


def _headline_words(archive: Archive, issues: Iterable[Issue]) -> tuple[str, str]:
    """Two words that stand near each other in the first headline that has them."""
    headlines = archive.ask.headlines()
    for one in issues:
        for line in headlines.get(one.id, ()):
            if len(words := WORD.findall(line)) > 1:
                return words[0], words[1]
    return "summit", "statement"


def _told(archive: Archive, issues: Sequence[Issue]) -> str:
    """A day of which the first issue tells."""
    items = archive.ask.issue(issues[0].id).items if issues else ()
    days = (told.when.edtf for item in items for told in item.dates if told.when.earliest == told.when.latest)
    return next(days, "2022-02-03")
