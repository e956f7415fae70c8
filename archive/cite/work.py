"""What is cited: an issue or an item, with what every format asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Issue, Item, Published
from archive.reference import Series


@dataclass(frozen=True, slots=True)
class Work:
    """An issue, or one item in it, at its lasting address; `sample` is text that nobody published."""

    issue: Issue
    series: Series
    address: str
    item: Item | None = None
    sample: bool = False

    @property
    def published(self) -> Published:
        """When it appeared."""
        return self.issue.published

    @property
    def is_numbered(self) -> bool:
        """Whether its volume and number are known."""
        return self.issue.volume is not None and self.issue.number is not None

    @property
    def headline(self) -> str:
        """The item's headline on one line; empty for an issue, and for an item without one."""
        return flat(self.item.headline) if self.item else ""

    @property
    def title(self) -> str:
        """What it is called: the item's headline, else its issue's name with the item's place in it."""
        if self.is_numbered:
            name = f"{self.series.title} Vol {self.issue.volume}.{self.issue.number}"
        else:
            name = flat(self.issue.title) or f"{self.series.title}, unnumbered"
        if self.item is None:
            return name
        return self.headline or f"Item {self.item.position} of {name}"

    @property
    def publisher(self) -> str:
        """Who published it; nobody did, if it is sample text."""
        return "" if self.sample else self.series.publisher

    @property
    def key(self) -> str:
        """Its id in letters, digits, `.` and `-`, which every format takes: `us-japan-alliance-digest-1.2-3`."""
        return (self.item.id if self.item else self.issue.id).replace("/", "-").replace("#", "-")


def flat(text: str) -> str:
    """The text on one line, without control characters."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(one for one in line if one.isprintable())
