"""What is found, beside what Whoosh's own queries find in the same index, on a thousand random questions.

The questions are trees of words, phrases and beginnings under AND, OR and NOT. Each is asked in our language through
the searcher, and built from Whoosh's public query classes and evaluated by its own matchers.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

import pytest
from whoosh import query as whoosh
from whoosh.scoring import FunctionWeighting
from whoosh.searching import Searcher as WhooshSearcher

from archive import Archive
from archive.reading.text import fold
from archive.search import SearchRequest
from archive.search.whooshing import TEXT_FIELD, whoosh_reader
from archive.search.words import BREAK, COMMON, Words, indexed

sys.path.insert(0, str(Path(__file__).parent / "bench"))

import filling
from items import made

ITEMS, QUESTIONS, DEEPEST = 300, 1000, 3
MOST_BEGUN = 100
"""Words that a beginning of ours may stand for, below the number from which only the most frequent are searched."""

B, K1 = 0.75, 1.2


@dataclass
class Texts:
    """What the index was made from, cut by the test itself."""

    ids: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    bodies: list[list[tuple[str, int, int, int]]] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    stems: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Question:
    """A tree: a leaf with its words and Whoosh's query for it, or parts under a sign (`and`, `or`, `not`)."""

    said: str
    leaf: whoosh.Query | None = None
    sign: str = ""
    parts: tuple[Question, ...] = ()

    @property
    def excludes(self) -> bool:
        """Whether there is a NOT in it."""
        return self.sign == "not" or any(part.excludes for part in self.parts)

    @property
    def of_words(self) -> bool:
        """Whether it is of single words alone, which Whoosh scores as we do."""
        return isinstance(self.leaf, whoosh.Term) if self.leaf is not None else all(one.of_words for one in self.parts)

    def query(self) -> whoosh.Query:
        """The tree as Whoosh's query."""
        if self.leaf is not None:
            return self.leaf
        return {"and": whoosh.And, "or": whoosh.Or}[self.sign]([part.query() for part in self.parts])


@dataclass
class Both:
    """Our archive, and Whoosh over the same index."""

    archive: Archive
    whoosh: Any
    texts: Texts

    @cached_property
    def ids(self) -> list[str]:
        """The item of each document."""
        return [self.whoosh.stored_fields(number)["id"] for number in range(self.whoosh.doc_count_all())]

    def expected(self, question: Question) -> dict[str, float]:
        """Whoosh's matches, with their scores where it is of words alone.

        Whoosh's matcher for NOT skips wrongly, or fails, inside of others: what is around a NOT is put together here.
        """
        if not question.excludes:
            if question.of_words:
                return {self.ids[hit.docnum]: hit.score for hit in self.whoosh.search(question.query(), limit=None)}
            return dict.fromkeys((self.ids[number] for number in self.whoosh.docs_for_query(question.query())), 0.0)
        parts = [self.expected(part) for part in question.parts]
        if question.sign == "not":
            return {id: score for id, score in parts[0].items() if id not in parts[1]}
        ids = set.intersection(*map(set, parts)) if question.sign == "and" else set().union(*parts)
        return {id: sum(part.get(id, 0.0) for part in parts) for id in ids}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    home = tmp_path_factory.mktemp("matches")
    filling.reference_data(home / "data", ITEMS)
    archive, texts, words = filling.opened(home), Texts(), Words()
    items = list(made(ITEMS, seed=3))
    filling.fill(archive, items)
    for one in items:
        text = indexed(one.headline, one.body)
        body = fold(one.body)
        texts.ids.append(one.id)
        texts.lengths.append(len(text) - text.index(BREAK))
        texts.folded.append(body)
        texts.bodies.append(list(words.cut(body)))
        texts.counts.update({stem for stem, *_ in texts.bodies[-1]})
        list(words.cut(text))
    texts.stems = words.seen
    reader = whoosh_reader(archive.index.current().folder)
    searcher = WhooshSearcher(reader, weighting=FunctionWeighting(_bm25(reader, texts)))
    yield Both(archive, searcher, texts)
    searcher.close()
    archive.close()


def _bm25(reader: Any, texts: Texts) -> Any:
    """BM25 over the lengths that our own ranking goes by, as Whoosh's matchers ask for it."""
    lengths = dict(zip(texts.ids, texts.lengths, strict=True))
    average = sum(lengths.values()) / len(lengths)
    norms = [K1 * (1 - B + B * lengths[reader.stored_fields(n)["id"]] / average) for n in range(reader.doc_count_all())]

    def score(searcher: Any, field: str, stem: bytes, matcher: Any) -> float:
        if field != TEXT_FIELD:
            return 0.0
        idf = log(len(norms) / (reader.doc_frequency(field, stem) + 1)) + 1
        weight = matcher.weight()
        return float(idf * (K1 + 1) * weight / (weight + norms[matcher.id()]))

    return score


class Questions:
    """Random questions of the words that the texts have."""

    def __init__(self, texts: Texts, seed: int) -> None:
        self.texts, self.dice = texts, random.Random(seed)
        self.words = [word for word in texts.stems if word.isalpha() and word.isascii() and word not in COMMON]
        frequent = {stem for stem, _ in texts.counts.most_common(150)}
        self.usual = [word for word in self.words if texts.stems[word] in frequent]

    def next(self) -> Question:
        """One question, half the time of single words alone."""
        self.kinds = self.dice.choice((("word",), ("word", "word", "word", "phrase", "beginning", "nothing")))
        return self.tree()

    def tree(self, depth: int = 0) -> Question:
        if depth == DEEPEST or self.dice.random() < 0.3:
            return self.leaf()
        sign = self.dice.choice(("and", "and", "or", "or", "not"))
        parts = tuple(self.tree(depth + 1) for _ in range(2 if sign == "not" else self.dice.randint(2, 4)))
        between = {"and": (" ", " AND "), "or": (" OR ",), "not": (" NOT ", " -")}[sign]
        if sign == "not" and not parts[1].said[0].isalnum():
            between = (" NOT ",)  # the minus stands before a word
        return Question(f"({self.dice.choice(between).join(part.said for part in parts)})", None, sign, parts)

    def leaf(self) -> Question:
        kind = self.dice.choice(self.kinds)
        if kind == "phrase" and (phrase := self.phrase()):
            return phrase
        if kind == "beginning" and (begun := self.beginning()):
            return begun
        if kind == "nothing" and self.dice.random() < 0.2:
            return Question("xyzzyx", whoosh.Term(TEXT_FIELD, "xyzzyx"))
        word = self.dice.choice(self.words if self.dice.random() < 0.4 else self.usual)
        return Question(word, whoosh.Term(TEXT_FIELD, self.texts.stems[word]))

    def phrase(self) -> Question | None:
        """Words that stand one after the other in an item."""
        at = self.dice.randrange(len(self.texts.bodies))
        cut, text = self.texts.bodies[at], self.texts.folded[at]
        first, length = self.dice.randrange(len(cut) - 4), self.dice.randint(2, 3)
        chain = cut[first : first + length]
        if chain[-1][1] - chain[0][1] != length - 1:
            return None  # a common word between them: Whoosh's phrase knows no gaps
        said = text[chain[0][2] : chain[-1][3]]
        if '"' in said:
            return None
        return Question(f'"{said}"', whoosh.Phrase(TEXT_FIELD, [stem for stem, *_ in chain]))

    def beginning(self) -> Question | None:
        word = self.dice.choice(self.words)
        begun = word[: self.dice.randint(3, 5)]
        stems = {stem for other, stem in self.texts.stems.items() if other.startswith(begun)}
        if len(begun) < 3 or len(stems) > MOST_BEGUN:
            return None
        return Question(f"{begun}*", whoosh.Or([whoosh.Term(TEXT_FIELD, stem) for stem in sorted(stems)]))


@pytest.mark.parametrize("part", range(10))
def test_the_same_items_are_found_as_whoosh_finds_in_the_same_order(both: Both, part: int) -> None:
    questions, found, ordered = Questions(both.texts, seed=part), 0, 0
    for _ in range(QUESTIONS // 10):
        question = questions.next()
        expected = both.expected(question)
        whole = both.archive.searcher.whole(SearchRequest(q=question.said, exact=True))
        ours = [item.id for item, _ in whole.hits]
        assert set(ours) == set(expected), question.said
        assert whole.total == len(ours)
        found += bool(ours)
        if question.of_words and ours:
            best = sorted(expected.values(), reverse=True)[:10]
            assert [expected[id] for id in ours[:10]] == pytest.approx(best, rel=1e-4), question.said
            ordered += 1
    assert found > QUESTIONS // 20 and ordered > QUESTIONS // 40, "too many questions find nothing"
