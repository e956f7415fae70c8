"""Taking in many sources: keep, read, keep the reading; derive once at the end.

Each original is kept before it is read, so whatever happens in between nothing handed in is lost; a bad
document never stops the rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from archive import Archive
from archive.deriving import Outcome
from archive.errors import ArchiveError, ImportFailed, NotFound, StorageFailed
from archive.model import Source
from importers import base

Result = Literal["new", "changed", "unchanged", "failed"]


@dataclass(slots=True)
class Report:
    """What became of each document of a batch."""

    rows: list[tuple[str, Result, str]] = field(default_factory=list)
    """What it is called (under a named folder with its path from there), result, and its issues or why it failed."""

    def count(self, result: Result) -> int:
        """How many documents ended so."""
        return sum(row[1] == result for row in self.rows)


def import_paths(archive: Archive, paths: Iterable[Path], tick: Callable[[], None] = lambda: None) -> Report:
    """Import files and folders as one batch."""
    named = list(paths)
    return _import(archive, ((_label(path, named), partial(base.open_source, path)) for path in base.walk(named)), tick)


def import_sources(
    archive: Archive, openers: Iterable[Callable[[], Source]], tick: Callable[[], None] = lambda: None
) -> Report:
    """Import what each opener gives, or note why it gave nothing; one derivation, one index commit.

    :raises StorageFailed: the archive cannot be opened or derived; what was kept stays, the next import goes on from it
    """
    return _import(archive, (("", opener) for opener in openers), tick)


def _import(archive: Archive, openers: Iterable[tuple[str, Callable[[], Source]]], tick: Callable[[], None]) -> Report:
    """The same, each opener with what to call its source; "" is the source's own name."""
    batch = datetime.now(UTC).isoformat(timespec="seconds")
    report, kept = Report(), []
    before = set(archive.ask.issue_ids())
    with archive.taking_in():
        finish_reading(archive)
        for label, opener in openers:
            try:
                source = opener()
                label = label or source.name
                sha256, news = archive.file(source, batch)
                if archive.catalog.failure(sha256) or not archive.catalog.has_reading(sha256):
                    read(archive, sha256, source)
                kept.append((label, sha256, news))
            except ArchiveError as error:
                report.rows.append((label or error.subject, "failed", f"{error.what} {error.todo}".strip()))
            tick()
        outcome = archive.derive()
    for label, sha256, news in kept:
        report.rows.append((label, *_result(archive, sha256, news, before, outcome)))
    return report


def read(archive: Archive, sha256: str, source: Source) -> None:
    """Read an original and keep the reading, or keep in words why it cannot be read."""
    try:
        reading = base.read(source, archive.series)
    except ImportFailed as error:
        failure = f"{error.what} {error.todo}".strip()
    except Exception as error:  # whatever a document does to a reader, the rest of the batch goes on
        failure = f"reading it failed in a way nobody foresaw ({type(error).__name__}). Please report it with the file."
    else:
        archive.keep_reading(sha256, reading.reader, reading.version, reading.media_type, reading.drafts)
        return
    if failure != archive.catalog.failure(sha256):
        archive.keep_reading(sha256, "none", 0, "", failure=failure)


def finish_reading(archive: Archive) -> None:
    """Read what was kept but never read, because something ended an earlier import."""
    for sha256, name, url in archive.catalog.unread():
        with suppress(NotFound):  # `digest check` names it
            read(archive, sha256, Source(archive.originals.read(sha256), name, url or None))


def heal(archive: Archive, note: Callable[[str], None]) -> None:
    """Finish what an import that was ended left, or what new rules and reference data ask for; none may be at work.

    An archive that cannot be written stays as it is: what it holds is whole, only not the newest.
    """
    with suppress(StorageFailed), archive.mending() as alone:
        if alone and archive.is_behind():
            note("Bringing the archive up to date ...")
            finish_reading(archive)
            archive.derive()


def _label(path: Path, named: Sequence[Path]) -> str:
    above = next((folder for folder in named if folder != path and path.is_relative_to(folder)), path.parent)
    return os.fsencode(path.relative_to(above)).decode("utf-8", "replace")


def _result(archive: Archive, sha256: str, news: bool, before: set[str], outcome: Outcome) -> tuple[Result, str]:
    """What became of a source that was kept; another import at the same time may have derived it."""
    failure = archive.catalog.failure(sha256)
    if failure:
        return "failed", failure
    issues = archive.ask.issues_from(sha256)
    listed = ", ".join(issues)
    if not before.issuperset(issues):
        return "new", listed
    return ("changed" if news and outcome.changed.intersection(issues) else "unchanged"), listed
