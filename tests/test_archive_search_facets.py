"""Counts over uncertain dates."""

from __future__ import annotations

from datetime import date

import numpy as np

from archive.model import Interval, Item, Published
from archive.search.facets import bars, year_counts
from archive.search.sidecar import Growing, Sidecar
from archive.store.questions import IndexRow


def sidecar(*published: tuple[date | None, date | None]) -> Sidecar:
    """A sidecar of one item an issue, with these first and last days."""
    growing = Growing()
    for number, (first, last) in enumerate(published, 1):
        item = Item(f"digest/1.{number}", 1, "", "")
        growing.add(IndexRow(item, Published(Interval("", first, last), "inferred"), (), frozenset()), 10)
    return growing.finished(1, [], {})


def everything(of: Sidecar) -> np.ndarray:
    return np.ones(of.size, np.bool_)


def test_a_year_counts_what_may_have_appeared_in_it() -> None:
    of = sidecar(
        (date(2022, 1, 3), date(2022, 1, 3)),
        (date(2021, 12, 30), date(2022, 1, 2)),
        (date(2022, 5, 1), None),
        (date(2024, 5, 1), date(2024, 5, 1)),
        (None, None),
    )
    assert year_counts(of, everything(of)) == {2024: 2, 2023: 1, 2022: 3, 2021: 1}
    assert year_counts(of, np.array([True, False, False, False, True])) == {2022: 1}


def test_nothing_dated_has_no_years_and_no_bars() -> None:
    for of in (sidecar((None, None)), sidecar()):
        assert year_counts(of, everything(of)) == {}
        assert bars(of, everything(of)) == ()


def test_a_short_time_has_months_a_long_one_years() -> None:
    of = sidecar((date(2021, 12, 30), date(2022, 1, 2)), (date(2022, 2, 1), date(2022, 2, 1)))
    assert [(bar.edtf, bar.words, bar.count) for bar in bars(of, everything(of))] == [
        ("2021-12", "December 2021", 1),
        ("2022-01", "January 2022", 1),
        ("2022-02", "February 2022", 1),
    ]
    of = sidecar((date(2012, 1, 1), date(2012, 1, 1)), (date(2015, 1, 1), date(2015, 1, 1)))
    assert [(bar.edtf, bar.count) for bar in bars(of, everything(of))] == [
        ("2012", 1),
        ("2013", 0),
        ("2014", 0),
        ("2015", 1),
    ]


def test_orders_by_date() -> None:
    of = sidecar(
        (date(2022, 1, 3), date(2022, 1, 3)),
        (None, date(2021, 1, 1)),
        (date(2023, 1, 1), None),
        (date(2022, 1, 3), date(2022, 2, 3)),
    )
    assert of.newest.tolist() == [2, 3, 0, 1]
    assert of.oldest.tolist() == [0, 3, 2, 1]
