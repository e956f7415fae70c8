"""What there is and may have been meant, where a name or an address leads nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from archive import Archive
from archive.model import Issue
from archive.reference import Entity
from archive.search.alike import alike
from archive.search.names import form_key

CUTOFF = 0.75
"""How like a suggestion must be: "kishy" is 0.8 like "kishi", "nonsense" 0.6 like "nippon yusen"."""
MOST = 4
"""Suggestions that a glance takes in."""
BESIDE = 2
"""Issues suggested on either side of a number."""


def near_entities(archive: Archive, asked: str) -> list[Entity]:
    """The entities whose id or a name looks like what was asked, the likest first."""
    called = archive.searcher.names.spellings
    found = alike(form_key(asked), called, MOST, CUTOFF)
    ids = dict.fromkeys(id for text in found for id in called[text])
    return [archive.knowledge.entities[id] for id in ids][:MOST]


def near_issues(issues: Iterable[Issue], volume: int, number: int) -> list[Issue]:
    """The issues on either side of a number that is not there, in order."""
    numbered = {(one.volume, one.number): one for one in issues if one.volume is not None and one.number is not None}
    ordered = sorted(numbered)
    at = bisect_left(ordered, (volume, number))
    return [numbered[key] for key in ordered[max(0, at - BESIDE) : at + BESIDE]]


def bases_called(town: Entity, archive: Archive) -> list[Entity]:
    """The bases that lie in a town and have its name in theirs: Kanoya Air Base in Kanoya."""
    if town.kind != "place":
        return []
    there = (one for one in archive.knowledge.entities.values() if one.kind == "base")
    return [one for one in there if one.facts.get("place") == town.id and town.name in one.name.split()]
