"""Offices in a query: "the Prime Minister" is whoever held the office when an item appeared."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import cached_property

from archive.model import Interval
from archive.reading.knowledge import Knowledge
from archive.reading.names.forms import forms_of
from archive.reading.names.page import BLANKS
from archive.reading.text import fold
from archive.reference import Tenure

MOST_NAMED = 6
"""Holders, or offices, that a message names: for most offices ten years and more."""


CLEAR = 2
"""How many times more often the holders of one office must be mentioned than those of the next with that title."""

_FORMER = re.compile(r"\A(?:former|then) ", re.IGNORECASE)
_OF = re.compile(r"(?P<title>.+) of (?:the )?(?P<country>.+)")  # "prime minister of japan"


def form_key(text: str) -> str:
    """What written forms are compared by: small letters, plain signs, single blanks for blanks and hyphens."""
    return " ".join(fold(text).lower().translate(BLANKS).replace('"', "").split()).removeprefix("the ")


class Offices:
    """The offices by what they are called."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge, self.entities = knowledge, knowledge.entities

    @cached_property
    def called(self) -> dict[str, tuple[str, ...]]:
        """Ids by titles, names and native spellings."""
        found: dict[str, dict[str, None]] = {}
        for entity in self.entities.values():
            if entity.kind == "office":
                titles = [form.text for form in forms_of(entity)]
                for text in filter(None, (entity.id, entity.name, entity.native, *titles)):
                    found.setdefault(form_key(text), {})[entity.id] = None
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def countries(self) -> dict[str, str]:
        """The countries that have offices, by name and adjective: "japan", "japan's", "japanese"."""
        seats = {one.country for one in self.entities.values() if one.kind == "office" and one.country}
        found = {}
        for id in sorted(seats & self.entities.keys()):
            for form in forms_of(self.entities[id]):
                found[form_key(form.text)] = found[f"{form_key(form.text)}'s"] = id
        return found

    def titled(self, words: str) -> tuple[str, ...]:
        """The offices that go by a title, with or without a country: "Japanese prime minister", "the premier"."""
        key = form_key(words)
        if found := self.called.get(key):
            return found
        parts = key.split()
        ways = [(" ".join(parts[:count]), " ".join(parts[count:])) for count in range(1, min(len(parts), 4))]
        if behind := _OF.fullmatch(key):
            ways.append((behind["country"], behind["title"]))
        for country, title in ways:
            if (seat := self.countries.get(country)) and (ids := self.called.get(title)):
                return tuple(id for id in ids if self.entities[id].country == seat)
        return ()

    def meant(self, words: str, items: Mapping[str, int]) -> str | None:
        """The office that words of a query mean, of those one person at a time holds.

        A single word is a title only with an article or country: "the President", not "president". Of several offices
        it is the one whose holders are clearly more often mentioned.
        """
        if not (" " in words.strip() or native(words)):
            return None
        ids = [id for id in self.titled(words) if self.entities[id].facts.get("single")]
        if len(ids) < 2:
            return next(iter(ids), None)
        first, second = by_mentions(self.knowledge, ids, items)[:2]
        counts = [mentions(self.knowledge, id, items) for id in (first, second)]
        return first if counts[0] and counts[0] >= CLEAR * counts[1] else None

    def addressed(self, words: str, bearers: Mapping[str, Collection[str]]) -> str | None:
        """The person that a title before a name means: "Defense Minister Kishi", of all who bear the name."""
        parts = words.split()
        for count in range(len(parts) - 1, 0, -1):
            people = bearers.get(form_key(" ".join(parts[count:])), ())
            if people and (ids := self.titled(_FORMER.sub("", " ".join(parts[:count])))):
                held = {one.person for id in ids for one in self.knowledge.tenures_by_office.get(id, ())}
                if len(meant := held & set(people)) == 1:
                    return meant.pop()
        return None


def native(text: str) -> bool:
    """Whether a text is in no Latin letters, so that a blank says nothing of how many words it has."""
    return not any(sign.isascii() and sign.isalnum() for sign in text)


def holders(knowledge: Knowledge, asked: str, offices: Sequence[str]) -> str:
    """Who held an office, the latest first, or who holds each of several; ready to be written into a query."""
    if len(offices) > 1:
        last = [(office, held[-1]) for office in offices if (held := knowledge.tenures_by_office.get(office))]
        named = [
            f"leader:{tenure.person} ({knowledge.entities[office].name}, {_years([tenure])})"
            for office, tenure in last[:MOST_NAMED]
        ]
        return f"“{asked}” is a title of several offices; the last holders: {', '.join(named)}."
    by_person: dict[str, list[Tenure]] = {}
    for tenure in reversed(knowledge.tenures_by_office.get(offices[0], ())):
        by_person.setdefault(tenure.person, []).insert(0, tenure)
    named = [f"leader:{person} ({_years(held)})" for person, held in by_person.items()]
    rest = f" and {len(named) - MOST_NAMED} before" if len(named) > MOST_NAMED else ""
    name = knowledge.entities[offices[0]].name
    return f"{name} is an office; its holders: {', '.join(named[:MOST_NAMED]) or 'none is known'}{rest}."


def terms(knowledge: Knowledge, office: str) -> list[tuple[str, Interval]]:
    """Who may have held an office from which day to which; the last day is the one before the successor's first."""
    found = []
    for one in knowledge.tenures_by_office.get(office, ()):
        end = one.end.latest - timedelta(days=1) if one.end and one.end.latest else None
        begun = one.start.earliest
        if not (begun and end and end < begun):
            found.append((one.person, Interval(f"{begun or '..'}/{end or '..'}", begun, end)))
    return found


def by_mentions(knowledge: Knowledge, offices: Sequence[str], items: Mapping[str, int]) -> list[str]:
    """Offices by how often those who held them are mentioned, most often first."""
    return sorted(offices, key=lambda office: (-mentions(knowledge, office, items), office))


def mentions(knowledge: Knowledge, office: str, items: Mapping[str, int]) -> int:
    """How many items mention those who ever held an office."""
    people = {one.person for one in knowledge.tenures_by_office.get(office, ())}
    return sum(items.get(person, 0) for person in people)


def _years(tenures: Sequence[Tenure]) -> str:
    """ "2020 to 2022", "since 2025", "2006 to 2007, 2012 to 2020"."""
    said = []
    for tenure in tenures:
        begun = tenure.start.edtf[:4]
        ended = tenure.end.edtf[:4] if tenure.end else ""
        said.append(begun if begun == ended else f"{begun} to {ended}" if ended else f"since {begun}")
    return ", ".join(said)
