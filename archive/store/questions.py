"""The catalog's answers: each question is one method, most with one statement. Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, Table, and_, cast, func, select, tuple_

from archive.errors import NotFound
from archive.model import DateMention, Draft, Event, Issue, Item, Mention, Original, Published, Relation, Sentence
from archive.store import tables
from archive.store.catalog import Catalog
from archive.store.derived import Derived, slices
from archive.store.rows import interval_of, links_from_list

SPAN_ORDER = {"headline": 0, "body": 1}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What the index needs of an item: its text, and the days and entities that filters ask for."""

    item: Item
    published: Published
    told: tuple[DateMention, ...]
    entities: frozenset[str]


class Questions:
    """Ask the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def _all(self, query: Select[Any]) -> list[Row[Any]]:
        with self.catalog.reading() as db:
            return list(db.execute(query))

    # --- issues and items --------------------------------------------------------------------------

    def issues(self, series: str | None = None) -> list[Issue]:
        """Every issue without its items, in order of series, volume and number; unnumbered ones last."""
        columns = tables.issue.c
        query = select(tables.issue).order_by(
            columns.series, columns.volume.is_(None), columns.volume, columns.number, columns.id
        )
        return [_issue(row) for row in self._all(query.where(columns.series == series) if series else query)]

    def issue(self, id: str) -> Issue:
        """An issue with its originals, its items and everything read in them.

        :raises NotFound: there is none of that id
        """
        rows = self._all(select(tables.issue).where(tables.issue.c.id == id))
        if not rows:
            raise NotFound(id, "no such issue is in the archive.", "The list of issues shows what there is.")
        positions = self._all(select(tables.item.c.position).where(tables.item.c.issue == id))
        items = self.items((id, row.position) for row in positions)
        return _issue(rows[0], self.originals(id), tuple(items[key] for key in sorted(items)))

    def headings(self, ids: Iterable[str]) -> dict[str, Issue]:
        """The issues of these ids without originals and items; unknown ids are left out."""
        found: dict[str, Issue] = {}
        for part in slices(ids):
            found |= {row.id: _issue(row) for row in self._all(select(tables.issue).where(tables.issue.c.id.in_(part)))}
        return found

    def originals(self, issue: str) -> tuple[Original, ...]:
        """The originals of an issue, best form first; name and address are the smallest of all receipts."""
        receipt, reading, draft = tables.receipt.c, tables.reading.c, tables.draft.c
        query = (
            select(
                draft.sha256,
                reading.media_type,
                reading.reader,
                reading.version,
                reading.drafts,
                func.min(receipt.name).label("name"),
                func.min(func.nullif(receipt.url, "")).label("url"),
            )
            .join_from(tables.draft, tables.reading, draft.sha256 == reading.sha256)
            .join(tables.receipt, receipt.sha256 == draft.sha256)
            .where(draft.issue == issue)
            .group_by(draft.sha256)
            .order_by(draft.sha256)
        )
        return tuple(
            Original(row.sha256, row.media_type, row.name, row.url, row.drafts[0]["form"], row.reader, row.version)
            for row in self._all(query)
        )

    def issues_from(self, sha256: str) -> list[str]:
        """The issues that an original is part of."""
        draft = tables.draft.c
        return [row.issue for row in self._all(select(draft.issue).where(draft.sha256 == sha256).order_by("position"))]

    def as_received(self, sha256: str) -> tuple[list[Draft], list[tuple[str, str, str]]]:
        """What an original's reading holds, and its receipts as (name, address, retrieved)."""
        with self.catalog.reading() as db:
            desk = Derived(db)
            return desk.drafts_of([sha256]).get(sha256, []), desk.receipts_of([sha256]).get(sha256, [])

    def numbered_by_now(self, id: str) -> str | None:
        """The issue that one of a provisional id (`…/x-0a1b2c3d`, `…/x-0a1b2c3d-2`) is now; None if it is still that.

        The id has the first digits of its original's SHA-256, and its place in it from 2 on.
        """
        series, _, number = id.partition("/x-")
        digits, _, place = number.partition("-")
        draft = tables.draft.c
        query = (
            select(draft.issue)
            .where(draft.sha256.startswith(digits, autoescape=True), draft.position == int(place or 1))
            .order_by(draft.sha256)
        )
        found = [row.issue for row in self._all(query) if row.issue and row.issue.startswith(f"{series}/")]
        return found[0] if found and id not in found else None

    def items(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Item]:
        """Items by (issue, position) with their mentions and dates; unknown keys are left out."""
        found: dict[tuple[str, int], Item] = {}
        for part in slices(keys):
            mentions = self._spans(tables.mention, part, _mention)
            dates = self._spans(tables.told, part, _date)
            for row in self._all(select(tables.item).where(_at(tables.item, part))):
                at = (row.issue, row.position)
                links = links_from_list(row.links)
                found[at] = Item(
                    *at, row.headline, row.body, links, tuple(mentions.get(at, ())), tuple(dates.get(at, ()))
                )
        return found

    def sources(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """The SHA-256 of the original that each item's text came from."""
        found: dict[tuple[str, int], str] = {}
        for part in slices(keys):
            columns = tables.item.c
            query = select(columns.issue, columns.position, columns.source).where(_at(tables.item, part))
            found |= {(row.issue, row.position): row.source for row in self._all(query)}
        return found

    def headlines(self) -> dict[str, list[str]]:
        """The headlines of every issue, in order."""
        columns = tables.item.c
        found: dict[str, list[str]] = {}
        for row in self._all(select(columns.issue, columns.headline).order_by(columns.issue, columns.position)):
            found.setdefault(row.issue, []).append(row.headline)
        return found

    def _spans(self, table: Any, keys: Sequence[tuple[str, int]], noun: Any) -> dict[tuple[str, int], list[Any]]:
        found: dict[tuple[str, int], list[Any]] = {}
        query = select(table).where(_at(table, keys))
        for row in sorted(self._all(query), key=lambda row: (SPAN_ORDER[row.field], row.start)):
            found.setdefault((row.issue, row.position), []).append(noun(row))
        return found

    # --- the index -----------------------------------------------------------------------------------

    def issue_ids(self) -> list[str]:
        """Every issue's id."""
        return [row.id for row in self._all(select(tables.issue.c.id).order_by(tables.issue.c.id))]

    def index_rows(self, after: int = -1) -> Iterator[IndexRow]:
        """The items of every issue changed after a revision, for the index."""
        columns = tables.issue.c
        issues = {
            row.id: Published(interval_of(row), row.basis)
            for row in self._all(select(tables.issue).where(columns.revision > after).order_by(columns.id))
        }
        for part in slices(issues):
            keys = self._all(select(tables.item.c.issue, tables.item.c.position).where(tables.item.c.issue.in_(part)))
            items = self.items((row.issue, row.position) for row in keys)
            for (issue, _), item in sorted(items.items()):
                linked = frozenset(one.entity for one in item.mentions if one.entity)
                yield IndexRow(item, issues[issue], item.dates, linked)

    # --- entities --------------------------------------------------------------------------------------

    def entity_counts(self) -> dict[str, tuple[int, int]]:
        """Each mentioned entity with its number of mentions and of items."""
        columns = tables.mention.c
        each = (
            select(columns.entity, func.count().label("mentions"))
            .where(columns.entity.is_not(None))
            .group_by(columns.entity, columns.issue, columns.position)
            .subquery()
        )
        query = select(each.c.entity, func.sum(each.c.mentions), func.count()).group_by(each.c.entity)
        return {row[0]: (row[1], row[2]) for row in self._all(query)}

    def mentioning(self, entity: str) -> list[tuple[str, int]]:
        """The items that mention an entity, in order of publication."""
        columns = tables.mention.c
        query = (
            select(columns.issue, columns.position)
            .join_from(tables.mention, tables.issue, columns.issue == tables.issue.c.id)
            .where(columns.entity == entity)
            .group_by(columns.issue, columns.position)
            .order_by(tables.issue.c.earliest, columns.issue, columns.position)
        )
        return [(row.issue, row.position) for row in self._all(query)]

    def together(self, entity: str | None = None) -> list[tuple[str, str, int]]:
        """Pairs of entities that share sentences, with how many; of one entity, or (smaller id first) of all."""
        if entity:
            return self._pairs(lambda one, other: (one == entity, other != entity))
        return self._pairs(lambda one, other: (one < other,))

    def _pairs(self, which: Callable[[Any, Any], tuple[Any, ...]]) -> list[tuple[str, str, int]]:
        one, other = tables.mention.alias("one").c, tables.mention.alias("other").c
        same = and_(*(one[column] == other[column] for column in ("issue", "position", "field", "sentence")))
        place = one.issue + "#" + cast(one.position, String) + one.field + cast(one.sentence, String)
        query = (
            select(one.entity, other.entity, func.count(func.distinct(place)))
            .where(same, *which(one.entity, other.entity))
            .group_by(one.entity, other.entity)
            .order_by(one.entity, other.entity)
        )
        return [(row[0], row[1], row[2]) for row in self._all(query)]

    def ties_among(self, entities: Sequence[str]) -> list[tuple[str, str, int]]:
        """The pairs (smaller id first) among a few entities that share sentences, with how many."""
        return self._pairs(lambda one, other: (one.in_(entities), other.in_(entities), one < other))

    def sharing(self, entity: str, other: str) -> list[tuple[str, int, str, int]]:
        """The sentences that mention both, as (issue, position, field, start), in order of publication."""
        one, two = tables.mention.alias("one").c, tables.mention.alias("other").c
        query = (
            select(one.issue, one.position, one.field, one.sentence)
            .where(
                one.entity == entity,
                two.entity == other,
                one.issue == two.issue,
                one.position == two.position,
                one.field == two.field,
                one.sentence == two.sentence,
                tables.issue.c.id == one.issue,
            )
            .distinct()
            .order_by(tables.issue.c.earliest, one.issue, one.position, one.field.desc(), one.sentence)
        )
        return [(row[0], row[1], row[2], row[3]) for row in self._all(query)]

    def relations(self, entity: str | None = None) -> list[tuple[str, int, Relation]]:
        """Typed relations with the item they stand in; of one entity, or all."""
        columns = tables.relation.c
        query = select(tables.relation).order_by(
            columns.issue,
            columns.position,
            columns.field.desc(),
            columns.start,
            columns.kind,
            columns.subject,
            columns.object,
        )
        if entity:
            query = query.where((columns.subject == entity) | (columns.object == entity))
        return [
            (row.issue, row.position, Relation(row.kind, row.subject, row.object, interval_of(row), _sentence(row)))
            for row in self._all(query)
        ]

    def events(self) -> list[tuple[str, int, Event]]:
        """Every event with the item it is told in, in order of telling."""
        columns = tables.event.c
        query = select(tables.event).order_by(columns.issue, columns.position, columns.start, columns.edtf)
        return [
            (row.issue, row.position, Event(interval_of(row), row.words, tuple(row.participants), _sentence(row)))
            for row in self._all(query)
        ]


def _at(table: Table, keys: Sequence[tuple[str, int]]) -> ColumnElement[bool]:
    """That a row hangs on one of the items; the issues are named besides, or SQLite reads the whole table."""
    columns = table.c
    return and_(columns.issue.in_({issue for issue, _ in keys}), tuple_(columns.issue, columns.position).in_(keys))


def _issue(row: Row[Any], originals: tuple[Original, ...] = (), items: tuple[Item, ...] = ()) -> Issue:
    published = Published(interval_of(row), row.basis, tuple(row.evidence))
    known = (row.known_by, row.known_words, row.title, row.problem)
    return Issue(row.id, row.series, row.volume, row.number, *known, published, originals, items)


def _mention(row: Row[Any]) -> Mention:
    why = (row.entity, row.kind, row.method, row.confidence, row.reason)
    return Mention(row.field, row.start, row.end, row.text, *why)


def _date(row: Row[Any]) -> DateMention:
    return DateMention(row.field, row.start, row.end, row.text, interval_of(row))


def _sentence(row: Row[Any]) -> Sentence:
    return Sentence(row.field, row.start, row.end)
