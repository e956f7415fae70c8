"""A whole result in a file: a table for spreadsheets, JSON Lines, or citations; made piece by piece as it is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from archive.cite import as_bibtex, as_csl, as_ris
from archive.cite.work import Work
from archive.export import interval_as_dict
from archive.reference import Entity

Shape = Literal["csv", "jsonl", "bib", "ris", "csl.json"]
OF_ITEM = ("address", "issue", "volume", "number", "position", "headline", "text")
COLUMNS = (*OF_ITEM, "published", "earliest", "latest", "basis", "names", "entities")
"""`published` is EDTF, `earliest` and `latest` the first and last possible day; `names` and `entities` (their ids) are
parted by "; ", in the order in which the item names them."""
BOM = "\ufeff"
FORMULAS = tuple("=+-@\t\r＝＋－＠")
"""What makes a cell a formula where it comes first; some spreadsheets take the wide forms for the narrow ones."""


def written(shape: Shape, works: Iterable[Work], known: Mapping[str, Entity]) -> Iterator[str]:
    """The file of a result; each work is an item of an issue."""
    if shape == "csv":
        return table(COLUMNS, (_cells(row) for row in _rows(works, known)))
    if shape == "jsonl":
        return (json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(works, known))
    if shape == "csl.json":
        return _listed(works)
    entry: Callable[[Work], str] = as_bibtex.entry if shape == "bib" else as_ris.record
    return (f"{entry(work)}\n" if shape == "bib" else entry(work) for work in works)


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table as CSV (RFC 4180: CR LF, quotes doubled), a line at a time.

    It begins with a byte order mark: without one, Excel takes the file for its own old code page and spoils every
    macron; Python's `utf-8-sig`, pandas, R and LibreOffice pass over it. A cell that a spreadsheet would take for a
    formula begins with an apostrophe, for the text comes from others.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    yield BOM + _taken(buffer)
    for cells in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
        yield _taken(buffer)


def guarded(text: str) -> str:
    """The text of a cell, kept from being a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULAS) else text


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _rows(works: Iterable[Work], known: Mapping[str, Entity]) -> Iterator[dict[str, Any]]:
    """What is told of each item, in the shape of the archive's other JSON."""
    for work in works:
        if (item := work.item) is None:
            continue
        issue, named = work.issue, dict.fromkeys(one.entity for one in item.mentions if one.entity)
        yield {
            "address": work.address,
            "item": item.id,
            "issue": issue.id,
            "volume": issue.volume,
            "number": issue.number,
            "position": item.position,
            "headline": item.headline,
            "text": item.body,
            "published": interval_as_dict(issue.published.when) | {"basis": issue.published.basis},
            "names": [{"id": id, "name": known[id].name, "kind": known[id].kind} for id in named if id in known],
        }


def _cells(row: Mapping[str, Any]) -> list[object]:
    published, names = row["published"], row["names"]
    return [
        *(row[name] for name in OF_ITEM),
        *(published[name] for name in ("edtf", "earliest", "latest", "basis")),
        *("; ".join(one[what] for one in names) for what in ("name", "id")),
    ]


def _listed(works: Iterable[Work]) -> Iterator[str]:
    before = "[\n"
    for work in works:
        yield before + json.dumps(as_csl.entry(work), ensure_ascii=False)
        before = ",\n"
    yield f"{before}]\n" if before == "[\n" else "\n]\n"
