"""People: which bearer of a name is meant, by full name, title, tenure and context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.model import Interval, Mention, Method
from archive.reading.names.callings import Calling
from archive.reading.names.incumbents import Incumbents
from archive.reading.names.neighbours import in_place
from archive.reading.names.terms import Times, began_before, begins_soon, covers, in_words
from archive.reading.names.titles import COMING, PAST, Title
from archive.reading.names.verdict import linked, unlinked
from archive.reading.names.vocabulary import ENGLISH_SURNAMES
from archive.reference import Entity, Tenure

BODIES_TITLE = re.compile(
    r"Secretary[- ]General|General Secretary|Director[- ]General|Chair(?:man|woman)?|Speaker|Commissioner|Commandant"
    r"|Chief",
    re.IGNORECASE,
)
"""Titles that many bodies have: "Secretary-General Motegi" is the party's, not the one of the United Nations."""

APPOSED = re.compile(r"[.;)]|,(?! (?:and )?[A-Z])")  # behind a name that explains: "the minister, Lee Ju-ho, took over"


@dataclass(frozen=True, slots=True)
class Named:
    """A span that names a person, and who it is; `told` when it can speak for bare surnames of the item."""

    calling: Calling
    person: str | None
    method: Method
    rests_on: str
    reason: str
    told: bool = False


@dataclass(frozen=True)
class People:
    """Resolves the names of people on the pages of one item."""

    entities: Mapping[str, Entity]
    tenures: Mapping[str, Sequence[Tenure]]
    times: Times
    context: frozenset[str]
    """Names of the places that the item mentions; a record that speaks of one is known by it."""
    things: Sequence[Mention] = ()
    """What the item names besides people: organizations say for whom somebody speaks."""

    @cached_property
    def incumbents(self) -> Incumbents:
        """Who of the bearers of a surname was in office."""
        return Incumbents(self.entities, self.tenures, self.times, self.context, self.things)

    def freed(self, calling: Calling) -> Calling:
        """The calling without a title that a comma parts from it and that none of its bearers ever had.

        "The Defense Minister, Austin and Lee" are three people; "the minister, Lee Ju-ho, said" is one.
        """
        title, text = calling.title, calling.look.page.folded
        if title is None or title.end > calling.start or text[title.end] != ",":
            return calling
        if APPOSED.match(text, calling.end):
            return calling
        borne = any(self._terms(person, title) for person in calling.candidates)
        return calling if borne or not title.offices or title.generic else replace(calling, titles=())

    def resolve(self, callings: Sequence[Calling]) -> list[Named]:
        """Who is meant by each calling: full names first, then titles, then what those say about the rest."""
        found = {}
        for calling in callings:
            if calling.full:
                found[calling] = self._full(calling)
            elif spoken := self.incumbents.affiliated(calling, calling.candidates):
                reason = self._office(*spoken)
                found[calling] = Named(calling, spoken[0].person, "title", "title", reason, told=True)
            elif calling.title is not None and (named := self._titled(calling)):
                found[calling] = named
        told = [named for named in found.values() if named.person and named.told]
        others = {calling.text for calling in callings if calling.other}
        for calling in callings:
            if calling not in found and (named := self._alone(calling, told, others)):
                found[calling] = named
            elif found.get(calling) and found[calling].person is None and _of_many_bodies(calling):
                near = _told(calling, told)
                found[calling] = self._named_here(calling, near[0]) if len(near) == 1 else found[calling]
        return list(found.values())

    def _full(self, calling: Calling) -> Named:
        if len(calling.candidates) == 1:
            person = calling.candidates[0]
            titled = self._titled(calling)
            if titled and titled.person and titled.rests_on == "title":
                return replace(titled, rests_on="full name")
            return Named(calling, person, "alias", "full name", f"the full name of {self._name(person)}", told=True)
        if not calling.candidates:
            return self._refused(calling, "this name is not in the knowledge base")
        return self._titled(calling) or self._refused(calling, self._either(calling.candidates))

    def _titled(self, calling: Calling) -> Named | None:
        """Decide by the title beside the name; None when the title says nothing of who is meant."""
        title = calling.title
        if title is None or calling.other:
            return None
        if not title.offices:
            if title.generic or title.underling or title.country is None:
                return None
            return (
                None
                if any(self._of(person, title.country) for person in calling.candidates)
                else self._stranger(calling)
            )
        when = self.times.at(calling.look.page, calling.start)[0]
        at_date = [(p, t) for p in calling.candidates for t in self._terms(p, title) if self._fits(t, title, when)]
        ever = [(p, t) for p in calling.candidates for t in self._terms(p, title)]
        for terms, rests_on in ((at_date, "title"), (ever, "old title")):
            people = {person for person, _ in terms}
            if len(people) == 1:
                person, tenure = terms[-1]
                reason = self._office(tenure, when if rests_on == "title" and not title.state else None)
                return Named(calling, person, "title", rests_on, reason, told=True)
            first = (
                self.incumbents.foremost({p: [t for who, t in terms if who == p] for p in sorted(people)})
                if people
                else {}
            )
            if len(first) == 1 and title.generic:
                person, held = next(iter(first.items()))
                return Named(calling, person, "title", "in office", self._office(held[-1], when), told=True)
            if people:
                return self._refused(calling, self._either(sorted(people)))
        return None if title.generic or title.plural else self._stranger(calling)

    def _alone(self, calling: Calling, told: Sequence[Named], others: set[str]) -> Named | None:
        """Decide for a surname by what else stands in the item, else by who was in office."""
        near = _told(calling, told)
        country = calling.country
        candidates = [person for person in calling.candidates if country is None or self._of(person, country)]
        if not candidates or in_place(calling.look, calling.start, calling.end):
            return None
        if not near and self.incumbents.in_a_list_of_places(calling):
            return None
        if len(near) == 1 and not calling.other:
            return self._named_here(calling, near[0])
        if calling.other:
            return None
        if spoken := self.incumbents.of_a_body_here(calling, candidates):
            return Named(calling, spoken[0].person, "alias", "told", self._office(*spoken))
        if len(near) > 1:
            return self._refused(calling, self._either(near))
        if calling.text in others:
            return self._refused(calling, "another person of this surname is named in this item")
        if calling.text.lower() in ENGLISH_SURNAMES:
            return None
        if holders := self.incumbents.in_office(calling, candidates):
            tenure, when = holders[0]
            if len(holders) == 1:
                return Named(calling, tenure.person, "alias", "in office", self._office(tenure, when))
            return self._refused(calling, self._either([tenure.person for tenure, _ in holders]))
        known = [person for person in candidates if self.context & _words(self.entities[person].about)]
        published = self.times.published
        held = [p for p in candidates if any(self.incumbents.known_by(t, published) for t in self.tenures.get(p, ()))]
        if any(p not in held and any(covers(t, published) for t in self.tenures.get(p, ())) for p in candidates):
            held = []  # another of the name is in a lesser office now
        for people, why in (
            (known, "known by the places named here"),
            (held, "the only one of this surname then on record"),
        ):
            if len(people) == 1:
                return Named(calling, people[0], "alias", "context", f"{self._name(people[0])}, {why}")
        return self._refused(
            calling, self._either(candidates) if len(candidates) > 1 else "nothing here says who it is"
        )

    def _terms(self, person: str, title: Title) -> list[Tenure]:
        return [tenure for tenure in self.tenures.get(person, ()) if tenure.office in title.offices]

    def _fits(self, tenure: Tenure, title: Title, when: Interval) -> bool:
        if title.state in PAST:
            return began_before(tenure, when)
        return covers(tenure, when) or (title.state in COMING and begins_soon(tenure, when))

    def _of(self, person: str, country: str) -> bool:
        return self.entities[person].country in (country, None)

    def _named_here(self, calling: Calling, person: str) -> Named:
        return Named(calling, person, "alias", "told", f"{self._name(person)} is named in this item")

    def _office(self, tenure: Tenure, when: Interval | None) -> str:
        office = self.entities[tenure.office].name
        if when is not None:
            return f"{office} {in_words(when)}"
        return f"{office} from {tenure.start.edtf}" + (f" to {tenure.end.edtf}" if tenure.end else "")

    def _name(self, person: str) -> str:
        return self.entities[person].name

    def _either(self, people: Sequence[str]) -> str:
        return "could be " + " or ".join(self._name(person) for person in people)

    def _refused(self, calling: Calling, reason: str) -> Named:
        return Named(calling, None, "title" if calling.title else "alias", "none", reason)

    def _stranger(self, calling: Calling) -> Named:
        return self._refused(calling, "nobody of this name held that office in the knowledge base")


def mentions(named: Sequence[Named]) -> list[Mention]:
    """The mentions of resolved people."""
    found = []
    for one in named:
        page, start, end = one.calling.look.page, one.calling.start, one.calling.end
        if one.person is None:
            found.append(unlinked(page, start, end, "leader", one.method, one.reason))
        else:
            found.append(linked(page, start, end, one.person, "leader", one.method, one.rests_on, one.reason))
    return found


def _told(calling: Calling, told: Sequence[Named]) -> list[str]:
    """Those bearers of the name that the item names in full; of several those that it names before."""
    near = [one for one in told if one.person in calling.candidates]
    before = [one for one in near if one.calling.look is calling.look and one.calling.start < calling.start]
    return sorted({one.person for one in before or near if one.person})


def _of_many_bodies(calling: Calling) -> bool:
    """Whether the title is one that parties, companies and agencies have too, so that it contradicts nobody."""
    return calling.title is not None and bool(BODIES_TITLE.fullmatch(calling.title.words))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))
