"""An item as the reading view shows it: its marked text, and beside it what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.model import KINDS, DateMention, Item, Kind, Mention
from archive.reading.knowledge import Knowledge
from archive.reference import Entity
from web.marking import Piece, pieces, spans_of


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that an item names, with the offices it is named by ("Defense Minister")."""

    entity: Entity
    offices: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An item with everything that its place on the page shows."""

    item: Item
    headline: list[Piece]
    body: list[Piece]
    named: Mapping[Kind, list[Named]]
    """By kind, in the site's order of kinds; kinds that nothing is named of are left out."""
    dates: list[DateMention]
    unlinked: list[Mention]


def story(item: Item, knowledge: Knowledge) -> Story:
    """Put an item together for reading; each entity, date and unlinked name is listed once."""
    mentions: dict[str, list[Mention]] = {}
    for one in item.mentions:
        if one.entity:
            mentions.setdefault(one.entity, []).append(one)
    named: dict[Kind, list[Named]] = {}
    for id, found in mentions.items():
        offices = {one.text: one for one in found if one.method == "office"}
        if entity := knowledge.entities.get(id):
            named.setdefault(entity.kind, []).append(Named(entity, tuple(offices.values())))
    unlinked = {(one.text, one.reason): one for one in item.mentions if not one.entity}
    dates = {(one.text, one.when.edtf): one for one in item.dates}
    return Story(
        item=item,
        headline=pieces(item.headline, spans_of(item, "headline")),
        body=pieces(item.body, spans_of(item, "body")),
        named={kind: named[kind] for kind in KINDS if kind in named},
        dates=list(dates.values()),
        unlinked=list(unlinked.values()),
    )
