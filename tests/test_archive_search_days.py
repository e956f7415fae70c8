"""Date fields in words."""

from __future__ import annotations

from datetime import date

import pytest

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
    ],
)
def test_a_condition_is_said_in_words(name: str, text: str, words: str) -> None:
    assert condition(name, asked_interval(text, "", date(2022, 6, 15)), "")[2] == words
