"""Which country the words at a place speak of: what decides whose "prime minister" is meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.model import Field
from archive.reading.names.look import Look, longest
from archive.reading.names.page import Page

SAME_BEFORE, SAME_BEHIND, SENTENCE_BEFORE, HEADLINE, ELSEWHERE = 4.0, 1.5, 1.5, 1.0, 0.5
"""What a word of a country weighs: before the words in their sentence, behind them, in the sentence before, in the
headline, anywhere else in the item. Found by trying on the samples."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks of a country."""

    field: Field
    start: int
    end: int
    country: str


@dataclass(frozen=True)
class Focus:
    """The cues of an item."""

    cues: tuple[Cue, ...]

    @classmethod
    def of(cls, looks: Sequence[Look], people: Iterable[Cue]) -> Focus:
        """The countries, their adjectives, capitals, towns and bodies on the pages, and the people named there."""
        found = list(people)
        for look in looks:
            seen = longest(
                match
                for match in look.matches
                if any(not form.ambiguous and form.kind in ("place", "organization") for form in match.forms)
            )
            for match in seen:
                owners = {
                    look.country_of(form.entity) for form in match.forms if form.kind in ("place", "organization")
                }
                if len(owners) == 1 and (country := owners.pop()):
                    found.append(Cue(look.page.field, match.start, match.end, country))
        return cls(tuple(found))

    def overall(self) -> Counter[str]:
        """How often the item speaks of each country."""
        return Counter(cue.country for cue in self.cues)

    def weights(self, page: Page, start: int, end: int) -> dict[str, float]:
        """How much speaks for each country at a span, whose own words do not count."""
        first, last = page.sentence(start)
        previous = page.sentence(first - 1)[0] if first else 0
        weight: defaultdict[str, float] = defaultdict(float)
        for cue in self.cues:
            if cue.field != page.field:
                weight[cue.country] += HEADLINE if cue.field == "headline" else ELSEWHERE
            elif cue.start < end and start < cue.end:
                continue
            elif first <= cue.start < start:
                weight[cue.country] += SAME_BEFORE
            elif start <= cue.start < last:
                weight[cue.country] += SAME_BEHIND
            elif previous <= cue.start < first:
                weight[cue.country] += SENTENCE_BEFORE
            else:
                weight[cue.country] += ELSEWHERE
        return weight
