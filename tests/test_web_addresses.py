"""Where the world finds the site: the public address, and absolute addresses made with it."""

from __future__ import annotations

import pytest
from click.testing import Result

from archive import Archive
from web import create_app
from web.addresses import absolute, public_root


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("https://digest.example.org", "https://digest.example.org"),
        (" http://archive.example:8080/ ", "http://archive.example:8080"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_public_addresses(text: str, root: str) -> None:
    assert public_root(text) == root


@pytest.mark.parametrize(
    "text",
    ["digest.example.org", "ftp://example.org", "https://", "https://a b", 'https://a"b', "https://a:x", "https://a:0"]
    + [
        "https://example.org/digest",
        "https://me:pw@example.org",
        "https://a?q",
        "https://a#b",
        "https://a\nb",
        "http://[a",
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        public_root(text)


@pytest.mark.parametrize(
    ("public", "root"), [("", "http://asked.example"), ("https://digest.example.org/", "https://digest.example.org")]
)
def test_absolute_addresses(archive: Archive, public: str, root: str) -> None:
    app = create_app(archive, public_url=public)
    with app.test_request_context(base_url="http://asked.example"):
        assert absolute("/issues/") == f"{root}/issues/"


def test_serve_refuses_what_is_no_address(run: type[Result], tmp_path: object) -> None:
    found = run("serve", "--home", tmp_path, "--address", "digest.example.org")  # type: ignore[call-arg, arg-type]
    assert found.exit_code == 2
    assert "Write one such as https://digest.example.org" in found.output
