"""Entities and words that stand out in what was found, to go on with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import ceil, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from archive.model import Item
from archive.search.facets import entity_counts
from archive.search.names import Names
from archive.search.postings import Reading
from archive.search.sidecar import Bools
from archive.search.subjects import all_entity_counts, outside_names, plain_form, tells
from archive.search.words import Words

AT_LEAST, GROWS = 2, 0.65
"""Found items that must have a term: so many, and so many times the square root of how many are found."""

SURE = 6.63
"""Log-likelihood from which on a difference is hardly chance: one in a hundred."""

CLOSER = 24
"""Words of the best items that are counted in everything found."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entity or a word that stands out; `query` finds it, and `count` of the found items have it."""

    kind: Literal["entity", "word"]
    text: str
    query: str
    id: str | None
    count: int

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


class Relating:
    """Finds related terms in one generation of the index."""

    def __init__(self, reading: Reading, names: Names, words: Words) -> None:
        self.reading, self.names, self.words = reading, names, words
        self.sidecar = reading.opened.sidecar
        self.total = int(np.count_nonzero(self.sidecar.living))
        self.everywhere = all_entity_counts(reading.opened)

    def terms(
        self,
        found: Bools,
        items: Sequence[Item],
        stems: Collection[str] = (),
        entities: Collection[str] = (),
        limit: int = 8,
    ) -> tuple[Term, ...]:
        """What stands out in the found documents, entities before words, about half of each.

        Words come from the text of some of the `items` found, the best ones (ten to thirty). Left out are the `stems`
        and `entities` that were asked.
        """
        among = int(np.count_nonzero(found))
        if not among or among == self.total:
            return ()
        least = min(among, max(AT_LEAST, ceil(GROWS * sqrt(among))))
        named = list(self._entities(found, among, least, set(entities)))
        asked = {*stems, *(stem for id in entities for stem in self._of_names(id))}
        worded = list(self._words(found, among, least, items, asked)) if items else []
        named = named[: max(limit // 2, limit - len(worded))]
        return (*named, *worded[: limit - len(named)])

    def _entities(self, found: Bools, among: int, least: int, asked: Collection[str]) -> Iterator[Term]:
        """Entities by how much they stand out."""
        here = entity_counts(self.sidecar, found)
        scores = likelihood(here, among, self.everywhere, self.total)
        for number in np.argsort(-scores, kind="stable").tolist():
            if scores[number] < SURE:
                return
            id, count = str(self.sidecar.entity_ids[number]), int(here[number])
            if id not in asked and count >= least:
                name, kind = self.names.named(id)
                query = name if self.names.meant(name) == id else f"{kind or 'entity'}:{id}"
                yield Term("entity", name, query, id, count)

    def _words(
        self, found: Bools, among: int, least: int, items: Sequence[Item], asked: Collection[str]
    ) -> Iterator[Term]:
        """Words outside of names by how much they stand out: candidates from the items, counted in all found."""
        forms: dict[str, list[str]] = {}
        for item in items:
            for stem, (_, form) in outside_names(item, self.words).items():
                forms.setdefault(stem, []).append(form)
        enough = min(AT_LEAST, len(items))
        often = {stem: list(map(plain_form, each)) for stem, each in forms.items() if len(each) >= enough}
        candidates = [stem for stem, each in often.items() if stem not in asked and tells(each[0])]
        everywhere = np.array([self.reading.frequency(stem) for stem in candidates], np.int32)
        scores = likelihood(np.array([len(forms[stem]) for stem in candidates]), len(items), everywhere, self.total)
        order = np.argsort(-scores, kind="stable")[:CLOSER]
        nearer = [candidates[number] for number in order.tolist()]
        here = np.array([np.count_nonzero(found[self.reading.postings(stem).documents]) for stem in nearer])
        scores = likelihood(here, among, everywhere[order], self.total)
        for number in np.lexsort((np.array(nearer, np.str_), -scores)).tolist():
            if scores[number] < SURE:
                return
            if here[number] >= least:
                word = _shown(often[nearer[number]])
                yield Term("word", word, word, None, int(here[number]))

    def _of_names(self, id: str) -> Iterator[str]:
        """The stems of an entity's names."""
        if entity := self.names.entities.get(id):
            for text in (entity.name, *(alias.text for alias in entity.aliases)):
                yield from (stem for stem, *_ in self.words.cut(text))


def likelihood(here: NDArray[Any], among: int, everywhere: NDArray[Any], total: int) -> NDArray[np.float64]:
    """Dunning's log-likelihood of each term: how unlikely its frequency here is by chance; 0 where it is not higher.

    `here` of `among` documents have it, `everywhere` of all `total`.
    """
    one, both = here.astype(np.float64), np.maximum(everywhere, here).astype(np.float64)
    rest, share = total - among, both / max(total, 1)
    parts = (
        (one, among * share),
        (among - one, among * (1 - share)),
        (both - one, rest * share),
        (rest - (both - one), rest * (1 - share)),
    )
    scores = np.zeros(len(one))
    for seen, expected in parts:
        counted = (seen > 0) & (expected > 0)
        scores[counted] += 2 * seen[counted] * np.log(seen[counted] / expected[counted])
    return np.where(one * total > both * among, scores, 0.0)


def _shown(forms: Sequence[str]) -> str:
    """The usual form, in small letters unless it never stands so."""
    usual = Counter(forms).most_common(1)[0][0]
    return usual.lower() if usual.lower() in forms else usual
