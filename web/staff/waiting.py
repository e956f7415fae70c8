"""The review queue as it is at one moment."""

from __future__ import annotations

from archive import Archive
from archive.review import Case, Queue, Review


class Waiting(Review):
    """What waits, each queue asked for at most once: its tabs, its place and its case are of the same moment."""

    def __init__(self, archive: Archive) -> None:
        now = archive.review
        super().__init__(now.cases, now.ask, now.judged, now.knowledge)
        self._waiting: dict[Queue, list[Case]] = {}

    def waiting(self, queue: Queue) -> list[Case]:
        """The cases of a queue, as they were when first asked for."""
        if queue not in self._waiting:
            self._waiting[queue] = super().waiting(queue)
        return self._waiting[queue]

    def ids(self, queue: Queue) -> list[str]:
        """The ids of the cases of a queue, in order."""
        return [one.id for one in self.waiting(queue)]
