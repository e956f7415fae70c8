"""`digest knowledge`: see whether the reference data is good, and what it says of one name."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from difflib import get_close_matches
from typing import Any

import click

from archive import Archive
from archive.errors import BadReferenceData, NotFound
from archive.model import KINDS, Interval
from archive.reading.knowledge import Knowledge
from archive.reading.knowledge.checking import Outlines
from archive.reading.knowledge.checking import check as problems
from archive.reference import Entity, Gap, Tenure
from importers.commands import Talk, command


def register(group: click.Group) -> None:
    """Add this module's commands."""
    knowledge = click.Group(
        "knowledge",
        help="Check the reference data, and show its records.\n\nExample: digest knowledge show mcas-futenma",
    )
    command(knowledge)(check)
    command(knowledge)(show)
    group.add_command(knowledge)


def check(archive: Archive, talk: Talk) -> None:
    """Check all of data/knowledge: references, one holder at a time, gaps explained, coordinates, sources.

    Example: digest knowledge check
    """
    known, counts = archive.reference, Counter[str]()
    found = problems(known, _outlines(archive), date.today())
    for problem in found:
        talk.result(problem, {"problem": problem})
    for entity in known.entities.values():
        counts[entity.kind] += 1
    tenures = sum(map(len, known.tenures_by_person.values()))
    problems_ = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    listed = ", ".join(f"{counts[kind]} {kind}s" for kind in KINDS)
    talk.result(
        f"{problems_} in {listed}, {tenures} tenures, {len(known.citations)} sources.",
        {"problems": len(found), **counts, "tenures": tenures, "sources": len(known.citations)},
    )
    if found:
        sys.exit(1)


@click.argument("id")
def show(archive: Archive, talk: Talk, id: str) -> None:
    """Print a record with everything that hangs on it, and the pages it was looked up on.

    Example: digest knowledge show nobuo-kishi
    """
    known = archive.knowledge
    entity = known.entities.get(known.redirects.get(id, id))
    if entity is None:
        near = ", ".join(get_close_matches(id, known.entities, cutoff=0.5))
        raise NotFound(id, "there is no such record.", f"Near it: {near}." if near else "The page of names lists all.")
    held = known.tenures_by_person.get(entity.id, ()) + known.tenures_by_office.get(entity.id, ())
    sources = dict.fromkeys([*entity.sources, *(one.source for one in held if one.source)])
    cited = [known.citations[source] for source in sources]
    lines = [f"{entity.name} ({entity.kind}, {entity.id})"]
    for label, value in _facts(entity).items():
        lines.append(f"  {label}: {value}")
    lines += [f"  {_tenure(one, known, entity)}" for one in held]
    lines += [f"  source: {one.title}, {one.url} (seen {one.seen})" for one in cited]
    talk.result(
        "\n".join(lines),
        {
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            **_facts(entity),
            "tenures": [_tenure(one, known, entity) for one in held],
            "sources": [{"title": one.title, "url": one.url, "seen": one.seen.isoformat()} for one in cited],
        },
    )


def _facts(entity: Entity) -> dict[str, str]:
    """What the record says, in words, empty facts left out."""
    aliases = "; ".join(one.text + (" (with a cue)" if one.ambiguous else "") for one in entity.aliases)
    plain = {"about": entity.about, "native": entity.native, "country": entity.country or "", "aliases": aliases}
    return {key: value for key, value in plain.items() if value} | {
        key.replace("_", " "): _said(fact) for key, fact in entity.facts.items()
    }


def _said(fact: object) -> str:
    match fact:
        case Interval(edtf=edtf):
            return edtf
        case Gap(start=start, end=end, why=why):
            return f"{start.edtf} to {end.edtf if end else 'now'}: {why}"
        case tuple():
            return "; ".join(map(_said, fact))
        case bool():
            return "yes" if fact else "no"
    return str(fact)


def _tenure(tenure: Tenure, known: Knowledge, entity: Entity) -> str:
    other = tenure.office if tenure.person == entity.id else tenure.person
    acting = "acting " if tenure.acting else ""
    return f"{acting}{known.entities[other].name}: {tenure.start.edtf} to {tenure.end.edtf if tenure.end else 'now'}"


def _outlines(archive: Archive) -> Outlines:
    path = archive.data / "geo" / "outlines.json"
    try:
        found: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadReferenceData(
            str(path), f"cannot be read ({error}).", "See data/README.md for how it is made."
        ) from error
    return {str(country): rings for country, rings in found.items()}
