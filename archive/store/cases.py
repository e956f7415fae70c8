"""What waits for a person's eye: names that were suggested, and links that are not sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Row, select

from archive.model import Mention, Suggestion
from archive.store import tables
from archive.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Seen:
    """A suggestion or mention where it stands."""

    issue: str
    position: int
    what: Suggestion | Mention


class Cases:
    """Ask the catalog for what waits."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def suggestions(self) -> list[Seen]:
        """Every suggestion, in order of issue and place."""
        columns = tables.suggestion.c
        with self.catalog.reading() as db:
            rows = db.execute(select(tables.suggestion).order_by(columns.issue, columns.position, columns.field.desc()))
            return [
                Seen(
                    row.issue,
                    row.position,
                    Suggestion(row.field, row.start, row.end, row.text, row.name, row.kind, row.office, row.why),
                )
                for row in rows
            ]

    def doubtful(self, below: float) -> list[Seen]:
        """The program's own links with less confidence, the least sure first."""
        columns = tables.mention.c
        query = (
            select(tables.mention)
            .where(columns.entity.is_not(None), columns.confidence < below, columns.method != "judgement")
            .order_by(columns.confidence, columns.issue, columns.position, columns.field.desc(), columns.start)
        )
        with self.catalog.reading() as db:
            return list(_mentions(db.execute(query)))

    def unlinked(self) -> list[Seen]:
        """The mentions that were detected and left open by the program, with their reasons, in order."""
        columns = tables.mention.c
        query = (
            select(tables.mention)
            .where(columns.entity.is_(None), columns.method != "judgement")
            .order_by(columns.issue, columns.position, columns.field.desc(), columns.start)
        )
        with self.catalog.reading() as db:
            return list(_mentions(db.execute(query)))


def _mentions(rows: Iterable[Row[tuple[object, ...]]]) -> Iterable[Seen]:
    for row in rows:
        said = (row.field, row.start, row.end, row.text, row.entity, row.kind, row.method, row.confidence, row.reason)
        yield Seen(row.issue, row.position, Mention(*said))
