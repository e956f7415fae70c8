"""Which blocks make up a body, and the headline that stands above it, if one does."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import Block
from importers.blocks import joined
from importers.layout.furniture import section
from importers.layout.lines import is_body, repeats, says_most_of
from importers.layout.pairing import bonds, likeness, pair, partition

Group = tuple[Block | None, Block]
"""A body, and the headline above it: the one of the list that it says again, or its own words."""

_MUCH_LONGER = 1.5
"""No headline above a body has so many times the characters of the longest in the list; such a line is text."""
_SHORT = 100
"""Nor is a line of up to so many characters too long for one: the longest of the real ones has 96."""


def in_turns(headlines: Sequence[Block], zone: Sequence[Block]) -> list[Group]:
    """Headline, body, headline, body: each line before prose heads it; prose that follows prose goes on with it.

    With a list of headlines before them, the lines above the bodies must say two of it again, or tell as much
    of the bodies as the list does. Nothing is returned if they do not.
    """
    said = [repeats(block, headlines) if len(headlines) > 1 else None for block in zone]
    heads = _heads(headlines, zone, said)
    runs = _runs(zone, heads, bool(headlines) and sum(one in said for one in headlines) < len(headlines))
    bodies = [joined(parts) for _, parts in runs]
    if not headlines:
        return [(zone[head], body) for (head, _), body in zip(runs, bodies, strict=True) if head is not None]
    pinned = [said[head] if head is not None else None for head, _ in runs]
    own = [zone[head] if head is not None and said[head] is None else None for head, _ in runs]
    free = [one for one in headlines if one not in pinned]
    texts = [body.text for body in bodies]
    told = likeness([one.text if one else "" for one in own], texts)
    fits = likeness([one.text for one in free], texts)
    open_ = [place for place, one in enumerate(pinned) if one is None]
    rows = dict(zip(open_, pair([[fit[place] for place in open_] for fit in fits], len(open_)), strict=True))
    by_list = [0.0 if (row := rows.get(place)) is None else fits[row][place] for place in range(len(bodies))]
    by_own = [told[place][place] for place in range(len(bodies))]
    if sum(one is not None for one in pinned) < 2 and not _as_telling(headlines, own, by_list, by_own):
        return []
    groups: list[Group] = []
    for place, body in enumerate(bodies):
        row, line = rows.get(place), own[place]
        listed = free[row] if row is not None and line else None
        if listed and line and not (by_list[place] > by_own[place] or says_most_of(line, listed)):
            listed = None
        groups.append((pinned[place] or listed or line, body))
    return groups


def _as_telling(
    headlines: Sequence[Block], own: Sequence[Block | None], by_list: Sequence[float], by_own: Sequence[float]
) -> bool:
    """Whether lines above bodies head them: they say as much as the list, or stand there for each bullet of it."""
    lines = [one for one in own if one is not None]
    labels = len(lines) == len(own) == len(headlines) and all(one.kind == "bullet" for one in headlines)
    return len(lines) > 1 and (
        sum(by_own) >= sum(by_list) or (labels and not any(one.kind == "bullet" for one in lines))
    )


def _heads(headlines: Sequence[Block], zone: Sequence[Block], said: Sequence[Block | None]) -> set[int]:
    """The places of the lines that head a body.

    The ones said again if every headline is; else a document's own headings if text follows each; else every line.
    """
    again = {place for place, one in enumerate(said) if one is not None}
    if len(headlines) > 1 and all(one in said for one in headlines):
        return again
    headings = {place for place, block in enumerate(zone) if block.kind == "heading" and not section(block.text)}
    behind = {place: zone[place + 1] for place in headings if place + 1 < len(zone) and place + 1 not in headings}
    if len(behind) > 1 and all(is_body(block) or block.kind == "bullet" for block in behind.values()):
        return again | set(behind)
    longest = max([_SHORT, *(_MUCH_LONGER * len(one.text) for one in headlines)]) if headlines else 10**9
    return again | {place for place, block in enumerate(zone) if not is_body(block) and len(block.text) <= longest}


def _runs(zone: Sequence[Block], heads: set[int], headless: bool) -> list[tuple[int | None, list[Block]]]:
    """Each body's blocks behind the place of its head; `headless` if a bullet may open one without a head.

    What stands between two bodies' prose and heads neither belongs to the text; behind the last prose it is a greeting.
    """
    texts = [place for place, block in enumerate(zone) if place not in heads and block.kind != "heading"]
    last = max((place for place in texts if is_body(zone[place]) or zone[place].kind == "bullet"), default=-1)
    bullets = headless and sum(zone[place].kind == "bullet" for place in texts) > 1
    runs: list[tuple[int | None, list[Block]]] = []
    head: int | None = None
    for place in range(last + 1):
        block = zone[place]
        if place in heads:
            head = place
        elif section(block.text) or block.kind == "heading":
            continue
        elif head is not None or not runs or (bullets and block.kind == "bullet"):
            runs.append((head, [block]))
            head = None
        else:
            runs[-1][1].append(block)
    return runs


def grouped(headlines: Sequence[Block], zone: Sequence[Block]) -> list[Group]:
    """The bodies after a list of headlines that are not said again: bullets, or as many runs of paragraphs."""
    parts: list[Block] = []
    opens: list[bool] = []
    heads: dict[int, Block] = {}
    pending: Block | None = None
    bullets = sum(block.kind == "bullet" for block in zone) > 1
    last = max((place for place, block in enumerate(zone) if is_body(block)), default=-1)
    for place, block in enumerate(zone):
        if again := repeats(block, headlines):
            pending = again
            continue
        ended = place > last and bool(parts) and is_body(parts[-1])  # "Best regards," behind the last body
        if (
            section(block.text)
            or block.kind == "heading"
            or (block.kind == "paragraph" and (ended or not parts and not is_body(block)))
        ):
            continue
        if pending is not None:
            heads[len(parts)] = pending
        opens.append(pending is not None or not parts or (bullets and block.kind == "bullet"))
        parts.append(block)
        pending = None
    if not parts:
        return []
    starts = [place for place, open_ in enumerate(opens) if open_]
    if len(starts) < len(headlines) and not heads:
        rows, texts = [one.text for one in headlines[-len(parts) :]], [part.text for part in parts]
        starts = partition(likeness(rows, texts), opens, bonds(texts), [len(text) for text in texts])
    ends = [*starts[1:], len(parts)]
    return [(heads.get(start), joined(parts[start:end])) for start, end in zip(starts, ends, strict=True)]
