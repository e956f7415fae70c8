"""What a page of results offers to narrow a search by, and the sentences of what narrows it already."""

from __future__ import annotations

import numpy as np

from archive.model import Kind
from archive.search import facets
from archive.search.asked import (
    Both,
    Headline,
    Held,
    Limit,
    Mentions,
    Node,
    OfIssue,
    When,
    Without,
    Words,
    asks_nothing,
)
from archive.search.asking import Args
from archive.search.finding import Finding
from archive.search.issues import tail
from archive.search.results import Count, Filter, Span
from archive.search.sidecar import Ints

FACETS: tuple[Kind, ...] = ("leader", "base", "agreement", "organization", "place", "programme")
COUNTS_SHOWN = 8
"""Values a facet lists; what is chosen is listed besides."""


class Narrowing:
    """The facets, histogram and filters of one search.

    A page has a hundred links: the arguments of most are made from one set of them, not from a request each.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        self.args = finding.request.first_page().as_args()

    def facets(self) -> dict[str, tuple[Count, ...]]:
        """Counts by facet."""
        return {"year": self._years(), "volume": self._volumes(), **self._entities()}

    def histogram(self) -> tuple[tuple[Span, ...], int]:
        """The found items over time; how many of them stand in more than one bar."""
        request, mask = self.finding.request, self.finding.found.possible
        told = request.dates == "told"
        bars, doubled = facets.bars(self.finding.telling if told else self.finding.sidecar, mask)
        query = f"{request.grouped} {'event' if told else 'date'}:".lstrip()
        spans = (Span(one.edtf, one.words, one.count, self.args | {"q": f"{query}{one.edtf}"}) for one in bars)
        return tuple(spans), doubled

    def filters(self) -> tuple[Filter, ...]:
        """What narrows the search already: in its query, and beside it."""
        return (*self._of_query(), *self._chosen())

    # --- facets ------------------------------------------------------------------------------------

    def _years(self) -> tuple[Count, ...]:
        finding, request = self.finding, self.finding.request
        of = finding.telling if request.dates == "told" else finding.sidecar
        counts = facets.year_counts(of, finding.of_volumes.possible)
        return self._numbered("year", "", counts, request.years)

    def _volumes(self) -> tuple[Count, ...]:
        counts = self.finding.matcher.issues.volume_counts(self.finding.of_years.possible)
        return self._numbered("volume", "Volume ", counts, self.finding.request.volumes)

    def _numbered(self, name: str, said: str, counts: dict[int, int], chosen: tuple[int, ...]) -> tuple[Count, ...]:
        """The counts of a facet of numbers, of which any may match; the highest first."""
        found = []
        for number in sorted({*counts, *chosen}, reverse=True):
            values = [str(one) for one in sorted({*chosen} ^ {number})]
            args = self.args | {name: values} if values else {k: v for k, v in self.args.items() if k != name}
            text = f"{said}{number}"
            found.append(Count(str(number), text, counts.get(number, 0), number in chosen, args))
        return tuple(found)

    def _entities(self) -> dict[str, tuple[Count, ...]]:
        counts = facets.entity_counts(self.finding.sidecar, self.finding.found.possible)
        return {kind: self._of_kind(kind, counts) for kind in FACETS}

    def _of_kind(self, kind: Kind, counts: Ints) -> tuple[Count, ...]:
        request, numbers = self.finding.request, self._numbers(kind)
        sidecar, names = self.finding.sidecar, self.finding.matcher.names
        order = numbers[np.argsort(-counts[numbers], kind="stable")]
        ids = [str(sidecar.entity_ids[number]) for number in order[:COUNTS_SHOWN] if counts[number]]
        chosen = {limit.entity for limit in request.limits}
        ids += [limit.entity for limit in request.limits if limit.kind == kind and limit.entity not in ids]
        found = []
        for id in ids:
            number = sidecar.entity_numbers.get(id)
            count = int(counts[number]) if number is not None else 0
            if id in chosen:
                args, not_args = request.toggled(Limit(kind, id)).as_args(), request.without(id).as_args()
            else:
                args, not_args = self._with(kind, id), self._with("not", id)
            found.append(Count(id, names.named(id)[0], count, id in chosen, args, not_args))
        return tuple(found)

    def _with(self, name: str, value: str) -> Args:
        """The arguments with a further value of one."""
        return self.args | {name: [*self.args.get(name, ()), value]}

    def _numbers(self, kind: Kind) -> Ints:
        """The indexes of the entities of a kind, by name; worked out once a generation."""
        kept = self.finding.matcher.reading.opened.cache
        if "kinds" not in kept:
            by_kind: dict[Kind | None, list[tuple[str, int]]] = {}
            for id, number in self.finding.sidecar.entity_numbers.items():
                name, its_kind = self.finding.matcher.names.named(id)
                by_kind.setdefault(its_kind, []).append((name, number))
            kept["kinds"] = {
                its: np.array([number for _, number in sorted(ones)], np.int32) for its, ones in by_kind.items()
            }
        found: Ints = kept["kinds"].get(kind, np.empty(0, np.int32))
        return found

    # --- filters -----------------------------------------------------------------------------------

    def _of_query(self) -> list[Filter]:
        """The filters of the query that can be taken out: those that everything found must meet."""
        asked, request = self.finding.question.asked, self.finding.request
        parts = asked.parts if isinstance(asked, Both) else (asked,) if asked else ()
        filters = []
        for part in parts:
            if sentence := self._sentence(part):
                rest = [other for other in parts if other is not part]
                kept = [(other.start, other.end) for other in rest] if not all(map(asks_nothing, rest)) else []
                filters.append(Filter(sentence, request.of(*kept).as_args()))
        return filters

    def _sentence(self, node: Node) -> str | None:
        match node:
            case Mentions(entity=entity):
                return f"mentions {self._name(entity)}"
            case Held(words=None, office=office):
                return f"mentions whoever was {self._name(office)} when it appeared"
            case OfIssue(issue=issue):
                return f"stands in {_issue_words(issue)}"
            case When(words=words):
                return words
            case Headline(inner=Words(source=source)):
                return f"has “{source}” in its headline"
            case Without(inner=Mentions(entity=entity)):
                return f"does not mention {self._name(entity)}"
            case Without(inner=inner) if not isinstance(inner, Without):
                said = self._sentence(inner)
                return f"not: {said}" if said else None
        return None

    def _chosen(self) -> list[Filter]:
        """The filters chosen beside the query."""
        request = self.finding.request
        filters = [Filter(f"matches “{text}” as well", request.also(text).as_args()) for text in request.inside]
        filters += [
            Filter(f"mentions {self._name(one.entity)}", request.toggled(one).as_args()) for one in request.limits
        ]
        filters += [
            Filter(f"does not mention {self._name(one)}", request.without(one).as_args()) for one in request.excluded
        ]
        if request.years:
            said = "tells of something in" if request.dates == "told" else "published in"
            listed = " or ".join(map(str, request.years))
            filters.append(Filter(f"{said} {listed}", request.first_page(years=()).as_args()))
        if request.volumes:
            listed = " or ".join(map(str, request.volumes))
            filters.append(Filter(f"stands in volume {listed}", request.first_page(volumes=()).as_args()))
        return filters

    def _name(self, entity: str) -> str:
        return self.finding.matcher.names.named(entity)[0]


def _issue_words(asked: str) -> str:
    """An issue, volume or range as people say it: "issue 1.2", "volume 1", "issues 1.2 to 1.8"."""
    first, dots, last = asked.partition("..")
    if dots:
        return (
            f"issues {first} to {last}" if first and last else f"issues from {first}" if first else f"issues to {last}"
        )
    return f"volume {asked}" if asked.isdigit() else f"issue {tail(asked)}"
