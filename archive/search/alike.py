"""Which of many spellings look like one that is not among them."""

from __future__ import annotations

from collections.abc import Iterable


def alike(text: str, among: Iterable[str], most: int, least: float) -> list[str]:
    """The spellings most like a text, the likest first; none less than `least`.

    Likeness is twice the letters that both have in order by all letters of both: "kishy" is 0.8 like "kishi".
    """
    from rapidfuzz import fuzz, process  # late: few searches ask for it

    found = process.extract(text, list(among), scorer=fuzz.ratio, limit=most, score_cutoff=100 * least)
    return [spelling for spelling, _, _ in found]
