"""Initialisms that an item defines for itself: "Free and Open Indo-Pacific (FOIP)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.model import Mention
from archive.reading.names.lexicon import Lexicon
from archive.reading.names.look import Look
from archive.reading.names.verdict import linked

DEFINED = re.compile(r" ?\((?:the |or |hereafter )?[\"']?(?P<short>[A-Za-z][A-Za-z0-9&+-]{1,9})[\"']?\)")


def defined(looks: Iterable[Look], found: Sequence[Mention]) -> dict[str, str]:
    """Each initialism in parentheses after a linked name of a thing, and the entity it then stands for."""
    owners = {(one.field, one.end): one.entity for one in found if one.entity and one.kind != "leader"}
    meant: dict[str, str] = {}
    for look in looks:
        for said in DEFINED.finditer(look.page.folded):
            entity = owners.get((look.page.field, said.start()))
            if entity and sum(letter.isupper() for letter in said["short"]) > 1:
                meant[said["short"]] = entity
    return meant


def inherited(looks: Iterable[Look], meant: dict[str, str], lexicon: Lexicon) -> Iterator[Mention]:
    """Every place of the item where a defined initialism stands."""
    for short, name in meant.items():
        entity = lexicon.entities[name]
        for look in looks:
            for said in re.finditer(rf"(?<![\w+]){re.escape(short)}(?![\w+])", look.page.folded):
                reason = f"defined here as {entity.name}"
                yield linked(look.page, said.start(), said.end(), name, entity.kind, "alias", "defined", reason)
