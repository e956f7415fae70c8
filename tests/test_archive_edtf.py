"""EDTF to first and last day, and to words."""

from datetime import date

import pytest

from archive.model import Interval
from archive.reading import edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("2022-01-29", "2022-01-29", "2022-01-29", "January 29, 2022"),
        ("2022-01", "2022-01-01", "2022-01-31", "January 2022"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2022", "2022-01-01", "2022-12-31", "2022"),
        ("201X", "2010-01-01", "2019-12-31", "the 2010s"),
        ("2022-21", "2022-03-01", "2022-05-31", "spring 2022"),
        ("2022-23", "2022-09-01", "2022-11-30", "fall 2022"),
        ("2023-24", "2023-12-01", "2024-02-29", "winter 2023"),
        ("2022-33", "2022-01-01", "2022-03-31", "first quarter of 2022"),
        ("2022-36", "2022-10-01", "2022-12-31", "last quarter of 2022"),
        ("2022-40", "2022-01-01", "2022-06-30", "first half of 2022"),
        ("2022-41", "2022-07-01", "2022-12-31", "second half of 2022"),
        ("2022-06-21/2022-06-22", "2022-06-21", "2022-06-22", "June 21 and 22, 2022"),
        ("2022-01-25/2022-02-04", "2022-01-25", "2022-02-04", "between January 25 and February 4, 2022"),
        ("2022-12-30/2023-01-04", "2022-12-30", "2023-01-04", "between December 30, 2022 and January 4, 2023"),
        ("2022-01/2022-04", "2022-01-01", "2022-04-30", "January to April 2022"),
        ("2022-04/2023-03", "2022-04-01", "2023-03-31", "April 2022 to March 2023"),
        ("2012/..", "2012-01-01", None, "since 2012"),
        ("../2022-23", None, "2022-11-30", "until fall 2022"),
        ("../2022-03-31", None, "2022-03-31", "until March 31, 2022"),
        ("2022-01-29~", "2022-01-29", "2022-01-29", "about January 29, 2022"),
    ],
)
def test_interval_and_wording(text: str, earliest: str | None, latest: str | None, words: str) -> None:
    when = edtf.interval(text)
    bounds = [bound.isoformat() if bound else None for bound in (when.earliest, when.latest)]
    assert (when.edtf, bounds) == (text, [earliest, latest])
    assert edtf.wording(when) == words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a date"),
        ("yesterday", "not a date"),
        ("2022-1-5", "not a date"),
        ("2022-13", "not in the calendar"),
        ("2022-02-30", "not in the calendar"),
        ("0000", "not in the calendar"),
        ("2022~~", "not a date"),
        ("../..", "open at both ends"),
        ("2022-05/2022-04", "ends before it starts"),
        ("2022/2023/2024", "not a date"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        edtf.interval(text)


def test_approximate_date_keeps_and_says_its_bounds() -> None:
    when = edtf.around(date(2022, 1, 28), date(2022, 2, 4), date(2022, 1, 29))
    assert when == Interval("2022-01-29~", date(2022, 1, 28), date(2022, 2, 4))
    assert edtf.wording(when) == "about January 29, 2022 (between January 28 and February 4)"
    over_new_year = edtf.around(date(2022, 12, 28), date(2023, 1, 4), date(2022, 12, 30))
    assert edtf.wording(over_new_year).endswith("(between December 28, 2022 and January 4, 2023)")
    with pytest.raises(ValueError, match="not between"):
        edtf.around(date(2022, 1, 28), date(2022, 2, 4), date(2022, 3, 1))


def test_one_day_is_written_as_a_day() -> None:
    only = date(2022, 1, 29)
    assert edtf.between(only, only) == edtf.around(only, only, only) == edtf.day(only) == edtf.interval("2022-01-29")
    assert edtf.between(only, date(2022, 2, 4)) == edtf.interval("2022-01-29/2022-02-04")
    with pytest.raises(ValueError, match="after"):
        edtf.between(only, date(2022, 1, 1))


def test_unknown_date_has_words() -> None:
    assert edtf.wording(Interval("", None, None)) == "date unknown"
