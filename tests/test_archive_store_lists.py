"""Lists by page: everything once, in order, however long the pages are and whatever arrives in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import issue_text

from archive import Archive
from archive.store.lists import Lists, Told
from archive.store.paging import Page, Place, Within
from importers.batch import import_paths

ASK: dict[str, Callable[[Lists], Any]] = {
    "issues": lambda lists: lists.issues,
    "items": lambda lists: lists.items,
    "mentions": lambda lists: lists.mentions,
    "events": lambda lists: lists.events,
    "relations": lambda lists: lists.relations,
}
LATER = "Ships of many kinds lay at Yokosuka Naval Base for {number} days, and {number} crews went ashore from each."
NUMBERLESS = (
    (
        "Ferry line opens",
        "A ferry line between Naha and Keelung opened after four years, to the joy of islanders.",
    ),
    ("Snow stops trains", "Snow stopped the trains in Niigata for a night, and two hundred people slept in them."),
)


def walked(archive: Archive, what: str, limit: int, within: Within = Within()) -> list[Any]:  # noqa: B008
    """A list from its first page to its last."""
    rows: list[Any] = []
    after: Place | None = None
    while True:
        page: Page[Any] = ASK[what](Lists(archive.catalog))(within, after, limit)
        assert len(page.rows) == limit if page.end else len(page.rows) <= limit
        rows += page.rows
        if page.end is None:
            return rows
        after = page.end


def whole(archive: Archive, what: str, entity: str | None = None) -> list[Any]:
    """What the list must be, from everything that is there."""
    issues = [archive.ask.issue(one.id) for one in archive.ask.issues()]
    items = [item for issue in issues for item in issue.items]
    match what:
        case "issues":
            found = [
                issue.id
                for issue in issues
                if entity is None or any(one.entity == entity for item in issue.items for one in item.mentions)
            ]
            return found
        case "items":
            return [
                (item.issue, item.position)
                for item in items
                if entity is None or any(one.entity == entity for one in item.mentions)
            ]
        case "mentions":
            return [one for item in items for one in item.mentions if entity in (None, one.entity)]
        case "events":
            return [event for _, _, event in archive.ask.events() if entity is None or entity in event.participants]
    return [one for _, _, one in archive.ask.relations() if entity in (None, one.subject, one.object)]


def nouns(rows: list[Any]) -> list[Any]:
    return [getattr(row, "noun", row) for row in rows]


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
@pytest.mark.parametrize("what", ASK)
def test_everything_comes_once_and_in_order(archive: Archive, what: str, limit: int) -> None:
    assert nouns(walked(archive, what, limit)) == whole(archive, what) != []


@pytest.mark.parametrize("entity", ["nobuo-kishi", "mcas-futenma", "japan"])
@pytest.mark.parametrize("what", [what for what in ASK if what != "issues"])
def test_of_an_entity_comes_what_it_has_to_do_with(archive: Archive, what: str, entity: str) -> None:
    assert nouns(walked(archive, what, 1, Within(entity=entity))) == whole(archive, what, entity)


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (Within(volume=1), ["1.12", "1.13", "1.20"]),
        (Within(volume=2), []),
        (Within(series="another"), []),
        (Within(issue="us-japan-alliance-digest/1.13"), ["1.13"]),
        (Within(first=date(2022, 7, 8)), ["1.12", "1.13", "1.20"]),
        (Within(first=date(2022, 7, 9)), ["1.13", "1.20"]),
        (Within(last=date(2022, 7, 12)), ["1.12", "1.13"]),
        (Within(last=date(2022, 7, 11)), ["1.12"]),
        (Within(first=date(2022, 7, 9), last=date(2022, 9, 1)), ["1.13"]),
    ],
)
def test_narrowed(archive: Archive, within: Within, found: list[str]) -> None:
    assert [id.rpartition("/")[2] for id in walked(archive, "issues", 2, within)] == found


def test_days_of_events_are_those_told(archive: Archive) -> None:
    october = walked(archive, "events", 5, Within(first=date(2022, 10, 25), last=date(2022, 10, 25)))
    assert {one.noun.when.edtf for one in october} == {"2022-10-25", "../2022-23"}, "an open end reaches for ever"


def test_mentions_narrowed(archive: Archive) -> None:
    lists, linked = Lists(archive.catalog), whole(archive, "mentions")
    for given in ({"kind": "base"}, {"method": "office"}, {"kind": "leader", "method": "title"}):
        expected = [one for one in linked if all(getattr(one, name) == value for name, value in given.items())]
        assert nouns(list(lists.mentions(Within(), None, 100, **given).rows)) == expected != []  # type: ignore[arg-type]
    unlinked = nouns(list(lists.mentions(Within(), None, 100, linked=False).rows))
    assert unlinked == [one for one in linked if one.entity is None]
    assert all(one.entity for one in nouns(list(lists.mentions(Within(), None, 100, linked=True).rows)))


def test_relations_narrowed(archive: Archive) -> None:
    lists = Lists(archive.catalog)
    held = nouns(list(lists.relations(Within(), None, 100, kind="holds_office", subject="nobuo-kishi").rows))
    assert [(one.kind, one.subject, one.object) for one in held] == [
        ("holds_office", "nobuo-kishi", "japan-defense-minister")
    ]
    assert nouns(list(lists.relations(Within(), None, 100, object="japan-defense-minister").rows)) != held != []


@pytest.mark.parametrize("what", ["issues", "items", "mentions"])
def test_what_arrives_in_between_shifts_nothing(folder: Path, tmp_path: Path, what: str) -> None:
    archive = Archive(tmp_path / "home")
    import_paths(archive, sorted(folder.iterdir()))
    ask = ASK[what](Lists(archive.catalog))
    before = places(walked(archive, what, 100))
    page = ask(Within(), None, 2)
    for number in ("1.2", "1.15", "3.1"):
        text = issue_text(number, (f"Ships visit {number}", LATER.format(number=number[-1])))
        (folder / f"digest-vol-{number}.txt").write_text(text, "utf-8")
    (folder / "found in a drawer.txt").write_text(issue_text("", *NUMBERLESS).replace(" Vol ", ""), "utf-8")
    import_paths(archive, sorted(folder.iterdir()))
    seen = places(page.rows)
    while page.end:
        page = ask(Within(), page.end, 2)
        seen += places(page.rows)
    assert [place for place in seen if place in before] == before, "nothing twice, nothing lost"
    new = {numbers(place) for place in seen} - {numbers(place) for place in before}
    assert {"1.15", "3.1"} < new, "what lies ahead is there"
    assert "1.2" not in new, "what lies behind is not"
    assert numbers(seen[-1]).startswith("x-"), "unnumbered ones come last"
    archive.close()


def places(rows: Sequence[Any]) -> list[Any]:
    """Where the rows of a list stand."""
    return [(*row.item, row.noun.field, row.noun.start) if isinstance(row, Told) else row for row in rows]


def numbers(place: Any) -> str:
    """The number of the issue of a place."""
    issue: str = place if isinstance(place, str) else place[0]
    return issue.partition("/")[2]


def test_counts(archive: Archive) -> None:
    lists, counts = Lists(archive.catalog), archive.ask.entity_counts()
    assert lists.counts([*counts, "nobody"]) == counts
    assert lists.mentioned() == set(counts)
    assert lists.counts([]) == {}


def test_an_empty_archive_has_empty_lists(empty: Archive) -> None:
    for what in ASK:
        assert walked(empty, what, 3) == []
    assert Lists(empty.catalog).mentioned() == set()
