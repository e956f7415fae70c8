"""Where the list of headlines ends and the bodies begin, and which blocks make up each body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from archive.model import Block
from importers.blocks import trimmed
from importers.layout.furniture import section
from importers.layout.grouping import Group, grouped, in_turns
from importers.layout.lines import is_body, said_again

_SIGN = re.compile(r"(?P<head>\S.{8,118}?[^\s.!?:])(?::\s+|\s+[–—|-]\s+)(?=[\"“‘'A-Z0-9])")
_MUCH_LONGER = 1.5
"""The shortest body has so many times the characters of the longest headline; in the real issue it is four times."""
_MOST_HEADLINES = 10


def split(blocks: Sequence[Block]) -> tuple[list[Block], list[Group], bool]:
    """The list of headlines, the bodies each with the headline above it if there is one, and whether section words
    said so.

    Without a list of two headlines or more the first is empty: headline and body then alternate.
    """
    words = [(place, word) for place, block in enumerate(blocks) if (word := section(block.text))]
    start = next((place + 1 for place, word in words if word == "headlines"), 0)
    details = next((place for place, word in words if word == "details" and place >= start), None)
    if details is not None:
        head, zone = list(blocks[start:details]), list(blocks[details + 1 :])
        head = _latest(_bullets(head) if start else _last_run(head))
        return head, in_turns(head, zone) or grouped(head, zone), True
    story = [block for block in blocks[start:] if not section(block.text)]
    headlines, groups = _unmarked(story)
    if not groups and start:  # "Headlines" over a list at the end
        story = [block for block in blocks if not section(block.text)]
    if not groups:
        headlines, groups = _headlines_last(story)
    return headlines, groups or _run_in(story), bool(words)


def _unmarked(story: Sequence[Block]) -> tuple[list[Block], list[Group]]:
    """The headlines and bodies of a story without "Details": by repeated lines, by length, by prose after lines."""
    if again := said_again(story):
        start, end = again
        head = _latest(_bullets([*_lines_before(story, start), *story[start:end]]))
        if len(head) > 1 and (groups := in_turns(head, story[end:])):
            return head, groups
    if place := _by_length(story):
        head = _latest(_bullets(story[:place]))
        return head, in_turns(head, story[place:]) or grouped(head, story[place:])
    for place in range(1, len(story)):
        if is_body(story[place]) and not is_body(story[place - 1]):
            run = _lines_before(story, place)
            head = _latest(_bullets(run[:-1]))
            if groups := in_turns(head, story[place - 1 :]):  # the last line heads the first body
                return head, groups
            head = _latest(_bullets(run))
            if len(head) > 1:
                return head, grouped(head, story[place:])
    return [], in_turns([], story)


def _headlines_last(story: Sequence[Block]) -> tuple[list[Block], list[Group]]:
    """Bodies first and their headlines behind them; what stands there must be two lines or more."""
    run = _lines_before(story, len(story))
    head = _latest(_bullets(run))
    return (head, grouped(head, story[: len(story) - len(run)])) if len(head) > 1 else ([], [])


def _run_in(story: Sequence[Block]) -> list[Group]:
    """Headline and body in one block ("Nago votes: A mayor …"), if every block of prose starts so, and two do."""
    prose = [block for block in story if is_body(block)]
    found = [(block, sign) for block in prose if (sign := _SIGN.match(block.text))]
    if len(found) < 2 or len(found) < len(prose):
        return []
    parts = [(trimmed(block, 0, sign.end("head")), trimmed(block, sign.end())) for block, sign in found]
    return [(head, body) for head, body in parts if head and body]


def _by_length(story: Sequence[Block]) -> int | None:
    """Where two lines or more, all much shorter than the prose behind them, end; headlines may end in a stop, too."""
    end = max((place + 1 for place, block in enumerate(story) if is_body(block)), default=0)
    lengths = [len(block.text) for block in story[:end]]
    longest = list(accumulate(lengths, max))
    shortest = list(accumulate(reversed(lengths), min))[::-1]
    ratios = [(shortest[place] / longest[place - 1], -place) for place in range(2, end)]
    ratio, place = max(ratios, default=(0.0, 0))
    return -place if ratio >= _MUCH_LONGER else None


def _latest(headlines: Sequence[Block]) -> list[Block]:
    return list(headlines[-_MOST_HEADLINES:])


def _bullets(blocks: Sequence[Block]) -> list[Block]:
    """The bullets if there are some, else all: what stands between bullets is no headline."""
    bullets = [block for block in blocks if block.kind == "bullet"]
    return bullets if len(bullets) > 1 else list(blocks)


def _last_run(blocks: Sequence[Block]) -> list[Block]:
    """The headlines at the end of some blocks: bullets if there are any, else all lines since the last prose."""
    return _bullets(_lines_before(blocks, len(blocks)))


def _lines_before(blocks: Sequence[Block], end: int) -> list[Block]:
    """The lines directly before a place, since the last prose."""
    start = end
    while start and not is_body(blocks[start - 1]):
        start -= 1
    return list(blocks[start:end])
