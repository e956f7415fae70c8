"""Citations in the manner of the Chicago Manual, which say how the date is known; pure."""

from __future__ import annotations

from archive.model import Basis, Issue, Item, Series
from web.words import date_words

_DATED: dict[Basis, str] = {
    "stated": "",
    "metadata": " [date from the original’s metadata]",
    "inferred": " [date inferred from the text]",
    "neighbours": " [date inferred from the text and neighbouring numbers]",
    "judgement": " [date decided by the archive]",
}


def cite(issue: Issue, series: Series, address: str, item: Item | None = None) -> str:
    """A citation of an issue, or of one item in it, as plain text.

    `“A headline”, item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), https://…`
    """
    numbered = issue.volume is not None and issue.number is not None
    title = f"{series.title} {issue.volume}, no. {issue.number}" if numbered else f"{issue.title}, unnumbered"
    published = issue.published
    dated = date_words(published.when) + (_DATED[published.basis] if published.when.earliest else "")
    whole = f"{title} ({series.publisher}, {dated}), {address}."
    return f"“{item.headline},” item {item.position}, {whole}" if item and item.headline else whole
