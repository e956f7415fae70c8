"""All written forms in one automaton, and which of them really stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick

from archive.reading.names.forms import Form, forms_of
from archive.reading.names.page import BLANKS, Page
from archive.reading.names.vocabulary import NAME_WORDS, SMALL_NAME_HEADS
from archive.reference import Entity

MODEL = re.compile(r"[A-J]?s?(?![^\W_])(?: Block [IVX\d]+[A-C]?\b)?")  # behind "F-35", "SM-3"
ISSUE = re.compile(  # behind "Keen Sword", "Yama Sakura"
    r" (?:20)?[1-9]\d(?![\w,.-]\d|\w|%| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)

WHOLLY_LOWERED = frozenset({"agreement", "organization", "programme"})
"""Kinds whose names of three words and more are recognised in small letters: "nuclear non-proliferation treaty"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A span of a field and the forms that it may be, all of the same text."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Gazetteer:
    """The compiled forms; `find` is a pure function of the text."""

    automaton: ahocorasick.Automaton

    @classmethod
    def compiled(cls, entities: Iterable[Entity]) -> Gazetteer:
        """Compile all forms of all entities."""
        keys: dict[str, dict[Form, None]] = {}
        for entity in entities:
            for form in forms_of(entity):
                if len(form.text) > 1:
                    keys.setdefault(form.text.lower().translate(BLANKS), {})[form] = None
        automaton = ahocorasick.Automaton()
        for key, forms in keys.items():
            automaton.add_word(key, (len(key), tuple(forms)))
        if keys:
            automaton.make_automaton()
        return cls(automaton)

    def find(self, page: Page) -> list[Match]:
        """Every form on the page at whole words and in fitting case; longer ones do not hide shorter."""
        found: list[Match] = []
        if not len(self.automaton):
            return found
        for last, (length, forms) in self.automaton.iter(page.key):
            start, end = last + 1 - length, last + 1
            end = _variant_end(page.folded, end, forms)
            if not _whole(page.folded, start, end):
                continue
            seen = page.folded[start : last + 1]
            fitting = tuple(form for form in forms if seen == form.text or agrees(form, seen, page.shouted))
            if fitting:
                found.append(Match(start, end, fitting))
        return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends at a word's bounds; "2+2+1" is no "2+2"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and text[start].isalnum():
        return False
    if after.isalnum() and text[end - 1].isalnum():
        return False
    return not (before == "+" or after == "+")


def _variant_end(text: str, end: int, forms: tuple[Form, ...]) -> int:
    """The end of a programme's name with its number or model: "F-35B", "SM-3 Block IIA", "Keen Sword 23"."""
    if not any(form.kind == "programme" for form in forms):
        return end
    found = (MODEL if text[end - 1].isdigit() else ISSUE).match(text, end)
    if not found:
        return end
    single = all(" " not in form.text for form in forms)  # a lone word takes a year only: "Malabar 2022"
    return end if single and re.fullmatch(r" \d\d", found[0]) else found.end()


def agrees(form: Form, seen: str, shouted: bool) -> bool:
    """Whether the letters' case lets `seen` be this form.

    Capitals are needed where the form has them, but for words the press writes small; initialisms need theirs
    all. In a field that is all capitals, case says nothing.
    """
    if shouted:
        return seen.isupper()
    words, tokens = form.text.replace("-", " ").split(" "), seen.replace("-", " ").split(" ")
    if len(words) != len(tokens):
        return False
    small = form.kind in WHOLLY_LOWERED and len(words) > 2 and bool(SMALL_NAME_HEADS.search(form.text))
    free = form.role == "title" or small
    proper = free
    for word, token in zip(words, tokens, strict=True):
        capitals = sum(letter.isupper() for letter in word)
        if any(sign.isdigit() for sign in word) and token == word:
            proper = True
        elif not capitals:
            if token.isupper() and len(token) > 1:
                return False
        elif capitals > 1 or (word.endswith(".") and len(word) < 5):
            if token != word:
                return False
            proper = True
        elif token[:1].isupper():
            if token[1:] != token[1:].lower():
                return False
            proper = True
        elif not free and token not in NAME_WORDS:
            return False
    return proper or form.text.islower()
