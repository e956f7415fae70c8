"""The archive as harvesters see it: every item a record with a datestamp, in sets by series and by volume."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from archive import Archive
from archive.cite.work import Work
from archive.store.moments import EPOCH, Changed, Moments
from web.addresses import absolute, issue_url, item_page
from web.harvest.asking import Refused, Wanted
from web.harvest.dublin import metadata
from web.telling import NAMESPACE, publication, stamp
from web.xmltext import add, element

BEFORE = f"oai:{NAMESPACE}:"
"""What identifiers begin with; an item's place follows, `us-japan-alliance-digest/1.2/3`."""


class Key(NamedTuple):
    """A record: its issue with the datestamp that all of its records have, and its position in it."""

    change: Changed
    position: int


@dataclass(frozen=True, slots=True)
class Repository:
    """The archive, its times, and where harvesters ask; `sample` says that its text is sample text."""

    archive: Archive
    moments: Moments
    address: str
    sample: bool

    @property
    def earliest(self) -> datetime:
        """The lower limit of all datestamps."""
        changes = self.moments.changes()
        return changes[0].at if changes else EPOCH

    def sets(self) -> dict[str, str]:
        """Every set that has records, by setSpec, with its name; what stands above others first."""
        changes = self.moments.changes()
        titles = {one.id: one.title for one in self.archive.series}
        series = {one.series for one in changes}
        volumes = {one.volume for one in changes if one.volume is not None}
        found = {"series": "By series"} if series else {}
        found |= {f"series:{id}": titles.get(id, id) for id in sorted(series)}
        found |= {"volume": "Numbered issues, by volume"} if volumes else {}
        return found | {f"volume:{number}": f"Volume {number}" for number in sorted(volumes)}

    def stretches(
        self, wanted: Wanted, after: tuple[datetime, str, int] | None = None
    ) -> Iterator[tuple[Changed, int]]:
        """The issues whose records are wanted, by datestamp and id, from a record on that was given out already; each
        with how many of its records were given out."""
        changes = self.moments.changes()
        begin = after[:2] if after else (wanted.since or EPOCH, "")
        for at in range(bisect_left(changes, begin, key=lambda one: (one.at, one.issue)), len(changes)):
            change = changes[at]
            if wanted.until and change.at > wanted.until:
                return
            if wanted.set is None or wanted.set in _sets(change):
                given = after[2] if after and after[:2] == (change.at, change.issue) else 0
                if given < change.items:
                    yield change, given

    def find(self, identifier: str) -> tuple[Changed, int | None]:
        """The record of an identifier; an issue's own has no position.

        :raises Refused: idDoesNotExist
        """
        series, number, position, *more = (*identifier.removeprefix(BEFORE).split("/"), "", "")
        change = next((one for one in self.moments.changes() if one.issue == f"{series}/{number}"), None)
        if change and identifier.startswith(BEFORE) and not any(more):
            if identifier == f"{BEFORE}{change.issue}":
                return change, None
            if position in {str(one) for one in range(1, change.items + 1)}:
                return change, int(position)
        raise Refused("idDoesNotExist", f"There is no record “{identifier}” here; ListIdentifiers names them all.")

    def records(self, keys: Sequence[Key]) -> list[Element]:
        """Whole records; one that went away since it was listed is left out."""
        archive, known = self.archive, self.archive.knowledge.entities
        items = archive.ask.items((key.change.issue, key.position) for key in keys)
        issues = archive.ask.headings({key.change.issue for key in keys})
        found = []
        for key in keys:
            item, issue = items.get((key.change.issue, key.position)), issues.get(key.change.issue)
            if item and issue:
                series = publication(archive, issue.series)
                work = Work(issue, series, absolute(item_page(item.id)), item, self.sample)
                record = element("record")
                record.append(header(key))
                add(record, "metadata").append(metadata(work, absolute(issue_url(issue.id)), known))
                found.append(record)
        return found


def header(key: Key) -> Element:
    """Identifier, datestamp and sets of a record; the sets above these are implied."""
    made = element("header")
    add(made, "identifier", f"{BEFORE}{key.change.issue}/{key.position}")
    add(made, "datestamp", stamp(key.change.at))
    for spec in _sets(key.change):
        if ":" in spec:
            add(made, "setSpec", spec)
    return made


def _sets(change: Changed) -> list[str]:
    """The sets that the records of an issue are in."""
    found = ["series", f"series:{change.series}"]
    return found if change.volume is None else [*found, "volume", f"volume:{change.volume}"]
