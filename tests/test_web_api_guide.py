"""The guide to the API: each example runs, and its answer is the one shown; nothing that the API has is left out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from archive import Archive
from web import create_app
from web.api.examples import shortened
from web.api.resources import OPERATIONS
from web.problems import PROBLEMS


@pytest.fixture(scope="module")
def api(filled: Path) -> FlaskClient:
    return create_app(Archive(filled), api_rate="").test_client()


@pytest.fixture(scope="module")
def guide(api: FlaskClient) -> BeautifulSoup:
    answer = api.get("/api/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def part(guide: BeautifulSoup, operation: str) -> Tag:
    """The section of an operation."""
    heading = guide.find(id=operation)
    assert isinstance(heading, Tag) and isinstance(heading.parent, Tag)
    return heading.parent


@pytest.mark.parametrize("operation", [one.id for one in OPERATIONS])
def test_each_example_runs_and_answers_as_shown(api: FlaskClient, guide: BeautifulSoup, operation: str) -> None:
    example = part(guide, operation).find(class_="example")
    assert isinstance(example, Tag)
    link = example.find("a")
    assert isinstance(link, Tag)
    command, shown = (one.get_text() for one in example.find_all("pre"))
    address = str(link["href"])
    said = subprocess.run(["sh", "-c", f"curl() {{ printf '%s ' \"$@\"; }}; {command}"], capture_output=True, text=True)
    assert said.stdout.split() == ["--compressed", address], "what a shell makes of the line"
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    assert json.loads(shown) == shortened(answer.json)
    results = (answer.json or {}).get("results", ["one thing"])
    assert results, "an example that finds nothing shows nothing"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_every_parameter_is_explained(guide: BeautifulSoup, operation: Any) -> None:
    text = part(guide, operation.id).get_text(" ", strip=True)
    assert f"GET /api/v1{operation.path}" in text
    for parameter in operation.parameters:
        assert parameter.name in text
        assert parameter.about in text


def test_every_problem_has_its_place(api: FlaskClient, guide: BeautifulSoup) -> None:
    for one in PROBLEMS:
        assert guide.find(id=one.slug), one.slug
    said = api.get("/api/v1/search?x=1").json or {}
    assert guide.find(id=said["type"].partition("#")[2])


def test_the_rate_is_the_one_that_holds(archive: Archive) -> None:
    def said(rate: str | None) -> str:
        return " ".join(create_app(archive, api_rate=rate).test_client().get("/api/").text.split())

    assert "120 requests a minute, 20 requests a second from one address" in said(None)
    assert "7 requests in 3600 seconds from one address" in said("7/hour")
    assert "There is no limit here" in said("")


def test_every_page_leads_here(client: FlaskClient) -> None:
    for address in ("/", "/search?q=Futenma", "/nowhere"):
        assert 'href="/api/"' in client.get(address).text


def test_the_page_names_the_description(guide: BeautifulSoup) -> None:
    link = guide.find("link", rel="service-desc")
    assert isinstance(link, Tag)
    assert link["href"] == "/api/v1/openapi.json"


def test_an_empty_archive_has_a_guide_and_a_description_too(empty: Archive) -> None:
    assert empty.catalog
    empty.derive()
    api = create_app(empty).test_client()
    assert api.get("/api/").status_code == 200
    assert api.get("/api/v1/openapi.json").status_code == 200


def test_without_an_index_there_is_a_guide_all_the_same(empty: Archive) -> None:
    api = create_app(empty).test_client()
    assert "there is no index yet" in api.get("/api/").text


@pytest.mark.parametrize(
    ("value", "shown", "marked"),
    [
        ([1, 2, 3, 4], [1, 2, "… and 2 more"], True),
        ([1, 2, 3, 4], [1, 2], False),
        ([1, 2], [1, 2], True),
        ({"a": [[1, 2, 3]]}, {"a": [[1, 2, "… and 1 more"]]}, True),
        ("x" * 200, "x" * 90 + "…", True),
        ("https://example.org/" + "x" * 200, "https://example.org/" + "x" * 200, True),
        (None, None, True),
    ],
)
def test_shortened(value: Any, shown: Any, marked: bool) -> None:
    assert shortened(value, marked) == shown
