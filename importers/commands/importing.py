"""`digest import` and `digest fetch`: bring in back issues."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path

import click

from archive import Archive
from importers import base
from importers.batch import Report, import_paths, import_sources
from importers.commands import Talk, command, one_line
from importers.fetch import fetch as fetch_address


def register(group: click.Group) -> None:
    """Add this module's commands."""
    command(group, "import")(import_)
    command(group)(fetch)


@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(archive: Archive, talk: Talk, paths: tuple[Path, ...]) -> None:
    """Import files and folders of saved pages, PDFs and text.

    The same file twice changes nothing. A document that cannot be read is kept,
    named with its reason, and the rest goes on; then the exit code is 1.

    Example: digest import ~/back-issues old/vol-1-2.pdf
    """
    with talk.progress("Importing", sum(1 for _ in base.walk(paths))) as tick:
        report = import_paths(archive, paths, tick)
    _tell(talk, report)


@click.argument("urls", nargs=-1, required=True)
def fetch(archive: Archive, talk: Talk, urls: tuple[str, ...]) -> None:
    """Fetch pages and PDFs from the web (https, public hosts, robots.txt obeyed) and import them.

    Example: digest fetch https://example.org/us-japan-alliance-digest-vol-2-11/
    """
    with talk.progress("Fetching", len(urls)) as tick:
        report = import_sources(archive, [partial(fetch_address, url) for url in urls], tick)
    _tell(talk, report)


def _tell(talk: Talk, report: Report) -> None:
    """One line a document, failures on stderr, a closing count; exit 1 if one failed or there was none."""
    for name, result, detail in report.rows:
        row = {"name": name, "result": result, "detail": detail}
        if result == "failed" and not talk.json:
            talk.failure(f"failed     {name}: {detail}")
        elif not talk.quiet or talk.json:
            talk.result(one_line(f"{result:<10} {name} → {detail}"), row)
    counts = Counter(result for _, result, _ in report.rows)
    talk.note(", ".join(f"{counts[key]} {key}" for key in ("new", "changed", "unchanged", "failed")) + ".")
    if not report.rows:
        talk.failure("No files were found. Name files, or folders that hold pages, PDFs or text.")
    if counts["failed"] or not report.rows:
        sys.exit(1)
