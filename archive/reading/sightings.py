"""Sightings: the names that certainly stand in a text, whoever they mean, and who is given which title."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Field, Kind
from archive.reading.knowledge import Knowledge
from archive.reading.names.callings import callings
from archive.reading.names.look import Look, longest
from archive.reading.names.titles import titles_on
from archive.reading.published import Holding


@dataclass(frozen=True, slots=True)
class Sighting:
    """A span of a text that is a name of something known: no part of it is a date or another name."""

    start: int
    end: int
    text: str
    kind: Kind


def sight(text: str, knowledge: Knowledge, field: Field = "body") -> tuple[Sighting, ...]:
    """The names in a text, in order, none overlapping; needs no date, so that dates can be read around them.

    Surnames alone are left out: "May" and "March" would be taken for people.
    """
    look = Look.at(field, text, knowledge.lexicon)
    seen = longest(
        match for match in look.matches if any(form.role == "name" and form.kind != "office" for form in match.forms)
    )
    return tuple(
        Sighting(match.start, match.end, text[match.start : match.end], knowledge.entities[match.forms[0].entity].kind)
        for match in seen
    )


def holdings(text: str, knowledge: Knowledge) -> tuple[Holding, ...]:
    """Who is named with which office: "Defense Minister Kishi" says that the text is of his time.

    Only titles directly before a name count, without "former" and the like, and only where exactly one
    bearer of the name ever held such an office; the tenures are those of that person in those offices.
    """
    look = Look.at("body", text, knowledge.lexicon)
    found = []
    for calling in callings(look, titles_on(look, knowledge.lexicon.offices), knowledge.entities):
        title = calling.title
        if title is None or title.state or title.generic or calling.other or title.start > calling.start:
            continue
        tenures = [
            tenure
            for person in calling.candidates
            for tenure in knowledge.tenures_by_person.get(person, ())
            if tenure.office in title.offices
        ]
        if len({tenure.person for tenure in tenures}) == 1:
            words = text[title.start : calling.end]
            found.append(Holding(title.start, calling.end, words, tuple(tenures)))
    return tuple(found)
