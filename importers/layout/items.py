"""From the blocks of one issue to its items: which are headlines, which bodies, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Block, DraftItem, Hyperlink
from archive.reading.text import fold
from importers.blocks import trimmed, web_address
from importers.layout.pairing import likeness, pair
from importers.layout.splitting import split

_STILL_A_BODY = 40
"""A body from which its repeated headline was taken keeps at least this many characters."""


@dataclass(frozen=True, slots=True)
class Found:
    """Items in printed order, and how sure it is that they are ones.

    `pairs` have a headline, `fitting` ones share telling words with it; `marked` if section words or bullets
    say where items are.
    """

    items: tuple[DraftItem, ...]
    pairs: int
    fitting: int
    sections: bool
    marked: bool


def find_items(blocks: Sequence[Block]) -> Found:
    """Read the items of one issue from its blocks, section words included; none found is an empty result."""
    headlines, groups, sections = split(blocks)
    listed = len(headlines)
    headlines = [*headlines, *(one for one, _ in groups if one is not None and one not in headlines)]
    pinned = {place: headlines.index(one) for place, (one, _) in enumerate(groups) if one is not None}
    bodies = [body for _, body in groups]
    if headlines:
        bodies, pinned = _without_repeats(headlines, bodies, pinned)
    fits = likeness([one.text for one in headlines], [body.text for body in bodies])
    chosen = _assign(fits, len(bodies), pinned)
    items = tuple(
        DraftItem(headlines[row].text if row is not None else "", bodies[place].text, _web(bodies[place]))
        for place, row in _in_order(chosen, listed)
    )
    pairs = [(row, column) for column, row in enumerate(chosen) if row is not None]
    fitting = sum(fits[row][column] > 0 for row, column in pairs)
    bullets = sum(body.kind == "bullet" for body in bodies) >= 2 or sum(one.kind == "bullet" for one in headlines) >= 2
    return Found(items, len(pairs), fitting, sections, sections or bullets)


def _in_order(chosen: Sequence[int | None], listed: int) -> list[tuple[int, int | None]]:
    """Bodies with their headlines in the order of the list; a body whose headline is not in it stays behind another."""
    places: list[tuple[float, int, int | None]] = []
    for place, row in enumerate(chosen):
        before = places[-1][0] if places else -1.0
        places.append((row if row is not None and row < listed else before, place, row))
    return [(place, row) for _, place, row in sorted(places, key=lambda entry: entry[:2])]


def _web(body: Block) -> tuple[Hyperlink, ...]:
    """The body's links into the web; mail addresses, scripts and incomplete ones are none."""
    return tuple(link for link in body.links if web_address(link.url))


def _without_repeats(
    headlines: Sequence[Block], bodies: Sequence[Block], pinned: dict[int, int]
) -> tuple[list[Block], dict[int, int]]:
    """The bodies without a headline at their start ("Nago votes: A mayor …"), and which headline that was."""
    patterns = [_at_start(one.text) for one in headlines]
    kept, known = list(bodies), dict(pinned)
    for place, body in enumerate(bodies):
        text = fold(body.text)
        for row in (pinned[place],) if place in pinned else range(len(patterns)):
            found = patterns[row].match(text)
            rest = trimmed(body, found.end()) if found else None
            if rest is not None and len(rest.text) >= _STILL_A_BODY:
                kept[place] = rest
                known.setdefault(place, row)
                break
    return kept, known


def _at_start(headline: str) -> re.Pattern[str]:
    """The headline at the start of a body, then a sign that ends it or a capital that starts anew."""
    words = r"[\s\W_]*".join(map(re.escape, re.findall(r"\w+", fold(headline))))
    anew = r"|[\"'\s]+(?=[A-Z\"'])" if len(headline.split()) >= 4 else ""
    return re.compile(rf"[\s\W_]*(?i:{words})[\"')]*(?:\s*[:.|]\s*|\s+-+\s+{anew})")


def _assign(fits: Sequence[Sequence[float]], columns: int, pinned: dict[int, int]) -> list[int | None]:
    """For each body its headline: those that are known stay, the rest are paired by content."""
    if len(set(pinned.values())) < len(pinned):  # two bodies under one headline: the first keeps it
        pinned = {place: row for place, row in pinned.items() if place == min(p for p, r in pinned.items() if r == row)}
    rows = [row for row in range(len(fits)) if row not in pinned.values()]
    places = [place for place in range(columns) if place not in pinned]
    chosen: list[int | None] = [pinned.get(place) for place in range(columns)]
    for place, row in zip(
        places, pair([[fits[row][place] for place in places] for row in rows], len(places)), strict=True
    ):
        chosen[place] = rows[row] if row is not None else None
    return chosen
