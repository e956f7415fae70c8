"""The `digest` commands, one subject a file; this module holds what they share."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive import Archive, settings
from archive.errors import NotFound
from importers.batch import heal


@dataclass(frozen=True, slots=True)
class Talk:
    """How a command speaks: results on stdout (plain or JSON), progress and failures on stderr."""

    json: bool
    quiet: bool

    def result(self, plain: str, data: Any) -> None:
        """One result, as a line of text or of JSON."""
        click.echo(json.dumps(data, ensure_ascii=False) if self.json else plain)

    def note(self, text: str) -> None:
        """Something by the way; not said when quiet."""
        if not self.quiet:
            click.echo(one_line(text), err=True)

    def failure(self, text: str) -> None:
        """A failure; always said."""
        click.echo(one_line(text), err=True)

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        """A progress bar on a terminal's stderr; call what it gives once for each step done."""
        shown = not self.quiet and not self.json and sys.stderr.isatty()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda: bar.advance(task)


def one_line(text: str) -> str:
    """The text with line breaks and control characters written out: a file may be called anything."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def _as_text(argument: Any) -> Any:
    """An argument that is no file without what is no UTF-8 in it, which no database takes."""
    return os.fsencode(argument).decode("utf-8", "replace") if isinstance(argument, str) else argument


def command(
    group: click.Group, name: str | None = None, archive_is: Literal["made", "there", "healed"] = "made"
) -> Callable[[Callable[..., None]], click.Command]:
    """Register a command that gets `archive` and `talk`, with the options all commands share.

    It may make the archive, or need one that is there, or one that was brought up to date first.
    """

    def register(function: Callable[..., None]) -> click.Command:
        def run(home: Path | None, as_json: bool, quiet: bool, **arguments: Any) -> None:
            archive, talk = Archive(settings.home(home)), Talk(as_json, quiet)
            try:
                if archive_is != "made" and not archive.exists():
                    raise NotFound(str(archive.home), "there is no archive here.", "`digest import` makes one.")
                if archive_is == "healed":
                    heal(archive, talk.note)
                said = {name: _as_text(value) for name, value in arguments.items()}
                function(archive=archive, talk=talk, **said)
            finally:
                archive.close()

        run.__doc__ = function.__doc__
        for parameter in getattr(function, "__click_params__", ()):
            run.__dict__.setdefault("__click_params__", []).append(parameter)
        for option in (
            click.option("--quiet", is_flag=True, help="Say nothing but results and failures."),
            click.option("--json", "as_json", is_flag=True, help="Print each result as a line of JSON."),
            click.option(
                "--home",
                type=click.Path(path_type=Path, file_okay=False),
                help="The archive's folder [ARCHIVE_HOME, else var/ in the checkout].",
            ),
        ):
            option(run)
        return group.command(name or function.__name__.rstrip("_"))(run)

    return register
