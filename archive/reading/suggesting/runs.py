"""Runs: neighbouring capitalised words of a page, with what is known of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.model import Item
from archive.reading.names.lexicon import Offices
from archive.reading.names.look import Look
from archive.reading.names.page import Page
from archive.reading.names.titles import Title, titles_on
from archive.reading.suggesting.words import NO_NAMES

WORD = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.)+(?!\w)"  # "J.", "U.S."
    r"|\d+(?:st|nd|rd|th)(?= [A-Z])"  # "12th Marine"
    r"|(?:Inc|Corp|Co|Ltd|Jr|Mt|Ft|St|Bros)\."
    r"|[A-Z]\w*(?:(?:[-&/]|'(?!s\b))\w+)*)"  # "Duk-geun", "O'Brien"
)
COMPOUND = re.compile(  # an adjective made of a name: "Aegis-equipped", "LDP-backed"
    r"-(?:\w{2,}ed|led|run|style|made|era|born|owned|wide|based|class|like|related|friendly|only|free|type|bound|size"
    r"|old|long|built|held|sponsored|range|only|to|and|first|next|term|turned|in|on)\Z"
)
PARTICLE = re.compile(r" (?:de|van|von|bin|der|da|del|al|ul|le)(?: (?:der|la))? ")
DASHES = re.compile("[–—―−]")

FREE, LEADER, KNOWN, TITLE, TAKEN = range(5)
"""What is known of a character: nothing, part of a person's name, of another name, of a title, of a link or date."""


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word: `what` is known of all its letters, `plain` whether the capital may mean nothing."""

    start: int
    end: int
    text: str
    what: int
    owns: bool
    opens: bool

    @property
    def plain(self) -> bool:
        """Whether it is a word of the language and no name alone."""
        return self.text.lower().rstrip(".") in NO_NAMES


Run = tuple[Word, ...]


@dataclass(frozen=True)
class Scene:
    """A page of an item with its titles, and what mentions, dates and the gazetteer know of each of its letters."""

    look: Look
    titles: Sequence[Title]
    known: bytes

    @classmethod
    def of(cls, look: Look, item: Item, offices: Offices) -> Scene:
        """See what is known of a page."""
        known = bytearray(len(look.page.text))
        for match in look.matches:
            people = all(form.kind == "leader" for form in match.forms)
            what = LEADER if people else KNOWN
            if not people or not known[match.start]:
                known[match.start : match.end] = bytes([what]) * (match.end - match.start)
        titles = titles_on(look, offices)
        for title in titles:
            known[title.own : title.stop] = bytes([TITLE]) * (title.stop - title.own)
        linked = [(one.start, one.end) for one in item.mentions if one.field == look.page.field and one.entity]
        dated = [(one.start, one.end) for one in item.dates if one.field == look.page.field]
        for start, end in linked + dated:
            known[start:end] = bytes([TAKEN]) * (end - start)
        return cls(look, titles, bytes(known))

    @property
    def page(self) -> Page:
        """The page itself."""
        return self.look.page

    @cached_property
    def text(self) -> str:
        """The folded text, with long dashes as bars: "Kishida—who" are two words."""
        folded = self.page.folded
        if not DASHES.search(self.page.text):
            return folded
        return "".join("|" if DASHES.match(sign) else plain for sign, plain in zip(self.page.text, folded, strict=True))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Capitalised words with one blank between them, cut at titles and at what is taken."""
        found: list[list[Word]] = []
        last: Word | None = None
        for word in self._words():
            if word.what in (TITLE, TAKEN):
                last = None
                continue
            between = self.text[last.end : word.start] if last else ""
            joined = last and not last.owns and (between == " " or PARTICLE.fullmatch(between))
            if joined and not word.opens:
                found[-1].append(word)
            else:
                found.append([word])
            last = word
        return tuple(tuple(run) for run in found)

    def run_at(self, at: int) -> Run | None:
        """The words of a run from the one on that begins at an offset."""
        return self._rests.get(at)

    @cached_property
    def _rests(self) -> dict[int, Run]:
        return {word.start: run[place:] for run in self.runs for place, word in enumerate(run)}

    def _words(self) -> Iterator[Word]:
        starts = {_first_letter(self.text, start) for start, _ in self.page.sentences}
        for match in WORD.finditer(self.text):
            start, end, text = match.start(), match.end(), match[0]
            parts = self.known[start:end]
            what = TAKEN if TAKEN in parts else max(parts)
            if what in (LEADER, KNOWN) and any(
                not level and sign.isalnum() for level, sign in zip(parts, text, strict=True)
            ):
                what = FREE
            compound = COMPOUND.search(text)
            if compound:
                what = max(what, KNOWN)
            owns = self.text.startswith(("'s", "' "), end)
            if self.text.startswith("'", end) and self.known[end : end + 1] == bytes([TAKEN]):
                owns = True
            opens = start in starts or self.text[max(0, start - 2) : start] in (": ", ' "', "| ", " |")
            opens = opens or self.text[start - 1 : start] in ('"', "\n", "|") or not start
            yield Word(start, end, text, what, owns, opens)

    def adjective(self, word: Word) -> bool:
        """Whether a word is a country's adjective."""
        return any(form.role == "adjective" for one in self.look.by_start.get(word.start, ()) for form in one.forms)

    def sentence(self, at: int) -> str:
        """The sentence around an offset."""
        start, end = self.page.sentence(at)
        return self.text[start:end]

    def before(self, at: int) -> str:
        """The text right before an offset, enough for a few words of the same sentence; its first letter small."""
        first = max(self.page.sentence(at)[0], at - 48)
        return self.text[first : first + 1].lower() + self.text[first + 1 : at]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in a span is linked or dated."""
        return TAKEN not in self.known[start:end]

    def quoted(self, at: int) -> bool:
        """Whether an offset lies within quotation marks."""
        last = max(self.page.text.rfind(sign, 0, at) for sign in '“”"')
        return last >= 0 and (self.page.text[last] == "“" or self.page.text.count('"', 0, at) % 2 == 1)

    def title_behind(self, at: int) -> Title | None:
        """The title that follows a name behind a comma: "Sun, the Vice Foreign Minister"."""
        return next(
            (
                one
                for one in self.titles
                if self.text[at : one.start] in (", ", ", the ", " (", ", a ")
                and self.text[one.end : one.end + 1] in (",", ".", ")", ";", "")
            ),
            None,
        )

    def before_title(self, at: int) -> bool:
        """Whether a title in capitals stands right behind an offset."""
        return self.known[at + 1 : at + 2] == bytes([TITLE]) and self.text[at] == " " and self.text[at + 1].isupper()

    def title_before(self, at: int) -> Title | None:
        """The title that stands right before an offset, the one that says most of a row of them."""
        found = None
        for title in reversed(self.titles):
            if title.end <= at and self.text[title.end : at] in (" ", ", ", " (", ' "', " and ", ": "):
                if found is None or (title.offices and not title.generic and (found.generic or not found.offices)):
                    found = title
                at = title.start
            elif title.end < at - 3:
                break
        return found


def _first_letter(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at
