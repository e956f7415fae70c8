"""Names that the knowledge lacks, as suggestions for staff: never links, each with the cue that shows it."""

from __future__ import annotations

from archive.model import Item, Suggestion
from archive.reading.knowledge import Knowledge


def suggest(item: Item, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """The likely names in an item that no mention covers, in order, none overlapping."""
    return ()
