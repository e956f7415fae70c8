"""Offices in a query: items are found by persons, so an office is answered with who held it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.reading.knowledge import Knowledge
from archive.reference import Tenure

MOST_NAMED = 6
"""Holders, or offices, that a message names: for most offices ten years and more."""


def holders(knowledge: Knowledge, asked: str, offices: Sequence[str]) -> str:
    """Who held an office, the latest first, or who holds each of several; ready to be written into a query."""
    if len(offices) > 1:
        last = [(office, held[-1]) for office in offices if (held := knowledge.tenures_by_office.get(office))]
        named = [
            f"leader:{tenure.person} ({knowledge.entities[office].name}, {_years([tenure])})"
            for office, tenure in last[:MOST_NAMED]
        ]
        return f"“{asked}” is a title of several offices; the last holders: {', '.join(named)}."
    by_person: dict[str, list[Tenure]] = {}
    for tenure in reversed(knowledge.tenures_by_office.get(offices[0], ())):
        by_person.setdefault(tenure.person, []).insert(0, tenure)
    named = [f"leader:{person} ({_years(held)})" for person, held in by_person.items()]
    rest = f" and {len(named) - MOST_NAMED} before" if len(named) > MOST_NAMED else ""
    name = knowledge.entities[offices[0]].name
    return f"{name} is an office; its holders: {', '.join(named[:MOST_NAMED]) or 'none is known'}{rest}."


def by_mentions(knowledge: Knowledge, offices: Sequence[str], items: Mapping[str, int]) -> list[str]:
    """Offices by how often those who held them are mentioned, most often first."""

    def mentions(office: str) -> int:
        return sum(
            items.get(person, 0) for person in {one.person for one in knowledge.tenures_by_office.get(office, ())}
        )

    return sorted(offices, key=lambda office: (-mentions(office), office))


def _years(tenures: Sequence[Tenure]) -> str:
    """ "2020 to 2022", "since 2025", "2006 to 2007, 2012 to 2020"."""
    said = []
    for tenure in tenures:
        begun = tenure.start.edtf[:4]
        ended = tenure.end.edtf[:4] if tenure.end else ""
        said.append(begun if begun == ended else f"{begun} to {ended}" if ended else f"since {begun}")
    return ", ".join(said)
