"""The likely kind of a name that says nothing itself: by a small word beside it, a list, its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archive.model import Kind
from archive.reading.suggesting.cues import (
    BASE_BEHIND,
    EXERCISES,
    HEADS,
    INITIALISM,
    ROCKETS,
    SHIPS,
    TYPE_BEFORE,
    TYPE_BEHIND,
    Cue,
)
from archive.reading.suggesting.found import Found, normal
from archive.reading.suggesting.runs import FREE, Run, Scene
from archive.reading.suggesting.words import NO_INITIALISMS, PLAIN_OPENERS

KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")  # "Duk-geun"
NUMBERED = re.compile(r" (?:20)?\d\d\b(?![,.%]\d)")  # "Keen Sword 23"
COUNTED = re.compile(r" \d")  # "Gate 1"
IN_PLACE = re.compile(r"\b(?:in|near|off|outside|around|toward|towards) \Z")
TO_PLACE = re.compile(r"\b(?:of|to|for|on|across|over|into) \Z")
PORTFOLIO = re.compile(r",? (?:[\w ]+,? )?(?:and|&) (?:[A-Z]\w+ )+(?:Minister|Secretary|Ministry)\b")
"""Behind a word that belongs to a title: "Land, Infrastructure and Transport Minister"."""

Company = Mapping[int, Kind]
"""The starts and ends of names that stand on a page, and what they name."""


def listed(scene: Scene, start: int, end: int, known: Company) -> tuple[Kind, str] | None:
    """The kind of what stands beside it in a list, people first, and the cue."""
    text = scene.text
    found: list[tuple[Kind, str]] = []
    for gap in (", and ", ", ", " and ", " & ", " with "):
        if text.endswith(gap, 0, start) and (kind := known.get(start - len(gap))):
            found.append((kind, f"in a list behind {_name_at(scene, start - len(gap), back=True)}"))
        if text.startswith(gap, end) and (kind := known.get(end + len(gap))):
            found.append((kind, f"in a list before {_name_at(scene, end + len(gap))}"))
    return next((one for one in found if one[0] == "leader"), found[0] if found else None)


def _name_at(scene: Scene, at: int, back: bool = False) -> str:
    words = re.search(r"[\w'-]+\Z" if back else r"\A[\w-]+", scene.text[:at] if back else scene.text[at : at + 40])
    return words[0].removesuffix("'s") if words else "a known person"


def shaped(scene: Scene, run: Run, name: str) -> Found | None:
    """Two or three capitalised words with nothing beside them that tells: more a person than anything else."""
    start, end = run[0].start, run[-1].end
    kind, why = typed(scene, start, end, TYPE_BEFORE[:2], TYPE_BEHIND) or (
        "leader",
        "capitalised like a person's name",
    )
    if any(word.text in NO_INITIALISMS for word in run):
        return None
    if any(len(word.text) == 2 and word.text.isupper() for word in run):  # "SK Hynix"
        kind, why = "organization", "capitals among its words"
    if number := NUMBERED.match(scene.text, end):
        if scene.free(start, number.end()):
            end = number.end()
        kind, why = "programme", "followed by a year"
    elif kind == "leader" and not _foreign_given(run):
        if IN_PLACE.search(scene.before(start)):
            kind, why = "place", f"after “{scene.before(start).split()[-1]}”"
        elif EXERCISES.search(scene.sentence(start)):
            kind, why = "programme", "in a sentence about exercises"
    return Found(scene, start, end, kind, why, 4, normal(scene.text[start:end], kind))


def single(scene: Scene, run: Run, part: bool, known: Company) -> Found | None:
    """A lone capitalised word that is unknown: told by a small word beside it, else by its capitals."""
    if len(run) > 3 or run[-1].what != FREE or scene.quoted(run[0].start):
        return None
    start, end, word = run[0].start, run[-1].end, run[-1].text
    if len(run) == 1 and INITIALISM.fullmatch(word):
        if word.rstrip("s") in NO_INITIALISMS or word in NO_INITIALISMS or not _capital_parts(word):
            return None
        kind, why = typed(scene, start, end, TYPE_BEFORE[:2], TYPE_BEHIND) or (
            "organization",
            "capitals like a body's initialism",
        )
        return Found(scene, start, end, kind, why, 5, normal(word, kind))
    if any(char.isdigit() for char in word) or any(one.text.rstrip(".") in HEADS for one in run):
        return None
    if run[0].opens and (word.lower() in PLAIN_OPENERS or word.endswith("ly")):
        return None
    if behind := BASE_BEHIND.match(scene.text, end):
        return Found(scene, start, end, "base", f"before “{behind['cue']}”", 4, normal(scene.text[start:end], "base"))
    if said := typed(scene, start, end, TYPE_BEFORE, () if run[0].opens else TYPE_BEHIND):
        kind, why = said
        return Found(scene, start, end, kind, why, 4, normal(scene.text[start:end], kind))
    if run[0].opens or part or len(word) < 2 or _common(scene, start, end):
        return None
    kind, why = _guessed(scene, run, known)
    return Found(scene, start, end, kind, why, 6, normal(scene.text[start:end], kind))


def _common(scene: Scene, start: int, end: int) -> bool:
    """Whether a capital is a role's, a title's or a count's: "the Commander of", "Land and Transport Minister"."""
    role = scene.text.endswith("the ", 0, start) and scene.text.startswith(" of ", end)
    return role or bool(PORTFOLIO.match(scene.text, end) or COUNTED.match(scene.text, end))


def _guessed(scene: Scene, run: Run, known: Company) -> tuple[Kind, str]:
    """The likely kind of a lone unknown name by the rest of its sentence."""
    start, end = run[0].start, run[-1].end
    sentence, before = scene.sentence(start), scene.before(start)
    if beside := listed(scene, start, end, known):
        return beside
    if before.endswith("according to "):
        return "organization", "after “according to”"
    if any(word.text.isupper() for word in run):
        return "organization", "capitals among its words"
    to = TO_PLACE.search(before)
    for pattern, why in ((SHIPS, "ships"), (ROCKETS, "weapons and rockets"), (EXERCISES, "exercises")):
        if not to and pattern.search(sentence):
            return "programme", f"in a sentence about {why}"
    if to:
        return "place", f"capitalised after “{to[0].strip()}”"
    return "organization" if before.endswith("the ") else "leader", "capitalised inside a sentence"


def _foreign_given(run: Run) -> bool:
    """Whether a word is spelled as a Korean or Chinese given name, or an initial stands between: "Duk-geun"."""
    return any(KOREAN.fullmatch(word.text) or "." in word.text for word in run)


def typed(scene: Scene, start: int, end: int, before: Sequence[Cue], behind: Sequence[Cue]) -> tuple[Kind, str] | None:
    """The kind that a small word before or behind a name makes of it, and the cue in words."""
    for pattern, kind in behind:
        if cue := pattern.match(scene.text, end):
            return kind, f"before “{cue['cue']}”"
    words = scene.before(start)
    for pattern, kind in before:
        if cue := pattern.search(words):
            return kind, f"after “{cue['cue']}”"
    return None


def _capital_parts(word: str) -> bool:
    return all(len(part) > 1 and part not in NO_INITIALISMS for part in word.split("-"))
