"""Writing what was read in an item: its mentions, dates, suggestions, relations and events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from archive.model import DateMention, Event, Item, Mention, Relation, Sentence, Suggestion
from archive.store import tables
from archive.store.rows import interval_columns


def put_meaning(
    db: Connection,
    item: Item,
    sentences: Sequence[Sentence],
    relations: Sequence[Relation],
    events: Sequence[Event],
    suggestions: Sequence[Suggestion],
) -> None:
    """Write what was read in an item, instead of what was read before."""
    place = {"issue": item.issue, "position": item.position}
    for table in (tables.mention, tables.told, tables.suggestion, tables.relation, tables.event):
        db.execute(delete(table).where(table.c.issue == item.issue, table.c.position == item.position))

    def span(of: Mention | DateMention | Suggestion) -> dict[str, Any]:
        within = [one.start for one in sentences if one.field == of.field and one.start <= of.start]
        return {**place, "field": of.field, "start": of.start, "end": of.end, "sentence": max(within, default=0)}

    def evidence(of: Relation | Event) -> dict[str, Any]:
        words = of.evidence
        return {**place, "field": words.field, "start": words.start, "end": words.end, **interval_columns(of.when)}

    mentions = [
        span(one)
        | {column: getattr(one, column) for column in ("text", "entity", "kind", "method", "confidence", "reason")}
        for one in item.mentions
    ]
    suggested = [
        span(one) | {column: getattr(one, column) for column in ("text", "name", "kind", "office", "why")}
        for one in suggestions
    ]
    told = [span(one) | {"text": one.text} | interval_columns(one.when) for one in item.dates]
    linked = [evidence(one) | {"kind": one.kind, "subject": one.subject, "object": one.object} for one in relations]
    happened = [evidence(one) | {"words": one.words, "participants": list(one.participants)} for one in events]
    for table, rows in (
        (tables.mention, mentions),
        (tables.told, told),
        (tables.suggestion, suggested),
        (tables.relation, linked),
        (tables.event, happened),
    ):
        if rows:
            db.execute(insert(table), rows)
