"""Which addresses may be fetched: public hosts over https, and nothing inside the network that the archive runs in."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.errors import FetchFailed

# Global to `ipaddress` or not, these lead elsewhere than they say: NAT64, 6to4 and its relays, Teredo, embedded IPv4.
_LEADING_ELSEWHERE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "192.88.99.0/24",
        "2001::/32",
        "::/96",
        "::ffff:0:0/96",
    )
)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if not ip.is_global or ip.is_multicast or ip.is_reserved or getattr(ip, "is_site_local", False):
        return False
    return not any(ip.version == network.version and ip in network for network in _LEADING_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, which may be asked, over what and how long; a test puts its own server here.

    `seconds` bound a whole fetch, robots.txt and redirects included.
    """

    resolve: Callable[[str, int], Sequence[str]] = resolve
    admits: Callable[[str], bool] = is_public
    schemes: tuple[str, ...] = ("https",)
    verify: bool | str = True
    seconds: float = 60.0


PUBLIC = Network()


def checked_addresses(url: str, network: Network, hosts: Collection[str] | None = None) -> Sequence[str]:
    """The IP addresses that a fetch may connect to, every one of them checked.

    :raises FetchFailed: the address is malformed, not https, not on an allowed host, unknown or not public
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise FetchFailed(url, "this is no web address.", "Write it as https://…") from error
    if parts.scheme not in network.schemes:
        raise FetchFailed(url, "only https addresses are fetched.", "Write it as https://…, or import a saved file.")
    if not host or parts.username is not None or parts.password is not None:
        raise FetchFailed(url, "this is no plain web address.", "Write it as https://host/…")
    if hosts is not None and not any(host == one.lower() or host.endswith("." + one.lower()) for one in hosts):
        raise FetchFailed(
            url, f"{host} is not among the hosts that may be asked.", "Save the page and import the file."
        )
    try:
        addresses = network.resolve(host, port or (443 if parts.scheme == "https" else 80))
    except (OSError, UnicodeError) as error:
        raise FetchFailed(url, f"the host {host} is not known.", "Check the address and the connection.") from error
    if not addresses or not all(map(network.admits, addresses)):
        raise FetchFailed(url, f"{host} is not a public host.", "Save the page in a browser and import the file.")
    return addresses
