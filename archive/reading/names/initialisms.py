"""Initialisms that an item defines for itself: "Free and Open Indo-Pacific (FOIP)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.model import Mention
from archive.reading.names.lexicon import Lexicon
from archive.reading.names.look import Look
from archive.reading.names.partners import with_partner
from archive.reading.names.verdict import linked, unlinked
from archive.reference import Entity

DEFINED = re.compile(r" ?\((?:the |or |hereafter )?[\"']?(?P<short>[A-Za-z][A-Za-z0-9&+-]{1,9})[\"']?\)")


def defined(looks: Iterable[Look], found: Sequence[Mention], lexicon: Lexicon) -> dict[str, str | None]:
    """Each initialism that stands in parentheses after the words it shortens, and the entity it then means.

    None means no entity: the words before it are not on record, though the initialism alone might be.
    """
    owners = {(one.field, one.end): one for one in found if one.entity and one.kind != "leader"}
    meant: dict[str, str | None] = {}
    for look in looks:
        for said in DEFINED.finditer(look.page.folded):
            short, owner = said["short"], owners.get((look.page.field, said.start()))
            if sum(letter.isupper() for letter in short) < 2:
                continue
            if owner and any(spells(short, tail) for tail in _tails(owner.text)):
                meant[short] = owner.entity
            elif owner is None and (words := _spelled(look.page.folded[: said.start()], short)):
                known = {form.entity for match in look.by_start.get(said.start("short"), ()) for form in match.forms}
                if known and not any(_alike(words, lexicon.entities[one]) for one in known):
                    meant[short] = None
    return meant


def _tails(words: str) -> Iterator[str]:
    """The words, and what is left of them from each later word on: initialisms leave the partners out."""
    yield words
    for blank in re.finditer(r"[ -]", words):
        yield words[blank.end() :]


def spells(short: str, words: str) -> bool:
    """Whether the letters of an initialism stand in the words in their order, the first letter first."""
    letters = iter(words.lower().removeprefix("the "))
    return words[:1].lower() == short[0].lower() and all(sign in letters for sign in short.lower() if sign.isalnum())


def _spelled(before: str, short: str) -> str:
    """The words right before an initialism whose first letters are its capitals; empty if there are none."""
    words = re.findall(r"[\w'-]+", before)[-2 * len(short) :]
    for start in range(len(words)):
        initials = "".join(word[0] for word in words[start:] if word[0].isupper())
        if words[start][0].isupper() and initials == "".join(sign for sign in short if sign.isupper()):
            return " ".join(words[start:])
    return ""


def _alike(words: str, entity: Entity) -> bool:
    """Whether a record's name shares two words with the text's, or all of its own but one."""
    said = set(words.lower().split())
    names = (entity.name, *(alias.text for alias in entity.aliases))
    return any(len(said & set(name.lower().split())) >= 2 for name in names)


def _same(look: Look, start: int, end: int) -> list[str]:
    """The records that the words at a span may mean."""
    forms = (form for match in look.by_start.get(start, ()) if match.end == end for form in match.forms)
    return sorted({form.entity for form in forms})


def inherited(looks: Iterable[Look], meant: dict[str, str | None], lexicon: Lexicon) -> Iterator[Mention]:
    """Every place of the item where a defined initialism stands."""
    for short, name in meant.items():
        for look in looks:
            for said in re.finditer(rf"(?<![\w+]){re.escape(short)}(?![\w+])", look.page.folded):
                if name is None:
                    reason = "the item itself spells it out as something not in the knowledge base"
                    yield unlinked(look.page, *said.span(), "organization", "alias", reason)
                else:
                    other = with_partner(look, said.end(), _same(look, *said.span()), lexicon)
                    entity = lexicon.entities[other or name]
                    reason = f"defined here as {entity.name}"
                    yield linked(look.page, *said.span(), entity.id, entity.kind, "alias", "defined", reason)
