"""The query language: text in, tree out, and a sentence that helps wherever the text means nothing.

Words, "phrases", "near words"~5, AND OR NOT (or a leading minus), parentheses, `word*`, `word~`, and fields.
Whoosh's own parser is not used: it takes an unknown field for words and an open quote for nothing. A fault is left
out or read as what was most likely meant, so that the rest is answered; it is an error only where nothing is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from archive.errors import BadQuery
from archive.reading.text import fold
from archive.search.asked import (
    Both,
    Either,
    Expansion,
    Headline,
    Held,
    Named,
    Node,
    Without,
    asks_nothing,
    common_words,
    of_words,
)
from archive.search.asked import Words as Asked
from archive.search.fields import DATES, FIELDS, Known, longer_date, unknown, valued
from archive.search.names import LONGEST, Names
from archive.search.pieces import Piece, pieces_of
from archive.search.problems import Faults, Problem, place
from archive.search.words import WORD, Words, written

SHORTEST_PREFIX, DEEPEST = 2, 20
"""Letters before a star, and groups in groups."""

_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?P<value>.*)")
_LINK = re.compile(r"https?://", re.IGNORECASE)
_EXPANDED = re.compile(r"(?P<text>.+)(?P<sign>\*|~[12]?)")  # `reloc*`, `relocaton~`, and `~1` as other engines have it


@dataclass(frozen=True, slots=True)
class Read:
    """A query as it was understood: None asks for everything; `problem` is the first fault that was passed over."""

    node: Node | None
    problem: Problem | None = None


def read(query: str, known: Known, exact: bool = False) -> Read:
    """What a query asks; `exact` takes names for mere words.

    :raises BadQuery: it means nothing; the message says where and what to write instead
    """
    if not query.strip():
        return Read(None)
    parser = _Parser(fold(query), known, exact)
    return Read(parser.whole(), parser.faults.first)


def parse(query: str, names: Names, today: date, exact: bool = False) -> Node | None:
    """What a query without fault asks.

    :raises BadQuery: something in it means nothing
    """
    found = read(query, Known(names, today), exact)
    if found.problem:
        raise found.problem.as_error()
    return found.node


class _Parser:
    def __init__(self, query: str, known: Known, exact: bool) -> None:
        self.query, self.known, self.exact = query, known, exact
        self.faults = Faults(query)
        self.pieces, self.at, self.depth = pieces_of(query, self.faults), 0, 0
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

    def ends(self, *operators: str) -> bool:
        """Whether nothing more is asked here: the end, a closing parenthesis, or one of these operators."""
        piece = self.peek()
        return piece is None or piece.kind == "close" or (piece.kind == "word" and piece.text in operators)

    # --- grammar -----------------------------------------------------------------------------------

    def whole(self) -> Node:
        node = self.either()
        if node and not asks_nothing(node):
            return node
        if problem := self.faults.first:
            raise problem.as_error()
        what = "there is nothing in this to search for."
        if common := [f"“{word}”" for word in dict.fromkeys(common_words(node))] if node else []:
            what = f"{' and '.join(common)} {'is' if len(common) == 1 else 'are'} too common to search."
        todo = "Write a word that is not in every item, a name, a phrase or a date."
        raise BadQuery(place(self.query, 0, len(self.query)), what, todo)

    def either(self) -> Node | None:
        parts: list[Node] = []
        operator: Piece | None = None
        while True:
            if not self.ends("OR"):
                part = self.both()
                parts += [part] if part else []
            elif operator:
                self.faults.note(operator.start, operator.end, "nothing stands after OR.", "Write what else may match.")
            elif piece := self.peek():
                todo = "Write what to search for before and after it."
                self.faults.note(piece.start, piece.end, f"nothing stands before {piece.text}.", todo)
            operator = self.takes("OR")
            if not operator:
                break
        return _joined(Either, parts)

    def both(self) -> Node | None:
        parts: list[Node] = []
        begun = self.at
        while not self.ends("OR"):
            if operator := self.takes("AND"):
                if self.at == begun + 1 or self.ends("AND", "OR"):
                    what = "AND stands between two things."
                    self.faults.note(operator.start, operator.end, what, "Write both.")
                continue
            node = self.unary()
            parts += [node] if node else []
        return _joined(Both, parts if self.exact else self.named(parts))

    def unary(self) -> Node | None:
        if operator := self.takes("NOT", "-"):
            if self.ends("AND", "OR"):
                self.faults.note(operator.start, operator.end, "nothing stands after it.", "Write what to leave out.")
                return None
            inner = self.unary()
            return Without(inner, operator.start, inner.end) if inner else None
        piece = self.pieces[self.at]
        if piece.kind == "word" and piece.text[0] == "-" and piece.text[1:2].isalnum():
            self.pieces[self.at] = replace(piece, text=piece.text[1:], start=piece.start + 1)
            inner = self.unary()
            return Without(inner, piece.start, inner.end) if inner else None
        return self.primary()

    def primary(self) -> Node | None:
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

    def group(self, opened: Piece) -> Node | None:
        self.depth += 1
        if self.depth > DEEPEST:
            where = place(self.query, opened.start, opened.end)
            raise BadQuery(where, f"groups nest deeper than {DEEPEST}.", "Write it flatter.")
        if closed := self.takes(")"):
            self.faults.note(opened.start, closed.end, "this group is empty.", "Write what to search for in it.")
            node = None
        else:
            node = self.either()
            if not (closed := self.takes(")")):
                what, end = "this parenthesis is never closed.", len(self.query)
                self.faults.note(opened.start, end, what, "Put a ) where it ends.", "It was closed at the end.")
        self.depth -= 1
        return replace(node, start=opened.start, end=closed.end if closed else node.end) if node else None

    # --- words -------------------------------------------------------------------------------------

    def cut(self, text: str) -> tuple[tuple[str, int], ...]:
        return tuple((stem, position) for stem, position, _, _ in self.words.cut(text))

    def phrase(self, piece: Piece) -> Node | None:
        if not piece.text.strip():
            what = "these quotation marks are empty."
            self.faults.note(piece.start, piece.end, what, "Write the phrase inside.")
            return None
        return Asked(self.cut(piece.text), piece.text, piece.start, piece.end, piece.near)

    def word(self, piece: Piece) -> Node:
        expanded = _EXPANDED.fullmatch(piece.text.rstrip(",;:.!?"))
        if not expanded:
            return Asked(self.cut(piece.text), piece.text, piece.start, piece.end, bare=True)
        text, sign = expanded["text"], expanded["sign"]
        pieces = [written(match[0]) for match in WORD.finditer(text)]
        if not pieces or len(pieces[-1]) < SHORTEST_PREFIX:
            what, todo = f"“{sign}” stands after too little.", f"Write at least {SHORTEST_PREFIX} letters before it."
            self.faults.note(piece.start, piece.end, what, todo, "The sign was left out.")
            return Asked(self.cut(text), text, piece.start, piece.end)
        expansion = Expansion(pieces[-1], sign[0] == "~", piece.start, piece.end)
        if len(pieces) == 1:
            return expansion
        before = Asked(self.cut(" ".join(pieces[:-1])), piece.text, piece.start, piece.end)
        return Both((before, expansion), piece.start, piece.end)

    def named(self, parts: list[Node]) -> list[Node]:
        """The parts with runs of bare words that are a name or an office made one, the longest first."""
        found: list[Node] = []
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + LONGEST), at, -1):
                run = parts[at:end]
                if all(isinstance(one, Asked) and one.bare for one in run) and (name := self.name(run)):
                    found.append(name)
                    break
            else:
                found.append(parts[at])
                end = at + 1
            at = end
        return found

    def name(self, run: list[Node]) -> Node | None:
        """What a run of bare words names, if it names something."""
        start, end = run[0].start, run[-1].end
        words, names = self.query[start:end], self.known.names
        if " AND " in words:
            return None
        inner = run[0] if len(run) == 1 else Asked(self.cut(words), words, start, end)
        if entity := names.meant(words):
            return Named(inner, entity, words, start, end, names.called(entity, self.words))
        office = names.office_meant(words)
        return Held(inner, office, words, start, end) if office else None

    # --- fields ------------------------------------------------------------------------------------

    def field(self, piece: Piece, name: str, value: str) -> Node | None:
        if name not in FIELDS:
            return self.no_field(piece, name, value)
        following = self.peek()
        end = piece.end
        if not value and following and following.start == piece.end and following.kind in ("phrase", "open"):
            self.at += 1
            if following.kind == "open" or name == "headline":
                return self.grouped(piece, name, following)
            value, end = following.text, following.end
        if not value.strip():
            todo = f"Write {self.known.example(name)}."
            self.faults.note(piece.start, end, "nothing stands after the colon.", todo)
            return None
        if (
            name in DATES
            and end == piece.end
            and (more := longer_date(value, self.pieces[self.at :], self.known.today))
        ):
            self.at += more
            end = self.pieces[self.at - 1].end
            value = self.query[piece.end - len(value) : end]
            what, whole = "a date of several words stands here without quotes.", f'{name}:"{value}"'
            self.faults.note(piece.start, end, what, f"Put the date in quotes: {whole}.", f"It was read as {whole}.")
        if name == "headline":
            return Headline(self.word(Piece("word", value, piece.start, end)), piece.start, end)
        try:
            return valued(name, value.strip(), place(self.query, piece.start, end), (piece.start, end), self.known)
        except BadQuery as error:
            self.faults.note(piece.start, end, error.what, error.todo)
            return None

    def no_field(self, piece: Piece, name: str, value: str) -> Node | None:
        """Words that only look like a field; a phrase or group behind the colon is read by itself."""
        done = "What stands after the colon was searched." if value else "It was left out."
        self.faults.note(piece.start, piece.end, *unknown(name, piece.text), done)
        return self.word(Piece("word", value, piece.end - len(value), piece.end)) if value else None

    def grouped(self, piece: Piece, name: str, following: Piece) -> Node | None:
        inner = self.group(following) if following.kind == "open" else self.phrase(following)
        end = self.pieces[self.at - 1].end
        if name != "headline":
            what, todo = f"“{name}:” takes one value.", f"Write {self.known.example(name)}."
            self.faults.note(piece.start, end, what, todo)
            return None
        if inner and not of_words(inner):
            what = "a headline has only words."
            self.faults.note(piece.start, end, what, "Put other fields outside of it.")
            return None
        return Headline(inner, piece.start, end) if inner else None


def _joined(how: type[Both] | type[Either], parts: list[Node]) -> Node | None:
    """The parts as one, none of no parts."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return how(tuple(parts), parts[0].start, parts[-1].end)
