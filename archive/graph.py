"""The entity graph: who is told of together with whom, and on which sentences that stands.

A tie between two entities is the set of sentences that mention both; its weight counts them. networkx
lives here alone, and gets the whole graph only to find chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p, sqrt
from typing import Any

from archive.errors import NotFound
from archive.model import Field, Kind, Mention, Passage
from archive.reading.knowledge import Knowledge
from archive.reading.text import sentences
from archive.reference import Entity
from archive.store.questions import Questions

NEIGHBOURS = 30
"""More cannot be read in one picture (FINDINGS, "Serving")."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a picture, with how many sentences it shares with the centre."""

    id: str
    name: str
    kind: Kind
    shared: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two entities and how many sentences mention both."""

    one: str
    other: str
    weight: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An entity, its neighbours best first, the ties among all of them, and how many neighbours there are in all."""

    centre: Node
    neighbours: tuple[Node, ...]
    ties: tuple[Tie, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain with the sentences it stands on."""

    one: Entity
    other: Entity
    passages: tuple[Passage, ...]


class Graph:
    """Views of the entity graph; the chain-finder's copy is kept until the catalog's revision changes."""

    def __init__(self, ask: Questions, knowledge: Knowledge) -> None:
        self.ask, self.knowledge = ask, knowledge
        self._made: tuple[int, Any] = (-1, None)

    def entity(self, id: str) -> Entity:
        """The entity of that id.

        :raises NotFound: there is none
        """
        try:
            return self.knowledge.entities[id]
        except KeyError:
            raise NotFound(id, "no such name is known.", "The directory of names shows which there are.") from None

    def around(self, id: str, limit: int = NEIGHBOURS) -> Picture:
        """An entity with its most telling neighbours: shared sentences over the root of how common a neighbour is."""
        centre = self.entity(id)
        counts = self.ask.entity_counts()
        shared = {other: count for _, other, count in self.ask.together(id)}
        ranked = sorted(shared, key=lambda other: (-shared[other] / sqrt(counts[other][1]), other))
        nodes = tuple(self._node(other, shared[other]) for other in ranked[:limit])
        drawn = {id, *ranked[:limit]}
        ties = (Tie(*row) for row in self.ask.ties_among(sorted(drawn)))
        return Picture(self._node(centre.id, 0), nodes, tuple(ties), len(shared))

    def between(self, one: str, other: str) -> tuple[Step, ...]:
        """The shortest chain of shared sentences from one entity to another; empty when none leads there.

        Countries are stepping stones only where nothing else connects the two: nearly everything is
        mentioned with Japan, which tells nobody anything. Of equally short chains the one with more
        evidence and less common stepping stones is taken.
        """
        ends = self.entity(one).id, self.entity(other).id
        chain = self._chain(*ends, without_countries=True) or self._chain(*ends, without_countries=False)
        return tuple(
            Step(self.entity(a), self.entity(b), tuple(self.evidence(a, b)))
            for a, b in zip(chain, chain[1:], strict=False)
        )

    def evidence(self, one: str, other: str) -> list[Passage]:
        """Every sentence that mentions both, in order of publication."""
        return self.passages(self.ask.sharing(self.entity(one).id, self.entity(other).id))

    def mentions(self, id: str) -> list[Passage]:
        """Every sentence that mentions an entity, in order of publication."""
        return self.passages(self.ask.sharing(self.entity(id).id, id))

    def passages(self, places: Sequence[tuple[str, int, str, int]]) -> list[Passage]:
        """The sentences that start at (issue, position, field, offset), with the mentions in them."""
        items = self.ask.items({(issue, position) for issue, position, _, _ in places})
        published = {row.id: row.published.when for row in self.ask.issues()} if places else {}
        found = []
        for issue, position, field, start in places:
            item = items[issue, position]
            which: Field = "headline" if field == "headline" else "body"
            text = item.text(which)
            end = next((end for begin, end in sentences(text) if begin == start), len(text))
            within = (one for one in item.mentions if one.field == field and start <= one.start < end)
            found.append(
                Passage(
                    item.id,
                    item.headline,
                    which,
                    start,
                    text[start:end],
                    published[issue],
                    tuple(_moved(within, start)),
                )
            )
        return found

    def _node(self, id: str, shared: int) -> Node:
        entity = self.entity(id)
        return Node(entity.id, entity.name, entity.kind, shared)

    def _chain(self, one: str, other: str, without_countries: bool) -> list[str]:
        import networkx as nx

        whole = self._whole()
        if one not in whole or other not in whole:
            return []
        if without_countries:
            hidden = {id for id in whole if id not in (one, other) and self._is_country(id)}
            whole = whole.subgraph(whole.nodes - hidden)
        try:
            return list(nx.shortest_path(whole, one, other, weight="cost"))
        except nx.NetworkXNoPath:
            return []

    def _whole(self) -> Any:
        """The graph of all ties, made once a revision."""
        import networkx as nx

        revision = self.ask.catalog.revision()
        if self._made[0] != revision:
            counts = self.ask.entity_counts()
            whole = nx.Graph()
            for one, other, weight in self.ask.together():
                # A step costs 1; the rest only orders chains of equal length and never adds up to a step.
                common = log1p(sqrt(counts[one][1] * counts[other][1]) / weight)
                whole.add_edge(one, other, weight=weight, cost=1 + min(common, 9) / 1000)
            self._made = revision, whole
        return self._made[1]

    def _is_country(self, id: str) -> bool:
        entity = self.knowledge.entities[id]
        return entity.kind == "place" and bool(entity.facts.get("adjectives"))


def _moved(mentions: Iterable[Mention], start: int) -> Iterable[Mention]:
    """The mentions with offsets counted from the sentence's start."""
    for one in mentions:
        place = (one.field, one.start - start, one.end - start, one.text)
        yield Mention(*place, one.entity, one.kind, one.method, one.confidence, one.reason)
