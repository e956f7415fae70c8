"""The archive as JSON Lines (DESIGN section 7): stable, sorted, the same for the same archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archive import Archive
from archive.model import Interval, Issue, Item, Mention


def lines(archive: Archive, what: str) -> Iterator[str]:
    """The export named `archive`, `events` or `relations`, one JSON text a line."""
    rows = {"archive": issues, "events": events, "relations": relations}[what](archive)
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def issues(archive: Archive) -> Iterator[dict[str, Any]]:
    """Each issue with its items, mentions and dates."""
    for issue in archive.ask.issues():
        yield issue_as_dict(archive, archive.ask.issue(issue.id))


def interval_as_dict(when: Interval) -> dict[str, str | None]:
    """An interval; open ends are null."""
    return {
        "edtf": when.edtf,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
    }


def issue_as_dict(archive: Archive, issue: Issue) -> dict[str, Any]:
    """An issue in the export's shape."""
    return {
        "issue": issue.id,
        "series": issue.series,
        "volume": issue.volume,
        "number": issue.number,
        "title": issue.title,
        "published": interval_as_dict(issue.published.when)
        | {"basis": issue.published.basis, "evidence": list(issue.published.evidence)},
        "sources": [
            {"sha256": one.sha256, "media_type": one.media_type, "name": one.name, "url": one.url}
            for one in issue.originals
        ],
        "items": [item_as_dict(archive, item) for item in issue.items],
    }


def item_as_dict(archive: Archive, item: Item) -> dict[str, Any]:
    """An item with its mentions and dates in order of field and place."""
    return {
        "position": item.position,
        "headline": item.headline,
        "body": item.body,
        "mentions": [mention_as_dict(archive, one) for one in item.mentions],
        "dates": [
            {"field": one.field, "start": one.start, "end": one.end, "text": one.text} | interval_as_dict(one.when)
            for one in item.dates
        ],
    }


def mention_as_dict(archive: Archive, mention: Mention) -> dict[str, Any]:
    """A mention; a linked one with its entity's name and aliases, another with the reason why not."""
    entity = archive.knowledge.entities[mention.entity] if mention.entity else None
    return {
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "entity": mention.entity,
        "name": entity.name if entity else None,
        "kind": mention.kind,
        "aliases": [alias.text for alias in entity.aliases] if entity else [],
        "method": mention.method,
        "confidence": mention.confidence,
        "reason": mention.reason,
    }


def events(archive: Archive) -> Iterator[dict[str, Any]]:
    """Each event with its participants and the sentence it stands on."""
    for issue, position, event in archive.ask.events():
        yield {
            "item": f"{issue}#{position}",
            **interval_as_dict(event.when),
            "words": event.words,
            "participants": list(event.participants),
            "evidence": {"field": event.evidence.field, "start": event.evidence.start, "end": event.evidence.end},
        }


def relations(archive: Archive) -> Iterator[dict[str, Any]]:
    """Each typed relation with its evidence, then each pair mentioned together with its sentences."""
    for issue, position, relation in archive.ask.relations():
        yield {
            "kind": relation.kind,
            "subject": relation.subject,
            "object": relation.object,
            **interval_as_dict(relation.when),
            "evidence": [
                {"item": f"{issue}#{position}", "field": relation.evidence.field, "start": relation.evidence.start}
            ],
        }
    for subject, other, _ in sorted(archive.ask.together()):
        sentences = archive.ask.sharing(subject, other)
        yield {
            "kind": "mentioned_together",
            "subject": subject,
            "object": other,
            "evidence": [
                {"item": f"{issue}#{position}", "field": field, "start": start}
                for issue, position, field, start in sentences
            ],
        }
