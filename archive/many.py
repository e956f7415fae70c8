"""Many queries at once: a table of up to 1,000 of them in, counts and first hits out; a bad row is told, not fatal.

The first row names the columns: `q`, and any other argument of a search (`year`, `leader`, `sort` …). Several values of
one argument stand in one cell, parted by semicolons. Each line is a row, as no query has a line break: a quote that is
not closed spoils its own row alone. A table of one column may be a plain list, in which `"base relocation"~5` is a
phrase and not a cell in quotes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.cite.as_file import table
from archive.errors import BadQuery
from archive.model import KINDS
from archive.search import ResultPage, SearchRequest

MOST_ROWS, MOST_BYTES = 1_000, 400_000
MOST_HITS, USUAL_HITS = 20, 3
REPEATED = ("year", "volume", *KINDS, "not")
"""Arguments that may have several values; no value of theirs holds a semicolon."""
COLUMNS = ("q", "in", *REPEATED, "dates", "sort", "exact")
LINE_BREAK = re.compile("\r\n|\r|\n")
BLANK = ' \t,;"'
"""What a row of empty cells is made of."""
SEPARATORS = (",", ";", "\t")
"""Spreadsheets write commas, where those part decimals semicolons, and tabs to the clipboard."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table by its number there (the names of the columns are row 1), or what is wrong with it."""

    number: int
    args: Mapping[str, list[str]]
    problem: str = ""

    @property
    def query(self) -> str:
        """The row as it was asked, in words: the query, and what else was chosen."""
        others = [f"{name}={value}" for name, values in self.args.items() if name != "q" for value in values]
        return " ".join([*self.args.get("q", []), *others])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row found: how many items, and the first of them as (address, headline); or why nothing was searched."""

    row: Row
    total: int | None
    hits: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        hits = [{"address": address, "headline": headline} for address, headline in self.hits]
        return {
            "row": self.row.number,
            "query": self.row.query,
            "total": self.total,
            "hits": hits,
            "error": self.problem or None,
        }


def read(data: bytes, name: str = "The table") -> list[Row]:
    """The rows of a table; empty ones are passed over, and one that cannot be a query says why.

    :raises BadQuery: it is no such table as a whole: empty, too long, in another encoding, with unknown columns
    """
    if len(data) > MOST_BYTES:
        raise BadQuery(name, f"it has {len(data):,} bytes; the limit is {MOST_BYTES:,}.", "Divide it into several.")
    text = _decoded(data, name)
    lines = [(number, line) for number, line in enumerate(LINE_BREAK.split(text), 1) if line.strip(BLANK)]
    if not lines:
        raise BadQuery(name, "there is nothing in it.", "Its first row is q; write a query into each row below.")
    first = lines[0][1]
    separator = max(SEPARATORS, key=first.count)
    columns = _columns(_parted(first, separator) or [], name)
    plain = len(columns) == 1 and not first.startswith('"')
    found = [_row(number, columns, _cell(line) if plain else _parted(line, separator)) for number, line in lines[1:]]
    if not found:
        raise BadQuery(name, "it has no row below the names of its columns.", "Write a query into each row.")
    if len(found) > MOST_ROWS:
        raise BadQuery(name, f"it has {len(found):,} queries; the limit is {MOST_ROWS:,}.", "Divide it into several.")
    return found


def answers(
    rows: Iterable[Row],
    search: Callable[[SearchRequest], ResultPage],
    address: Callable[[str], str],
    hits: int = USUAL_HITS,
) -> Iterator[Answer]:
    """The answer to each row in turn, with up to `hits` of what was found; `address` makes one of an item's id."""
    for row in rows:
        yield _answer(row, search, address, hits)


def as_csv(found: Iterable[Answer], hits: int = USUAL_HITS) -> Iterator[str]:
    """The answers as a table: row, query, total, then address and headline of each first hit, and the error."""
    columns = [f"hit_{place}_{what}" for place in range(1, hits + 1) for what in ("address", "headline")]
    return table(("row", "query", "total", *columns, "error"), (_cells(one, hits) for one in found))


def _answer(
    row: Row, search: Callable[[SearchRequest], ResultPage], address: Callable[[str], str], hits: int
) -> Answer:
    if row.problem:
        return Answer(row, None, (), row.problem)
    try:
        page = search(SearchRequest.from_args({**row.args, "per_page": str(max(hits, 1))}))
    except BadQuery as error:
        return Answer(row, None, (), str(error))
    shown = tuple((address(hit.item), hit.headline.text) for hit in page.hits[:hits])
    fault = page.problem
    said = f"{fault.as_error()} {fault.done}" if fault else ""
    return Answer(row, page.total, shown, said)


def _cells(answer: Answer, hits: int) -> Sequence[object]:
    shown = [cell for hit in answer.hits for cell in hit]
    shown += [""] * (2 * hits - len(shown))
    return (answer.row.number, answer.row.query, answer.total, *shown, answer.problem)


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"it is not in UTF-8 (byte {error.start + 1:,} is no part of a letter)."
        raise BadQuery(name, what, "Save it as “CSV UTF-8”, or paste its text.") from error
    if "\0" in text:
        raise BadQuery(name, "it is no text.", "Save the spreadsheet as “CSV UTF-8”.")
    return text


def _columns(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    listed = ", ".join(COLUMNS)
    if unknown := next((column for column in columns if column not in COLUMNS), None):
        what = f"its first row names the columns, and “{unknown[:60]}” is none that a search has."
        raise BadQuery(name, what, f"There are {listed}. A list of queries has q as its first row.")
    if not all(columns):
        raise BadQuery(name, "a column has no name.", f"Name it in the first row, as one of {listed}.")
    if twice := next((column for column in columns if columns.count(column) > 1), None):
        raise BadQuery(
            name, f"it has two columns “{twice}”.", "Put several values into one cell, parted by semicolons."
        )
    return columns


def _parted(line: str, separator: str) -> list[str] | None:
    """The cells of a line of CSV; None where its quotes are wrong."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return None


def _cell(line: str) -> list[str] | None:
    """The one cell of a line. Spreadsheets put a cell in quotes only for a separator or a quote in it."""
    quoted = line.startswith('"') and any(sign in line for sign in (*SEPARATORS, '""'))
    return (_parted(line, ",") if quoted else None) or [line]


def _row(number: int, columns: list[str], cells: list[str] | None) -> Row:
    args: dict[str, list[str]] = {}
    if cells is None:
        return Row(number, args, "A quote in this row is not closed; a cell stands in quotes whole, its own doubled.")
    for column, cell in zip(columns, cells, strict=False):
        values = cell.split(";") if column in REPEATED else [cell]
        if kept := [value.strip() for value in values if value.strip()]:
            args[column] = kept
    if any(cell.strip() for cell in cells[len(columns) :]):
        count = len(cells)
        return Row(number, args, f"This row has {count} cells, the first row {len(columns)}. Is a comma not in quotes?")
    return Row(number, args)
