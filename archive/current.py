"""Whether what is derived is that of what is kept; asked at every start, so it loads no rules of reading."""

from __future__ import annotations

from collections.abc import Sequence

from archive.reading.knowledge import Knowledge
from archive.reference import Series
from archive.store.catalog import Catalog
from archive.store.judged import Judged

RULES = 3
"""Raise it when any rule of reading changes what an archive holds: every archive then derives itself anew."""


def stamp(knowledge: Knowledge, series: Sequence[Series]) -> str:
    """What derived state depends on besides what is kept: the rules and the reference data."""
    return f"{RULES} {knowledge.digest} {series}"


def is_current(catalog: Catalog, judged: Judged, knowledge: Knowledge, series: Sequence[Series]) -> bool:
    """Whether nothing waits, and rules, reference data and judgements are those the derived state was made with."""
    same = catalog.state("made_from") == stamp(knowledge, series)
    return same and not catalog.waiting() and catalog.state("judgements") == str(judged.count())
