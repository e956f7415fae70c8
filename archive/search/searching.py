"""The one entry: a request in, a page of results out, or the whole of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from archive.errors import NotFound
from archive.model import Interval, Issue, Item
from archive.reading import edtf
from archive.reading.knowledge import Knowledge
from archive.reading.knowledge.quickly import collector_off
from archive.search import facets
from archive.search.asking import SearchRequest
from archive.search.assisting import corrections, related, suggester
from archive.search.finding import Finding, Question
from archive.search.index import Index, Opened
from archive.search.issues import Issues
from archive.search.matching import Matcher
from archive.search.names import Names
from archive.search.narrowing import Narrowing
from archive.search.postings import Reading
from archive.search.results import Hit, Named, ResultPage, Whole, Widened
from archive.search.shelf import Shown, shown
from archive.search.similar import similar
from archive.search.snippets import Marker
from archive.search.suggesting import Suggestion
from archive.search.words import Words
from archive.store.questions import Questions

SLICE = 200
"""Items fetched at a time for the whole of a result: few statements, and little held at once."""

FORMS_SHOWN = 5
"""Ways of writing a name, or holders of an office, that a page lists as found besides."""


class Searcher:
    """Answers searches; `today` is what plain-word dates count from."""

    def __init__(
        self, index: Index, questions: Questions, knowledge: Knowledge, today: Callable[[], date] = date.today
    ) -> None:
        self.index, self.questions, self.knowledge, self.today = index, questions, knowledge, today
        self.names = Names(knowledge)
        self.words = Words()
        self.named = cache(lambda entity: Named(entity, *self.names.named(entity)))

    def search(self, request: SearchRequest) -> ResultPage:
        """One page of what is found.

        :raises BadQuery: the query means nothing; the message says where and what to write instead
        :raises IndexMissing: there is no index
        """
        return _Page(self, self._find(request)).made()

    def whole(self, request: SearchRequest) -> Whole:
        """Everything that is found, in the order asked, whatever the page, its length and grouping.

        :raises BadQuery, IndexMissing: as `search` does, before anything is fetched
        """
        finding = self._find(request)
        keys = [finding.sidecar.key(document) for document in finding.ordered(finding.total).tolist()]
        return Whole(finding.total, self._fetched(keys), finding.question.problem)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What the end of a query that is being typed may be completed to.

        :raises IndexMissing: there is no index
        """
        opened = self.index.current()
        return suggester(opened, self._names(opened), self.questions, self.today).suggest(text, limit)

    def similar(self, item_id: str, limit: int = 5) -> tuple[Shown, ...]:
        """The items most like one, by its id `…/1.2#3`, with their issues; the most alike first.

        :raises NotFound: there is no such item
        :raises IndexMissing: there is no index
        """
        issue, _, position = item_id.rpartition("#")
        key = (issue, int(position)) if position.isdecimal() and len(position) < 9 else (issue, 0)
        if not (item := self.questions.items([key]).get(key)):
            raise NotFound(item_id, "no such item is in the archive.", "The list of issues shows what there is.")
        opened = self.index.current()
        documents = [one.document for one in similar(Reading(opened), self.words, item, limit)]
        return tuple(one for _, one in shown(opened, documents, self.questions))

    def mentioned(self) -> Mapping[str, int]:
        """How many items mention each entity.

        :raises IndexMissing: there is no index
        """
        return self._names(self.index.current()).items

    def _fetched(self, keys: list[tuple[str, int]]) -> Iterator[Shown]:
        """Items with their issues as the catalog has them, in slices; what it no longer has is left out."""
        for start in range(0, len(keys), SLICE):
            part = keys[start : start + SLICE]
            issues, items = self.questions.headings({issue for issue, _ in part}), self.questions.items(part)
            yield from ((items[key], issues[key[0]]) for key in part if key in items and key[0] in issues)

    def _find(self, request: SearchRequest) -> Finding:
        opened = self.index.current()
        names = self._names(opened)
        question = Question.of(request, names, self.today(), Issues.of(opened))
        return Finding(question, Matcher(Reading(opened), names))

    def _names(self, opened: Opened) -> Names:
        """The names, weighed by how often a generation mentions them."""
        if (kept := opened.cache.get("names")) is None:
            with collector_off():
                kept = opened.cache.setdefault("names", self.names.counting(_items(opened)))
        names: Names = kept
        return names


@dataclass(frozen=True, slots=True)
class _Page:
    """One page under way."""

    to: Searcher
    finding: Finding

    def made(self) -> ResultPage:
        finding, request = self.finding, self.finding.request
        numbers, more, groups = self.numbers()
        hits = shown(finding.matcher.reading.opened, numbers, self.to.questions)
        narrowing = Narrowing(finding)
        histogram, doubled = narrowing.histogram()
        possibly = finding.total - int(np.count_nonzero(finding.found.certain))
        return ResultPage(
            request=request,
            total=finding.total,
            groups=groups,
            possibly=possibly,
            uncertain=self.uncertain(possibly),
            pages=max(1, -(-groups // request.per_page)),
            hits=self.hits(hits, more),
            facets=narrowing.facets(),
            histogram=histogram,
            doubled=doubled,
            filters=narrowing.filters(),
            widened=self.widened(hits),
            notes=tuple(finding.matcher.traces.notes),
            exact_args=request.first_page(exact=True).as_args(),
            problem=finding.question.problem,
            corrections=corrections(finding),
            related=related(finding, [item for _, (item, _) in hits], self.to.words),
        )

    def numbers(self) -> tuple[list[int], dict[int, int], int]:
        """The documents of this page, how many more of its issue each stands for, and how many hits there are."""
        finding, request = self.finding, self.finding.request
        start, end = (request.page - 1) * request.per_page, request.page * request.per_page
        if request.group != "issue":
            return finding.ordered(end)[start:].tolist(), {}, finding.total
        firsts, more = finding.grouped()
        numbers = firsts[start:end].tolist()
        return numbers, dict(zip(numbers, more[start:end].tolist(), strict=True)), len(firsts)

    def uncertain(self, possibly: int) -> str:
        """How many of the found items only may fit, and which of their dates is uncertain."""
        if not possibly:
            return ""
        found, one = self.finding.found, possibly == 1
        unsure = found.possible & ~found.certain
        who = f"{possibly:,} of them" if found.certain.any() else "It" if one else "All of them"
        said = {
            "published": f"when {'it' if one else 'they'} appeared",
            "told": f"the day {'it tells' if one else 'they tell'} of",
        }
        doubts = self.finding.matcher.traces.doubts
        why = " or ".join(said[of] for of, mask in doubts.items() if np.any(mask & unsure))
        return f"{who} only possibly {'fits' if one else 'fit'}: {why} is known as a range."

    # --- showing -----------------------------------------------------------------------------------

    def hits(self, shown: Iterable[tuple[int, Shown]], more: dict[int, int]) -> tuple[Hit, ...]:
        traces = self.finding.matcher.traces
        marker = Marker.of(
            traces.chains, traces.entities, self.to.words, traces.nears, traces.called, dict.fromkeys(traces.told)
        )
        return tuple(self.hit(*one, marker, document, more.get(document, 0)) for document, one in shown)

    def hit(self, item: Item, issue: Issue, marker: Marker, document: int, more: int) -> Hit:
        when = issue.published.when
        marker = marker.also(self.in_office(when))
        dates = marker.dates(item, when)
        linked = dict.fromkeys(one.entity for one in item.mentions if one.entity)
        asked_first = sorted(linked, key=lambda entity: entity not in marker.entities)
        return Hit(
            item=item.id,
            issue=item.issue,
            title=issue.title,
            position=item.position,
            headline=marker.headline(item, dates),
            snippet=marker.snippet(item, dates),
            published=when,
            when=edtf.wording(when),
            entities=tuple(self.named(entity) for entity in asked_first),
            certain=bool(self.finding.found.certain[document]),
            told=tuple(dict.fromkeys(edtf.wording(one.when) for one in dates)),
            more=more,
            more_args=self.finding.request.first_page(group="item").within(f"issue:{item.issue}").as_args()
            if more
            else None,
        )

    def in_office(self, when: Interval, office: str | None = None) -> set[str]:
        """Who held an office that was asked for, or any such, when an issue appeared."""
        terms = self.finding.matcher.traces.terms
        asked = (terms.get(office, ()),) if office else terms.values()
        return {person for held in asked for person, term in held if term.overlaps(when)}

    def widened(self, hits: Iterable[tuple[int, Shown]]) -> tuple[Widened, ...]:
        """What was found besides the words that were asked."""
        found, mask = list[Widened](), self.finding.found.possible
        for (words, entity), only in self.finding.matcher.traces.widened.items():
            if added := int(np.count_nonzero(only & mask)):
                seen = self.seen(hits, entity)
                forms = dict.fromkeys(text for text, _ in seen if text.lower() != words.lower())
                is_office = self.named(entity).kind == "office"
                holders = dict.fromkeys(one for _, one in seen) if is_office else ()
                listed = tuple(self.named(one) for one in holders)[:FORMS_SHOWN]
                found.append(Widened(words, self.named(entity), added, tuple(forms)[:FORMS_SHOWN], listed))
        return tuple(found)

    def seen(self, hits: Iterable[tuple[int, Shown]], entity: str) -> list[tuple[str, str]]:
        """How the items shown write an entity, or whoever held it as an office: the words, and who that is."""
        return [
            (one.text, one.entity)
            for _, (item, issue) in hits
            for one in item.mentions
            if one.entity and (one.entity == entity or one.entity in self.in_office(issue.published.when, entity))
        ]

    def named(self, entity: str) -> Named:
        return self.to.named(entity)


def _items(opened: Opened) -> dict[str, int]:
    """How many items mention each entity."""
    counts = facets.entity_counts(opened.sidecar, opened.sidecar.living)
    return {id: int(counts[number]) for id, number in opened.sidecar.entity_numbers.items()}
