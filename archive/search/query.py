"""The query language: text in, tree out, and a sentence that helps wherever the text means nothing.

Words, "phrases", "near words"~5, AND OR NOT (or a leading minus), parentheses, `word*`, `word~`, and fields.
Whoosh's own parser is not used: it takes an unknown field for words and an open quote for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import cast

from archive.errors import BadQuery
from archive.model import KINDS, Interval, Kind
from archive.reading import edtf
from archive.reading.text import fold
from archive.search.asked import Both, Either, Expansion, Headline, Mentions, Named, Node, OfIssue, When, Without
from archive.search.asked import Words as Asked
from archive.search.days import EXAMPLES, asked_interval
from archive.search.names import LONGEST, Names
from archive.search.words import WORD, Words, written

MOST_CHARACTERS, MOST_PARTS, DEEPEST = 2_000, 120, 20
"""What a query may hold; a person never meets these bounds, and a program learns them from the message."""

SHORTEST_PREFIX = 2
FIELDS = (*KINDS, "entity", "issue", "headline", "date", "after", "before", "event")

_TOKEN = re.compile(r'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"(?:~(?P<near>\d{1,2}))?|(?P<word>[^\s()"]+))')
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?P<value>.*)")
_LINK = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query as written."""

    kind: str
    text: str
    start: int
    end: int
    near: int = 0


def parse(query: str, names: Names, today: date, exact: bool = False) -> Node | None:
    """What a query asks; None for an empty one, which asks for everything.

    `exact` takes names for mere words. Plain-word dates count from `today`.

    :raises BadQuery: it means nothing; the message says where and what to write instead
    """
    if not query.strip():
        return None
    if len(query) > MOST_CHARACTERS:
        raise BadQuery("The query", f"it is longer than {MOST_CHARACTERS} characters.", "Ask for less at once.")
    return _Parser(fold(query), names, today, exact).whole()


def _tokens(query: str) -> list[Token]:
    found, at = [], 0
    while at < len(query.rstrip()):
        match = _TOKEN.match(query, at)
        if not match:
            start = query.index('"', at)
            raise BadQuery(
                _where(query, start, len(query)),
                "this quotation mark is never closed.",
                'Put another " where the phrase ends.',
            )
        kind = match.lastgroup or ""
        if kind == "near":
            kind = "phrase"
        found.append(Token(kind, match[kind], match.end() - len(match[0].lstrip()), match.end(), int(match["near"] or 0)))
        at = match.end()
    if len(found) > MOST_PARTS:
        raise BadQuery("The query", f"it has more than {MOST_PARTS} parts.", "Ask for less at once.")
    return found


def _where(query: str, start: int, end: int) -> str:
    shown = query[start:end] if end - start <= 40 else f"{query[start : start + 39]}…"
    return f"“{shown.strip()}” at character {start + 1}"


class _Parser:
    def __init__(self, query: str, names: Names, today: date, exact: bool) -> None:
        self.query, self.names, self.today, self.exact = query, names, today, exact
        self.tokens, self.at, self.depth = _tokens(query), 0, 0
        self.words = Words()

    # --- walking -----------------------------------------------------------------------------------

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def takes(self, *texts: str) -> Token | None:
        """The next token, consumed, if it is one of these words or signs."""
        token = self.peek()
        if token and token.kind != "phrase" and token.text in texts:
            self.at += 1
            return token
        return None

    def refuse(self, start: int, end: int, what: str, todo: str) -> BadQuery:
        return BadQuery(_where(self.query, start, end), what, todo)

    # --- grammar -----------------------------------------------------------------------------------

    def whole(self) -> Node:
        node = self.either()
        if token := self.peek():  # only a closing parenthesis ends a group early
            raise self.refuse(token.start, len(self.query), "this parenthesis was never opened.", "Take it out or open it.")
        if _asks_nothing(node):
            raise BadQuery(
                f"“{self.query.strip()[:40]}”",
                "there is nothing in this to search for.",
                "Write a word that is not in every item, a name, a phrase or a date.",
            )
        return node

    def either(self) -> Node:
        parts = [self.both()]
        while operator := self.takes("OR"):
            if not self.peek() or self.peek_closes():
                raise self.refuse(operator.start, operator.end, "nothing stands after OR.", "Write what else may match.")
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts), parts[0].start, parts[-1].end)

    def both(self) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) and not self.peek_closes():
            if token.kind == "word" and token.text == "OR":
                break
            if token.kind == "word" and token.text == "AND":
                self.at += 1
                following = self.peek()
                if not parts or not following or self.peek_closes() or following.text in ("AND", "OR"):
                    raise self.refuse(token.start, token.end, "AND stands between two things.", "Write both, or quote it.")
                continue
            parts.append(self.unary())
        if not parts:
            token = self.peek()
            start = token.start if token else len(self.query.rstrip()) - 1
            todo = "Write what to search for before and after it."
            raise self.refuse(start, start + 3, "nothing stands here.", todo)
        parts = parts if self.exact else self.named(parts)
        return parts[0] if len(parts) == 1 else Both(tuple(parts), parts[0].start, parts[-1].end)

    def peek_closes(self) -> bool:
        token = self.peek()
        return token is not None and token.kind == "close"

    def unary(self) -> Node:
        if operator := self.takes("NOT", "-"):
            if not self.peek() or self.peek_closes() or self.takes("AND", "OR"):
                raise self.refuse(operator.start, operator.end, "nothing stands after it.", "Write what to leave out.")
            inner = self.unary()
            return Without(inner, operator.start, inner.end)
        token = self.peek()
        assert token
        if token.kind == "word" and token.text[0] == "-" and token.text[1:2].isalnum():
            self.tokens[self.at] = replace(token, text=token.text[1:], start=token.start + 1)
            inner = self.unary()
            return Without(inner, token.start, inner.end)
        return self.primary()

    def primary(self) -> Node:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "open":
            return self.group(token)
        if token.kind == "phrase":
            return self.phrase(token)
        field = _FIELD.fullmatch(token.text)
        if field and not _LINK.match(token.text):
            return self.field(token, field["name"].lower(), field["value"])
        return self.word(token)

    def group(self, opened: Token) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(opened.start, opened.end, f"groups are nested deeper than {DEEPEST}.", "Write it flatter.")
        if closed := self.takes(")"):
            raise self.refuse(opened.start, closed.end, "this group is empty.", "Write what to search for in it.")
        node = self.either()
        if not (closed := self.takes(")")):
            raise self.refuse(opened.start, len(self.query), "this parenthesis is never closed.", "Put a ) where it ends.")
        self.depth -= 1
        return replace(node, start=opened.start, end=closed.end)

    # --- words -------------------------------------------------------------------------------------

    def cut(self, text: str) -> tuple[tuple[str, int], ...]:
        return tuple((stem, position) for stem, position, _, _ in self.words.cut(text))

    def phrase(self, token: Token) -> Node:
        if not token.text.strip():
            raise self.refuse(token.start, token.end, "these quotation marks are empty.", "Write the phrase inside.")
        return Asked(self.cut(token.text), token.text, token.start, token.end, token.near)

    def word(self, token: Token) -> Node:
        text = token.text.rstrip(",;:.!?")
        if text.endswith(("*", "~")) and len(text) > 1:
            pieces = [written(match) for match in WORD.finditer(text[:-1])]
            fuzzy = text.endswith("~")
            if not pieces or len(pieces[-1]) < SHORTEST_PREFIX:
                todo = f"Write at least {SHORTEST_PREFIX} letters before it."
                raise self.refuse(token.start, token.end, f"“{text[-1]}” stands after too little.", todo)
            expansion = Expansion(pieces[-1], fuzzy, token.start, token.end)
            if len(pieces) == 1:
                return expansion
            before = Asked(self.cut(" ".join(pieces[:-1])), token.text, token.start, token.end)
            return Both((before, expansion), token.start, token.end)
        return Asked(self.cut(token.text), token.text, token.start, token.end, bare=True)

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

    def field(self, token: Token, name: str, value: str) -> Node:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
            meant = f"Did you mean {near[0]}:? " if near else f"Fields are {', '.join(f'{one}:' for one in FIELDS)}. "
            todo = f'{meant}To search for the words themselves, put them in quotes: "{token.text}".'
            raise self.refuse(token.start, token.end, f"there is no field “{name}:”.", todo)
        following = self.peek()
        end = token.end
        if not value and following and following.start == token.end and following.kind in ("phrase", "open"):
            self.at += 1
            if following.kind == "open" or name == "headline":
                return self.grouped(token, name, following)
            value, end = following.text, following.end
        if not value.strip():
            raise self.refuse(token.start, end, "nothing stands after the colon.", f"Write {_example(name)}.")
        return self.valued(name, value.strip(), token.start, end)

    def grouped(self, token: Token, name: str, following: Token) -> Node:
        if name != "headline":
            raise self.refuse(token.start, following.end, f"“{name}:” takes one value.", f"Write {_example(name)}.")
        inner = self.group(following) if following.kind == "open" else self.phrase(following)
        if not _of_words(inner):
            raise self.refuse(token.start, inner.end, "a headline has only words.", "Put other fields outside of it.")
        return Headline(inner, token.start, inner.end)

    def valued(self, name: str, value: str, start: int, end: int) -> Node:
        where = _where(self.query, start, end)
        match name:
            case "headline":
                inner = self.word(Token("word", value, start, end))
                return Headline(inner, start, end)
            case "issue":
                return OfIssue(value, start, end)
            case "date" | "after" | "before" | "event":
                asked = asked_interval(value, where, self.today)
                return When(*_condition(name, asked, where), start, end)
            case _:
                kind = cast(Kind, name) if name in KINDS else None
                return Mentions(self.names.entity(value, kind, where), start, end)


def _condition(name: str, asked: Interval, where: str) -> tuple[Interval, bool, str]:
    """Interval, whether of dates told, and words of a date field."""
    if name in ("after", "before"):
        first = asked.earliest
        if first is None:
            raise BadQuery(where, "this date has no first day.", EXAMPLES)
        if name == "after":
            return Interval(f"{first}/..", first, None), False, f"published on or after {edtf.wording(edtf.day(first))}"
        last = first - timedelta(days=1)
        return Interval(f"../{last}", None, last), False, f"published before {edtf.wording(edtf.day(first))}"
    said = edtf.wording(asked)
    preposition = "" if said.startswith(("since", "until", "between", "about")) else "in "
    if asked.earliest == asked.latest:
        preposition = "on "
    told = name == "event"
    return asked, told, f"{'tells of something' if told else 'published'} {preposition}{said}"


def _example(name: str) -> str:
    examples = {"headline": "headline:base", "issue": "issue:1.2", "entity": "entity:mcas-futenma"}
    if name in ("date", "after", "before", "event"):
        return f"{name}:2022-01"
    return examples.get(name, f"{name}: and a name or id, such as leader:nobuo-kishi")


def _of_words(node: Node) -> bool:
    match node:
        case Asked() | Expansion():
            return True
        case Named(words=inner) | Without(inner=inner):
            return _of_words(inner)
        case Both(parts=parts) | Either(parts=parts):
            return all(map(_of_words, parts))
    return False


def _asks_nothing(node: Node) -> bool:
    """Whether only words that stand in every item, or mere signs, are asked."""
    match node:
        case Asked(stems=stems):
            return not stems
        case Headline(inner=inner) | Without(inner=inner):
            return _asks_nothing(inner)
        case Both(parts=parts) | Either(parts=parts):
            return all(map(_asks_nothing, parts))
    return False


