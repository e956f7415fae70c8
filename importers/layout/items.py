"""From the blocks of one issue to its items: which are headlines, which bodies, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from archive.model import Block, DraftItem, Hyperlink
from archive.reading.text import fold
from importers.blocks import joined, trimmed, web_address
from importers.layout.furniture import section
from importers.layout.pairing import bonds, keys, likeness, pair, partition

_STOP = re.compile(r"[.!?…][\"')\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,3}$")  # "… in the U.S." ends no sentence
_LONG = 180
"""Characters that no headline reaches: the longest of the real ones has 96."""
_MUCH_LONGER = 1.5
"""The shortest body has so many times the characters of the longest headline; in the real issue it is four times."""
_MOST_HEADLINES = 10
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
    headlines, zone, sections = _split(blocks)
    headlines = headlines[-_MOST_HEADLINES:]
    groups = _interleaved(zone) if not headlines else _grouped(headlines, zone)
    if not headlines:
        headlines = [one for one, _ in groups if one is not None]
        pinned = {place: place for place in range(len(groups))}
    else:
        pinned = {place: headlines.index(one) for place, (one, _) in enumerate(groups) if one is not None}
    bodies = [body for _, body in groups]
    if headlines:
        bodies, pinned = _without_repeats(headlines, bodies, pinned)
    fits = likeness([one.text for one in headlines], [body.text for body in bodies])
    chosen = _assign(fits, len(bodies), pinned)
    items = tuple(
        DraftItem(headlines[row].text if row is not None else "", bodies[place].text, _web(bodies[place]))
        for place, row in _in_order(chosen)
    )
    pairs = [(row, column) for column, row in enumerate(chosen) if row is not None]
    fitting = sum(fits[row][column] > 0 for row, column in pairs)
    bullets = sum(body.kind == "bullet" for body in bodies) >= 2 or sum(one.kind == "bullet" for one in headlines) >= 2
    return Found(items, len(pairs), fitting, sections, sections or bullets)


def is_body(block: Block) -> bool:
    """Whether a block reads as prose: it is long, or ends as a sentence does."""
    text = fold(block.text)
    return len(text) >= _LONG or (bool(_STOP.search(text)) and not _ABBREVIATED.search(text))


def _in_order(chosen: Sequence[int | None]) -> list[tuple[int, int | None]]:
    """Bodies with their headlines in the order of the headlines; a body without one stays behind the body before it."""
    places: list[tuple[float, int, int | None]] = []
    for place, row in enumerate(chosen):
        before = places[-1][0] if places else -1.0
        places.append((row if row is not None else before, place, row))
    return [(place, row) for _, place, row in sorted(places, key=lambda entry: entry[:2])]


def _web(body: Block) -> tuple[Hyperlink, ...]:
    """The body's links into the web; mail addresses, scripts and incomplete ones are none."""
    return tuple(link for link in body.links if web_address(link.url))


def _split(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], bool]:
    """The list of headlines, the blocks that hold the bodies, and whether section words said so.

    Without a list of two headlines or more the first is empty: headline and body then alternate.
    """
    words = [(place, word) for place, block in enumerate(blocks) if (word := section(block.text))]
    start = next((place + 1 for place, word in words if word == "headlines"), 0)
    details = next((place for place, word in words if word == "details" and place >= start), None)
    if details is not None:
        head, zone = list(blocks[start:details]), list(blocks[details + 1 :])
        return (_bullets(head) if start else _last_run(head)), zone, True
    story = list(blocks[start:])
    if place := _by_length(story):
        return _bullets(story[:place]), story[place:], bool(words)
    for place in range(1, len(story)):
        if is_body(story[place]) and not is_body(story[place - 1]):
            head = _last_run(story[:place])
            if len(head) > 1:
                return head, story[place:], bool(words)
    return [], story, bool(words)


def _by_length(story: Sequence[Block]) -> int | None:
    """Where two lines or more, all much shorter than the prose behind them, end; headlines may end in a stop, too."""
    end = max((place + 1 for place, block in enumerate(story) if is_body(block)), default=0)
    lengths = [len(block.text) for block in story[:end]]
    longest = list(accumulate(lengths, max))
    shortest = list(accumulate(reversed(lengths), min))[::-1]
    ratios = [(shortest[place] / longest[place - 1], -place) for place in range(2, end)]
    ratio, place = max(ratios, default=(0.0, 0))
    return -place if ratio >= _MUCH_LONGER else None


def _bullets(blocks: Sequence[Block]) -> list[Block]:
    """The bullets if there are some, else all: what stands between bullets is no headline."""
    bullets = [block for block in blocks if block.kind == "bullet"]
    return bullets if len(bullets) > 1 else list(blocks)


def _last_run(blocks: Sequence[Block]) -> list[Block]:
    """The headlines at the end of some blocks: bullets if there are any, else all lines since the last prose."""
    run: list[Block] = []
    for block in reversed(blocks):
        if is_body(block):
            break
        run.insert(0, block)
    return _bullets(run)


def _interleaved(blocks: Sequence[Block]) -> list[tuple[Block | None, Block]]:
    """Headline, body, headline, body: each line before prose heads it; prose that follows prose goes on with it."""
    groups: list[tuple[Block, list[Block]]] = []
    head: Block | None = None
    for block in blocks:
        if not is_body(block):
            head = block
        elif head is not None:
            groups.append((head, [block]))
            head = None
        elif groups:
            groups[-1][1].append(block)
    return [(head, joined(parts)) for head, parts in groups]


def _grouped(headlines: Sequence[Block], zone: Sequence[Block]) -> list[tuple[Block | None, Block]]:
    """The bodies after a list of headlines, each with the headline that was repeated above it, if one was."""
    parts: list[Block] = []
    opens: list[bool] = []
    heads: dict[int, Block] = {}
    pending: Block | None = None
    bullets = sum(block.kind == "bullet" for block in zone) > 1
    last = max((place for place, block in enumerate(zone) if is_body(block)), default=-1)
    for place, block in enumerate(zone):
        if not is_body(block) and (again := _repeats(block, headlines)):
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


def _repeats(block: Block, headlines: Sequence[Block]) -> Block | None:
    """The headline that a line says again, word for word or nearly."""
    said = set(keys(block.text))
    for one in headlines:
        known = set(keys(one.text))
        if said and len(said & known) >= 0.8 * max(len(said), len(known)):
            return one
    return None


def _without_repeats(
    headlines: Sequence[Block], bodies: Sequence[Block], pinned: dict[int, int]
) -> tuple[list[Block], dict[int, int]]:
    """The bodies without a headline at their start ("Nago votes: A mayor …"), and which headline that was."""
    patterns = [_at_start(one.text) for one in headlines]
    kept, known = list(bodies), dict(pinned)
    for place, body in enumerate(bodies):
        for row, pattern in enumerate(patterns):
            found = pattern.match(fold(body.text))
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
