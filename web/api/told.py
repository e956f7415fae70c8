"""What was read in the texts: mentions, events and relations, each with the sentence that it stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from archive import Archive
from archive.export import interval_as_dict, mention_as_dict
from archive.model import FIELDS, Event, Mention, Relation
from archive.reading.text import sentences
from archive.store.lists import Lists, Told
from archive.store.paging import Page
from web.addresses import absolute, item_page
from web.api import shapes
from web.api.names import an_entity
from web.api.operations import Asked, Body, Listed, Operation, entities, key, place, within
from web.api.parameters import Parameter
from web.api.places import ENTITY, ID, ISSUE, KIND, PUBLISHED, TOLD
from web.api.shapes import listed, one_of, ref, several, text, thing
from web.api.texts import published_as_dict

METHODS = shapes.LINKING["method"]["enum"]
RELATIONS = ("holds_office", "located_in", "party_to")


def _mentions(archive: Archive, asked: Asked) -> Listed:
    given, lists = asked.arguments, Lists(archive.catalog)
    narrowed = {name: given.get(name) for name in ("kind", "method", "linked")}
    page = lists.mentions(within(asked, archive), place(asked), asked.limit, **narrowed)

    def as_dict(mention: Mention) -> Body:
        return {name: value for name, value in mention_as_dict(archive, mention).items() if name != "aliases"}

    return _listed(archive, lists, page, as_dict, "sentence")


def _events(archive: Archive, asked: Asked) -> Listed:
    lists = Lists(archive.catalog)
    page = lists.events(within(asked, archive), place(asked), asked.limit)

    def as_dict(event: Event) -> Body:
        return {**interval_as_dict(event.when), "words": event.words, "participants": list(event.participants)}

    return _listed(archive, lists, page, as_dict, "evidence")


def _relations(archive: Archive, asked: Asked) -> Listed:
    given, lists = entities(asked, archive), Lists(archive.catalog)
    narrowed = {name: given.get(name) for name in ("kind", "subject", "object")}
    page = lists.relations(within(asked, archive), place(asked), asked.limit, **narrowed)

    def as_dict(relation: Relation) -> Body:
        named = {"kind": relation.kind, "subject": relation.subject, "object": relation.object}
        return named | interval_as_dict(relation.when)

    return _listed(archive, lists, page, as_dict, "evidence")


def _listed(
    archive: Archive, lists: Lists, page: Page[Told[Any]], as_dict: Callable[[Any], Body], standing: str
) -> Listed:
    """The rows with their items and sentences, these under the name `standing`."""
    texts = lists.texts(row.item for row in page.rows)
    issues = archive.ask.headings({issue for issue, _ in texts})
    bounds = {
        at: {field: sentences(text) for field, text in zip(FIELDS, both, strict=True)} for at, both in texts.items()
    }

    def entry(row: Told[Any]) -> Body:
        id = f"{row.item[0]}#{row.item[1]}"
        text = texts[row.item][FIELDS.index(row.field)]
        end = next((end for start, end in bounds[row.item][row.field] if start == row.sentence), len(text))
        sentence = {"field": row.field, "start": row.sentence, "end": end, "text": text[row.sentence : end]}
        return {
            "item": id,
            "published": published_as_dict(issues[row.item[0]].published),
            **as_dict(row.noun),
            standing: sentence,
            "address": absolute(item_page(id)),
        }

    return Listed([entry(row) for row in page.rows], key(page.end))


_STANDING = {"item": shapes.ITEM, "published": ref("Published")}

SHAPES: Mapping[str, shapes.Schema] = MappingProxyType(
    {
        "Mention": thing(
            "Words that name an entity, in their sentence.",
            **_STANDING,
            **shapes.WHERE,
            **shapes.LINKING,
            sentence=ref("Sentence"),
            address=shapes.ADDRESS,
        ),
        "Event": thing(
            "What a sentence tells of a day, or of a longer time.",
            **_STANDING,
            **shapes.INTERVAL,
            words=text("The words that say when."),
            participants=several(shapes.ENTITY),
            evidence=ref("Sentence"),
            address=shapes.ADDRESS,
        ),
        "Relation": thing(
            "What a sentence says of two entities, and of when.",
            **_STANDING,
            kind=one_of(RELATIONS),
            subject=shapes.ENTITY,
            object=shapes.ENTITY,
            **shapes.INTERVAL,
            evidence=ref("Sentence"),
            address=shapes.ADDRESS,
        ),
        "Mentions": listed("A page of mentions.", ref("Mention")),
        "Events": listed("A page of events.", ref("Event")),
        "Relations": listed("A page of relations.", ref("Relation")),
    }
)

OPERATIONS = (
    Operation(
        id="listMentions",
        path="/mentions",
        summary="Mentions",
        about="Every place where a text names an entity, in the order of the issues and of the text, with its "
        "sentence. A name that could not be linked for certain is there, too: without an entity, and with the reason.",
        shape="Mentions",
        find=_mentions,
        own=(
            ENTITY,
            ISSUE,
            KIND,
            Parameter("method", "Only what was read in this way.", {"type": "string", "enum": list(METHODS)}),
            Parameter("linked", "Only names that are linked, or only names that are not.", {"type": "boolean"}),
            *PUBLISHED,
        ),
        example=lambda archive: {"entity": an_entity(archive, "base"), "limit": 2},
        paged=True,
    ),
    Operation(
        id="listEvents",
        path="/events",
        summary="Events",
        about="Every sentence that tells of a day, in the order of telling, with who and what it mentions.",
        shape="Events",
        find=_events,
        own=(ENTITY, ISSUE, *TOLD),
        example=lambda archive: {"entity": an_entity(archive, "leader"), "limit": 1},
        paged=True,
    ),
    Operation(
        id="listRelations",
        path="/relations",
        summary="Relations",
        about="What sentences say of two entities: that a person holds an office, that a base lies in a place, that a "
        "country or organization is a party to an agreement.",
        shape="Relations",
        find=_relations,
        own=(
            ENTITY,
            Parameter("subject", "Only what is said of this entity, by its id.", ID),
            Parameter("object", "Only what is said of others about this entity, by its id.", ID),
            Parameter("kind", "Only relations of this kind.", {"type": "string", "enum": list(RELATIONS)}),
            ISSUE,
            *TOLD,
        ),
        example=lambda archive: {"kind": "holds_office", "limit": 1},
        paged=True,
    ),
)
