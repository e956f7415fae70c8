"""The query language by example: what to write, and what it finds, with names and dates that the archive has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from archive import Archive
from archive.model import Issue, Kind

Example = tuple[str, str]
"""A query, and what it finds."""

WORD = re.compile(r"(?<![\w-])[A-Za-z]{6,}(?![\w-])")
"""A word long enough to say something, in a headline: "Kishida" in "LDP-backed Kishida wins"."""


def examples(archive: Archive) -> list[Example]:
    """Every part of the query language once; plain words are ones that any number of such a digest may have."""
    issues = archive.ask.issues()
    first, last = _months(issues)
    return [
        ("defense spending", "items with both words, in any of their endings"),
        (
            '"joint statement"',
            "the words just so, one after the other; quotes also keep a name from being widened",
        ),
        ("base OR port", "either of them; AND, OR and NOT are written in capitals"),
        ("exercise -Okinawa", "the first without the second; the same as exercise NOT Okinawa"),
        ("(base OR port) visit", "parentheses group"),
        ("train*", "words that begin so: trains, trained, training"),
        (_leader(archive), "items that mention a person, under whatever name or office; also by name: leader:Kishida"),
        (_base(archive), "likewise agreement: organization: place: programme: and entity: for any kind"),
        (f"headline:{_headline_word(archive, issues)}", "words of the headline alone"),
        (f"issue:{_first_number(issues)}", "the items of one issue"),
        (f"after:{last:%Y-%m}", "published on or after that; before: and date: likewise, with days, months or years"),
        (f"date:{first:%Y-%m}..{first:%Y}-12", "published within a range"),
        (f"event:{_told(archive, issues)}", "items that tell of that day, whenever they were published"),
    ]


def short_examples(archive: Archive) -> list[str]:
    """A few queries to try first."""
    _, last = _months(archive.ask.issues())
    return ["defense spending", '"joint statement"', _leader(archive), _base(archive), f"after:{last:%Y-%m}"]


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


def _headline_word(archive: Archive, issues: Sequence[Issue]) -> str:
    """A word of the first headline that has one."""
    headlines = archive.ask.headlines()
    words = (WORD.search(line) for one in issues for line in headlines.get(one.id, ()))
    return next((word[0] for word in words if word), "summit")


def _told(archive: Archive, issues: Sequence[Issue]) -> str:
    """A day of which the first issue tells."""
    items = archive.ask.issue(issues[0].id).items if issues else ()
    days = (told.when.edtf for item in items for told in item.dates if told.when.earliest == told.when.latest)
    return next(days, "2022-02-03")
