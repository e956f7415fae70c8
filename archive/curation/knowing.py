"""Judgements on records: the knowledge with entities created, merged and split, and aliases added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from weakref import WeakValueDictionary

from archive.curation.judgement import Alias, Create, Judgement, Merge, Record, Split
from archive.curation.standing import Ruling
from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.reading.names.gazetteer import Gazetteer
from archive.reading.names.page import Page
from archive.reference import Alias as Written
from archive.reference import Citation, Entity, Tenure

_IN_USE: WeakValueDictionary[str, Knowledge] = WeakValueDictionary()
"""What others still hold, by its digest: the same records need not be compiled twice."""


def curated(knowledge: Knowledge, rulings: Sequence[Ruling]) -> tuple[Knowledge, list[Ruling]]:
    """The knowledge after the judgements that stand, in order of time; and the rulings, orphans among them.

    A judgement whose record is no longer there, or is there by now, has no effect and says so.
    """
    bench = _Bench(dict(knowledge.entities), list(_tenures(knowledge)), dict(knowledge.citations), {})
    told, applied = [], []
    for ruling in rulings:
        if ruling.stands and (effect := _EFFECTS.get(type(ruling.judgement.decision))):
            note = effect(bench, ruling.judgement)
            if note:
                ruling = replace(ruling, status="orphan", note=note)
            else:
                applied.append(ruling.judgement.id)
        told.append(ruling)
    if not applied:
        return knowledge, told
    digest = sha256(" ".join([knowledge.digest, *applied]).encode()).hexdigest()
    made = _IN_USE.get(digest)
    if made is None:
        made = Knowledge.of(bench.entities, bench.tenures, bench.citations, digest, bench.redirects)
        _IN_USE[digest] = made
    return made, told


def changed(before: Knowledge, now: Knowledge) -> frozenset[str]:
    """The ids of the records that differ, and of the offices whose holders do."""
    ids = before.entities.keys() | now.entities.keys()
    differing = {id for id in ids if before.entities.get(id) != now.entities.get(id)}
    for held in ("tenures_by_office", "tenures_by_person"):
        one, other = getattr(before, held), getattr(now, held)
        differing |= {id for id in one.keys() | other.keys() if one.get(id) != other.get(id)}
    return frozenset(differing)


@dataclass(frozen=True)
class Affected:
    """Which texts read differently after some records changed: those that have a form of one, then or now."""

    gazetteer: Gazetteer

    @classmethod
    def by(cls, ids: Iterable[str], *knowledge: Knowledge) -> Affected:
        """By the forms of these records, as each knowledge has them."""
        ids = list(ids)
        records = [one.entities[id] for one in knowledge for id in ids if id in one.entities]
        return cls(Gazetteer.compiled(records))

    def reads_differently(self, text: str) -> bool:
        """Whether one of the forms stands in the text."""
        return bool(self.gazetteer.find(Page("body", text)))


@dataclass
class _Bench:
    """The records while judgements are put into them."""

    entities: dict[str, Entity]
    tenures: list[Tenure]
    citations: dict[str, Citation]
    redirects: dict[str, str]

    def create(self, judgement: Judgement) -> str:
        decision = judgement.decision
        assert isinstance(decision, Create)
        return self._make(decision.record, judgement)

    def split(self, judgement: Judgement) -> str:
        decision = judgement.decision
        assert isinstance(decision, Split)
        old = self.entities.get(decision.entity)
        if old is None:
            return _gone(decision.entity)
        if note := self._make(decision.record, judgement):
            return note
        moved = [alias for alias in old.aliases if alias.text in decision.aliases]
        self.entities[old.id] = replace(old, aliases=tuple(one for one in old.aliases if one not in moved))
        made = self.entities[decision.record.id]
        self.entities[made.id] = replace(made, aliases=(*made.aliases, *moved))
        return ""

    def alias(self, judgement: Judgement) -> str:
        decision = judgement.decision
        assert isinstance(decision, Alias)
        entity = self.entities.get(self.redirects.get(decision.entity, decision.entity))
        if entity is None:
            return _gone(decision.entity)
        added = Written(decision.text, decision.ambiguous)
        if added not in entity.aliases:
            self.entities[entity.id] = replace(entity, aliases=(*entity.aliases, added))
        return ""

    def merge(self, judgement: Judgement) -> str:
        decision = judgement.decision
        assert isinstance(decision, Merge)
        into = self.redirects.get(decision.into, decision.into)
        old, new = self.entities.get(decision.entity), self.entities.get(into)
        if old is None or new is None:
            return _gone(decision.entity if old is None else decision.into)
        if old.id == new.id:
            return "the two are one already"
        names = (Written(old.name), *old.aliases)
        known = {new.name, *(alias.text for alias in new.aliases)}
        merged = replace(
            new,
            aliases=(*new.aliases, *(name for name in names if name.text not in known)),
            sources=tuple(dict.fromkeys((*new.sources, *old.sources))),
            native=new.native or old.native,
            country=new.country or old.country,
            facts=old.facts | new.facts,
        )
        self.entities = {id: _pointing(one, old.id, into) for id, one in self.entities.items() if id != old.id}
        self.entities[into] = _pointing(merged, old.id, into)
        self.tenures = [_held(one, old.id, into) for one in self.tenures]
        self.redirects = {id: into if to == old.id else to for id, to in self.redirects.items()} | {old.id: into}
        return ""

    def _make(self, record: Record, judgement: Judgement) -> str:
        if record.id in self.entities or record.id in self.redirects:
            return f"there is a name “{record.id}” by now"
        source = f"judgement-{judgement.id}"
        words = f"Judgement of {judgement.actor}" + (f": {judgement.reason}" if judgement.reason else "")
        self.citations[source] = Citation(source, words, record.source, judgement.time.date())
        facts: dict[str, object] = {}
        if record.kind == "leader":
            given, _, family = record.name.rpartition(" ")
            facts = {"given": given, "family": family}
        aliases = tuple(Written(text) for text in record.aliases)
        self.entities[record.id] = Entity(
            record.id,
            record.kind,
            record.name,
            record.about,
            record.native,
            record.country or None,
            aliases,
            (source,),
            facts,
        )
        if record.kind == "leader" and record.office in self.entities and record.since:
            until = edtf.interval(record.until) if record.until else None
            self.tenures.append(Tenure(record.id, record.office, edtf.interval(record.since), until, source=source))
        return ""


_EFFECTS = {Create: _Bench.create, Split: _Bench.split, Alias: _Bench.alias, Merge: _Bench.merge}


def _gone(id: str) -> str:
    return f"there is no name “{id}” any more"


def _tenures(knowledge: Knowledge) -> Iterable[Tenure]:
    return (tenure for held in knowledge.tenures_by_person.values() for tenure in held)


def _held(tenure: Tenure, old: str, new: str) -> Tenure:
    person, office = (new if one == old else one for one in (tenure.person, tenure.office))
    return replace(tenure, person=person, office=office)


def _pointing(entity: Entity, old: str, new: str) -> Entity:
    """The record with every reference to an id led to another; one to itself is dropped."""
    facts: dict[str, object] = {}
    for key, fact in entity.facts.items():
        if isinstance(fact, tuple) and old in fact:
            fact = tuple(dict.fromkeys(new if one == old else one for one in fact))
        elif fact == old:
            fact = new
        if fact != entity.id:
            facts[key] = fact
    return replace(entity, facts=facts, country=new if entity.country == old else entity.country)
