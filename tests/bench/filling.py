"""Generated items straight into an archive: the rows of the catalog in bulk, then the index as every archive makes it.

What importing adds (reading, identity, dating, linking) is left out here; `importing.py` measures that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus import FIRST_YEAR
from items import Made, series_of
from sqlalchemy import insert

from archive import Archive, settings
from archive.current import stamp
from archive.store import tables
from archive.store.derived import Derived

ISSUES_AT_ONCE = 200


def reference_data(folder: Path, items: int) -> Path:
    """A data folder for so many items: our knowledge, and their series."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "knowledge").exists():
        (folder / "knowledge").symlink_to(settings.DATA / "knowledge", target_is_directory=True)
    entries = (
        f"{id}:\n  title: {_title(id)}\n  publisher: None\n  names: [{_title(id)}]\n"
        f"  home: [japan, united-states]\n  first_year: {FIRST_YEAR}\n  days_between: 7\n"
        for id in series_of(items)
    )
    (folder / "series.yaml").write_text("".join(entries), "utf-8")
    return folder


def read(path: Path) -> Iterator[Made]:
    """The items of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Made(**json.loads(line))


def opened(folder: Path) -> Archive:
    """The archive of a corpus's folder."""
    return Archive(folder / "ours", folder / "data")


def fill(archive: Archive, items: Iterable[Made], revision: int = 1) -> None:
    """Write the items into the catalog at a revision, and bring the index up."""
    with archive.catalog.transaction() as db:
        issues = groupby(items, key=lambda one: one.issue)
        while part := [(id, list(ones)) for _, (id, ones) in zip(range(ISSUES_AT_ONCE), issues, strict=False)]:
            for table, rows in _rows(part, revision):
                if rows:
                    db.execute(insert(table), rows)
        desk = Derived(db)
        desk.set_state("revision", str(revision))
        desk.set_state("judgements", "0")
        desk.set_state("made_from", stamp(archive.reference, archive.series))
    with archive.writing():
        archive.index.bring_up(archive.ask, revision)


def one_more(items: Iterable[Made]) -> list[Made]:
    """The first issue of these under a number that no archive has."""
    _, ones = next(groupby(items, key=lambda one: one.issue))
    return [replace(one, issue=f"{one.issue.partition('/')[0]}/99.1") for one in ones]


def _rows(part: list[tuple[str, list[Made]]], revision: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The rows of some issues by table."""
    yield tables.issue, [_issue(id, ones[0], revision) for id, ones in part]
    items = [one for _, ones in part for one in ones]
    yield (
        tables.item,
        [{**_place(one), "headline": one.headline, "body": one.body, "links": [], "source": "0" * 64} for one in items],
    )
    why = {"method": "alias", "confidence": 0.98, "reason": ""}
    yield (
        tables.mention,
        [
            {**_place(one), **_span(*span), "text": text, "entity": entity, "kind": kind, **why}
            for one in items
            for *span, text, entity, kind in one.mentions
        ],
    )
    yield (
        tables.told,
        [
            {**_place(one), **_span(*span), "text": text, "edtf": day, "earliest": day, "latest": day}
            for one in items
            for *span, text, day in one.told
        ],
    )


def _issue(id: str, first: Made, revision: int) -> dict[str, Any]:
    series, _, number = id.partition("/")
    volume, _, serial = number.partition(".")
    day, latest = first.earliest, first.latest
    return {
        "id": id,
        "series": series,
        "volume": int(volume),
        "number": int(serial),
        "known_by": "title",
        "known_words": number,
        "title": f"{_title(series)} Vol {number}",
        "problem": None,
        "dating": {},
        "edtf": day if day == latest else f"{day}/{latest}",
        "earliest": day,
        "latest": latest,
        "basis": "stated" if day == latest else "inferred",
        "evidence": [],
        "revision": revision,
    }


def _title(series: str) -> str:
    """`digest-2` → "Digest 2"."""
    return series.replace("-", " ").title()


def _place(one: Made) -> dict[str, Any]:
    return {"issue": one.issue, "position": one.position}


def _span(field: str, sentence: int, start: int, end: int) -> dict[str, Any]:
    return {"field": field, "sentence": sentence, "start": start, "end": end}
