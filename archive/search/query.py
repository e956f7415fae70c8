"""The query language: text in, tree out, and a sentence that helps wherever the text means nothing.

Words, "phrases", "near words"~5, AND OR NOT (or a leading minus), parentheses, `word*`, `word~`, and fields.
Whoosh's own parser is not used: it takes an unknown field for words and an open quote for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from archive.errors import BadQuery
from archive.model import KINDS
from archive.reading.text import fold
from archive.search.asked import (
    Both,
    Either,
    Expansion,
    Headline,
    Mentions,
    Named,
    Node,
    OfIssue,
    When,
    Without,
    asks_nothing,
    of_words,
)
from archive.search.asked import Words as Asked
from archive.search.days import asked_interval, condition, spread
from archive.search.names import LONGEST, MENTIONED, Names
from archive.search.pieces import Piece, pieces_of, place
from archive.search.words import COMMON, WORD, Words, written

SHORTEST_PREFIX, DEEPEST = 2, 20
"""Letters before a star, and groups in groups."""

DATES = ("date", "after", "before", "event")
FIELDS = (*MENTIONED, "entity", "issue", "headline", *DATES)
"""What a message offers. `office:` is understood besides, so as to answer with who held it."""

_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?P<value>.*)")
_LINK = re.compile(r"https?://", re.IGNORECASE)


def parse(query: str, names: Names, today: date, exact: bool = False) -> Node | None:
    """What a query asks; None for an empty one, which asks for everything.

    `exact` takes names for mere words. Plain-word dates count from `today`.

    :raises BadQuery: it means nothing; the message says where and what to write instead
    """
    if not query.strip():
        return None
    return _Parser(fold(query), names, today, exact).whole()


class _Parser:
    def __init__(self, query: str, names: Names, today: date, exact: bool) -> None:
        self.query, self.names, self.today, self.exact = query, names, today, exact
        self.pieces, self.at, self.depth = pieces_of(query), 0, 0
        self.words = Words()

    # --- walking -----------------------------------------------------------------------------------

    def peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def takes(self, *texts: str) -> Piece | None:
        """The next piece, consumed, if it is one of these words or signs."""
        piece = self.peek()
        if piece and piece.kind != "phrase" and piece.text in texts:
            self.at += 1
            return piece
        return None

    def refuse(self, start: int, end: int, what: str, todo: str) -> BadQuery:
        return BadQuery(place(self.query, start, end), what, todo)

    # --- grammar -----------------------------------------------------------------------------------

    def whole(self) -> Node:
        node = self.either()
        if piece := self.peek():  # only a closing parenthesis ends a group early
            raise self.refuse(piece.start, len(self.query), "this parenthesis was never opened.", "Take it out.")
        if asks_nothing(node):
            what = "there is nothing in this to search for."
            if common := [f"“{word}”" for word in dict.fromkeys(_common(node))]:
                what = f"{' and '.join(common)} {'is' if len(common) == 1 else 'are'} too common to search."
            todo = "Write a word that is not in every item, a name, a phrase or a date."
            raise self.refuse(node.start, node.end, what, todo)
        return node

    def either(self) -> Node:
        parts = [self.both()]
        while operator := self.takes("OR"):
            if not self.peek() or self.peek_closes():
                todo = "Write what else may match."
                raise self.refuse(operator.start, operator.end, "nothing stands after OR.", todo)
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts), parts[0].start, parts[-1].end)

    def both(self) -> Node:
        parts: list[Node] = []
        while (piece := self.peek()) and not self.peek_closes():
            if piece.kind == "word" and piece.text == "OR":
                break
            if piece.kind == "word" and piece.text == "AND":
                self.at += 1
                following = self.peek()
                if not parts or not following or self.peek_closes() or following.text in ("AND", "OR"):
                    raise self.refuse(piece.start, piece.end, "AND stands between two things.", "Write both.")
                continue
            parts.append(self.unary())
        if not parts:
            piece = self.peek()
            start = piece.start if piece else len(self.query.rstrip()) - 1
            todo = "Write what to search for before and after it."
            raise self.refuse(start, start + 3, "nothing stands here.", todo)
        parts = parts if self.exact else self.named(parts)
        return parts[0] if len(parts) == 1 else Both(tuple(parts), parts[0].start, parts[-1].end)

    def peek_closes(self) -> bool:
        piece = self.peek()
        return piece is not None and piece.kind == "close"

    def unary(self) -> Node:
        if operator := self.takes("NOT", "-"):
            if not self.peek() or self.peek_closes() or self.takes("AND", "OR"):
                raise self.refuse(operator.start, operator.end, "nothing stands after it.", "Write what to leave out.")
            inner = self.unary()
            return Without(inner, operator.start, inner.end)
        piece = self.peek()
        assert piece
        if piece.kind == "word" and piece.text[0] == "-" and piece.text[1:2].isalnum():
            self.pieces[self.at] = replace(piece, text=piece.text[1:], start=piece.start + 1)
            inner = self.unary()
            return Without(inner, piece.start, inner.end)
        return self.primary()

    def primary(self) -> Node:
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind == "open":
            return self.group(piece)
        if piece.kind == "phrase":
            return self.phrase(piece)
        field = _FIELD.fullmatch(piece.text)
        if field and not _LINK.match(piece.text):
            return self.field(piece, field["name"].lower(), field["value"])
        return self.word(piece)

    def group(self, opened: Piece) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(opened.start, opened.end, f"groups nest deeper than {DEEPEST}.", "Write it flatter.")
        if closed := self.takes(")"):
            raise self.refuse(opened.start, closed.end, "this group is empty.", "Write what to search for in it.")
        node = self.either()
        if not (closed := self.takes(")")):
            todo = "Put a ) where it ends."
            raise self.refuse(opened.start, len(self.query), "this parenthesis is never closed.", todo)
        self.depth -= 1
        return replace(node, start=opened.start, end=closed.end)

    # --- words -------------------------------------------------------------------------------------

    def cut(self, text: str) -> tuple[tuple[str, int], ...]:
        return tuple((stem, position) for stem, position, _, _ in self.words.cut(text))

    def phrase(self, piece: Piece) -> Node:
        if not piece.text.strip():
            raise self.refuse(piece.start, piece.end, "these quotation marks are empty.", "Write the phrase inside.")
        return Asked(self.cut(piece.text), piece.text, piece.start, piece.end, piece.near)

    def word(self, piece: Piece) -> Node:
        text = piece.text.rstrip(",;:.!?")
        if text.endswith(("*", "~")) and len(text) > 1:
            pieces = [written(match[0]) for match in WORD.finditer(text[:-1])]
            fuzzy = text.endswith("~")
            if not pieces or len(pieces[-1]) < SHORTEST_PREFIX:
                todo = f"Write at least {SHORTEST_PREFIX} letters before it."
                raise self.refuse(piece.start, piece.end, f"“{text[-1]}” stands after too little.", todo)
            expansion = Expansion(pieces[-1], fuzzy, piece.start, piece.end)
            if len(pieces) == 1:
                return expansion
            before = Asked(self.cut(" ".join(pieces[:-1])), piece.text, piece.start, piece.end)
            return Both((before, expansion), piece.start, piece.end)
        return Asked(self.cut(piece.text), piece.text, piece.start, piece.end, bare=True)

    def named(self, parts: list[Node]) -> list[Node]:
        """The parts with runs of bare words that are a name made one, the longest name first."""
        found: list[Node] = []
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + LONGEST), at, -1):
                run = parts[at:end]
                if not all(isinstance(one, Asked) and one.bare for one in run):
                    continue
                words = self.query[run[0].start : run[-1].end]
                entity = None if " AND " in words else self.names.meant(words)
                if entity:
                    inner = run[0] if len(run) == 1 else Both(tuple(run), run[0].start, run[-1].end)
                    found.append(Named(inner, entity, words, run[0].start, run[-1].end))
                    break
            else:
                found.append(parts[at])
                end = at + 1
            at = end
        return found

    # --- fields ------------------------------------------------------------------------------------

    def field(self, piece: Piece, name: str, value: str) -> Node:
        if name not in (*FIELDS, "office"):
            near = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
            meant = f"Did you mean {near[0]}:? " if near else f"Fields are {', '.join(f'{one}:' for one in FIELDS)}. "
            todo = f'{meant}To search for the words themselves, put them in quotes: "{piece.text}".'
            raise self.refuse(piece.start, piece.end, f"there is no field “{name}:”.", todo)
        following = self.peek()
        end = piece.end
        if not value and following and following.start == piece.end and following.kind in ("phrase", "open"):
            self.at += 1
            if following.kind == "open" or name == "headline":
                return self.grouped(piece, name, following)
            value, end = following.text, following.end
        if not value.strip():
            raise self.refuse(piece.start, end, "nothing stands after the colon.", f"Write {self.example(name)}.")
        if name in DATES and end == piece.end:
            self.whole_date(piece, name, value)
        return self.valued(name, value.strip(), piece.start, end)

    def whole_date(self, piece: Piece, name: str, value: str) -> None:
        """Refuse a date of several words without quotes, of which the field would take the first alone."""
        following = []
        for other in self.pieces[self.at :]:
            if other.kind != "word" or other.text in ("AND", "OR", "NOT") or ":" in other.text:
                break
            following.append(other)
        if count := spread([value, *(other.text for other in following)], self.today) - 1:
            end = following[count - 1].end
            date_asked = self.query[piece.end - len(value) : end]
            todo = f'Put the date in quotes: {name}:"{date_asked}".'
            raise self.refuse(piece.start, end, "a date of several words stands here without quotes.", todo)

    def example(self, name: str) -> str:
        """A field with something in it that can be found."""
        if name in DATES:
            return f"{name}:2022-01"
        others = {"headline": "headline:base", "issue": "the number of an issue after it, volume and number with a dot"}
        return others.get(name) or self.names.example("leader" if name == "office" else name)

    def grouped(self, piece: Piece, name: str, following: Piece) -> Node:
        if name != "headline":
            todo = f"Write {self.example(name)}."
            raise self.refuse(piece.start, following.end, f"“{name}:” takes one value.", todo)
        inner = self.group(following) if following.kind == "open" else self.phrase(following)
        if not of_words(inner):
            raise self.refuse(piece.start, inner.end, "a headline has only words.", "Put other fields outside of it.")
        return Headline(inner, piece.start, inner.end)

    def valued(self, name: str, value: str, start: int, end: int) -> Node:
        where = place(self.query, start, end)
        match name:
            case "headline":
                inner = self.word(Piece("word", value, start, end))
                return Headline(inner, start, end)
            case "issue":
                return OfIssue(value, start, end)
            case "date" | "after" | "before" | "event":
                asked = asked_interval(value, where, self.today)
                return When(*condition(name, asked, where), start, end)
            case _:
                kind = name if name in KINDS else None
                return Mentions(self.names.entity(value, kind, where), start, end)


def _common(node: Node) -> Iterator[str]:
    """The words of a query that nearly every item has, as they were written."""
    match node:
        case Asked(source=source):
            yield from (match[0] for match in WORD.finditer(source) if written(match[0]) in COMMON)
        case Headline(inner=inner) | Without(inner=inner):
            yield from _common(inner)
        case Both(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from _common(part)
