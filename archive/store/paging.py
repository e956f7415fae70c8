"""Pages of a list, each asked of the catalog alone, from the place where the last one ended.

Everything stands in the order of the issues (series, volume, number; unnumbered ones last, by id) and, within an
issue, of the text. An issue keeps its place for good, so what is added in the meantime shifts no page: it appears
where it belongs if that lies ahead, and not at all if it lies behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Table, exists, literal, or_, select, tuple_

from archive.store import tables

FIRST_SLICE, LONGEST_SLICE = 8, 256
"""Issues looked into at a time: few at first, as most hold several rows; then twice as many, for rows that are rare."""

Noun = TypeVar("Noun")
Where = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: after so many rows of an issue."""

    issue: str
    rows: int


@dataclass(frozen=True, slots=True)
class Page(Generic[Noun]):
    """Some rows, and the place to go on from; None where there is no more."""

    rows: tuple[Noun, ...]
    end: Place | None


@dataclass(frozen=True, slots=True)
class Within:
    """What a list is narrowed to: issues of a series, a volume, of one id, with days that possibly fit.

    `entity` must be mentioned, or take part.
    """

    series: str | None = None
    volume: int | None = None
    issue: str | None = None
    entity: str | None = None
    first: date | None = None
    last: date | None = None

    def on_issues(self) -> Where:
        """The conditions on the issue, its days left out."""
        issue = tables.issue.c
        where: Where = [] if self.series is None else [issue.series == self.series]
        where += [] if self.volume is None else [issue.volume == self.volume]
        return where + ([] if self.issue is None else [issue.id == self.issue])

    def on_days(self, table: Table) -> Where:
        """That the interval of a row may share a day with the days asked for; open ends reach for ever."""
        columns, where = table.c, Where()
        if self.first:
            where.append(or_(columns.latest.is_(None), columns.latest >= self.first.isoformat()))
        if self.last:
            where.append(or_(columns.earliest.is_(None), columns.earliest <= self.last.isoformat()))
        return where


def page(
    db: Connection,
    table: FromClause,
    issue: ColumnElement[str],
    on_issues: Where,
    on_rows: Where,
    order: Callable[[Row[Any]], Any],
    after: Place | None,
    limit: int,
) -> Page[Row[Any]]:
    """The next rows of a table whose column `issue` names their issue; `order` sorts the rows of one issue."""
    there = exists().select_from(table).where(issue == tables.issue.c.id, *on_rows).correlate(tables.issue)
    found: list[tuple[Row[Any], Place]] = []
    for ids in _issues(db, [*on_issues, there], after.issue if after else None):
        by_issue: dict[str, list[Row[Any]]] = {id: [] for id in ids}
        for row in db.execute(select(table, issue.label("of")).where(issue.in_(ids), *on_rows)):
            by_issue[row.of].append(row)
        for id, rows in by_issue.items():
            passed = after.rows if after and id == after.issue else 0
            numbered = list(enumerate(sorted(rows, key=order), 1))[passed:]
            found += [(row, Place(id, number)) for number, row in numbered]
        if len(found) > limit:
            break
    end = found[limit - 1][1] if len(found) > limit else None
    return Page(tuple(row for row, _ in found[:limit]), end)


def numbering(issue: str) -> tuple[str, int, int] | None:
    """Series, volume and number of an issue from its id; None of an unnumbered one."""
    series, _, number = issue.partition("/")
    volume, _, number = number.partition(".")
    return (series, int(volume), int(number)) if number else None


def _issues(db: Connection, where: Where, start: str | None) -> Iterator[list[str]]:
    """The ids of issues in order from one on, that one included, in slices."""
    columns = tables.issue.c
    numbered = start is None or numbering(start) is not None
    if numbered:
        in_order = tuple_(columns.series, columns.volume, columns.number)
        at = numbering(start) if start else None
        first = in_order >= tuple_(*map(literal, at)) if at else columns.volume.is_not(None)
        yield from _slices(db, [*where, columns.volume.is_not(None)], in_order, first)
    first = columns.id >= start if start and not numbered else columns.volume.is_(None)
    yield from _slices(db, [*where, columns.volume.is_(None)], tuple_(columns.id), first)


def _slices(db: Connection, where: Where, order: Any, beyond: ColumnElement[bool]) -> Iterator[list[str]]:
    size = FIRST_SLICE
    while True:
        query = select(tables.issue.c.id, *order.clauses).where(*where, beyond).order_by(*order.clauses).limit(size)
        rows = list(db.execute(query))
        if rows:
            yield [row[0] for row in rows]
        if len(rows) < size:
            return
        beyond = order > tuple_(*map(literal, rows[-1][1:]))
        size = min(2 * size, LONGEST_SLICE)
