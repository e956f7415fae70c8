"""Bare offices: "the Defense Minister" without a name is the person who held the office at the event's date."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from archive.model import Interval, Mention
from archive.reading.names.callings import Calling
from archive.reading.names.lexicon import Offices
from archive.reading.names.look import Look
from archive.reading.names.terms import Holder, Times, covers, holder
from archive.reading.names.titles import PAST, Title
from archive.reading.names.verdict import linked, unlinked
from archive.reading.names.vocabulary import CALENDAR, OPENERS, ROLE_NOUNS, ROLE_WORDS, words
from archive.reference import Entity, Tenure

ROLE_BEFORE = re.compile(  # a role that somebody takes, not a person: "as defense minister", "was the prime minister"
    rf"\b(?:{ROLE_WORDS}|(?:as|is|was|became|become)_the)(?: own)?(?: [\w.'-]+ed)? \Z".replace("_", " "), re.IGNORECASE
)
DETERMINED = re.compile(
    r"\b(?:the|that|this|new|current|acting|incoming|outgoing|and|or|with|by|to|from|between) \Z", re.IGNORECASE
)
ROLE_AFTER = re.compile(rf"(?:'s)?[ -]{ROLE_NOUNS}\b", re.IGNORECASE)  # "Prime Minister's Office", "minister-level"


LISTED = re.compile(
    r"(?:,? and |, )(?:[A-Z][\w'.-]*(?: [\w'.-]+){0,2}(?:,? and |, ))*"
)  # "the minister, Austin and Lee"
OF_OTHERS = re.compile(r" of (?:the )?[A-Z]")  # "President of Keidanren", where no country on record follows

NOT_IN_OFFICE = words("incoming designated acting interim") | {"newly appointed", "recently appointed"}
NOT_IT = "not, or not yet, the holder of the office"


@dataclass(frozen=True)
class Bare:
    """Resolves the bare offices of one item."""

    entities: Mapping[str, Entity]
    tenures: Mapping[str, Sequence[Tenure]]
    offices: Offices
    times: Times
    home: Collection[str]
    people: Mapping[str, Calling]
    """Who is named in the item, and where first."""
    places: Collection[str]
    """What places the item mentions."""

    def resolve(self, look: Look, titles: Sequence[Title]) -> list[Mention]:
        """The mentions that bare offices of a page make; `titles` are those that belong to no name."""
        found = []
        for title in titles:
            if title.generic or title.underling or title.state in PAST or not self._means_somebody(look, title):
                continue
            page, start, end = look.page, title.span, title.end
            if title.plural:
                found.append(unlinked(page, start, title.stop, "leader", "office", "several holders of an office"))
                continue
            answer = Holder(None, None, NOT_IT) if title.state in NOT_IN_OFFICE else self._holder(look, title)
            if answer is None:
                continue
            if answer.person is None:
                found.append(unlinked(page, start, end, "leader", "office", answer.reason))
            else:
                found.append(linked(page, start, end, answer.person, "leader", "office", "office", answer.reason))
        return found

    def _means_somebody(self, look: Look, title: Title) -> bool:
        """Whether the words mean a person and not a role."""
        text = look.page.folded
        before = text[max(0, title.start - 30) : title.start]
        if title.plural:
            return True
        if ROLE_BEFORE.search(before) or ROLE_AFTER.match(text, title.end) or OF_OTHERS.match(text, title.end):
            return False
        word = look.page.before(title.start)
        if word[:1].isupper() and word.lower() not in OPENERS | CALENDAR:
            return False  # "Keidanren President"
        capital = title.words[0].isupper() and not look.page.titled
        return capital or title.span < title.own or title.state != "" or bool(DETERMINED.search(before))

    def _holder(self, look: Look, title: Title) -> Holder | None:
        """Who held the office at the event; where the dates it may have had disagree, nobody who is not named here."""
        if not title.offices:
            return Holder(None, None, "this office is not in the knowledge base") if title.words[0].isupper() else None
        times = self.times.at(look.page, title.own)
        held = self._held(look, title, times)
        answers = [self._at(title, held, when) for when in times]
        known = [answer for answer in answers if answer is not None]
        if not known:
            return None
        people = {answer.person for answer in known}
        if len(people) == 1:
            return known[0]
        named = [
            one for one in known if one.person and one.person in self.people and self._before(look, title, one.person)
        ]
        if len({answer.person for answer in named}) == 1:
            return named[0]
        return Holder(None, known[0].office, "the office changed hands between the dates told here")

    def _held(self, look: Look, title: Title, times: Sequence[Interval]) -> list[str]:
        """The offices meant whose holder the item names; of several those whose holder is named before the words."""
        named = {
            one: [who for when in times for who in self._named(one, when) if not self._beside(look, title, who)]
            for one in sorted(title.offices)
        }
        held = [one for one in named if named[one]]
        before = [one for one in held if any(self._before(look, title, who) for who in named[one])]
        return before if len(before) == 1 else held

    def _named(self, office: str, when: Interval) -> list[str]:
        """Who is named in the item and held the office then."""
        return [
            term.person for term in self.tenures.get(office, ()) if term.person in self.people and covers(term, when)
        ]

    def _beside(self, look: Look, title: Title, person: str) -> bool:
        """Whether a person stands in one list with the office, and so is somebody else."""
        first = self.people[person]
        return first.look is look and bool(LISTED.fullmatch(look.page.folded, title.end, first.start))

    def _before(self, look: Look, title: Title, person: str) -> bool:
        first = self.people[person]
        return first.look is not look or first.start < title.own

    def _at(self, title: Title, held: list[str], when: Interval) -> Holder | None:
        """Who held the office meant at a time; None where the words may mean an office of any country."""
        home = [one for one in sorted(title.offices) if self.entities[one].country in self.home]
        if len(held) > 1 and title.words[0].islower() and any(one not in home for one in held):
            return Holder(None, None, "the item names holders of more than one office that is called so")
        local = [one for one in home if any(self.offices.fitting([one], place) for place in self.places)]
        choices = (held, sorted(title.offices) if title.country else home, local)
        office = next((some[0] for some in choices if len(some) == 1), None)
        if office is None:
            return Holder(None, None, "more than one office is called so") if held or home else None
        return holder(self.tenures, office, self.entities[office].name, when, self.people)
