"""A query cut into its pieces, each with its place in it, so that a message can point there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.errors import BadQuery

MOST_CHARACTERS, MOST_PARTS = 2_000, 120
"""What a query may hold; a person never meets these bounds, and a program learns them from the message."""

_PIECE = re.compile(r'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"(?:~(?P<near>\d{1,2}))?|(?P<word>[^\s()"]+))')


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the query as written."""

    kind: str
    text: str
    start: int
    end: int
    near: int = 0


def pieces_of(query: str) -> list[Piece]:
    """The words, phrases and parentheses of a query.

    :raises BadQuery: it is too long, or a quotation mark is never closed
    """
    if len(query) > MOST_CHARACTERS:
        what = f"it has {len(query):,} characters; the limit is {MOST_CHARACTERS:,}."
        raise BadQuery("The query", what, "Ask for less at once.")
    found, at = [], 0
    while at < len(query.rstrip()):
        match = _PIECE.match(query, at)
        if not match:
            start = query.index('"', at)
            raise BadQuery(
                place(query, start, len(query)),
                "this quotation mark is never closed.",
                'Put another " where the phrase ends.',
            )
        kind = match.lastgroup or ""
        if kind == "near":
            kind = "phrase"
        start = match.end() - len(match[0].lstrip())
        found.append(Piece(kind, match[kind], start, match.end(), int(match["near"] or 0)))
        at = match.end()
    if len(found) > MOST_PARTS:
        what = f"it has {len(found)} words and phrases; the limit is {MOST_PARTS}."
        raise BadQuery("The query", what, "Ask for less at once.")
    return found


def place(query: str, start: int, end: int) -> str:
    """A part of a query as messages name it: its words, shortened, and where they stand."""
    shown = query[start:end] if end - start <= 40 else f"{query[start : start + 39]}…"
    return f"“{shown.strip()}” at character {start + 1}"
