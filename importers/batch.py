"""Taking in many sources: keep, read, keep the reading; derive once at the end.

Each original is kept before it is read, so whatever happens in between nothing handed in is lost; a bad
document never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from archive import Archive
from archive.deriving import Outcome
from archive.errors import ArchiveError, ImportFailed, StorageFailed
from archive.model import Source
from importers import base

Result = Literal["new", "changed", "unchanged", "failed"]


@dataclass(slots=True)
class Report:
    """What became of each document of a batch."""

    rows: list[tuple[str, Result, str]] = field(default_factory=list)
    """Name, result, and the issues it holds or the reason it failed."""

    def count(self, result: Result) -> int:
        """How many documents ended so."""
        return sum(row[1] == result for row in self.rows)


def import_paths(archive: Archive, paths: Iterable[Path], tick: Callable[[], None] = lambda: None) -> Report:
    """Import files and folders as one batch."""
    return import_sources(archive, (partial(base.open_source, path) for path in base.walk(paths)), tick)


def import_sources(
    archive: Archive, openers: Iterable[Callable[[], Source]], tick: Callable[[], None] = lambda: None
) -> Report:
    """Import what each opener gives, or note why it gave nothing; one derivation, one index commit.

    :raises StorageFailed: nothing more can be kept; what was kept before stays and the next import goes on from it
    """
    batch = datetime.now(UTC).isoformat(timespec="seconds")
    report, kept = Report(), []
    finish_reading(archive)
    for opener in openers:
        name = ""
        try:
            source = opener()
            name = source.name
            sha256, news = archive.file(source, batch)
            if not archive.catalog.has_reading(sha256):
                read(archive, sha256, source)
            kept.append((name, sha256, news))
        except StorageFailed:
            raise
        except ArchiveError as error:
            report.rows.append((name or error.subject, "failed", f"{error.what} {error.todo}".strip()))
        tick()
    outcome = archive.derive()
    for name, sha256, news in kept:
        report.rows.append((name, *_result(archive, sha256, news, outcome)))
    return report


def read(archive: Archive, sha256: str, source: Source) -> None:
    """Read an original and keep the reading, or keep in words why it cannot be read."""
    try:
        reading = base.read(source, archive.series)
    except ImportFailed as error:
        archive.keep_reading(sha256, "none", 0, "", failure=f"{error.what} {error.todo}".strip())
    else:
        archive.keep_reading(sha256, reading.reader, reading.version, reading.media_type, reading.drafts)


def finish_reading(archive: Archive) -> None:
    """Read what was kept but never read, because something ended an earlier import."""
    for sha256, name, url in archive.catalog.unread():
        read(archive, sha256, Source(archive.originals.read(sha256), name, url or None))


def _result(archive: Archive, sha256: str, news: bool, outcome: Outcome) -> tuple[Result, str]:
    failure = archive.catalog.failure(sha256)
    if failure:
        return "failed", failure
    issues = archive.ask.issues_from(sha256)
    listed = ", ".join(issues)
    if not news:
        return "unchanged", listed
    if outcome.new.intersection(issues):
        return "new", listed
    return ("changed" if outcome.changed.intersection(issues) else "unchanged"), listed
