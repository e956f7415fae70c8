"""The front door: the `digest` command."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from archive import Archive, settings
from archive.errors import ArchiveError, BadReferenceData
from importers.batch import heal
from importers.commands import evaluating, exporting, importing, judging, keeping, knowing, one_line, searching


@click.group()
@click.version_option(package_name="digest-archive")
def digest() -> None:
    """A searchable archive of the US-Japan Alliance Digest."""


for subject in (importing, searching, keeping, exporting, evaluating, knowing, judging):
    subject.register(digest)


@digest.command()
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="The archive's folder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--address", default="", help="Where the world finds the site, if not there: https://digest.example.org.")
@click.option("--api-rate", help="How often one may ask the API, if not “120/minute; 20/second”; “” is without limit.")
@click.option("--proxy", help="The address of a proxy in front, whose word on who asks is taken: 127.0.0.1.")
def serve(home: Path | None, host: str, port: int, address: str, api_rate: str | None, proxy: str | None) -> None:
    """Serve the search site.

    Example: digest serve --port 8080
    """
    from waitress import create_server

    from web import create_app

    archive = Archive(settings.home(home))
    try:
        app = create_app(archive, public_url=address, api_rate=api_rate)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    told = {"trusted_proxy": proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"} if proxy else {}
    heal(archive, partial(click.echo, err=True))
    try:
        server = create_server(app, host=host, port=port, threads=8, ident=None, **told)
    except (OSError, ValueError) as error:  # ValueError: no such host
        why = error.strerror if isinstance(error, OSError) else error
        raise click.ClickException(
            f"{host}:{port} cannot be used ({why}). Stop what uses it, or name another with --host or --port."
        ) from error
    click.echo(f"The archive is at http://{host}:{port}/ (stop with Ctrl-C).")
    server.run()


def main() -> None:
    """Run `digest`: an error of ours is one clear line and exit 1, a usage error exit 2, Ctrl-C exit 130."""
    try:
        code = digest(standalone_mode=False)
    except ArchiveError as error:
        said = f"digest: {error}"
        for line in said.splitlines() if isinstance(error, BadReferenceData) else [said]:  # it tells all its mistakes
            click.echo(one_line(line), err=True)
        code = 1
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo(
            "digest: stopped. Nothing was half-written; the same command goes on where this one ended.", err=True
        )
        code = 130
    except OSError as error:  # what writes files names them in errors of its own; this is the output itself
        what = f"digest: {error.filename or 'the output'}: could not be used ({error.strerror})."
        click.echo(one_line(f"{what} Make room, or check its permissions."), err=True)
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
