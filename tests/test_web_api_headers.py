"""What holds for every answer of the API: tags, methods, pages of other sites, the address of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive import Archive
from web import create_app

ROOT = "/api/v1"


@pytest.fixture(scope="module")
def api(filled: Path) -> Iterator[FlaskClient]:
    """A client that may ask as often as it likes."""
    archive = Archive(filled)
    yield create_app(archive, api_rate="").test_client()
    archive.close()


@pytest.mark.parametrize("address", ["/search?q=Futenma", "/issues", "/entities/nobuo-kishi", "", "/openapi.json"])
def test_what_is_known_is_not_sent_again(api: FlaskClient, address: str) -> None:
    first = api.get(ROOT + address)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, no-cache"
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = api.get(ROOT + address, headers={"If-None-Match": known})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "public, no-cache"
        assert "Accept-Encoding" in again.headers["Vary"]
    assert api.get(ROOT + address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert api.get(ROOT + address, headers={"Host": "other.example"}).headers["ETag"] != tag


def test_what_is_not_there_is_never_known(api: FlaskClient) -> None:
    assert api.get(f"{ROOT}/entities/nobody", headers={"If-None-Match": "*"}).status_code == 404


def test_another_question_has_another_tag(api: FlaskClient) -> None:
    addresses = (
        "/issues",
        "/issues?limit=1",
        "/issues?limit=2",
        "/items",
        "/search",
        "/search?q=Naha",
        "/search?q=Kadena",
    )
    assert len({api.get(ROOT + address).headers["ETag"] for address in addresses}) == len(addresses)


@pytest.mark.parametrize("address", ["/search?q=Futenma", "/issues", "/nonsense", "/search?x=1"])
def test_head_tells_what_get_would(api: FlaskClient, address: str) -> None:
    head, get = api.head(ROOT + address), api.get(ROOT + address)
    assert (head.status_code, head.data) == (get.status_code, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Link"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("address", ["/search", "/nonsense", "/search?x=1"])
def test_pages_of_any_site_may_ask(api: FlaskClient, address: str) -> None:
    answer = api.get(ROOT + address, headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Link" in answer.headers["Access-Control-Expose-Headers"]


def test_what_a_browser_asks_before(api: FlaskClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    answer = api.options(f"{ROOT}/search", headers=asked)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (200, "GET, HEAD, OPTIONS")
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "Access-Control-Allow-Origin" not in api.get("/search").headers, "pages are not shared"


def test_addresses_are_those_the_world_sees(archive: Archive) -> None:
    api = create_app(archive, public_url="https://digest.example.org").test_client()
    said = api.get(f"{ROOT}/issues?limit=1")
    assert (said.json or {})["next"].startswith("https://digest.example.org/api/v1/issues?")
    assert said.headers["Link"].startswith("<https://digest.example.org/api/v1/issues?")
    assert (said.json or {})["results"][0]["address"].startswith("https://digest.example.org/issues/")
