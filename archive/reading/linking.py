"""Linking: which people, bases, agreements, organizations, places and programmes an item names.

What is seen is in `sightings`, the rules of each kind in `names`. Whatever the
evidence does not decide stays unlinked, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import DateMention, Interval, Mention
from archive.reading.knowledge import Knowledge
from archive.reading.names.callings import Calling, callings
from archive.reading.names.focus import Cue, Focus
from archive.reading.names.look import Look
from archive.reading.names.offices import Bare
from archive.reading.names.people import Named, People, mentions
from archive.reading.names.terms import Times
from archive.reading.names.things import Things
from archive.reading.names.titles import Title, titles_on
from archive.reading.names.verdict import CONFIDENCE
from archive.reading.sightings import Sighting, holdings, sight
from archive.reference import Series

__all__ = ["Sighting", "holdings", "link", "sight"]


def link(
    headline: str, body: str, published: Interval, dates: Sequence[DateMention], knowledge: Knowledge, series: Series
) -> tuple[Mention, ...]:
    """The mentions of an item, sorted by field (headline first) and start, none overlapping, the longest kept.

    `published` is when the issue appeared, `dates` what `find_dates` found in both fields; both
    say who held an office when it was named. The countries at home to the series need no country word.
    """
    lexicon, times = knowledge.lexicon, Times.of(published, dates)
    looks = [Look.at("headline", headline, lexicon), Look.at("body", body, lexicon)]
    titles = [titles_on(look, lexicon.offices) for look in looks]
    called = [callings(look, some, knowledge.entities) for look, some in zip(looks, titles, strict=True)]
    things = Things(lexicon, series.home).resolve(looks)
    places = frozenset(one.entity for one in things if one.kind == "place" and one.entity)
    context = frozenset(
        knowledge.entities[place].name for place in places if "within" in knowledge.entities[place].facts
    )
    people = People(knowledge.entities, knowledge.tenures_by_person, times, context, things)
    called = [[people.freed(calling) for calling in some] for some in called]
    named = people.resolve([calling for some in called for calling in some])
    found = things + mentions(named)
    present = {one.person: one.calling for one in reversed(named) if one.person}
    spoken = [_cue(one, knowledge) for one in named if one.person]
    focus = Focus.of(looks, [cue for cue in spoken if cue])
    offices = lexicon.offices
    bare = Bare(knowledge.entities, knowledge.tenures_by_office, offices, times, series.home, present, places, focus)
    for look, some, names in zip(looks, titles, called, strict=True):
        found += bare.resolve(look, _nameless(some, names))
    return _longest(found)


def _cue(named: Named, knowledge: Knowledge) -> Cue | None:
    """The country that a person named speaks for."""
    country = knowledge.entities[named.person].country if named.person else None
    calling = named.calling
    return Cue(calling.look.page.field, calling.start, calling.end, country) if country else None


def _nameless(titles: Sequence[Title], names: Sequence[Calling]) -> list[Title]:
    owned = {id(title) for calling in names for title in calling.titles}
    return [title for title in titles if id(title) not in owned]


def _longest(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Of overlapping mentions the longest; of equals a person told by name or title, else the surest."""
    order = ("headline", "body")
    taken: list[Mention] = []

    def rank(one: Mention) -> tuple[int, bool, float, int, str]:
        told = one.kind == "leader" and one.confidence >= CONFIDENCE["told"]
        return one.start - one.end, not told, -one.confidence, one.start, one.entity or ""

    for one in sorted(found, key=rank):
        if all(one.field != other.field or one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: (order.index(one.field), one.start)))
