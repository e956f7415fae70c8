"""`digest export`: the archive as JSON Lines."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import click

from archive import Archive, export
from archive.errors import StorageFailed
from importers.commands import Talk, command


def register(group: click.Group) -> None:
    """Add this module's command."""
    command(group, "export", "healed")(export_)


@click.argument("what", type=click.Choice(["archive", "events", "relations"]))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of stdout.")
def export_(archive: Archive, talk: Talk, what: str, output: Path | None) -> None:
    """Write the whole archive, its events or its relations as JSON Lines.

    Example: digest export archive -o archive.jsonl
    """
    lines = export.lines(archive, what)
    if output is None:
        for line in lines:
            click.echo(line)
        return
    device = output.exists() and not output.is_file()  # /dev/stdout takes lines, but must not be replaced
    target = output if device else Path(os.path.realpath(output))  # a link stays one
    fresh = target if device else target.with_name(f".{target.name}.writing")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line + "\n")
        if not device:
            os.replace(fresh, target)
    except OSError as error:
        raise StorageFailed(
            str(output), f"could not be written ({error.strerror}).", "Choose another place or make room."
        ) from error
    finally:
        if not device:
            with suppress(OSError):
                fresh.unlink()
    talk.note(f"Written to {output}.")
