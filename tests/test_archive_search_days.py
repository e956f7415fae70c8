"""Date fields in words."""

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import BadQuery
from archive.search.days import asked_interval, condition


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("date", "2022-01-29", "published on January 29, 2022"),
        ("date", "2022-01", "published in January 2022"),
        ("date", "2022", "published in 2022"),
        ("date", "201X", "published in the 2010s"),
        ("date", "2022-21", "published in spring 2022"),
        ("date", "2022-01..2022-03", "published from January to March 2022"),
        ("date", "2022-01-20..2022-01-21", "published on January 20 and 21, 2022"),
        ("date", "2022-01-20..2022-01-25", "published between January 20 and 25, 2022"),
        ("date", "2022..", "published since 2022"),
        ("date", "..2022", "published until 2022"),
        ("after", "2022-02", "published on or after February 1, 2022"),
        ("before", "2022", "published before January 1, 2022"),
        ("event", "2022-02", "tells of something in February 2022"),
        ("date", "first half of 2022", "published in the first half of 2022"),
        ("date", "March to May 2022", "published from March to May 2022"),
    ],
)
def test_a_condition_is_said_in_words(name: str, text: str, words: str) -> None:
    assert condition(name, asked_interval(text, "", date(2022, 6, 15)), "")[2] == words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last March", "2022-03-01", "2022-03-31"),
        ("the first half of 2022", "2022-01-01", "2022-06-30"),
        ("past 3 months", "2022-03-15", "2022-06-15"),
        ("the last two weeks", "2022-06-02", "2022-06-15"),
        ("past 30 days", "2022-05-17", "2022-06-15"),
        ("last month", "2022-05-01", "2022-05-31"),  # the calendar's
        ("last ten years", "2012-06-15", "2022-06-15"),
        ("Q1 2022", "2022-01-01", "2022-03-31"),
        ("2021 q4", "2021-10-01", "2021-12-31"),
        ("2022/1/29", "2022-01-29", "2022-01-29"),
        ("2022.01", "2022-01-01", "2022-01-31"),
        ("1/29/2022", "2022-01-29", "2022-01-29"),
        ("2022年1月", "2022-01-01", "2022-01-31"),
        ("令和4年1月29日", "2022-01-29", "2022-01-29"),
        ("平成元年", "1989-01-01", "1989-12-31"),
        ("Reiwa 4", "2022-01-01", "2022-12-31"),
        ("March to May 2022", "2022-03-01", "2022-05-31"),
        ("between March and May 2022", "2022-03-01", "2022-05-31"),
        ("March-May 2022", "2022-03-01", "2022-05-31"),
        ("from October 2021 until early 2022", "2021-10-01", "2022-04-30"),
        ("since January 2022", "2022-01-01", None),
    ],
)
def test_dates_may_be_written_in_many_ways(text: str, first: str, last: str | None) -> None:
    found = asked_interval(text, "", date(2022, 6, 15))
    assert (str(found.earliest), found.latest and str(found.latest)) == (first, last)


@pytest.mark.parametrize(
    "text", ["13/29/2022", "2022/13", "Q5 2022", "May to March 2022", "令和4年13月", "to", "last 3"]
)
def test_what_is_in_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        asked_interval(text, "", date(2022, 6, 15))
