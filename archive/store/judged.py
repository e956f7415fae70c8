"""What people decided, and who they are: kept beside the originals, and what became of each judgement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from archive.curation.judgement import Judgement
from archive.curation.standing import Ruling
from archive.store import tables
from archive.store.catalog import Catalog


class Judged:
    """Judgements and staff, in the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def put(self, judgements: Iterable[Judgement]) -> int:
        """Keep judgements, all or none; how many were news."""
        rows = [{"id": one.id, "said": one.as_dict()} for one in judgements]
        with self.catalog.transaction() as db:
            return sum(
                db.execute(insert(tables.judgement).values(row).on_conflict_do_nothing()).rowcount for row in rows
            )

    def all(self) -> list[Judgement]:
        """Every judgement, in order of time."""
        with self.catalog.reading() as db:
            found = [Judgement.from_dict(said) for said in db.scalars(select(tables.judgement.c.said))]
        return sorted(found, key=lambda one: (one.time, one.id))

    def count(self) -> int:
        """How many judgements there are."""
        with self.catalog.reading() as db:
            return int(db.scalar(select(func.count()).select_from(tables.judgement)) or 0)

    def rulings(self, issue: str | None = None) -> list[Ruling]:
        """What became of each judgement when the archive was last derived, in order of time; of one issue, or all.

        A judgement on words in several places has one ruling for each.
        """
        ruling = tables.ruling.c
        query = select(tables.ruling, tables.judgement.c.said).join(
            tables.judgement, tables.judgement.c.id == ruling.judgement
        )
        with self.catalog.reading() as db:
            rows = list(db.execute(query.where(ruling.issue == issue) if issue else query))
        found = [
            Ruling(
                Judgement.from_dict(row.said),
                row.status,
                row.against,
                row.note,
                row.issue,
                row.position,
                row.field,
                row.start,
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: (one.judgement.time, one.judgement.id, one.issue, one.position, one.start))

    # --- staff -------------------------------------------------------------------------------------

    def set_password(self, name: str, secret: str) -> bool:
        """Keep a member of staff with a hashed password; whether the name is new."""
        with self.catalog.transaction() as db:
            known = db.scalar(select(tables.staff.c.name).where(tables.staff.c.name == name)) is not None
            row: Any = insert(tables.staff).values(name=name, secret=secret)
            db.execute(row.on_conflict_do_update(index_elements=["name"], set_={"secret": secret}))
            return not known

    def secret(self, name: str) -> str | None:
        """The hashed password of a member of staff, None if there is nobody of that name."""
        with self.catalog.reading() as db:
            return db.scalar(select(tables.staff.c.secret).where(tables.staff.c.name == name))

    def remove_staff(self, name: str) -> bool:
        """Forget a member of staff; whether there was one."""
        with self.catalog.transaction() as db:
            return db.execute(delete(tables.staff).where(tables.staff.c.name == name)).rowcount == 1

    def staff(self) -> list[str]:
        """Who may log in, by name."""
        with self.catalog.reading() as db:
            return list(db.scalars(select(tables.staff.c.name).order_by(tables.staff.c.name)))
