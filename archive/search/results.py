"""A page of results: what the template and its `.json` twin show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.model import Interval, Kind
from archive.search.asking import Args, SearchRequest
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

    `entities` are those that it mentions: first the ones that were asked for, then in the order of the text.
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
        }


@dataclass(frozen=True, slots=True)
class Count:
    """A value that narrows the search, with how many items have it; `args` puts it in, or takes it out if `chosen`."""

    id: str
    name: str
    count: int
    chosen: bool
    args: Args

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"id": self.id, "name": self.name, "count": self.count, "chosen": self.chosen, "args": self.args}


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
    """Words of the query that name an entity: `added` items mention it only otherwise, on this page as `forms`."""

    words: str
    entity: Named
    added: int
    forms: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"words": self.words, "entity": self.entity.as_dict(), "added": self.added, "forms": list(self.forms)}


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a search.

    `facets` are by name: year, leader, base, agreement, organization, place. `possibly` counts the items whose dates
    only may fit, and `uncertain` says in a sentence how many and which date it is (empty where all fit). `doubled`
    counts the items that stand in more than one bar of the histogram. `exact_args` is the same search for the words
    alone, `notes` say what was left undone.
    """

    request: SearchRequest
    total: int
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
        }
