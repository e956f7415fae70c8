"""What feeds and harvesters are told of an item besides its words: its lasting name, its times, how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from flask import current_app, g

from archive import Archive
from archive.cite import dating
from archive.model import Interval, Issue, Published
from archive.reference import Series
from archive.store.moments import EPOCH, Moments
from web.words import date_words, issue_label, issue_name

NAMESPACE = "digest-archive"
"""What every lasting name begins with, wherever the archive is served: it says nothing of a host."""


def urn(*parts: str) -> str:
    """A lasting name: `urn:digest-archive:us-japan-alliance-digest/1.2/3`."""
    return f"urn:{NAMESPACE}:{'/'.join(parts)}"


def local_id(id: str) -> str:
    """An item's id without the sign that begins a fragment in every address: `us-japan-alliance-digest/1.2/3`."""
    return id.replace("#", "/")


def moments() -> Moments:
    """The times that the archive knows; what was read is kept with the application."""
    archive: Archive = g.archive
    kept: Moments = current_app.extensions.setdefault("moments", Moments(archive.catalog))
    return kept


def updated(key: tuple[str, int], published: Interval, taken_in: Mapping[tuple[str, int], datetime]) -> datetime:
    """When an item's text was handed in; where nobody noted it, the beginning of the last day it may have appeared."""
    return taken_in.get(key) or midnight(published.latest) or EPOCH


def appeared(when: Interval) -> datetime | None:
    """The beginning of the day on which something most likely appeared; of a longer time, of its first day."""
    return midnight(dating.likely(when) or when.earliest)


def midnight(day: date | None) -> datetime | None:
    """The beginning of a day in UTC."""
    return datetime.combine(day, time(), UTC) if day else None


def stamp(at: datetime) -> str:
    """ "2026-11-23T15:37:23Z": a form of both RFC 3339 (Atom) and OAI-PMH's UTCdatetime."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def dated(published: Published) -> str:
    """ "Published about January 29, 2022 (between January 28 and February 3); date inferred from the text."."""
    if not dating.is_known(published.when):
        return "When it was published is not known."
    known = dating.how(published)
    return f"Published {date_words(published.when)}{f'; {known}' if known else ''}."


def place(issue: Issue, series: Series, position: int) -> str:
    """ "US-Japan Alliance Digest Vol 1.2, item 3"."""
    return f"{issue_name(issue, series)}, item {position}"


def called(headline: str, position: int, issue: str) -> str:
    """What an item is called: its headline, or its place where it has none."""
    return headline or f"{issue_label(issue)}, item {position}"


def publication(archive: Archive, id: str) -> Series:
    """The publication of that id."""
    return next(one for one in archive.series if one.id == id)
