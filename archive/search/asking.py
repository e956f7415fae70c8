"""A search as its address has it: the query, the page, and what was chosen beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from archive.errors import BadQuery
from archive.model import KINDS
from archive.search.asked import Limit

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)

MOST_PER_PAGE, MOST_PAGES = 100, 100_000

Args = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search; `years` are alternatives, each of `limits` must be mentioned, `exact` takes names as mere words."""

    q: str = ""
    page: int = 1
    per_page: int = 10
    sort: Sort = "relevance"
    years: tuple[int, ...] = ()
    limits: tuple[Limit, ...] = ()
    exact: bool = False

    @classmethod
    def from_args(cls, args: Mapping[str, Any]) -> SearchRequest:
        """The request of an address's arguments (of Flask, or any mapping to texts or lists of texts).

        Arguments that mean nothing to a search are left alone.

        :raises BadQuery: one has a value that it cannot have
        """
        sort = _one(args, "sort") or "relevance"
        if sort not in SORTS:
            raise BadQuery(f"sort={sort}", "there is no such order.", f"Write {', '.join(SORTS)}.")
        return cls(
            q=" ".join(_one(args, "q").split()),
            page=_number(args, "page", 1, MOST_PAGES),
            per_page=_number(args, "per_page", 10, MOST_PER_PAGE),
            sort=sort,
            years=tuple(sorted({_year(text) for text in _all(args, "year")})),
            limits=tuple(dict.fromkeys(Limit(kind, id) for kind in KINDS for id in _all(args, kind))),
            exact=_one(args, "exact") in ("1", "true", "on", "yes"),
        )

    def as_args(self) -> Args:
        """The arguments that `from_args` reads back; what is as usual is left out."""
        args: Args = {}
        if self.q:
            args["q"] = self.q
        for limit in self.limits:
            before = args.get(limit.kind, [])
            args[limit.kind] = [*before, limit.entity]
        if self.years:
            args["year"] = [str(year) for year in self.years]
        if self.sort != "relevance":
            args["sort"] = self.sort
        if self.exact:
            args["exact"] = "1"
        if self.per_page != 10:
            args["per_page"] = str(self.per_page)
        if self.page != 1:
            args["page"] = str(self.page)
        return args

    def first_page(self, **changes: Any) -> SearchRequest:
        """The same search with changes, from its first page."""
        return replace(self, page=1, **changes)

    def toggled(self, limit: Limit) -> SearchRequest:
        """With a limit put in, or taken out if it is there."""
        rest = tuple(one for one in self.limits if one != limit)
        return self.first_page(limits=rest if len(rest) < len(self.limits) else (*rest, limit))

    def with_year(self, year: int) -> SearchRequest:
        """With a year put in, or taken out if it is there."""
        rest = tuple(one for one in self.years if one != year)
        return self.first_page(years=rest if len(rest) < len(self.years) else tuple(sorted((*rest, year))))

    def within(self, field: str) -> SearchRequest:
        """With a further field that everything asked so far must meet."""
        q = f"({self.q})" if " OR " in self.q else self.q
        return self.first_page(q=f"{q} {field}".strip())

    def of(self, *parts: tuple[int, int]) -> SearchRequest:
        """With nothing but these parts of the query, all of which must be met."""
        return self.first_page(q=" ".join(self.q[start:end] for start, end in parts))


def _all(args: Mapping[str, Any], key: str) -> list[str]:
    """Every value of an argument that may come more than once."""
    if hasattr(args, "getlist"):
        values = args.getlist(key)
    else:
        given = args.get(key, [])
        values = given if isinstance(given, list | tuple) else [given]
    return [text for value in values if (text := str(value).strip())]


def _one(args: Mapping[str, Any], key: str) -> str:
    return next(iter(_all(args, key)), "")


def _number(args: Mapping[str, Any], key: str, usual: int, most: int) -> int:
    text = _one(args, key)
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise BadQuery(f"{key}={text}", "this is no such number.", f"Write a number from 1 to {most}.")
    return int(text)


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4 and text > "0000":
        return int(text)
    raise BadQuery(f"year={text}", "this is no year.", "Write four digits, such as year=2022.")
