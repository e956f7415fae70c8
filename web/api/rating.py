"""How often an address may ask the API; counted in memory, for programs alone and never for pages."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address
from math import ceil

from flask import Flask, Response, abort, request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from web.problems import spoken

USUAL = "120/minute; 20/second"
"""Two a second for as long as one likes, as many as a page of links has at once."""

NEIGHBOURS = 64
"""Bits of an IPv6 address that stand for one household or office; the rest its devices choose for themselves."""

LARGEST_BODY = 16_384
"""Bytes: requests to read need no body at all; what a careless client sends along is let through."""


class Rates:
    """The windows that each address is counted in.

    `rates` is written as `120/minute; 20/second`; empty is no limit, None the usual one.

    :raises ValueError: it cannot be read so; in words
    """

    def __init__(self, rates: str | None = None) -> None:
        asked = USUAL if rates is None else rates.strip()
        try:
            self.windows: list[RateLimitItem] = parse_many(asked) if asked else []
        except ValueError as error:
            raise ValueError(f"“{rates}” says no rate. Write one such as {USUAL}.") from error
        self.counts = FixedWindowRateLimiter(MemoryStorage()) if self.windows else None

    def refused(self, address: str) -> int | None:
        """Count a request; the seconds until the next may come if this one is too many, else None."""
        if self.counts is None:
            return None
        who = _who(address)
        over = [window for window in self.windows if not self.counts.hit(window, who)]
        return max((self._left(window, who)[1] for window in over), default=None)

    def policy(self) -> str:
        """The header `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): `"120 per 1 minute";q=120;w=60`."""
        return ", ".join(f'"{window}";q={window.amount};w={window.get_expiry()}' for window in self.windows)

    def standing(self, address: str) -> str:
        """The header `RateLimit`: what is left in each window, and in how many seconds it begins anew."""
        who = _who(address)
        left = ((window, *self._left(window, who)) for window in self.windows)
        return ", ".join(f'"{window}";r={count};t={seconds}' for window, count, seconds in left)

    def _left(self, window: RateLimitItem, who: str) -> tuple[int, int]:
        assert self.counts is not None
        stats = self.counts.get_window_stats(window, who)
        return stats.remaining, max(1, ceil(stats.reset_time - time.time()))


def register(app: Flask, rates: Rates) -> None:
    """Refuse what is too much or too large, and tell each program where it stands."""

    @app.before_request
    def count() -> None:
        if not limited():
            return
        if (request.content_length or 0) > LARGEST_BODY:
            abort(413, f"The request has a body of more than {LARGEST_BODY:,} bytes.")
        if (seconds := rates.refused(request.remote_addr or "")) is not None:
            what = "There were too many requests from your address."
            raise TooManyRequests(f"{what} Ask again in {seconds} seconds.", retry_after=seconds)

    @app.after_request
    def tell(response: Response) -> Response:
        if rates.windows and limited():
            response.headers["RateLimit-Policy"] = rates.policy()
            response.headers["RateLimit"] = rates.standing(request.remote_addr or "")
        return response


def limited() -> bool:
    """Whether a request counts: not the guide, which is a page, and no question about what may be asked."""
    return spoken() and request.endpoint != "api_guide.guide" and request.method != "OPTIONS"


def _who(address: str) -> str:
    """Whom an address stands for: itself, of version 6 its network."""
    try:
        asked = ip_address(address)
    except ValueError:
        return address
    if isinstance(asked, IPv6Address):
        return str(asked.ipv4_mapped or int(asked) >> (128 - NEIGHBOURS))
    return address
