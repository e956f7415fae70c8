"""Who held an office when: tenures asked for a person, an office and a time that may be vague."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.model import DateMention, Interval
from archive.reading.names.page import Page
from archive.reference import Tenure

NEAR_FUTURE = timedelta(days=400)
"""How long before the start of a tenure a person is called "incoming", "designated" or "new"."""

NEWS = timedelta(days=45)
"""Stories are told within six weeks of their day; what is older or vaguer is background."""

ZONES = timedelta(days=1)
"""A day in Tokyo is mostly the day before in Washington: so near to a hand-over a day does not say who it was."""

ANY_YEAR = timedelta(days=370)
"""A date vaguer than a year says nothing of who held an office."""


CLAUSE = re.compile(r",(?! (?:when|where|in which|on which|[A-Z][\w'-]*(?: [A-Z][\w'-]*)*(?:,| and\b)))")
"""A comma that ends a clause: none between the names of a list, none before what goes on about the date."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The answer to who held an office: one person and the words why, or nobody and the words why not."""

    person: str | None
    office: str | None
    reason: str


def in_words(when: Interval) -> str:
    """A time in the words of a reason: "on 2022-01-28", "between 2022-01-25 and 2022-02-04"."""
    if when.earliest is None or when.latest is None:
        return "at an unknown date"
    return f"on {when.earliest}" if when.earliest == when.latest else f"between {when.earliest} and {when.latest}"


def covers(tenure: Tenure, when: Interval) -> bool:
    """Whether the tenure may cover some day of the interval."""
    if when.earliest is None or when.latest is None:
        return False
    begun = tenure.start.earliest is None or tenure.start.earliest <= when.latest
    return begun and (tenure.end is None or tenure.end.latest is None or when.earliest < tenure.end.latest)


def surely_covers(tenure: Tenure, when: Interval) -> bool:
    """Whether the tenure certainly covers every day of the interval."""
    ends = (when.earliest, when.latest)
    return all(day is not None and tenure.surely_covers(day) for day in ends)


def began_before(tenure: Tenure, when: Interval) -> bool:
    """Whether the tenure may have begun by the end of the interval."""
    return when.latest is None or tenure.start.earliest is None or tenure.start.earliest <= when.latest


def begins_soon(tenure: Tenure, when: Interval) -> bool:
    """Whether the tenure may begin within the time that people are called incoming, or has begun lately."""
    if when.earliest is None or when.latest is None or tenure.start.earliest is None:
        return False
    last = when.latest + NEAR_FUTURE
    return tenure.start.earliest <= last and (tenure.start.latest or date.max) >= when.earliest - NEAR_FUTURE


def holder(
    tenures: Mapping[str, Sequence[Tenure]], office: str, name: str, when: Interval, named: Iterable[str] = ()
) -> Holder:
    """The one person who held an office on every possible day of the interval.

    Where the interval spans a hand-over, the one holder among those `named` in the item is taken, but on a
    hand-over day itself nobody: words do not say which of the two they mean.
    """
    terms = [tenure for tenure in tenures.get(office, ()) if covers(tenure, when)]
    people = {tenure.person for tenure in terms}
    if when.earliest is not None and when.earliest == when.latest:
        near = _in_days(when, ZONES)
        others = {tenure.person for tenure in tenures.get(office, ()) if covers(tenure, near)}
        if len(others) > 1 and len(others & set(named)) != 1:
            return Holder(None, office, f"hand-over on or about {when.earliest}")
        for tenure in tenures.get(office, ()):
            gone = tenure.end is not None and tenure.end.earliest == tenure.end.latest == when.earliest
            if gone and people - {tenure.person}:
                return Holder(None, office, f"hand-over on {when.earliest}")
    if len(people) == 1:
        person = next(iter(people))
        if any(surely_covers(tenure, when) for tenure in terms) or _joined(terms, when):
            return Holder(person, office, f"{name} {in_words(when)}")
        if person in named:
            return Holder(person, office, f"{name}, named in this item")
        return Holder(None, office, f"it is not certain who was {name} {in_words(when)}")
    if not people:
        return Holder(None, office, f"who was {name} {in_words(when)} is not in the knowledge base")
    if len(known := people & set(named)) == 1:
        return Holder(next(iter(known)), office, f"{name}, named in this item")
    over = sorted(str(tenure.start.edtf) for tenure in terms)[1:]
    return Holder(None, office, f"hand-over on {', '.join(over)}")


def _joined(terms: Sequence[Tenure], when: Interval) -> bool:
    """Whether several tenures of one person together cover the ends of the interval."""
    ends = (when.earliest, when.latest)
    return all(day is not None and any(tenure.surely_covers(day) for tenure in terms) for day in ends)


def _in_days(when: Interval, days: timedelta) -> Interval:
    """The interval with so many days before and after it."""
    first, last = when.earliest, when.latest
    return Interval(when.edtf, first and first - days, last and last + days)


@dataclass(frozen=True, slots=True)
class Times:
    """The dates of an item, as the words beside them ask for them."""

    published: Interval
    dates: tuple[DateMention, ...]

    @classmethod
    def of(cls, published: Interval, dates: Sequence[DateMention]) -> Times:
        """Only dates that are closed and at most a year wide can place an event."""
        usable = []
        for mention in dates:
            first, last = mention.when.earliest, mention.when.latest
            if first and last and last - first <= ANY_YEAR:
                usable.append(mention)
        return cls(published, tuple(sorted(usable, key=lambda mention: (mention.field, mention.start))))

    def at(self, page: Page, start: int) -> tuple[Interval, ...]:
        """The dates of the event that the words at an offset may tell of, likeliest first.

        A date before the words in their sentence is sure, unless it is background in a clause that has closed; one
        behind them may be background too, and then the publication counts as well, as it does with the last recent
        date of an earlier sentence, and with background that the sentence before told of. A headline is placed by
        the body's first recent date.
        """
        first, last = page.sentence(start)
        own = [mention for mention in self.dates if mention.field == page.field]
        before = [mention for mention in own if first <= mention.start < start]
        if before and (self._recent(before[-1]) or not _closed(page, before[-1], first, start)):
            return (before[-1].when,)
        if before and ";" not in page.folded[before[-1].end : start]:
            return before[-1].when, self.published
        behind = [mention for mention in own if start <= mention.start < last]
        if behind:
            near = behind[0].when
            return (near,) if self._recent(behind[0]) or near.earliest == near.latest else (near, self.published)
        if page.field == "headline":
            earlier = [mention for mention in self.dates if mention.field == "body" and self._recent(mention)][:1]
        else:
            told = [mention for mention in own if mention.start < start]
            earlier = [mention for mention in told if self._recent(mention)][-1:]
            previous = page.sentence(first - 2)[0] if first > 1 else first
            recent = any(mention.start >= previous for mention in earlier)
            if told and previous <= told[-1].start < first and not recent:
                earlier = [told[-1], *earlier]  # background that the sentence may go on with
        return (*(mention.when for mention in earlier), self.published)

    def _recent(self, mention: DateMention) -> bool:
        """Whether a date of another sentence can be the story's day and not its background."""
        first, last, published = mention.when.earliest, mention.when.latest, self.published.earliest
        return bool(first and last and published and last - first <= NEWS and abs(published - last) <= NEWS)


def _closed(page: Page, date_: DateMention, first: int, start: int) -> bool:
    """Whether a comma or semicolon ends the clause of a date before the words at an offset.

    A date that opens its sentence holds for all of it: "In 2016, the prime minister said".
    """
    opens = len(page.folded[first : date_.start].split()) <= 2
    between = page.folded[date_.end : start]
    return ";" in between or (not opens and bool(CLAUSE.search(between)))
