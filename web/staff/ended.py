"""Which sessions were ended by logging out, in memory: a copied cookie is still well signed, and lets nobody in."""

from __future__ import annotations

import time
from threading import Lock


class Ended:
    """The ids of ended sessions, each remembered until its session would have been over by itself."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def add(self, id: str, until: float) -> None:
        """End a session whose time is over at `until` (seconds since 1970); those whose time is over are forgotten."""
        now = time.time()
        with self._lock:
            self._until = {one: end for one, end in self._until.items() if end > now} | {id: until}

    def __contains__(self, id: object) -> bool:
        return id in self._until

    def __len__(self) -> int:
        return len(self._until)
