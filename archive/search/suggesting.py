"""What a search box may be completed to: entities, issues and words, each of which finds something."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from archive.errors import BadQuery
from archive.reading import edtf
from archive.reading.text import fold
from archive.search.asked import Both, Either, Mentions, Named
from archive.search.beginnings import Beginnings, Called, tokens
from archive.search.completing import Completed, Completing
from archive.search.names import LONGEST, MENTIONED, Names
from archive.search.numbered import Numbered, tail
from archive.search.postings import Reading
from archive.search.query import parse
from archive.search.sidecar import NEVER_BEGAN, Sidecar
from archive.store.questions import Questions

LONGEST_TEXT = 200
"""Characters typed that are completed; what is longer is no query that somebody is typing."""

WORD_WEIGHT = 0.1
"""A word counts so much less than a name that as many items have: a name says more."""

SHORTEST_AFTER = 2
"""Letters of a name after other words."""

KEPT_FOR_WORDS = 2
"""Places in the list that names leave to words."""

_QUOTED = re.compile(r'(?:(?P<field>[A-Za-z]+):)?"(?P<words>[^"]*)\Z')
_CHUNK = re.compile(r"(?P<lead>[-(]*)(?:(?P<field>[A-Za-z]+):)?(?P<words>[^\s\"]*)\Z")
_NEGATED = re.compile(r"(?:^|[\s(])(?:-|NOT\s+)\Z")  # takes the next word alone, not all of a name
_CLOSED = re.compile(r"(?:^|(?<=\s))(?:\S*[\"():]\S*|AND|OR|NOT|-\S+)\s+")  # no name goes on across these


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: what the list shows, what it says beside that, and what the search box then holds.

    `count` is how many items have it, of those that the words before it find.
    """

    kind: Literal["entity", "issue", "word"]
    text: str
    detail: str
    query: str
    id: str | None
    count: int

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Fits:
    """An entity that fits what is typed from `start` on."""

    start: int
    called: Called
    items: int

    @property
    def order(self) -> tuple[int, bool, float]:
        """What fits more of the words first, then whole names, then by how many items mention them."""
        return self.start, not self.called.whole, -self.items * self.called.weight


class Suggester:
    """Completes what is typed, over one generation of the index."""

    def __init__(self, reading: Reading, names: Names, questions: Questions, today: Callable[[], date]) -> None:
        self.names, self.questions, self.today = names, questions, today
        self.sidecar = sidecar = reading.opened.sidecar
        self.completing = Completing(reading, names, questions, today)
        self.beginnings = Beginnings(names, _first_day(sidecar))
        counts = np.bincount(sidecar.issue[sidecar.living], minlength=len(sidecar.issue_ids)).tolist()
        ids = zip(sidecar.issue_ids.tolist(), counts, strict=True)
        self.numbered = Numbered({id: count for id, count in ids if count})

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of the last word or words of a text, the likeliest first; what stands before them is kept.

        Nothing is offered that no item has.
        """
        typed = fold(text).lstrip()
        if not typed.strip() or len(typed) > LONGEST_TEXT:
            return ()
        place = (_QUOTED if typed.count('"') % 2 else _CHUNK).search(typed)
        return tuple(dict.fromkeys(self._found(typed, place, limit) if place else ()))[:limit]

    def _found(self, typed: str, place: re.Match[str], limit: int) -> Iterable[Suggestion]:
        """Completions by what is being typed: the value of a field, a phrase, or words."""
        field, start = (place["field"] or "").lower(), place.start("words")
        before = typed[: place.start("field")] if field else ""
        if field in MENTIONED or field == "entity":
            return self._of_kind(before, field, place["words"], limit)
        if field == "office":
            return self._offices(before, place["words"], limit)
        if field == "issue":
            return self._issues(before, place["words"], limit)
        if field not in ("", "headline"):
            return ()
        if place.re is _QUOTED or field:
            before = before if field else typed[: start - 1]
            closing = '"' if place.re is _QUOTED else ""
            phrases = self.completing.phrase(typed, start, before, headline=bool(field))
            return [self._word(typed, one, closing) for one in phrases]
        closed = max((one.end() for one in _CLOSED.finditer(typed)), default=0)
        return self._anything(typed, start if place["lead"] else closed, limit)

    def _anything(self, typed: str, free: int, limit: int) -> list[Suggestion]:
        """Issues if a number is asked, else entities and words by how likely they are meant.

        Names begin at `free` or later.
        """
        issues = list(self._issues(typed[:free], typed[free:], limit))
        if issues and not typed[free:].strip().isdecimal():
            return issues
        words = self.completing.words(typed)
        fits = sorted(self._entities(typed, free), key=lambda one: one.order)
        fits = fits[: max(1, limit - min(KEPT_FOR_WORDS, len(words)))]
        if fits and words and fits[0].start < words[0].start:
            words = words[:KEPT_FOR_WORDS]
        shown = {one.called.entity for one in fits}
        ranked = [(one.order, self._entity(typed[: one.start], one.called, one.items)) for one in fits]
        for word in words[:limit]:
            if self.names.meant(word.word) not in shown:
                ranked.append(((word.start, True, -word.score * WORD_WEIGHT), self._word(typed, word)))
        return issues + [one for _, one in sorted(ranked, key=lambda one: one[0])]

    # --- entities ------------------------------------------------------------------------------------

    def _entities(self, typed: str, free: int) -> list[_Fits]:
        """The entities that the longest run of the last words, from `free` on, is the beginning of."""
        starts = [match.start() for match in re.finditer(r"\S+", typed[free:])]
        for start in (free + start for start in starts[-LONGEST:]):
            words = typed[start:]
            alone = not typed[:start].strip()
            called = self._called(words, alone) if alone or len(words) >= SHORTEST_AFTER else []
            if fits := self._mentioned(typed[:start], start, called):
                return fits
        return []

    def _called(self, words: str, alone: bool = True) -> list[Called]:
        if not words.isascii():
            return self.beginnings.spelled(words)
        return self.beginnings.called(typed, alone) if (typed := tokens(words)) else []

    def _mentioned(self, before: str, start: int, called: Collection[Called]) -> list[_Fits]:
        """Those of the entities that items mention together with the words before."""
        counts, numbers = self.completing.context(before).entities if called else (), self.sidecar.entity_numbers
        each = (_Fits(start, one, int(counts[numbers[one.entity]])) for one in called if one.entity in numbers)
        return [one for one in each if one.items]

    def _of_kind(self, before: str, field: str, words: str, limit: int) -> Iterator[Suggestion]:
        """Values of a field: the ids of entities of its kind."""
        known = self.names.entities
        anyone = (Called(id, known[id].name, False, 1) for id in self.names.items if id in known)
        fitting = self._called(words) if words.strip() else anyone
        called = [one for one in fitting if field in ("entity", known[one.entity].kind)]
        for one in sorted(self._mentioned(before, 0, called), key=lambda one: one.order)[:limit]:
            yield self._entity(before, one.called, one.items, field)

    def _offices(self, before: str, words: str, limit: int) -> Iterator[Suggestion]:
        """Values of the field for offices: what finds those who held one in their time."""
        for id in self.beginnings.offices(tokens(words))[:limit] if words.strip() else ():
            query = f"{before}office:{id}"
            if items := self.completing.found(query):
                name, kind = self.names.named(id)
                yield Suggestion("entity", f"{before}{name}", f"{kind} · {_items(items)}", query, id, items)

    def _entity(self, before: str, called: Called, items: int, field: str = "") -> Suggestion:
        entity = self.names.entities[called.entity]
        shown = entity.name if _has(entity.name, called.form) else f"{entity.name} ({called.form})"
        detail = f"{entity.kind} · {_items(items)}"
        text = f"{field}:{entity.id}" if field else self._finding(before, entity.id, called.form)
        return Suggestion("entity", f"{before}{shown}", detail, f"{before}{text}", entity.id, items)

    def _finding(self, before: str, id: str, form: str) -> str:
        """What finds an entity after the words before: its name if a query understands it, else its id in a field."""
        entity = self.names.entities[id]
        if not _NEGATED.search(before):
            for text in (entity.name, form, *(alias.text for alias in entity.aliases)):
                if self.names.meant(text) == id and self._is_read(before, text, id):
                    return text
        return f"{entity.kind}:{id}"

    def _is_read(self, before: str, text: str, id: str) -> bool:
        """Whether a query that ends with these words means the entity by them.

        Where what stands before is no query yet ("(" without its end), they are judged alone.
        """
        for query in (f"{before}{text}", text):
            try:
                node = parse(query, self.names, self.today())
            except BadQuery:
                continue
            while isinstance(node, Both | Either):
                node = node.parts[-1]
            return isinstance(node, Named | Mentions) and node.entity == id
        return False

    # --- issues and words ------------------------------------------------------------------------------

    def _issues(self, before: str, words: str, limit: int) -> Iterator[Suggestion]:
        asked = self.numbered.asked(words)
        ids = self.numbered.found(asked, limit) if asked else []
        headings = self.questions.headings(ids) if ids else {}
        if asked and (items := self.numbered.whole(asked)):
            query = f"{before}{words[: asked.start]}issue:{asked.volume}"
            yield Suggestion("issue", f"Volume {asked.volume}", _items(items), query, None, items)
        for id in ids:
            if (issue := headings.get(id)) and asked:
                items = self.numbered.items[id]
                detail = f"{issue.title} · {edtf.wording(issue.published.when)} · {_items(items)}"
                query = f"{before}{words[: asked.start]}{self.numbered.field(id)}"
                yield Suggestion("issue", f"Issue {tail(id)}", detail, query, id, items)

    def _word(self, typed: str, one: Completed, closing: str = "") -> Suggestion:
        text = f"{typed[: one.start]}{one.word}{closing}"
        return Suggestion("word", text, _items(one.items), text, None, one.items)


def _items(count: int) -> str:
    return f"{count:,} item" if count == 1 else f"{count:,} items"


def _has(name: str, form: str) -> bool:
    """Whether a name says all that another form of it says, in whatever order."""
    return set(tokens(form)) <= set(tokens(name))


def _first_day(sidecar: Sidecar) -> date | None:
    """The first day on which any item may have appeared; None where one has no first day."""
    days = sidecar.earliest[sidecar.living]
    return date(1970, 1, 1) + timedelta(days=int(days.min())) if len(days) and days.min() > NEVER_BEGAN else None
