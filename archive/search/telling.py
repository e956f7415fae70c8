"""The dates told in the documents, as the facet, the histogram and the order by date of events count them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from archive.search.index import Opened
from archive.search.sidecar import NEVER_BEGAN, NEVER_ENDS, Bools, Ints, Sidecar

_FAR = 2**31
"""More than any unit of time: documents are told apart by multiples of it."""


@dataclass(frozen=True)
class Rows:
    """Stretches of time of documents, first and last unit of each; those of one document do not overlap."""

    documents: Ints
    first: Ints
    last: Ints

    def of(self, found: Bools) -> Rows:
        """Those of the found documents."""
        kept = found[self.documents]
        return Rows(self.documents[kept], self.first[kept], self.last[kept])


class Telling:
    """What one generation tells of."""

    def __init__(self, sidecar: Sidecar) -> None:
        self.sidecar = sidecar

    @classmethod
    def of(cls, opened: Opened) -> Telling:
        """The dates told of a generation, worked out once."""
        found: Telling = opened.cache.get("telling") or opened.cache.setdefault("telling", cls(opened.sidecar))
        return found

    @cached_property
    def years(self) -> Rows:
        """The years that documents tell of."""
        return self._rows("M8[Y]", 1970)

    @cached_property
    def months(self) -> Rows:
        """The months that documents tell of, counted from January of the year 0."""
        return self._rows("M8[M]", 1970 * 12)

    def newest(self, first: int | None = None, last: int | None = None) -> Ints:
        """Documents by the latest date told, of those within a time the latest; what tells of none comes last.

        The first possible day counts: "by 2027" began when it was written.
        """
        sidecar = self.sidecar
        rows = self._dated
        if first is not None and last is not None:
            rows = rows[(sidecar.told_earliest[rows] <= last) & (sidecar.told_latest[rows] >= first)]
        latest = np.full(sidecar.size, NEVER_BEGAN, np.int32)
        np.maximum.at(latest, sidecar.told_in[rows], sidecar.told_earliest[rows])
        return np.lexsort((sidecar.newness, -latest)).astype(np.int32)

    @cached_property
    def by_latest(self) -> Ints:
        """`newest` of all times."""
        return self.newest()

    @cached_property
    def _dated(self) -> Ints:
        """The rows of the sidecar with two ends, for living documents."""
        sidecar = self.sidecar
        bounded = (sidecar.told_earliest > NEVER_BEGAN) & (sidecar.told_latest < NEVER_ENDS)
        return np.flatnonzero(bounded & sidecar.living[sidecar.told_in]).astype(np.int32)

    def _rows(self, unit: str, origin: int) -> Rows:
        sidecar, rows = self.sidecar, self._dated
        documents = sidecar.told_in[rows]
        first, last = (
            days[rows].astype("M8[D]").astype(unit).astype(np.int64) + origin
            for days in (sidecar.told_earliest, sidecar.told_latest)
        )
        order = np.lexsort((first, documents))
        documents, first, last = documents[order], first[order], last[order]
        base = documents.astype(np.int64) * _FAR
        reach = np.maximum.accumulate(base + last) if len(rows) else base
        begins = np.ones(len(rows), np.bool_)
        begins[1:] = (base + first)[1:] > reach[:-1]
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(rows)) - 1 if len(starts) else starts
        merged = (reach - base)[ends]
        return Rows(documents[starts], first[starts].astype(np.int32), merged.astype(np.int32))
