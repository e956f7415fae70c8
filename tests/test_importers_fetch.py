"""Fetching from a real server on this machine, which only an explicit network lets us ask."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.errors import FetchFailed
from importers.fetch import Session, fetch
from importers.hosts import Network, checked_addresses, is_public

PAGE = b"<html><body><p>An issue.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A small site: pages, redirects, a private corner, and ways to misbehave."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str]] = []
    robots: tuple[int, bytes] = (200, b"User-agent: *\nDisallow: /private/\n")

    def do_GET(self) -> None:
        Site.asked.append((self.headers["Host"], self.path))
        if self.path == "/robots.txt":
            self.say(*Site.robots)
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/large":
            self.stream(b"x" * 1024 * 1024, 40, 0)
        elif self.path == "/slow":
            self.stream(b"x", 100, 0.1)
        elif self.path == "/slow-head":
            for _ in range(100):
                self.wfile.write(b"HTTP/1.1 200 OK\r\n"[:1])
                time.sleep(0.1)
        elif self.path == "/broken":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"short")
            self.close_connection = True
        elif self.path == "/gzip":
            self.say(200, gzip.compress(PAGE), "gzip")
        elif self.path == "/bomb":
            self.say(200, gzip.compress(b"\0" * 40 * 1024 * 1024), "gzip")
        elif self.path == "/none":
            self.say(404, b"no")
        else:
            self.say(200, PAGE)

    def say(self, status: int, body: bytes, packing: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if packing:
            self.send_header("Content-Encoding", packing)
        self.end_headers()
        self.wfile.write(body)

    def stream(self, piece: bytes, times: int, pause: float) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(times):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass  # the client had enough

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Site.asked, Site.robots = [], (200, b"User-agent: *\nDisallow: /private/\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def local(seconds: float = 5.0, scheme: str = "http", verify: bool | str = True) -> Session:
    """A session for which every name leads to this machine, "inside.test" to a private address."""
    names = {"inside.test": ["10.0.0.1"], "both.test": ["127.0.0.1", "10.0.0.1"]}
    return Session(
        Network(
            lambda host, port: names.get(host, ["127.0.0.1"]), lambda ip: ip == "127.0.0.1", (scheme,), verify, seconds
        )
    )


def test_a_page_comes_with_its_name_address_and_time(port: int) -> None:
    source = fetch(f"http://digest.test:{port}/p/us-japan-alliance-digest-vol-2-11/", session=local())
    assert source.data == PAGE
    assert source.name == "us-japan-alliance-digest-vol-2-11"
    assert source.url == f"http://digest.test:{port}/p/us-japan-alliance-digest-vol-2-11/"
    assert source.retrieved is not None and source.retrieved.tzinfo is not None
    assert Site.asked[-1][0] == f"digest.test:{port}"  # the host's name is asked for, though its address was pinned


def test_robots_txt_is_obeyed_and_asked_once_a_host(port: int) -> None:
    session = local()
    with pytest.raises(FetchFailed, match=r"robots\.txt does not allow it"):
        fetch(f"http://digest.test:{port}/private/1", session=session)
    fetch(f"http://digest.test:{port}/open", session=session)
    assert [path for _, path in Site.asked] == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_missing_robots_txt_allows_and_a_broken_one_does_not(port: int, status: int, allowed: bool) -> None:
    Site.robots = (status, b"")
    if allowed:
        assert fetch(f"http://digest.test:{port}/private/1", session=local()).data == PAGE
    else:
        with pytest.raises(FetchFailed, match=r"robots\.txt cannot be had"):
            fetch(f"http://digest.test:{port}/open", session=local())


def test_a_redirect_is_followed_and_its_target_is_the_address(port: int) -> None:
    source = fetch(f"http://digest.test:{port}/to//moved/vol-2-12", session=local())
    assert source.url == f"http://digest.test:{port}/moved/vol-2-12"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/to/http://inside.test/", "inside.test is not a public host"),
        ("/to/http://both.test/", "both.test is not a public host"),
        ("/to/file:///etc/passwd", "only https"),
        ("/to//private/1", "robots.txt does not allow"),
        ("/to//to//to//to//to//to//to//to//x", "redirected too often"),
        ("/none", "answered 404 Not Found"),
        ("/large", "more than 30 MB"),
        ("/bomb", "more than 30 MB"),
        ("/broken", "broke off"),
    ],
)
def test_what_is_not_given_is_said(port: int, path: str, said: str) -> None:
    with pytest.raises(FetchFailed, match=said):
        fetch(f"http://digest.test:{port}{path}", session=local())


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_time_is_bounded_however_slowly_a_host_drips(port: int, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchFailed, match="too long|more than 1 seconds|in time|broke off"):
        fetch(f"http://digest.test:{port}{path}", session=local(seconds=1.0))
    assert time.monotonic() - start < 4


def test_an_unasked_packing_is_undone(port: int) -> None:
    assert fetch(f"http://digest.test:{port}/gzip", session=local()).data == PAGE


def test_only_the_allowed_hosts_are_asked(port: int) -> None:
    assert fetch(f"http://www.digest.test:{port}/x", allow_hosts=["digest.test"], session=local()).data == PAGE
    Site.asked.clear()
    with pytest.raises(FetchFailed, match="other.test is not among"):
        fetch(f"http://digest.test:{port}/to/http://other.test:{port}/", allow_hosts=["digest.test"], session=local())
    assert all(host == f"digest.test:{port}" for host, _ in Site.asked)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.org/", "only https"),
        ("ftp://example.org/", "only https"),
        ("example.org", "only https"),
        ("https://", "no plain web address"),
        ("https://user:secret@example.org/", "no plain web address"),
        ("https://example.org:99999/", "no web address"),
        ("https://[::1", "no web address"),
        ("https://127.0.0.1/", "not a public host"),
        ("https://[::1]/", "not a public host"),
        ("https://2130706433/", "not a public host"),
        ("https://localhost/", "not a public host"),
        ("https://169.254.169.254/latest/", "not a public host"),
    ],
)
def test_the_default_network_asks_public_https_hosts_only(url: str, said: str) -> None:
    with pytest.raises(FetchFailed, match=said):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.1.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("192.88.99.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::1", False),
        ("2001:0:1::1", False),
        ("::ffff:8.8.8.8", False),
        ("::ffff:127.0.0.1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_that_leads_to_one_private_address_is_refused() -> None:
    network = Network(resolve=lambda host, port: ["93.184.215.14", "192.168.0.7"])
    with pytest.raises(FetchFailed, match="not a public host"):
        checked_addresses("https://example.org/", network)


@pytest.mark.skipif(
    shutil.which("openssl") is None, reason="needs openssl to make a certificate: apt-get install openssl"
)
def test_the_certificate_is_the_hosts_though_its_address_is_pinned(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(
        [*made, "-subj", "/CN=digest.test", "-addext", "subjectAltName=DNS:digest.test"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            port = server.server_address[1]
            session = local(scheme="https", verify=str(certificate))
            assert fetch(f"https://digest.test:{port}/x", session=session).data == PAGE
            with pytest.raises(FetchFailed, match="certificate is not valid"):
                fetch(f"https://other.test:{port}/x", session=session)
        finally:
            server.shutdown()
            thread.join()
