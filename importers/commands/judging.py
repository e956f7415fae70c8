"""`digest judgements` and `digest staff`: what people decided, as a file, and who may decide."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from werkzeug.security import generate_password_hash

from archive import Archive
from archive.curation.exchange import as_text, from_text
from archive.errors import NotFound, StorageFailed, UnreadableSource
from importers.commands import Talk, command

SHORTEST_PASSWORD = 12
"""Characters (NIST SP 800-63B-4 asks for 15 where a password stands alone, 8 at the very least)."""


def register(group: click.Group) -> None:
    """Add this module's commands."""
    judgements = click.Group(
        "judgements",
        help="Take staff's judgements out as a text file, or in.\n\nExample: digest judgements export -o FILE",
    )
    command(judgements, archive_is="there")(export)
    command(judgements, archive_is="made")(import_)
    staff = click.Group("staff", help="Say who may log in to the staff pages.\n\nExample: digest staff add mori")
    command(staff)(add)
    command(staff, archive_is="there")(remove)
    command(staff, archive_is="there")(list_)
    group.add_command(judgements)
    group.add_command(staff)


@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def export(archive: Archive, talk: Talk, output: Path | None) -> None:
    """Write every judgement as YAML, undone ones too: a file to keep under version control.

    Example: digest judgements export -o judgements.yaml
    """
    judgements = archive.judged.all()
    text = as_text(judgements)
    if output is None:
        click.echo(text, nl=False)
        return
    fresh = output.with_name(output.name + ".part")
    try:
        fresh.write_text(text, "utf-8")
        os.replace(fresh, output)
    except OSError as error:
        raise StorageFailed(str(output), f"could not be written ({error.strerror}).", "Name another file.") from error
    talk.note(f"{len(judgements)} judgements written to {output}.")


@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True))
def import_(archive: Archive, talk: Talk, file: Path) -> None:
    """Take in judgements from a file; those that are known change nothing, all are kept or none.

    One whose words or names are not in this archive is kept as an orphan, and counts as soon as they are.

    Example: digest judgements import judgements.yaml
    """
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        judgements = from_text(data.decode("utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSource(str(file), f"cannot be read ({error}).", "Give a UTF-8 text file.") from error
    news = archive.take_judgements(judgements)
    taken = {one.id for one in judgements}
    orphans = len({one.judgement.id for one in archive.judged.rulings() if one.status == "orphan"} & taken)
    waiting = f" {orphans} are orphans until their words or names are here." if orphans else ""
    count = {"judgements": len(judgements), "new": news, "orphans": orphans}
    talk.result(f"{len(judgements)} judgements read, {news} of them new.{waiting}", count)


@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")
def add(archive: Archive, talk: Talk, name: str, password_stdin: bool) -> None:
    """Let somebody log in to the staff pages; for a name that is known, set a new password.

    Example: digest staff add mori
    """
    if not name.strip() or not name.isprintable() or len(name) > 60:
        raise click.ClickException("A name has 1 to 60 printable characters.")
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(
            f"The password is too short: give at least {SHORTEST_PASSWORD} characters, such as a few words."
        )
    new = archive.judged.set_password(name, generate_password_hash(password, "scrypt"))
    talk.result(f"{name} can {'log in at /staff/ now' if new else 'log in with the new password'}.", {"staff": name})


@click.argument("name")
def remove(archive: Archive, talk: Talk, name: str) -> None:
    """Let somebody log in no more, at once; what they decided stays.

    Example: digest staff remove mori
    """
    if not archive.judged.remove_staff(name):
        raise NotFound(name, "there is nobody of that name on the staff.", "`digest staff list` names all.")
    talk.result(f"{name} can log in no more.", {"removed": name})


def list_(archive: Archive, talk: Talk) -> None:
    """Name everybody who may log in.

    Example: digest staff list
    """
    for name in archive.judged.staff():
        talk.result(name, {"staff": name})
