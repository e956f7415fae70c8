"""The knowledge as the recognition of names asks for it: compiled once, then only read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from archive.reading.names.gazetteer import Gazetteer
from archive.reference import Entity

ABBREVIATED = {"Amb.": "ambassador", "Gov.": "governor", "Govs.": "governor"}


def is_country(entity: Entity) -> bool:
    """Whether a place is a country: it lies within no other place of the records and has people or a capital."""
    return (
        entity.kind == "place"
        and "within" not in entity.facts
        and bool(entity.facts.keys() & {"adjectives", "capital"})
    )


@dataclass(frozen=True)
class Offices:
    """The offices of the knowledge, as titles ask for them."""

    entities: Mapping[str, Entity]

    @cached_property
    def by_word(self) -> dict[str, frozenset[str]]:
        """Offices by each small-letter word of their titles: "minister" → every minister's."""
        index: dict[str, set[str]] = {}
        for entity in self.entities.values():
            if entity.kind == "office":
                for title in self.titles_of(entity):
                    for word in title.lower().split():
                        index.setdefault(word, set()).add(entity.id)
        return {word: frozenset(offices) for word, offices in index.items()}

    @staticmethod
    def titles_of(office: Entity) -> tuple[str, ...]:
        """The titles of an office as its record gives them."""
        titles = office.facts.get("titles", ())
        return tuple(str(title) for title in titles) if isinstance(titles, tuple) else ()

    def of(self, words: str) -> frozenset[str]:
        """The offices a generic word may mean: "Secretaries" → those with "secretary" in a title."""
        word = ABBREVIATED.get(words, words.lower().rstrip("."))
        for ending, single in (("ies", "y"), ("s", "")):
            if word.endswith(ending) and word not in self.by_word:
                word = word[: -len(ending)] + single
                break
        return self.by_word.get(word.split()[-1], frozenset())

    def fitting(self, offices: Iterable[str], place: str, complement: bool = False) -> frozenset[str]:
        """Those of the offices that belong to a country, place or organization, or with `complement` are sent to it."""
        found = set()
        for office in offices:
            record, near = self.entities[office], self.entities[place]
            owners = {record.country, record.facts.get("organization"), record.facts.get("to") if complement else None}
            names = (near.name, *(alias.text for alias in near.aliases))
            said = (record.name, *self.titles_of(record))
            local = not is_country(near) and any(name in title for name in names for title in said)
            if place in owners or local:
                found.add(office)
        return frozenset(found)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Forms, offices, and what the records say of each other."""

    entities: Mapping[str, Entity]
    gazetteer: Gazetteer
    offices: Offices
    capitals: frozenset[str]
    ties: Mapping[str, frozenset[str]]
    """For each record the ids its facts name or that name it: operator, place, parties, part_of."""

    def namesakes(self, text: str) -> tuple[str, ...]:
        """The agreements of which a name or alias ends in this one, a pair of countries before it."""
        return self.endings.get(text.lower(), ())

    @cached_property
    def endings(self) -> Mapping[str, tuple[str, ...]]:
        """The agreements by what is left of each of their names behind the countries: "2+2", "gsomia"."""
        found: dict[str, dict[str, None]] = {}
        for entity in self.entities.values():
            if entity.kind == "agreement":
                for name in (entity.name, *(alias.text for alias in entity.aliases)):
                    for rest in _behind_countries(name):
                        found.setdefault(rest.lower(), {})[entity.id] = None
        return {rest: tuple(sorted(ids)) for rest, ids in found.items()}

    @classmethod
    def of(cls, entities: Mapping[str, Entity]) -> Lexicon:
        """Compile the records."""
        capitals = {str(one.facts["capital"]) for one in entities.values() if "capital" in one.facts}
        gazetteer = Gazetteer.compiled(entities.values())
        return cls(entities, gazetteer, Offices(entities), frozenset(capitals), _ties(entities))


def _behind_countries(name: str) -> Iterator[str]:
    """A name, and what is left of it behind a hyphenated pair or triple of countries."""
    yield name
    first, _, rest = name.partition(" ")
    if "-" in first and rest:
        yield rest


def _ties(entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    ties: dict[str, set[str]] = {}
    for entity in entities.values():
        for fact in entity.facts.values():
            for name in fact if isinstance(fact, tuple) else (fact,):
                if isinstance(name, str) and name in entities:
                    ties.setdefault(entity.id, set()).add(name)
                    ties.setdefault(name, set()).add(entity.id)
    return {name: frozenset(found) for name, found in ties.items()}
