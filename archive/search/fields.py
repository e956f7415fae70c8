"""The fields of a query: what stands after the colon, read as the field wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from archive.model import KINDS
from archive.search.asked import Held, Mentions, Node, OfIssue, When
from archive.search.days import asked_interval, condition, spread
from archive.search.issues import Issues
from archive.search.names import MENTIONED, Names
from archive.search.pieces import Piece

DATES = ("date", "after", "before", "event")
FIELDS = (*MENTIONED, "office", "entity", "issue", "headline", *DATES)
"""What a message offers."""


def valued(name: str, value: str, where: str, span: tuple[int, int], to: Known) -> Node:
    """What a field with this value asks; `headline` is read by the parser itself.

    :raises BadQuery: nothing goes by that name, number or date
    """
    match name:
        case "issue":
            if to.issues:
                to.issues.require(value, where)
            return OfIssue(value, *span)
        case "office":
            return Held(None, to.names.office(value, where), value, *span)
        case "date" | "after" | "before" | "event":
            return When(*condition(name, asked_interval(value, where, to.today), where), *span)
    kind = next((one for one in KINDS if one == name), None)
    return Mentions(to.names.entity(value, kind, where), *span)


class Known:
    """What the values of fields are read against: the names, the issues there are, and the day it is."""

    def __init__(self, names: Names, today: date, issues: Issues | None = None) -> None:
        self.names, self.today, self.issues = names, today, issues

    def example(self, name: str) -> str:
        """A field with something in it that can be found."""
        if name in DATES:
            return f"{name}:2022-01"
        others = {"headline": "headline:base", "issue": "the number of an issue after it, volume and number with a dot"}
        return others.get(name) or self.names.example(name)


def unknown(name: str, text: str) -> tuple[str, str]:
    """What is wrong with a field that there is none of, and what to write instead."""
    near = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
    meant = f"Did you mean {near[0]}:?" if near else f"Fields are {', '.join(f'{one}:' for one in FIELDS)}."
    return f"there is no field “{name}:”.", f'{meant} To search for the words themselves, put them in quotes: "{text}".'


def longer_date(value: str, following: Sequence[Piece], today: date) -> int:
    """How many of the pieces behind a date field belong to its date: 1 of `after:last March drill`."""
    words = []
    for other in following:
        if other.kind != "word" or other.text in ("AND", "OR", "NOT") or ":" in other.text:
            break
        words.append(other.text)
    return spread([value, *words], today) - 1
