"""A search as its address has it."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from archive.errors import BadQuery
from archive.search import SearchRequest
from archive.search.asked import Limit


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"q": "drill OR rain", "sort": "newest", "page": "3"},
        {"leader": ["joe-biden", "nobuo-kishi"], "base": ["mcas-futenma"], "year": ["2021", "2022"]},
        {"q": "Kishida", "exact": "1", "per_page": "25"},
    ],
)
def test_arguments_come_back(args: dict[str, Any]) -> None:
    assert SearchRequest.from_args(args).as_args() == args
    pairs = [(key, one) for key, value in args.items() for one in (value if isinstance(value, list) else [value])]
    assert SearchRequest.from_args(MultiDict(pairs)).as_args() == args


def test_what_is_no_search_is_left_alone() -> None:
    assert SearchRequest.from_args({"q": "  two   words ", "utm": "x", "exact": "0"}) == SearchRequest(q="two words")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({"sort": "best"}, "Write relevance, newest, oldest"),
        ({"page": "0"}, "from 1 to"),
        ({"page": "-1"}, "from 1 to"),
        ({"page": "²"}, "from 1 to"),
        ({"per_page": "1000"}, "from 1 to 100"),
        ({"year": "22"}, "four digits"),
    ],
)
def test_impossible_values_are_said(args: dict[str, str], told: str) -> None:
    with pytest.raises(BadQuery, match=told):
        SearchRequest.from_args(args)


def test_narrowing_starts_at_the_first_page() -> None:
    request = SearchRequest(q="one OR two", page=4)
    limit = Limit("base", "mcas-futenma")
    assert request.toggled(limit) == SearchRequest(q="one OR two", limits=(limit,))
    assert request.toggled(limit).toggled(limit) == SearchRequest(q="one OR two")
    assert request.with_year(2022).with_year(2021).years == (2021, 2022)
    assert request.with_year(2022).with_year(2022).years == ()
    assert request.within("date:2022").q == "(one OR two) date:2022"
    assert SearchRequest(q="one").within("date:2022").q == "one date:2022"
    assert SearchRequest(q="one AND date:2022 AND two", page=2).of((0, 3), (22, 25)) == SearchRequest(q="one two")
