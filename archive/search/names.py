"""Which entity a word or phrase of a query means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from archive.errors import BadQuery
from archive.model import KINDS, Kind
from archive.reading.knowledge import Knowledge
from archive.reading.names.forms import Form, forms_of
from archive.reading.text import fold
from archive.reference import Alias, Entity
from archive.search.alike import alike
from archive.search.asked import Chain
from archive.search.holders import Offices, by_mentions, form_key, holders
from archive.search.natives import SHORTEST, Natives, native_key
from archive.search.words import Words

__all__ = ["MENTIONED", "Names", "form_key"]

LONGEST = 9
"""Words of the longest name looked for in a query ("Japan US Economic Policy Consultative Committee" has six)."""

NEARLY_ALL = 9
"""Of ten items that mention anyone of a surname, how many must mean the same person."""

MENTIONED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "office")
"""What items are found by: a bare office is a mention of who held it."""

ALIKE = 0.7
"""How like a name must be that is proposed for one that nobody has; see `alike`."""

MOST_LISTED = 6
"""Entities that a message names where several go by a name."""


_GENITIVE = re.compile(r"'s\Z", re.IGNORECASE)


class Names:
    """The knowledge's names, as a query asks for them; `items` says how many items mention an entity."""

    def __init__(self, knowledge: Knowledge, items: Mapping[str, int] | None = None) -> None:
        self.knowledge, self.entities, self.items = knowledge, knowledge.entities, items or {}
        self._called: dict[str, tuple[Chain, ...]] = {}

    def counting(self, items: Mapping[str, int]) -> Names:
        """The same names, weighed by how often each entity is mentioned."""
        names = Names(self.knowledge, items)
        names.forms, names.bearers, names.titles, names.natives = self.forms, self.bearers, self.titles, self.natives
        return names

    @cached_property
    def forms(self) -> dict[str, tuple[Form, ...]]:
        """Every written form of every name, none of a title or an adjective."""
        found: dict[str, dict[Form, None]] = {}
        for entity in self.entities.values():
            if entity.kind == "office":
                continue  # which has titles alone
            for form in (*forms_of(entity), *_as_given(entity)):
                if form.role in ("name", "surname"):
                    found.setdefault(form_key(form.text), {})[form] = None
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The entities by their ids, as words, and by every written form."""
        ids = {id.replace("-", " "): (id,) for id in self.entities}
        return ids | {key: tuple(form.entity for form in forms) for key, forms in self.forms.items()}

    @cached_property
    def bearers(self) -> dict[str, frozenset[str]]:
        """The people who go by a name or surname."""
        found: dict[str, set[str]] = {}
        for key, forms in self.forms.items():
            for form in forms:
                if form.kind == "leader":
                    found.setdefault(key, set()).add(form.entity)
        return {key: frozenset(ids) for key, ids in found.items()}

    @cached_property
    def titles(self) -> Offices:
        """The offices by what they are called."""
        return Offices(self.knowledge)

    @property
    def offices(self) -> dict[str, tuple[str, ...]]:
        """The offices by their titles, names and native spellings."""
        return self.titles.called

    @cached_property
    def natives(self) -> Natives:
        """What goes by a native spelling."""
        return Natives(self.entities.values())

    def named(self, id: str) -> tuple[str, Kind | None]:
        """Name and kind of an entity; the id itself where nothing is known."""
        entity = self.entities.get(id)
        return (entity.name, entity.kind) if entity else (id, None)

    def meant(self, words: str) -> str | None:
        """The one entity that goes by these words, if there is one; see `_only` for surnames that several share.

        A genitive and a stop at the end are no part of a name, a title before it is: "Kishida's", "PM Kishida".
        """
        if meant := self._only(self.forms.get(form_key(words), ()), sure=True) or self._native(words, MENTIONED):
            return meant
        bare = _GENITIVE.sub("", fold(words).rstrip(",;:.!?"))
        if bare != fold(words):
            return self.meant(bare)
        return self.titles.addressed(words, self.bearers) if " " in words else None

    def called(self, entity: str, words: Words) -> tuple[Chain, ...]:
        """The ways an entity is written that mean it and nothing else, each a phrase; none that holds another."""
        if entity not in self._called:
            record = self.entities[entity]
            given = {form.text for form in (*forms_of(record), *_as_given(record)) if form.role in ("name", "surname")}
            sure = sorted(text for text in given if self.meant(text) == entity)
            cut = {tuple((stem, at) for stem, at, _, _ in words.cut(text)): None for text in sure}
            self._called[entity] = tuple(one for one in cut if one and not any(_within(other, one) for other in cut))
        return self._called[entity]

    def office_meant(self, words: str) -> str | None:
        """The office that words of a query are the title of: "the Prime Minister"."""
        return self.titles.meant(words, self.items)

    def office(self, asked: str, where: str) -> str:
        """The office of an id, a name or a title that only one has, or one far more than others.

        :raises BadQuery: there is none, or several
        """
        ids = self.titles.titled(asked)
        if meant := ids[0] if len(ids) == 1 else self.office_meant(f"the {asked}"):
            return meant
        if ids:
            ranked = by_mentions(self.knowledge, ids, self.items)[:MOST_LISTED]
            choice = " or ".join(f"office:{id}" for id in ranked)
            raise BadQuery(where, f"“{asked}” is a title of several offices.", f"Write {choice}.")
        near = alike(form_key(asked), self.offices, 3, ALIKE)
        ids = tuple(dict.fromkeys(id for key in near for id in self.offices[key]))[:3]
        todo = (
            f"Did you mean {' or '.join(f'office:{id}' for id in ids)}?" if ids else "To search for words, use quotes."
        )
        raise BadQuery(where, "no office of that name or id is known.", todo)

    def example(self, kind: str) -> str:
        """A field of a kind with an entity in it, the one that most items mention."""
        ids = [
            one.id for one in self.entities.values() if one.kind == kind or (kind == "entity" and one.id in self.items)
        ]
        ranked = by_mentions(self.knowledge, ids, self.items) if kind == "office" else self._ranked(ids)
        return f"{kind}:{next(iter(ranked), 'ID')}"

    def entity(self, asked: str, kind: Kind | None, where: str) -> str:
        """The entity of an id or of any of its names, ambiguous ones too.

        :raises BadQuery: there is none, or several; the message names them, or near ones
        """
        if kind and kind not in KINDS:
            raise ValueError(kind)
        kinds = (kind,) if kind and kind != "office" else () if kind else MENTIONED
        asked = self.knowledge.redirects.get(asked, asked)
        given = self.entities.get(asked) or self.entities.get(asked.lower())
        if given and given.kind in kinds:
            return given.id
        forms = [form for form in self.forms.get(form_key(asked), ()) if form.kind in kinds]
        only = self._only(forms, sure=True) or self._only(forms, sure=False) or self._native(asked, kinds)
        if only:
            return only
        raise BadQuery(where, *self._refusal(asked, kind, kinds, {form.entity for form in forms}))

    def near(self, asked: str, kind: Kind | None, kinds: Collection[str] = KINDS) -> list[str]:
        """Ids whose id or name looks like what was asked, best first; of one kind or of several."""
        kinds = (kind,) if kind else kinds
        pool: Iterable[Entity] = [one for one in self.entities.values() if one.kind in kinds]
        by_text = {one.id: one.id for one in pool} | {form_key(one.name): one.id for one in pool}
        by_text |= {key: form.entity for key, forms in self.forms.items() for form in forms if form.kind in kinds}
        found = alike(form_key(asked), by_text, 6, ALIKE)
        found += alike(asked.lower(), by_text, 3, ALIKE)
        ids = [by_text[text] for text in found]
        if key := native_key(asked):
            ids += self.natives.alike(key, kinds, self.items)
        return list(dict.fromkeys(ids))[:3]

    # --- choosing ----------------------------------------------------------------------------------

    def _only(self, forms: Iterable[Form], sure: bool) -> str | None:
        """The only entity among the forms: of names that need no cue, else of surnames.

        A surname of several is the one's whom nearly all items mean ("Kishida" and not a namesake), else nobody's.
        """
        given = [form for form in forms if not (sure and form.ambiguous)]
        if named := {form.entity for form in given if form.role == "name"}:
            return named.pop() if len(named) == 1 else None
        people = self._ranked({form.entity for form in given})
        counts = [self.items.get(id, 0) for id in people]
        if len(people) == 1 or (people and counts[0] * 10 >= sum(counts) * NEARLY_ALL and counts[0]):
            return people[0]
        return None

    def _native(self, words: str, kinds: Collection[str]) -> str | None:
        """The entity with this native spelling, or the only one or the most mentioned whose spelling begins so."""
        if not (key := native_key(words)):
            return None
        called, whole = self.natives.called(key, kinds)
        ranked = self._ranked(called)
        if len(ranked) > 1:
            first, second = (self.items.get(id, 0) for id in ranked[:2])
            if first == second or not (whole or len(key) >= SHORTEST):
                return None
        return next(iter(ranked), None)

    def _ranked(self, ids: Iterable[str]) -> list[str]:
        """Entities, the most mentioned first."""
        return sorted(ids, key=lambda id: (-self.items.get(id, 0), id))

    # --- refusing ----------------------------------------------------------------------------------

    def _refusal(self, asked: str, kind: Kind | None, kinds: Collection[str], several: set[str]) -> tuple[str, str]:
        """What is wrong with a name in a field, and what to write instead."""
        field = kind or "entity"
        if called := self._ranked(several or self.natives.called(native_key(asked), kinds)[0]):
            rest = len(called) - MOST_LISTED
            choice = " or ".join(f"{field}:{id}" for id in called[:MOST_LISTED])
            return f"“{asked}” is a name of several.", f"Write {choice}{f'; {rest} more have it' if rest > 0 else ''}."
        if offices := self.titles.titled(asked):
            ranked = by_mentions(self.knowledge, offices, self.items)
            return holders(self.knowledge, asked, ranked), f"Write one of the persons, or office:{ranked[0]} for all."
        if kind == "office":
            return "items are found by persons, not by offices.", f"Write {self.example('leader')}."
        meant = asked.lower() if asked.lower() in self.entities else self.meant(asked)
        if meant:
            other = self.entities[meant]
            return f"{other.name} is of the kind {other.kind}.", f"Write {other.kind}:{other.id}."
        near = self.near(asked, kind, MENTIONED)
        advice = f"Did you mean {' or '.join(f'{field}:{id}' for id in near)}?" if near else ""
        what = f"no {kind or 'entity'} of that name or id is known."
        return what, f"{advice} To search for the words, write them without “{field}:”.".strip()


def _as_given(entity: Entity) -> Iterable[Form]:
    """Names as the record has them: "MQ-9 (Reaper)" is no form that a text is searched for, but it may be asked."""
    for alias in (Alias(entity.name), *entity.aliases):
        yield Form(fold(alias.text), entity.id, entity.kind, "name", alias.ambiguous)


def _within(inner: Chain, outer: Chain) -> bool:
    """Whether a phrase is a part of another, longer one."""
    if not inner or len(inner) >= len(outer):
        return False
    wanted = set(outer)
    shifts = [at - inner[0][1] for stem, at in outer if stem == inner[0][0]]
    return any(all((stem, at + shift) in wanted for stem, at in inner) for shift in shifts)
