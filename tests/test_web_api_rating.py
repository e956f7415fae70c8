"""How often one may ask: counted by address, told in headers, refused with the time to wait; pages are not counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from limits.storage import memory
from waitress.adjustments import Adjustments
from waitress.proxy_headers import proxy_headers_middleware
from werkzeug.test import Client

from archive import Archive
from web import create_app
from web.api.rating import Rates

ROOT = "/api/v1"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in a list to change it."""
    now = [time.time()]
    for module in (memory, __import__("web.api.rating", fromlist=["time"])):
        monkeypatch.setattr(module, "time", type("Clock", (), {"time": staticmethod(lambda: now[0])}))
    return now


def client(archive: Archive, rate: str | None) -> FlaskClient:
    return create_app(archive, api_rate=rate).test_client()


def asked(api: FlaskClient, address: str = ROOT, who: str = "192.0.2.1", method: str = "GET") -> tuple[int, str]:
    answer = api.open(address, method=method, environ_base={"REMOTE_ADDR": who})
    return answer.status_code, answer.headers.get("RateLimit", "")


def test_each_answer_tells_what_is_left(archive: Archive, now: list[float]) -> None:
    api = client(archive, "5/minute; 3/second")
    assert asked(api) == (200, '"5 per 1 minute";r=4;t=60, "3 per 1 second";r=2;t=1')
    answer = api.get(ROOT, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.headers["RateLimit-Policy"] == '"5 per 1 minute";q=5;w=60, "3 per 1 second";q=3;w=1'
    assert asked(api, f"{ROOT}/nonsense") == (404, '"5 per 1 minute";r=2;t=60, "3 per 1 second";r=0;t=1')


def test_too_many_are_refused_until_the_window_ends(archive: Archive, now: list[float]) -> None:
    api = client(archive, "5/minute; 3/second")
    for _ in range(3):
        assert asked(api)[0] == 200
    answer = api.get(ROOT, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert (answer.status_code, answer.content_type) == (429, "application/problem+json")
    assert answer.headers["Retry-After"] == "1"
    said = answer.json or {}
    assert said["type"].endswith("#too-many")
    assert "Ask again in 1 seconds." in said["detail"]
    now[0] += 1.01
    assert asked(api)[0] == 200
    answer = api.get(ROOT, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "59")
    now[0] += 59
    assert asked(api)[0] == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2:3::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("", "", True),
        ("a pipe", "another", False),
    ],
)
def test_each_address_has_its_own_count(archive: Archive, one: str, other: str, same: bool) -> None:
    api = client(archive, "1/hour")
    assert asked(api, who=one)[0] == 200
    assert asked(api, who=other)[0] == (429 if same else 200)


def test_what_does_not_count(archive: Archive) -> None:
    api = client(archive, "1/hour")
    for _ in range(3):
        assert asked(api, "/")[0] == asked(api, "/search.json")[0] == asked(api, "/api/")[0] == 200
        assert asked(api, f"{ROOT}/search", method="OPTIONS")[0] == 200
    assert asked(api, "/")[1] == "", "pages do not tell"
    assert asked(api)[0] == 200
    assert asked(api)[0] == 429


def test_an_answer_that_is_known_counts_too(archive: Archive) -> None:
    api = client(archive, "1/hour")
    tag = api.get(f"{ROOT}/issues").headers["ETag"]
    assert api.get(f"{ROOT}/issues", headers={"If-None-Match": tag}).status_code == 429


def test_the_usual_rate_and_none(archive: Archive) -> None:
    assert [str(one) for one in Rates().windows] == ["120 per 1 minute", "20 per 1 second"]
    api = client(archive, "")
    for _ in range(130):
        assert asked(api) == (200, "")


@pytest.mark.parametrize("rate", ["often", "5", "5/fortnight"])
def test_what_is_no_rate_is_refused(filled: Path, rate: str) -> None:
    with pytest.raises(ValueError, match="says no rate. Write one such as 120/minute; 20/second."):
        create_app(Archive(filled), api_rate=rate)


def test_serve_says_what_is_no_rate(run: Callable[..., Result], filled: Path) -> None:
    found = run("serve", "--home", filled, "--api-rate", "often")
    assert found.exit_code == 2
    assert "“often” says no rate. Write one such as 120/minute; 20/second." in found.output


@pytest.mark.parametrize(
    ("options", "who"),
    [((), "192.0.2.1"), (("--proxy", "192.0.2.1"), "203.0.113.7"), (("--proxy", "192.0.2.9"), "192.0.2.1")],
)
def test_behind_a_proxy_visitors_are_told_apart(
    run: Callable[..., Result], filled: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], who: str
) -> None:
    """The word of a proxy counts, and only of the one that was named."""
    seen: list[str] = []

    class Served:
        """A server of one request, which comes from 192.0.2.1 and says that it is for another."""

        def __init__(self, app: Any, **options: Any) -> None:
            self.app, self.options = app, options

        def run(self) -> None:
            settings = Adjustments(**self.options)
            app = lambda environ, start: seen.append(environ["REMOTE_ADDR"]) or self.app(environ, start)  # noqa: E731
            if settings.trusted_proxy:
                app = proxy_headers_middleware(
                    app,
                    trusted_proxy=settings.trusted_proxy,
                    trusted_proxy_count=settings.trusted_proxy_count,
                    trusted_proxy_headers=settings.trusted_proxy_headers,
                    clear_untrusted=settings.clear_untrusted_proxy_headers,
                    log_untrusted=settings.log_untrusted_proxy_headers,
                )
            asking = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
            assert Client(app).get(ROOT, environ_base=asking).status_code == 200

    monkeypatch.setattr("waitress.create_server", Served)
    found = run("serve", "--home", filled, *options)
    assert found.exit_code == 0, found.output
    assert seen == [who]
