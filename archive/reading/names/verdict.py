"""How a mention is made: its confidence from its situation, its words cut from the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archive.model import Kind, Mention, Method
from archive.reading.names.page import Page

CONFIDENCE: Mapping[str, float] = MappingProxyType(
    {
        "full name": 0.99,  # "Nobuo Kishi", "KISHI Nobuo"
        "name": 0.98,  # a name or alias that is nobody else's: "MCAS Futenma", "NPT"
        "title": 0.98,  # "Defense Minister Kishi", who held it then
        "told": 0.98,  # a surname whose full name or title stands in the same item
        "defined": 0.97,  # an initialism after its full name: "(FOIP)"
        "office": 0.97,  # a bare office with exactly one holder at the date of the event
        "old title": 0.92,  # "Prime Minister Abe" of a day when he no longer was
        "pattern": 0.92,  # "an SDF base in Kanoya", one base fits
        "city": 0.96,  # a capital after a word of place: "arrived in Tokyo"
        "in office": 0.95,  # a surname alone, the only one of that name in an office at the time
        "cue": 0.91,  # an ambiguous alias with its cue: "State/Commerce"
        "context": 0.85,  # a surname alone, known by the other names in the item
        "none": 0.0,  # detected, not linked
    }
)
"""The share of links that is right, by what they rest on: as in the numbers that rules are tuned on, less what new
text costs. `digest evaluate` shows whether they are honest."""


def linked(
    page: Page, start: int, end: int, entity: str, kind: Kind, method: Method, rests_on: str, reason: str
) -> Mention:
    """A mention that names an entity."""
    return Mention(page.field, start, end, page.text[start:end], entity, kind, method, CONFIDENCE[rests_on], reason)


def unlinked(page: Page, start: int, end: int, kind: Kind, method: Method, reason: str) -> Mention:
    """A mention that was detected, with the reason why it names nobody."""
    return Mention(page.field, start, end, page.text[start:end], None, kind, method, CONFIDENCE["none"], reason)
