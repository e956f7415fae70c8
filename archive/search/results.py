"""A page of results: what the template and its `.json` twin show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.model import Interval, Issue, Item, Kind
from archive.search.asking import Args, SearchRequest
from archive.search.problems import Problem
from archive.search.snippets import Marked


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a link needs it; `kind` is None where the reference data no longer knows it."""

    id: str
    name: str
    kind: Kind | None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"id": self.id, "name": self.name, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Hit:
    """A found item. `certain` is false where the dates asked for only possibly fit; `when` says the date in words.

    `entities` are those that it mentions: first the ones that were asked for, then in the order of the text. `told`
    are the dates in it that lie in a time asked for, in words. Where one hit stands for its issue, `more` counts the
    other items found in it, and `more_args` is the search for all of them.
    """

    item: str
    issue: str
    title: str
    position: int
    headline: Marked
    snippet: Marked
    published: Interval
    when: str
    entities: tuple[Named, ...]
    certain: bool
    told: tuple[str, ...] = ()
    more: int = 0
    more_args: Args | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        published = self.published
        return {
            "item": self.item,
            "issue": self.issue,
            "title": self.title,
            "position": self.position,
            "headline": self.headline.as_dict(),
            "snippet": self.snippet.as_dict(),
            "published": {
                "edtf": published.edtf,
                "earliest": published.earliest and published.earliest.isoformat(),
                "latest": published.latest and published.latest.isoformat(),
                "words": self.when,
            },
            "entities": [one.as_dict() for one in self.entities],
            "certain": self.certain,
            "told": list(self.told),
            "more": self.more,
            "more_args": self.more_args,
        }


@dataclass(frozen=True, slots=True)
class Count:
    """A value that narrows the search, with how many items have it; `args` puts it in, or takes it out if `chosen`.

    `not_args` leaves out the items that have it; None for years and volumes.
    """

    id: str
    name: str
    count: int
    chosen: bool
    args: Args
    not_args: Args | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "count": self.count,
            "chosen": self.chosen,
            "args": self.args,
            "not_args": self.not_args,
        }


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of the histogram: a month or year; `args` narrows the search to it."""

    edtf: str
    words: str
    count: int
    args: Args

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"edtf": self.edtf, "words": self.words, "count": self.count, "args": self.args}


@dataclass(frozen=True, slots=True)
class Filter:
    """An active filter as a sentence; `args` is the search without it."""

    sentence: str
    args: Args

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"sentence": self.sentence, "args": self.args}


@dataclass(frozen=True, slots=True)
class Widened:
    """Words of the query that name an entity: `added` items mention it only otherwise, on this page as `forms`.

    Where the entity is an office, items count that mention whoever held it when they appeared; `holders` are those
    of this page.
    """

    words: str
    entity: Named
    added: int
    forms: tuple[str, ...]
    holders: tuple[Named, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "words": self.words,
            "entity": self.entity.as_dict(),
            "added": self.added,
            "forms": list(self.forms),
            "holders": [one.as_dict() for one in self.holders],
        }


@dataclass(frozen=True, slots=True)
class Correction:
    """The query as it was probably meant: each of the `changed` words with what stands for it."""

    words: str
    changed: tuple[tuple[str, str], ...]
    args: Args

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"words": self.words, "changed": [list(pair) for pair in self.changed], "args": self.args}


@dataclass(frozen=True, slots=True)
class Related:
    """An entity, or (without kind and id) a word, that stands out in what was found; `args` narrows the search to it.

    `count` is how many of the found items have it.
    """

    words: str
    kind: Kind | None
    id: str | None
    count: int
    args: Args

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"words": self.words, "kind": self.kind, "id": self.id, "count": self.count, "args": self.args}


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that a search finds: how many items, and each with its issue, fetched while one reads on.

    `problem` is the fault in the query that was passed over to find this, None where there was none.
    """

    total: int
    hits: Iterator[tuple[Item, Issue]]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a search.

    `groups` counts the issues found where each is shown once, else the items. `facets` are by name: year, volume,
    leader, base, agreement, organization, place, programme. `possibly` counts the items whose dates only may fit, and
    `uncertain` says in a sentence how many and which date it is (empty where all fit). `doubled` counts the items that
    stand in more than one bar of the histogram. `exact_args` is the same search for the words alone, `notes` say what
    was left undone. `problem` is the fault in the query that was passed over to find this,
    `corrections` are what was probably meant where little was found, `related` is what stands out.
    """

    request: SearchRequest
    total: int
    groups: int
    possibly: int
    uncertain: str
    pages: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Count, ...]]
    histogram: tuple[Span, ...]
    doubled: int
    filters: tuple[Filter, ...]
    widened: tuple[Widened, ...]
    notes: tuple[str, ...]
    exact_args: Args
    problem: Problem | None = None
    corrections: tuple[Correction, ...] = ()
    related: tuple[Related, ...] = ()

    def page_args(self, page: int) -> Args:
        """The arguments of another page of the same results."""
        args = self.request.first_page().as_args()
        return {**args, "page": str(page)} if page != 1 else args

    def sort_args(self, sort: str) -> Args:
        """The arguments of the same results in another order."""
        return self.request.first_page(sort=sort).as_args()

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "args": self.request.as_args(),
            "total": self.total,
            "groups": self.groups,
            "problem": self.problem and self.problem.as_dict(),
            "possibly": self.possibly,
            "uncertain": self.uncertain,
            "page": self.request.page,
            "pages": self.pages,
            "hits": [one.as_dict() for one in self.hits],
            "facets": {name: [one.as_dict() for one in counts] for name, counts in self.facets.items()},
            "histogram": [one.as_dict() for one in self.histogram],
            "doubled": self.doubled,
            "filters": [one.as_dict() for one in self.filters],
            "widened": [one.as_dict() for one in self.widened],
            "notes": list(self.notes),
            "corrections": [one.as_dict() for one in self.corrections],
            "related": [one.as_dict() for one in self.related],
        }
