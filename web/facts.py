"""What is known beforehand about an entity, kind by kind, worded for its page; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archive.model import Interval
from archive.reading.knowledge import Knowledge
from archive.reference import Citation, Entity, Tenure
from web.words import date_words


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its values: entities (which have pages) or plain words."""

    label: str
    entities: tuple[Entity, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure as a table row: who, in which office, from when to when, and the page that says so."""

    person: Entity
    office: Entity
    start: str
    end: str
    years: str
    acting: bool
    source: Citation | None


_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "form": "Form",
        "parties": "Parties",
        "signed": "Signed",
        "in_force": "In force since",
        "ended": "Ended",
        "organization": "Belongs to",
        "to": "Sent to",
        "operator": "Operated by",
        "place": "Lies in",
        "within": "Lies in",
        "capital": "Capital",
        "coordinates": "Coordinates",
        "part_of": "Part of",
        "maker": "Made by",
        "replaces": "Replaces",
        "replaced_by": "Replaced by",
        "titles": "Written as",
    }
)
"""The facts shown, in this order; names and switches that only the reader of text needs are left out."""

_SIGNED: Mapping[str, str] = MappingProxyType({"dialogue": "Began", "partnership": "Agreed", "statement": "Agreed"})
"""What the day `signed` is to an agreement whose form nobody signs."""

_REVERSED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "part_of": {"organization": "Its parts", "base": "Its parts", "programme": "Its parts"},
        "operator": {"base": "Operates"},
        "parties": {"agreement": "Party to"},
        "within": {"place": "Places in it"},
        "place": {"base": "Bases in it"},
    }
)
"""A fact of another entity that names this one, by that entity's kind, and how this one's page says it."""


def facts(entity: Entity, knowledge: Knowledge) -> list[Fact]:
    """What the knowledge says of an entity, and what it says of others about it."""
    found = [Fact("Country", (knowledge.entities[entity.country],))] if entity.country else []
    found += [_fact(_label(key, entity), entity.facts[key], knowledge) for key in _LABELS if key in entity.facts]
    return found + list(_from_others(entity, knowledge))


def tenures(entity: Entity, knowledge: Knowledge) -> list[Held]:
    """The offices a person held, or the holders of an office, the latest first."""
    held = (*knowledge.tenures_by_person.get(entity.id, ()), *knowledge.tenures_by_office.get(entity.id, ()))
    return [_held(one, knowledge) for one in reversed(held)]


def citations(entity: Entity, knowledge: Knowledge) -> list[Citation]:
    """The pages that state the facts, tenures included, each once."""
    cited = [*entity.sources, *(one.source for one in knowledge.tenures_by_person.get(entity.id, ()) if one.source)]
    return [knowledge.citations[id] for id in dict.fromkeys(cited)]


def fact_as_dict(fact: Fact) -> dict[str, object]:
    """A fact for the page's `.json` twin."""
    named = [{"entity": one.id, "name": one.name} for one in fact.entities]
    return {"label": fact.label, **({"entities": named} if named else {"words": fact.words})}


def _label(key: str, entity: Entity) -> str:
    """The label of a fact; of a treaty with many parties not all of them are listed."""
    form, value = str(entity.facts.get("form", "")), entity.facts[key]
    if key == "signed":
        return _SIGNED.get(form, _LABELS[key])
    if key == "parties" and form == "treaty" and isinstance(value, tuple) and len(value) > 2:
        return "Parties include"
    return _LABELS[key]


def _fact(label: str, value: object, knowledge: Knowledge) -> Fact:
    match value:
        case Interval():
            return Fact(label, words=date_words(value))
        case (float() | int() as latitude, float() | int() as longitude):
            return Fact(label, words=_coordinates(latitude, longitude))
        case tuple():
            return _named(label, [str(one) for one in value], knowledge, "; ")
        case _:
            return _named(label, [str(value)], knowledge)


def _named(label: str, values: list[str], knowledge: Knowledge, joined: str = "") -> Fact:
    known = tuple(knowledge.entities[value] for value in values if value in knowledge.entities)
    return Fact(label, known) if len(known) == len(values) else Fact(label, words=joined.join(values))


def _coordinates(latitude: float, longitude: float) -> str:
    """ "26.2700° N, 127.7500° E"."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.4f}° {north}, {abs(longitude):.4f}° {east}"


def _held(tenure: Tenure, knowledge: Knowledge) -> Held:
    return Held(
        person=knowledge.entities[tenure.person],
        office=knowledge.entities[tenure.office],
        start=date_words(tenure.start),
        end=date_words(tenure.end) if tenure.end else "",
        years=_years(tenure),
        acting=tenure.acting,
        source=knowledge.citations.get(tenure.source),
    )


def _years(tenure: Tenure) -> str:
    """ "2020 to 2022", "2022", "since 2024"; "until 2022" where nobody knows since when."""
    first, ended = tenure.start.earliest, tenure.end and tenure.end.latest
    if not ended:
        return f"since {first.year}" if first else "since an unknown year"
    if not first:
        return f"until {ended.year}"
    return str(first.year) if first.year == ended.year else f"{first.year} to {ended.year}"


def _from_others(entity: Entity, knowledge: Knowledge) -> Iterator[Fact]:
    gathered: dict[str, list[Entity]] = {}
    for other in knowledge.entities.values():
        for key, by_kind in _REVERSED.items():
            value = other.facts.get(key)
            if other.kind in by_kind and (value == entity.id or (isinstance(value, tuple) and entity.id in value)):
                gathered.setdefault(by_kind[other.kind], []).append(other)
    by_name: Callable[[Entity], str] = lambda one: one.name  # noqa: E731
    for label, others in gathered.items():
        yield Fact(label, tuple(sorted(others, key=by_name)))
