"""People that the knowledge lacks, told by what stands beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Item
from archive.reading.names.neighbours import ERA
from archive.reading.names.vocabulary import OPENERS
from archive.reading.suggesting.cues import AGE, APPOSITION, GOVERNS, HEADS, MAY, MET, ROLE_BEFORE, TYPE_BEFORE, VERB
from archive.reading.suggesting.found import Found, normal
from archive.reading.suggesting.guesses import Company, listed, shaped, single, typed
from archive.reading.suggesting.runs import FREE, KNOWN, Run, Scene, Word
from archive.reading.suggesting.words import PLACES_TOO, PLAIN_OPENERS, SURNAMES_TOO

STRANGER = re.compile(r"not in the knowledge base|nobody of this name held")
OWNER = re.compile(r"one of (?P<country>.+), not in the knowledge base")  # of "Foreign Ministry"


def strangers(scene: Scene, item: Item) -> Iterator[Found]:
    """The people whose names linking saw after a title and found on no record."""
    for one in item.mentions:
        if one.field != scene.page.field or one.entity or one.method == "office":
            continue
        if STRANGER.search(one.reason):
            name = normal(scene.page.folded[one.start : one.end], one.kind)
            if owner := OWNER.match(one.reason):
                name = f"{name} of {owner['country']}"
            if one.kind == "leader":
                yield _after_title(scene, one.start, one.end, name) or Found(
                    scene, one.start, one.end, "leader", "where a person's name stands", 0, name
                )
            else:
                yield Found(scene, one.start, one.end, one.kind, one.reason, 2, name)


def people(scene: Scene, known: Company) -> Iterator[Found]:
    """Names in capitals, of people and those of a word or two; `known` is the company in which they may stand."""
    if scene.page.titled:
        return
    for whole in scene.runs:
        for run in _parts(scene, whole):
            if ERA.match(scene.text, run[-1].end) or all("." in word.text for word in run):
                continue
            opener = whole[0].opens and whole[0].text.lower() in OPENERS | PLAIN_OPENERS
            rest = whole[1:] if opener else whole
            cut = len(run) == 1 and any(word.plain for word in rest)  # "Paper" of "White Paper"
            if len(run) == 1 and scene.before_title(run[0].end):
                continue  # "Transport" of "Transport Minister"
            found = None if cut else _person(scene, run, known)
            if found := found or single(scene, run, len(run) < len(rest), known):
                yield found


def _parts(scene: Scene, run: Run) -> Iterator[Run]:
    """The stretches of a run that nothing explains: known names and plain words cut it."""
    part: list[Word] = []
    for place, word in enumerate(run):
        more = place + 1 < len(run) and run[place + 1].what == FREE and not run[place + 1].plain
        surname = word.text.lower() in SURNAMES_TOO and more and scene.title_before(word.start)
        begins = word.text.lower() in PLACES_TOO and more and not word.opens
        plain = word.plain and not surname and not begins and not (part and len(word.text) == 1)
        if word.what == KNOWN or plain or word.text[0].isdigit():
            if part:
                yield tuple(part)
            part = []
        else:
            part.append(word)
    if part:
        yield tuple(part)


def _person(scene: Scene, run: Run, known: Company) -> Found | None:
    first, last = run[0], run[-1]
    if not any(word.what == FREE for word in run) or len(run) > 4:
        return None
    if first.opens and len(run) > 1 and first.text.lower() in PLAIN_OPENERS:
        run, first = run[1:], run[1]
    if len(run) > 2 and first.text in HEADS and first.text != "Park":  # "Chief of Mission Shi Yong"
        run, first = run[1:], run[1]
    heads = [word for word in run if word.text.rstrip(".") in HEADS and (word is not first or word.text != "Park")]
    if heads or not _like_a_person(run):
        return None
    start, end = first.start, last.end
    name = normal(scene.text[start:end], "leader")
    if titled := _after_title(scene, start, end, name):
        return titled
    if why := _cue(scene, run, known):
        return Found(scene, start, end, "leader", why, 3 if len(run) > 1 else 4, name)
    if len(run) in (2, 3) and not scene.quoted(start):
        return shaped(scene, run, name)
    return None


def _after_title(scene: Scene, start: int, end: int, name: str) -> Found | None:
    title, where = scene.title_before(start), "after"
    if title is None:
        title, where = scene.title_behind(end), "before"
    if title is None or title.plural:
        return None
    words = scene.text[title.span : title.stop]
    if title.underling:
        words = f"{scene.page.before(title.span)} {words}"
    office = next(iter(title.offices)) if len(title.offices) == 1 and not title.state else None
    return Found(scene, start, end, "leader", f"{where} the title “{words}”", 0, name, office)


def _cue(scene: Scene, run: Run, known: Company) -> str | None:
    """What beside a run says that it is a person; a single word at a sentence's start needs more than a verb."""
    start, end, text = run[0].start, run[-1].end, scene.text
    alone, before = len(run) == 1, scene.before(run[0].start)
    word = run[0].text
    if alone and (word.isupper() or (run[0].opens and word.lower() in PLAIN_OPENERS)):
        return None
    if alone and typed(scene, start, end, TYPE_BEFORE[:2], ()):
        return None
    beside = listed(scene, start, end, known)
    if beside and beside[0] == "leader":
        return beside[1]
    if role := ROLE_BEFORE.search(before):
        return f"after “{role['cue']}”"
    if governs := GOVERNS.match(text, end):
        return f"before “{governs[0].strip(' ')}”" if not governs[0].startswith("'") else "has a government"
    if alone and run[0].opens and word.endswith(("s", "ing", "ly")) and not run[0].owns:
        return None
    if verb := VERB.match(text, end) or (None if alone and run[0].opens else MAY.match(text, end)):
        return f"before “{verb[0].strip(' ,')}”"
    if AGE.match(text, end):
        return "before an age"
    if not alone and (role := APPOSITION.match(text, end)) and not run[-1].owns:
        return f"before “{role['cue']}”"
    if MET.search(before):
        return f"after “{before.split()[-1].strip(',:(')}”"
    if alone and run[0].opens and run[0].owns:
        return "a name with “'s” at the start of a sentence"
    return None


def _like_a_person(run: Run) -> bool:
    """Whether words are spelled as a person's name: one of them may be in capitals, none has a number."""
    capitals = [word for word in run if len(word.text) > 1 and word.text.isupper() and "." not in word.text]
    if any(sign.isdigit() or sign in "&/" for word in run for sign in word.text):
        return False
    return len(capitals) <= (len(run) > 1) and not (capitals and capitals[0] is run[-1] and len(run[-1].text) < 3)
