"""Bodies, agreements, bases, places and programmes that the knowledge lacks, told by a word of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Kind
from archive.reading.names.initialisms import DEFINED
from archive.reading.names.vocabulary import OPENERS, words
from archive.reading.suggesting.cues import (
    BEFORE_HEAD,
    DESIGNATION,
    HEADS,
    LEADING,
    NO_DESIGNATION,
    TWO_WORD_HEADS,
    WEAK_HEADS,
)
from archive.reading.suggesting.found import Found, normal
from archive.reading.suggesting.runs import FREE, KNOWN, LEADER, TITLE, Run, Scene, Word

COMPLEMENT = re.compile(r" (?:of|for|on|to|against)(?: the)? (?=[A-Z])")
AND = re.compile(r"(?:, (?:[A-Z]\w+ ?){1,3})*,? (?:and|&) (?=[A-Z])")  # "Ministry of Land, Transport and Tourism"
LEADS = re.compile(rf"(?<![\w-])(?P<lead>{'|'.join(sorted(map(re.escape, LEADING), key=lambda word: -len(word)))}) ")
OPENS_HEAD = words(
    """Academy Agency Agreement Association Authority Bank Bureau Center Centre Chamber Commission Committee Convention
    Council Court Declaration Department Directorate Federation Foundation Institute Institution League Ministry
    Office Organization Party Protocol Society Treaty University Union"""
)
"""Heads that may begin a name: "Ministry of Posts", "Treaty of Amity"."""


def things(scene: Scene) -> Iterator[Found]:
    """Names with a head noun, a first word of their kind, or a type's number."""
    titled = scene.page.titled
    for run in scene.runs:
        if not titled:
            yield from _headed(scene, run)
    if not titled:
        yield from _led(scene)
    yield from _designated(scene)


def _headed(scene: Scene, run: Run) -> Iterator[Found]:
    """The longest name in a run that ends in a head noun, or begins with one and goes on with "of"."""
    at = 0
    while at < len(run):
        last = _last_head(run, at)
        if last is None:
            break
        index, kind, head = last
        first = at
        while first < index and run[first].text.lower() in (OPENERS if run[first].opens else ("the",)):
            first += 1
        name = run[first : index + 1]
        end, more = run[index].end, index == len(run) - 1 and not run[index].owns and _complement(scene, run[index])
        if more:
            end = more
        if not _cut(scene, end) and _names(scene, name, head, bool(more)):
            yield _made(scene, name[0].start, end, kind, f"{'with' if more else 'ends in'} “{head}”", 2)
        at = index + 1


def _last_head(run: Run, at: int) -> tuple[int, Kind, str] | None:
    """The last word from `at` on that is a head, its kind, and the head itself."""
    for index in range(len(run) - 1, at - 1, -1):
        word = run[index].text.rstrip(".")
        if index > at and (two := TWO_WORD_HEADS.get((run[index - 1].text, word))):
            return index, two, f"{run[index - 1].text} {word}"
        if kind := HEADS.get(word):
            return index, kind, word
    return None


def _complement(scene: Scene, head: Word) -> int | None:
    """Where a name ends that goes on behind its head: "Institute for Defense Studies and Analyses"."""
    if head.text not in OPENS_HEAD:
        return None
    gap, end = COMPLEMENT.match(scene.text, head.end), None
    while gap:
        run = scene.run_at(gap.end())
        if run is None:
            break
        end = run[-1].end
        gap = None if run[-1].owns else COMPLEMENT.match(scene.text, end) or AND.match(scene.text, end)
    return end


def _cut(scene: Scene, end: int) -> bool:
    """Whether the name goes on with what is linked: a part of it would be a wrong name."""
    return bool(re.match(r" [A-Z]", scene.text[end : end + 2])) and not scene.free(end, end + 2)


def _names(scene: Scene, words: Run, head: str, complemented: bool) -> bool:
    """Whether the words before a head make a name with it, and no known one."""
    if HEADS.get(head) == "place" and not complemented:
        before = words[: len(words) - 1]
        return any(word.what != FREE or not word.plain for word in before if not scene.adjective(word)) and not _known(
            scene, words
        )
    if all(word.what in (KNOWN, LEADER) for word in words) and not complemented and len(words) < 3:
        return False
    if complemented:
        return True
    before = words[: len(words) - len(head.split())]
    if not before:
        return False
    if all(word.what == KNOWN or word.text in BEFORE_HEAD for word in before):
        return head not in WEAK_HEADS and any(word.text not in BEFORE_HEAD for word in before)
    return any(word.text not in BEFORE_HEAD for word in before)


def _known(scene: Scene, words: Run) -> bool:
    """Whether one name of the gazetteer covers the words."""
    return any(match.end >= words[-1].end for match in scene.look.by_start.get(words[0].start, ()))


def _led(scene: Scene) -> Iterator[Found]:
    """Names after a word that says what they are: "Camp Courtney", "USS Miguel Keith"."""
    for lead in LEADS.finditer(scene.text):
        run = scene.run_at(lead.end())
        if run is None or TITLE in scene.known[lead.start() : lead.end()]:
            continue
        kept: list[Word] = []
        for word in run:
            if word.start >= lead.end() and len(kept) < 3 and (not kept or not word.plain):
                kept.append(word)
                if word.owns:
                    break
        kind, why = LEADING[lead["lead"]]
        if kept and kept[0].text not in ("The", "A") and not _cut(scene, kept[-1].end):
            yield _made(scene, lead.start(), kept[-1].end, kind, why, 1)


def _designated(scene: Scene) -> Iterator[Found]:
    """Types by their numbers: "RQ-4B"."""
    for match in re.finditer(rf"(?<![\w./-])(?:{DESIGNATION.pattern})(?![\w/]|-\w|\.\d)", scene.text):
        if any(scene.known[match.start() : match.end()]) or NO_DESIGNATION.fullmatch(match[0]):
            continue
        yield _made(scene, *match.span(), "programme", "a letter and number like a type's", 3)


def initialisms(scene: Scene, found: list[Found]) -> Iterator[Found]:
    """What stands in parentheses behind a suggested name and shortens it; or behind words that it shortens."""
    owners = {one.end: one for one in found if one.scene is scene}
    for said in DEFINED.finditer(scene.text):
        short, start, end = said["short"], said.start("short"), said.end("short")
        seen = any(one.scene is scene and (one.start, one.end) == (start, end) for one in found)
        if sum(sign.isupper() for sign in short) < 2 or not (seen or set(scene.known[start:end]) == {FREE}):
            continue
        full = _spelled(scene, said.start(), short)
        owner = owners.get(said.start())
        if owner and full and full[0] < owner.start:  # "Acquisition and Cross-Servicing Agreement (ACSA)"
            yield (owner := _made(scene, *full, owner.kind, owner.why, 1))
        if owner:
            yield Found(scene, start, end, owner.kind, f"short for {owner.name}", 1, owner.name)
        elif full:
            yield (name := _made(scene, *full, "organization", f"spelled out before “({short})”", 3))
            yield Found(scene, start, end, "organization", f"short for {name.name}", 1, name.name)


def _spelled(scene: Scene, end: int, short: str) -> tuple[int, int] | None:
    """The span of the words right before an initialism whose first letters are its letters."""
    words = list(re.finditer(r"[\w'-]+", scene.text[max(0, end - 120) : end]))[-2 * len(short) :]
    base = max(0, end - 120)
    for place in range(len(words)):
        capitals = "".join(part[0] for word in words[place:] for part in word[0].split("-") if part[:1].isupper())
        start = base + words[place].start()
        if words[place][0][0].isupper() and capitals == short.upper().rstrip("S") or capitals == short.upper():
            return (start, end) if scene.free(start, end) and scene.text[start].isupper() else None
    return None


def _made(scene: Scene, start: int, end: int, kind: Kind, why: str, rank: int) -> Found:
    return Found(scene, start, end, kind, why, rank, normal(scene.text[start:end], kind))
