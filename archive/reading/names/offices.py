"""Bare offices: "the Defense Minister" without a name is the person who held the office at the event's date."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.model import Interval, Mention
from archive.reading.names.callings import Calling
from archive.reading.names.focus import Focus
from archive.reading.names.lexicon import Offices
from archive.reading.names.look import Look
from archive.reading.names.terms import Holder, Times, covers, holder
from archive.reading.names.titles import PAST, SENT, Title
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
SEVERAL = "several holders of an office"
NOT_IT = "not, or not yet, the holder of the office"


HOME, HOLDER, CLEAR = 2.5, 4.0, 1.5
"""What speaks for the home countries' own office, and for one whose holder is named before; and how much more must
speak for one country than for the next. Found by trying on the samples."""

TOLD = 2
"""Words of a country that make an office its own which, by the records, it alone has: "foreign affairs secretary"."""


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
    focus: Focus
    """What countries it speaks of, and where."""

    def resolve(self, look: Look, titles: Sequence[Title]) -> list[Mention]:
        """The mentions that bare offices of a page make; `titles` are those that belong to no name."""
        found = []
        for title in titles:
            envoy = title.country is not None and bool(title.offices) and bool(SENT.fullmatch(title.words))
            if (title.generic and not envoy) or title.underling or title.state in PAST:
                continue
            if not self._means_somebody(look, title) or not any(self._single(one) for one in title.offices):
                continue
            page, start, end = look.page, title.span, title.end
            if title.plural:
                found.append(unlinked(page, start, title.stop, "leader", "office", SEVERAL))
                continue
            answer = self._holder(look, title)
            if answer and answer.person:
                acting = "acting" in (title.state, title.words.lower().split()[0])
                if self._acts(answer) and not acting:
                    answer = Holder(None, answer.office, "only an acting holder is on record")
                elif title.state in NOT_IN_OFFICE and not (acting and self._acts(answer)):
                    answer = Holder(None, None, NOT_IT)
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
        return capital or title.start < title.own or bool(DETERMINED.search(before))

    def _acts(self, answer: Holder) -> bool:
        """Whether the holder found is on record as acting."""
        terms = self.tenures.get(answer.office or "", ())
        return any(one.acting and one.person == answer.person and covers(one, self.times.published) for one in terms)

    def _holder(self, look: Look, title: Title) -> Holder | None:
        """Who held the office at the event; where the dates it may have had disagree, nobody who is not named here."""
        if not title.offices:
            return Holder(None, None, "this office is not in the knowledge base") if title.words[0].isupper() else None
        title = self._in_focus(look, title)
        if not title.offices:
            return Holder(
                None, None, "offices of several countries are called so, and the item speaks of more than one"
            )
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
        if None not in people and len({answer.person for answer in named}) == 1:
            return named[0]
        return Holder(None, known[0].office, "the office changed hands between the dates told here")

    def _in_focus(self, look: Look, title: Title) -> Title:
        """The title with the offices of the one country that the words speak of; with none where that is not clear.

        An ambassador's is the country he is sent to. The home countries' own office is meant where little speaks
        against it.
        """
        seats: dict[str, set[str]] = {}
        for office in self._of_one_sender(title):
            seats.setdefault(self._seat(office), set()).add(office)
        if stationed := self._stationed(look, title):
            seats = {seat: offices for seat, offices in seats.items() if seat == stationed} or seats
            if stationed in seats:
                return replace(title, offices=frozenset(seats[stationed]), country=title.country or stationed)
        if len(seats) < 2:
            told = sum(self.focus.overall()[seat] for seat in seats) >= TOLD
            return replace(title, country=next(iter(seats))) if told and not title.country else title
        overall = self.focus.overall()
        sent = any("to" in self.entities[office].facts for office in title.offices)
        near = overall if sent else self.focus.weights(look.page, title.start, title.end)
        weights = {seat: near[seat] + self._prior(look, title, offices) for seat, offices in seats.items()}
        ranked = sorted(seats, key=lambda seat: (-weights[seat], seat))
        clear = weights[ranked[0]] >= CLEAR * weights[ranked[1]] and weights[ranked[0]] > 0
        elsewhere = max(overall[seat] for seat in seats)
        others = max((near[one] for one in near if one not in seats), default=0.0)  # whose offices are not on record
        agreed = elsewhere < CLEAR * (overall[ranked[0]] + 1) and others <= weights[ranked[0]]
        chosen = frozenset(seats[ranked[0]] if clear and agreed else ())
        return replace(title, offices=chosen, country=title.country or ranked[0])

    def _stationed(self, look: Look, title: Title) -> str | None:
        """The country whose capital the words put the office in: "the US ambassador in Manila"."""
        behind = title.end + len(" in ")
        near = look.qualifier_starting(behind) if look.page.folded.startswith(" in ", title.end) else None
        return look.governed_from(near[1].entity) if near and near[1].kind == "place" else None

    def _prior(self, look: Look, title: Title, offices: Collection[str]) -> float:
        """What speaks for a country's offices besides its name: that it is at home here, that a holder was named."""
        named = any(
            tenure.person in self.people
            and self._before(look, title, tenure.person)
            and not self._beside(look, title, tenure.person)
            for one in offices
            for tenure in self.tenures.get(one, ())
            if covers(tenure, self.times.published)
        )
        return HOME * any(self._at_home(one) for one in offices) + HOLDER * named

    def _of_one_sender(self, title: Title) -> Collection[str]:
        """The offices of a title; "US ambassador", if nothing says where, may be any ambassador of the country."""
        records = [self.entities[office] for office in title.offices]
        senders = {one.country for one in records}
        if len(senders) != 1 or " to " in title.words or not all("to" in one.facts for one in records):
            return title.offices
        if title.end != title.stop:
            return title.offices  # "the US ambassador in Seoul", "to Seoul"
        return [
            one.id
            for one in self.entities.values()
            if one.kind == "office"
            and one.country in senders
            and one.name.startswith("Ambassador")
            and "to" in one.facts
        ]

    def _single(self, office: str) -> bool:
        """Whether one person at a time holds it; "a senator" is nobody."""
        return bool(self.entities[office].facts.get("single"))

    def _seat(self, office: str) -> str:
        """The country an office is at: its own, or the one its holder is sent to."""
        record = self.entities[office]
        return str(record.facts.get("to") or record.country)

    def _at_home(self, office: str) -> bool:
        """Whether an office is one of the home countries', an ambassador's one of those between them."""
        record = self.entities[office]
        return record.country in self.home and record.facts.get("to", record.country) in self.home

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
        given = title.country or all(self.entities[one].country is None for one in title.offices)  # "NATO chief"
        choices = (held, sorted(title.offices) if given else home, local)
        office = next((some[0] for some in choices if len(some) == 1), None)
        if office is None:
            return Holder(None, None, "more than one office is called so") if held or home else None
        return holder(self.tenures, office, self.entities[office].name, when, self.people)
