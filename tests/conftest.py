"""The few fixtures: an archive with three small issues, a client of its site, and the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from waitress.server import create_server

from archive import Archive
from importers.batch import import_paths
from web import create_app

pytest_plugins = ("staffed", "sampled")

CHECKOUT = Path(__file__).resolve().parent.parent
SEEDS = CHECKOUT.parent / "shared" / "seeds"


def issue_text(number: str, *items: tuple[str, str]) -> str:
    """A plain-text issue as copied from a page: title, headlines, bodies."""
    lines = [f"US-Japan Alliance Digest Vol {number}", "", "Headlines:"]
    lines += [f"• {headline}" for headline, _ in items]
    lines += ["", "Details:"]
    lines += [f"• {body}" for _, body in items]
    return "\n".join(lines) + "\n"


ISSUES = {
    "1.12": (
        (
            "Kishi tells Diet members of drills near Kadena",
            "Defense Minister Nobuo Kishi said on June 28 that fighters from Kadena Air Base had trained with Japanese "
            "aircraft over the East China Sea. Kishi added that the drills would continue until the fall of 2022.",
        ),
        (
            "Emanuel visits Iwakuni",
            "US ambassador to Japan Rahm Emanuel visited Marine Corps Air Station Iwakuni on June 24. He thanked the "
            "mayor for the city’s patience and promised quieter nights for its residents.",
        ),
    ),
    "1.13": (
        (
            "Hayashi and Blinken meet in Tokyo",
            "Foreign Minister Yoshimasa Hayashi and Secretary of State Antony Blinken met in Tokyo on July 11, 2022, "
            "three days after the killing of former Prime Minister Shinzo Abe. They spoke of the Quad and of Taiwan.",
        ),
        (
            "Work at Henoko goes on",
            "Work on the replacement for Marine Corps Air Station Futenma went on at Henoko on July 12. Okinawa "
            "Governor Denny Tamaki protested, and a hearing was set for next month.",
        ),
    ),
    "1.20": (
        (
            "Hamada counts on joint patrols",
            "Defense Minister Yasukazu Hamada said on October 25, 2022 that patrols with the US Navy in the South "
            "China Sea had helped. The Liberal Democratic Party wants more of them next year.",
        ),
        (
            "Futenma noise suit filed",
            "Residents near MCAS Futenma filed a suit about noise on October 21. The Ministry of Defense said it would "
            "study the claim.",
        ),
    ),
}
"""Three small issues by number: (headline, body) for each item."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the three small issues as text files."""
    folder = tmp_path / "issues"
    folder.mkdir()
    for number, items in ISSUES.items():
        (folder / f"digest-vol-{number}.txt").write_text(issue_text(number, *items), "utf-8")
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an archive that holds the three small issues; only for tests that do not write."""
    home = tmp_path_factory.mktemp("filled")
    for number, items in ISSUES.items():
        (home / f"digest-vol-{number}.txt").write_text(issue_text(number, *items), "utf-8")
    archive = Archive(home / "home")
    import_paths(archive, sorted(home.glob("*.txt")))
    archive.close()
    return home / "home"


@pytest.fixture
def archive(filled: Path) -> Iterator[Archive]:
    """The archive with the three small issues; only for tests that do not write."""
    archive = Archive(filled)
    yield archive
    archive.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    """An archive with nothing in it."""
    archive = Archive(tmp_path / "home")
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def client(filled: Path) -> Iterator[FlaskClient]:
    """A client of the site over the archive with the three small issues."""
    archive = Archive(filled)
    yield create_app(archive).test_client()
    archive.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of a site that runs as `digest serve` runs it."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        with suppress(OSError):  # closing takes the sockets away while the loop waits for them
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run `digest` with arguments; gives its exit code, output and stderr."""
    from importers.cli import digest

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(digest, [str(one) for one in arguments])

    return call
