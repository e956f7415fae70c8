"""When what is shown was taken in, and when it last changed, as far as the catalog knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, func, select, tuple_

from archive.store import tables
from archive.store.catalog import Catalog
from archive.store.derived import slices

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""What stands for a time that nobody noted: a guaranteed lower limit of every other."""

REVISED = "revised "
"""Before the number of a revision: the key in the catalog's state of the time when that revision was derived."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The records of an issue, one for each of its items (numbered from 1): when any of them last changed."""

    at: datetime
    issue: str
    series: str
    volume: int | None
    items: int


class Moments:
    """Times to the second, each with its zone."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._changes: tuple[int, tuple[Changed, ...]] = (-1, ())

    def taken_in(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], datetime]:
        """When the original that an item's text came from was first handed in, by (issue, position).

        It stays the same as long as the text does, whatever else is derived anew. An item whose original came in a
        batch that bears no time is left out.
        """
        item, receipt = tables.item.c, tables.receipt.c
        found: dict[tuple[str, int], datetime] = {}
        for part in slices(keys):
            query = (
                select(item.issue, item.position, func.min(receipt.batch).label("batch"))
                .join_from(tables.item, tables.receipt, item.source == receipt.sha256)
                .where(and_(item.issue.in_({issue for issue, _ in part}), tuple_(item.issue, item.position).in_(part)))
                .group_by(item.issue, item.position)
            )
            with self.catalog.reading() as db:
                rows = list(db.execute(query))
            found |= {(row.issue, row.position): at for row in rows if (at := moment(row.batch))}
        return found

    def changes(self) -> tuple[Changed, ...]:
        """Every issue by the time when it last changed, then by id; kept until the catalog's revision is another.

        An issue changes with every derivation that writes it anew, because of its text, its date or the names in
        it. Where the time of that derivation is not on record, the time when the last of its originals was handed in
        stands for it.
        """
        revision = self.catalog.revision()
        if self._changes[0] != revision:
            self._changes = revision, self._read()
        return self._changes[1]

    def last(self) -> datetime:
        """When anything was last derived, or where that is not on record handed in; `EPOCH` in an empty archive."""
        derived = moment(self.catalog.state(f"{REVISED}{self.catalog.revision()}"))
        if derived:
            return derived
        with self.catalog.reading() as db:
            return moment(db.scalar(select(func.max(tables.receipt.c.batch)))) or EPOCH

    def newest(self, start: int, count: int) -> tuple[list[str], int]:
        """The ids of the issues from a place (from 0) on, the newest published first; and how many issues there are."""
        columns = tables.issue.c
        order = columns.earliest.desc().nulls_last(), columns.latest.desc(), columns.id.desc()
        with self.catalog.reading() as db:
            total = db.scalar(select(func.count()).select_from(tables.issue))
            return list(db.scalars(select(columns.id).order_by(*order).offset(start).limit(count))), int(total or 0)

    def _read(self) -> tuple[Changed, ...]:
        receipt, item, draft, issue, state = (
            one.c for one in (tables.receipt, tables.item, tables.draft, tables.issue, tables.state)
        )
        handed_in = select(receipt.sha256, func.min(receipt.batch).label("batch")).group_by(receipt.sha256).subquery()
        originals = (
            select(draft.issue, func.max(handed_in.c.batch).label("batch"))
            .join_from(tables.draft, handed_in, draft.sha256 == handed_in.c.sha256)
            .group_by(draft.issue)
        )
        held = select(item.issue, func.count()).group_by(item.issue)
        noted = select(state.key, state.value).where(state.key.startswith(REVISED))
        with self.catalog.reading() as db:
            derived = {int(row.key.removeprefix(REVISED)): moment(row.value) for row in db.execute(noted)}
            batches = {row.issue: row.batch for row in db.execute(originals)}
            items = {row[0]: row[1] for row in db.execute(held)}
            rows = list(db.execute(select(issue.id, issue.series, issue.volume, issue.revision)))
        found = []
        for row in rows:
            at = derived.get(row.revision) or moment(batches.get(row.id)) or EPOCH
            found.append(Changed(at, row.id, row.series, row.volume, items.get(row.id, 0)))
        return tuple(sorted(found, key=lambda one: (one.at, one.issue)))


def moment(text: str | None) -> datetime | None:
    """A time as it is kept in the catalog (`2026-11-23T15:37:23+00:00`), None for what is none."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).replace(microsecond=0)
