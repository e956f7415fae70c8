"""Cursors: they lead through a whole list, belong to one question, and survive what arrives in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import issue_text
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some

from archive import Archive
from importers.batch import import_paths
from web import create_app
from web.api import cursors

ROOT = "/api/v1"
WORDS = "/search?q=Kadena+OR+Futenma+OR+Iwakuni+OR+Minister+OR+Tokyo"
LISTS = (
    WORDS,
    "/search?sort=newest",
    "/issues",
    "/items",
    "/entities?kind=base",
    "/mentions",
    "/events",
    "/relations",
)
KEYS = some.lists(some.integers(0, 10**9) | some.text(max_size=30), max_size=4).map(tuple)


@pytest.fixture(scope="module")
def api(filled: Path) -> Iterator[FlaskClient]:
    archive = Archive(filled)
    yield create_app(archive, api_rate="").test_client()
    archive.close()


def page(api: FlaskClient, address: str, limit: int) -> dict[str, Any]:
    path, _, query = address.partition("?")
    answer = api.get(f"{path}?{query}{'&' if query else ''}limit={limit}")
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json
    following = said["next"]
    assert answer.headers.get("Link") == (f'<{following}>; rel="next"' if following else None)
    return said


def walked(api: FlaskClient, address: str, limit: int) -> list[Any]:
    """Every entry of a list, along its pages."""
    said = page(api, ROOT + address, limit)
    found = said["results"]
    while following := said["next"]:
        said = api.get(following).json
        assert said["results"], "an empty page"
        found += said["results"]
    return found


@given(key=KEYS, question=some.text())
def test_a_place_comes_back(key: cursors.Key, question: str) -> None:
    cursor = cursors.write(key, question)
    assert cursors.read(cursor, question) == key
    with pytest.raises(cursors.BadCursor):
        cursors.read(cursor, question + "?")


@given(key=KEYS, at=some.integers(0), letter=some.sampled_from("AZaz09-_"))
def test_a_changed_cursor_is_refused(key: cursors.Key, at: int, letter: str) -> None:
    cursor = cursors.write(key, "a question")
    at %= len(cursor)
    changed = cursor[:at] + letter + cursor[at + 1 :]
    if changed != cursor:
        with pytest.raises(cursors.BadCursor):
            cursors.read(changed, "a question")


@given(some.text() | some.binary().map(lambda data: cursors._spelled(data)))
def test_no_text_is_more_than_refused(text: str) -> None:
    with pytest.raises(cursors.BadCursor):
        cursors.read(text, "a question")


@pytest.mark.parametrize("limit", [1, 3, 7])
@pytest.mark.parametrize("address", LISTS)
def test_pages_make_up_the_whole(api: FlaskClient, address: str, limit: int) -> None:
    whole = page(api, ROOT + address, 100)
    assert whole["next"] is None or "entities" in address
    assert walked(api, address, limit)[: len(whole["results"])] == whole["results"] != []


@pytest.mark.parametrize("address", LISTS)
def test_pages_may_change_their_length(api: FlaskClient, address: str) -> None:
    whole = page(api, ROOT + address, 100)["results"]
    first = page(api, ROOT + address, 2)
    cursor = parse_qs(urlsplit(first["next"]).query)["cursor"][0]
    joint = "&" if "?" in address else "?"
    second = page(api, f"{ROOT}{address}{joint}cursor={cursor}", 3)
    assert first["results"] + second["results"] == whole[:5]


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/issues", "/items"),
        ("/issues", "/issues?volume=1"),
        ("/mentions?kind=base", "/mentions?kind=leader"),
        (WORDS, "/search?q=Kishi"),
        (WORDS, WORDS + "&sort=newest"),
        ("/entities?kind=base", "/entities"),
    ],
)
def test_a_cursor_of_another_question_is_refused(api: FlaskClient, address: str, other: str) -> None:
    cursor = parse_qs(urlsplit(page(api, ROOT + address, 1)["next"]).query)["cursor"][0]
    answer = api.get(f"{ROOT}{other}{'&' if '?' in other else '?'}cursor={cursor}")
    assert answer.status_code == 400
    said = answer.json or {}
    assert said["type"].endswith("#bad-cursor")
    assert "Leave it out to begin again" in said["detail"]


@pytest.mark.parametrize("path", ["/issues", "/mentions", "/entities", "/search"])
@pytest.mark.parametrize(
    "key", [(), (1,), ("x", -1), ("x", 1), ("a/1.1", 10**9), ("a/1.1", "1"), (1, 1, 1), (1, -1, "a")]
)
def test_a_made_up_place_is_refused_or_leads_nowhere(api: FlaskClient, path: str, key: cursors.Key) -> None:
    """The checksum is no secret: whoever can compute it still gets no more than an empty page."""
    operation = {"/issues": "listIssues", "/mentions": "listMentions", "/entities": "listEntities", "/search": "search"}
    cursor = cursors.write(key, f'["{operation[path]}", []]')
    answer = api.get(f"{ROOT}{path}?cursor={cursor}")
    assert answer.status_code in (200, 400)


SIGHTS = "Visitors from many towns went to see Kadena Air Base and its {number} hangars, and wrote home about them."


@pytest.mark.parametrize("address", [WORDS, WORDS + "&sort=newest", "/issues", "/items", "/mentions"])
def test_what_arrives_in_between_loses_and_repeats_nothing(folder: Path, tmp_path: Path, address: str) -> None:
    archive = Archive(tmp_path / "home")
    import_paths(archive, sorted(folder.iterdir()))
    api = create_app(archive, api_rate="").test_client()
    before = [where(one) for one in walked(api, address, 100)]
    said = page(api, ROOT + address, 1)
    seen = [where(one) for one in said["results"]]
    for number in ("1.2", "1.15", "3.1"):
        text = issue_text(number, (f"Sights of {number}", SIGHTS.format(number=number[-1])))
        (folder / f"digest-vol-{number}.txt").write_text(text, "utf-8")
    import_paths(archive, sorted(folder.iterdir()))
    while following := said["next"]:
        said = api.get(following).json or {}
        seen += [where(one) for one in said["results"]]
    assert [one for one in seen if one in before] == before
    archive.close()


def where(entry: dict[str, Any]) -> tuple[Any, ...]:
    """What an entry of a list is of."""
    return entry.get("item") or entry["issue"], entry.get("field"), entry.get("start")


def test_a_place_that_is_gone_is_said_so(api: FlaskClient) -> None:
    revision, start, last = 10**9, 1, "us-japan-alliance-digest/9.9#9"
    cursor = cursors.write((revision, start, last), '["search", []]')
    said = api.get(f"{ROOT}/search?cursor={cursor}").json or {}
    assert "the archive has changed too much since to find its place again" in said["detail"]
