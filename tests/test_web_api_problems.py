"""What the API refuses: as problems, each saying what happened, to what, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
from flask.testing import FlaskClient

from archive import Archive
from archive.errors import IndexMissing
from web import create_app
from web.api.resources import SHAPES

ROOT = "/api/v1"
PROBLEM = {**SHAPES["Problem"], "additionalProperties": False, "components": {"schemas": dict(SHAPES)}}


@pytest.fixture(scope="module")
def api(filled: Path) -> Iterator[FlaskClient]:
    """A client that may ask as often as it likes."""
    archive = Archive(filled)
    yield create_app(archive, api_rate="").test_client()
    archive.close()


def told(api: FlaskClient, address: str) -> dict[str, Any]:
    """A problem, which is one as described."""
    answer = api.get(ROOT + address)
    assert answer.content_type == "application/problem+json", answer.text
    said: dict[str, Any] = answer.json or {}
    assert answer.status_code == said["status"]
    assert answer.headers["Cache-Control"] == "no-store"
    jsonschema_rs.validate(PROBLEM, said)
    return said


@pytest.mark.parametrize(
    ("address", "status", "slug", "says"),
    [
        (
            "/search?colour=red",
            400,
            "bad-argument",
            "colour: there is no such parameter here. Leave it out, or use ",
        ),
        ("/search?page=2", 400, "bad-argument", "page: there is no such parameter here."),
        ("/issues?limit=0", 400, "bad-argument", "Write a number from 1 to 100."),
        ("/issues?limit=101", 400, "bad-argument", "Write a number from 1 to 100."),
        ("/issues?limit=ten", 400, "bad-argument", "Write a number from 1 to 100."),
        ("/issues?limit=5&limit=6", 400, "bad-argument", "limit: it comes 2 times; the limit is 1."),
        ("/issues?from=2022-02-30", 400, "bad-argument", "Write a day as year, month and day: 2022-01-31."),
        ("/issues?series=Not+An+Id", 400, "bad-argument", "series: this is no value for it."),
        ("/mentions?linked=1", 400, "bad-argument", "Write true or false."),
        ("/mentions?kind=ship", 400, "bad-argument", "Write leader, base,"),
        ("/suggestions", 400, "bad-argument", "q: it is missing."),
        ("/search?" + "&".join(["year=2022"] * 61), 400, "bad-argument", "it comes 61 times; the limit is 60."),
        ("/issues/us-japan-alliance-digest/1.12?x=1", 400, "bad-argument", "This address takes none: leave it out."),
        ("/openapi.json?x=1", 400, "bad-argument", "This address takes none: leave it out."),
        ("/search?q=laeder:x", 400, "bad-query", "Did you mean leader:?"),
        ("/search?leader=nobody", 400, "bad-query", "no leader of that name or id is known."),
        ("/search?sort=best", 400, "bad-argument", "Write relevance, newest,"),
        ("/issues?cursor=AAAAAAAAAAAA", 400, "bad-cursor", "it was changed, or belongs to another question."),
        ("/nonsense", 404, "not-found", "/api/v1 lists what there is."),
        ("/issues/us-japan-alliance-digest/9.9", 404, "not-found", "no such issue is in the archive."),
        ("/items/us-japan-alliance-digest/1.12/9", 404, "not-found", "no such item is in the archive."),
        ("/items/us-japan-alliance-digest/x-0/99999999999999999999", 404, "not-found", "nothing has this address."),
        ("/issues/us-japan-alliance-digest/x-0-99999999999999999999", 404, "not-found", "nothing has this address."),
        ("/entities/nobody-at-all", 404, "not-found", "no such name is known."),
        ("/mentions?entity=nobody-at-all", 404, "not-found", "no such name is known."),
        ("/mentions?issue=us-japan-alliance-digest/9.9", 404, "not-found", "no such issue is in the archive."),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(api: FlaskClient, address: str, status: int, slug: str, says: str) -> None:
    said = told(api, address)
    assert said["status"] == status
    assert said["type"] == f"http://localhost/api/#{slug}"
    assert says in said["detail"]
    assert said["instance"].startswith(ROOT + address[:20])


def test_the_place_of_a_mistake_is_told(api: FlaskClient) -> None:
    for query in ("Futenma laeder:x", '"Futenma', "Futenma date:someday"):
        said = told(api, f"/search?{urlencode({'q': query})}")
        assert said["query"] == query
        assert said["query"][said["start"] : said["end"]] in query[said["start"] :] != ""
        assert said["detail"].startswith("“")


def test_every_fault_is_named(api: FlaskClient) -> None:
    said = told(api, "/search?colour=red&limit=0&exact=perhaps")
    assert [one["parameter"] for one in said["errors"]] == ["colour", "exact", "limit"]
    assert "2 more faults are listed in “errors”." in said["detail"]


def test_a_name_nearly_right_is_suggested(api: FlaskClient) -> None:
    near = told(api, "/entities/nobuo-kish")["near"]
    assert {"name": "Nobuo Kishi", "address": "http://localhost/entities/nobuo-kishi"} in near


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused_with_those_that_are_not(api: FlaskClient, method: str) -> None:
    answer = api.open(f"{ROOT}/search", method=method)
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
    assert {"GET", "HEAD", "OPTIONS"} == set(answer.headers["Allow"].split(", "))
    assert "Read it with GET" in answer.text


def test_a_large_body_is_refused(api: FlaskClient) -> None:
    answer = api.get(f"{ROOT}/search", data=b"x" * 20_000)
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
    assert api.get(f"{ROOT}/search", data=b"x" * 10_000).status_code == 200


def test_mistakes_of_ours_tell_no_secrets(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("the inner workings")

    def missing(_: object) -> None:
        raise IndexMissing("/home/of/the/archive", "there is no index yet.", "`digest rebuild` makes it.")

    api = create_app(archive).test_client()
    monkeypatch.setattr(archive, "search", broken)
    answer = api.get(f"{ROOT}/search?q=x")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "inner" not in answer.text
    monkeypatch.setattr(archive, "search", missing)
    answer = api.get(f"{ROOT}/search?q=x")
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert "/home" not in answer.text
    assert "digest rebuild" in answer.text


def test_a_page_beside_the_api_keeps_its_own_errors(api: FlaskClient) -> None:
    assert api.get("/apis").mimetype == "text/html"
    assert api.get("/nonsense.json").mimetype == "application/json"
