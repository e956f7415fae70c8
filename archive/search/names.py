"""Which entity a word or phrase of a query means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property

from archive.errors import BadQuery
from archive.model import KINDS, Kind
from archive.reading.knowledge import Knowledge
from archive.reading.names.forms import Form, forms_of
from archive.reading.names.page import BLANKS
from archive.reading.text import fold
from archive.reference import Entity

LONGEST = 9
"""Words of the longest name looked for in a query ("Japan US Economic Policy Consultative Committee" has six)."""

NEARLY_ALL = 9
"""Of ten items that mention anyone of a surname, how many must mean the same person."""


def form_key(text: str) -> str:
    """What written forms are compared by: small letters, plain signs, single blanks for blanks and hyphens."""
    return " ".join(fold(text).lower().translate(BLANKS).replace('"', "").split()).removeprefix("the ")


class Names:
    """The knowledge's names, as a query asks for them; `items` says how many items mention an entity."""

    def __init__(self, knowledge: Knowledge, items: Mapping[str, int] | None = None) -> None:
        self.knowledge, self.entities, self.items = knowledge, knowledge.entities, items or {}

    def counting(self, items: Mapping[str, int]) -> Names:
        """The same names, weighed by how often each entity is mentioned."""
        names = Names(self.knowledge, items)
        names.forms = self.forms
        return names

    @cached_property
    def forms(self) -> dict[str, tuple[Form, ...]]:
        """Every written form of every name, none of a title or an adjective."""
        found: dict[str, dict[Form, None]] = {}
        for entity in self.entities.values():
            for form in forms_of(entity):
                if form.role in ("name", "surname"):
                    found.setdefault(form_key(form.text), {})[form] = None
        return {key: tuple(forms) for key, forms in found.items()}

    def named(self, id: str) -> tuple[str, Kind | None]:
        """Name and kind of an entity; the id itself where nothing is known."""
        entity = self.entities.get(id)
        return (entity.name, entity.kind) if entity else (id, None)

    def meant(self, words: str) -> str | None:
        """The one entity that goes by these words, if there is one; see `_only` for surnames that several share."""
        return self._only(self.forms.get(form_key(words), ()), sure=True)

    def entity(self, asked: str, kind: Kind | None, where: str) -> str:
        """The entity of an id or name.

        :raises BadQuery: there is none, or several; the message names near ones
        """
        if kind and kind not in KINDS:
            raise ValueError(kind)
        entity = self.entities.get(asked) or self.entities.get(asked.lower())
        if entity:
            if kind and entity.kind != kind:
                raise BadQuery(
                    where, f"{entity.name} is of the kind {entity.kind}.", f"Write {entity.kind}:{entity.id}."
                )
            return entity.id
        forms = [form for form in self.forms.get(form_key(asked), ()) if kind in (None, form.kind)]
        only = self._only(forms, sure=True) or self._only(forms, sure=False)
        if only:
            return only
        several = sorted({form.entity for form in forms})
        field = kind or "entity"
        if several:
            choice = " or ".join(f"{field}:{id}" for id in several[:6])
            raise BadQuery(where, f"“{asked}” is a name of several.", f"Write {choice}.")
        near = self.near(asked, kind)
        advice = f"Did you mean {' or '.join(f'{field}:{id}' for id in near)}?" if near else ""
        what = f"no {kind or 'entity'} of that name or id is known."
        raise BadQuery(where, what, f"{advice} To search for the words, write them without “{field}:”.".strip())

    def near(self, asked: str, kind: Kind | None) -> list[str]:
        """Ids whose id or name looks like what was asked, best first."""
        pool: Iterable[Entity] = [one for one in self.entities.values() if kind in (None, one.kind)]
        by_text = {one.id: one.id for one in pool} | {form_key(one.name): one.id for one in pool}
        by_text |= {key: forms[0].entity for key, forms in self.forms.items() if kind in (None, forms[0].kind)}
        found = get_close_matches(form_key(asked), by_text, n=6, cutoff=0.7)
        found += get_close_matches(asked.lower(), by_text, n=3, cutoff=0.7)
        return list(dict.fromkeys(by_text[text] for text in found))[:3]

    def _only(self, forms: Iterable[Form], sure: bool) -> str | None:
        """The only entity among the forms: of names that need no cue, else of surnames.

        A surname of several is the one's whom nearly all items mean ("Kishida" and not a namesake), else nobody's.
        """
        given = [form for form in forms if not (sure and form.ambiguous)]
        if named := {form.entity for form in given if form.role == "name"}:
            return named.pop() if len(named) == 1 else None
        people = sorted({form.entity for form in given}, key=lambda id: (-self.items.get(id, 0), id))
        counts = [self.items.get(id, 0) for id in people]
        if len(people) == 1 or (people and counts[0] * 10 >= sum(counts) * NEARLY_ALL and counts[0]):
            return people[0]
        return None
