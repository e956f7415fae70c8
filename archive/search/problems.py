"""What is wrong with a query that was answered all the same: where, what to write instead, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.errors import BadQuery


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in `text`, from `start` up to `end` of it; `done` says how the query was read without it.

    `text` is the query as it was read (blanks made single), or one of the further queries of a search.
    """

    subject: str
    what: str
    todo: str
    done: str
    start: int
    end: int
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "subject": self.subject,
            "what": self.what,
            "todo": self.todo,
            "done": self.done,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }

    def as_error(self) -> BadQuery:
        """The refusal, where nothing else of the query is left to answer."""
        return BadQuery(self.subject, self.what, self.todo, self.start, self.end, self.text)


class Faults:
    """The faults found in one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Problem] = []

    def note(self, start: int, end: int, what: str, todo: str, done: str = "It was left out.") -> None:
        """Take note of a fault and of what was done about it."""
        start, end = max(0, start), min(end, len(self.text))
        self.found.append(Problem(place(self.text, start, end), what, todo, done, start, end, self.text))

    @property
    def first(self) -> Problem | None:
        """The fault that stands first."""
        return min(self.found, key=lambda problem: problem.start, default=None)


def place(query: str, start: int, end: int) -> str:
    """A part of a query as messages name it: its words, shortened, and where they stand."""
    shown = query[start:end] if end - start <= 40 else f"{query[start : start + 39]}…"
    return f"“{shown.strip()}” at character {start + 1}"
