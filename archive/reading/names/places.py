"""Places: countries as nouns only, capitals as cities or as governments."""

from __future__ import annotations

import re

from archive.reading.names.gazetteer import Match
from archive.reading.names.look import Look
from archive.reading.names.neighbours import preceded
from archive.reading.names.vocabulary import (
    AT_A_PLACE,
    CITY_NOUNS,
    HEADLINE_VERBS,
    MEETING_WORDS,
    MOTION,
    NOUN_BEFORE,
    REACTION,
    any_of,
)

CAPITALS_REASON = "a capital standing for its government"

SHORT = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")  # initials also serve as adjectives: "US troops"
LONG = re.compile(r"United (?:States|Kingdom|Arab Emirates)")
ATTRIBUTE = re.compile(  # "the United States military"
    r" (?:ambassador|envoy|forces|government|lawmakers?|military|officials?|personnel|policy|senat\w+|side|troops)\b",
    re.IGNORECASE,
)
NOUN_OR_VERB = any_of(
    "aims? claims? deploys looks? moves? names offers? orders picks plans? pushes sends tests? votes?"
)
PLANS_TO = re.compile(rf" {NOUN_OR_VERB} (?:to|for|that|on)\b")  # "US plans to deploy", but "US plans" is no clause
PAST_TENSE = re.compile(r"\w{3,}ed\Z")  # "US pledged"; an adjective would carry a hyphen ("US-led")
COMPOUND = re.compile(r"(?:New|North|South|Latin|Central|West|Pan|Bank of|Air|Mid)[ -]\Z")  # "Bank of America"
PAIRED = re.compile(r"(?:,? and|,? or|,|/) (?=[A-Z])")  # "the US and Japanese governments": look behind the pair

JOURNEY = re.compile(rf"\b{MOTION}\b(?: [\w'-]+){{0,3}}? \Z", re.IGNORECASE)
PLACED = re.compile(rf"\b{AT_A_PLACE} \Z", re.IGNORECASE)
TOWARDS = re.compile(r"\b(?:to|from|for) \Z", re.IGNORECASE)
ANSWER = re.compile(rf"\b{REACTION}\b[^.;]{{0,25}} (?:from|to) \Z", re.IGNORECASE)
CITY_AFTER = re.compile(rf"(?:'s)? (?:{MEETING_WORDS} )?{CITY_NOUNS}\b|-based\b|,? where\b", re.IGNORECASE)
LISTED = re.compile(r"(?:, and|,| and) \Z")  # "visited Paris, Rome and London"
LIST_GOES_ON = re.compile(r",| and ")
COUNTRY_AFTER = re.compile(r", (?=(?:the )?[A-Z])")  # "Taipei, Taiwan"


def is_noun(look: Look, start: int, end: int) -> bool:
    """Whether a country's name stands as a noun: not in "US-Japan", not as "US" in "US troops"."""
    text = look.page.folded
    if (
        text[end : end + 1] == "-"
        or text[max(0, start - 1) : start] == "-"
        or COMPOUND.search(text, max(0, start - 10), start)
    ):
        return False
    if preceded(look, start):
        return False  # "Sasakawa Peace Foundation USA"
    if text.startswith(("'s", "'"), end):
        return True
    if LONG.fullmatch(text[start:end]):
        return not ATTRIBUTE.match(text, end)
    if not SHORT.fullmatch(text[start:end]):
        return True
    return _ends_noun(look, end)


def _ends_noun(look: Look, end: int) -> bool:
    text = look.page.folded
    if paired := PAIRED.match(text, end):
        at = paired.end()
        adjective = any(form.role == "adjective" for match in look.by_start.get(at, ()) for form in match.forms)
        country = look.qualifier_starting(at)
        if adjective:
            return False
        if country and SHORT.fullmatch(text[at : country[0]]):
            return _ends_noun(look, country[0])
        return True
    following = re.match(r" ?([\w'-]*)", text[end:])
    word = following[1] if following else ""
    if not word or not text.startswith(" ", end):
        return True
    if word in NOUN_BEFORE or PAST_TENSE.match(word) or word.endswith("ly") or PLANS_TO.match(text, end):
        return True
    return look.page.field == "headline" and bool({word, word[:-1], word[:-2], word[:-3] + "y"} & HEADLINE_VERBS)


def is_city(look: Look, start: int, end: int) -> bool:
    """Whether a capital's name means the city and not the government: "arrived in Tokyo", "the Tokyo summit"."""
    text = look.page.folded
    before = text[max(0, start - 60) : start]
    if CITY_AFTER.match(text, end) or PLACED.search(before) or _in_country(look, start, end):
        return True
    if (listed := LISTED.search(before)) and (listed[0] == " and " or LIST_GOES_ON.match(text, end)):
        at = start - len(listed[0])
        return any(is_city(look, match.start, at) for match in look.by_end.get(at, ()) if _is_place(match))
    towards = TOWARDS.search(before)
    return bool(towards and JOURNEY.search(before[: towards.start()]) and not ANSWER.search(before))


def _is_place(match: Match) -> bool:
    return any(form.kind == "place" and form.role == "name" for form in match.forms)


def _in_country(look: Look, start: int, end: int) -> bool:
    """Whether the name of its own country follows: "Canberra, Australia"."""
    behind = COUNTRY_AFTER.match(look.page.folded, end)
    near = look.qualifier_starting(behind.end()) if behind else None
    own = {look.country_of(form.entity) for match in look.by_start.get(start, ()) for form in match.forms}
    return near is not None and near[1].entity in own
