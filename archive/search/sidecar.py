"""What the index knows of each document besides its words: numpy arrays by document number.

A sidecar belongs to one generation of the index and is written before that generation appears. Days count from
1970-01-01; an open end is `NEVER_BEGAN` or `NEVER_ENDS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.model import Interval
from archive.reading import edtf
from archive.store.questions import IndexRow

FORMAT = 3
"""Raise it when the arrays or the words change: every index is then built anew."""

NEVER_BEGAN, NEVER_ENDS = -(2**30), 2**30
_EPOCH = date(1970, 1, 1).toordinal()

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]
Letters = NDArray[np.bytes_]


def first_day(when: Interval) -> int:
    """The first possible day as a number."""
    return when.earliest.toordinal() - _EPOCH if when.earliest else NEVER_BEGAN


def last_day(when: Interval) -> int:
    """The last possible day as a number."""
    return when.latest.toordinal() - _EPOCH if when.latest else NEVER_ENDS


def day_of(number: int) -> date:
    """The day of a number that is no open end."""
    return date.fromordinal(number + _EPOCH)


def told_days(told: Interval, published: Interval) -> tuple[int, int]:
    """First and last day that a date told may mean; an open end is bounded by the publication.

    "by 2027" (`../2027`) reaches from the first day on which the issue may have appeared to the end of 2027, "since
    2012" (`2012/..`) to the last such day. Where the order of the two forbids that ("by 2020" in an issue of 2022), or
    the issue has no such day, only the named time itself counts.
    """
    start, _, end = told.edtf.partition("/")
    if told.earliest is None and told.latest:
        if published.earliest and published.earliest <= told.latest:
            return first_day(published), last_day(told)
        return first_day(edtf.interval(end)), last_day(told)
    if told.latest is None and told.earliest:
        if published.latest and told.earliest <= published.latest:
            return first_day(told), last_day(published)
        return first_day(told), last_day(edtf.interval(start))
    return first_day(told), last_day(told)


@dataclass(frozen=True)
class Sidecar:
    """Per document: `issue` (an index into `issue_ids`, -1 for a deleted one), `position`, `length` of the text in
    characters, first and last day of publication. Per date told: its document and days (`told_days`). Per entity of a
    document: the document and an index into `entity_ids`. `words` and `stems` are every written word with its
    stem, as UTF-8; `known` are the issues of the catalog at `revision`, first of `stamp`. `parts` and `sizes` are the
    pieces of the index in order: the generation that wrote each, and its number of documents.
    """

    stamp: Ints
    issue: Ints
    position: Ints
    length: Ints
    earliest: Ints
    latest: Ints
    told_in: Ints
    told_earliest: Ints
    told_latest: Ints
    mentioned_in: Ints
    mentioned: Ints
    issue_ids: Texts
    entity_ids: Texts
    words: Letters
    stems: Letters
    known: Texts
    parts: Ints
    sizes: Ints

    @property
    def revision(self) -> int:
        """The catalog's revision that this was made from."""
        return int(self.stamp[1])

    @property
    def size(self) -> int:
        """How many document numbers there are, deleted ones included."""
        return len(self.issue)

    @cached_property
    def living(self) -> Bools:
        """Which documents are not deleted."""
        return self.issue >= 0

    @cached_property
    def whole(self) -> bool:
        """Whether no document is deleted."""
        return bool(self.living.all())

    @cached_property
    def entity_numbers(self) -> Mapping[str, int]:
        """Entity ids to their indexes."""
        return {str(id): number for number, id in enumerate(self.entity_ids)}

    @cached_property
    def mention_starts(self) -> Ints:
        """Where the rows of `mentioned` of each document begin; they lie in the order of the documents."""
        return np.searchsorted(self.mentioned_in, np.arange(self.size + 1)).astype(np.int32)

    @cached_property
    def mention_counts(self) -> Ints:
        """How many living documents mention each entity."""
        mentioned = self.mentioned[self.living[self.mentioned_in]]
        return np.bincount(mentioned, minlength=len(self.entity_ids)).astype(np.int32)

    @cached_property
    def newest(self) -> Ints:
        """Documents by date of publication, newest first; within an issue in printed order."""
        return np.lexsort((self.position, self.issue, -self.latest, -self.earliest)).astype(np.int32)

    @cached_property
    def oldest(self) -> Ints:
        """Documents by date of publication, oldest first, those with no first day last."""
        begun = np.where(self.earliest > NEVER_BEGAN, self.earliest, NEVER_ENDS)
        return np.lexsort((self.position, self.issue, self.latest, begun)).astype(np.int32)

    @cached_property
    def newness(self) -> Ints:
        """Each document's place in `newest`."""
        rank = np.zeros(self.size, np.int32)
        rank[self.newest] = np.arange(self.size, dtype=np.int32)
        return rank

    @cached_property
    def years(self) -> tuple[Ints, Ints]:
        """First and last possible year of publication by document; 0 and -1 for no date at all."""
        return self._units("M8[Y]", 1970)

    @cached_property
    def months(self) -> tuple[Ints, Ints]:
        """First and last possible month of publication, counted from January of the year 0."""
        return self._units("M8[M]", 1970 * 12)

    def _units(self, unit: str, origin: int) -> tuple[Ints, Ints]:
        dated = (self.earliest > NEVER_BEGAN) | (self.latest < NEVER_ENDS)
        ends = np.concatenate(
            (self.earliest[self.earliest > NEVER_BEGAN], self.latest[self.latest < NEVER_ENDS], np.zeros(1, np.int32))
        )
        found = []
        for days in (self.earliest, self.latest):
            clipped = np.clip(days, ends.min(), ends.max())
            found.append((clipped.astype("M8[D]").astype(unit).astype(np.int64) + origin).astype(np.int32))
        return np.where(dated, found[0], 0), np.where(dated, found[1], -1)

    def with_part(self, generation: int, size: int) -> Sidecar:
        """The same with a further piece at the end."""
        parts, sizes = np.append(self.parts, np.int32(generation)), np.append(self.sizes, np.int32(size))
        return replace(self, parts=parts, sizes=sizes)

    def only(self, stays: Bools, parts: int) -> Sidecar:
        """Of these documents alone, with the first so many pieces."""
        numbers = np.cumsum(stays) - 1
        kept: dict[str, Any] = {name: getattr(self, name)[stays] for name in _BY_DOCUMENT}
        for within, names in _BY_ROW.items():
            rows = stays[getattr(self, within)]
            kept |= {name: getattr(self, name)[rows] for name in names}
            kept[within] = numbers[getattr(self, within)[rows]].astype(np.int32)
        return replace(self, parts=self.parts[:parts], sizes=self.sizes[:parts], **kept)

    def key(self, document: int) -> tuple[str, int]:
        """Issue id and position of a document."""
        return str(self.issue_ids[self.issue[document]]), int(self.position[document])

    # --- on disk -----------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the file whole or not at all."""
        fresh = path.with_suffix(".writing")
        with fresh.open("wb") as file:
            np.savez(file, **{one.name: getattr(self, one.name) for one in fields(self)})
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    @classmethod
    def load(cls, path: Path) -> Sidecar:
        """Read a file that `save` wrote.

        :raises OSError, ValueError, KeyError: it is missing, damaged or of another format
        """
        with np.load(path, allow_pickle=False) as arrays:
            if int(arrays["stamp"][0]) != FORMAT:
                raise ValueError("of another format")
            return cls(**{one.name: arrays[one.name] for one in fields(cls)})


class Growing:
    """A sidecar while documents are added, to nothing or to a sidecar that exists."""

    def __init__(self, base: Sidecar | None = None) -> None:
        self.base = base
        self.columns: dict[str, list[int]] = {name: [] for name in _COLUMNS}
        self.issues = _Numbers(base.issue_ids if base else ())
        self.entities = _Numbers(base.entity_ids if base else ())
        self.next = base.size if base else 0

    def add(self, row: IndexRow, length: int) -> None:
        """Take in the next document."""
        add, item = self.columns, row.item
        add["issue"].append(self.issues[item.issue])
        add["position"].append(item.position)
        add["length"].append(length)
        add["earliest"].append(first_day(row.published.when))
        add["latest"].append(last_day(row.published.when))
        for told in row.told:
            first, last = told_days(told.when, row.published.when)
            add["told_in"].append(self.next)
            add["told_earliest"].append(first)
            add["told_latest"].append(last)
        for entity in sorted(row.entities):
            add["mentioned_in"].append(self.next)
            add["mentioned"].append(self.entities[entity])
        self.next += 1

    def finished(
        self, revision: int, known: Iterable[str], words: Mapping[str, str], gone: Sequence[int] = ()
    ) -> Sidecar:
        """The sidecar of everything added, the documents `gone` marked as deleted."""
        arrays: dict[str, NDArray[Any]] = {name: np.array(added, np.int32) for name, added in self.columns.items()}
        lexicon = sorted((word.encode(), stem.encode()) for word, stem in words.items())
        written, stems = (np.array([pair[at] for pair in lexicon], np.bytes_) for at in (0, 1))
        if self.base:
            arrays = {name: np.concatenate((getattr(self.base, name), new)) for name, new in arrays.items()}
            written, stems = _with_words(self.base, written, stems)
        arrays["issue"][list(gone)] = -1
        return Sidecar(
            stamp=np.array([FORMAT, revision], np.int32),
            issue_ids=np.array(list(self.issues), np.str_),
            entity_ids=np.array(list(self.entities), np.str_),
            words=written,
            stems=stems,
            known=np.array(sorted(known), np.str_),
            parts=self.base.parts if self.base else np.empty(0, np.int32),
            sizes=self.base.sizes if self.base else np.empty(0, np.int32),
            **arrays,
        )


def _with_words(base: Sidecar, words: Letters, stems: Letters) -> tuple[Letters, Letters]:
    """The words and stems of a sidecar with further words, given in order."""
    at = np.searchsorted(base.words, words)
    fresh = ~np.isin(words, base.words)
    both = ((base.words, words), (base.stems, stems))
    wide = ((old.astype(np.promote_types(old.dtype, new.dtype)), new) for old, new in both)  # `insert` cuts to the old
    found, their_stems = (np.insert(old, at[fresh], new[fresh]) for old, new in wide)
    return found, their_stems


_BY_DOCUMENT = ("issue", "position", "length", "earliest", "latest")
_BY_ROW = {"told_in": ("told_earliest", "told_latest"), "mentioned_in": ("mentioned",)}
_COLUMNS = (*_BY_DOCUMENT, *_BY_ROW, *(name for names in _BY_ROW.values() for name in names))


class _Numbers(dict[str, int]):
    """Numbers ids in the order in which they are first asked for."""

    def __init__(self, ids: Iterable[Any]) -> None:
        super().__init__((str(id), number) for number, id in enumerate(ids))

    def __missing__(self, id: str) -> int:
        self[id] = number = len(self)
        return number
