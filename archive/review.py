"""The review queue: what waits for a person's judgement, each case with its sentences, its candidates and why.

Nothing here is kept: a case is there as long as what it tells of is, and goes when it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from archive.curation.judgement import Dismiss, Words
from archive.curation.standing import Ruling
from archive.curation.words import anchored
from archive.errors import NotFound
from archive.model import Item, Kind, Mention, Suggestion
from archive.reading.knowledge import Knowledge
from archive.reading.names.offices import SEVERAL
from archive.reading.names.page import Page
from archive.reading.text import sentences
from archive.reference import Entity
from archive.store.cases import Cases, Seen
from archive.store.judged import Judged
from archive.store.questions import Questions

Queue = Literal["conflicts", "suggestions", "links", "open", "orphans", "issues"]
QUEUES: tuple[Queue, ...] = ("conflicts", "suggestions", "links", "open", "orphans", "issues")
"""What is contested, names that may be new, links that are not sure, names left open, judgements whose words
are gone, and issues that a person must number."""

DOUBTFUL = 0.9
"""Links with less confidence are shown; of those at 0.9 about nine in ten are right."""

SHOWN, CANDIDATES = 6, 9
"""Sentences shown of a case, and candidates: as many as there are digit keys."""

IN_OFFICE = "held such an office then"

AROUND = timedelta(days=400)
"""How far from an issue's date a holder of an office may have served to be a candidate for its bare title."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in their sentence: `start` and `end` count within `text`; `words` are what a judgement hangs on."""

    item: str
    headline: str
    text: str
    start: int
    end: int
    words: Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that the words may mean, and why."""

    entity: Entity
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to judge; `entity` is what the program links it to now, `rulings` the judgements that it is about."""

    queue: Queue
    id: str
    name: str
    kind: Kind | None
    why: str
    count: int = 1
    entity: str | None = None
    confidence: float = 0.0
    office: str | None = None
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    rulings: tuple[Ruling, ...] = ()


class Review:
    """Ask what waits; `waiting` is light, `case` brings sentences and candidates."""

    def __init__(self, cases: Cases, ask: Questions, judged: Judged, knowledge: Knowledge) -> None:
        self.cases, self.ask, self.judged, self.knowledge = cases, ask, judged, knowledge

    def counts(self) -> dict[Queue, int]:
        """How many cases wait in each queue."""
        return {queue: len(self.waiting(queue)) for queue in QUEUES}

    def waiting(self, queue: Queue) -> list[Case]:
        """The cases of a queue without sentences and candidates, the most pressing first."""
        match queue:
            case "suggestions":
                return [_suggested(name, seen) for name, seen in self._suggestions()]
            case "links":
                return [_mentioned(queue, seen) for seen in self.cases.doubtful(DOUBTFUL)]
            case "open":
                return [_mentioned(queue, seen) for seen in self.cases.unlinked() if not _rightly_open(seen)]
            case "issues":
                return [Case(queue, one.id, one.title, None, one.problem) for one in self.ask.issues() if one.problem]
        status = "contested" if queue == "conflicts" else "orphan"
        return [_ruled(queue, ruling) for ruling in self.judged.rulings() if ruling.status == status]

    def case(self, queue: Queue, id: str) -> Case:
        """One case with its sentences and candidates.

        :raises NotFound: it is judged by now, or never was
        """
        light = next((one for one in self.waiting(queue) if one.id == id), None)
        if light is None:
            raise NotFound(id, "this case is judged, or gone with a better copy.", "The queue shows what waits.")
        evidence: tuple[Evidence, ...] = ()
        rulings = list(light.rulings)
        if queue == "suggestions":
            seen = dict(self._suggestions())[id]
            evidence = self.evidence((one.issue, one.position, one.what) for one in seen[:SHOWN])
        elif queue in ("links", "open"):
            found = self.cases.doubtful(DOUBTFUL) if queue == "links" else self.cases.unlinked()
            evidence = self.evidence((one.issue, one.position, one.what) for one in found if _place(one) == id)
        elif queue == "conflicts":
            against = light.rulings[0].against
            rulings += [one for one in self.judged.rulings() if one.judgement.id == against][:1]
            evidence = self._judged_words(light.rulings[0])
        candidates = self.candidates(light.name, light.kind, evidence) if evidence else ()
        return Case(
            queue, id, light.name, light.kind, light.why, light.count, light.entity, light.confidence, light.office,
            evidence, candidates, tuple(rulings),
        )  # fmt: skip

    def evidence(self, places: Iterable[tuple[str, int, Mention | Suggestion]]) -> tuple[Evidence, ...]:
        """Mentions or suggestions, each in its sentence."""
        places = list(places)
        items = self.ask.items({(issue, position) for issue, position, _ in places})
        sources = self.ask.sources({(issue, position) for issue, position, _ in places})
        found = []
        for issue, position, what in places:
            item = items[issue, position]
            words = Words.of(item, sources[issue, position], what.field, what.start, what.end)
            found.append(_in_sentence(item, words))
        return tuple(found)

    def candidates(self, name: str, kind: Kind | None, evidence: Sequence[Evidence]) -> tuple[Candidate, ...]:
        """Which entities the words may mean, the most mentioned first: bearers of the name, holders of the office."""
        counts = self.ask.entity_counts()
        found: dict[str, str] = {}
        for text in dict.fromkeys([name, *(one.words.text for one in evidence)]):
            for match in self.knowledge.lexicon.gazetteer.find(Page("body", text)):
                for form in match.forms:
                    if form.role == "title":
                        found |= self._holders(form.entity, evidence)
                    elif form.role != "adjective":
                        found.setdefault(form.entity, f"is written “{form.text}”")
        if kind == "leader" and evidence:
            family = name.split()[-1].lower()
            for entity in self.knowledge.entities.values():
                if entity.kind == "leader" and str(entity.facts.get("family", "")).lower() == family:
                    found.setdefault(entity.id, "has this surname")
        ranked = sorted(found, key=lambda id: (found[id] != IN_OFFICE, -counts.get(id, (0, 0))[0], id))
        alike = [id for id in ranked if kind is None or self.knowledge.entities[id].kind == kind]
        chosen = (alike + [id for id in ranked if id not in alike])[:CANDIDATES]
        return tuple(Candidate(self.knowledge.entities[id], found[id]) for id in chosen)

    def _holders(self, office: str, evidence: Sequence[Evidence]) -> dict[str, str]:
        """Who held an office near the time of the issue."""
        when = self.ask.headings({evidence[0].words.issue}) if evidence else {}
        found = {}
        for issue in when.values():
            first, last = issue.published.when.earliest, issue.published.when.latest
            for tenure in self.knowledge.tenures_by_office.get(office, ()):
                if last and tenure.may_cover(last):
                    found[tenure.person] = IN_OFFICE
                elif first and tenure.may_cover(first - AROUND):
                    found.setdefault(tenure.person, "held such an office not long before")
        return found

    def _suggestions(self) -> list[tuple[str, list[Seen]]]:
        """Suggested names with where they stand, most frequent first; what staff dismissed is left out."""
        rulings = self.judged.rulings()
        decisions = [one.judgement.decision for one in rulings if one.stands]
        dismissed = {one.name for one in decisions if isinstance(one, Dismiss)}
        by_name: dict[str, list[Seen]] = {}
        for seen in self.cases.suggestions():
            if (
                isinstance(seen.what, Suggestion)
                and seen.what.name not in dismissed
                and not self._known(seen.what.name)
            ):
                by_name.setdefault(seen.what.name, []).append(seen)
        return sorted(by_name.items(), key=lambda row: (-len(row[1]), row[0]))

    def _known(self, name: str) -> bool:
        """Whether a name is on record as it stands, if only with a cue."""
        found = self.knowledge.lexicon.gazetteer.find(Page("body", name))
        return any((match.start, match.end) == (0, len(name)) for match in found)

    def _judged_words(self, ruling: Ruling) -> tuple[Evidence, ...]:
        """The words of a ruling where they stand now."""
        words = [one.words for one in anchored(ruling)]
        if not words or not ruling.issue:
            return ()
        item = self.ask.items({(ruling.issue, ruling.position)}).get((ruling.issue, ruling.position))
        if item is None:
            return ()
        which: Literal["headline", "body"] = "headline" if ruling.field == "headline" else "body"
        end = ruling.start + len(words[0].text)
        return (_in_sentence(item, Words.of(item, words[0].original, which, ruling.start, end)),)


def _in_sentence(item: Item, words: Words) -> Evidence:
    text, at = item.text(words.field), words.start
    start, end = next(((first, last) for first, last in sentences(text) if first <= at < last), (0, len(text)))
    return Evidence(item.id, item.headline, text[start:end], at - start, at - start + len(words.text), words)


def _place(seen: Seen) -> str:
    return f"{seen.issue}#{seen.position}.{seen.what.field}.{seen.what.start}"


def _rightly_open(seen: Seen) -> bool:
    """Whether nobody needs to look: capitals stand for governments, and "foreign ministers" for several people."""
    what = seen.what
    return what.kind == "place" or (isinstance(what, Mention) and what.reason == SEVERAL)


def _suggested(name: str, seen: Sequence[Seen]) -> Case:
    kinds = Counter(one.what.kind for one in seen)
    offices = Counter(one.what.office for one in seen if isinstance(one.what, Suggestion) and one.what.office)
    first = seen[0].what
    why = first.why if isinstance(first, Suggestion) else ""
    office = offices.most_common(1)[0][0] if offices else None
    return Case("suggestions", name, name, kinds.most_common(1)[0][0], why, len(seen), office=office)


def _mentioned(queue: Queue, seen: Seen) -> Case:
    what = seen.what
    assert isinstance(what, Mention)
    return Case(queue, _place(seen), what.text, what.kind, what.reason, 1, what.entity, what.confidence)


def _ruled(queue: Queue, ruling: Ruling) -> Case:
    words = anchored(ruling)
    name = words[0].words.text if words else ruling.judgement.kind
    why = ruling.note or "two people judged differently; the earlier judgement stands until one is undone"
    return Case(queue, ruling.judgement.id, name, None, why, rulings=(ruling,))
