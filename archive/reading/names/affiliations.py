"""Whom a person speaks for, as the words beside the name say: "Funakoshi of MOFA", "Saito (METI)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.model import Mention
from archive.reading.names.look import Look

BEHIND = re.compile(r",? of (?:the )?|,? \(")
BEFORE = re.compile(r"(?:'s|s')? (?:leader |chief |head )?")


def affiliations(look: Look, start: int, end: int, things: Sequence[Mention]) -> Iterator[str]:
    """The organizations (ids) that the words right beside a name say it belongs to."""
    text = look.page.folded
    for one in things:
        if one.kind != "organization" or one.entity is None or one.field != look.page.field:
            continue
        behind = end < one.start <= end + 9 and BEHIND.fullmatch(text, end, one.start)
        before = one.end < start <= one.end + 10 and BEFORE.fullmatch(text, one.end, start)
        if behind or before:
            yield one.entity
