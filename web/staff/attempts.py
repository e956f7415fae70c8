"""How many logins failed lately, in memory: guessing passwords takes too long to be worth it."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from threading import Lock

MOST, WITHIN = 5, 15 * 60
"""Failures, of a name or from an address, within so many seconds."""
CROWD = 10_000
"""Names and addresses remembered before those whose time is over are swept out."""


class Attempts:
    """Failed logins by name and by address; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._failed: dict[tuple[str, str], list[float]] = {}
        self._lock = Lock()

    def begin(self, name: str, address: str) -> int:
        """Seconds to wait before the next attempt; 0 lets this one through, which counts as failed until `succeed`."""
        with self._lock:
            now, keys = self.clock(), _keys(name, address)
            if len(self._failed) > CROWD:
                self._failed = {key: left for key in self._failed if (left := self._recent(key, now))}
            recent = [self._recent(key, now) for key in keys]
            wait = max(times[-MOST] + WITHIN - now if len(times) >= MOST else 0.0 for times in recent)
            if wait <= 0:
                for key, times in zip(keys, recent, strict=True):
                    self._failed[key] = [*times, now]
            return ceil(wait)

    def succeed(self, name: str, address: str) -> None:
        """The attempt was right: the name starts afresh, and the address has one failure less."""
        with self._lock:
            by_name, by_address = _keys(name, address)
            self._failed.pop(by_name, None)
            self._failed[by_address] = self._failed.get(by_address, [])[:-1]

    def _recent(self, key: tuple[str, str], now: float) -> list[float]:
        return [then for then in self._failed.get(key, ()) if now - then < WITHIN]


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", name.casefold()), ("address", address)
