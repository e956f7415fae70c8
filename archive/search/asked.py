"""What a query asks, as a tree; each node knows the part of the query it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Interval, Kind
from archive.search.words import COMMON, WORD, written


@dataclass(frozen=True, slots=True)
class Words:
    """Words one after the other, each a stem with its place from the first; `near` allows any order within so many.

    Without stems (only common words) it asks nothing. `bare` words stand unquoted; `source` is what was written.
    """

    stems: tuple[tuple[str, int], ...]
    source: str
    start: int
    end: int
    near: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """Every word that begins with `text`, or (`fuzzy`) that is one letter away from it."""

    text: str
    fuzzy: bool
    start: int
    end: int


Chain = tuple[tuple[str, int], ...]
"""Stems with their places from the first: a phrase."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words that are also a name: they count, and so does every mention of the entity.

    `called` are the other ways it is written, each a phrase, so that all of them find the same.
    """

    words: Node
    entity: str
    source: str
    start: int
    end: int
    called: tuple[Chain, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Items that mention whoever held an office when they appeared; `words` that are its title count, too."""

    words: Node | None
    office: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """Items that mention an entity."""

    entity: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OfIssue:
    """Items of an issue by its id or its number alone, of a volume, or of a range of numbers: "1.2..1.8"."""

    issue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """Items whose publication, or (`told`) a date told in them, shares a day with the interval.

    `words` says the condition for people: "published in January 2022".
    """

    interval: Interval
    told: bool
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Headline:
    """What is asked of the headline alone."""

    inner: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Both:
    """All of these."""

    parts: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these."""

    parts: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    inner: Node
    start: int
    end: int


Node = Words | Expansion | Named | Held | Mentions | OfIssue | When | Headline | Both | Either | Without


def of_words(node: Node) -> bool:
    """Whether nothing but words is asked."""
    match node:
        case Words() | Expansion():
            return True
        case Named(words=inner) | Without(inner=inner):
            return of_words(inner)
        case Held(words=titled):
            return titled is not None and of_words(titled)
        case Both(parts=parts) | Either(parts=parts):
            return all(map(of_words, parts))
    return False


def asks_nothing(node: Node) -> bool:
    """Whether only words that stand in every item, or mere signs, are asked."""
    match node:
        case Words(stems=stems):
            return not stems
        case Headline(inner=inner) | Without(inner=inner):
            return asks_nothing(inner)
        case Both(parts=parts) | Either(parts=parts):
            return all(map(asks_nothing, parts))
    return False


def common_words(node: Node) -> Iterator[str]:
    """The words of a query that nearly every item has, as they were written."""
    match node:
        case Words(source=source):
            yield from (match[0] for match in WORD.finditer(source) if written(match[0]) in COMMON)
        case Headline(inner=inner) | Without(inner=inner):
            yield from common_words(inner)
        case Both(parts=parts) | Either(parts=parts):
            for part in parts:
                yield from common_words(part)


@dataclass(frozen=True, slots=True)
class Limit:
    """A kind of entity an item must mention, chosen beside the query."""

    kind: Kind
    entity: str
