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
        {"q": "rain", "in": ["base OR drill", '"two words"'], "not": ["okinawa", "naha"], "volume": ["1", "12"]},
        {"year": ["2022"], "dates": "told", "sort": "events", "group": "issue", "view": "table", "related": "1"},
        {"programme": ["f-35"], "place": ["okinawa"], "organization": ["quad"]},
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
        ({"volume": "one"}, "volume=1"),
        ({"dates": "both"}, "Write published, told"),
        ({"group": "series"}, "Write item, issue"),
        ({"view": "cards"}, "Write list, table"),
        ({"in": ["x"] * 61}, "it comes 61 times; the limit is 60"),
    ],
)
def test_impossible_values_are_said(args: dict[str, Any], told: str) -> None:
    with pytest.raises(BadQuery, match=told):
        SearchRequest.from_args(args)


def test_narrowing_starts_at_the_first_page() -> None:
    request = SearchRequest(q="one OR two", page=4)
    limit = Limit("base", "mcas-futenma")
    assert request.toggled(limit) == SearchRequest(q="one OR two", limits=(limit,))
    assert request.toggled(limit).toggled(limit) == SearchRequest(q="one OR two")
    assert request.also("rain").inside == ("rain",) and request.also("rain").page == 1
    assert request.also("rain").also("rain").inside == ()
    assert request.within("date:2022").q == "(one OR two) date:2022"
    assert SearchRequest(q="one").within("date:2022").q == "one date:2022"
    assert SearchRequest(q="one AND date:2022 AND two", page=2).of((0, 3), (22, 25)) == SearchRequest(q="one two")


def test_what_is_left_out_is_not_asked_for_as_well() -> None:
    okinawa, request = Limit("place", "okinawa"), SearchRequest(q="rain", page=2)
    without = request.toggled(okinawa).without("okinawa")
    assert (without.limits, without.excluded, without.page) == ((), ("okinawa",), 1)
    assert without.without("okinawa") == SearchRequest(q="rain")
    back = without.toggled(okinawa)
    assert (back.limits, back.excluded) == ((okinawa,), ())


def test_something_narrows_or_everything_is_found() -> None:
    assert not SearchRequest(sort="newest", group="issue", dates="told", page=3).narrowed
    for args in ({"q": "a"}, {"in": "a"}, {"not": "a"}, {"year": "2022"}, {"volume": "1"}, {"base": "a"}):
        assert SearchRequest.from_args(args).narrowed
