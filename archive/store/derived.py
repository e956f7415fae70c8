"""Writing what is derived: which draft belongs to which issue, and everything read in an issue.

Everything happens inside the caller's transaction; `archive/deriving.py` decides what to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.curation.standing import Ruling
from archive.model import Draft, DraftItem, Item, Published
from archive.reading.identity import Candidate, enough_shared
from archive.store import tables
from archive.store.rows import draft_from_dict, interval_columns, interval_of, links_as_list, links_from_list

AT_ONCE = 400
"""Values bound in one statement; SQLite allows 32,766, a plan with so few stays cheap."""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue's own line: what identity and the first dating pass found."""

    id: str
    series: str
    volume: int | None
    number: int | None
    known_by: str | None
    known_words: str | None
    title: str
    problem: str | None
    dating: dict[str, Any]


def slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in lists short enough for one statement."""
    rest = iter(values)
    while part := list(islice(rest, AT_ONCE)):
        yield part


class Derived:
    """A desk to write at, inside one transaction of the catalog."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def set_state(self, key: str, value: str) -> None:
        """Keep a value beside the data."""
        row = upsert(tables.state).values(key=key, value=value)
        self.db.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def empty(self) -> None:
        """Throw away everything derived."""
        for table in tables.DERIVED:
            self.db.execute(delete(table))

    def all_read(self) -> list[str]:
        """Every original that has a reading."""
        return list(self.db.scalars(select(tables.reading.c.sha256).order_by("sha256")))

    def holding(self, hashes: Iterable[str]) -> dict[str, list[str]]:
        """The issues that each original is part of by now."""
        found: dict[str, list[str]] = {}
        columns = tables.draft.c
        for part in slices(sorted(set(hashes))):
            query = select(columns.sha256, columns.issue).where(columns.sha256.in_(part), columns.issue.is_not(None))
            for row in self.db.execute(query.order_by(columns.sha256, columns.position)):
                found.setdefault(row.sha256, []).append(row.issue)
        return found

    def existing(self, issues: Sequence[str]) -> list[str]:
        """Those of the issues that are on record."""
        return list(self.db.scalars(select(tables.issue.c.id).where(tables.issue.c.id.in_(issues))))

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Every item as (issue, headline, body)."""
        columns = tables.item.c
        for row in self.db.execute(select(columns.issue, columns.headline, columns.body)):
            yield row.issue, row.headline, row.body

    def issues_mentioning(self, entities: Iterable[str]) -> set[str]:
        """The issues in which one of the entities is mentioned."""
        found: set[str] = set()
        for part in slices(sorted(entities)):
            query = select(tables.mention.c.issue).where(tables.mention.c.entity.in_(part)).distinct()
            found.update(self.db.scalars(query))
        return found

    def weighed(self) -> set[str]:
        """The judgements (ids) that what is derived takes into account."""
        return set(self.db.scalars(select(tables.ruling.c.judgement)))

    def put_rulings(self, rulings: Iterable[Ruling], issues: Iterable[str]) -> None:
        """Write what became of judgements, instead of what was on record in these issues, in none, and in gone ones."""
        columns = tables.ruling.c
        there = select(tables.issue.c.id)
        self.db.execute(delete(tables.ruling).where((columns.issue == "") | columns.issue.not_in(there)))
        for part in slices(sorted(issues)):
            self.db.execute(delete(tables.ruling).where(columns.issue.in_(part)))
        shown = ("status", "against", "note", "issue", "position", "field", "start")
        rows = [{"judgement": one.judgement.id} | {name: getattr(one, name) for name in shown} for one in rulings]
        if rows:
            self.db.execute(insert(tables.ruling), rows)

    def drafts_in(self, hashes: Sequence[str]) -> list[tuple[str, int]]:
        """The drafts on record of the originals."""
        found = []
        for part in slices(hashes):
            query = select(tables.draft.c.sha256, tables.draft.c.position).where(tables.draft.c.sha256.in_(part))
            found += [(row[0], row[1]) for row in self.db.execute(query)]
        return found

    def issues_of(self, drafts: Sequence[tuple[str, int]]) -> set[str]:
        """The issues that the drafts belong to by now."""
        columns, wanted = tables.draft.c, set(drafts)
        found: set[str] = set()
        for part in slices(sorted({sha256 for sha256, _ in drafts})):
            query = select(columns.sha256, columns.position, columns.issue).where(columns.sha256.in_(part))
            found.update(row.issue for row in self.db.execute(query) if row.issue and (row[0], row[1]) in wanted)
        return found

    def drafts_of_issues(self, issues: Iterable[str]) -> set[tuple[str, int]]:
        """Every draft of the issues."""
        found: set[tuple[str, int]] = set()
        for part in slices(issues):
            query = select(tables.draft.c.sha256, tables.draft.c.position).where(tables.draft.c.issue.in_(part))
            found.update((row[0], row[1]) for row in self.db.execute(query))
        return found

    def twins(self, sample: Sequence[int]) -> set[tuple[str, int]]:
        """The drafts on record that share enough sampled shingles to be worth comparing."""
        if not sample:
            return set()
        columns = tables.shingle.c
        query = (
            select(columns.sha256, columns.position)
            .where(columns.hash.in_(sample[:AT_ONCE]))
            .group_by(columns.sha256, columns.position)
            .having(func.count() >= enough_shared(len(sample)))
        )
        return {(row[0], row[1]) for row in self.db.execute(query)}

    def claims(self, drafts: Iterable[tuple[str, int]]) -> set[tuple[str, int, int]]:
        """What numbers the drafts on record claim, as (series, volume, number)."""
        columns, wanted = tables.draft.c, set(drafts)
        found: set[tuple[str, int, int]] = set()
        for part in slices(sorted({sha256 for sha256, _ in wanted})):
            query = select(columns.sha256, columns.position, columns.series, columns.volume, columns.number).where(
                columns.sha256.in_(part), columns.volume.is_not(None)
            )
            found.update(tuple(row[2:]) for row in self.db.execute(query) if (row[0], row[1]) in wanted)
        return found

    def claiming(self, series: str, volume: int, number: int) -> set[tuple[str, int]]:
        """The drafts on record that claim a number."""
        columns = tables.draft.c
        query = select(columns.sha256, columns.position).where(
            columns.series == series, columns.volume == volume, columns.number == number
        )
        return {(row[0], row[1]) for row in self.db.execute(query)}

    def put_draft(self, candidate: Candidate, sample: Sequence[int]) -> None:
        """Record a draft with its claim and its sampled shingles; its issue is set by `put_issue`."""
        sha256, position = candidate.key
        claim = candidate.claim
        self.db.execute(
            delete(tables.shingle).where(tables.shingle.c.sha256 == sha256, tables.shingle.c.position == position)
        )
        values = {
            "series": candidate.draft.series,
            "volume": claim.volume if claim else None,
            "number": claim.number if claim else None,
        }
        row = upsert(tables.draft).values(sha256=sha256, position=position, **values)
        self.db.execute(row.on_conflict_do_update(index_elements=["sha256", "position"], set_=values))
        if sample:
            rows = [{"hash": value, "sha256": sha256, "position": position} for value in sample]
            self.db.execute(insert(tables.shingle), rows)

    def drop_drafts(self, drafts: Iterable[tuple[str, int]]) -> None:
        """Forget drafts that a newer reading no longer has."""
        for sha256, position in drafts:
            self.db.execute(
                delete(tables.draft).where(tables.draft.c.sha256 == sha256, tables.draft.c.position == position)
            )

    def contents(self, issues: Iterable[str]) -> dict[str, list[Any]]:
        """Each issue on record as one value, all but its revision: equal values say that nothing changed."""
        found: dict[str, list[Any]] = {}
        columns = [column for column in tables.issue.c if column.name != "revision"]
        for part in slices(issues):
            for row in self.db.execute(select(*columns).where(tables.issue.c.id.in_(part))):
                found[row.id] = [tuple(row)]
            items = select(tables.item).where(tables.item.c.issue.in_(part))
            for row in self.db.execute(items.order_by(tables.item.c.issue, tables.item.c.position)):
                found[row.issue].append(tuple(row))
        return found

    def drop_issues(self, issues: Iterable[str]) -> None:
        """Remove issues with everything read in them."""
        for part in slices(issues):
            self.db.execute(delete(tables.issue).where(tables.issue.c.id.in_(part)))

    def put_issue(
        self, row: IssueRow, items: Sequence[tuple[DraftItem, str]], drafts: Sequence[tuple[str, int]]
    ) -> None:
        """Write an issue anew, undated and unlinked, and point its drafts at it."""
        undated = {"edtf": "", "basis": "inferred", "evidence": [], "revision": 0}
        values = {column: getattr(row, column) for column in IssueRow.__slots__}
        self.db.execute(insert(tables.issue).values(**values, **undated))
        self.db.execute(
            insert(tables.item),
            [
                {
                    "issue": row.id,
                    "position": position,
                    "headline": item.headline,
                    "body": item.body,
                    "links": links_as_list(item.links),
                    "source": source,
                }
                for position, (item, source) in enumerate(items, 1)
            ],
        )
        for sha256, position in drafts:
            where = (tables.draft.c.sha256 == sha256, tables.draft.c.position == position)
            self.db.execute(update(tables.draft).where(*where).values(issue=row.id))

    def datings(self, series: str) -> list[tuple[str, int | None, int | None, dict[str, Any], Published]]:
        """Every issue of a series with its number, first-pass dating, and publication date as now on record."""
        columns = tables.issue.c
        return [
            (row.id, row.volume, row.number, row.dating, Published(interval_of(row), row.basis, tuple(row.evidence)))
            for row in self.db.execute(select(*columns).where(columns.series == series).order_by(columns.id))
        ]

    def put_published(self, issue: str, published: Published, revision: int) -> None:
        """Set an issue's publication date, and mark the issue as changed in this revision."""
        values = {
            **interval_columns(published.when),
            "basis": published.basis,
            "evidence": list(published.evidence),
            "revision": revision,
        }
        self.db.execute(update(tables.issue).where(tables.issue.c.id == issue).values(**values))

    def items_of(self, issue: str) -> list[Item]:
        """An issue's items, their text alone."""
        rows = self.db.execute(select(tables.item).where(tables.item.c.issue == issue).order_by(tables.item.c.position))
        return [Item(issue, row.position, row.headline, row.body, links_from_list(row.links)) for row in rows]

    def drafts_of(self, hashes: Sequence[str]) -> dict[str, list[Draft]]:
        """The drafts of the originals as their readings have them."""
        query = select(tables.reading.c.sha256, tables.reading.c.drafts).where(tables.reading.c.sha256.in_(hashes))
        return {row.sha256: [draft_from_dict(draft) for draft in row.drafts] for row in self.db.execute(query)}

    def receipts_of(self, hashes: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
        """The receipts of the originals as sorted (name, address, retrieved)."""
        columns = tables.receipt.c
        query = select(columns.sha256, columns.name, columns.url, columns.retrieved).where(columns.sha256.in_(hashes))
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in self.db.execute(query):
            found.setdefault(row.sha256, []).append((row.name, row.url, row.retrieved or ""))
        return {sha256: sorted(rows) for sha256, rows in found.items()}

    def forget_waiting(self, hashes: Sequence[str]) -> None:
        """Note that the originals are derived."""
        self.db.execute(delete(tables.pending).where(tables.pending.c.sha256.in_(hashes)))
