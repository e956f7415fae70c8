"""A publication date as citations tell it: the part of it that is certain, its words, and how it is known."""

from __future__ import annotations

from datetime import date

from archive.model import Basis, Interval, Published
from archive.reading.edtf import wording

_KNOWN: dict[Basis, str] = {
    "stated": "",
    "metadata": "date from the original’s metadata",
    "inferred": "date inferred from the text",
    "neighbours": "date inferred from the text and neighbouring numbers",
    "judgement": "date decided by the archive",
}


def words(when: Interval) -> tuple[str, str]:
    """The date, and within which days it is known to lie: ("about January 29, 2022", "between January 28 and …")."""
    if not is_known(when):
        return "date unknown", ""
    said, _, bounds = wording(when).partition(" (")
    return said, bounds.removesuffix(")")


def is_known(when: Interval) -> bool:
    """Whether anything is known of the date."""
    return bool(when.earliest or when.latest)


def is_about(when: Interval) -> bool:
    """Whether the date is a likely one among several days: `2022-01-29~`."""
    return when.edtf.endswith("~") and when.earliest != when.latest


def is_inferred(published: Published) -> bool:
    """Whether the publication itself does not state its date."""
    return is_known(published.when) and published.basis != "stated"


def how(published: Published) -> str:
    """How the date is known, empty where it is simply stated: "date inferred from the text"."""
    return _KNOWN[published.basis] if is_known(published.when) else ""


def note(published: Published) -> str:
    """A sentence on the date for a note: "Date inferred from the text (between January 28 and February 3)."."""
    if not is_known(published.when):
        return "Date unknown."
    known, bounds = how(published), words(published.when)[1]
    if not known and not bounds:
        return ""
    said = f"{known} ({bounds})" if known and bounds else known or f"date {bounds}"
    return f"{said[:1].upper()}{said[1:]}."


def likely(when: Interval) -> date | None:
    """The likeliest single day of a date that is known about to the day; None for a longer time."""
    text = when.edtf.rstrip("~")
    return date.fromisoformat(text) if len(text) == len("2022-01-29") and "/" not in text and "X" not in text else None


def certain(when: Interval) -> tuple[int, ...]:
    """Year, month and day as far as every possible day agrees: (2022, 1) of January 5 to 20; empty where none does."""
    first, last = when.earliest, when.latest
    if first is None or last is None or first.year != last.year:
        return ()
    if first.month != last.month:
        return (first.year,)
    return (first.year, first.month) if first.day != last.day else (first.year, first.month, first.day)


def iso(parts: tuple[int, ...]) -> str:
    """Those parts as ISO 8601: "2022", "2022-01", "2022-01-29"."""
    return "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts))
