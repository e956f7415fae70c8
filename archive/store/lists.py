"""The catalog's lists, page by page: issues, items, and what was read in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from sqlalchemy import ColumnElement, FromClause, Row, exists, func, or_, select, tuple_

from archive.model import Event, Field, Mention, Relation, Sentence
from archive.store import tables
from archive.store.catalog import Catalog
from archive.store.derived import slices
from archive.store.paging import Noun, Page, Place, Where, Within, page
from archive.store.questions import SPAN_ORDER
from archive.store.rows import interval_of

Order = Callable[[Row[Any]], Any]
Key = tuple[str, int]
"""An item: its issue and position."""


@dataclass(frozen=True, slots=True)
class Told(Generic[Noun]):
    """A mention, event or relation with the item and field it stands in, and the start of its sentence."""

    item: Key
    field: Field
    sentence: int
    noun: Noun


class Lists:
    """Ask the catalog for a page of a list."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def issues(self, within: Within, after: Place | None, limit: int) -> Page[str]:
        """The ids of issues; the days are those of publication."""
        rows = tables.issue.alias("row")
        where = within.on_issues() + within.on_days(tables.issue)
        found = self._page(rows, rows.c.id, where, [], lambda row: (), after, limit)
        return Page(tuple(row.id for row in found.rows), found.end)

    def items(self, within: Within, after: Place | None, limit: int) -> Page[Key]:
        """Items, by issue and position; of an entity those that mention it. The days are those of publication."""
        item, mention, where = tables.item.c, tables.mention.c, Where()
        if within.entity:
            same = (mention.issue == item.issue, mention.position == item.position)
            where.append(exists().where(mention.entity == within.entity, *same))
        on_issues = within.on_issues() + within.on_days(tables.issue) + _mentioning(within.entity)
        found = self._page(tables.item, item.issue, on_issues, where, lambda row: row.position, after, limit)
        return Page(tuple((row.issue, row.position) for row in found.rows), found.end)

    def mentions(
        self,
        within: Within,
        after: Place | None,
        limit: int,
        kind: str | None = None,
        method: str | None = None,
        linked: bool | None = None,
    ) -> Page[Told[Mention]]:
        """Mentions; `linked` false are names that were found but not linked. The days are those of publication."""
        columns = tables.mention.c
        where = _equal(tables.mention, entity=within.entity, kind=kind, method=method)
        where += [] if linked is None else [columns.entity.is_not(None) if linked else columns.entity.is_(None)]
        on_issues = within.on_issues() + within.on_days(tables.issue)
        found = self._page(tables.mention, columns.issue, on_issues, where, _in_text, after, limit)
        told = (Told((row.issue, row.position), row.field, row.sentence, _mention(row)) for row in found.rows)
        return Page(tuple(told), found.end)

    def events(self, within: Within, after: Place | None, limit: int) -> Page[Told[Event]]:
        """Events in the order in which they are told; the days are the event's."""
        columns, mention = tables.event.c, tables.mention.c
        where = within.on_days(tables.event)
        if within.entity:  # who takes part is who the sentence mentions
            same = [mention[name] == columns[name] for name in ("issue", "position", "field")]
            where.append(exists().where(mention.entity == within.entity, *same, mention.sentence == columns.start))
        on_issues = within.on_issues() + _mentioning(within.entity)
        order: Order = lambda row: (*_in_text(row), row.edtf, row.id)  # noqa: E731
        found = self._page(tables.event, columns.issue, on_issues, where, order, after, limit)
        return Page(tuple(_told(row, _event(row)) for row in found.rows), found.end)

    def relations(
        self,
        within: Within,
        after: Place | None,
        limit: int,
        kind: str | None = None,
        subject: str | None = None,
        object: str | None = None,
    ) -> Page[Told[Relation]]:
        """Typed relations; the days are those at which they held."""
        columns = tables.relation.c
        where = within.on_days(tables.relation) + _equal(tables.relation, kind=kind, subject=subject, object=object)
        where += [or_(columns.subject == within.entity, columns.object == within.entity)] if within.entity else []
        order: Order = lambda row: (*_in_text(row), row.kind, row.subject, row.object)  # noqa: E731
        found = self._page(tables.relation, columns.issue, within.on_issues(), where, order, after, limit)
        return Page(tuple(_told(row, _relation(row)) for row in found.rows), found.end)

    # --- beside the pages ------------------------------------------------------------------------------

    def headlines(self, issues: Sequence[str]) -> dict[str, list[str]]:
        """The headlines of some issues, in order."""
        columns, found = tables.item.c, dict[str, list[str]]()
        query = select(columns.issue, columns.headline).where(columns.issue.in_(issues))
        with self.catalog.reading() as db:
            for row in db.execute(query.order_by(columns.issue, columns.position)):
                found.setdefault(row.issue, []).append(row.headline)
        return found

    def texts(self, items: Iterable[Key]) -> dict[Key, tuple[str, str]]:
        """Headline and body of some items."""
        columns, found = tables.item.c, dict[Key, tuple[str, str]]()
        with self.catalog.reading() as db:
            for part in slices(sorted(set(items))):
                named = columns.issue.in_({issue for issue, _ in part})  # or SQLite reads the whole table
                query = select(columns.issue, columns.position, columns.headline, columns.body)
                for row in db.execute(query.where(named, tuple_(columns.issue, columns.position).in_(part))):
                    found[row.issue, row.position] = row.headline, row.body
        return found

    def counts(self, entities: Sequence[str]) -> dict[str, tuple[int, int]]:
        """How many mentions and how many items some entities have; those without any are left out."""
        columns, found = tables.mention.c, dict[str, tuple[int, int]]()
        with self.catalog.reading() as db:
            for part in slices(entities):
                each = (
                    select(columns.entity, func.count().label("mentions"))
                    .where(columns.entity.in_(part))
                    .group_by(columns.entity, columns.issue, columns.position)
                    .subquery()
                )
                query = select(each.c.entity, func.sum(each.c.mentions), func.count()).group_by(each.c.entity)
                found |= {row[0]: (row[1], row[2]) for row in db.execute(query)}
        return found

    def mentioned(self) -> set[str]:
        """Every entity that is mentioned: one look into the index for each, however often it is."""
        columns, other = tables.mention.c, tables.mention.alias("other").c
        one = select(func.min(columns.entity).label("entity")).cte("one", recursive=True)
        beyond = select(func.min(other.entity)).where(other.entity > one.c.entity).scalar_subquery()
        every = one.union_all(select(beyond).where(one.c.entity.is_not(None)))
        with self.catalog.reading() as db:
            return set(db.scalars(select(every.c.entity).where(every.c.entity.is_not(None))))

    def _page(
        self,
        table: FromClause,
        issue: ColumnElement[str],
        on_issues: Where,
        on_rows: Where,
        order: Order,
        after: Place | None,
        limit: int,
    ) -> Page[Row[Any]]:
        with self.catalog.reading() as db:
            return page(db, table, issue, on_issues, on_rows, order, after, limit)


def _mentioning(entity: str | None) -> Where:
    """That an issue mentions an entity; the index on mentions knows it at once, before any row is looked at."""
    mention = tables.mention.c
    return [exists().where(mention.entity == entity, mention.issue == tables.issue.c.id)] if entity else []


def _equal(table: Any, **wanted: str | None) -> Where:
    """That columns have the values that are asked for."""
    return [table.c[name] == value for name, value in wanted.items() if value is not None]


def _in_text(row: Row[Any]) -> tuple[int, int, int]:
    return row.position, SPAN_ORDER[row.field], row.start


def _told(row: Row[Any], noun: Noun) -> Told[Noun]:
    return Told((row.issue, row.position), row.field, row.start, noun)


def _mention(row: Row[Any]) -> Mention:
    why = (row.entity, row.kind, row.method, row.confidence, row.reason)
    return Mention(row.field, row.start, row.end, row.text, *why)


def _event(row: Row[Any]) -> Event:
    evidence = Sentence(row.field, row.start, row.end)
    return Event(interval_of(row), row.words, tuple(row.participants), evidence)


def _relation(row: Row[Any]) -> Relation:
    return Relation(row.kind, row.subject, row.object, interval_of(row), Sentence(row.field, row.start, row.end))
