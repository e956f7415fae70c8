"""Counts over uncertain dates."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive.model import DateMention, Interval, Item, Published
from archive.reading import edtf
from archive.search.facets import bars, year_counts
from archive.search.sidecar import Growing, Sidecar, first_day, last_day, told_days
from archive.search.telling import Telling
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
        assert bars(of, everything(of)) == ((), 0)


def test_a_short_time_has_months_a_long_one_years() -> None:
    of = sidecar((date(2021, 12, 30), date(2022, 1, 2)), (date(2022, 2, 1), date(2022, 2, 1)))
    assert [(bar.edtf, bar.words, bar.count) for bar in bars(of, everything(of))[0]] == [
        ("2021-12", "December 2021", 1),
        ("2022-01", "January 2022", 1),
        ("2022-02", "February 2022", 1),
    ]
    of = sidecar((date(2012, 1, 1), date(2012, 1, 1)), (date(2015, 1, 1), date(2015, 1, 1)))
    assert [(bar.edtf, bar.count) for bar in bars(of, everything(of))[0]] == [
        ("2012", 1),
        ("2013", 0),
        ("2014", 0),
        ("2015", 1),
    ]


def test_what_stands_in_two_bars_is_counted_by_the_bars_unit() -> None:
    over_new_year, over_a_month = (date(2021, 12, 30), date(2022, 1, 2)), (date(2022, 3, 30), date(2022, 4, 2))
    of = sidecar(over_new_year, over_a_month, (date(2022, 2, 1), date(2022, 2, 1)), (None, None))
    assert bars(of, everything(of))[1] == 2
    assert bars(of, np.array([False, False, True, True]))[1] == 0
    of = sidecar(over_new_year, over_a_month, (date(2012, 1, 1), date(2012, 1, 1)))
    assert bars(of, everything(of))[1] == 1
    assert sum(bar.count for bar in bars(of, everything(of))[0]) == 4


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


# --- dates told ----------------------------------------------------------------------------------------


def telling(*told: tuple[str, ...]) -> Telling:
    """What one item an issue, of January 2022, tells of."""
    growing = Growing()
    for number, edtfs in enumerate(told, 1):
        item = Item(f"digest/1.{number}", 1, "", "")
        dates = tuple(DateMention("body", 0, 1, text, edtf.interval(text)) for text in edtfs)
        growing.add(IndexRow(item, Published(edtf.interval("2022-01-10"), "stated"), dates, frozenset()), 10)
    return Telling(growing.finished(1, [], {}))


def of_all(telling: Telling) -> np.ndarray:
    return everything(telling.sidecar)


def test_an_item_counts_once_in_each_year_it_tells_of() -> None:
    told = telling(("2022-01-05", "2022-03", "2021"), ("2021-12/2022-01", "2021-06"), (), ("2020/..",))
    assert year_counts(told, of_all(told)) == {2022: 3, 2021: 3, 2020: 1}
    assert year_counts(told, np.array([True, False, True, False])) == {2022: 1, 2021: 1}
    assert year_counts(telling((), ()), np.array([True, True])) == {}


def test_bars_of_what_is_told_are_months_years_or_decades() -> None:
    near = telling(("2022-01-05", "2022-01-09", "2022-03"), ("2022-02/2022-03",))
    found, doubled = bars(near, of_all(near))
    assert [(bar.edtf, bar.count) for bar in found] == [("2022-01", 1), ("2022-02", 1), ("2022-03", 2)]
    assert doubled == 2
    far = telling(("1951-09-08", "1952", "1960-01-19"), ("2022",), ("1955/1962",))
    found, doubled = bars(far, of_all(far))
    assert [(bar.edtf, bar.words, bar.count) for bar in found][:2] == [("195X", "1950s", 2), ("196X", "1960s", 2)]
    assert [bar.count for bar in found] == [2, 2, 0, 0, 0, 0, 0, 1] and doubled == 2
    between = telling(("2012",), ("2022",))
    assert [bar.edtf for bar in bars(between, of_all(between))[0]] == [f"{year}" for year in range(2012, 2023)]


def test_the_latest_told_comes_first_and_what_tells_of_nothing_last() -> None:
    told = telling(("2021-05",), (), ("2022-01-05", "2010"), ("../2027",), ("2021-07", "2010-03"))
    assert told.newest().tolist()[-1] == 1
    assert told.newest().tolist()[:4] == [3, 2, 4, 0]  # "by 2027" began when it was written
    asked = edtf.interval("2010")
    assert told.newest(first_day(asked), last_day(asked)).tolist()[:2] == [4, 2]
