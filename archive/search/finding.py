"""What a whole request finds: the query, the further queries, and what was chosen beside them; and in what order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce

import numpy as np

from archive.reading import edtf
from archive.search.asked import Limit, Node
from archive.search.asking import SearchRequest
from archive.search.fields import Known
from archive.search.issues import Issues
from archive.search.matching import Found, Matcher
from archive.search.names import Names
from archive.search.postings import Floats
from archive.search.problems import Problem
from archive.search.query import read
from archive.search.ranking import best
from archive.search.sidecar import Bools, Ints, Sidecar, first_day, last_day
from archive.search.telling import Telling


@dataclass(frozen=True)
class Question:
    """A request as it was understood, every entity chosen in it by its id; `problem` is the first fault passed over."""

    request: SearchRequest
    asked: Node | None
    inside: tuple[Node, ...]
    problem: Problem | None

    @classmethod
    def of(cls, request: SearchRequest, names: Names, today: date, issues: Issues) -> Question:
        """The question of a request.

        :raises BadQuery: nothing of a query means anything, or something chosen is not known
        """
        known = Known(names, today, issues)
        asked = read(request.q, known, request.exact)
        inside = [read(text, known, request.exact) for text in request.inside]
        limits = (
            Limit(one.kind, names.entity(one.entity, one.kind, f"{one.kind}={one.entity}")) for one in request.limits
        )
        excluded = (names.entity(one, None, f"not={one}") for one in request.excluded)
        request = replace(request, limits=tuple(dict.fromkeys(limits)), excluded=tuple(dict.fromkeys(excluded)))
        problem = next((one.problem for one in (asked, *inside) if one.problem), None)
        return cls(request, asked.node, tuple(one.node for one in inside if one.node), problem)


class Finding:
    """One question put to one generation of the index."""

    def __init__(self, question: Question, matcher: Matcher) -> None:
        self.question, self.request, self.matcher = question, question.request, matcher
        self.sidecar: Sidecar = matcher.sidecar
        self.telling = Telling.of(matcher.reading.opened)

    @cached_property
    def matched(self) -> Found:
        """What answers every query, mentions what was chosen and nothing of what was excluded."""
        matcher = self.matcher
        nodes = [node for node in (self.question.asked, *self.question.inside) if node]
        found = reduce(Found.also, map(matcher.found, nodes)) if nodes else matcher.everything()
        for limit in self.request.limits:
            matcher.traces.entities.add(limit.entity)
            found = found.only(matcher.mentioning(limit.entity))
        for entity in self.request.excluded:
            found = found.only(~matcher.mentioning(entity))
        return found

    @cached_property
    def years(self) -> Found | None:
        """What may be of one of the years chosen; None where none is."""
        when = [edtf.interval(f"{year:04}") for year in self.request.years]
        ask = self.matcher.told if self.request.dates == "told" else self.matcher.published
        return reduce(Found.either, map(ask, when)) if when else None

    @cached_property
    def volumes(self) -> Bools | None:
        """What is of one of the volumes chosen; None where none is."""
        return self.matcher.issues.of_volumes(self.request.volumes) if self.request.volumes else None

    @cached_property
    def of_volumes(self) -> Found:
        """What was matched, of the volumes chosen and of any year: what the facet of years counts."""
        return self.matched if self.volumes is None else self.matched.only(self.volumes)

    @cached_property
    def of_years(self) -> Found:
        """What was matched, of the years chosen and of any volume: what the facet of volumes counts."""
        return self.matched if self.years is None else self.matched.also(self.years)

    @cached_property
    def found(self) -> Found:
        """Everything that answers."""
        return self.of_years if self.volumes is None else self.of_years.only(self.volumes)

    @cached_property
    def total(self) -> int:
        """How many items that are."""
        return int(np.count_nonzero(self.found.possible))

    # --- in order ----------------------------------------------------------------------------------

    def ordered(self, count: int) -> Ints:
        """The first `count` documents in the order asked for; by relevance, what certainly answers comes first."""
        found = self.found
        if self.request.sort != "relevance":
            order = self._by_date()
            return order[found.possible[order]][:count]
        sure = self._best(found.scores, found.certain, count)
        unsure = found.possible & ~found.certain
        return np.concatenate((sure, self._best(found.scores, unsure, count - len(sure)))) if unsure.any() else sure

    def grouped(self) -> tuple[Ints, Ints]:
        """The first document of every issue in the order asked for, and how many more each issue has."""
        ordered = self.ordered(self.total)
        issues, first, counts = np.unique(self.sidecar.issue[ordered], return_index=True, return_counts=True)
        order = np.argsort(first)
        return ordered[first[order]], (counts[order] - 1).astype(np.int32)

    def _by_date(self) -> Ints:
        if self.request.sort == "newest":
            return self.sidecar.newest
        if self.request.sort == "oldest":
            return self.sidecar.oldest
        if not (asked := self.matcher.traces.told):
            return self.telling.by_latest
        return self.telling.newest(min(map(first_day, asked)), max(map(last_day, asked)))

    def _best(self, scores: Floats | None, among: Bools, count: int) -> Ints:
        """The best documents by score, newest first where no words were asked."""
        if scores is None:
            return self.sidecar.newest[among[self.sidecar.newest]][:count]
        return best(scores, np.flatnonzero(among).astype(np.int32), self.sidecar.newness, count)
