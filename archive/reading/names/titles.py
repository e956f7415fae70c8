"""Titles: what office the words name, of which country, and what is said of its holder ("former", "acting")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.reading.names.forms import Form
from archive.reading.names.lexicon import Offices
from archive.reading.names.look import Look
from archive.reading.names.vocabulary import TITLE_ABBREVIATIONS, TITLE_NOUNS, any_of

GENERIC = re.compile(rf"\b(?:(?i:{TITLE_NOUNS})\b|{TITLE_ABBREVIATIONS})")  # "Minister Nishimura", "Amb. Emanuel"
STATE_WORDS = any_of(
    """acting current designated ex former incoming interim late new newly_appointed outgoing recently_appointed then"""
)
STATES = re.compile(rf"(?:^|[\s(\"])(?P<state>{STATE_WORDS})[ -]\Z", re.IGNORECASE)  # "former US", "then-"
UNDERLING_WORDS = any_of("assistant associate deputy junior parliamentary principal senior state sub under vice")
UNDERLINGS = re.compile(  # these make another office of it: "Vice Defense Minister"
    rf"(?:^|[\s(\"-]){UNDERLING_WORDS}[ -]\Z", re.IGNORECASE
)
COMPLEMENT = re.compile(r" (?P<word>of|to)(?: the)? ")  # "ambassador to Japan", "President of the Philippines"
SENT = re.compile(r"[Aa]mb\.|[Aa]mbassador|[Ee]nvoy|[Rr]epresentative|[Cc]harg")  # titles that "to" completes
DESIGNATE = re.compile(r"-(?:elect|designate)\b")
PAST = frozenset({"then", "former", "ex", "late", "outgoing"})
COMING = frozenset({"incoming", "new", "newly appointed", "designated", "recently appointed"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title on a page.

    `offices` are those it can mean; none means an office that is not known, unless `generic`, a word such as
    "Minister" or "Gen." that fits many or none. `own` is where the title's words start, `span` includes the
    words of its country, `start` all that is said before it ("former"), `stop` is where they end, `end` includes a
    complement ("of the Philippines").
    """

    start: int
    span: int
    own: int
    stop: int
    end: int
    words: str
    offices: frozenset[str]
    country: str | None = None
    state: str = ""
    plural: bool = False
    generic: bool = False
    underling: bool = False


def titles_on(look: Look, offices: Offices) -> tuple[Title, ...]:
    """Every title on the page, in order, none inside another."""
    found = []
    for match in look.titles:
        forms = [form for form in match.forms if form.role == "title"]
        found.append(_title(look, offices, match.start, match.end, forms))
    taken = [(title.own, title.end) for title in found]
    for word in GENERIC.finditer(look.page.folded):
        if look.page.folded[word.end() : word.end() + 1].isalnum():
            continue
        if all(word.end() <= start or end <= word.start() for start, end in taken):
            found.append(_title(look, offices, word.start(), word.end(), []))
    return tuple(sorted(found, key=lambda title: title.own))


def _title(look: Look, offices: Offices, start: int, end: int, forms: list[Form]) -> Title:
    text = look.page.folded
    own, stop, span = start, end, start
    words = text[start:end]
    meant = frozenset(form.entity for form in forms) if forms else offices.of(words)
    plural = all(form.plural for form in forms) if forms else words.endswith("s") and not words.endswith("ss")
    country = None
    state, underling = "", False
    if designate := DESIGNATE.match(text, end):
        end, state = designate.end(), "incoming"
    while True:  # "former US", "South Korea's acting", "Japanese", "then-"
        if said := STATES.search(text, max(0, start - 20), start):
            state = state or said["state"].lower()
            start = said.start("state")
        elif UNDERLINGS.search(text, max(0, start - 16), start):
            underling = True
            break
        elif text[start - 1 : start] == " " and (near := look.qualifier_ending(start - 1)):
            possessive = text[start - 2 : start - 1] in ("'", "s") and text[start - 3 : start - 1] in ("'s", "s'")
            span = near[0] if span == start and near[1].kind == "place" and not possessive else span
            start, form = near
            meant = offices.fitting(meant, form.entity) or offices.fitting(meant, look.governed_from(form.entity))
            country = look.country_of(form.entity) or country
        else:
            break
    while complement := COMPLEMENT.match(text, end):
        to = complement["word"] == "to"
        sent = SENT.search(words) or any("to" in offices.entities[office].facts for office in meant)
        if not (place := look.qualifier_starting(complement.end())) or (to and not sent):
            break  # "sent the Defense Minister to Guam" is no complement
        end, form = place
        meant = offices.fitting(meant, form.entity, complement=to)
        country = country if to else look.country_of(form.entity) or country
    if SENT.fullmatch(words) and not country:  # "Ambassador Galuzin": any country's
        meant |= offices.of(words)
    if not meant and country and SENT.fullmatch(words):  # "the Chinese ambassador"
        meant = offices.fitting(offices.of(words), country)
    if underling:
        meant = frozenset()
    return Title(start, span, own, stop, end, words, meant, country, state, plural, not forms, underling)
