"""Commits to the index: each writes Whoosh's segment, the decoded postings and the sidecar, and appears last.

What a commit writes carries its generation in its name. A generation exists once Whoosh's contents file of that number
does, which is written after everything else; so a kill before leaves the index as it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from whoosh.reading import SegmentReader

from archive.search.parts import Gathering, Part
from archive.search.sidecar import Growing, Sidecar
from archive.search.whooshing import Apart, Here, Writing
from archive.search.words import BREAK, Words, indexed
from archive.store.questions import IndexRow

PARTS = 16
"""Pieces an index may have before the last ones are joined; each costs every word a look-up."""

ALONE = 400
"""Issues that one process indexes faster than two."""


def build(folder: Path, rows: Iterable[IndexRow], revision: int, known: Sequence[str]) -> None:
    """Make the index of these items in an empty folder."""
    writing: Writing = Apart(folder) if len(known) > ALONE else Here(folder, new=True)
    with _cancelled_on_error(writing):
        growing, gathering, words = _add(writing, rows, Growing())
        _commit(folder, writing, growing.finished(revision, known, words.seen), gathering)


def extend(
    folder: Path, now: Sidecar, rows: Iterable[IndexRow], gone: Sequence[int], revision: int, known: Sequence[str]
) -> None:
    """Add items to the index of a folder, and take the documents `gone` out of it."""
    writing = Here(folder)
    with _cancelled_on_error(writing):
        for number in gone:
            writing.writer.delete_document(number)
        growing, gathering, words = _add(writing, rows, Growing(now))
        _commit(folder, writing, growing.finished(revision, known, words.seen, gone), gathering)


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
    writing = Here(folder)

    def join(writer: Any, segments: list[Any]) -> list[Any]:
        for segment in segments[keep:]:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            if reader.doc_count():  # of nothing Whoosh would write an empty piece, which no part stands beside
                writer.add_reader(reader)
            reader.close()
        return segments[:keep]

    with _cancelled_on_error(writing):
        return _commit(folder, writing, now.only(stays, keep), gathering, partial(writing.commit, join))


def part_name(generation: int) -> str:
    """The name, without ending, of the decoded postings that a commit wrote."""
    return f"postings-{generation}"


def sidecar_path(folder: Path, generation: int) -> Path:
    """The sidecar of a generation."""
    return folder / f"sidecar-{generation}.npz"


def newest_generation(folder: Path) -> int:
    """The newest generation in a folder, from the names alone; -1 where there is none."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return -1
    found = (name.removeprefix("_MAIN_").removesuffix(".toc") for name in names if name.endswith(".toc"))
    return max((int(number) for number in found if number.isdigit()), default=-1)


def damaged_piece(folder: Path) -> Path | None:
    """A piece of the index that was changed on the disk since it was written."""
    pieces = ((folder / name, checksum) for name, checksum in _sums(folder).items())
    return next((piece for piece, sum in pieces if piece.exists() and crc32(piece.read_bytes()) != sum), None)


# --- one commit ------------------------------------------------------------------------------------


def _add(writing: Writing, rows: Iterable[IndexRow], growing: Growing) -> tuple[Growing, Gathering, Words]:
    """Write each item's words with Whoosh, and the rest beside it in the same order."""
    gathering, words = Gathering(), Words()
    for row in rows:
        text = indexed(row.item.headline, row.item.body)
        places = words.places(text)
        writing.add(row.item.id, places)
        gathering.add(places)
        growing.add(row, len(text) - text.index(BREAK))  # the headline once
    return growing, gathering, words


def _commit(
    folder: Path, writing: Writing, sidecar: Sidecar, gathering: Gathering, commit: Callable[[], None] | None = None
) -> Sidecar:
    """Write what lies beside the segment, then let Whoosh make the generation appear."""
    generation = writing.generation
    if gathering.size:  # Whoosh writes no segment without documents
        sidecar = sidecar.with_part(generation, gathering.size)
        gathering.finished().save(folder, part_name(generation))
    sidecar.save(sidecar_path(folder, generation))
    (commit or writing.commit)()
    _tidy(folder, generation, sidecar)
    _seal(folder)
    return sidecar


@contextmanager
def _cancelled_on_error(writing: Writing) -> Iterator[None]:
    try:
        yield
    except BaseException:
        writing.cancel()
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
