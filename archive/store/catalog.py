"""The catalog: one SQLite file, opened once, written in whole transactions.

This module holds the connection and what is *kept*: originals' records, receipts, readings, and which of them
wait to be derived. `derived.py` writes what follows from them, `questions.py` answers for pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import PoolProxiedConnection

from archive.errors import StorageFailed
from archive.model import Draft, Source
from archive.store import tables
from archive.store.rows import draft_as_dict

WAIT_SECONDS = 600
"""How long a writer waits for another before it gives up: a thousand issues are derived in one write of a minute."""

LAYOUT = 2
"""Marks a file whose tables are all there: a kill may strike between the file and its tables, and tables are added."""

_MENDING = (
    ("full", "Make room and try again"),
    ("readonly", "Check the permissions of the folder and of everything in it"),
    ("unable to open", "Check the permissions of the folder and of everything in it"),
    ("locked", "Another command is writing: wait until it ends and try again"),
)
"""What SQLite says, and what to do about it."""


class Catalog:
    """The one handle on `catalog.db`."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFailed(
                str(path.parent),
                f"the folder cannot be made ({error.strerror}).",
                "Name another with --home or check the permissions above it.",
            ) from error
        self.path = path
        address = URL.create("sqlite", database=str(path))  # whatever characters the path has
        self.engine: Engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
        event.listen(self.engine, "connect", _configure)
        event.listen(self.engine, "begin", _begin)
        self._watching: PoolProxiedConnection | None = None
        self._versions = Lock()
        with self.reading() as db:
            made = db.scalar(text("PRAGMA user_version")) == LAYOUT
        if not made:
            with self.transaction() as db:
                tables.metadata.create_all(db)
                db.execute(text(f"PRAGMA user_version = {LAYOUT}"))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write: all of it or nothing.

        :raises StorageFailed: the disk is full, read-only, locked for too long, or the file is damaged
        """
        with self._plainly(), self.engine.connect().execution_options(immediate=True) as db, db.begin():
            yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for questions; it never waits for a writer."""
        with self._plainly(), self.engine.connect() as db:
            yield db

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in plain words what is the matter with the file."""
        try:
            yield
        except OperationalError as error:
            said = str(error.orig)
            todo = next((todo for words, todo in _MENDING if words in said), "Make room or check the disk")
            raise StorageFailed(
                str(self.path), f"the catalog could not be used ({said}).", f"{todo}; nothing was half-written."
            ) from error
        except DatabaseError as error:
            if "malformed" in str(error.orig) or "not a database" in str(error.orig):
                raise StorageFailed(
                    str(self.path), f"the catalog is damaged ({error.orig}).", "Restore it from a backup."
                ) from error
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self.engine.dispose()

    # --- state -----------------------------------------------------------------------------------

    def state(self, key: str) -> str:
        """A value kept beside the data, "" if it was never set."""
        with self.reading() as db:
            return db.scalar(select(tables.state.c.value).where(tables.state.c.key == key)) or ""

    def version(self) -> int:
        """A number that is another one after each commit of anybody, asked in some microseconds.

        It means something only while this handle is open; SQLite tells it to each connection apart, so one is kept
        that writes nothing.
        """
        with self._plainly(), self._versions:
            if self._watching is None:
                self._watching = self.engine.raw_connection()
            found: int = self._watching.cursor().execute("PRAGMA data_version").fetchone()[0]
            return found

    def revision(self) -> int:
        """The number of the last change of anything derived; what is derived further carries it."""
        return int(self.state("revision") or 0)

    # --- what is kept ----------------------------------------------------------------------------

    def receive(self, source: Source, sha256: str, batch: str) -> bool:
        """Note that an original was handed in; whether this was news."""
        retrieved = source.retrieved.isoformat() if source.retrieved else None
        with self.transaction() as db:
            row = insert(tables.original).values(sha256=sha256, size=len(source.data))
            db.execute(row.on_conflict_do_nothing())
            row = insert(tables.receipt).values(
                sha256=sha256, batch=batch, name=source.name, url=source.url or "", retrieved=retrieved
            )
            news = db.execute(row.on_conflict_do_nothing()).rowcount == 1
            if news:
                db.execute(insert(tables.pending).values(sha256=sha256).on_conflict_do_nothing())
            return news

    def keep_reading(
        self, sha256: str, reader: str, version: int, media_type: str, drafts: Sequence[Draft], failure: str | None
    ) -> None:
        """File what a reader made of an original, or why it could not; the one before is replaced."""
        values = {
            "reader": reader,
            "version": version,
            "media_type": media_type,
            "drafts": [draft_as_dict(draft) for draft in drafts],
            "failure": failure,
        }
        with self.transaction() as db:
            row = insert(tables.reading).values(sha256=sha256, **values)
            db.execute(row.on_conflict_do_update(index_elements=["sha256"], set_=values))
            db.execute(insert(tables.pending).values(sha256=sha256).on_conflict_do_nothing())

    def has_reading(self, sha256: str) -> bool:
        """Whether a reader has dealt with the original, well or badly."""
        with self.reading() as db:
            return db.scalar(select(func.count()).where(tables.reading.c.sha256 == sha256)) == 1

    def failure(self, sha256: str) -> str | None:
        """Why the original could not be read, None if it could."""
        with self.reading() as db:
            return db.scalar(select(tables.reading.c.failure).where(tables.reading.c.sha256 == sha256))

    def failures(self) -> list[tuple[str, str]]:
        """Every original that no reader could read, as (smallest name, why), by name."""
        name = func.min(tables.receipt.c.name).label("name")
        query = (
            select(name, tables.reading.c.failure)
            .join(tables.receipt, tables.receipt.c.sha256 == tables.reading.c.sha256)
            .where(tables.reading.c.failure.is_not(None))
            .group_by(tables.reading.c.sha256)
            .order_by(name)
        )
        with self.reading() as db:
            return [(row[0], row[1]) for row in db.execute(query)]

    def unread(self) -> list[tuple[str, str, str]]:
        """Originals that were received but not read (a kill came between), as (SHA-256, name, address)."""
        read = select(tables.reading.c.sha256)
        query = (
            select(tables.receipt.c.sha256, func.min(tables.receipt.c.name), func.min(tables.receipt.c.url))
            .where(tables.receipt.c.sha256.not_in(read))
            .group_by(tables.receipt.c.sha256)
        )
        with self.reading() as db:
            return [(row[0], row[1], row[2]) for row in db.execute(query)]

    def originals(self) -> list[tuple[str, int]]:
        """Every original as (SHA-256, size)."""
        with self.reading() as db:
            rows = db.execute(select(tables.original.c.sha256, tables.original.c.size).order_by("sha256"))
            return [(row[0], row[1]) for row in rows]

    def waiting(self) -> list[str]:
        """The originals whose receipts or reading changed since they were last derived."""
        with self.reading() as db:
            return list(db.scalars(select(tables.pending.c.sha256).order_by("sha256")))

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the file, and references that lead nowhere."""
        with self.reading() as db:
            told = [row[0] for row in db.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
            return told + [
                f"{row[0]}: a reference leads nowhere" for row in db.execute(text("PRAGMA foreign_key_check"))
            ]


def _configure(connection: Any, _record: object) -> None:
    """Leave transactions to us (the driver's own begin too late), and keep every promise of section 2."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
