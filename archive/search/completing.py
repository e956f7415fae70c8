"""The last word of a text completed to words that the archive has, those first that go with what stands before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from archive.errors import BadQuery
from archive.search.facets import entity_counts
from archive.search.matching import Matcher
from archive.search.names import Names
from archive.search.postings import Reading
from archive.search.query import parse
from archive.search.ranking import counted, in_headline, phrase
from archive.search.sidecar import Bools, Ints
from archive.search.subjects import all_entity_counts
from archive.search.usage import Usage
from archive.search.vocabulary import Vocabulary
from archive.search.words import Words
from archive.store.questions import Questions

SAMPLE = 300
"""Items, spread over the archive, from which is learnt how words are written; read once, in about 50 ms."""

CANDIDATES, CLOSER = 24, 8
"""Words, the most frequent that begin so, counted among what stands before; those looked for right after it."""

ADJACENT = 4
"""Standing right after the word before counts so many times as much as standing in the same item."""

CONTEXTS = 16
"""Beginnings of queries kept with what they find; while one types, the beginning stays the same."""

_LAST_WORD = re.compile(r"(?:^|(?<=[\s\"(:/-]))[^\W_]+(?:'[^\W_]*)?\Z")  # not the "S" of "U.S"
_UNSURE = re.compile(r"[()]|(?:^|\s)(?:OR|NOT|-\S+)(?=\s|\Z)")  # what stands before need not all be found then
_OPERATOR = re.compile(r"(?:^|\s)AND\s*\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """What the words before find (None for no words), and how many items of it mention each entity, by its index."""

    mask: Bools | None
    entities: Ints


@dataclass(frozen=True, slots=True)
class Completed:
    """A word in place of what stands from `start` on, and how many of the items that the rest finds have it."""

    start: int
    word: str
    items: int
    score: float


class Completing:
    """Completes words over one generation of the index."""

    def __init__(self, reading: Reading, names: Names, questions: Questions, today: Callable[[], date]) -> None:
        self.reading, self.names, self.questions, self.today = reading, names, questions, today
        self.sidecar = reading.opened.sidecar
        self.vocabulary = Vocabulary.of(reading.opened)
        self.everything = Context(None, all_entity_counts(reading.opened))
        self._contexts: dict[str, Context] = {}

    @cached_property
    def usage(self) -> Usage:
        """How words are written in a sample of the items."""
        living = np.flatnonzero(self.sidecar.living)
        spread = living[:: max(1, len(living) // SAMPLE)].tolist()
        items = self.questions.items(self.sidecar.key(document) for document in spread)
        return Usage(f"{one.headline}\n{one.body}" for one in items.values())

    def context(self, before: str) -> Context:
        """What the words before find; everything where they are no query, or need not be found."""
        before = _OPERATOR.sub("", before).strip()
        if not before or _UNSURE.search(before):
            return self.everything
        if (kept := self._contexts.get(before)) is not None:
            return kept
        mask = self._mask(before)
        found = Context(mask, entity_counts(self.sidecar, mask)) if mask is not None else self.everything
        with self.reading.opened.lock:
            self._contexts[before] = found
            while len(self._contexts) > CONTEXTS:
                del self._contexts[next(iter(self._contexts))]
        return found

    def found(self, query: str) -> int:
        """How many items a query finds; 0 for one that means nothing."""
        mask = self._mask(query)
        return 0 if mask is None else int(np.count_nonzero(mask))

    def _mask(self, query: str) -> Bools | None:
        try:
            node = parse(query, self.names, self.today())
            return Matcher(self.reading, self.names).found(node).possible if node else None
        except BadQuery:
            return None

    def words(self, typed: str, start: int = 0) -> list[Completed]:
        """What the last word may become, the likeliest first; nothing where the text ends with a blank.

        Words begin at `start` or later. A word counts more that stands right after the one before somewhere.
        """
        last = _LAST_WORD.search(typed, start)
        prefix = last[0].lower().replace("'", "") if last else ""
        if not last or prefix.isdecimal():
            return []
        before = typed[start : last.start()]
        mask = self.context(typed[: last.start()]).mask
        found = []
        for stem, word, items in self._begun(prefix):
            if mask is not None:
                items = int(np.count_nonzero(mask[self.reading.postings(stem).documents]))
            if items:
                found.append((items, stem, word))
        found.sort(key=lambda one: -one[0])
        beside, joined = self._beside(before), before[-1:] == "-"  # "test-fired" is asked as a phrase
        completed = []
        for place, (items, stem, word) in enumerate(found):
            together = beside(stem) if place < CLOSER or joined else 0
            if together or not joined:
                score = float(items + ADJACENT * together)
                completed.append(Completed(last.start(), word, together if joined else items, score))
        return sorted(completed, key=lambda one: (-one.score, one.word))

    def phrase(self, typed: str, start: int, before: str, headline: bool = False) -> Iterator[Completed]:
        """What the last word of a phrase that begins at `start` may become, so that the phrase is found.

        It must be found among what `before` finds, and in a headline if that is asked.
        """
        mask = self.context(before).mask
        for one in self.words(typed, start)[:CLOSER]:
            stems = [(stem, at) for stem, at, _, _ in Words().cut(f"{typed[start : one.start]}{one.word}")]
            places = phrase(self.reading, stems)
            found = counted(in_headline(places) if headline else places).documents
            if items := len(found) if mask is None else int(np.count_nonzero(mask[found])):
                yield Completed(one.start, one.word, items, float(items))

    def _begun(self, prefix: str) -> list[tuple[str, str, int]]:
        """The most frequent stems with a word that begins so: the stem, its usual such word, and how many items.

        What is typed already is no completion of itself.
        """
        vocabulary = self.vocabulary
        at = vocabulary.begun(prefix)
        items, stems = vocabulary.items[at], vocabulary.stems[at]
        # Words of one stem are equally frequent: as many words as may be forms of the candidates are looked at.
        order = np.argsort(-items, kind="stable")[: CANDIDATES * 8]
        forms: dict[bytes, list[str]] = {}
        frequent: dict[bytes, int] = {}
        for number in order.tolist():
            stem = bytes(stems[number])
            if items[number] and (stem in forms or len(forms) < CANDIDATES):
                forms.setdefault(stem, []).append(vocabulary.word(at.start + number))
                frequent[stem] = int(items[number])
        usual = {stem: self.usage.best(words) for stem, words in forms.items()}
        return [
            (stem.decode(), self.usage.shown(word), frequent[stem]) for stem, word in usual.items() if word != prefix
        ]

    def _beside(self, before: str) -> Callable[[str], int]:
        """How many items have a stem right after the last word before it; none where no word is right before."""
        words = list(Words().cut(before))
        if not words or before[words[-1][3] :].strip(" -"):
            return lambda stem: 0
        last = words[-1][0]
        return lambda stem: len(counted(phrase(self.reading, [(last, 0), (stem, 1)])).documents)
