"""Names that the knowledge lacks, as suggestions for staff: never links, each with the cue that shows it.

Capitalised words that neither a link, a date nor the gazetteer explains are looked at with the words
beside them. `things` knows names by a word of their own, `people` by their company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.model import FIELDS, Item, Kind, Suggestion
from archive.reading.knowledge import Knowledge
from archive.reading.names.look import Look
from archive.reading.names.neighbours import ERA
from archive.reading.suggesting.found import Found
from archive.reading.suggesting.people import people, strangers
from archive.reading.suggesting.runs import TAKEN, TITLE, Scene
from archive.reading.suggesting.things import initialisms, things

__all__ = ["suggest"]

AGAIN, LOOSE = 5, 6
"""The ranks of a repeated name, and from which on a find is too unsure to speak for its neighbours."""


def suggest(item: Item, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """The likely names in an item that no link covers, by field (headline first) and start, none overlapping."""
    lexicon = knowledge.lexicon
    scenes = [Scene.of(Look.at(field, item.text(field), lexicon), item, lexicon.offices) for field in FIELDS]
    found: list[Found] = []
    for scene in scenes:
        found += strangers(scene, item)
        if scene.page.shouted:
            continue
        named = list(things(scene))
        found += named + _company(scene, item, named)
        found += initialisms(scene, found)
    found = _apart(found)
    found = _shared(_apart(found + [other for scene in scenes for other in _again(scene, found)]))
    return tuple(_said(item, one) for one in sorted(found, key=lambda one: (scenes.index(one.scene), one.start)))


def _company(scene: Scene, item: Item, named: Sequence[Found]) -> list[Found]:
    """The names of a page that their company tells: what is linked and named; then each other."""
    known: dict[int, Kind] = {}
    for one in item.mentions:
        if one.field == scene.page.field and one.entity:
            known |= {one.start: one.kind, one.end: one.kind}
    found = [one for one in people(scene, known) if not any(one.overlaps(other) for other in named)]
    if not found:
        return found
    for other in (*named, *found):
        if other.rank < LOOSE:
            known |= {other.start: other.kind, other.end: other.kind}
    return [one for one in people(scene, known) if not any(one.overlaps(other) for other in named)]


def _apart(found: Sequence[Found]) -> list[Found]:
    """Of overlapping finds the surest, of those the longest; none touches what is linked or dated."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.rank, one.start - one.end, one.start)):
        if one.scene.free(one.start, one.end) and not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return kept


def _again(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Every further place of a suggested name, and the bare surnames of suggested people."""
    shorter: dict[str, Found] = {}
    for one in found:
        words = one.scene.text[one.start : one.end]
        shorter.setdefault(words, one)
        if one.kind == "leader" and " " in one.name:
            for part in {one.name.split()[0], one.name.split()[-1]}:
                shorter.setdefault(part, one)
    for words, one in shorter.items():
        if len(words) < 3:
            continue
        pattern = re.escape(words.upper() if scene.page.shouted else words)
        for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-]|\. ?[A-Z])", scene.text):
            levels = scene.known[match.start() : match.end()]
            if TAKEN in levels or TITLE in levels or ERA.match(scene.text, match.end()):
                continue
            why = one.why if words == one.scene.text[one.start : one.end] else f"after {one.name}"
            yield replace(one, scene=scene, start=match.start(), end=match.end(), rank=AGAIN, why=why)


def _shared(found: Sequence[Found]) -> list[Found]:
    """The finds with bare surnames of suggested people, and initialisms, under the name in full."""
    full: dict[str, set[str]] = {}
    for one in found:
        words = one.name.split()
        if one.kind == "leader" and len(words) > 1:
            for part in {words[0], words[-1]}:
                full.setdefault(part, set()).add(one.name)
    alone = {part: next(iter(names)) for part, names in full.items() if len(names) == 1}
    models: dict[str, tuple[Kind, str, str]] = {part: ("leader", name, "") for part, name in alone.items()}
    models |= {
        one.scene.text[one.start : one.end]: (one.kind, one.name, one.why)
        for one in found
        if one.why == f"short for {one.name}"
    }
    return [_like(one, *models[one.name]) if one.name in models else one for one in found]


def _like(one: Found, kind: Kind, name: str, why: str) -> Found:
    return replace(one, kind=kind, name=name, why=why or one.why)


def _said(item: Item, one: Found) -> Suggestion:
    field = one.scene.page.field
    text = item.text(field)[one.start : one.end]
    return Suggestion(field, one.start, one.end, text, one.name, one.kind, one.office, one.why)
