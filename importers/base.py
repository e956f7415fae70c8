"""Which reader reads a source: the content decides, never the name. Readers are pure: bytes in, drafts out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.errors import LayoutChanged, UnreadableSource, UnsupportedSource
from archive.model import Draft, Source
from archive.reference import Series
from importers import html, pdf, text
from importers.mail import unpacked

READERS = (pdf, html, text)
"""Every reader, asked in this order whether it recognises the content; a new one is one more name here."""

MOST_BYTES = 30 * 1024 * 1024
"""The largest source read: ten times the largest back issue with pictures."""
_MOST_BYTES_OF_TEXT = 5 * 1024 * 1024
"""The largest page or text: a hundred times the largest back issue; only a PDF holds pictures."""
_MOST_BYTES_OPENED = 200 * 1024 * 1024
_FOREIGN = (
    (b"PK\x03\x04", "a zip archive or an office document", "Unpack it, or save it as PDF or text, and import that."),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save it as PDF or text and import that."),
    (b"{\\rtf", "a rich text document", "Save it as PDF or text and import that."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and import what is inside."),
    (b"BZh", "a compressed file", "Unpack it and import what is inside."),
    (b"\xfd7zXZ\0", "a compressed file", "Unpack it and import what is inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and import what is inside."),
    (b"Rar!\x1a\x07", "a rar archive", "Unpack it and import what is inside."),
    (b"\x89PNG", "a picture", "Import the issue's text, page or PDF instead."),
    (b"\xff\xd8\xff", "a picture", "Import the issue's text, page or PDF instead."),
    (b"GIF8", "a picture", "Import the issue's text, page or PDF instead."),
    (b"II*\0", "a picture", "Import the issue's text, page or PDF instead."),
    (b"MM\0*", "a picture", "Import the issue's text, page or PDF instead."),
    (b"RIFF", "a picture or a recording", "Import the issue's text, page or PDF instead."),
    (b"MZ", "a program", "Import pages, PDFs or text."),
    (b"\x7fELF", "a program", "Import pages, PDFs or text."),
    (b"\xcf\xfa\xed\xfe", "a program", "Import pages, PDFs or text."),
    (b"\xca\xfe\xba\xbe", "a program", "Import pages, PDFs or text."),
    (b"SQLite format 3\0", "a database", "Import pages, PDFs or text."),
    (b"%!PS", "a PostScript file", "Save it as PDF and import that."),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version made of a source's bytes."""

    reader: str
    version: int
    media_type: str
    drafts: tuple[Draft, ...]


def read(source: Source, series: Sequence[Series]) -> Reading:
    """Read a source with the reader that recognises its content.

    :raises UnsupportedSource: no reader knows this kind of content
    :raises UnreadableSource: the content is empty, damaged, locked or too large
    :raises LayoutChanged: it was read, but holds no issue
    """
    _check_size(source, MOST_BYTES, "a source")
    for start, kind, todo in _FOREIGN:
        if source.data.startswith(start):
            called = " although it is called a PDF" if source.name.lower().endswith(".pdf") else ""
            raise UnsupportedSource(source.name, f"this is {kind}{called}.", todo)
    source = replace(source, data=unpacked(source.data))
    reader = next((one for one in READERS if one.recognises(source.data)), None)
    if reader is None:
        raise UnsupportedSource(source.name, "this is no page, no PDF and no text.", "Import pages, PDFs or text.")
    if reader.MEDIA_TYPE.startswith("text/"):
        _check_size(source, _MOST_BYTES_OF_TEXT, "a page or text")
    drafts = reader.read(source, series)
    if not drafts or not all(draft.items and all(item.body.strip() for item in draft.items) for draft in drafts):
        raise LayoutChanged(source.name, "an issue without items was read from it.", "Please report it with the file.")
    return Reading(reader.NAME, reader.VERSION, reader.MEDIA_TYPE, drafts)


def _check_size(source: Source, most: int, kind: str) -> None:
    if not source.data.strip():
        raise UnreadableSource(source.name, "the file is empty.", "Save or download it again.")
    if len(source.data) > most:
        raise UnreadableSource(
            source.name,
            f"it has {len(source.data) / 2**20:.0f} MB; {kind} may have {most // 2**20}.",
            "Is it the right file? Split it if it holds many issues.",
        )


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named or lie under a named folder, each once, sorted within a folder.

    Hidden files and gold beside samples (`NAME.gold.json`) are left out of folders. What cannot
    be looked at is named too, so that `open_source` says why.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _under(path) if os.path.isdir(path) else (path,):  # `Path.is_dir` raises where it may not look
            if found not in seen:
                seen.add(found)
                yield found


def _under(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(".gold.json"):
            continue
        if not os.path.isdir(entry):
            yield entry
        elif not entry.is_symlink():  # a link may lead round in a circle
            yield from _under(entry)


def open_source(path: Path) -> Source:
    """The file as a source.

    :raises UnreadableSource: it is missing, may not be read, is no ordinary file or far too large
    """
    name = os.fsencode(path.name).decode("utf-8", "replace")
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= _MOST_BYTES_OPENED:
            return Source(path.read_bytes(), name)
        if stat.S_ISDIR(status.st_mode):
            os.listdir(path)
    except FileNotFoundError as error:
        what = "it is a link to a file that is not there." if path.is_symlink() else "there is no such file."
        raise UnreadableSource(name, what, "Check the path.") from error
    except OSError as error:
        todo = "Check its permissions." if isinstance(error, PermissionError) else "Check the path and the disk."
        raise UnreadableSource(name, f"it cannot be read ({error.strerror}).", todo) from error
    if stat.S_ISREG(status.st_mode):
        raise UnreadableSource(name, f"it has {status.st_size / 2**20:.0f} MB.", "Is it the right file? Split it.")
    raise UnreadableSource(name, "it is no ordinary file.", "Name a file, or a folder with files.")
