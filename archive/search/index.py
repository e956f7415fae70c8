"""The index on disk: Whoosh for the words, a sidecar for the rest, both of the catalog's revision.

`index/r00000012` is an index built whole at revision 12; later issues are added in place, one commit each. Whatever
is odd (missing, damaged, another version, too many pieces) is answered by building a new one. Only this module
writes to the index, under the archive's lock; the folder holds pickles, so nobody else may.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from whoosh.fields import STORED, TEXT, Schema
from whoosh.index import create_in, open_dir

from archive.errors import IndexMissing, StorageFailed
from archive.search.sidecar import Growing, Sidecar
from archive.search.words import BREAK, Words, indexed
from archive.store.questions import IndexRow, Questions

TEXT_FIELD = "text"

AT_LEAST, SHARE = 100, 5
"""So many items, or one in so many of the index, are added in place; more are a reason to build anew."""

SEGMENTS = 24
"""Pieces an index may have; each costs every cold word a look-up, a new build costs about 1.5 ms an item."""


@dataclass(frozen=True)
class Opened:
    """One generation of the index, open for reading; nothing in it changes any more."""

    folder: Path
    generation: int
    sidecar: Sidecar
    reader: Any
    leaves: tuple[tuple[Any, int], ...]
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Whoosh's readers share a file position: one thread at a time reads postings."""

    cache: dict[Any, Any] = field(default_factory=dict)
    """Whatever is worth keeping as long as this generation; see `postings.py`."""


class Index:
    """The index in its folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opened: Opened | None = None
        self._opening = threading.Lock()

    # --- reading -----------------------------------------------------------------------------------

    def current(self) -> Opened:
        """The newest generation, opened again only when there is a newer one.

        :raises IndexMissing: there is no usable index
        """
        for _ in range(5):  # a writer may replace what was just listed
            folder = self._folder()
            generation = _generation(folder) if folder else -1
            opened = self._opened
            if opened and opened.folder == folder and opened.generation == generation:
                return opened
            if folder and generation > 0:
                with self._opening:
                    if self._opened and self._opened is not opened:
                        continue  # another thread was faster
                    try:
                        self._opened = _open(folder)
                    except FileNotFoundError:
                        continue
                    except Exception as error:  # pickles and numpy files fail in many ways when damaged
                        raise IndexMissing(
                            str(folder), f"the index is damaged ({error}).", "`digest rebuild` makes a new one."
                        ) from error
                return self._opened
        raise IndexMissing(str(self.home), "there is no index yet.", "`digest rebuild` makes it.")

    def problem(self, revision: int) -> str | None:
        """What is wrong with the index in a sentence, None if it is whole and at the catalog's revision."""
        try:
            sidecar = self.current().sidecar
        except IndexMissing as error:
            return str(error)
        if sidecar.revision != revision:
            return (
                f"the index is at revision {sidecar.revision}, the catalog at {revision}. "
                "`digest rebuild` brings it up."
            )
        return None

    def damage(self) -> str | None:
        """Which piece of the index was changed on the disk since it was written, in a sentence; None if none was."""
        folder = self._folder()
        if folder is None:
            return None
        for name, checksum in _sums(folder).items():
            piece = folder / name
            if piece.exists() and crc32(piece.read_bytes()) != checksum:
                return f"{piece}: was changed on the disk. `digest rebuild` makes a new index."
        return None

    def close(self) -> None:
        """Let go of the files."""
        if self._opened:
            self._opened.reader.close()
            self._opened = None

    # --- writing -----------------------------------------------------------------------------------

    def bring_up(self, questions: Questions, revision: int, anew: bool = False) -> None:
        """Make the index that of the catalog at this revision; the caller holds the archive's lock.

        Safe to repeat and to kill: until the last step readers see the index as it was. `anew` builds it
        whole even where it looks sound.
        """
        known = questions.issue_ids()
        try:
            now = None if anew else self.current()
        except IndexMissing:
            now = None
        if now and now.sidecar.revision == revision and now.sidecar.known.tolist() == known:
            return
        try:
            if not now or not self._extend(now, questions, revision, known):
                self._build(questions, revision, known)
        except OSError as error:
            raise StorageFailed(
                str(self.home),
                f"the index could not be written ({error.strerror}).",
                "Make room or check the folder's permissions; the catalog is whole, `digest rebuild` does the rest.",
            ) from error

    def _extend(self, now: Opened, questions: Questions, revision: int, known: list[str]) -> bool:
        """Add what changed in one commit; False if a new build is the better or the only way."""
        sidecar = now.sidecar
        if sidecar.revision >= revision or len(now.leaves) >= SEGMENTS:
            return False
        limit = max(AT_LEAST, sidecar.size // SHARE)
        rows = list(islice(questions.index_rows(sidecar.revision), limit + 1))
        changed, indexed_before = {row.item.issue for row in rows}, set(sidecar.known.tolist())
        stale = changed | (indexed_before - set(known))
        stale_numbers = [number for number, id in enumerate(sidecar.issue_ids) if str(id) in stale]
        gone = np.flatnonzero(np.isin(sidecar.issue, stale_numbers)).tolist()
        dead = sidecar.size - int(sidecar.living.sum()) + len(gone)
        if len(rows) > limit or dead > limit or set(known) - changed - indexed_before:
            return False
        writer = open_dir(str(now.folder), schema=_schema(words := Words())).writer()
        try:
            for number in gone:
                writer.delete_document(number)
            grown = _add(writer, rows, Growing(sidecar)).finished(revision, known, words.seen, gone)
            grown.save(_sidecar(now.folder, writer.generation))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(merge=False)
        _tidy_sidecars(now.folder)
        _seal(now.folder)
        return True

    def _build(self, questions: Questions, revision: int, known: list[str]) -> None:
        """Build the index anew beside the old one, then put it in place whole."""
        self.home.mkdir(parents=True, exist_ok=True)
        for leftover in self.home.glob("building-*"):
            shutil.rmtree(leftover)
        fresh = self.home / f"building-{revision:08d}"
        fresh.mkdir()
        writer = create_in(str(fresh), _schema(words := Words())).writer()
        try:
            grown = _add(writer, questions.index_rows(), Growing()).finished(revision, known, words.seen)
            grown.save(_sidecar(fresh, writer.generation))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(merge=False)
        _seal(fresh)
        before = self._folder()
        number = _number(before)[1] + 1 if before else 1
        fresh.rename(self.home / f"r{revision:08d}.{number}")
        for folder in self.home.glob("r*.*"):
            if _number(folder)[1] < number - 1:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self) -> Path | None:
        """The folder of the newest build."""
        return max(self.home.glob("r*.*"), key=lambda folder: _number(folder)[1], default=None)


def _add(writer: Any, rows: Iterable[IndexRow], growing: Growing) -> Growing:
    """Write each item's words with Whoosh and the rest into the sidecar, in the same order."""
    for row in rows:
        text = indexed(row.item.headline, row.item.body)
        writer.add_document(id=row.item.id, **{TEXT_FIELD: text})
        growing.add(row, len(text) - text.index(BREAK))  # the headline once
    return growing


def _schema(words: Words) -> Schema:
    return Schema(id=STORED, **{TEXT_FIELD: TEXT(analyzer=words, phrase=True)})


def _open(folder: Path) -> Opened:
    # Whoosh offers no way to read one generation by number: read, and take the number from what was read.
    reader = open_dir(str(folder), schema=_schema(Words())).reader()
    generation = reader.generation()
    if generation is None:  # an index without documents
        generation = _generation(folder)
    sidecar = Sidecar.load(_sidecar(folder, generation))
    if reader.doc_count_all() != sidecar.size or reader.doc_count() != int(sidecar.living.sum()):
        reader.close()
        raise ValueError("its parts do not fit together")
    return Opened(folder, generation, sidecar, reader, tuple(reader.leaf_readers()))


def _sidecar(folder: Path, generation: int) -> Path:
    return folder / f"sidecar-{generation}.npz"


def _generation(folder: Path) -> int:
    """The newest generation in a folder, from the names alone; -1 where there is none."""
    names = [path.stem for path in folder.glob("_MAIN_*.toc")]
    return max((int(name.rpartition("_")[2]) for name in names), default=-1)


def _number(folder: Path) -> tuple[int, int]:
    """Revision and serial number of a build's folder, `r00000012.3`."""
    revision, _, serial = folder.name[1:].partition(".")
    return (int(revision), int(serial)) if revision.isdigit() and serial.isdigit() else (-1, -1)


def _tidy_sidecars(folder: Path) -> None:
    """Remove the sidecars that no reader can still want: all but the last two."""
    newest = _generation(folder)
    for path in folder.glob("sidecar-*"):
        number = path.stem.rpartition("-")[2]
        if not number.isdigit() or int(number) < newest - 1:
            path.unlink()


def _seal(folder: Path) -> None:
    """Note the checksum of each piece, which never changes once written; a piece that a kill left out is not judged."""
    known = _sums(folder)
    pieces = sorted([*folder.glob("*.seg"), *folder.glob("sidecar-*.npz")])
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
