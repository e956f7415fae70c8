"""A query cut into its pieces, each with its place in it, so that a message can point there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.errors import BadQuery
from archive.search.problems import Faults

MOST_CHARACTERS, MOST_PARTS = 2_000, 120
"""What a query may hold; a person never meets these bounds, and a program learns them from the message."""

NEAR, FARTHEST = 10, 99
"""Words that a bare ~ behind a phrase allows between its words, about half a sentence, and the most it may allow."""

_PIECE = re.compile(r'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)(?:"(?P<near>~\d*)?|$)|(?P<word>[^\s()"]+))')


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the query as written."""

    kind: str
    text: str
    start: int
    end: int
    near: int = 0


def pieces_of(query: str, faults: Faults | None = None) -> list[Piece]:
    """The words, phrases and parentheses of a query; an open phrase reaches to the end, a stray ) is left out.

    :raises BadQuery: it is too long
    """
    if len(query) > MOST_CHARACTERS:
        what = f"it has {len(query):,} characters; the limit is {MOST_CHARACTERS:,}."
        raise BadQuery("The query", what, "Ask for less at once.")
    faults = faults or Faults(query)
    found, depth = [], 0
    for match in _PIECE.finditer(query.rstrip()):
        kind = "phrase" if match["phrase"] is not None else match.lastgroup or ""
        start = match.end() - len(match[0].lstrip())
        if kind == "phrase" and query[match.end("phrase") :][:1] != '"':
            what, todo = "this quotation mark is never closed.", 'Put another " where the phrase ends.'
            faults.note(start, match.end(), what, todo, "The phrase was read to the end.")
        if kind == "close" and not depth:
            faults.note(start, match.end(), "this parenthesis was never opened.", "Take it out.")
            continue
        depth += {"open": 1, "close": -1}.get(kind, 0)
        near = min(int(match["near"][1:4] or NEAR), FARTHEST) if match["near"] else 0
        found.append(Piece(kind, match[kind], start, match.end(), near))
    if len(found) > MOST_PARTS:
        what = f"it has {len(found)} words and phrases; the limit is {MOST_PARTS}."
        raise BadQuery("The query", what, "Ask for less at once.")
    return found
