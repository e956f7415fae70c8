"""Issues by what one types of their numbers: "1.1", "vol 1", "issue 1.1", "alliance digest vol 2 no 3"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

_ID = re.compile(r"(?P<series>.+)/(?P<volume>\d{1,4})\.(?P<number>\d{1,4})")  # not "…/x-0a1b2c3d", which has no number
_WORDS = r"(?:issues?|vol(?:ume)?s?|numbers?|nos?)\b\.?"
_VOLUME = r"(?P<volume>\d{1,4})"
_NUMBER = r"(?:\s*[./-]\s*|,?\s+(?:no\.?|number|issue)\s*)(?P<number>\d{0,4})"  # "1.", "1/2", "1, no. 2", "1 issue 2"


@dataclass(frozen=True, slots=True)
class Asked:
    """A volume, and a number or the beginning of one, at the end of what is typed; `start` is where they begin."""

    start: int
    volume: int
    number: str | None


class Numbered:
    """Issues by volume and number, from their ids; `items` says how many items each has."""

    def __init__(self, items: Mapping[str, int]) -> None:
        self.items = items
        found = [(match, id) for id in items if (match := _ID.fullmatch(id))]
        self._volumes: dict[int, list[tuple[int, str]]] = {}
        for match, id in found:
            self._volumes.setdefault(int(match["volume"]), []).append((int(match["number"]), id))
        self._shared = Counter(tail(id) for _, id in found)
        titles = "|".join(_title(series) for series in sorted({match["series"] for match, _ in found}))
        self._typed = re.compile(
            rf"(?:^|(?<=\s))(?P<words>(?:(?:{titles or '(?!)'}|{_WORDS})\s*)*){_VOLUME}(?:{_NUMBER})?\s*$",
            re.IGNORECASE,
        )

    def asked(self, text: str) -> Asked | None:
        """What the end of a text begins to name; a bare number names a volume only where it is all there is."""
        found = self._typed.search(text)
        if not found or not (found["words"] or found["number"] is not None or not text[: found.start()].strip()):
            return None
        return Asked(found.start(), int(found["volume"]), found["number"])

    def found(self, asked: Asked, limit: int) -> list[str]:
        """The issues of the volume whose numbers begin so, the exact one first."""
        beginning = asked.number or ""
        fits = [one for one in self._volumes.get(asked.volume, ()) if str(one[0]).startswith(beginning)]
        return [id for _, id in sorted(fits, key=lambda one: (str(one[0]) != asked.number, one))[:limit]]

    def whole(self, asked: Asked) -> int:
        """How many items the issues of a volume have together; 0 where a number is asked too."""
        return 0 if asked.number is not None else sum(self.items[id] for _, id in self._volumes.get(asked.volume, ()))

    def field(self, issue: str) -> str:
        """What finds the items of an issue: by its number, or by its id where another series has that number too."""
        return f"issue:{tail(issue) if self._shared[tail(issue)] == 1 else issue}"


def tail(issue: str) -> str:
    """What an id says besides its series: the number."""
    return issue.rpartition("/")[2]


def _title(series: str) -> str:
    """A pattern for the last words of a series' title: "digest", "alliance digest", "us-japan alliance digest"."""
    *first, last = map(re.escape, series.split("-"))
    return reduce(lambda pattern, word: rf"(?:{pattern}{word}[ -]+)?", first, "") + rf"{last}\b"
