"""Nouns to rows and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from archive.model import Draft, DraftItem, Hyperlink, Interval, Numbering


def links_as_list(links: tuple[Hyperlink, ...]) -> list[list[int | str]]:
    """Hyperlinks as [start, end, address]."""
    return [[link.start, link.end, link.url] for link in links]


def links_from_list(rows: list[Any]) -> tuple[Hyperlink, ...]:
    """The reverse of `links_as_list`."""
    return tuple(Hyperlink(*row) for row in rows)


def draft_as_dict(draft: Draft) -> dict[str, Any]:
    """A draft as plain JSON."""
    numbering = draft.numbering
    return {
        "position": draft.position,
        "series": draft.series,
        "form": draft.form,
        "title": draft.title,
        "items": [[item.headline, item.body, links_as_list(item.links)] for item in draft.items],
        "numbering": numbering and [numbering.volume, numbering.number, numbering.known_by, numbering.words],
        "hints": [[day.isoformat(), words] for day, words in draft.hints],
    }


def draft_from_dict(row: dict[str, Any]) -> Draft:
    """The reverse of `draft_as_dict`."""
    return Draft(
        position=row["position"],
        series=row["series"],
        form=row["form"],
        title=row["title"],
        items=tuple(DraftItem(headline, body, links_from_list(links)) for headline, body, links in row["items"]),
        numbering=Numbering(*row["numbering"]) if row["numbering"] else None,
        hints=tuple((date.fromisoformat(day), words) for day, words in row["hints"]),
    )


def interval_columns(when: Interval) -> dict[str, str | None]:
    """An interval as the columns `edtf`, `earliest`, `latest`."""
    return {
        "edtf": when.edtf,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
    }


def interval_of(row: Any) -> Interval:
    """The interval in a row's columns `edtf`, `earliest`, `latest`."""
    return Interval(
        row.edtf,
        date.fromisoformat(row.earliest) if row.earliest else None,
        date.fromisoformat(row.latest) if row.latest else None,
    )
