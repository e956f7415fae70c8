"""Citations: whole, plain, and honest about the date."""

from __future__ import annotations

from datetime import date

import pytest

from archive.model import Basis, Issue, Item, Published
from archive.reading import edtf
from archive.reference import Series
from web.citing import cite

SERIES = Series("s", "US-Japan Alliance Digest", "Sasakawa USA", ("Alliance Digest",), ("japan",), 2022, 15)
ABOUT = edtf.around(date(2022, 1, 28), date(2022, 2, 3), date(2022, 1, 29))
UNKNOWN = Published(edtf.Interval("", None, None), "inferred")


def issue(published: Published, numbered: bool = True) -> Issue:
    number = (1, 2) if numbered else (None, None)
    return Issue("s/1.2", "s", *number, None, None, "A Digest", None, published)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published(edtf.interval("2022-01-29"), "stated"), "(Sasakawa USA, January 29, 2022), "),
        (
            Published(ABOUT, "inferred"),
            "(Sasakawa USA, about January 29, 2022 [between January 28 and February 3; date inferred from the text]), ",
        ),
        (UNKNOWN, "(Sasakawa USA, date unknown), "),
    ],
    ids=["stated", "inferred", "unknown"],
)
def test_an_issue(published: Published, expected: str) -> None:
    said = cite(issue(published), SERIES, "https://example.org/1.2")
    assert said == f"US-Japan Alliance Digest 1, no. 2 {expected}https://example.org/1.2."


def test_an_item_stands_in_its_issue() -> None:
    item = Item("s/1.2", 3, "Toguchi wins", "…")
    said = cite(issue(Published(edtf.interval("2022-01-29"), "stated")), SERIES, "https://example.org/1.2#3", item)
    assert said.startswith("“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (")


def test_sample_text_is_cited_as_such_and_is_nobodys_publication() -> None:
    dated = issue(Published(edtf.interval("2022-01-29"), "stated"))
    assert (
        cite(dated, SERIES, "x", sample=True)
        == "US-Japan Alliance Digest 1, no. 2 [sample text] (January 29, 2022), x."
    )
    item = Item("s/1.2", 3, "Toguchi wins", "…")
    for said in (cite(dated, SERIES, "x", item, sample=True), cite(issue(UNKNOWN, False), SERIES, "x", sample=True)):
        assert "[sample text] (" in said
        assert SERIES.publisher not in said


def test_an_unnumbered_issue_says_so() -> None:
    assert cite(issue(UNKNOWN, numbered=False), SERIES, "x").startswith("A Digest, unnumbered (")


@pytest.mark.parametrize("basis", ["metadata", "inferred", "neighbours", "judgement"])
def test_every_basis_but_a_stated_date_is_said(basis: Basis) -> None:
    assert "[date " in cite(issue(Published(edtf.interval("2022-01-29"), basis)), SERIES, "x")
