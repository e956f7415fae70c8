"""From what a reader typed to the entity that is meant."""

from __future__ import annotations

from difflib import get_close_matches

from archive.errors import NotFound
from archive.model import Entity
from archive.reading.knowledge import Knowledge


def entity_named(text: str, knowledge: Knowledge) -> Entity:
    """The entity of that id, name or alias, whatever its capitals.

    :raises NotFound: none or more than one is called so; near or possible ones are suggested
    """
    wanted = text.strip()
    if wanted in knowledge.entities:
        return knowledge.entities[wanted]
    called = _called(knowledge)
    found = called.get(wanted.casefold(), [])
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(sorted(f"{one.name} ({one.id})" for one in found))
        raise NotFound(wanted, "several entities are called so.", f"Write the id of the one you mean: {listed}.")
    near = get_close_matches(wanted.casefold(), called, n=3, cutoff=0.7)
    names = list(dict.fromkeys(called[name][0].name for name in near))
    todo = f"Did you mean {' or '.join(names)}?" if names else "The directory of entities shows which there are."
    raise NotFound(wanted, "no entity is called so.", todo)


def _called(knowledge: Knowledge) -> dict[str, list[Entity]]:
    """Names and plain aliases without capitals; a name wins over another entity's alias."""
    names: dict[str, list[Entity]] = {}
    for entity in knowledge.entities.values():
        names.setdefault(entity.name.casefold(), []).append(entity)
    aliases: dict[str, list[Entity]] = {}
    for entity in knowledge.entities.values():
        for alias in {alias.text.casefold() for alias in entity.aliases} - names.keys():
            aliases.setdefault(alias, []).append(entity)
    return aliases | names
