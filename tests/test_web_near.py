"""Suggestions are near, or there are none."""

from __future__ import annotations

import pytest

from archive import Archive
from archive.model import Issue, Published
from archive.reading import edtf
from web.near import bases_called, near_entities, near_issues


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Nobuo Kishy", "nobuo-kishi"),
        ("nobuo-kish", "nobuo-kishi"),
        ("Futemna", "mcas-futenma"),
        ("nonsense", None),
        ("zzz", None),
        ("between", None),
    ],
)
def test_a_name_is_suggested_only_when_it_is_like_what_was_asked(
    archive: Archive, asked: str, first: str | None
) -> None:
    assert next((one.id for one in near_entities(archive, asked)), None) == first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((1, 14), ["s/1.12", "s/1.13", "s/1.20", "s/2.3"]),
        ((1, 1), ["s/1.12", "s/1.13"]),
        ((9, 9), ["s/1.20", "s/2.3"]),
    ],
)
def test_the_issues_beside_a_number(asked: tuple[int, int], found: list[str]) -> None:
    when = Published(edtf.interval("2022"), "stated")
    numbers: list[tuple[int | None, int | None]] = [(2, 3), (1, 20), (1, 13), (None, None), (1, 12)]
    issues = [Issue(f"s/{v}.{n}", "s", v, n, None, None, "", None, when) for v, n in numbers]
    assert [one.id for one in near_issues(issues, *asked)] == found


@pytest.mark.parametrize(
    ("id", "bases"),
    [("kanoya", ["jmsdf-kanoya-air-base"]), ("tokyo", []), ("nobuo-kishi", []), ("jmsdf-kanoya-air-base", [])],
)
def test_a_towns_base_of_the_same_name(archive: Archive, id: str, bases: list[str]) -> None:
    assert [one.id for one in bases_called(archive.knowledge.entities[id], archive)] == bases
