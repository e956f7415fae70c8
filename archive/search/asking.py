"""A search as its address has it: the query, the page, and what was chosen beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, get_args

from archive.errors import BadQuery
from archive.model import KINDS
from archive.search.asked import Limit

Sort = Literal["relevance", "newest", "oldest", "events"]
SORTS: tuple[Sort, ...] = get_args(Sort)
Dates = Literal["published", "told"]
Group = Literal["item", "issue"]
View = Literal["list", "table"]

MOST_PER_PAGE, MOST_PAGES = 100, 100_000
MOST_VALUES = 60
"""Values of one argument; more than a person would click, and each costs a pass over the documents."""

YES = ("1", "true", "on", "yes")

Args = dict[str, str | list[str]]
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search.

    `years` and `volumes` are alternatives; each of `limits` must be mentioned, none of `excluded` (entity ids or names)
    may be; each of `inside` is a further query that must match as well. `dates` says which dates years and histogram
    go by: those of publication or those told. `group` by issue shows each issue once, by its best item. `exact` takes
    names as mere words, and `related` asks for what stands out in the found items as well.
    """

    q: str = ""
    page: int = 1
    per_page: int = 10
    sort: Sort = "relevance"
    years: tuple[int, ...] = ()
    volumes: tuple[int, ...] = ()
    limits: tuple[Limit, ...] = ()
    excluded: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    dates: Dates = "published"
    group: Group = "item"
    view: View = "list"
    exact: bool = False
    related: bool = False

    @classmethod
    def from_args(cls, args: Mapping[str, Any]) -> SearchRequest:
        """The request of an address's arguments (of Flask, or any mapping to texts or lists of texts).

        Arguments that mean nothing to a search are left alone.

        :raises BadQuery: one has a value that it cannot have
        """
        return cls(
            q=_plain(_one(args, "q")),
            page=_number(args, "page", 1, MOST_PAGES),
            per_page=_number(args, "per_page", 10, MOST_PER_PAGE),
            sort=_choice(args, "sort", SORTS),
            years=tuple(sorted({_year(text) for text in _all(args, "year")})),
            volumes=tuple(sorted({_volume(text) for text in _all(args, "volume")})),
            limits=tuple(dict.fromkeys(Limit(kind, id) for kind in KINDS for id in _all(args, kind))),
            excluded=tuple(dict.fromkeys(_all(args, "not"))),
            inside=tuple(dict.fromkeys(map(_plain, _all(args, "in")))),
            dates=_choice(args, "dates", get_args(Dates)),
            group=_choice(args, "group", get_args(Group)),
            view=_choice(args, "view", get_args(View)),
            exact=_one(args, "exact") in YES,
            related=_one(args, "related") in YES,
        )

    def as_args(self) -> Args:
        """The arguments that `from_args` reads back; what is as usual is left out."""
        args: Args = {}
        if self.q:
            args["q"] = self.q
        if self.inside:
            args["in"] = list(self.inside)
        for limit in self.limits:
            before = args.get(limit.kind, [])
            args[limit.kind] = [*before, limit.entity]
        if self.excluded:
            args["not"] = list(self.excluded)
        if self.years:
            args["year"] = [str(year) for year in self.years]
        if self.volumes:
            args["volume"] = [str(volume) for volume in self.volumes]
        for name, usual in (("dates", "published"), ("sort", "relevance"), ("group", "item"), ("view", "list")):
            if (chosen := getattr(self, name)) != usual:
                args[name] = chosen
        if self.exact:
            args["exact"] = "1"
        if self.related:
            args["related"] = "1"
        if self.per_page != 10:
            args["per_page"] = str(self.per_page)
        if self.page != 1:
            args["page"] = str(self.page)
        return args

    @property
    def narrowed(self) -> bool:
        """Whether anything at all is asked or chosen; without, every item is found."""
        return bool(self.q or self.inside or self.limits or self.excluded or self.years or self.volumes)

    def first_page(self, **changes: Any) -> SearchRequest:
        """The same search with changes, from its first page."""
        return replace(self, page=1, **changes)

    def toggled(self, limit: Limit) -> SearchRequest:
        """With a limit put in, or taken out if it is there; an entity put in is no longer left out."""
        rest = tuple(one for one in self.limits if one != limit)
        if len(rest) < len(self.limits):
            return self.first_page(limits=rest)
        excluded = tuple(one for one in self.excluded if one != limit.entity)
        return self.first_page(limits=(*rest, limit), excluded=excluded)

    def without(self, entity: str) -> SearchRequest:
        """With an entity left out, or let in again if it was left out; it is no longer one that must be mentioned."""
        rest = tuple(one for one in self.excluded if one != entity)
        if len(rest) < len(self.excluded):
            return self.first_page(excluded=rest)
        limits = tuple(one for one in self.limits if one.entity != entity)
        return self.first_page(excluded=(*rest, entity), limits=limits)

    def also(self, query: str) -> SearchRequest:
        """With a further query that must match, or without it if it is there: a search within the results."""
        rest = tuple(one for one in self.inside if one != query)
        return self.first_page(inside=rest if len(rest) < len(self.inside) else (*rest, query))

    def within(self, field: str) -> SearchRequest:
        """With a further field that everything asked so far must meet."""
        return self.first_page(q=f"{self.grouped} {field}".strip())

    @property
    def grouped(self) -> str:
        """The query as a part of a longer one: in parentheses where it has alternatives."""
        return f"({self.q})" if " OR " in self.q else self.q

    def of(self, *parts: tuple[int, int]) -> SearchRequest:
        """With nothing but these parts of the query, all of which must be met."""
        return self.first_page(q=" ".join(self.q[start:end] for start, end in parts))


def _plain(text: str) -> str:
    """A query with single blanks."""
    return " ".join(text.split())


def _all(args: Mapping[str, Any], key: str) -> list[str]:
    """Every value of an argument that may come more than once."""
    if hasattr(args, "getlist"):
        values = args.getlist(key)
    else:
        given = args.get(key, [])
        values = given if isinstance(given, list | tuple) else [given]
    found = [text for value in values if (text := str(value).strip())]
    if len(found) > MOST_VALUES:
        raise BadQuery(f"{key}=…", f"it comes {len(found)} times; the limit is {MOST_VALUES}.", "Choose fewer at once.")
    return found


def _one(args: Mapping[str, Any], key: str) -> str:
    return next(iter(_all(args, key)), "")


def _choice(args: Mapping[str, Any], key: str, choices: Sequence[Choice]) -> Choice:
    """One of several values, the first where nothing is said."""
    asked = _one(args, key)
    for choice in choices:
        if asked in (choice, ""):
            return choice
    what = {"sort": "there is no such order."}.get(key, "there is no such choice.")
    raise BadQuery(f"{key}={asked}", what, f"Write {', '.join(choices)}.")


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


def _volume(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= len(text) <= 4:
        return int(text)
    raise BadQuery(f"volume={text}", "this is no volume.", "Write its number, such as volume=1.")
