"""The index on disk: Whoosh for the words, a sidecar for the rest, both of the catalog's revision.

`index/r00000012` is an index built whole at revision 12; later issues are added in place, one commit each
(`commits.py`), and the last pieces are joined when there are many. Whatever is odd (missing, damaged, another version)
is answered by building a new one. All writing is asked for here, under the archive's lock; the folder holds pickles,
so nobody else may write to it.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from archive.errors import IndexMissing, StorageFailed
from archive.search.commits import (
    PARTS,
    build,
    compact,
    damaged_piece,
    extend,
    newest_generation,
    part_name,
    sidecar_path,
)
from archive.search.parts import Part
from archive.search.sidecar import Sidecar
from archive.search.whooshing import whoosh_reader
from archive.store.questions import Questions

AT_LEAST, SHARE = 100, 5
"""So many items, or one in so many of the index, are added in place; more are a reason to build anew."""


@dataclass(frozen=True)
class Opened:
    """One generation of the index, open for reading; nothing in it changes any more."""

    folder: Path
    generation: int
    sidecar: Sidecar
    parts: tuple[Part, ...]
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever changes what is cached."""

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
            generation = newest_generation(folder) if folder else -1
            opened = self._opened
            if opened and opened.folder == folder and opened.generation == generation:
                return opened
            if folder and generation > 0:
                with self._opening:
                    if self._opened and self._opened is not opened:
                        continue  # another thread was faster
                    try:
                        self._opened = _open(folder, generation)
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
            opened = self.current()
        except IndexMissing as error:
            return str(error)
        if opened.sidecar.revision != revision:
            return (
                f"the index is at revision {opened.sidecar.revision}, the catalog at {revision}. "
                "`digest rebuild` brings it up."
            )
        return None if _sound(opened) else f"{opened.folder}: the index is damaged. `digest rebuild` makes a new one."

    def damage(self) -> str | None:
        """Which piece of the index was changed on the disk since it was written, in a sentence; None if none was."""
        folder = self._folder()
        piece = damaged_piece(folder) if folder else None
        return f"{piece}: was changed on the disk. `digest rebuild` makes a new index." if piece else None

    def close(self) -> None:
        """Let go of the files."""
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
            if _sound(now):
                return
            now = None
        try:
            try:
                extended = now is not None and self._extend(now, questions, revision, known)
            except IndexMissing:  # Whoosh's part is damaged
                extended = False
            if not extended:
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
        if sidecar.revision >= revision:
            return False
        if len(sidecar.parts) >= PARTS:
            sidecar = compact(now.folder, sidecar)
        limit = max(AT_LEAST, sidecar.size // SHARE)
        rows = list(islice(questions.index_rows(sidecar.revision), limit + 1))
        changed, indexed_before = {row.item.issue for row in rows}, set(sidecar.known.tolist())
        stale = changed | (indexed_before - set(known))
        stale_numbers = [number for number, id in enumerate(sidecar.issue_ids) if str(id) in stale]
        gone = np.flatnonzero(np.isin(sidecar.issue, stale_numbers)).tolist()
        dead = sidecar.size - int(sidecar.living.sum()) + len(gone)
        if len(rows) > limit or dead > limit or set(known) - changed - indexed_before:
            return False
        extend(now.folder, sidecar, rows, gone, revision, known)
        return True

    def _build(self, questions: Questions, revision: int, known: list[str]) -> None:
        """Build the index anew beside the old one, then put it in place whole."""
        self.home.mkdir(parents=True, exist_ok=True)
        for leftover in self.home.glob("building-*"):
            shutil.rmtree(leftover)
        fresh = self.home / f"building-{revision:08d}"
        fresh.mkdir()
        build(fresh, questions.index_rows(), revision, known)
        before = self._folder()
        number = _number(before.name)[1] + 1 if before else 1
        fresh.rename(self.home / f"r{revision:08d}.{number}")
        for folder in self.home.glob("r*.*"):
            if _number(folder.name)[1] < number - 1:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self) -> Path | None:
        """The folder of the newest build."""
        try:
            names = os.listdir(self.home)  # asked before every search; `glob` takes ten times as long
        except FileNotFoundError:
            return None
        newest = max(names, key=lambda name: _number(name)[1], default="")
        return self.home / newest if _number(newest)[1] > 0 else None


def _open(folder: Path, generation: int) -> Opened:
    sidecar = Sidecar.load(sidecar_path(folder, generation))
    if int(sidecar.sizes.sum()) != sidecar.size:
        raise ValueError("its parts do not fit together")
    return Opened(folder, generation, sidecar, tuple(Part.load(folder, part_name(int(one))) for one in sidecar.parts))


def _sound(opened: Opened) -> bool:
    """Whether Whoosh's own index is whole, and of the same documents."""
    try:
        with closing(whoosh_reader(opened.folder)) as reader:
            counts = reader.doc_count_all(), reader.doc_count()
    except Exception:  # pickles fail in many ways when damaged
        return False
    return counts == (opened.sidecar.size, int(opened.sidecar.living.sum()))


def _number(name: str) -> tuple[int, int]:
    """Revision and serial number of a build's folder, `r00000012.3`; -1 and -1 for any other name."""
    revision, _, serial = name[1:].partition(".")
    return (int(revision), int(serial)) if name[:1] == "r" and revision.isdigit() and serial.isdigit() else (-1, -1)
