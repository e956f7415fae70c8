"""`digest rebuild` and `digest check`: derive everything anew, and see whether all is well."""

from __future__ import annotations

import sys

import click

from archive import Archive
from importers.batch import finish_reading
from importers.commands import Talk, command


def register(group: click.Group) -> None:
    """Add this module's commands."""
    command(group, archive_is="there")(rebuild)
    command(group, archive_is="there")(check)


def rebuild(archive: Archive, talk: Talk) -> None:
    """Throw away everything derived (issues, links, dates, index) and make it again from what is kept.

    Example: digest rebuild
    """
    finish_reading(archive)
    archive.rebuild()
    count = len(archive.ask.issue_ids())
    talk.result(f"Rebuilt: {count} issues at revision {archive.catalog.revision()}.", {"issues": count})


def check(archive: Archive, talk: Talk) -> None:
    """See whether every original is intact and everything derived agrees with the catalog.

    Documents that could not be read and issues that a person must number are listed too; they
    are no damage, so the exit code stays 0.

    Example: digest check
    """
    wrong = archive.check()
    for sentence in wrong:
        talk.result(sentence, {"problem": sentence})
    if wrong:
        sys.exit(1)
    for sentence in archive.left_to_people():
        talk.result(f"to do      {sentence}", {"to_do": sentence})
    originals, issues = len(archive.catalog.originals()), len(archive.ask.issue_ids())
    talk.result(
        f"All is well: {originals} originals intact, {issues} issues at revision {archive.catalog.revision()}.",
        {"originals": originals, "issues": issues},
    )
