"""What stands on a page: every form the gazetteer finds there, and what kind of words stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from archive.model import Field
from archive.reading.names.forms import Form
from archive.reading.names.gazetteer import Match
from archive.reading.names.lexicon import Lexicon, is_country
from archive.reading.names.page import Page
from archive.reference import Entity


@dataclass(frozen=True)
class Look:
    """A page with its matches, indexed by where they begin and end."""

    page: Page
    matches: tuple[Match, ...]
    entities: Mapping[str, Entity]

    @classmethod
    def at(cls, field: Field, text: str, lexicon: Lexicon) -> Look:
        """Look at a field with everything that is known; the last few looks are kept, as dates and links share them."""
        return _look(field, text, lexicon)

    @cached_property
    def by_start(self) -> dict[int, list[Match]]:
        """Matches by their first offset."""
        index: dict[int, list[Match]] = {}
        for match in self.matches:
            index.setdefault(match.start, []).append(match)
        return index

    @cached_property
    def by_end(self) -> dict[int, list[Match]]:
        """Matches by the offset after their last."""
        index: dict[int, list[Match]] = {}
        for match in self.matches:
            index.setdefault(match.end, []).append(match)
        return index

    @cached_property
    def titles(self) -> tuple[Match, ...]:
        """The longest titles of offices, none inside another."""
        return longest(
            match
            for match in self.matches
            if any(form.role == "title" and not (form.plural and self._is_body(match)) for form in match.forms)
        )

    def _is_body(self, match: Match) -> bool:
        """Whether an organization is called just as the plural of a title: "Joint Chiefs of Staff"."""
        near = self.by_start.get(match.start, [])
        return any(form.kind == "organization" for other in near if other.end == match.end for form in other.forms)

    def explained(self, at: int) -> bool:
        """Whether the word at an offset belongs to something known that is no person: a place, a title."""
        return any(
            match.start <= at < match.end and any(form.kind != "leader" and not form.ambiguous for form in match.forms)
            for match in self.matches
        )

    def country_at(self, at: int) -> bool:
        """Whether a country's name or adjective starts at an offset."""
        return any(
            form.role == "adjective" or (form.kind == "place" and is_country(self.entities[form.entity]))
            for match in self.by_start.get(at, ())
            for form in match.forms
        )

    def countries(self, start: int, end: int) -> set[str]:
        """The countries that the words of a span speak of: by name, adjective or capital."""
        found = set()
        for match in self.matches:
            if start <= match.start < end:
                for form in match.forms:
                    if form.kind == "place" and (country := self.country_of(form.entity)):
                        capital = self.entities[country].facts.get("capital") if country in self.entities else None
                        if form.entity in (country, capital) or form.role == "adjective":
                            found.add(country)
        return found

    def qualifier_ending(self, at: int) -> tuple[int, Form] | None:
        """The country, place or organization whose name or adjective ends at an offset, "Japan's" included.

        Returns where it starts, and the form; the longest wins.
        """
        text = self.page.folded
        end = at
        for suffix in ("'s", "s'", "'"):
            if text.endswith(suffix, 0, at):
                end = at - len(suffix) + (suffix == "s'")
                break
        found = [
            (match.start, form)
            for match in self.by_end.get(end, ())
            for form in match.forms
            if form.role == "adjective" or (form.role == "name" and form.kind in ("place", "organization"))
        ]
        return min(found, key=lambda one: one[0]) if found else None

    def qualifier_starting(self, at: int) -> tuple[int, Form] | None:
        """The country, place or organization whose name starts at an offset: where it ends, and the form."""
        found = [
            (match.end, form)
            for match in self.by_start.get(at, ())
            for form in match.forms
            if form.role == "name" and form.kind in ("place", "organization")
        ]
        return max(found, key=lambda one: one[0]) if found else None

    def country_of(self, entity: str) -> str | None:
        """The country a place or organization belongs to; a country's own id for itself."""
        record = self.entities.get(entity)
        if record is None:
            return None
        return entity if is_country(record) else record.country

    def governed_from(self, entity: str) -> str:
        """The country whose capital it is, else itself: "Seoul's foreign minister"."""
        country = self.country_of(entity)
        return country if country and self.entities[country].facts.get("capital") == entity else entity


@lru_cache(maxsize=32)
def _look(field: Field, text: str, lexicon: Lexicon) -> Look:
    page = Page(field, text)
    return Look(page, tuple(lexicon.gazetteer.find(page)), lexicon.entities)


def longest(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Of overlapping spans the longest, of equals the first; in order of their starts."""
    taken: list[Match] = []
    for match in sorted(matches, key=lambda one: (one.start - one.end, one.start)):
        if all(match.end <= other.start or other.end <= match.start for other in taken):
            taken.append(match)
    return tuple(sorted(taken, key=lambda one: one.start))
