"""Entities: who and what has a page, with what is known of them beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType

from archive import Archive
from archive.export import interval_as_dict
from archive.reference import Entity, Tenure
from archive.search.names import form_key
from archive.store.lists import Lists
from archive.store.paging import Within
from web.addresses import absolute, entity_url
from web.api import shapes
from web.api.cursors import BadCursor
from web.api.operations import Asked, Body, Listed, Moved, Operation
from web.api.parameters import Parameter
from web.api.places import ID, KIND
from web.api.shapes import flag, listed, maybe, number, ref, several, text, thing
from web.facts import Fact, citations, facts


def _entities(archive: Archive, asked: Asked) -> Listed:
    given, after = asked.arguments, asked.after or ("",)
    if len(after) != 1 or not isinstance(after[0], str):
        raise BadCursor
    lists = Lists(archive.catalog)
    called = _called(archive, given["name"]) if "name" in given else None
    mentioned = lists.mentioned() if "mentioned" in given else set()
    matching = (
        one
        for id, one in archive.knowledge.entities.items()  # by id
        if id > after[0]
        and given.get("kind", one.kind) == one.kind
        and (called is None or id in called)
        and ("mentioned" not in given or given["mentioned"] == (id in mentioned))
    )
    found = list(islice(matching, asked.limit + 1))
    shown = found[: asked.limit]
    counts = lists.counts([one.id for one in shown])
    end = (shown[-1].id,) if len(found) > len(shown) else None
    return Listed([_brief(one, *counts.get(one.id, (0, 0))) for one in shown], end)


def _called(archive: Archive, beginning: str) -> set[str]:
    """The entities of which a word of a name begins so: "kish" finds Kishi, Kishida and the Kishida government."""
    begun = form_key(beginning)
    forms = archive.searcher.names.forms
    found = {form.entity for text, some in forms.items() if f" {begun}" in f" {text}" for form in some}
    offices = archive.searcher.names.offices
    found |= {id for text, ids in offices.items() if f" {begun}" in f" {text}" for id in ids}
    return found | {one.id for one in archive.knowledge.entities.values() if one.native.startswith(beginning)}


def _entity(archive: Archive, asked: Asked) -> Body | Moved:
    id = asked.arguments["id"]
    if now := archive.knowledge.redirects.get(id):
        return Moved({"id": now})
    found, known = archive.graph.entity(id), archive.knowledge
    held = (*known.tenures_by_person.get(id, ()), *known.tenures_by_office.get(id, ()))
    return _brief(found, *Lists(archive.catalog).counts([id]).get(id, (0, 0))) | {
        "aliases": [{"text": one.text, "ambiguous": one.ambiguous} for one in found.aliases],
        "facts": [_fact_as_dict(one) for one in facts(found, known)],
        "offices": [_tenure_as_dict(one, archive) for one in reversed(held)],
        "sources": [
            {"title": one.title, "url": one.url, "seen": one.seen.isoformat()} for one in citations(found, known)
        ],
    }


def _brief(entity: Entity, mentions: int, items: int) -> Body:
    return {
        "entity": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "native": entity.native,
        "country": entity.country,
        "about": entity.about,
        "mentions": mentions,
        "items": items,
        "address": absolute(entity_url(entity.id)),
    }


def _named(entity: Entity) -> Body:
    return {"entity": entity.id, "name": entity.name}


def _fact_as_dict(fact: Fact) -> Body:
    named = [_named(one) for one in fact.entities]
    return {"label": fact.label, "words": None if named else fact.words, "entities": named}


def _tenure_as_dict(tenure: Tenure, archive: Archive) -> Body:
    known = archive.knowledge
    source = known.citations.get(tenure.source)
    return {
        "person": _named(known.entities[tenure.person]),
        "office": _named(known.entities[tenure.office]),
        "start": interval_as_dict(tenure.start),
        "end": tenure.end and interval_as_dict(tenure.end),
        "acting": tenure.acting,
        "source": source.url if source else None,
    }


def an_entity(archive: Archive, kind: str) -> str:
    """The entity of a kind that is mentioned first, for examples; of an empty archive, any."""
    known = archive.knowledge.entities
    first = Lists(archive.catalog).mentions(Within(), None, 1, kind=kind, linked=True).rows
    mentioned = first[0].noun.entity if first else None
    return mentioned or next(id for id, one in known.items() if one.kind == kind)


_BRIEF = {
    "entity": shapes.ENTITY,
    "kind": shapes.KIND,
    "name": text(),
    "native": text("The name in its own language; empty where none is known."),
    "country": maybe(shapes.ENTITY),
    "about": text(),
    "mentions": number("How often it is mentioned."),
    "items": number("How many items mention it."),
    "address": shapes.ADDRESS,
}

SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "EntityInList": thing("Somebody or something that has a page.", **_BRIEF),
        "Fact": thing(
            "A fact: other entities, or words.", label=text(), words=maybe(text()), entities=several(ref("Named"))
        ),
        "Tenure": thing(
            "A person in an office, up to but not including the end.",
            person=ref("Named"),
            office=ref("Named"),
            start=ref("Interval"),
            end=maybe(ref("Interval")),
            acting=flag(),
            source=maybe(text("The page that says so.")),
        ),
        "Entity": thing(
            "Somebody or something that has a page, with what is known beforehand.",
            **_BRIEF,
            aliases=several(
                thing("Another name.", text=text(), ambiguous=flag("It is read as this only with a cue beside it."))
            ),
            facts=several(ref("Fact")),
            offices=several(ref("Tenure"), "The offices of a person, or the holders of an office, the latest first."),
            sources=several(
                thing("A page that states some of this.", title=text(), url=text(), seen=text(format="date"))
            ),
        ),
        "Entities": listed("A page of entities.", ref("EntityInList")),
    }
)

OPERATIONS = (
    Operation(
        id="listEntities",
        path="/entities",
        summary="Entities",
        about="Everybody and everything that is known by name, by id.",
        shape="Entities",
        find=_entities,
        own=(
            KIND,
            Parameter(
                "name",
                "Only those of which a word of a name, or a native spelling, begins so.",
                {"type": "string", "minLength": 1, "maxLength": 80},
            ),
            Parameter("mentioned", "Only those that are mentioned, or only those that are not.", {"type": "boolean"}),
        ),
        example=lambda archive: {"kind": "base", "mentioned": True, "limit": 2},
        paged=True,
    ),
    Operation(
        id="getEntity",
        path="/entities/{id}",
        summary="An entity",
        about="One entity: other names, facts, offices, and the pages that state them. An id that was merged into "
        "another leads there.",
        shape="Entity",
        find=_entity,
        own=(Parameter("id", "The id of an entity, as in nobuo-kishi.", ID, required=True, converter="slug"),),
        example=lambda archive: {"id": an_entity(archive, "leader")},
        moves=True,
    ),
)
