"""What an item is about: its words outside of names, none that stand anywhere, and how frequent its entities are."""

from __future__ import annotations

from archive.model import Item
from archive.reading.text import fold
from archive.search.facets import entity_counts
from archive.search.index import Opened
from archive.search.sidecar import Ints
from archive.search.words import Words

SHORTEST = 3
"""Letters of a word that may say something; shorter ones seldom do."""

_PLAIN = """
about above after again against ahead all along already also although always amid among another any around away back
because become been before began begin behind being below between both came can cannot come could did does during each
early either end enough even ever every far few first five following former four get give given goes going had half has
have he her here him his how however if include included includes including instead into its itself just keep largest
last late later latest least less like made make makes making many may might month months more most much must named near
nearly new next no none nor now number off often one ones only other others our out over own part past per place put
same said saw say saying says second see seen seven several she should since six so some soon still such take taken than
that their them then there these they third this those three through time times to today together told took toward two
under until up upon used using very was way week weeks well went were what when where whether which while who whom whose
why will with within without would year years yet you your
january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
adm amb capt col gen gov lt rep sec sen
"""
PLAIN = frozenset(_PLAIN.split())
"""Words of any subject, months, days and shortened titles."""


def outside_names(item: Item, words: Words) -> dict[str, tuple[int, str]]:
    """The stems of an item's words outside of mentions: how often each stands there, and how it is first written."""
    found: dict[str, tuple[int, str]] = {}
    for field, text in (("headline", item.headline), ("body", item.body)):
        names = [(one.start, one.end) for one in item.mentions if one.field == field and one.entity]
        names.append((len(text), len(text)))
        cut, at = words.remembered(text), 0
        for stem, start, end in zip(cut.stems, cut.starts, cut.ends, strict=True):
            while names[at][1] <= start < names[-1][0]:
                at += 1
            if end > names[at][0]:
                continue
            if before := found.get(stem):
                found[stem] = before[0] + 1, before[1]
            else:
                found[stem] = 1, text[start:end]
    return found


def plain_form(form: str) -> str:
    """A written word without its genitive."""
    return fold(form).removesuffix("'s")


def tells(form: str) -> bool:
    """Whether a word in its plain form may say what an item is about."""
    return len(form) >= SHORTEST and form.isalpha() and form.lower() not in PLAIN


def all_entity_counts(opened: Opened) -> Ints:
    """How many items mention each entity, by its index; counted once a generation."""
    kept: Ints | None = opened.cache.get("entity counts")
    if kept is None:
        kept = opened.cache.setdefault("entity counts", entity_counts(opened.sidecar, opened.sidecar.living))
    return kept
