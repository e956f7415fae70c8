"""The way from the web: one page or PDF from a public https host that allows it, within bounds of size and time."""

from __future__ import annotations

import http
import threading
import time
import zlib
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from urllib.parse import unquote, urljoin, urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter

from archive.errors import FetchFailed
from archive.model import Source
from importers.hosts import PUBLIC, Network, checked_addresses

MOST_BYTES = 30 * 1024 * 1024
"""As much as the readers take."""
CONNECT_SECONDS = 10.0
MOST_REDIRECTS = 5
ROBOTS_BYTES = 500 * 1024
"""What a crawler has to read of a robots.txt at least (RFC 9309, 2.5)."""
ROBOTS_SECONDS = 24 * 3600.0
"""How long a robots.txt is believed at most (RFC 9309, 2.4)."""
AGENT = "digest-archive"
_CHUNK = 64 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class _Pinned(HTTPAdapter):
    """Connects to the address that was checked, whatever the name resolves to by now; the certificate is the host's."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def build_connection_pool_key_attributes(self, request, verify, cert=None):  # type: ignore[no-untyped-def]
        """The parent's, with the address for the host."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        named = {"server_hostname": host["host"], "assert_hostname": host["host"]} if host["scheme"] == "https" else {}
        return {**host, "host": self._address}, {**pool, **named}


class Session:
    """What is remembered between fetches: the network to use, and what each host's robots.txt says."""

    def __init__(self, network: Network = PUBLIC) -> None:
        self.network = network
        self._robots: dict[str, tuple[float, Protego]] = {}

    def allows(self, url: str, until: float) -> bool:
        """Whether the host's robots.txt lets us have the address.

        :raises FetchFailed: the host does not say
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.get(site)
        if known is None or known[0] < time.monotonic():
            known = (time.monotonic() + ROBOTS_SECONDS, Protego.parse(self._robots_text(f"{site}/robots.txt", until)))
            self._robots[site] = known
        return known[1].can_fetch(url, AGENT)

    def _robots_text(self, url: str, until: float) -> str:
        """The rules of a site; without a robots.txt (4xx) everything is allowed (RFC 9309, 2.3.1)."""
        for _ in range(MOST_REDIRECTS + 1):
            with self.answer(url, until) as response:
                if response.status_code in _REDIRECTS:
                    url = _redirected(url, response)
                elif 400 <= response.status_code < 500:
                    return ""
                elif response.ok:
                    return _content(url, response, until, ROBOTS_BYTES, cut=True).decode("utf-8", "replace")
                else:
                    what = f"its robots.txt cannot be had ({_said(response)}), so fetching is not allowed."
                    raise FetchFailed(url, what, "Try again later.")
        raise FetchFailed(
            url, "its robots.txt is redirected too often.", "Save the page in a browser and import the file."
        )

    def answer(self, url: str, until: float, hosts: Collection[str] | None = None) -> requests.Response:
        """One request to a checked and pinned address; redirects are not followed, the body is not read yet.

        :raises FetchFailed: the address is not allowed or does not answer
        """
        addresses = checked_addresses(url, self.network, hosts)
        reason: Exception | None = None
        for address in addresses:
            left = until - time.monotonic()
            if left <= 0:
                break
            with requests.Session() as session:
                session.trust_env = False  # no proxy and no password of the environment
                session.mount("https://", _Pinned(address))
                session.mount("http://", _Pinned(address))
                try:
                    return session.get(
                        url,
                        headers={
                            "Host": urlsplit(url).netloc,
                            "User-Agent": f"{AGENT}/1",
                            "Accept-Encoding": "identity",
                            "Connection": "close",
                        },
                        timeout=(min(CONNECT_SECONDS, left), left),
                        stream=True,
                        allow_redirects=False,
                        verify=self.network.verify,
                    )
                except requests.exceptions.SSLError as error:
                    raise FetchFailed(url, "the host's certificate is not valid.", "Check the address.") from error
                except requests.RequestException as error:
                    reason = error
        late = isinstance(reason, requests.Timeout) or reason is None
        what = "the host does not answer in time." if late else "the host cannot be reached."
        raise FetchFailed(url, what, "Check the address, or try again later.") from reason


_SESSION = Session()


def fetch(url: str, *, allow_hosts: Collection[str] | None = None, session: Session | None = None) -> Source:
    """Fetch one page or PDF.

    Only https and public addresses, on every hop of a redirect; `allow_hosts` narrows that to some hosts
    and those below them. robots.txt is obeyed.

    :raises FetchFailed: not allowed, not answered, too large or too slow
    """
    using = session or _SESSION
    until = time.monotonic() + using.network.seconds
    return _in_time(url, using.network.seconds, lambda: _fetch(url, allow_hosts, using, until))


def _fetch(url: str, hosts: Collection[str] | None, session: Session, until: float) -> Source:
    here = url.strip()
    for _ in range(MOST_REDIRECTS + 1):
        checked_addresses(here, session.network, hosts)
        if not session.allows(here, until):
            raise FetchFailed(
                here, "the site's robots.txt does not allow it.", "Save the page in a browser and import it."
            )
        with session.answer(here, until, hosts) as response:
            if response.status_code in _REDIRECTS:
                here = _redirected(here, response)
                continue
            if response.status_code != 200:
                raise FetchFailed(here, f"the host answered {_said(response)}.", "Check the address.")
            data = _content(here, response, until, MOST_BYTES)
        name = unquote(urlsplit(here).path.rstrip("/").rpartition("/")[2]) or urlsplit(here).netloc
        return Source(data, name.replace("/", "_"), here, datetime.now(UTC))
    raise FetchFailed(url, "it is redirected too often.", "Check the address.")


def _in_time(url: str, seconds: float, work: Callable[[], Source]) -> Source:
    """Do the work in a thread and wait so long: name look-ups and dripping headers know no limit of time."""
    done: list[Source | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # handed on to the caller below
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds + 1)
    if not done:
        raise FetchFailed(url, f"it took more than {seconds:.0f} seconds.", "Try again later.")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _redirected(url: str, response: requests.Response) -> str:
    target = response.headers.get("Location", "")
    if not target:
        raise FetchFailed(url, "the host redirects without saying where.", "Check the address.")
    return urljoin(url, target)


def _said(response: requests.Response) -> str:
    try:
        return f"{response.status_code} {http.HTTPStatus(response.status_code).phrase}"
    except ValueError:
        return str(response.status_code)


def _content(url: str, response: requests.Response, until: float, most: int, cut: bool = False) -> bytes:
    """The body, read piece by piece within bounds; what is longer is refused, or cut."""
    read = bytearray()
    while True:
        if time.monotonic() > until:
            raise FetchFailed(url, "it took too long.", "Try again later.")
        try:
            piece = response.raw.read1(_CHUNK, decode_content=False)
        except Exception as error:  # urllib3 and the socket each have their own
            raise FetchFailed(url, "the connection broke off.", "Try again later.") from error
        if not piece:
            break
        read += piece
        if len(read) > most:
            break
    data = _unpacked(url, response, bytes(read), most)
    if len(data) > most and not cut:
        raise FetchFailed(url, f"it has more than {most // 2**20} MB.", "Is it the right address?")
    return data[:most]


def _unpacked(url: str, response: requests.Response, data: bytes, most: int) -> bytes:
    """The body as it was before a host packed it unasked; never more than one byte over the bound."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        return data
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(url, f"the host packed it as {packing!r}.", "Save the page in a browser and import it.")
    try:
        return zlib.decompressobj(47 if "gzip" in packing else 15).decompress(data, most + 1)
    except zlib.error as error:
        raise FetchFailed(url, "what the host sent is damaged.", "Try again later.") from error
