"""Agreements that several pairs of countries have under one name: which pair the words speak of decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archive.reading.names.lexicon import Lexicon, is_country
from archive.reading.names.look import Look
from archive.reference import Entity


def with_partner(look: Look, end: int, names: Iterable[str], lexicon: Lexicon) -> str | None:
    """Of several records the one whose partner is named right behind: "the RAA with Australia"."""
    near = look.qualifier_starting(end + len(" with ")) if look.page.folded.startswith(" with ", end) else None
    partner = look.country_of(near[1].entity) if near else None
    fitting = [one for one in names if partner and partner in countries_of(lexicon.entities[one], lexicon)]
    return fitting[0] if len(fitting) == 1 else None


def of_these_partners(
    look: Look, start: int, end: int, name: str, lexicon: Lexicon, home: Collection[str], item: Collection[str]
) -> str | None:
    """The record of the same short name for the pair that the sentence tells of: "Australia and Japan hold their 2+2".

    A sentence that names no country leaves it to those of the `item`, if its own pair is not among them. None where
    the record itself fits, or none or several of its namesakes do.
    """
    text = look.page.folded[start:end].strip("\"'")
    own = countries_of(lexicon.entities[name], lexicon)
    here = set(look.countries(*look.page.sentence(start)))
    if not here - set(home) and not own <= set(item) | set(home):
        here = set(item)
    if not here or own <= here or (own & here and here <= own | set(home)):
        return None
    namesakes = [one for one in lexicon.namesakes(text) if one != name]
    for told in (here, here | set(home)):
        fitting = [
            one
            for one in namesakes
            if (pair := countries_of(lexicon.entities[one], lexicon)) and pair <= told and pair & here - set(home)
        ]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def countries_of(agreement: Entity, lexicon: Lexicon) -> frozenset[str]:
    """The countries among the parties of an agreement."""
    parties = agreement.facts.get("parties", ())
    named = parties if isinstance(parties, tuple) else ()
    return frozenset(str(one) for one in named if one in lexicon.entities and is_country(lexicon.entities[str(one)]))
