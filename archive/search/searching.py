"""The one entry: a request in, a page of results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from archive.model import Issue, Item, Kind
from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.search import facets
from archive.search.asked import Both, Limit, Mentions, Node, OfIssue, When, Without, asks_nothing
from archive.search.asking import SearchRequest
from archive.search.index import Index, Opened
from archive.search.matching import Found, Matcher
from archive.search.names import Names
from archive.search.postings import Floats, Reading
from archive.search.query import parse
from archive.search.ranking import best
from archive.search.results import Count, Filter, Hit, Named, ResultPage, Span, Widened
from archive.search.shelf import Shown, shown
from archive.search.sidecar import Bools, Ints, Sidecar
from archive.search.snippets import Marker
from archive.search.words import Words
from archive.store.questions import Questions

FACETS: tuple[Kind, ...] = ("leader", "base", "agreement", "organization", "place")
COUNTS_SHOWN = 8
"""Values a facet lists; what is chosen is listed besides."""


class Searcher:
    """Answers searches; `today` is what plain-word dates count from."""

    def __init__(
        self, index: Index, questions: Questions, knowledge: Knowledge, today: Callable[[], date] = date.today
    ) -> None:
        self.index, self.questions, self.knowledge, self.today = index, questions, knowledge, today
        self.names = Names(knowledge)
        self.words = Words()

    def search(self, request: SearchRequest) -> ResultPage:
        """One page of what is found.

        :raises BadQuery: the query means nothing; the message says where and what to write instead
        :raises IndexMissing: there is no index
        """
        opened = self.index.current()
        names = opened.cache.get("names") or opened.cache.setdefault("names", self.names.counting(_items(opened)))
        asked = parse(request.q, names, self.today(), request.exact)
        limits = tuple(
            Limit(one.kind, names.entity(one.entity, one.kind, f"{one.kind}={one.entity}")) for one in request.limits
        )
        search = _Search(self, request, asked, limits, Matcher(Reading(opened)))
        return search.page()


@dataclass(frozen=True, slots=True)
class _Search:
    """One search under way."""

    to: Searcher
    request: SearchRequest
    asked: Node | None
    limits: tuple[Limit, ...]
    matcher: Matcher

    @property
    def sidecar(self) -> Sidecar:
        return self.matcher.sidecar

    def page(self) -> ResultPage:
        before_years = self.matched()
        found = self.of_years(before_years)
        mask, request, traces = found.possible, self.request, self.matcher.traces
        total = int(np.count_nonzero(mask))
        ordered = self.ordered(found, request.page * request.per_page)[(request.page - 1) * request.per_page :]
        hits = shown(self.matcher.reading.opened, ordered.tolist(), self.to.questions)
        return ResultPage(
            request=request,
            total=total,
            possibly=(possibly := total - int(np.count_nonzero(found.certain))),
            uncertain=self.uncertain(found, possibly),
            pages=max(1, -(-total // request.per_page)),
            hits=self.hits(hits, found),
            facets={"year": self.years(before_years), **self.entities(found)},
            histogram=tuple(
                Span(bar.edtf, bar.words, bar.count, request.within(f"date:{bar.edtf}").as_args())
                for bar in facets.bars(self.sidecar, mask)
            ),
            doubled=facets.doubled(self.sidecar, mask),
            filters=(*self.query_filters(), *self.chosen_filters()),
            widened=tuple(
                Widened(words, self.named(entity), added, _forms([item for _, (item, _) in hits], entity, words))
                for (words, entity), only in traces.widened.items()
                if (added := int(np.count_nonzero(only & mask)))
            ),
            notes=tuple(traces.notes),
            exact_args=request.first_page(exact=True).as_args(),
        )

    # --- finding -----------------------------------------------------------------------------------

    def matched(self) -> Found:
        """What answers the query and mentions what was chosen beside it."""
        found = self.matcher.found(self.asked) if self.asked else self.matcher.everything()
        for limit in self.limits:
            mentioning = self.matcher.mentioning(limit.entity)
            self.matcher.traces.entities.add(limit.entity)
            found = Found(found.possible & mentioning, found.certain & mentioning, found.scores)
        return found

    def of_years(self, found: Found) -> Found:
        """Of these, what may have appeared in one of the years chosen."""
        if not self.request.years:
            return found
        each = [self.matcher.published(edtf.interval(f"{year:04}")) for year in self.request.years]
        possible = reduce(np.logical_or, [one.possible for one in each])
        certain = reduce(np.logical_or, [one.certain for one in each])
        return Found(found.possible & possible, found.certain & certain, found.scores)

    def ordered(self, found: Found, count: int) -> Ints:
        """The first `count` documents in the order asked for; by relevance, what certainly answers comes first."""
        if self.request.sort != "relevance":
            order = self.sidecar.oldest if self.request.sort == "oldest" else self.sidecar.newest
            return order[found.possible[order]][:count]
        sure = self.best(found.scores, found.certain, count)
        unsure = found.possible & ~found.certain
        return np.concatenate((sure, self.best(found.scores, unsure, count - len(sure)))) if unsure.any() else sure

    def best(self, scores: Floats | None, among: Bools, count: int) -> Ints:
        """The first `count` of some documents by their scores, or the newest where no words were asked."""
        if scores is None:
            return self.sidecar.newest[among[self.sidecar.newest]][:count]
        return best(scores, np.flatnonzero(among).astype(np.int32), self.sidecar.newness, count)

    def uncertain(self, found: Found, possibly: int) -> str:
        """How many of the found items only may fit, and which of their dates is uncertain."""
        if not possibly:
            return ""
        one = possibly == 1
        unsure = found.possible & ~found.certain
        who = f"{possibly:,} of them" if found.certain.any() else "It" if one else "All of them"
        said = {
            "published": f"when {'it' if one else 'they'} appeared",
            "told": f"the day {'it tells' if one else 'they tell'} of",
        }
        why = " or ".join(said[of] for of, mask in self.matcher.traces.doubts.items() if np.any(mask & unsure))
        return f"{who} only possibly {'fits' if one else 'fit'}: {why} is known as a range."

    # --- showing -----------------------------------------------------------------------------------

    def hits(self, shown: Iterable[tuple[int, Shown]], found: Found) -> tuple[Hit, ...]:
        traces = self.matcher.traces
        marker = Marker.of(traces.chains, traces.entities, self.to.words)
        return tuple(self.hit(item, issue, marker, bool(found.certain[document])) for document, (item, issue) in shown)

    def hit(self, item: Item, issue: Issue, marker: Marker, certain: bool) -> Hit:
        when = issue.published.when
        linked = dict.fromkeys(one.entity for one in item.mentions if one.entity)
        asked_first = sorted(linked, key=lambda entity: entity not in self.matcher.traces.entities)
        return Hit(
            item=item.id,
            issue=item.issue,
            title=issue.title,
            position=item.position,
            headline=marker.headline(item),
            snippet=marker.snippet(item),
            published=when,
            when=edtf.wording(when),
            entities=tuple(self.named(entity) for entity in asked_first),
            certain=certain,
        )

    def named(self, entity: str) -> Named:
        return Named(entity, *self.to.names.named(entity))

    # --- narrowing ---------------------------------------------------------------------------------

    def years(self, found: Found) -> tuple[Count, ...]:
        counts = facets.year_counts(self.sidecar, found.possible)
        counts |= {year: counts.get(year, 0) for year in self.request.years}
        return tuple(
            Count(str(year), str(year), count, year in self.request.years, self.request.with_year(year).as_args())
            for year, count in sorted(counts.items(), reverse=True)
        )

    def entities(self, found: Found) -> dict[str, tuple[Count, ...]]:
        counts = facets.entity_counts(self.sidecar, found.possible)
        chosen = {limit.entity for limit in self.limits}
        return {kind: self.counts(kind, counts, chosen) for kind in FACETS}

    def counts(self, kind: Kind, counts: Ints, chosen: set[str]) -> tuple[Count, ...]:
        numbers = self.of_kind(kind)
        order = numbers[np.argsort(-counts[numbers], kind="stable")]
        ids = [str(self.sidecar.entity_ids[number]) for number in order[:COUNTS_SHOWN] if counts[number]]
        ids += [limit.entity for limit in self.limits if limit.kind == kind and limit.entity not in ids]
        found = []
        for id in ids:
            number = self.sidecar.entity_numbers.get(id)
            args = self.request.toggled(Limit(kind, id)).as_args()
            count = int(counts[number]) if number is not None else 0
            found.append(Count(id, self.to.names.named(id)[0], count, id in chosen, args))
        return tuple(found)

    def of_kind(self, kind: Kind) -> Ints:
        """The indexes of the entities of a kind, by name; worked out once a generation."""
        kept = self.matcher.reading.opened.cache
        if "kinds" not in kept:
            by_kind: dict[Kind | None, list[tuple[str, int]]] = {}
            for id, number in self.sidecar.entity_numbers.items():
                name, its_kind = self.to.names.named(id)
                by_kind.setdefault(its_kind, []).append((name, number))
            kept["kinds"] = {
                its: np.array([number for _, number in sorted(ones)], np.int32) for its, ones in by_kind.items()
            }
        found: Ints = kept["kinds"].get(kind, np.empty(0, np.int32))
        return found

    def query_filters(self) -> list[Filter]:
        """The filters of the query that can be taken out: those that everything found must meet."""
        parts = self.asked.parts if isinstance(self.asked, Both) else (self.asked,) if self.asked else ()
        filters = []
        for part in parts:
            if sentence := self.sentence(part):
                rest = [other for other in parts if other is not part]
                kept = [(other.start, other.end) for other in rest] if not all(map(asks_nothing, rest)) else []
                filters.append(Filter(sentence, self.request.of(*kept).as_args()))
        return filters

    def sentence(self, node: Node) -> str | None:
        match node:
            case Mentions(entity=entity):
                return f"mentions {self.named(entity).name}"
            case OfIssue(issue=issue):
                return f"stands in issue {issue.rpartition('/')[2]}"
            case When(words=words):
                return words
            case Without(inner=Mentions(entity=entity)):
                return f"does not mention {self.named(entity).name}"
            case Without(inner=inner) if not isinstance(inner, Without):
                said = self.sentence(inner)
                return f"not: {said}" if said else None
        return None

    def chosen_filters(self) -> list[Filter]:
        """The filters chosen beside the query."""
        request = self.request
        filters = [
            Filter(f"mentions {self.named(limit.entity).name}", request.toggled(given).as_args())
            for limit, given in zip(self.limits, request.limits, strict=True)
        ]
        if request.years:
            listed = " or ".join(map(str, request.years))
            filters.append(Filter(f"published in {listed}", request.first_page(years=()).as_args()))
        return filters


def _items(opened: Opened) -> dict[str, int]:
    """How many items mention each entity."""
    counts = facets.entity_counts(opened.sidecar, opened.sidecar.living)
    return {id: int(counts[number]) for id, number in opened.sidecar.entity_numbers.items()}


def _forms(items: Iterable[Item], entity: str, words: str) -> tuple[str, ...]:
    """How the items write an entity, other than in the words asked."""
    seen = [one.text for item in items for one in item.mentions if one.entity == entity]
    return tuple(dict.fromkeys(text for text in seen if text.lower() != words.lower()))[:5]
