"""Names as staff write them: from an id or a name to the one entity that is meant, and back to lists to choose from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from archive import Archive
from archive.errors import BadJudgement
from archive.model import Kind
from archive.reference import Entity
from archive.search.names import Names, form_key
from web.near import near_entities


def entity_named(archive: Archive, text: str, kind: Kind | None = None) -> Entity:
    """The entity of an id or a name; of one kind, if it is given.

    :raises BadJudgement: nothing was written, nobody goes by that name, or several do; the message names them
    """
    text, known = text.strip(), archive.knowledge
    if not text:
        raise BadJudgement("", "No name was written.", "Write a name or an id, then try again.")
    id = known.redirects.get(text, text)
    if id in known.entities:
        return known.entities[id]
    exact = [one for one in known.entities.values() if one.name == text and kind in (None, one.kind)]
    if len(exact) == 1:
        return exact[0]
    names: Names = archive.searcher.names
    called = {form.entity for form in names.forms.get(form_key(text), ())} | set(names.offices.get(form_key(text), ()))
    called |= {one.id for one in known.entities.values() if text == one.native}
    found = [known.entities[one] for one in sorted(called) if kind in (None, known.entities[one].kind)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadJudgement(text, "several go by that name.", f"Write the id of the one you mean: {_listed(found)}.")
    near = near_entities(archive, text)
    todo = f"Did you mean {_listed(near)}?" if near else "The directory of names shows which there are."
    raise BadJudgement(text, "nobody and nothing known goes by that name.", todo)


def mentioned_names(archive: Archive) -> list[str]:
    """The names of everything that an issue mentions, for the suggestions of a field."""
    known = archive.knowledge.entities
    return sorted({known[id].name for id in archive.ask.entity_counts() if id in known})


def office_names(archive: Archive) -> list[Entity]:
    """Every office, for the suggestions of a field."""
    return sorted(
        (one for one in archive.knowledge.entities.values() if one.kind == "office"), key=lambda one: one.name
    )


def slug(name: str) -> str:
    """An id from a name: "Gaëlle O’Neil" becomes `gaelle-oneil`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _listed(entities: Iterable[Entity]) -> str:
    return " or ".join(f"{one.id} ({one.name})" for one in entities)
