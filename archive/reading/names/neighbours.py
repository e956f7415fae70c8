"""The words beside a name that make another name of it: "Austin, Texas", "Kenji Kishida", "USS Ronald Reagan"."""

from __future__ import annotations

import re

from archive.reading.names.look import Look
from archive.reading.names.vocabulary import (
    AFTER_SURNAME,
    BODY_NOUNS,
    CALENDAR,
    INSTITUTION_NOUNS,
    OPENERS,
    US_STATES,
)

INSTITUTION = re.compile(rf" {INSTITUTION_NOUNS}\b")  # "Reagan Library"
SHIP = re.compile(r"\b(?:USS|USNS|JS|HMS|HMAS|[Aa]ircraft carrier|[Cc]arrier|[Dd]estroyer)(?: the)? [\"']?\Z")
ERA = re.compile(r"(?:'s)?[- ][Ee]ra\b")  # "Biden era"
STATE = re.compile(rf", {US_STATES}(?!\w)")  # "Austin, Texas"
GIVEN_TAIL = re.compile(r"-(?!led\b|era\b|style\b|\w+ed\b)[a-z]")  # "Park Jin" in "Park Jin-hee"


def no_person(look: Look, start: int, end: int) -> bool:
    """Whether a person's name here names a thing or a time: a ship, an institution, a town, an era."""
    text = look.page.folded
    return bool(
        ERA.match(text, end)
        or STATE.match(text, end)
        or INSTITUTION.match(text, end)
        or is_ship(look, start)
        or GIVEN_TAIL.match(text, end)
    )


def is_ship(look: Look, start: int) -> bool:
    """Whether a name is a ship's: "USS America", "the carrier Ronald Reagan"."""
    return bool(SHIP.search(look.page.folded, max(0, start - 24), start))


def in_place(look: Look, start: int, end: int) -> bool:
    """Whether the words put it on the map: "in Austin"; but "in Kishida's cabinet" does not."""
    following = look.page.folded[end : end + 12]
    return look.page.before(start).lower() in ("in", "near") and not re.match(
        r"(?:'s|s')|[ -][Cc]abinet|[ -][Gg]ov", following
    )


BODY = re.compile(rf" (?:[A-Z][\w'-]+ ){{0,4}}{BODY_NOUNS}\b")  # "Human Rights Council" behind "UN"


def of_body(look: Look, end: int) -> bool:
    """Whether an organization's name is only the first words of another body's."""
    rest = BODY.match(look.page.folded, end)
    return bool(rest) and not look.page.titled and not look.explained(end + 1)


def longer(look: Look, end: int) -> bool:
    """Whether a name goes on with capitalised words that nobody here knows: "Tokyo Electric Power Company"."""
    page = look.page
    word = page.after(end)
    title = re.match(r"(?:Gov|Vice|Deputy|Mayor|Rep|Sen|Gen|Adm|Lt|Maj)\b", word)
    return not (page.shouted or page.titled or title) and _named(look, word, end + 1)


def preceded(look: Look, start: int) -> bool:
    """Whether a capitalised word before a surname makes it another person's name: "Kenji Kishida"."""
    page = look.page
    if page.shouted or page.titled:
        return False
    word = page.before(start)
    first = start - len(word) - 1
    if page.opens_sentence(first) and re.search(r"(?:ing|ed|ly)\Z", word):  # "Meeting Kishida"
        return False
    return _named(look, word, first) and not re.search(r"-[a-z]", word)  # "LDP-backed Toguchi"


def followed(look: Look, end: int) -> bool:
    """Whether a capitalised word behind a surname makes it another person's name: "Kim Yo-jong"."""
    page = look.page
    word = page.after(end)
    return (
        not (page.shouted or page.titled)
        and _named(look, word, end + 1)
        and word.rstrip(".").lower() not in AFTER_SURNAME
    )


def _named(look: Look, word: str, at: int) -> bool:
    """Whether a word looks like part of a person's name: a capital, and nothing else that explains it."""
    if not word[:1].isupper() or word.endswith(("'s", "s'")):
        return False
    if word.isupper() and len(word) > 1 and not word.endswith("."):
        return False  # an initialism: "LDP Kishida"
    plain = word.rstrip(".").lower()
    return plain not in OPENERS | CALENDAR and not look.explained(at)
