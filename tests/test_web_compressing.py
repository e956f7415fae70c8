"""Compression: of texts for those who take it, streams while they flow, and never beside a token of the staff."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
from flask import Response
from flask.testing import FlaskClient
from flask_compress.compat import compression
from staffed import Browser

from archive import Archive
from web import create_app

UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data),
    "br": brotli.decompress,
    "zstd": compression.zstd.decompress,
}


STREAMS = ("/static/style.css", "/search.csv")
ALL = {"Accept-Encoding": "zstd, br, gzip"}


def got(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> Response:
    """An answer read to its end and closed."""
    with client.get(address, headers=headers, buffered=True) as answer:
        return answer


@pytest.mark.parametrize("accepted", UNPACKED)
@pytest.mark.parametrize(
    "address",
    ["/", "/search?q=Futenma", "/search.json", "/static/style.css", "/api/v1/items", "/search.csv", "/issues.json"],
)
def test_texts_are_compressed(client: FlaskClient, address: str, accepted: str) -> None:
    if accepted == "br" and address in STREAMS:
        pytest.skip("br would hold a stream back")
    plain = got(client, address, {"Accept-Encoding": "identity"})
    packed = got(client, address, {"Accept-Encoding": accepted})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == accepted
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert UNPACKED[accepted](packed.data) == plain.data
    assert len(packed.data) < len(plain.data)


def test_gzip_is_what_it_says(client: FlaskClient) -> None:
    packed = client.get("/search.json", headers={"Accept-Encoding": "gzip"}).data
    assert gzip.decompress(packed).startswith(b"{")


@pytest.mark.parametrize("address", ["/static/fonts/inter-latin-wght-normal.woff2", "/api/v1/search?x=1"])
def test_pictures_fonts_and_short_errors_are_left_alone(client: FlaskClient, address: str) -> None:
    assert "Content-Encoding" not in got(client, address, ALL).headers


def test_originals_are_served_as_they_are(client: FlaskClient, archive: Archive) -> None:
    (original, *_) = archive.ask.originals("us-japan-alliance-digest/1.12")
    answer = client.get(f"/originals/{original.sha256}", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == archive.originals.read(original.sha256)


def test_a_part_of_a_file_is_counted_in_its_own_bytes(client: FlaskClient) -> None:
    whole = got(client, "/static/style.css").data
    part = got(client, "/static/style.css", ALL | {"Range": "bytes=100-1999"})
    assert (part.status_code, part.data) == (206, whole[100:2000])


@pytest.mark.parametrize("address", ["/staff/", "/staff/log", "/", "/search?q=Futenma", "/api/v1/items"])
def test_no_page_with_a_token_is_compressed(mori: Browser, address: str) -> None:
    answer = mori.client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_the_door_is_not_compressed_either(visitor: Browser) -> None:
    answer = visitor.client.get("/staff/login", headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "csrf_token" in answer.text
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("accepted", ["gzip", "zstd", "zstd, br, gzip", "br", "identity"])
def test_a_stream_flows(archive: Archive, accepted: str) -> None:
    """Nothing waits until everything is there: what is sent first arrives before the last is made."""
    made = []

    def lines() -> Iterator[str]:
        for number in range(2_000):
            made.append(number)
            yield f"{number},{'words and more words ' * 40}{number * 7919 % 104729}\n"

    app = create_app(archive)
    app.add_url_rule("/stream", "stream", lambda: Response(lines(), content_type="text/csv"))
    answer = app.test_client().get("/stream", headers={"Accept-Encoding": accepted}, buffered=False)
    pieces = iter(answer.response)
    first, seen = next(pieces), len(made)
    assert first
    assert seen < 2_000
    assert "Content-Length" not in answer.headers
    data = first + b"".join(pieces)
    packed = answer.headers.get("Content-Encoding", "")
    text = UNPACKED[packed](data) if packed else data
    assert text.count(b"\n") == 2_000
    answer.close()
