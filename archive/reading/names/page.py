"""One field of an item, prepared once for all who look at it: folded, cut into sentences, with word bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from archive.model import Field
from archive.reading.text import fold, sentences

LAST = re.compile(r"([^\W_]+(?:[.&-][^\W_]+)*\.?(?:'s|s')?) ?\Z")  # a word that ends where the text does
NEXT = re.compile(r" ?([^\W_]+(?:[.&-][^\W_]+)*)")


@dataclass(frozen=True)
class Page:
    """A field's text with what every rule asks of it; offsets count code points of the text."""

    field: Field
    text: str

    @cached_property
    def folded(self) -> str:
        """Plain quotes, dashes and letters, offset for offset."""
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        """Lower case with blanks for hyphens: what the gazetteer is compared with, offset for offset."""
        lower = self.folded.lower()
        if len(lower) != len(self.folded):  # "İ" becomes two
            lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in self.folded)
        return lower.translate(BLANKS)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The bounds of each sentence."""
        return sentences(self.text)

    @cached_property
    def shouted(self) -> bool:
        """Whether the whole field is in capitals."""
        return self.text.isupper()

    @cached_property
    def titled(self) -> bool:
        """Whether it is a headline that capitalises its words, so that capitals say nothing."""
        words = [word for word in re.findall(r"[A-Za-z]{4,}", self.folded)]
        low = sum(word[0].islower() for word in words)
        return self.field == "headline" and len(words) > 3 and low * 5 <= len(words)

    def sentence(self, at: int) -> tuple[int, int]:
        """The bounds of the sentence around an offset."""
        for start, end in self.sentences:
            if start <= at < end:
                return start, end
        return 0, len(self.text)

    def opens_sentence(self, at: int) -> bool:
        """Whether nothing but signs stands before an offset in its sentence."""
        start, _ = self.sentence(at)
        return not any(sign.isalnum() for sign in self.folded[start:at])

    def before(self, at: int) -> str:
        """The word that ends right before an offset, one blank between; empty if there is a sign or nothing."""
        first, _ = self.sentence(at)
        found = LAST.search(self.folded[max(0, at - 40, first) : at])
        return found[1] if found else ""

    def after(self, at: int) -> str:
        """The word that begins right after an offset, one blank between; empty if there is a sign or nothing."""
        found = NEXT.match(self.folded, at)
        return found[1] if found else ""


BLANKS = {ord("-"): " ", ord("\n"): " ", ord("\t"): " "}
