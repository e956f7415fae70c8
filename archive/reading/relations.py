"""Relations and events: what a sentence says of two entities, and when something happened to whom.

Only what the sentence itself shows and the knowledge confirms becomes a relation. Entities merely mentioned
together are not told here: the catalog counts them from the mentions of each sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.model import FIELDS, DateMention, Event, Interval, Mention, Relation, Sentence
from archive.reading.knowledge import Knowledge
from archive.reading.names.page import Page
from archive.reading.names.terms import Times, surely_covers


def relate(
    headline: str,
    body: str,
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
    published: Interval,
    knowledge: Knowledge,
) -> tuple[Relation, ...]:
    """The relations of an item, each once, with the first sentence that shows it.

    holds_office: a title beside a name, or a bare office that was linked; `when` is the event's date, within the
    tenure. located_in: a base and its place, or a place and the one it lies in, in one sentence. party_to: an
    agreement and a country or organization that is a party to it, in one sentence; `when` is the event's date.
    """
    times = Times.of(published, dates)
    found: dict[tuple[str, str, str], Relation] = {}
    for page in _pages(headline, body):
        for start, end in page.sentences:
            here = [one for one in mentions if one.entity and one.field == page.field and start <= one.start < end]
            evidence = Sentence(page.field, start, end)
            for relation in (
                *_held(page, here, evidence, times, knowledge),
                *_placed(page, here, evidence, times, knowledge),
            ):
                found.setdefault((relation.kind, relation.subject, relation.object), relation)
    return tuple(found.values())


def events(headline: str, body: str, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> tuple[Event, ...]:
    """The dated sentences of the body with their participants, in order; a sentence of two dates is two events.

    The headline only announces what the body tells, so its dates make no events.
    """
    found = []
    for page in _pages(headline, body):
        for start, end in page.sentences if page.field == "body" else ():
            here = sorted(
                (one for one in mentions if one.field == "body" and start <= one.start < end), key=lambda one: one.start
            )
            participants = tuple(dict.fromkeys(one.entity for one in here if one.entity))
            for day in dates:
                if participants and day.field == "body" and start <= day.start < end:
                    found.append(Event(day.when, day.text, participants, Sentence("body", start, end)))
    return tuple(found)


def _pages(headline: str, body: str) -> Iterator[Page]:
    yield from (Page(field, text) for field, text in zip(FIELDS, (headline, body), strict=True))


def _held(
    page: Page, here: Sequence[Mention], evidence: Sentence, times: Times, knowledge: Knowledge
) -> Iterator[Relation]:
    """Offices that the sentence gives to people, where the tenure covers the event's date."""
    for one in here:
        if one.method not in ("title", "office") or one.entity is None:
            continue
        when = times.at(page, one.start)[0]
        for tenure in knowledge.tenures_by_person.get(one.entity, ()):
            office = knowledge.entities[tenure.office]
            if one.reason.startswith(office.name) and surely_covers(tenure, when):
                yield Relation("holds_office", one.entity, office.id, when, evidence)


def _around(place: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Where a base or place lies: its own place, and for a base what that lies in, a country excepted."""
    facts = knowledge.entities[place].facts
    own = str(facts.get("place") or facts.get("within") or "")
    outer = knowledge.entities[own].facts.get("within") if own and "place" in facts else None
    wider = outer if outer and "within" in knowledge.entities[str(outer)].facts else None
    return tuple(str(one) for one in (own, wider) if one)


def _placed(
    page: Page, here: Sequence[Mention], evidence: Sentence, times: Times, knowledge: Knowledge
) -> Iterator[Relation]:
    """What lies in what, and who is a party to what, where the sentence names both."""
    for one in here:
        facts = knowledge.entities[one.entity].facts if one.entity else {}
        parties = facts.get("parties", ())
        for other in here:
            if one.entity is None or other.entity is None or one.entity == other.entity:
                continue
            if one.kind in ("base", "place") and other.entity in _around(one.entity, knowledge):
                yield Relation("located_in", one.entity, other.entity, times.at(page, one.start)[0], evidence)
            if isinstance(parties, tuple) and other.entity in parties:
                yield Relation("party_to", other.entity, one.entity, times.at(page, one.start)[0], evidence)
