"""Bases told by their force and their town: "an SDF base in Kanoya"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Mention
from archive.reading.names.lexicon import Lexicon, is_country
from archive.reading.names.look import Look
from archive.reading.names.verdict import linked

BASE_IN = re.compile(  # "SDF base in Kanoya", "US Marine Corps air station at Iwakuni"
    r"\b(?P<force>(?:(?:US|U\.S\.|American|SDF|JSDF|[JMAG]{1,2}SDF|Self-Defense Forces?|Marine Corps|Marine|Navy"
    r"|Air Force|Army|naval|air|military|Naval|Air) )*)"
    r"(?:base|[Cc]amp|airfield|garrison|air station|naval station|facility) (?:in|at) \Z"
)
FORCES = {  # words before "base", and what the id of its operator then contains
    "sdf": ("sdf", "self-defense"),
    "us": ("us-",),
    "american": ("us-",),
    "marine": ("marine",),
    "navy": ("navy", "jmsdf"),
    "naval": ("navy", "jmsdf"),
    "army": ("army", "jgsdf"),
    "air": ("air-force", "jasdf", "marine", "jmsdf"),
}


def bases_by_town(look: Look, lexicon: Lexicon) -> Iterator[Mention]:
    """The bases of a page that are told by force and town, where exactly one on record fits."""
    for match in look.matches:
        towns = {form.entity for form in match.forms if form.kind == "place" and form.role == "name"}
        said = BASE_IN.search(look.page.folded, max(0, match.start - 60), match.start) if towns else None
        if said is None:
            continue
        words = re.findall(r"[a-z]+", said["force"].lower().replace("u.s.", "us").replace("jsdf", "sdf"))
        wanted = [FORCES[word] for word in words if word in FORCES]
        found = [base for town in towns for base in _bases_in(lexicon, town) if _run_by(lexicon, base, wanted)]
        if len(found) == 1:
            reason = f"the one base there that fits is {lexicon.entities[found[0]].name}"
            yield linked(look.page, said.start(), match.end, found[0], "base", "pattern", "pattern", reason)


def _bases_in(lexicon: Lexicon, town: str) -> list[str]:
    """The bases of a municipality; a whole prefecture or country has too many for the words to tell."""
    within = lexicon.entities.get(str(lexicon.entities[town].facts.get("within", "")))
    if within is None or is_country(within):
        return []
    near = sorted(lexicon.ties.get(town, frozenset()))
    return [
        one for one in near if lexicon.entities[one].kind == "base" and lexicon.entities[one].facts["place"] == town
    ]


def _run_by(lexicon: Lexicon, base: str, wanted: list[tuple[str, ...]]) -> bool:
    operator = str(lexicon.entities[base].facts.get("operator", ""))
    return all(any(part in operator for part in parts) for parts in wanted)
