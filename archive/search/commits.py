"""Commits to the index: each writes Whoosh's segment, the decoded postings and the sidecar, and appears last.

What a commit writes carries its generation in its name. A generation exists once Whoosh's contents file of that number
does, which is written after everything else; so a kill before leaves the index as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from whoosh.fields import STORED, TEXT, FieldType, Schema
from whoosh.formats import Positions
from whoosh.index import create_in, open_dir
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE

from archive.search.parts import Gathering, Part
from archive.search.sidecar import Growing, Sidecar
from archive.search.words import BREAK, Words, indexed
from archive.store.questions import IndexRow

TEXT_FIELD = "text"

PARTS = 16
"""Pieces an index may have before the last ones are joined; each costs every word a look-up."""

Merge = Callable[[Any, list[Any]], list[Any]]


def build(folder: Path, rows: Iterable[IndexRow], revision: int, known: Sequence[str]) -> None:
    """Make the index of these items in an empty folder."""
    writer = create_in(str(folder), _schema(words := Words())).writer()
    with _cancelled_on_error(writer):
        growing, gathering = _add(writer, rows, Growing(), words)
        _commit(folder, writer, growing.finished(revision, known, words.seen), gathering)


def extend(
    folder: Path, now: Sidecar, rows: Iterable[IndexRow], gone: Sequence[int], revision: int, known: Sequence[str]
) -> None:
    """Add items to the index of a folder, and take the documents `gone` out of it."""
    writer = open_dir(str(folder), schema=_schema(words := Words())).writer()
    with _cancelled_on_error(writer):
        for number in gone:
            writer.delete_document(number)
        growing, gathering = _add(writer, rows, Growing(now), words)
        _commit(folder, writer, growing.finished(revision, known, words.seen, gone), gathering)


def compact(folder: Path, now: Sidecar) -> Sidecar:
    """Join the last pieces of an index, without the documents that were taken out of them; the order stays.

    A piece that stays is more than twice as large as all after it, so a document is copied a few times in its life.
    """
    keep, joined = len(now.parts), 0
    while keep and (len(now.parts) - keep < 2 or now.sizes[keep - 1] <= 2 * joined):
        keep -= 1
        joined += int(now.sizes[keep])
    first = int(now.sizes[:keep].sum())
    gathering, start = Gathering(), first
    for number, size in zip(now.parts[keep:], now.sizes[keep:], strict=True):
        gathering.take(Part.load(folder, part_name(int(number))), now.living[start : start + int(size)])
        start += int(size)
    stays = now.living | (np.arange(now.size) < first)
    writer = open_dir(str(folder), schema=_schema(Words())).writer()

    def join(writer: Any, segments: list[Any]) -> list[Any]:
        for segment in segments[keep:]:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        return segments[:keep]

    with _cancelled_on_error(writer):
        return _commit(folder, writer, now.only(stays, keep), gathering, join)


def part_name(generation: int) -> str:
    """The name, without ending, of the decoded postings that a commit wrote."""
    return f"postings-{generation}"


def sidecar_path(folder: Path, generation: int) -> Path:
    """The sidecar of a generation."""
    return folder / f"sidecar-{generation}.npz"


def newest_generation(folder: Path) -> int:
    """The newest generation in a folder, from the names alone; -1 where there is none."""
    names = [path.stem for path in folder.glob("_MAIN_*.toc")]
    return max((int(name.rpartition("_")[2]) for name in names), default=-1)


def damaged_piece(folder: Path) -> Path | None:
    """A piece of the index that was changed on the disk since it was written."""
    pieces = ((folder / name, checksum) for name, checksum in _sums(folder).items())
    return next((piece for piece, sum in pieces if piece.exists() and crc32(piece.read_bytes()) != sum), None)


def whoosh_reader(folder: Path) -> Any:
    """Whoosh's own reader of the newest generation; for comparing and checking, the caller closes it."""
    return open_dir(str(folder), schema=_schema(Words())).reader()


# --- one commit ------------------------------------------------------------------------------------


class _Places(Positions):  # type: ignore[misc]
    """Whoosh's positions, from words that are cut once for Whoosh and for us."""

    def word_values(self, value: str, analyzer: Words, **_: Any) -> Iterator[tuple[str, int, float, bytes]]:
        """Each stem with how often it stands, its weight, and its positions as Whoosh keeps them."""
        for stem, positions in analyzer.places(value).items():
            yield stem, len(positions), float(len(positions)), self.encode(positions)


def _schema(words: Words) -> Schema:
    field: FieldType = TEXT(analyzer=words, phrase=True)
    field.format = _Places()
    return Schema(id=STORED, **{TEXT_FIELD: field})


def _add(writer: Any, rows: Iterable[IndexRow], growing: Growing, words: Words) -> tuple[Growing, Gathering]:
    """Write each item's words with Whoosh, and the rest beside it in the same order."""
    gathering = Gathering()
    for row in rows:
        text = indexed(row.item.headline, row.item.body)
        writer.add_document(id=row.item.id, **{TEXT_FIELD: text})
        gathering.add(words.last)
        growing.add(row, len(text) - text.index(BREAK))  # the headline once
    return growing, gathering


def _commit(folder: Path, writer: Any, sidecar: Sidecar, gathering: Gathering, merge: Merge = NO_MERGE) -> Sidecar:
    """Write what lies beside the segment, then let Whoosh make the generation appear."""
    generation = writer.generation
    if gathering.size:  # Whoosh writes no segment without documents
        sidecar = sidecar.with_part(generation, gathering.size)
        gathering.finished().save(folder, part_name(generation))
    sidecar.save(sidecar_path(folder, generation))
    writer.commit(mergetype=merge)
    _tidy(folder, generation, sidecar)
    _seal(folder)
    return sidecar


@contextmanager
def _cancelled_on_error(writer: Any) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _tidy(folder: Path, newest: int, sidecar: Sidecar) -> None:
    """Remove what no reader can still want: sidecars but the last two, postings of pieces that were joined."""
    wanted = {part_name(int(number)) for number in sidecar.parts}
    wanted |= {sidecar_path(folder, newest).stem, sidecar_path(folder, newest - 1).stem}
    for path in (*folder.glob("sidecar-*"), *folder.glob("postings-*")):
        if path.stem not in wanted:
            path.unlink()


def _seal(folder: Path) -> None:
    """Note the checksum of each piece, which never changes once written; a piece that a kill left out is not judged."""
    known = _sums(folder)
    pieces = sorted(path for ending in ("seg", "toc", "npz", "npy") for path in folder.glob(f"*.{ending}"))
    sums = {piece.name: known.get(piece.name, 0) or crc32(piece.read_bytes()) for piece in pieces}
    fresh = folder / "sums.writing"
    fresh.write_text(json.dumps(sums), "utf-8")
    fresh.replace(folder / "sums.json")


def _sums(folder: Path) -> dict[str, int]:
    """The checksums on record, by the name of the piece."""
    try:
        return dict(json.loads((folder / "sums.json").read_text("utf-8")))
    except (OSError, ValueError):
        return {}
