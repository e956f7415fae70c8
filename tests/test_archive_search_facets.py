"""Counts over uncertain dates."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive.model import Interval, Item, Published
from archive.reading import edtf
from archive.search.facets import bars, doubled, year_counts
from archive.search.sidecar import Growing, Sidecar, told_days
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


def test_what_stands_in_two_bars_is_counted_by_the_bars_unit() -> None:
    over_new_year, over_a_month = (date(2021, 12, 30), date(2022, 1, 2)), (date(2022, 3, 30), date(2022, 4, 2))
    of = sidecar(over_new_year, over_a_month, (date(2022, 2, 1), date(2022, 2, 1)), (None, None))
    assert doubled(of, everything(of)) == 2
    assert doubled(of, np.array([False, False, True, True])) == 0
    of = sidecar(over_new_year, over_a_month, (date(2012, 1, 1), date(2012, 1, 1)))
    assert doubled(of, everything(of)) == 1
    assert sum(bar.count for bar in bars(of, everything(of))) == 4


JANUARY = date(2022, 1, 10), date(2022, 1, 17)


@pytest.mark.parametrize(
    ("edtf_text", "published", "first", "last"),
    [
        ("2022-01-29", JANUARY, "2022-01-29", "2022-01-29"),
        ("../2027", JANUARY, "2022-01-10", "2027-12-31"),
        ("../2022-01-12", JANUARY, "2022-01-10", "2022-01-12"),
        ("../2021-03", JANUARY, "2021-03-01", "2021-03-31"),
        ("../2027", (None, date(2022, 1, 17)), "2027-01-01", "2027-12-31"),
        ("2012/..", JANUARY, "2012-01-01", "2022-01-17"),
        ("2022-01-12/..", JANUARY, "2022-01-12", "2022-01-17"),
        ("2024-11/..", JANUARY, "2024-11-01", "2024-11-30"),
        ("197X/..", (date(2022, 1, 10), None), "1970-01-01", "1979-12-31"),
    ],
)
def test_open_ends_of_what_is_told_are_bounded_by_the_publication(
    edtf_text: str, published: tuple[date | None, date | None], first: str, last: str
) -> None:
    days = told_days(edtf.interval(edtf_text), Interval("", *published))
    assert [str(np.datetime64(day, "D")) for day in days] == [first, last]


def test_orders_by_date() -> None:
    of = sidecar(
        (date(2022, 1, 3), date(2022, 1, 3)),
        (None, date(2021, 1, 1)),
        (date(2023, 1, 1), None),
        (date(2022, 1, 3), date(2022, 2, 3)),
    )
    assert of.newest.tolist() == [2, 3, 0, 1]
    assert of.oldest.tolist() == [0, 3, 2, 1]
