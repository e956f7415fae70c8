"""Native spellings in a query, whole or by their beginning: 普天間 for 普天間飛行場, the Marine Corps Air Station."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping
from operator import itemgetter
from os.path import commonprefix

from archive.reading.text import fold
from archive.reference import Entity

SHORTEST = 2
"""Characters of a beginning that several share and one may have for its own; 岸 alone is more families than one."""


def native_key(text: str) -> str:
    """What native spellings are compared by: letters and digits alone, wide and narrow ones the same.

    Empty for a text in Latin letters: "12" begins no 12式地対艦誘導弾.
    """
    if text.isascii():
        return ""
    key = "".join(sign for sign in unicodedata.normalize("NFKC", fold(text)).casefold() if sign.isalnum())
    return "" if key.isascii() else key  # "½" comes apart into digits


class Natives:
    """Entities by their native spelling."""

    def __init__(self, entities: Collection[Entity]) -> None:
        self.spelled = sorted((key, one.id, one.kind) for one in entities if (key := native_key(one.native)))

    def called(self, key: str, kinds: Collection[str]) -> tuple[list[str], bool]:
        """The entities of these kinds that are spelled so, and True; else those whose spelling begins so, and False."""
        at = bisect_left(self.spelled, key, key=itemgetter(0)) if key else len(self.spelled)
        begun: list[tuple[str, str]] = []
        while at < len(self.spelled) and self.spelled[at][0].startswith(key):
            spelled, id, kind = self.spelled[at]
            begun += [(spelled, id)] if kind in kinds else []
            at += 1
        whole = [id for spelled, id in begun if spelled == key]
        return whole or [id for _, id in begun], bool(whole)

    def alike(self, key: str, kinds: Collection[str], items: Mapping[str, int]) -> list[str]:
        """The entities of these kinds whose spelling begins as the text does for half of it: 普天間基地.

        The most alike come first, of equals the one that more `items` mention.
        """
        shared = [(len(commonprefix((key, spelled))), id) for spelled, id, kind in self.spelled if kind in kinds]
        near = [one for one in shared if one[0] >= min(len(key), max(SHORTEST, len(key) / 2))]
        return [id for _, id in sorted(near, key=lambda one: (-one[0], -items.get(one[1], 0)))]
