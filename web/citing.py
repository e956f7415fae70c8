"""Citations in the manner of the Chicago Manual, which say how the date is known; pure."""

from __future__ import annotations

from archive.model import Basis, Issue, Item, Published
from archive.reference import Series
from web.words import date_words

_KNOWN: dict[Basis, str] = {
    "stated": "",
    "metadata": "date from the original’s metadata",
    "inferred": "date inferred from the text",
    "neighbours": "date inferred from the text and neighbouring numbers",
    "judgement": "date decided by the archive",
}


def cite(issue: Issue, series: Series, address: str, item: Item | None = None, sample: bool = False) -> str:
    """A citation of an issue, or of one item in it, as plain text.

    `“New ambassador arrives,” item 4, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), https://….`
    Sample text is cited as such, and without the publisher: `… 1, no. 2 [sample text] (January 29, 2022), https://….`
    """
    numbered = issue.volume is not None and issue.number is not None
    title = f"{series.title} {issue.volume}, no. {issue.number}" if numbered else f"{issue.title}, unnumbered"
    dated = _dated(issue.published)
    imprint = f"[sample text] ({dated})" if sample else f"({series.publisher}, {dated})"
    whole = f"{title} {imprint}, {address}."
    return f"“{item.headline},” item {item.position}, {whole}" if item and item.headline else whole


def _dated(published: Published) -> str:
    """ "about January 29, 2022 [between January 28 and February 3; date inferred from the text]"."""
    day, _, bounds = date_words(published.when).partition(" (")
    notes = [note for note in (bounds.removesuffix(")"), _KNOWN[published.basis]) if note and published.when.earliest]
    return f"{day} [{'; '.join(notes)}]" if notes else day
