"""Entities by the beginnings of the words of their names: "futen", "nobuo ki", "econ 2+2", "defense min", 岸田."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from sys import intern
from typing import NamedTuple

from archive.reading.knowledge.quickly import collector_off
from archive.reading.names.forms import forms_of
from archive.search.names import Names, form_key
from archive.search.natives import native_key
from archive.search.words import COMMON

SHORTEST_CUT = 3
"""Letters of a word that may be cut short although more words follow it ("econ 2+2")."""

INSIDE, ALIAS, BY_OFFICE = 3, 2, 5
"""A name that begins as asked counts as much as one so many times as frequent that has the words further inside, that
has them in another form than its name, or whose title has them."""

SHORTEST_TITLE = 5
"""Letters asked before titles are looked at; "de" is no way to ask for a defense minister."""

MOST = 400
"""Forms looked at more closely, those of the most mentioned entities; of a name that is asked whole, always all."""

_LAST = "\U0010ffff"
_SIGNS = "().,;:'\"!?"


@dataclass(frozen=True, slots=True)
class Called:
    """An entity that goes by the beginnings asked: in which form, whether by the whole of it, and what that counts."""

    entity: str
    form: str
    whole: bool
    weight: float


class _Form(NamedTuple):
    words: tuple[str, ...]
    entity: str
    text: str
    worth: float
    given: bool
    """Whether the record has it like this; others are derived."""


def tokens(text: str) -> list[str]:
    """The words of a name or of what is typed, in small letters and plain signs."""
    return cut(form_key(text))


def cut(key: str) -> list[str]:
    """The words of a name's key."""
    return [word for one in key.split() if (word := one.strip(_SIGNS).replace("'", ""))]


class Beginnings:
    """The names of the entities that items mention, and of persons the titles they held on or after a day, `since`.

    A name that nothing would be found by is not offered; its page is in the list of entities.
    """

    def __init__(self, names: Names, since: date | None = None) -> None:
        self.names = names
        with collector_off():
            self._collect(since)

    def _collect(self, since: date | None) -> None:
        names = self.names
        self.holders = dict(self._holders(since))
        """Offices with those of their holders who are mentioned."""
        items = {
            **names.items,
            **{office: max(map(names.items.__getitem__, who)) for office, who in self.holders.items()},
        }
        forms = sorted((*self._names(), *self._titles()), key=lambda form: (-items[form.entity], form.entity))
        numbers: dict[str, list[int]] = {}
        self.wholes: dict[tuple[str, ...], list[int]] = {}
        for number, form in enumerate(forms):
            self.wholes.setdefault(form.words, []).append(number)
            for word in dict.fromkeys(form.words):
                if word not in COMMON:
                    numbers.setdefault(word, []).append(number)
        self.forms = forms
        self.words = sorted(numbers)
        self.numbers = [numbers[word] for word in self.words]

    def _names(self) -> Iterator[_Form]:
        own: dict[str, set[str]] = {}
        given = {id: {one.name, *(alias.text for alias in one.aliases)} for id, one in self.names.entities.items()}
        for key, forms in self.names.forms.items():
            mentioned = {form.entity for form in forms if self.names.items.get(form.entity)}
            words = tuple(map(intern, cut(key))) if mentioned else ()
            for id in sorted(mentioned):
                # Of several ways to write the same words the record's own is shown, and "KISHIDA" last of all.
                texts = [form.text for form in forms if form.entity == id]
                text = min(texts, key=lambda text: ('"' in text, text not in given[id], text.isupper()))
                if id not in own:
                    own[id] = set(tokens(self.names.entities[id].name))
                yield _Form(words, id, text, 1 if own[id].issuperset(words) else 1 / ALIAS, text in given[id])

    def _holders(self, since: date | None) -> Iterator[tuple[str, tuple[str, ...]]]:
        for office, tenures in self.names.knowledge.tenures_by_office.items():
            lasted = (one for one in tenures if not (since and one.end and one.end.latest and one.end.latest < since))
            if people := sorted({one.person for one in lasted if self.names.items.get(one.person)}):
                yield office, tuple(people)

    def _titles(self) -> Iterator[_Form]:
        for id in self.holders:
            office = self.names.entities[id]
            for words in {tuple(map(intern, tokens(form.text))) for form in forms_of(office)}:
                yield _Form(words, id, office.name, 1 / BY_OFFICE, False)

    @cached_property
    def native(self) -> list[tuple[str, str]]:
        """The native spellings, each with its entity."""
        return [(key, id) for key, id, _ in self.names.natives.spelled if self.names.items.get(id)]

    def called(self, typed: Sequence[str], alone: bool = True) -> list[Called]:
        """The entities of whose names the words typed begin words, in that order; each by its best form.

        The last word may be cut short anywhere, those before it too if the words stand `alone`, else only when long.
        """
        found: dict[str, tuple[tuple[bool, float, bool, int], Called]] = {}
        titles = sum(map(len, typed)) >= SHORTEST_TITLE
        numbers = [*self.wholes.get(tuple(typed), ()), *sorted(self._numbers(typed, alone))[:MOST]]
        for number in dict.fromkeys(numbers):
            form = self.forms[number]
            people = self.holders.get(form.entity)
            at = _matched(form.words, typed)
            if at is None or (people and not titles):
                continue
            whole = not people and len(form.words) == len(typed) and form.words == tuple(typed)
            weight = form.worth / (INSIDE if at else 1)
            order = (whole, weight, form.given, -len(form.text))
            for entity in people or (form.entity,):
                if entity not in found or order > found[entity][0]:
                    found[entity] = order, Called(entity, form.text, whole, weight)
        return [one for _, one in found.values()]

    def offices(self, typed: Sequence[str]) -> list[str]:
        """The offices whose titles have words that begin so, those with the most mentioned holders first."""
        titles = (self.forms[number] for number in sorted(self._numbers(typed, alone=True)))
        return list(
            dict.fromkeys(
                one.entity for one in titles if one.entity in self.holders and _matched(one.words, typed) is not None
            )
        )

    def spelled(self, text: str) -> list[Called]:
        """The entities whose native spelling begins so, or has it inside."""
        key = native_key(text)
        return [
            Called(id, self.names.entities[id].native, spelled == key, 1 if spelled.startswith(key) else 1 / INSIDE)
            for spelled, id in self.native
            if key and key in spelled
        ]

    def _numbers(self, typed: Sequence[str], alone: bool) -> Collection[int]:
        """The forms with a word for each of those typed, in whatever order."""
        found: set[int] | None = None
        for place, word in enumerate(typed):
            last = place == len(typed) - 1
            if last or word not in COMMON:
                numbers = set(self._begun(word, last or alone or len(word) >= SHORTEST_CUT))
                found = numbers if found is None else found & numbers
        return found or ()

    def _begun(self, word: str, cut: bool) -> Iterable[int]:
        at = bisect_left(self.words, word)
        end = bisect_left(self.words, word + _LAST) if cut else at + (self.words[at : at + 1] == [word])
        return (number for numbers in self.numbers[at:end] for number in numbers)


def _matched(words: Sequence[str], typed: Sequence[str]) -> int | None:
    """At which of the words those typed begin, each in its turn; None where they do not."""
    first, place = None, 0
    for at, word in enumerate(words):
        if word.startswith(typed[place]):
            first = at if first is None else first
            place += 1
            if place == len(typed):
                return first
    return None
