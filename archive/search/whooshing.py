"""Whoosh's own index: its schema, its writer, and the writer in a process of its own, for many documents.

Words are cut before (`words.py`), once for Whoosh and for what lies beside it; Whoosh gets stems with their positions.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, TEXT, FieldType, Schema
from whoosh.formats import Positions
from whoosh.index import create_in, open_dir
from whoosh.writing import NO_MERGE

from archive.errors import IndexMissing
from archive.search.words import Words

TEXT_FIELD = "text"

Places = Mapping[str, Sequence[int]]
"""The positions of each stem of a document."""

Merge = Callable[[Any, list[Any]], list[Any]]

BATCH = 200
"""Documents sent to the other process at once."""


class Writing(Protocol):
    """What takes documents for Whoosh."""

    generation: int

    def add(self, id: str, places: Places) -> None:
        """Write a document."""

    def commit(self) -> None:
        """Make the new generation appear."""

    def cancel(self) -> None:
        """Leave the index as it was; after a commit this does nothing."""


class Here:
    """Whoosh's writer in this process.

    :raises IndexMissing: the index that it is to write to is damaged
    """

    def __init__(self, folder: Path, new: bool = False) -> None:
        try:
            index = create_in(str(folder), schema()) if new else open_dir(str(folder), schema=schema())
        except OSError:
            raise
        except Exception as error:  # pickles fail in many ways when damaged
            todo = "`digest rebuild` makes a new one."
            raise IndexMissing(str(folder), f"the index is damaged ({error}).", todo) from error
        self.writer = index.writer(codec=_Codec())
        self.generation: int = self.writer.generation

    def add(self, id: str, places: Places) -> None:
        """Write a document."""
        self.writer.add_document(id=id, **{TEXT_FIELD: list(places.items())})

    def commit(self, merge: Merge = NO_MERGE) -> None:
        """Make the new generation appear; `merge` chooses what is joined with it."""
        self.writer.commit(mergetype=merge)

    def cancel(self) -> None:
        """Leave the index as it was; after a commit this does nothing."""
        if not self.writer.is_closed:
            self.writer.cancel()


class Apart:
    """The writer of a new index in a process of its own, so that two cores work on it."""

    generation = 1

    def __init__(self, folder: Path) -> None:
        # Not `-m`: what the index keeps of our classes would be of a module of another name.
        command = [sys.executable, "-c", f"import sys, {__name__} as it; sys.exit(it.write())", str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.batch: list[tuple[str, Places]] = []

    def add(self, id: str, places: Places) -> None:
        """Send a document.

        :raises OSError: the other process could not write, or is gone
        """
        self.batch.append((id, places))
        if len(self.batch) == BATCH:
            self._send(self.batch)
            self.batch = []

    def commit(self) -> None:
        """Have the index committed, and wait until it is.

        :raises OSError: the other process could not write, or is gone
        """
        self._send(self.batch)
        self._send(None)
        self._end()

    def cancel(self) -> None:
        """End the other process."""
        self.process.kill()
        self.process.communicate()

    def _send(self, what: object) -> None:
        assert self.process.stdin
        try:
            pickle.dump(what, self.process.stdin, pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()
        except OSError:  # it went away, and may have said why
            self._end()
            raise

    def _end(self) -> None:
        said, _ = self.process.communicate()
        if self.process.returncode:
            number, why = pickle.loads(said) if said else (None, "the process that writes was ended")
            raise OSError(number, why)


def whoosh_reader(folder: Path) -> Any:
    """Whoosh's own reader of the newest generation; for comparing and checking, the caller closes it."""
    return open_dir(str(folder), schema=schema()).reader()


def schema() -> Schema:
    """A stored id, and the words with their positions."""
    field: FieldType = TEXT(analyzer=Words(), phrase=True)
    field.format = _Places()
    return Schema(id=STORED, **{TEXT_FIELD: field})


class _Places(Positions):  # type: ignore[misc]
    """Whoosh's positions, of words that are cut already."""

    def word_values(self, value: list[tuple[str, Sequence[int]]], *_: Any, **__: Any) -> Iterator[Any]:
        """Each stem with how often it stands, its weight, and its positions as Whoosh keeps them."""
        for stem, positions in value:
            yield stem, len(positions), float(len(positions)), self.encode(positions)


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec without the shortest and longest document of each block, a fifth of the work.

    They only bound scores from above, and no document is shorter than the nothing that stands there instead.
    """

    length_stats = False


def write() -> int:
    """Write what comes from the input to the folder that the command names; 1, with the error on the output, if not."""
    try:
        writing = Here(Path(sys.argv[1]), new=True)
        try:
            while (batch := pickle.load(sys.stdin.buffer)) is not None:
                for id, places in batch:
                    writing.add(id, places)
            writing.commit()
        finally:
            writing.cancel()
    except OSError as error:
        pickle.dump((error.errno, error.strerror), sys.stdout.buffer)
        return 1
    except EOFError:  # whoever sent the documents is gone
        return 1
    return 0
