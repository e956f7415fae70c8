"""What a rule finds: a span with its likely kind and the cue, and how a name is written in its normal form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.model import Kind
from archive.reading.suggesting.runs import Scene

LEADING_ARTICLE = re.compile(r"\A(?:the|a|an) ", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?:'s|(?<=s)')\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A span that looks like a name; of overlapping ones that of the lower `rank` is kept, then the longer."""

    scene: Scene
    start: int
    end: int
    kind: Kind
    why: str
    rank: int
    name: str
    office: str | None = None

    def overlaps(self, other: Found) -> bool:
        """Whether two share a letter."""
        return self.scene is other.scene and self.start < other.end and other.start < self.end


def normal(text: str, kind: Kind) -> str:
    """A name in its normal form, from folded text: one blank, no article, no possessive, "SUN Weidong" lowered."""
    name = POSSESSIVE.sub("", LEADING_ARTICLE.sub("", " ".join(text.split()))).strip("\"', ")
    if kind != "leader":
        return name
    return " ".join(
        _lowered(word) if len(word) > 2 and word.isupper() and "." not in word else word for word in name.split()
    )


def _lowered(word: str) -> str:
    return re.sub(r"[A-Z]+", lambda part: part[0].capitalize(), word)
